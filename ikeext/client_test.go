package ikeext_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

func TestMain(m *testing.M) {
	// No test may meet the realms and KDCs that this machine is configured for.
	missing := filepath.Join(os.TempDir(), "remoteike-no-such-file")
	for _, name := range []string{"KRB5_CONFIG", "KRB5CCNAME", "KRB5_KTNAME"} {
		if err := os.Setenv(name, missing); err != nil {
			panic(err)
		}
	}
	goleak.VerifyTestMain(m)
}

// distinct gives every value a number of its own, none of them zero.
func distinct() (values [ikeexttest.StatisticsCount]uint32) {
	for i := range values {
		values[i] = uint32(i)*2654435761 + 1
	}
	return values
}

// start starts a simulated host and checks at the end that every connection to
// it is closed and that nothing it was sent broke the protocol.
func start(t testing.TB, cfg ikeexttest.Config) *ikeexttest.Host {
	if cfg.Statistics == nil {
		cfg.Statistics = distinct
	}
	host, err := ikeexttest.Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Eventually(t, func() bool { return host.OpenConns() == 0 }, 5*time.Second, time.Millisecond, "sockets left open")
		assert.Zero(t, host.OpenEngines())
		assert.Empty(t, host.Violations())
		assert.NoError(t, host.Close())
	})
	return host
}

// config returns what signs in at host, and knows the one door.
func config(host *ikeexttest.Host) *ikeext.Config {
	return &ikeext.Config{
		User:     ikeexttest.DefaultUser,
		Password: ikeext.NewSecret(ikeexttest.DefaultPassword),
		EPMPort:  host.EPMPort(),
		Doors:    []ikeext.Door{ikeext.DoorRPC},
	}
}

// query dials, asks once and closes.
func query(t testing.TB, cfg *ikeext.Config) (*ikeext.Snapshot, error) {
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", cfg)
	if err != nil {
		return nil, err
	}
	defer func() { assert.NoError(t, client.Close()) }()
	return client.Statistics(t.Context())
}

func assertDistinct(t *testing.T, s *ikeext.Snapshot) {
	want := distinct()
	read := 0
	for f, v := range s.Fields() {
		assert.Equal(t, want[f], v, f)
		read++
	}
	assert.Equal(t, ikeext.FieldCount, read)
}

func TestStatistics(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	before := time.Now()
	s, err := query(t, config(host))
	require.NoError(t, err)
	assertDistinct(t, s)
	assert.Equal(t, "127.0.0.1", s.Host)
	assert.Equal(t, ikeext.DoorRPC, s.Door)
	assert.Equal(t, "ncacn_ip_tcp", s.Transport)
	assert.Equal(t, host.Endpoint(), s.Endpoint)
	assert.Equal(t, "ntlm", s.Auth.Mechanism)
	assert.Equal(t, ikeext.LevelPrivacy, s.Auth.Level)
	assert.Contains(t, s.Auth.Fallback, "names no domain")
	assert.Equal(t, ikeext.EngineOpened, s.Engine)
	assert.Equal(t, "10.0.20348", s.WindowsBuild)
	assert.Positive(t, s.Duration)
	assert.WithinRange(t, s.CollectedAt, before, time.Now())
	assert.Equal(t, time.UTC, s.CollectedAt.Location())
}

func TestProfiles(t *testing.T) {
	for _, c := range []struct {
		profile ikeexttest.Profile
		engine  ikeext.EngineState
		build   string
		err     error
	}{
		{ikeexttest.Permissive, ikeext.EngineOpened, "10.0.20348", nil},
		{ikeexttest.Windows7, ikeext.EngineNotRegistered, "6.1.7601", nil},
		{ikeexttest.Stock2016, "", "", ikeext.ErrAccessDenied},
		{ikeexttest.StockSplit, "", "", ikeext.ErrNotRegistered},
	} {
		t.Run(string(c.profile), func(t *testing.T) {
			s, err := query(t, config(start(t, ikeexttest.Config{Profile: c.profile})))
			if c.err != nil {
				require.ErrorIs(t, err, c.err)
				return
			}
			require.NoError(t, err)
			assertDistinct(t, s)
			assert.Equal(t, c.engine, s.Engine)
			assert.Equal(t, c.build, s.WindowsBuild)
		})
	}
}

func TestLevels(t *testing.T) {
	for auth, authType := range map[ikeext.Auth]int{ikeext.AuthNTLM: 10, ikeext.AuthNegotiate: 9} {
		for level, authLevel := range map[ikeext.Level]int{ikeext.LevelConnect: 2, ikeext.LevelIntegrity: 5, ikeext.LevelPrivacy: 6} {
			t.Run(string(auth)+"/"+string(level), func(t *testing.T) {
				host := start(t, ikeexttest.Config{})
				cfg := config(host)
				cfg.Auth, cfg.Level = auth, level
				s, err := query(t, cfg)
				require.NoError(t, err)
				assertDistinct(t, s)
				assert.Equal(t, level, s.Auth.Level)
				for _, call := range host.Calls() {
					if call.Interface == "engine" || call.Interface == "ikeext" {
						assert.Equal(t, authLevel, call.AuthLevel)
						assert.Equal(t, authType, call.AuthType)
					}
				}
			})
		}
	}
}

// TestWithoutSPNEGO signs in to a host that knows NTLM alone: the wrapping goes,
// the mechanism stays.
func TestWithoutSPNEGO(t *testing.T) {
	host := start(t, ikeexttest.Config{NoNegotiate: true})
	s, err := query(t, config(host))
	require.NoError(t, err)
	assertDistinct(t, s)
	calls := host.Calls()
	assert.Equal(t, 10, calls[len(calls)-1].AuthType)
}

// TestWhatIsSent holds the order of calls that FwpmEngineOpen0,
// IkeextGetStatistics1 and FwpmEngineClose0 make, and their stubs.
func TestWhatIsSent(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	_, err := query(t, config(host))
	require.NoError(t, err)
	type sent struct {
		name string
		op   int
		stub int
	}
	var got []sent
	for _, call := range host.Calls() {
		got = append(got, sent{call.Interface, call.Opnum, len(call.Stub)})
		if call.Interface == "engine" && call.Opnum == 2 {
			assert.Equal(t, make([]byte, 8), call.Stub, "a null session and no languages")
		}
	}
	require.Len(t, got, 5)
	assert.Equal(t, []sent{{"engine", 2, 8}, {"ikeext", 0, 0}, {"engine", 3, 20}}, got[2:])
	assert.Equal(t, "epm", got[0].name)
	assert.Equal(t, "epm", got[1].name)
}

func TestNTHash(t *testing.T) {
	host := start(t, ikeexttest.Config{Users: map[string]string{"hashed": "password"}})
	cfg := config(host)
	cfg.User, cfg.Password = "hashed", ikeext.Secret{}
	for _, hash := range []string{ // of "password", as every list of weak hashes has it
		"8846f7eaee8fb117ad06bdd830b7586c",
		"aad3b435b51404eeaad3b435b51404ee:8846F7EAEE8FB117AD06BDD830B7586C",
	} {
		cfg.NTHash = ikeext.NewSecret(hash)
		s, err := query(t, cfg)
		require.NoError(t, err)
		assertDistinct(t, s)
	}
}

func TestUnauthenticated(t *testing.T) {
	t.Run("admitted", func(t *testing.T) {
		host := start(t, ikeexttest.Config{AllowUnauthenticated: true})
		s, err := query(t, &ikeext.Config{Auth: ikeext.AuthNone, EPMPort: host.EPMPort()})
		require.NoError(t, err)
		assertDistinct(t, s)
		assert.Equal(t, ikeext.SignIn{Mechanism: "none"}, s.Auth)
	})
	t.Run("refused", func(t *testing.T) {
		host := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
		_, err := query(t, &ikeext.Config{Auth: ikeext.AuthNone, EPMPort: host.EPMPort()})
		require.ErrorIs(t, err, ikeext.ErrAccessDenied)
		var e *ikeext.Error
		require.ErrorAs(t, err, &e)
		assert.Contains(t, e.Hint, "signed-in callers only")
	})
}

// TestWrongPassword tells a refused sign-in from a refused call, though both
// are fault 5, and signs in no more often than once.
func TestWrongPassword(t *testing.T) {
	for _, profile := range []ikeexttest.Profile{ikeexttest.Permissive, ikeexttest.Windows7, ikeexttest.Stock2016} {
		for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
			t.Run(string(profile)+"/"+string(auth), func(t *testing.T) { wrongPassword(t, profile, auth) })
		}
	}
}

func wrongPassword(t *testing.T, profile ikeexttest.Profile, auth ikeext.Auth) {
	var signIns atomic.Int32
	host := start(t, ikeexttest.Config{Profile: profile, Damage: func(p ikeexttest.PDU) [][]byte {
		if p.Type == 12 && p.AuthLen > 0 { // bind_ack with a challenge
			signIns.Add(1)
		}
		return nil
	}})
	cfg := config(host)
	cfg.Auth, cfg.Password = auth, ikeext.NewSecret("wrong")
	_, err := query(t, cfg)
	require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
	assert.EqualValues(t, 1, signIns.Load())
}

// TestHangsUpOnTheFirstCall does not say whether that was for the sign-in.
func TestHangsUpOnTheFirstCall(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			return &ikeexttest.Reply{Hangup: true}
		}
		return nil
	}})
	_, err := query(t, config(host))
	assert.ErrorIs(t, err, ikeext.ErrSignInUnproven)
	assert.ErrorContains(t, err, "closed the connection")
}

// TestUnprovenSignIn leaves the question about the sign-in without an answer.
func TestUnprovenSignIn(t *testing.T) {
	for name, reply := range map[string]ikeexttest.Reply{
		"hangs up":      {Hangup: true},
		"another fault": {Fault: 0x1C010003},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.Stock2016, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
				if c.Interface == "mgmt" {
					return &reply
				}
				return nil
			}})
			_, err := query(t, config(host))
			require.ErrorIs(t, err, ikeext.ErrSignInUnproven)
		})
	}
}

func TestEngineModes(t *testing.T) {
	refuse := func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "engine" && c.Opnum == 2 {
			return &ikeexttest.Reply{Fault: 0x80320009}
		}
		return nil
	}
	for _, c := range []struct {
		name string
		host ikeexttest.Config
		edit func(*ikeexttest.Host, *ikeext.Config)
		want ikeext.EngineState
		err  error
	}{
		{name: "auto", want: ikeext.EngineOpened},
		{name: "auto, refused", host: ikeexttest.Config{Intercept: refuse}, want: ikeext.EngineRefused},
		{name: "auto, not there", host: ikeexttest.Config{Profile: ikeexttest.Windows7}, want: ikeext.EngineNotRegistered},
		{name: "skip", want: ikeext.EngineSkipped,
			edit: func(_ *ikeexttest.Host, c *ikeext.Config) { c.Engine = ikeext.EngineSkip }},
		{name: "require", want: ikeext.EngineOpened,
			edit: func(_ *ikeexttest.Host, c *ikeext.Config) { c.Engine = ikeext.EngineRequire }},
		{name: "require, not there", host: ikeexttest.Config{Profile: ikeexttest.Windows7}, err: ikeext.ErrNotRegistered,
			edit: func(_ *ikeexttest.Host, c *ikeext.Config) { c.Engine = ikeext.EngineRequire }},
		{name: "require, refused", host: ikeexttest.Config{Intercept: refuse}, err: ikeext.ErrProtocol,
			edit: func(_ *ikeexttest.Host, c *ikeext.Config) { c.Engine = ikeext.EngineRequire }},
		{name: "endpoint given", want: ikeext.EngineNotAsked,
			edit: func(h *ikeexttest.Host, c *ikeext.Config) { c.Endpoint, c.EPMPort = h.Endpoint(), 1 }},
		{name: "both endpoints given", want: ikeext.EngineOpened,
			edit: func(h *ikeexttest.Host, c *ikeext.Config) {
				c.Endpoint, c.EngineEndpoint, c.EPMPort = h.Endpoint(), h.EngineEndpoint(), 1
			}},
		{name: "opened, and IKEEXT not reachable", err: ikeext.ErrUnreachable, // and then closed, see start
			edit: func(h *ikeexttest.Host, c *ikeext.Config) {
				c.Endpoint, c.EngineEndpoint = "ncacn_ip_tcp:[1]", h.EngineEndpoint()
			}},
		{name: "other interface there", err: ikeext.ErrNotRegistered,
			edit: func(h *ikeexttest.Host, c *ikeext.Config) { c.Endpoint = h.EngineEndpoint() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := start(t, c.host)
			cfg := config(host)
			if c.edit != nil {
				c.edit(host, cfg)
			}
			s, err := query(t, cfg)
			if c.err != nil {
				require.ErrorIs(t, err, c.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, s.Engine)
			assertDistinct(t, s)
		})
	}
}

func TestFaults(t *testing.T) {
	for fault, want := range map[uint32]error{
		0x80320044: ikeext.ErrServiceStopped,
		0x1C010002: ikeext.ErrNotSupported,
		0x6F7:      ikeext.ErrProtocol,
		0x80070005: ikeext.ErrAccessDenied,
		1765:       ikeext.ErrAccessDenied,
	} {
		host := start(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
			if c.Interface == "ikeext" {
				return &ikeexttest.Reply{Fault: fault}
			}
			return nil
		}})
		_, err := query(t, config(host))
		require.ErrorIs(t, err, want, "fault 0x%x", fault)
		var e *ikeext.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, ikeext.Code(fault), e.Code)
		assert.EqualValues(t, "call", e.Stage)
	}
}

func TestConcurrentCallsQueue(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", config(host))
	require.NoError(t, err)
	defer client.Close()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := client.Statistics(t.Context())
			if assert.NoError(t, err) {
				assertDistinct(t, s)
			}
		})
	}
	wg.Wait()
}

// TestDialContextCarriesEverything lets a dialer of the caller's make every
// connection, by the name that was asked for.
func TestDialContextCarriesEverything(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	cfg := config(host)
	var dialled []string
	cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dialled = append(dialled, address)
		_, port, err := net.SplitHostPort(address)
		require.NoError(t, err)
		return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
	}
	client, err := ikeext.Dial(t.Context(), "vpn01.invalid", cfg)
	require.NoError(t, err)
	defer client.Close()
	s, err := client.Statistics(t.Context())
	require.NoError(t, err)
	assertDistinct(t, s)
	assert.Len(t, dialled, 3)
	for _, address := range dialled {
		assert.Contains(t, address, "vpn01.invalid:")
	}
}

func TestIPv6(t *testing.T) {
	probe, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skipf("this machine has no IPv6 loopback address: %v", err)
	}
	probe.Close()
	host := start(t, ikeexttest.Config{Addr: "[::1]:0"})
	for _, name := range []string{"::1", "[::1]", "::1%lo"} {
		client, err := ikeext.Dial(t.Context(), name, config(host))
		require.NoError(t, err, name)
		s, err := client.Statistics(t.Context())
		require.NoError(t, err, name)
		assertDistinct(t, s)
		require.NoError(t, client.Close())
	}
}

func TestUnreachable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := listener.Addr().(*net.TCPAddr).Port
	require.NoError(t, listener.Close())

	_, err = ikeext.Dial(t.Context(), "127.0.0.1", &ikeext.Config{Auth: ikeext.AuthNone, EPMPort: port})
	var e *ikeext.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, ikeext.ErrUnreachable, e.Class)
	assert.EqualValues(t, "connect", e.Stage)
	assert.Contains(t, e.Hint, "firewall")
}

func TestUnknownName(t *testing.T) {
	cfg := &ikeext.Config{Auth: ikeext.AuthNone, DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "nowhere", IsNotFound: true}}
	}}
	_, err := ikeext.Dial(t.Context(), "nowhere", cfg)
	var e *ikeext.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, ikeext.ErrUnreachable, e.Class)
	assert.EqualValues(t, "resolve", e.Stage)
}

func TestNoSecretInTheLog(t *testing.T) {
	var log bytes.Buffer
	host := start(t, ikeexttest.Config{Profile: ikeexttest.Stock2016})
	cfg := config(host)
	cfg.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	_, err := query(t, cfg)
	require.Error(t, err)
	assert.Contains(t, log.String(), "IKEEXT")
	assert.NotContains(t, log.String(), ikeexttest.DefaultPassword)
	assert.NotContains(t, err.Error(), ikeexttest.DefaultPassword)
}

func TestErrorsExplainThemselves(t *testing.T) {
	_, err := query(t, config(start(t, ikeexttest.Config{Profile: ikeexttest.Stock2016})))
	var e *ikeext.Error
	require.True(t, errors.As(err, &e))
	assert.Equal(t, "127.0.0.1: call: IkeGetStatistics refused: ERROR_ACCESS_DENIED (5)", e.Error())
	for _, cause := range []string{"local callers only", "FWPM_ACTRL_READ_STATS", "UAC"} {
		assert.Contains(t, e.Hint, cause)
	}
}
