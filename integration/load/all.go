package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// size is how much of the whole is done.
type size struct {
	hosts, parallel  int // of the largest run
	wmi              int // hosts by WMI
	delayed, abreast int // hosts that wait, and how many of them are asked at once
	delay            time.Duration
	rounds           int // how often the largest runs are repeated
	profile          bool
	smaller          []int // further numbers of hosts, for how the cost grows
	progress         io.Writer
}

func wholeSize() size {
	return size{
		hosts: 10000, parallel: 1000, wmi: 1000, delayed: 10000, abreast: 200, delay: 50 * time.Millisecond,
		rounds: 3, profile: true, smaller: []int{100, 1000},
	}
}

// runAll measures everything and prints tables.
func runAll(ctx context.Context, args []string, out io.Writer) error {
	s := wholeSize()
	s.progress = os.Stderr
	flags := flag.NewFlagSet("all", flag.ContinueOnError)
	flags.IntVar(&s.rounds, "rounds", s.rounds, "how often the largest runs are repeated; medians are told")
	flags.BoolVar(&s.profile, "profile", s.profile, "tell where the processor time goes, too")
	if err := flags.Parse(args); err != nil {
		return err
	}
	results, err := s.measure(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s, %d processors, %s\n\n", time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), runtime.Version())
	writeResults(out, results)
	writeTargets(out, results)
	if s.profile {
		return s.writeProfiles(ctx, out)
	}
	return nil
}

// measurement is one job, done by one client.
type measurement struct {
	job
	client string // "sweep" or "replay"
	delay  time.Duration
	cost   cost
	seen   hostsReport
}

// measure does all jobs. A sweep is followed by its replay, so that whatever else
// the machine does hits both.
func (s *size) measure(ctx context.Context) (results []measurement, err error) {
	direct := func(h *hostsProcess) error {
		for _, way := range []string{byMapper, byEndpoint} {
			for _, n := range append(s.smaller, s.hosts) {
				rounds := 1
				if n == s.hosts {
					rounds = s.rounds
				}
				pair, err := s.compare(ctx, h, job{way: way, hosts: n, parallel: min(n, s.parallel)}, rounds)
				if err != nil {
					return err
				}
				results = append(results, pair...)
			}
		}
		return nil
	}
	if err := s.with(ctx, ikeexttest.Permissive, s.hosts, 0, direct); err != nil {
		return nil, err
	}
	waiting := func(h *hostsProcess) error {
		pair, err := s.compare(ctx, h, job{way: byEndpoint, hosts: s.delayed, parallel: s.abreast}, s.rounds)
		for i := range pair {
			pair[i].delay = s.delay
		}
		results = append(results, pair...)
		return err
	}
	if err := s.with(ctx, ikeexttest.Permissive, s.delayed, s.delay, waiting); err != nil {
		return nil, err
	}
	stock := func(h *hostsProcess) error {
		m, err := s.once(ctx, h, "sweep", job{way: byWMI, hosts: s.wmi, parallel: min(s.wmi, s.parallel)})
		results = append(results, m)
		return err
	}
	return results, s.with(ctx, ikeexttest.WMIOpenSplit, s.wmi, 0, stock)
}

// with runs f with so many hosts of a profile.
func (s *size) with(ctx context.Context, profile ikeexttest.Profile, hosts int, delay time.Duration, f func(*hostsProcess) error) error {
	h, err := startHosts(ctx, "-profile", string(profile), "-hosts", strconv.Itoa(hosts), "-delay", delay.String())
	if err != nil {
		return err
	}
	return errors.Join(f(h), h.stop())
}

// compare does a job by sweep and by replay, as often as rounds says, and returns
// those with the median of processor time.
func (s *size) compare(ctx context.Context, h *hostsProcess, j job, rounds int) ([]measurement, error) {
	var sweeps, replays []measurement
	for range rounds {
		sweep, err := s.once(ctx, h, "sweep", j)
		if err != nil {
			return nil, err
		}
		replay, err := s.once(ctx, h, "replay", j)
		if err != nil {
			return nil, err
		}
		sweeps, replays = append(sweeps, sweep), append(replays, replay)
	}
	return []measurement{median(sweeps), median(replays)}, nil
}

// once does a job once.
func (s *size) once(ctx context.Context, h *hostsProcess, client string, j job) (m measurement, err error) {
	j.port = h.ports[0]
	if j.way == byEndpoint {
		j.port = h.ports[1]
	}
	if s.progress != nil {
		fmt.Fprintf(s.progress, "%s of %d hosts by %s, %d at once\n", client, j.hosts, j.way, j.parallel)
	}
	m = measurement{job: j, client: client}
	if m.cost, err = measure(ctx, client, j.args()...); err != nil {
		return m, err
	}
	m.seen, err = h.report()
	return m, err
}

// writeProfiles profiles sweeps by both ways, time and memory apart: looking at
// memory takes time.
func (s *size) writeProfiles(ctx context.Context, out io.Writer) error {
	dir, err := os.MkdirTemp("", "remoteike-load")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return s.with(ctx, ikeexttest.Permissive, s.hosts, 0, func(h *hostsProcess) error {
		for i, way := range []string{byMapper, byEndpoint} {
			j := job{way: way, hosts: s.hosts, parallel: s.parallel, port: h.ports[i]}
			times, allocations := filepath.Join(dir, "times"), filepath.Join(dir, "allocations")
			for flag, file := range map[string]string{"-cpuprofile": times, "-memprofile": allocations} {
				if _, err := measure(ctx, "sweep", append(j.args(), flag, file)...); err != nil {
					return err
				}
			}
			shares, err := blame(ctx, times, allocations)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "\nWhere the processor time and the memory of the sweep go, by %s:\n\n", way)
			writeShares(out, shares)
		}
		return nil
	})
}
