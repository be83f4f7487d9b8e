package soak_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// hostVariable is set in the environment of the process that plays the hosts.
const hostVariable = "REMOTEIKE_SOAK_HOST"

// TestMain is the process of the hosts, too: what the client has open and in use
// is to be told apart from what they have.
func TestMain(m *testing.M) {
	if os.Getenv(hostVariable) == "" {
		os.Exit(m.Run())
	}
	if err := play(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// How many of the calls that lead to values go wrong, in a thousand.
const (
	faults = 50
	kills  = 10
)

// played is what the hosts tell when they begin and when they end.
type played struct {
	RPC, WMI                         int // ports of the endpoint mappers
	Calls, Faults, Hangups, Restarts int
}

// troupe is two hosts, one that lets callers in by RPC and one by WMI.
type troupe struct {
	mu    sync.Mutex
	rand  *rand.Rand
	count played
}

// play serves until stdin ends.
func play(stdin io.Reader, stdout io.Writer) error {
	t := &troupe{rand: rand.New(rand.NewPCG(5, 1))}
	end := make(chan struct{})
	var running sync.WaitGroup
	for profile, port := range map[ikeexttest.Profile]*int{
		ikeexttest.Permissive: &t.count.RPC, ikeexttest.WMIOpenSplit: &t.count.WMI,
	} {
		restart := make(chan struct{}, 1)
		cfg := ikeexttest.Config{Profile: profile, Statistics: statistics, Intercept: t.intercept(restart)}
		host, err := ikeexttest.Start(cfg)
		if err != nil {
			return err
		}
		*port, cfg.Addr = host.EPMPort(), host.Addr().String()
		running.Go(func() { keep(host, cfg, restart, end) })
	}
	if err := json.NewEncoder(stdout).Encode(t.count); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, stdin)
	close(end)
	running.Wait()
	if err != nil {
		return err
	}
	return json.NewEncoder(stdout).Encode(t.count)
}

// keep stops the host and starts it again where it was, whenever it is told to.
func keep(host *ikeexttest.Host, cfg ikeexttest.Config, restart, end <-chan struct{}) {
	for {
		select {
		case <-end:
			host.Close()
			return
		case <-restart:
		}
		host.Close()
		for {
			var err error
			if host, err = ikeexttest.Start(cfg); err == nil {
				break
			}
			time.Sleep(time.Millisecond) // somebody has the port for a moment
		}
	}
}

// intercept has some calls fail and some kill the connection, or the host.
func (t *troupe) intercept(restart chan<- struct{}) func(*ikeexttest.Call) *ikeexttest.Reply {
	statuses := []uint32{5, 8, 14, 1062, 0x1C010014, 0x6D9, 0x80010108}
	return func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface != "ikeext" && c.Interface != "IWbemServices" {
			return nil
		}
		t.mu.Lock()
		defer t.mu.Unlock()
		t.count.Calls++
		switch n := t.rand.IntN(1000); {
		case n < faults:
			t.count.Faults++
			return &ikeexttest.Reply{Fault: statuses[n%len(statuses)]}
		case n < faults+kills*3/4:
			t.count.Hangups++
			return &ikeexttest.Reply{Hangup: true}
		case n < faults+kills:
			t.count.Restarts++
			select {
			case restart <- struct{}{}:
			default: // it is about to
			}
			return &ikeexttest.Reply{Hangup: true}
		}
		return nil
	}
}

// statistics are values that tell their place.
func statistics() (v [ikeexttest.StatisticsCount]uint32) {
	for i := range v {
		v[i] = uint32(i)*2654435761 + 7
	}
	return v
}
