package ikeext_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// autoConfig returns what signs in at host and leaves the doors to the library.
func autoConfig(host *ikeexttest.Host) *ikeext.Config {
	cfg := config(host)
	cfg.Doors, cfg.WinRMPort = nil, host.WinRMPort()
	return cfg
}

// failure returns err as the *Error that it must be.
func failure(t *testing.T, err error) *ikeext.Error {
	t.Helper()
	var e *ikeext.Error
	require.ErrorAs(t, err, &e)
	return e
}

// TestDoorsOfProfiles opens what each kind of host has, and tells why the door
// before did not serve.
func TestDoorsOfProfiles(t *testing.T) {
	for _, c := range []struct {
		profile ikeexttest.Profile
		door    ikeext.Door
		build   string
		stage   ikeext.Stage // of what rpc said, empty when it answered
		class   ikeext.Class
		code    ikeext.Code
	}{
		{ikeexttest.Permissive, ikeext.DoorRPC, "10.0.20348", "", "", 0},
		{ikeexttest.Windows7, ikeext.DoorRPC, "6.1.7601", "", "", 0},
		{ikeexttest.WMIOpen2016, ikeext.DoorWMI, "10.0.14393", "call", ikeext.ErrAccessDenied, 5},
		{ikeexttest.WMIOpenSplit, ikeext.DoorWMI, "10.0.17763", "epm", ikeext.ErrNotRegistered, 1753},
	} {
		t.Run(string(c.profile), func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: c.profile})
			s, err := query(t, autoConfig(host))
			require.NoError(t, err)
			assert.Equal(t, c.door, s.Door)
			assert.Equal(t, c.build, s.WindowsBuild)
			assert.Equal(t, "ntlm", s.Auth.Mechanism)
			assert.Equal(t, ikeext.LevelPrivacy, s.Auth.Level)
			assert.Equal(t, "ncacn_ip_tcp", s.Transport)
			if c.stage == "" {
				assert.Equal(t, host.Endpoint(), s.Endpoint)
				assert.Nil(t, s.Tried)
				assertDistinct(t, s)
				return
			}
			assert.Equal(t, host.WMIEndpoint(), s.Endpoint)
			assert.Equal(t, ikeext.EngineNotAsked, s.Engine)
			require.Len(t, s.Tried, 1)
			assert.Equal(t, ikeext.DoorRPC, s.Tried[0].Door)
			assert.Equal(t, c.stage, s.Tried[0].Stage)
			assert.Equal(t, c.class, s.Tried[0].Class)
			assert.Equal(t, c.code, s.Tried[0].Code)
			assertFromWMI(t, s)
		})
	}
}

// assertFromWMI holds that a snapshot has some of the values of distinct.
func assertFromWMI(t *testing.T, s *ikeext.Snapshot) {
	t.Helper()
	want, read := distinct(), 0
	for f, v := range s.Fields() {
		assert.Equal(t, want[f], v, f)
		read++
	}
	assert.Equal(t, 75, read)
}

// TestDoorsThatStayShut tells what the last door said, and before that the first.
func TestDoorsThatStayShut(t *testing.T) {
	for _, c := range []struct {
		profile ikeexttest.Profile
		door    ikeext.Door
		class   ikeext.Class
		tried   ikeext.Class // of rpc, empty when wmi was not tried
	}{
		{ikeexttest.Stock2016, ikeext.DoorWMI, ikeext.ErrNotRegistered, ikeext.ErrAccessDenied},
		{ikeexttest.StockSplit, ikeext.DoorWMI, ikeext.ErrNotRegistered, ikeext.ErrNotRegistered},
		{ikeexttest.ServiceStopped, ikeext.DoorWMI, ikeext.ErrServiceStopped, ikeext.ErrNotRegistered},
		{ikeexttest.StockClosed, ikeext.DoorRPC, ikeext.ErrUnreachable, ""},
	} {
		t.Run(string(c.profile), func(t *testing.T) {
			cfg := config(start(t, ikeexttest.Config{Profile: c.profile}))
			cfg.Doors = []ikeext.Door{ikeext.DoorRPC, ikeext.DoorWMI}
			cfg.SMBPort = closedPort(t)
			s, err := query(t, cfg)
			require.Nil(t, s)
			require.ErrorIs(t, err, c.class)
			e := failure(t, err)
			assert.Equal(t, c.door, e.Door)
			assert.NotEmpty(t, e.Hint)
			if c.tried == "" {
				assert.Nil(t, e.Tried)
				return
			}
			assert.ErrorContains(t, err, ": wmi: ")
			require.Len(t, e.Tried, 1)
			assert.Equal(t, ikeext.DoorRPC, e.Tried[0].Door)
			assert.Equal(t, c.tried, e.Tried[0].Class)
		})
	}
}

// closedPort returns a port that nobody listens on.
func closedPort(t *testing.T) int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	return listener.Addr().(*net.TCPAddr).Port
}

// TestDoorsAsked tries what Config says and nothing else, in its order.
func TestDoorsAsked(t *testing.T) {
	t.Run("rpc alone", func(t *testing.T) {
		host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016})
		_, err := query(t, config(host))
		require.ErrorIs(t, err, ikeext.ErrAccessDenied)
		assert.Equal(t, ikeext.DoorRPC, failure(t, err).Door)
		assert.False(t, called(host, "IRemoteSCMActivator"))
	})
	t.Run("wmi alone", func(t *testing.T) {
		host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016})
		s, err := query(t, wmiConfig(host))
		require.NoError(t, err)
		assert.Equal(t, ikeext.DoorWMI, s.Door)
		assert.Nil(t, s.Tried)
		assert.False(t, called(host, "ikeext"))
		assert.False(t, called(host, "epm"))
	})
	t.Run("wmi first", func(t *testing.T) {
		host := start(t, ikeexttest.Config{}) // has rpc alone
		cfg := config(host)
		cfg.Doors = []ikeext.Door{ikeext.DoorWMI, ikeext.DoorRPC}
		s, err := query(t, cfg)
		require.NoError(t, err)
		assert.Equal(t, ikeext.DoorRPC, s.Door)
		assertDistinct(t, s)
		require.Len(t, s.Tried, 1)
		assert.Equal(t, ikeext.DoorWMI, s.Tried[0].Door)
		assert.Equal(t, ikeext.ErrNotRegistered, s.Tried[0].Class)
	})
}

func TestDoorsRefused(t *testing.T) {
	rpc, wmi, local := ikeext.DoorRPC, ikeext.DoorWMI, ikeext.DoorLocal
	signIn := func(edit func(*ikeext.Config)) *ikeext.Config {
		cfg := &ikeext.Config{User: "auditor", Password: ikeext.NewSecret("x"), Auth: ikeext.AuthNTLM}
		edit(cfg)
		return cfg
	}
	for name, cfg := range map[string]*ikeext.Config{
		"unknown":       signIn(func(c *ikeext.Config) { c.Doors = []ikeext.Door{"window"} }),
		"empty":         signIn(func(c *ikeext.Config) { c.Doors = []ikeext.Door{""} }),
		"twice":         signIn(func(c *ikeext.Config) { c.Doors = []ikeext.Door{rpc, wmi, rpc} }),
		"local, first":  signIn(func(c *ikeext.Config) { c.Doors = []ikeext.Door{local, rpc} }),
		"local, last":   signIn(func(c *ikeext.Config) { c.Doors = []ikeext.Door{wmi, local} }),
		"wmi, nobody":   {Auth: ikeext.AuthNone, Doors: []ikeext.Door{wmi}},
		"wmi, connect":  signIn(func(c *ikeext.Config) { c.Level, c.Doors = ikeext.LevelConnect, []ikeext.Door{wmi} }),
		"both, connect": signIn(func(c *ikeext.Config) { c.Level, c.Doors = ikeext.LevelConnect, []ikeext.Door{rpc, wmi} }),
	} {
		t.Run(name, func(t *testing.T) {
			cfg.DialContext = func(context.Context, string, string) (net.Conn, error) {
				assert.Fail(t, "something was dialled")
				return nil, context.Canceled
			}
			_, err := ikeext.Dial(t.Context(), "vpn01", cfg)
			var usage *ikeext.ConfigError
			require.ErrorAs(t, err, &usage)
			assert.Equal(t, "Doors", usage.Field)
		})
	}
}

// TestDoorsNarrowed lets a Config that speaks of RPC alone mean RPC alone: each of
// these fails in a way after which WMI would have been tried.
func TestDoorsNarrowed(t *testing.T) {
	for name, edit := range map[string]func(*ikeexttest.Host, *ikeext.Config){
		"endpoint":        func(h *ikeexttest.Host, c *ikeext.Config) { c.Endpoint = h.Endpoint() },
		"engine endpoint": func(h *ikeexttest.Host, c *ikeext.Config) { c.EngineEndpoint = h.Endpoint() },
		"engine required": func(_ *ikeexttest.Host, c *ikeext.Config) { c.Engine = ikeext.EngineRequire },
		"pipes":           func(_ *ikeexttest.Host, c *ikeext.Config) { c.Transport, c.SMBPort = ikeext.TransportPipe, 1 },
		"connect":         func(_ *ikeexttest.Host, c *ikeext.Config) { c.Level = ikeext.LevelConnect },
		"nobody": func(_ *ikeexttest.Host, c *ikeext.Config) {
			c.Auth, c.User, c.Password = ikeext.AuthNone, "", ikeext.Secret{}
		},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016})
			cfg := autoConfig(host)
			edit(host, cfg)
			_, err := query(t, cfg)
			e := failure(t, err)
			assert.Equal(t, ikeext.DoorRPC, e.Door)
			assert.Nil(t, e.Tried)
			assert.False(t, called(host, "IRemoteSCMActivator"))
		})
	}
}

// signIns counts the challenges that a host hands out, each of which may count
// towards a lockout.
func signIns(cfg ikeexttest.Config, n *atomic.Int32) ikeexttest.Config {
	cfg.Damage = func(p ikeexttest.PDU) [][]byte {
		if p.Type == 12 && p.AuthLen > 0 { // bind_ack
			n.Add(1)
		}
		return nil
	}
	return cfg
}

// TestNoSecondSignInWithARefusedCredential signs in as often as the rpc door alone
// does, and never at the next door.
func TestNoSecondSignInWithARefusedCredential(t *testing.T) {
	for _, profile := range []ikeexttest.Profile{ikeexttest.WMIOpen2016, ikeexttest.WMIOpenSplit} {
		for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
			t.Run(string(profile)+"/"+string(auth), func(t *testing.T) {
				var n atomic.Int32
				host := start(t, signIns(ikeexttest.Config{Profile: profile}, &n))
				cfg := autoConfig(host)
				cfg.Auth, cfg.Password = auth, ikeext.NewSecret("wrong")
				_, err := query(t, cfg)
				require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
				assert.EqualValues(t, 1, n.Load(), "of one account, in all")
				for _, call := range host.Calls() {
					assert.NotContains(t, []string{"IWbemLevel1Login", "IObjectExporter"}, call.Interface)
				}
			})
		}
	}
}

// TestRefusedCredentialAtWMI signs in once, at the activation, and does not ask
// for it by the older interface, nor at the next door.
func TestRefusedCredentialAtWMI(t *testing.T) {
	for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
		t.Run(string(auth), func(t *testing.T) {
			var n atomic.Int32
			host := start(t, signIns(ikeexttest.Config{Profile: ikeexttest.WMIOpen2016}, &n))
			cfg := config(host)
			cfg.Doors = []ikeext.Door{ikeext.DoorWMI, ikeext.DoorRPC}
			cfg.Auth, cfg.Password = auth, ikeext.NewSecret("wrong")
			_, err := query(t, cfg)
			require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
			assert.EqualValues(t, 1, n.Load())
			assert.False(t, called(host, "IActivation"))
			assert.False(t, called(host, "epm"))
		})
	}
}

// TestAutoStops does not go on to WMI for reasons that do not mean 'not by this
// door'.
func TestAutoStops(t *testing.T) {
	stub := func(reply ikeexttest.Reply, interfaces ...string) func(*ikeexttest.Call) *ikeexttest.Reply {
		return func(c *ikeexttest.Call) *ikeexttest.Reply {
			for _, name := range interfaces {
				if c.Interface == name {
					return &reply
				}
			}
			return nil
		}
	}
	for name, c := range map[string]struct {
		intercept func(*ikeexttest.Call) *ikeexttest.Reply
		want      error
	}{
		"sign-in unproven": {stub(ikeexttest.Reply{Hangup: true}, "mgmt"), ikeext.ErrSignInUnproven},
		"hangs up":         {stub(ikeexttest.Reply{Hangup: true}, "ikeext"), ikeext.ErrSignInUnproven},
		"protocol":         {stub(ikeexttest.Reply{Fault: 0x6F7}, "ikeext"), ikeext.ErrProtocol},
		"truncated":        {stub(ikeexttest.Reply{Stub: make([]byte, 1660)}, "ikeext"), ikeext.ErrTruncated},
		"service stopped":  {stub(ikeexttest.Reply{Fault: 0x80320044}, "ikeext"), ikeext.ErrServiceStopped},
		"mapper, no sense": {stub(ikeexttest.Reply{Stub: []byte{1}}, "epm"), ikeext.ErrTruncated},
		"call timed out":   {stub(ikeexttest.Reply{Delay: time.Minute}, "ikeext"), ikeext.ErrTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016, Intercept: c.intercept})
			cfg := autoConfig(host)
			cfg.StageTimeout = time.Second
			_, err := query(t, cfg)
			require.ErrorIs(t, err, c.want)
			e := failure(t, err)
			assert.Equal(t, ikeext.DoorRPC, e.Door)
			assert.Nil(t, e.Tried)
			assert.False(t, called(host, "IRemoteSCMActivator"))
		})
	}
}

// TestAutoStopsWhenCancelled opens no door for a caller who went away.
func TestAutoStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			cancel()
			return &ikeexttest.Reply{Delay: 50 * time.Millisecond}
		}
		return nil
	}})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", autoConfig(host))
	require.NoError(t, err)
	defer client.Close()
	_, err = client.Statistics(ctx)
	require.ErrorIs(t, err, ikeext.ErrCancelled)
	assert.False(t, called(host, "IRemoteSCMActivator"))
}

// silence counts the connections that are begun and lets none of them be made.
type silence struct {
	mu    sync.Mutex
	ports []int
}

func (s *silence) dial(ctx context.Context, _, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	n, _ := strconv.Atoi(port)
	s.mu.Lock()
	s.ports = append(s.ports, n)
	s.mu.Unlock()
	<-ctx.Done()
	return nil, ctx.Err()
}

// TestFilteredPortIsWaitedForOnce takes the time of the mapper's port and of SMB's
// and no more: WMI would have to ask at the mapper's port again.
func TestFilteredPortIsWaitedForOnce(t *testing.T) {
	const stage = 300 * time.Millisecond
	for name, c := range map[string]struct {
		doors        []ikeext.Door
		want         []int
		blamed, hint string
	}{
		"auto":      {nil, []int{135, 445, 5985}, "TCP port 5985", "Enable-PSRemoting"},
		"rpc, wmi":  {[]ikeext.Door{ikeext.DoorRPC, ikeext.DoorWMI}, []int{135, 445}, "TCP port 135", "WMI-RPCSS-In-TCP"},
		"wmi, rpc":  {[]ikeext.Door{ikeext.DoorWMI, ikeext.DoorRPC}, []int{135, 445}, "TCP port 135", "WMI-RPCSS-In-TCP"},
		"wmi alone": {[]ikeext.Door{ikeext.DoorWMI}, []int{135}, "TCP port 135", "WMI-RPCSS-In-TCP"},
	} {
		t.Run(name, func(t *testing.T) {
			var nobody silence
			cfg := &ikeext.Config{
				User: "auditor", Password: ikeext.NewSecret("x"), Auth: ikeext.AuthNTLM, Doors: c.doors,
				StageTimeout: stage, DialContext: nobody.dial,
			}
			begin := time.Now()
			_, err := ikeext.Dial(t.Context(), "vpn01", cfg)
			took := time.Since(begin)
			require.ErrorIs(t, err, ikeext.ErrTimeout)
			e := failure(t, err)
			assert.EqualValues(t, "connect", e.Stage)
			assert.ErrorContains(t, err, c.blamed)
			assert.Contains(t, e.Hint, c.hint)
			assert.Equal(t, c.want, nobody.ports)
			assert.Less(t, took, time.Duration(len(c.want))*stage+stage/2)
		})
	}
}

// TestDoorThatAnsweredStays asks there again, and not at the first one.
func TestDoorThatAnsweredStays(t *testing.T) {
	var wmiFails atomic.Bool
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "IWbemServices" && wmiFails.Load() {
			return &ikeexttest.Reply{Fault: 5}
		}
		return nil
	}})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", autoConfig(host))
	require.NoError(t, err)
	defer client.Close()
	asked := func() (n int) {
		for _, call := range host.Calls() {
			if call.Interface == "ikeext" {
				n++
			}
		}
		return n
	}
	for range 3 {
		s, err := client.Statistics(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ikeext.DoorWMI, s.Door)
		require.Len(t, s.Tried, 1)
		assertFromWMI(t, s)
	}
	assert.Equal(t, 1, asked())
	wmiFails.Store(true)
	_, err = client.Statistics(t.Context())
	require.ErrorIs(t, err, ikeext.ErrAccessDenied)
	assert.Equal(t, 1, asked())
	_, err = client.Statistics(t.Context())
	assert.ErrorIs(t, err, ikeext.ErrClosed)
}

// TestRPCThatAnsweredStays does not go over to WMI later.
func TestRPCThatAnsweredStays(t *testing.T) {
	var refuse atomic.Bool
	host := start(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" && refuse.Load() {
			return &ikeexttest.Reply{Fault: 5}
		}
		return nil
	}})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", autoConfig(host))
	require.NoError(t, err)
	defer client.Close()
	_, err = client.Statistics(t.Context())
	require.NoError(t, err)
	refuse.Store(true)
	_, err = client.Statistics(t.Context())
	require.ErrorIs(t, err, ikeext.ErrAccessDenied)
	e := failure(t, err)
	assert.Equal(t, ikeext.DoorRPC, e.Door)
	assert.Nil(t, e.Tried)
}

// TestWaitingWhileTheDoorChanges lets others give up while the first caller goes
// from door to door: the race detector looks on.
func TestWaitingWhileTheDoorChanges(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" || c.Interface == "IWbemLevel1Login" {
			return &ikeexttest.Reply{Delay: 100 * time.Millisecond}
		}
		return nil
	}})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", autoConfig(host))
	require.NoError(t, err)
	defer client.Close()
	first := make(chan error, 1)
	go func() {
		_, err := client.Statistics(context.Background())
		first <- err
	}()
	require.Eventually(t, func() bool { return called(host, "ikeext") }, 10*soon, time.Millisecond)
	for !called(host, "IWbemLevel1Login") {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		_, err := client.Statistics(ctx)
		assert.ErrorIs(t, err, ikeext.ErrTimeout)
		assert.Empty(t, failure(t, err).Door)
		cancel()
	}
	require.NoError(t, <-first)
}

func TestNoSecretInTheLogOfDoors(t *testing.T) {
	var log bytes.Buffer
	cfg := autoConfig(start(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016}))
	cfg.Logger = debugTo(&log)
	_, err := query(t, cfg)
	require.NoError(t, err)
	for _, step := range []string{"door=rpc next=wmi", "RemoteCreateInstance", "root/cimv2", "Win32_PerfRawData_Counters_IPsecIKEv2IPv6"} {
		assert.Contains(t, log.String(), step)
	}
	assert.False(t, strings.Contains(log.String(), ikeexttest.DefaultPassword))
}

func debugTo(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// TestClientDoor: the door that has answered, and none before.
func TestClientDoor(t *testing.T) {
	for profile, want := range map[ikeexttest.Profile]ikeext.Door{
		ikeexttest.Permissive: ikeext.DoorRPC, ikeexttest.WMIOpen2016: ikeext.DoorWMI,
	} {
		host := start(t, ikeexttest.Config{Profile: profile})
		cfg := config(host)
		cfg.Doors = []ikeext.Door{ikeext.DoorRPC, ikeext.DoorWMI}
		client, err := ikeext.Dial(t.Context(), "127.0.0.1", cfg)
		require.NoError(t, err)
		assert.Empty(t, client.Door(), "it has not answered yet")
		_, err = client.Statistics(t.Context())
		require.NoError(t, err)
		assert.Equal(t, want, client.Door())
		require.NoError(t, client.Close())
		assert.Equal(t, want, client.Door())
	}
}
