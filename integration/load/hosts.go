package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"io"
	"runtime/debug"
	"slices"
	"time"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// hostsReport is what the hosts have seen since the report before.
type hostsReport struct {
	// Ports are what all hosts listen on, the endpoint mapper's first, in the order
	// of their profile.
	Ports []int
	// Connections, Received and Sent count connections and octets.
	Connections, Received, Sent int64
	// CPU is the processor time of all hosts, in their code and in the kernel.
	CPU time.Duration
	// OpenConnections, OpenEngines and Violations are of now and should be none.
	OpenConnections, OpenEngines, Violations int
	// Violation is one of them.
	Violation string
}

// runHosts runs hosts until its input ends. It tells a report at the beginning, and
// one for each line that it reads.
func runHosts(ctx context.Context, args []string, in io.Reader, out io.Writer) (err error) {
	flags := flag.NewFlagSet("hosts", flag.ContinueOnError)
	profile := flags.String("profile", string(ikeexttest.Permissive), "what the hosts offer")
	count := flags.Int("hosts", 10000, "how many hosts there are")
	delay := flags.Duration("delay", 0, "how long a host waits before each PDU that it sends")
	cpuProfile := flags.String("cpuprofile", "", "write a profile of processor time to this file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	stop, err := startProfile(*cpuProfile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	debug.SetGCPercent(800) // what many idle hosts cost shall not be charged to those at work
	f := &fleet{}
	defer func() { err = errors.Join(err, f.close()) }()
	if err := f.start(*count, ikeexttest.Profile(*profile), *delay); err != nil {
		return err
	}
	if err := f.report(out); err != nil {
		return err
	}
	context.AfterFunc(ctx, func() {
		if c, ok := in.(io.Closer); ok {
			c.Close()
		}
	})
	for lines := bufio.NewScanner(in); lines.Scan(); {
		if err := f.report(out); err != nil {
			return err
		}
	}
	return nil
}

// fleet is many hosts behind one switchboard.
type fleet struct {
	switchboard switchboard
	hosts       []*ikeexttest.Host
	cpu         time.Duration
}

func (f *fleet) start(count int, profile ikeexttest.Profile, delay time.Duration) error {
	for i := range count {
		at := address(i)
		cfg := ikeexttest.Config{
			Profile: profile,
			Listen:  f.switchboard.listener(at),
			Statistics: func() [ikeexttest.StatisticsCount]uint32 {
				return statistics(i)
			},
		}
		if delay > 0 {
			cfg.Misbehave = func(ikeexttest.PDU) ikeexttest.Misbehaviour { return late(delay) }
		}
		h, err := ikeexttest.Start(cfg)
		if err != nil {
			return err
		}
		f.hosts = append(f.hosts, h)
	}
	f.switchboard.open()
	return nil
}

// late sends a PDU after a while.
func late(delay time.Duration) ikeexttest.Misbehaviour {
	return func(w *ikeexttest.Wire, p ikeexttest.PDU) {
		if w.Wait(delay) {
			w.Write(p.Bytes)
		}
	}
}

func (f *fleet) report(out io.Writer) error {
	f.settle()
	t := &f.switchboard.traffic
	r := hostsReport{
		Connections: t.connections.Swap(0), Received: t.received.Swap(0), Sent: t.sent.Swap(0),
	}
	for _, l := range f.switchboard.lines {
		r.Ports = append(r.Ports, l.port)
	}
	for _, h := range f.hosts {
		r.OpenConnections += h.OpenConns()
		r.OpenEngines += h.OpenEngines()
		for _, v := range h.Violations() {
			r.Violations++
			r.Violation = v
		}
	}
	user, system, err := cpuTime()
	if err != nil {
		return err
	}
	r.CPU, f.cpu = user+system-f.cpu, user+system
	return tell(out, r)
}

// settle waits until the hosts have noticed that the client is gone.
func (f *fleet) settle() {
	const enough = 5 * time.Second
	open := func(h *ikeexttest.Host) bool { return h.OpenConns() > 0 }
	for since := time.Now(); time.Since(since) < enough && slices.ContainsFunc(f.hosts, open); {
		time.Sleep(time.Millisecond)
	}
}

func (f *fleet) close() (err error) {
	f.switchboard.close()
	for _, h := range f.hosts {
		err = errors.Join(err, h.Close())
	}
	return err
}
