package ikeext_test

import (
	"context"
	"crypto/x509"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// TestAutoReachesWinRM leaves the doors to the library on hosts where the last one
// alone is open, and tells why those before did not serve.
func TestAutoReachesWinRM(t *testing.T) {
	type said struct {
		stage ikeext.Stage
		class ikeext.Class
	}
	denied, absent := said{"call", ikeext.ErrAccessDenied}, said{"epm", ikeext.ErrNotRegistered}
	inactive, closed := said{"bind", ikeext.ErrNotRegistered}, said{"connect", ikeext.ErrUnreachable}
	for profile, want := range map[ikeexttest.Profile]map[ikeext.Door]said{
		ikeexttest.Stock2016:   {ikeext.DoorRPC: denied, ikeext.DoorWMI: inactive},
		ikeexttest.StockSplit:  {ikeext.DoorRPC: absent, ikeext.DoorWMI: inactive},
		ikeexttest.StockClosed: {ikeext.DoorRPC: closed}, // WMI has the same port
		ikeexttest.WinRMOnly:   {ikeext.DoorRPC: closed},
	} {
		t.Run(string(profile), func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: profile, WinRM: true})
			cfg := autoConfig(host)
			cfg.WinRMPort, cfg.SMBPort = host.WinRMPort(), closedPort(t)
			s, err := query(t, cfg)
			require.NoError(t, err)
			assert.Equal(t, ikeext.DoorWinRM, s.Door)
			assertFromWMI(t, s)
			require.Len(t, s.Tried, len(want))
			assert.Equal(t, ikeext.DoorRPC, s.Tried[0].Door)
			for _, e := range s.Tried {
				assert.Equal(t, want[e.Door], said{e.Stage, e.Class}, e.Door)
				assert.NotEmpty(t, e.Hint)
				assert.NotEmpty(t, e.Err.Error())
			}
		})
	}
}

// TestWinRMIsTheLastDoor is not asked where one before it answers, and answers
// where it is put first.
func TestWinRMIsTheLastDoor(t *testing.T) {
	for profile, door := range map[ikeexttest.Profile]ikeext.Door{
		ikeexttest.Permissive: ikeext.DoorRPC, ikeexttest.WMIOpen2016: ikeext.DoorWMI,
	} {
		host := start(t, ikeexttest.Config{Profile: profile, WinRM: true})
		cfg := autoConfig(host)
		cfg.WinRMPort = host.WinRMPort()
		s, err := query(t, cfg)
		require.NoError(t, err)
		assert.Equal(t, door, s.Door)
		assert.False(t, called(host, "winrm"))

		cfg.Doors = []ikeext.Door{ikeext.DoorWinRM, ikeext.DoorRPC}
		s, err = query(t, cfg)
		require.NoError(t, err)
		assert.Equal(t, ikeext.DoorWinRM, s.Door)
		assert.Nil(t, s.Tried)
	}
}

// presented counts the answers of a WinRM listener to a credential: those to the
// second token of NTLM. The edit, if there is one, sees them.
func presented(cfg ikeexttest.Config, n *atomic.Int32, edit func(*ikeexttest.HTTPAnswer)) ikeexttest.Config {
	cfg.WinRM = true
	cfg.DamageHTTP = func(a *ikeexttest.HTTPAnswer) {
		challenge := strings.HasPrefix(a.Header.Get("WWW-Authenticate"), "Negotiate ")
		if a.SignIn && (a.Status == 200 || !challenge) {
			n.Add(1)
			if edit != nil {
				edit(a)
			}
		}
	}
	return cfg
}

// TestRefusedCredentialAtWinRM presents it once, and not at the next door.
func TestRefusedCredentialAtWinRM(t *testing.T) {
	for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
		for name, doors := range map[string][]ikeext.Door{
			"auto":        nil,
			"alone":       {ikeext.DoorWinRM},
			"winrm first": {ikeext.DoorWinRM, ikeext.DoorRPC, ikeext.DoorWMI},
		} {
			t.Run(string(auth)+"/"+name, func(t *testing.T) {
				profile := ikeexttest.WMIOpen2016
				if doors == nil {
					profile = ikeexttest.WinRMOnly // so that auto gets there
				}
				var n atomic.Int32
				host := start(t, presented(ikeexttest.Config{Profile: profile}, &n, nil))
				cfg := winrmConfig(host)
				cfg.Doors, cfg.Auth, cfg.Password, cfg.SMBPort = doors, auth, ikeext.NewSecret("wrong"), closedPort(t)
				_, err := query(t, cfg)
				require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
				e := failure(t, err)
				assert.Equal(t, ikeext.DoorWinRM, e.Door)
				assert.EqualValues(t, "login", e.Stage)
				assert.Contains(t, e.Hint, "lockout")
				assert.EqualValues(t, 1, n.Load())
				assert.Empty(t, host.Calls())
				assert.NotContains(t, err.Error(), "wrong")
			})
		}
	}
}

// TestCredentialOfUnknownFateAtWinRM is not presented at the next door, whatever
// ended the sign-in.
func TestCredentialOfUnknownFateAtWinRM(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*ikeexttest.HTTPAnswer)
		want error
	}{
		"hangs up":  {func(*ikeexttest.HTTPAnswer) { panic("http: abort Handler") }, ikeext.ErrSignInUnproven},
		"HTTP 500":  {func(a *ikeexttest.HTTPAnswer) { a.Status = 500 }, ikeext.ErrSignInUnproven},
		"HTTP 503":  {func(a *ikeexttest.HTTPAnswer) { a.Status = 503 }, ikeext.ErrSignInUnproven},
		"HTTP 404":  {func(a *ikeexttest.HTTPAnswer) { a.Status = 404 }, ikeext.ErrSignInUnproven},
		"redirect":  {func(a *ikeexttest.HTTPAnswer) { a.Status = 302; a.Header.Set("Location", "http://192.0.2.1/") }, ikeext.ErrSignInUnproven},
		"no answer": {func(*ikeexttest.HTTPAnswer) { time.Sleep(time.Second) }, ikeext.ErrTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int32
			host := start(t, presented(ikeexttest.Config{Profile: ikeexttest.WMIOpen2016}, &n, c.edit))
			cfg := winrmConfig(host)
			cfg.Doors = []ikeext.Door{ikeext.DoorWinRM, ikeext.DoorRPC, ikeext.DoorWMI}
			cfg.StageTimeout = 300 * time.Millisecond
			_, err := query(t, cfg)
			require.ErrorIs(t, err, c.want)
			e := failure(t, err)
			assert.Equal(t, ikeext.DoorWinRM, e.Door)
			assert.EqualValues(t, "login", e.Stage)
			assert.NotEmpty(t, e.Hint)
			assert.EqualValues(t, 1, n.Load())
			assert.Empty(t, host.Calls())
		})
	}
}

// TestCredentialRefusedBeforeWinRM never gets there.
func TestCredentialRefusedBeforeWinRM(t *testing.T) {
	for _, profile := range []ikeexttest.Profile{
		ikeexttest.Stock2016, ikeexttest.WMIOpen2016, ikeexttest.WMIOpenSplit, ikeexttest.Permissive,
	} {
		t.Run(string(profile), func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: profile, WinRM: true})
			cfg := autoConfig(host)
			var count counting
			cfg.WinRMPort, cfg.Password = host.WinRMPort(), ikeext.NewSecret("wrong")
			cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				assert.NotEqual(t, host.WinRMPort(), portOf(t, address), "the listener was reached")
				return count.dial(ctx, network, address)
			}
			_, err := query(t, cfg)
			require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
			assert.NotEqual(t, ikeext.DoorWinRM, failure(t, err).Door)
			assert.NotZero(t, count.conns.Load())
		})
	}
}

// TestNextDoorAfterWinRM is tried where WinRM lets nobody in, and that shows before
// a credential was presented or after it was accepted.
func TestNextDoorAfterWinRM(t *testing.T) {
	accepted := func(status int) func(*ikeexttest.HTTPAnswer) {
		return func(a *ikeexttest.HTTPAnswer) {
			if !a.SignIn {
				a.Status = status
			}
		}
	}
	for name, c := range map[string]struct {
		damage func(*ikeexttest.HTTPAnswer)
		fault  uint32
		class  ikeext.Class
	}{
		"fault":                {nil, 5, ikeext.ErrAccessDenied},
		"HTTP 403":             {accepted(403), 0, ikeext.ErrAccessDenied},
		"HTTP 503":             {accepted(503), 0, ikeext.ErrUnreachable},
		"another server":       {func(a *ikeexttest.HTTPAnswer) { a.Status = 404 }, 0, ikeext.ErrNotRegistered},
		"another kind of auth": {func(a *ikeexttest.HTTPAnswer) { a.Header.Set("WWW-Authenticate", "Basic realm=x") }, 0, ikeext.ErrNotSupported},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{WinRM: true, DamageHTTP: c.damage, Intercept: func(call *ikeexttest.Call) *ikeexttest.Reply {
				if call.Interface == "winrm" {
					return &ikeexttest.Reply{Fault: c.fault}
				}
				return nil
			}})
			cfg := winrmConfig(host)
			cfg.Doors = []ikeext.Door{ikeext.DoorWinRM, ikeext.DoorRPC}
			s, err := query(t, cfg)
			require.NoError(t, err)
			assert.Equal(t, ikeext.DoorRPC, s.Door)
			require.Len(t, s.Tried, 1)
			assert.Equal(t, c.class, s.Tried[0].Class)
			assert.Equal(t, ikeext.DoorWinRM, s.Tried[0].Door)
			assert.NotEmpty(t, s.Tried[0].Hint)
			assertDistinct(t, s)
		})
	}
}

func portOf(t *testing.T, address string) int {
	addr, err := net.ResolveTCPAddr("tcp", address)
	require.NoError(t, err)
	return addr.Port
}

// TestFilteredWinRMPortIsWaitedForOnce takes the time of one stage.
func TestFilteredWinRMPortIsWaitedForOnce(t *testing.T) {
	const stage = 300 * time.Millisecond
	for name, c := range map[string]struct {
		https bool
		port  int
		want  int
	}{"HTTP": {false, 0, 5985}, "HTTPS": {true, 0, 5986}, "named": {true, 47001, 47001}} {
		t.Run(name, func(t *testing.T) {
			var nobody silence
			cfg := &ikeext.Config{
				User: "auditor", Password: ikeext.NewSecret("x"), Auth: ikeext.AuthNTLM, Doors: []ikeext.Door{ikeext.DoorWinRM},
				HTTPS: c.https, WinRMPort: c.port, StageTimeout: stage, DialContext: nobody.dial,
			}
			begin := time.Now()
			_, err := ikeext.Dial(t.Context(), "vpn01", cfg)
			require.ErrorIs(t, err, ikeext.ErrTimeout)
			assert.EqualValues(t, "connect", failure(t, err).Stage)
			assert.Contains(t, failure(t, err).Hint, "Enable-PSRemoting")
			assert.Equal(t, []int{c.want}, nobody.ports)
			assert.Less(t, time.Since(begin), stage+stage/2)
		})
	}
}

// TestWinRMConfigRefused dials nobody.
func TestWinRMConfigRefused(t *testing.T) {
	const sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	winrm := []ikeext.Door{ikeext.DoorWinRM}
	for name, c := range map[string]struct {
		field string
		edit  func(*ikeext.Config)
	}{
		"authorities, HTTP":  {"HTTPS", func(c *ikeext.Config) { c.RootCAs = x509.NewCertPool() }},
		"fingerprint, HTTP":  {"HTTPS", func(c *ikeext.Config) { c.Fingerprint = sum }},
		"both":               {"Fingerprint", func(c *ikeext.Config) { c.HTTPS, c.RootCAs, c.Fingerprint = true, x509.NewCertPool(), sum }},
		"short":              {"Fingerprint", func(c *ikeext.Config) { c.HTTPS, c.Fingerprint = true, sum[2:] }},
		"long":               {"Fingerprint", func(c *ikeext.Config) { c.HTTPS, c.Fingerprint = true, sum+"00" }},
		"SHA-1":              {"Fingerprint", func(c *ikeext.Config) { c.HTTPS, c.Fingerprint = true, sum[:40] }},
		"no digits":          {"Fingerprint", func(c *ikeext.Config) { c.HTTPS, c.Fingerprint = true, strings.Repeat("x", 64) }},
		"blank":              {"Fingerprint", func(c *ikeext.Config) { c.HTTPS, c.Fingerprint = true, " " }},
		"port":               {"WinRMPort", func(c *ikeext.Config) { c.WinRMPort = 65536 }},
		"negative port":      {"WinRMPort", func(c *ikeext.Config) { c.WinRMPort = -1 }},
		"nobody":             {"Doors", func(c *ikeext.Config) { c.Auth, c.User, c.Password = ikeext.AuthNone, "", ikeext.Secret{} }},
		"without protection": {"Doors", func(c *ikeext.Config) { c.Level = ikeext.LevelConnect }},
		"twice":              {"Doors", func(c *ikeext.Config) { c.Doors = append(winrm[:1:1], winrm...) }},
		"endpoint":           {"Endpoint", func(c *ikeext.Config) { c.Endpoint = "ncacn_ip_tcp:[49666]" }},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := &ikeext.Config{
				User: "auditor", Password: ikeext.NewSecret("s3cret"), Auth: ikeext.AuthNTLM, Doors: winrm,
				DialContext: func(context.Context, string, string) (net.Conn, error) {
					assert.Fail(t, "something was dialled")
					return nil, context.Canceled
				},
			}
			c.edit(cfg)
			_, err := ikeext.Dial(t.Context(), "vpn01", cfg)
			var usage *ikeext.ConfigError
			require.ErrorAs(t, err, &usage)
			assert.Equal(t, c.field, usage.Field)
			assert.NotContains(t, err.Error(), "s3cret")
		})
	}
}
