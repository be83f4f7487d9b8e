package ikeext_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// logbook is a dialer to hosts on which nothing listens. It notes when it was asked
// for which address.
type logbook struct {
	mu    sync.Mutex
	times map[string][]time.Time
}

func (l *logbook) dial(_ context.Context, _, address string) (net.Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.times == nil {
		l.times = map[string][]time.Time{}
	}
	l.times[address] = append(l.times[address], time.Now())
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

// of returns the moments of all addresses with a prefix, as distances from begin.
func (l *logbook) of(prefix string, begin time.Time) (at []time.Duration) {
	for address, times := range l.times {
		if strings.HasPrefix(address, prefix) {
			for _, t := range times {
				at = append(at, t.Sub(begin))
			}
		}
	}
	return at
}

// every returns n moments at a distance from each other.
func every(distance time.Duration, n int) (at []time.Duration) {
	for i := range n {
		at = append(at, time.Duration(i)*distance)
	}
	return at
}

// addressed are n targets with addresses in one subnet.
func addressed(format string, n int, cfg ikeext.Config) (targets []ikeext.Target) {
	for i := range n {
		targets = append(targets, ikeext.Target{Host: fmt.Sprintf(format, i+1), Config: &cfg})
	}
	return targets
}

// TestSubnetRate has two subnets of IPv4 and one of IPv6, each with its own pace,
// and hosts with less time than they wait.
func TestSubnetRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logbook
		cfg := ikeext.Config{
			User: "auditor", Password: ikeext.NewSecret("x"), Transport: ikeext.TransportTCP,
			Doors: []ikeext.Door{ikeext.DoorRPC}, DialContext: l.dial,
		}
		targets := addressed("10.0.1.%d", 10, cfg)
		targets = append(targets, addressed("10.0.2.%d", 10, cfg)...)
		targets = append(targets, addressed("fd00::%d", 10, cfg)...)
		begin := time.Now()
		results := collect(t, t.Context(), targets, &ikeext.SweepOptions{Parallel: 30, Timeout: time.Second, SubnetRate: 2})
		for _, r := range results {
			assert.ErrorIs(t, r.Err, ikeext.ErrUnreachable)
			assert.Zero(t, r.Duration, "waiting is not the host's")
		}
		for _, subnet := range []string{"10.0.1.", "10.0.2.", "[fd00::"} {
			assert.ElementsMatch(t, every(500*time.Millisecond, 10), l.of(subnet, begin), subnet)
		}
	})
}

// TestSubnetRateOfOneHost counts a host once, whatever it takes to ask it, and each
// time that it is asked again.
func TestSubnetRateOfOneHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logbook
		cfg := ikeext.Config{User: "auditor", Password: ikeext.NewSecret("x"), DialContext: l.dial, TargetIP: "10.0.1.1"}
		begin := time.Now()
		targets := []ikeext.Target{{Host: "vpn01", Config: &cfg}, {Host: "vpn02", Config: &cfg}}
		collect(t, t.Context(), targets, &ikeext.SweepOptions{Parallel: 1, Retries: 1, SubnetRate: 1})
		mapper, winrm := l.of("10.0.1.1:135", begin), l.of("10.0.1.1:5985", begin)
		assert.Equal(t, mapper, winrm, "both doors in one turn")
		require.Len(t, mapper, 4)
		for i := range 3 {
			assert.GreaterOrEqual(t, (mapper[i+1] - mapper[i]).Round(time.Millisecond), time.Second)
		}
	})
}

// TestSubnetRateIsCancelled ends the wait with the sweep.
func TestSubnetRateIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logbook
		cfg := ikeext.Config{User: "auditor", Password: ikeext.NewSecret("x"), Transport: ikeext.TransportTCP, DialContext: l.dial,
			Doors: []ikeext.Door{ikeext.DoorRPC}}
		begin := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		late := 0
		for _, r := range collect(t, ctx, addressed("10.0.1.%d", 10, cfg), &ikeext.SweepOptions{SubnetRate: 1}) {
			if errors.Is(r.Err, ikeext.ErrUnreachable) {
				continue
			}
			assert.ErrorIs(t, r.Err, ikeext.ErrTimeout)
			assert.ErrorContains(t, r.Err, "not asked")
			late++
		}
		assert.Equal(t, 7, late)
		assert.Equal(t, 2500*time.Millisecond, time.Since(begin))
		assert.Len(t, l.times, 3)
	})
}

// TestSubnetRateOfNames counts names where they resolve to.
func TestSubnetRateOfNames(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	targets := make([]ikeext.Target, 4)
	for i := range targets {
		cfg := config(host)
		cfg.Engine = ikeext.EngineSkip
		targets[i] = ikeext.Target{Host: "localhost", Config: cfg}
	}
	begin := time.Now()
	for r := range ikeext.Sweep(t.Context(), targets, &ikeext.SweepOptions{SubnetRate: 10}) {
		require.NoError(t, r.Err)
	}
	assert.GreaterOrEqual(t, time.Since(begin), 290*time.Millisecond)
}

// TestKDCRate has accounts that each need a ticket-granting ticket of one KDC, with
// less time for that stage than they wait.
func TestKDCRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var (
			l       logbook
			targets []ikeext.Target
			tickets ikeext.Tickets
		)
		for i := range 10 {
			targets = append(targets, ikeext.Target{Host: fmt.Sprintf("vpn%02d", i), Config: &ikeext.Config{
				User: fmt.Sprintf("auditor%d@LAB.TEST", i), Password: ikeext.NewSecret("x"), Auth: ikeext.AuthKerberos,
				KDC: "10.0.0.88", Tickets: &tickets, StageTimeout: time.Second, DialContext: l.dial,
			}})
		}
		begin := time.Now()
		for _, r := range collect(t, t.Context(), targets, &ikeext.SweepOptions{Timeout: time.Second, KDCRate: 2}) {
			assert.ErrorIs(t, r.Err, ikeext.ErrUnreachable)
			assert.Zero(t, r.Duration)
		}
		assert.ElementsMatch(t, every(500*time.Millisecond, 10), l.of("10.0.0.88:88", begin))
	})
}

// TestNoRates is what goes without a limit.
func TestNoRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l logbook
		begin := time.Now()
		cfg := ikeext.Config{User: "auditor", Password: ikeext.NewSecret("x"), DialContext: l.dial}
		collect(t, t.Context(), addressed("10.0.1.%d", 100, cfg), nil)
		assert.Zero(t, time.Since(begin))
	})
}
