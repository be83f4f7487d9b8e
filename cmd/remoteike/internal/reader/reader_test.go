package reader_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/allow"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

func TestMain(m *testing.M) {
	// No test may meet the realms and KDCs that this machine is configured for.
	if err := os.Setenv("KRB5_CONFIG", filepath.Join(os.TempDir(), "remoteike-no-such-file")); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// startHost starts a simulated host on 127.0.0.1, which must see nothing wrong.
func startHost(t testing.TB, cfg ikeexttest.Config) *ikeexttest.Host {
	t.Helper()
	host, err := ikeexttest.Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Eventually(t, func() bool { return host.OpenConns() == 0 }, 5*time.Second, time.Millisecond, "sockets left open")
		assert.Empty(t, host.Violations())
		assert.NoError(t, host.Close())
	})
	return host
}

// password is a profile with the account of the simulated hosts.
func password(text string) reader.Profile {
	return func(context.Context) (*ikeext.Config, error) {
		return &ikeext.Config{User: ikeexttest.DefaultUser, Password: ikeext.NewSecret(text), Auth: ikeext.AuthNTLM}, nil
	}
}

// config reads one simulated host by any name that the test resolves.
func config(host *ikeexttest.Host) reader.Config {
	rules, err := allow.Parse([]string{"127.0.0.0/8"})
	if err != nil {
		panic(err)
	}
	return reader.Config{
		Allow:    rules,
		Profiles: map[string]reader.Profile{"default": password(ikeexttest.DefaultPassword)},
		Modules:  map[string]reader.Module{"default": {Reach: ikeext.Config{EPMPort: host.EPMPort(), Doors: []ikeext.Door{ikeext.DoorRPC}}}},
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		},
	}
}

// start starts a Reader and closes it before the hosts are looked at.
func start(t testing.TB, cfg reader.Config) *reader.Reader {
	t.Helper()
	r := reader.New(cfg)
	t.Cleanup(r.Close)
	return r
}

func read(t *testing.T, r *reader.Reader, target string) metrics.Reading {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	reading, err := r.Read(ctx, reader.Request{Target: target})
	require.NoError(t, err)
	return reading
}

// calls counts the calls of an interface that a host has seen.
func calls(host *ikeexttest.Host, name string) (n int) {
	for _, c := range host.Calls() {
		if c.Interface == name {
			n++
		}
	}
	return n
}

// TestSessionsAreKept has one call and nothing else for each reading after the first.
func TestSessionsAreKept(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	r := start(t, config(host))
	for i := range 5 {
		reading := read(t, r, "127.0.0.1")
		require.NoError(t, reading.Err)
		var stages []string
		for _, s := range reading.Stages {
			stages = append(stages, s.Stage)
		}
		if i == 0 {
			assert.Equal(t, []string{"connect", "call", "sign_in"}, stages)
		} else {
			assert.Equal(t, []string{"call"}, stages)
		}
	}
	assert.Equal(t, 5, calls(host, "ikeext"))
	assert.LessOrEqual(t, calls(host, "epm"), 2)
	st := r.Stats()
	assert.EqualValues(t, 1, st.Dials)
	assert.EqualValues(t, 4, st.Reuses)
	assert.Zero(t, st.Repairs)
	assert.Equal(t, 1, st.Sessions)
}

// TestBrokenSessions are replaced once, within the same reading.
func TestBrokenSessions(t *testing.T) {
	var hangUp atomic.Bool
	host := startHost(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" && hangUp.Swap(false) {
			return &ikeexttest.Reply{Hangup: true}
		}
		return nil
	}})
	r := start(t, config(host))
	require.NoError(t, read(t, r, "127.0.0.1").Err)
	hangUp.Store(true)
	asked := calls(host, "epm")
	require.NoError(t, read(t, r, "127.0.0.1").Err)
	assert.Equal(t, asked, calls(host, "epm"), "where it is was known")
	assert.EqualValues(t, 1, r.Stats().Repairs)
	assert.EqualValues(t, 2, r.Stats().Dials)
}

// TestBrokenSessionsAreReplacedOnce and not for ever.
func TestBrokenSessionsAreReplacedOnce(t *testing.T) {
	var hangUp atomic.Bool
	host := startHost(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" && hangUp.Load() {
			return &ikeexttest.Reply{Hangup: true}
		}
		return nil
	}})
	r := start(t, config(host))
	require.NoError(t, read(t, r, "127.0.0.1").Err)
	hangUp.Store(true)
	before := calls(host, "ikeext")
	require.Error(t, read(t, r, "127.0.0.1").Err)
	assert.Equal(t, 2, calls(host, "ikeext")-before)
	assert.Zero(t, r.Stats().Sessions)
}

// TestIdleSessions are closed.
func TestIdleSessions(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.Idle = time.Nanosecond
	r := start(t, cfg)
	require.NoError(t, read(t, r, "127.0.0.1").Err)
	assert.Eventually(t, func() bool { return host.OpenConns() == 0 && r.Stats().Sessions == 0 }, 20*time.Second, 10*time.Millisecond)
}

// TestSessionsAreBounded: those that were used last stay.
func TestSessionsAreBounded(t *testing.T) {
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	cfg := config(host)
	cfg.Sessions = 2
	r := start(t, cfg)
	for _, target := range []string{"a", "b", "a", "c", "a"} {
		require.NoError(t, read(t, r, target).Err)
	}
	assert.Equal(t, 2, r.Stats().Sessions)
	assert.EqualValues(t, 3, r.Stats().Dials)
	assert.Eventually(t, func() bool { return host.OpenConns() == 2 }, 20*time.Second, time.Millisecond)
	require.NoError(t, read(t, r, "b").Err)
	assert.EqualValues(t, 4, r.Stats().Dials)
}

// TestSingleFlight has many ask for one host, which is asked once.
func TestSingleFlight(t *testing.T) {
	release := make(chan struct{})
	let := sync.OnceFunc(func() { close(release) })
	defer let()
	host := startHost(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			<-release
		}
		return nil
	}})
	r := start(t, config(host))
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { assert.NoError(t, read(t, r, "vpn01").Err) })
	}
	require.Eventually(t, func() bool { return r.Waiters("vpn01") == 50 }, 20*time.Second, time.Millisecond)
	let()
	wg.Wait()
	assert.Equal(t, 1, calls(host, "ikeext"))
}

// TestWhoLeavesDoesNotEndIt for those who wait for the same host, and the last one
// does.
func TestWhoLeavesDoesNotEndIt(t *testing.T) {
	release := make(chan struct{})
	defer sync.OnceFunc(func() { close(release) })()
	host := startHost(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			select {
			case <-release:
			case <-time.After(30 * time.Second):
			}
		}
		return nil
	}})
	r := start(t, config(host))
	impatient, leave := context.WithCancel(t.Context())
	var left, wg sync.WaitGroup
	left.Go(func() {
		reading, err := r.Read(impatient, reader.Request{Target: "vpn01"})
		assert.NoError(t, err)
		assert.Error(t, reading.Err)
	})
	require.Eventually(t, func() bool { return r.Stats().Reading == 1 }, 20*time.Second, time.Millisecond)
	wg.Go(func() { assert.NoError(t, read(t, r, "vpn01").Err) })
	require.Eventually(t, func() bool { return r.Waiters("vpn01") == 2 }, 20*time.Second, time.Millisecond)
	leave()
	left.Wait()
	assert.Equal(t, 1, r.Stats().Reading)
	release <- struct{}{}
	wg.Wait()

	alone, leave := context.WithCancel(t.Context())
	wg.Go(func() { _, _ = r.Read(alone, reader.Request{Target: "vpn02"}) })
	require.Eventually(t, func() bool { return r.Stats().Reading == 1 }, 20*time.Second, time.Millisecond)
	leave()
	require.Eventually(t, func() bool { return r.Stats().Reading == 0 }, 20*time.Second, time.Millisecond)
	wg.Wait()
}

// silent is a dialer whose connections come to nothing before the context ends.
func silent(ctx context.Context, _, _ string) (net.Conn, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// TestBounds: so many at a time, so many that wait, the rest is sent away at once.
func TestBounds(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.Parallel, cfg.Queue = 3, 4
	m := cfg.Modules["default"]
	m.Reach.DialContext, m.Timeout = silent, time.Minute
	cfg.Modules["default"] = m
	r := start(t, cfg)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var busy, failed atomic.Int32
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			reading, err := r.Read(ctx, reader.Request{Target: fmt.Sprint("vpn", i)})
			switch {
			case errors.Is(err, reader.ErrBusy):
				busy.Add(1)
			case assert.NoError(t, err):
				assert.ErrorIs(t, reading.Err, ikeext.ErrTimeout)
				failed.Add(1)
			}
		})
	}
	require.Eventually(t, func() bool { return busy.Load() == 13 }, 20*time.Second, time.Millisecond)
	assert.Equal(t, 3, r.Stats().Reading)
	assert.Equal(t, 4, r.Stats().Waiting)
	cancel()
	wg.Wait()
	assert.EqualValues(t, 13, busy.Load())
	assert.EqualValues(t, 7, failed.Load())
}

// TestTimeouts: the module's, and that of who asks.
func TestTimeouts(t *testing.T) {
	host := startHost(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			return &ikeexttest.Reply{Delay: 30 * time.Second}
		}
		return nil
	}})
	cfg := config(host)
	m := cfg.Modules["default"]
	m.Timeout = 300 * time.Millisecond
	cfg.Modules["short"] = m
	r := start(t, cfg)
	reading, err := r.Read(t.Context(), reader.Request{Target: "vpn01", Module: "short"})
	require.NoError(t, err)
	require.ErrorIs(t, reading.Err, ikeext.ErrTimeout)
	assert.ErrorContains(t, reading.Err, "not finished within 300ms")
	assert.Less(t, reading.Duration, 20*time.Second)

	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	reading, err = r.Read(ctx, reader.Request{Target: "vpn01"})
	require.NoError(t, err)
	require.ErrorIs(t, reading.Err, ikeext.ErrTimeout)
	assert.Less(t, reading.Duration, 20*time.Second)
}

func TestRequests(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	rules, err := allow.Parse([]string{".corp.example"})
	require.NoError(t, err)
	cfg.Allow = rules
	resolved := 0
	cfg.Resolve = func(context.Context, string) ([]netip.Addr, error) {
		resolved++
		return []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::ffff:127.0.0.1")}, nil
	}
	r := start(t, cfg)
	for _, c := range []struct {
		q         reader.Request
		parameter string
	}{
		{reader.Request{Target: "vpn.corp.example", Module: "other"}, "module"},
		{reader.Request{Target: "vpn.corp.example", Profile: "other"}, "auth"},
		{reader.Request{Target: ""}, "target"},
		{reader.Request{Target: "vpn.corp.example:135"}, "target"},
		{reader.Request{Target: "fe80::1%eth0"}, "target"},
		{reader.Request{Target: "a/b"}, "target"},
		{reader.Request{Target: "-x.corp.example"}, "target"},
		{reader.Request{Target: "a..corp.example"}, "target"},
	} {
		_, err := r.Read(t.Context(), c.q)
		var wrong *reader.RequestError
		if assert.ErrorAs(t, err, &wrong, "%+v", c.q) {
			assert.Equal(t, c.parameter, wrong.Parameter)
		}
	}
	var denied *reader.DeniedError
	for _, target := range []string{"evil.example", "127.0.0.1", "localhost"} {
		_, err := r.Read(t.Context(), reader.Request{Target: target})
		assert.ErrorAs(t, err, &denied, target)
	}
	assert.Zero(t, resolved, "resolved for nothing")
	_, err = r.Read(t.Context(), reader.Request{Target: "vpn.corp.example"})
	require.ErrorAs(t, err, &denied)
	assert.Equal(t, 1, resolved)
	assert.Empty(t, host.Calls())
}

// TestTheAddressThatWasCheckedIsDialled, whatever the name stands for a moment later.
func TestTheAddressThatWasCheckedIsDialled(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	rules, err := allow.Parse([]string{"127.0.0.1"})
	require.NoError(t, err)
	cfg.Allow = rules
	answers := []string{"127.0.0.1", "10.9.8.7"}
	cfg.Resolve = func(context.Context, string) ([]netip.Addr, error) {
		answer := answers[0]
		answers = answers[1:]
		return []netip.Addr{netip.MustParseAddr("10.9.8.7"), netip.MustParseAddr(answer)}, nil
	}
	var mu sync.Mutex
	var dialled []string
	m := cfg.Modules["default"]
	m.Reach.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		mu.Lock()
		dialled = append(dialled, address)
		mu.Unlock()
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	cfg.Modules["default"] = m
	r := start(t, cfg)
	require.NoError(t, read(t, r, "vpn.corp.example").Err)
	assert.Len(t, answers, 1, "resolved once")
	require.NotEmpty(t, dialled)
	for _, address := range dialled {
		assert.Contains(t, address, "127.0.0.1:")
	}
}

// TestAddresses are tried beside each other: a dead one does not stand in the way.
func TestAddresses(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.Resolve = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.9.9.9"), netip.MustParseAddr("127.0.0.1")}, nil
	}
	m := cfg.Modules["default"]
	m.Reach.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if h, _, _ := net.SplitHostPort(address); h == "127.9.9.9" {
			return silent(ctx, network, address)
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	cfg.Modules["default"] = m
	require.NoError(t, read(t, start(t, cfg), "vpn01").Err)
}

func TestNamesThatDoNotResolve(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.Resolve = func(context.Context, string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "vpn01", IsNotFound: true}
	}
	reading := read(t, start(t, cfg), "vpn01")
	var e *ikeext.Error
	require.ErrorAs(t, reading.Err, &e)
	assert.Equal(t, ikeext.Stage("resolve"), e.Stage)
	assert.Equal(t, ikeext.ErrUnreachable, e.Class)
}

func TestHostsThatDiffer(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	cfg.Modules = nil
	cfg.Hosts = map[string]reader.Host{"vpn01": {TargetIP: "127.0.0.1", EPMPort: host.EPMPort(), Doors: []ikeext.Door{ikeext.DoorRPC}}}
	cfg.Resolve = nil
	require.NoError(t, read(t, start(t, cfg), "VPN01").Err)
	cfg.Allow = &allow.List{}
	_, err := start(t, cfg).Read(t.Context(), reader.Request{Target: "vpn01"})
	var denied *reader.DeniedError
	assert.ErrorAs(t, err, &denied)
}
