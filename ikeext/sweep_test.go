package ikeext_test

import (
	"context"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// patient is longer than anything here takes on the busiest machine.
const patient = 5 * time.Minute

// fleet returns n targets that all lead to one simulated host.
func fleet(host *ikeexttest.Host, n int, edit func(i int, cfg *ikeext.Config)) []ikeext.Target {
	targets := make([]ikeext.Target, n)
	for i := range targets {
		cfg := config(host)
		cfg.TargetIP, cfg.Auth = "127.0.0.1", ikeext.AuthNTLM
		if edit != nil {
			edit(i, cfg)
		}
		targets[i] = ikeext.Target{Host: fmt.Sprintf("vpn%04d", i), Config: cfg}
	}
	return targets
}

// collect runs a sweep to its end, by host.
func collect(t *testing.T, ctx context.Context, targets []ikeext.Target, o *ikeext.SweepOptions) map[string]ikeext.Result {
	t.Helper()
	results := map[string]ikeext.Result{}
	for r := range ikeext.Sweep(ctx, targets, o) {
		assert.NotContains(t, results, r.Target.Host, "a second result")
		results[r.Target.Host] = r
	}
	assert.Len(t, results, len(targets))
	return results
}

func TestSweep(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	for _, r := range collect(t, t.Context(), fleet(host, 200, nil), &ikeext.SweepOptions{Parallel: 20}) {
		require.NoError(t, r.Err)
		assert.Equal(t, r.Target.Host, r.Snapshot.Host)
		assert.Equal(t, 1, r.Attempts)
		assert.Positive(t, r.Duration)
		assertDistinct(t, r.Snapshot)
	}
	assert.Empty(t, collect(t, t.Context(), nil, nil))
}

// refusals counts the sign-ins that a host saw and did not accept, by the fault
// that each of them gets on its first call.
func refusals(host *ikeexttest.Host) (n int) {
	for _, c := range host.Calls() {
		if c.Interface == "ikeext" && c.User == "" {
			n++
		}
	}
	return n
}

// TestSweepLocksNoAccount has a password that is wrong at a thousand hosts at once.
func TestSweepLocksNoAccount(t *testing.T) {
	for name, c := range map[string]struct {
		keepGoing bool
		signIns   int
	}{"at the first refusal": {false, 1}, "keep going": {true, 2}} {
		t.Run(name, func(t *testing.T) {
			var (
				hosts   []*ikeexttest.Host
				targets []ikeext.Target
			)
			for range 4 { // none of them serves a thousand connections
				host := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
				hosts = append(hosts, host)
				targets = append(targets, fleet(host, 250, func(_ int, cfg *ikeext.Config) {
					cfg.Password, cfg.Engine, cfg.StageTimeout = ikeext.NewSecret("wrong"), ikeext.EngineSkip, patient
				})...)
			}
			for i := range targets {
				targets[i].Host = fmt.Sprintf("vpn%04d", i)
			}
			results := collect(t, t.Context(), targets, &ikeext.SweepOptions{
				Parallel: 1000, Timeout: patient, KeepGoing: c.keepGoing,
			})
			notAsked := 0
			for _, r := range results {
				require.ErrorIs(t, r.Err, ikeext.ErrAuthenticationFailed)
				var e *ikeext.Error
				require.ErrorAs(t, r.Err, &e)
				if e.Stage == "bind" {
					assert.ErrorContains(t, r.Err, "not asked, because vpn")
					notAsked++
				}
			}
			signIns := 0
			for _, host := range hosts {
				signIns += refusals(host)
			}
			assert.Equal(t, c.signIns, signIns)
			assert.Equal(t, 1000-c.signIns, notAsked)
		})
	}
}

// TestSweepStopsAtALaterRefusal has the second of many hosts refuse what the first
// accepted, as where that has an account of its own by the same name.
func TestSweepStopsAtALaterRefusal(t *testing.T) {
	accepting := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	refusing := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7, Users: map[string]string{"auditor": "another"}})
	engine := func(_ int, cfg *ikeext.Config) { cfg.Engine = ikeext.EngineSkip }
	targets := append(fleet(accepting, 1, engine), fleet(refusing, 20, engine)...)
	targets = append(targets, fleet(accepting, 1, engine)...)
	for i := range targets {
		targets[i].Host = fmt.Sprintf("vpn%04d", i)
	}
	for keepGoing, signIns := range map[bool]int{false: 1, true: 20} {
		before := refusals(refusing)
		results := collect(t, t.Context(), targets, &ikeext.SweepOptions{Parallel: 1, KeepGoing: keepGoing})
		assert.NoError(t, results["vpn0000"].Err)
		assert.ErrorIs(t, results["vpn0001"].Err, ikeext.ErrAuthenticationFailed)
		assert.Equal(t, signIns, refusals(refusing)-before)
		if last := results["vpn0021"].Err; keepGoing {
			assert.NoError(t, last)
		} else {
			assert.ErrorContains(t, last, "not asked, because vpn0001 refused the credential")
		}
	}
}

// TestSweepTellsCredentialsApart stops the one that is refused and no other.
func TestSweepTellsCredentialsApart(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	targets := fleet(host, 60, func(i int, cfg *ikeext.Config) {
		if i%3 == 0 {
			cfg.Password = ikeext.NewSecret("wrong")
		}
	})
	for i, target := range targets {
		r := collect(t, t.Context(), targets, nil)[target.Host]
		assert.Equal(t, i%3 == 0, r.Err != nil, target.Host)
		if i == 3 {
			break
		}
	}
}

// TestSweepPassesDeadHosts has the first hosts say nothing: they do not stand in
// the way of the first sign-in.
func TestSweepPassesDeadHosts(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	targets := fleet(host, 40, func(i int, cfg *ikeext.Config) {
		if i < 30 {
			cfg.Transport, cfg.StageTimeout = ikeext.TransportTCP, time.Second
			cfg.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}
		}
	})
	begin := time.Now()
	answered := 0
	for _, r := range collect(t, t.Context(), targets, &ikeext.SweepOptions{Parallel: 40}) {
		if r.Err == nil {
			answered++
		}
	}
	assert.Equal(t, 10, answered)
	assert.Less(t, time.Since(begin), 20*time.Second, "30 times the stage's time in a row")
}

// TestSweepUsesNoPipes unless it is told to.
func TestSweepUsesNoPipes(t *testing.T) {
	for transport, want := range map[ikeext.Transport][]string{
		ikeext.TransportAuto: {"vpn01:135", "vpn01:5985"}, ikeext.TransportPipe: {"vpn01:445"},
	} {
		var r refusing
		cfg := &ikeext.Config{User: "auditor", Password: ikeext.NewSecret("x"), Transport: transport, DialContext: r.dial}
		got := collect(t, t.Context(), []ikeext.Target{{Host: "vpn01", Config: cfg}}, nil)
		require.ErrorIs(t, got["vpn01"].Err, ikeext.ErrUnreachable)
		assert.Equal(t, want, r.dialled)
	}
}

func TestSweepTriesAgain(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	var dialled atomic.Int32
	targets := fleet(host, 1, func(_ int, cfg *ikeext.Config) {
		cfg.Transport = ikeext.TransportTCP
		cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			if dialled.Add(1) == 1 {
				return nil, &net.OpError{Op: "dial", Err: net.UnknownNetworkError("not yet")}
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		}
	})
	r := collect(t, t.Context(), targets, &ikeext.SweepOptions{Retries: 2})["vpn0000"]
	require.NoError(t, r.Err)
	assert.Equal(t, 2, r.Attempts)
}

// TestSweepDoesNotTryAgain after a host was reached, whatever it said, and even where
// a door that was tried after that is closed.
func TestSweepDoesNotTryAgain(t *testing.T) {
	for name, c := range map[string]struct {
		profile  ikeexttest.Profile
		edit     func(i int, cfg *ikeext.Config)
		class    ikeext.Class
		attempts int
	}{
		"not registered": {ikeexttest.StockSplit, nil, ikeext.ErrNotRegistered, 1},
		"not registered, and WinRM closed": {ikeexttest.StockSplit, func(_ int, cfg *ikeext.Config) {
			cfg.Doors, cfg.WinRMPort = []ikeext.Door{ikeext.DoorRPC, ikeext.DoorWinRM}, 1
		}, ikeext.ErrUnreachable, 1},
		"denied, and WinRM closed": {ikeexttest.Stock2016, func(_ int, cfg *ikeext.Config) { cfg.Doors, cfg.WinRMPort = nil, 1 },
			ikeext.ErrUnreachable, 1},
		"all closed": {ikeexttest.Stock2016, func(_ int, cfg *ikeext.Config) { cfg.Doors, cfg.EPMPort, cfg.WinRMPort = nil, 1, 1 },
			ikeext.ErrUnreachable, 2},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: c.profile})
			r := collect(t, t.Context(), fleet(host, 1, c.edit), &ikeext.SweepOptions{Retries: 1})["vpn0000"]
			require.ErrorIs(t, r.Err, c.class)
			assert.Equal(t, c.attempts, r.Attempts)
		})
	}
}

// TestSweepTimesOut gives each host its time, which does not run while it waits for
// another.
func TestSweepTimesOut(t *testing.T) {
	var slow atomic.Bool
	slow.Store(true)
	host := start(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" && slow.Swap(false) {
			return &ikeexttest.Reply{Delay: patient}
		}
		return nil
	}})
	targets := fleet(host, 10, func(_ int, cfg *ikeext.Config) { cfg.StageTimeout = patient })
	results := collect(t, t.Context(), targets, &ikeext.SweepOptions{Parallel: 10, Timeout: 3 * time.Second})
	failed := 0
	for _, r := range results {
		if r.Err != nil {
			require.ErrorIs(t, r.Err, ikeext.ErrTimeout)
			failed++
		}
	}
	assert.Equal(t, 1, failed, "the slow one, and none of those behind it")
}

// TestSweepIsCancelled answers for every target all the same.
func TestSweepIsCancelled(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	read, rest := 0, 0
	for r := range ikeext.Sweep(ctx, fleet(host, 100, nil), &ikeext.SweepOptions{Parallel: 2}) {
		if r.Err == nil {
			if read++; read == 5 {
				cancel()
			}
			continue
		}
		require.ErrorIs(t, r.Err, ikeext.ErrCancelled)
		rest++
	}
	assert.Equal(t, 100, read+rest)
	assert.GreaterOrEqual(t, rest, 90)
}

// TestSweepIsLeft ends what is under way: goleak and the host's open connections
// tell.
func TestSweepIsLeft(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	for r := range ikeext.Sweep(t.Context(), fleet(host, 100, nil), nil) {
		require.NoError(t, r.Err)
		break
	}
}

func TestSweepOfWrongTargets(t *testing.T) {
	targets := []ikeext.Target{{Host: "vpn01"}, {Host: "a b", Config: &ikeext.Config{Auth: ikeext.AuthNone}}}
	for r := range ikeext.Sweep(t.Context(), targets, nil) {
		var config *ikeext.ConfigError
		assert.ErrorAs(t, r.Err, &config, r.Target.Host)
	}
}
