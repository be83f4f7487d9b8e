package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"time"
)

// perHost are the figures of a measurement for one host.
type perHost struct {
	cpu, user, system, theirs   time.Duration
	allocations, allocated      float64
	connections, received, sent float64 // as the host sees them
	rate                        float64
}

func (m *measurement) perHost() perHost {
	n := max(m.cost.Hosts, 1)
	asked := float64(n)
	if m.client == "replay" {
		asked++ // one was asked before, to be recorded
	}
	each := func(d time.Duration) time.Duration { return d / time.Duration(n) }
	return perHost{
		cpu: each(m.cost.User + m.cost.System), user: each(m.cost.User), system: each(m.cost.System), theirs: each(m.seen.CPU),
		allocations: float64(m.cost.Allocations) / float64(n), allocated: float64(m.cost.Allocated) / float64(n),
		connections: float64(m.seen.Connections) / asked, received: float64(m.seen.Received) / asked, sent: float64(m.seen.Sent) / asked,
		rate: float64(n) / m.cost.Elapsed.Seconds(),
	}
}

// resembles reports whether the hosts saw the same of two clients, but for an
// EngineClose now and then, for which a client in a hurry has no time.
func (h perHost) resembles(other perHost) bool {
	const few = 10 // octets
	return h.connections == other.connections && math.Abs(h.received-other.received) < few && math.Abs(h.sent-other.sent) < few
}

// median returns the measurement in the middle by processor time.
func median(list []measurement) measurement {
	slices.SortFunc(list, func(a, b measurement) int {
		return cmp.Compare(a.cost.User+a.cost.System, b.cost.User+b.cost.System)
	})
	return list[len(list)/2]
}

func (m *measurement) name() string {
	name := m.way
	if m.delay > 0 {
		name += fmt.Sprintf(", each PDU after %s", m.delay)
	}
	return name
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()*1000) }

func writeResults(out io.Writer, results []measurement) {
	fmt.Fprintln(out, "| way | hosts | at once | client | answered | wrong | seconds | hosts/s | CPU ms/host (user + system) | peak MB |"+
		" allocations/host | KB/host | connections, octets sent, received/host | CPU ms/host of the hosts |")
	fmt.Fprintln(out, "|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	for _, m := range results {
		h, c := m.perHost(), &m.cost
		wrong := fmt.Sprint(c.Wrong)
		if m.client == "replay" {
			wrong = "not looked at"
		}
		fmt.Fprintf(out, "| %s | %d | %d | %s | %d | %s | %.1f | %.0f | %s (%s + %s) | %.0f | %.0f | %.0f | %.3g, %.1f, %.1f | %s |\n",
			m.name(), c.Hosts, m.parallel, m.client, c.OK, wrong, c.Elapsed.Seconds(), h.rate,
			milliseconds(h.cpu), milliseconds(h.user), milliseconds(h.system), float64(c.PeakRSS)/(1<<20),
			h.allocations, h.allocated/1024, h.connections, h.received, h.sent, milliseconds(h.theirs))
	}
}

// Targets.
const (
	mostMemory  = 150 // MB
	mostCPU     = 2   // times the replay's
	leastOfRate = 0.8 // of what the hosts' waiting allows
	mostGrowth  = 1.25
)

// writeTargets tells what is met.
func writeTargets(out io.Writer, results []measurement) {
	fmt.Fprintln(out, "\n| target | measured | met |")
	fmt.Fprintln(out, "|---|---|---|")
	line := func(target string, met bool, format string, args ...any) {
		word := "no"
		if met {
			word = "yes"
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", target, fmt.Sprintf(format, args...), word)
	}
	var all cost
	violations := 0
	for _, m := range results {
		all.Hosts, all.OK, all.Wrong = all.Hosts+m.cost.Hosts, all.OK+m.cost.OK, all.Wrong+m.cost.Wrong
		violations += m.seen.Violations
	}
	line("every host answers, with its own values", all.OK == all.Hosts && all.Wrong+violations == 0,
		"%d of %d answered, %d wrongly; the hosts saw %d breaches of the protocol", all.OK, all.Hosts, all.Wrong, violations)
	smallest := map[string]measurement{}
	for i, m := range results {
		if m.client != "sweep" || m.way == byWMI {
			continue
		}
		if _, ok := smallest[m.name()]; !ok {
			smallest[m.name()] = m
		}
		if i+2 < len(results) && results[i+2].name() == m.name() {
			continue // and the next is larger
		}
		replay := results[i+1]
		ours, theirs := m.perHost(), replay.perHost()
		line("the replay sends and receives the same", ours.resembles(theirs),
			"%s: %g and %g connections a host, %.1f and %.1f octets sent, %.1f and %.1f received", m.name(),
			ours.connections, theirs.connections, ours.received, theirs.received, ours.sent, theirs.sent)
		line(fmt.Sprintf("CPU within %d times of the replay", mostCPU), ours.cpu <= mostCPU*theirs.cpu,
			"%s: %.2f times", m.name(), ours.cpu.Seconds()/theirs.cpu.Seconds())
		line(fmt.Sprintf("peak memory under %d MB", mostMemory), m.cost.PeakRSS < mostMemory<<20,
			"%s: %.0f MB", m.name(), float64(m.cost.PeakRSS)/(1<<20))
		if m.delay > 0 {
			const waits = 2
			possible := float64(m.parallel) / (waits * m.delay.Seconds())
			line(fmt.Sprintf("at least %.0f of %.0f hosts/s", leastOfRate*possible, possible), ours.rate >= leastOfRate*possible,
				"%s: %.0f, the replay %.0f", m.name(), ours.rate, theirs.rate)
			continue
		}
		few := smallest[m.name()]
		growth := ours.cpu.Seconds() / few.perHost().cpu.Seconds()
		line("cost grows as the number of hosts does", growth < mostGrowth,
			"%s: CPU a host at %d hosts is %.2f times that at %d", m.name(), m.cost.Hosts, growth, few.cost.Hosts)
	}
}
