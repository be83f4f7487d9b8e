package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"time"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// The ways to the counters that are measured.
const (
	byMapper   = "mapper"   // the endpoint mapper, an engine session, IKEEXT
	byEndpoint = "endpoint" // IKEEXT, whose port is known
	byWMI      = "wmi"      // the performance counters, by WMI over DCOM
)

// patience is what a stage may take. Nothing here waits for it on purpose, but a
// thousand hosts may share a processor.
const patience = time.Minute

// job is what sweep and replay are told to do.
type job struct {
	way             string
	hosts, parallel int
	port            int // of the endpoint mapper, or of IKEEXT byEndpoint
}

func (j *job) flags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.StringVar(&j.way, "way", byMapper, "mapper, endpoint or wmi")
	flags.IntVar(&j.hosts, "hosts", 10000, "how many hosts to ask")
	flags.IntVar(&j.parallel, "parallel", 1000, "how many of them at once")
	flags.IntVar(&j.port, "port", 135, "the port of the endpoint mapper, or of IKEEXT with -way endpoint")
	return flags
}

// args is the inverse of flags.
func (j *job) args() []string {
	return []string{"-way", j.way, "-hosts", fmt.Sprint(j.hosts), "-parallel", fmt.Sprint(j.parallel), "-port", fmt.Sprint(j.port)}
}

// config is how every host is asked. NTLM is asked for by name: what SPNEGO would
// add is not in the replay.
func (j *job) config() (*ikeext.Config, error) {
	cfg := &ikeext.Config{
		User: ikeexttest.DefaultUser, Password: ikeext.NewSecret(ikeexttest.DefaultPassword), Auth: ikeext.AuthNTLM,
		Transport: ikeext.TransportTCP, StageTimeout: patience, EPMPort: j.port,
	}
	switch j.way {
	case byMapper:
		cfg.Doors = []ikeext.Door{ikeext.DoorRPC}
	case byEndpoint:
		cfg.Endpoint, cfg.Engine = fmt.Sprintf("ncacn_ip_tcp:[%d]", j.port), ikeext.EngineSkip
	case byWMI:
		cfg.Doors = []ikeext.Door{ikeext.DoorWMI}
	default:
		return nil, fmt.Errorf("unknown way %q: mapper, endpoint or wmi", j.way)
	}
	return cfg, nil
}

// values is how many values a host gives.
func (j *job) values() int {
	if j.way == byWMI {
		return 75
	}
	return ikeexttest.StatisticsCount
}

// runSweep asks the hosts with ikeext.Sweep and tells the cost.
func runSweep(ctx context.Context, args []string, out io.Writer) error {
	var (
		j             job
		flags         = j.flags("sweep")
		shift         = flags.Int("shift", 0, "take the hosts for those so much further on, to see that wrong values are found")
		cpuProfile    = flags.String("cpuprofile", "", "write a profile of processor time to this file")
		memoryProfile = flags.String("memprofile", "", "write a profile of allocations to this file")
	)
	if err := flags.Parse(args); err != nil {
		return err
	}
	cfg, err := j.config()
	if err != nil {
		return err
	}
	if *memoryProfile != "" {
		runtime.MemProfileRate = 16 << 10
	}
	targets := make([]ikeext.Target, j.hosts)
	for i := range targets {
		targets[i] = ikeext.Target{Host: address(i).String(), Config: cfg}
	}
	stop, err := startProfile(*cpuProfile)
	if err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(60) // as the command does when it reads many hosts
	}
	m, err := newMeter()
	if err != nil {
		return err
	}
	c := cost{Hosts: j.hosts}
	for r := range ikeext.Sweep(ctx, targets, &ikeext.SweepOptions{Parallel: j.parallel, Timeout: 2 * patience}) {
		c.count(r, *shift, j.values())
	}
	if err := m.stop(&c); err != nil {
		return err
	}
	if err := stop(); err != nil {
		return err
	}
	if err := writeAllocations(*memoryProfile); err != nil {
		return err
	}
	return tell(out, c)
}

// count counts one result in.
func (c *cost) count(r ikeext.Result, shift, values int) {
	if r.Err != nil {
		c.Failed++
		c.Failure = r.Err.Error()
		return
	}
	c.OK++
	if !right(r.Snapshot, hostAt(netip.MustParseAddr(r.Target.Host))+shift, values) {
		c.Wrong++
	}
}

// startProfile profiles processor time into a file, unless that has no name.
func startProfile(name string) (stop func() error, err error) {
	if name == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() error { pprof.StopCPUProfile(); return f.Close() }, nil
}

// writeAllocations writes all allocations so far into a file, unless that has no
// name.
func writeAllocations(name string) error {
	if name == "" {
		return nil
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	runtime.GC()
	if err := pprof.Lookup("allocs").WriteTo(f, 0); err != nil {
		return err
	}
	return f.Close()
}
