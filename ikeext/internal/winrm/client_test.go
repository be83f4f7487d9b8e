package winrm

import (
	"context"
	"encoding/xml"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// startHost starts a host that is reached by WinRM alone. At the end of the test
// it must have nothing to complain about.
func startHost(t testing.TB, cfg ikeexttest.Config) *ikeexttest.Host {
	t.Helper()
	cfg.Profile = ikeexttest.WinRMOnly
	host, err := ikeexttest.Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Empty(t, host.Violations())
		require.NoError(t, host.Close())
	})
	return host
}

// limited is a context for a test that must not hang.
func limited(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// newNTLM is the sign-in of the host's account.
func newNTLM() *signin.SignIn {
	return signin.NewNTLM(signin.Credential{User: ikeexttest.DefaultUser, Domain: "SIMDOMAIN", Password: ikeexttest.DefaultPassword},
		dcerpc.AuthLevelPktPrivacy, "HTTP/127.0.0.1")
}

func optionsFor(host *ikeexttest.Host, s *signin.SignIn) Options {
	return Options{Host: "127.0.0.1", Port: uint16(host.WinRMPort()), SignIn: s, Dial: dialer(host.WinRMPort())}
}

// dialer connects to a port of this machine.
func dialer(port int) func(context.Context) (net.Conn, error) {
	return func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	}
}

func mustDial(t testing.TB, o Options) *Client {
	t.Helper()
	c, err := Dial(limited(t), o)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, c.Close()) })
	return c
}

const (
	cimv2  = "root/cimv2"
	prefix = "Win32_PerfRawData_Counters_"
)

var classes = []string{
	"GenericIKEv1AuthIPandIKEv2", "IPsecIKEv1IPv4", "IPsecIKEv1IPv6", "IPsecIKEv2IPv4", "IPsecIKEv2IPv6", "IPsecAuthIPIPv4", "IPsecAuthIPIPv6",
}

// countersOf are the counters that the host has for a class.
func countersOf(class string) map[string]uint32 {
	counters := map[string]uint32{}
	for _, o := range ikeexttest.PerformanceOf(ikeexttest.DefaultStatistics()) {
		if o.Set == class {
			for _, c := range o.Counters {
				counters[c.Name] = c.Value
			}
		}
	}
	return counters
}

func TestSnapshot(t *testing.T) {
	for name, s := range map[string]*signin.SignIn{"NTLM": newNTLM(), "SPNEGO": newNTLM().Negotiated()} {
		t.Run(name, func(t *testing.T) {
			host := startHost(t, ikeexttest.Config{})
			c := mustDial(t, optionsFor(host, s))
			counters := 0
			for _, class := range classes {
				found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+class)
				require.NoError(t, err)
				require.Len(t, found, 1)
				assert.Equal(t, prefix+class, found[0].Class)
				counters += len(found[0].Properties) - 9
				value, ok := found[0].Lookup("Name")
				assert.True(t, ok)
				assert.Nil(t, value)
				for name, want := range countersOf(class) {
					value, _ = found[0].Lookup(name)
					assert.Equal(t, strconv.FormatUint(uint64(want), 10), value, name)
				}
			}
			assert.Equal(t, 143, counters)
			assert.True(t, s.Proven())
			assert.Equal(t, 1, host.OpenConns())
			traffic := c.Traffic()
			assert.Equal(t, 2+len(classes), traffic.RoundTrips)
			t.Logf("%s: %+v", name, traffic)
		})
	}
}

// TestRefusals has the host say no, each time in another way.
func TestRefusals(t *testing.T) {
	for name, status := range map[string]uint32{"denied": 5, "no class": 0x80041010, "no namespace": 0x8004100E, "quota": 0x803381A6, "other": 0x80041001} {
		t.Run(name, func(t *testing.T) {
			host := startHost(t, ikeexttest.Config{Intercept: func(*ikeexttest.Call) *ikeexttest.Reply { return &ikeexttest.Reply{Fault: status} }})
			c := mustDial(t, optionsFor(host, newNTLM()))
			for range 2 { // a fault leaves the connection as it was
				_, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[0])
				var fault *Fault
				require.ErrorAs(t, err, &fault)
				requireStage(t, StageQuery, err)
				assert.Equal(t, name == "denied", fault.AccessDenied())
				assert.Equal(t, name == "no class" || name == "no namespace", fault.InvalidClass())
				assert.Equal(t, name == "quota", fault.Quota())
				assert.Equal(t, status, fault.Code)
			}
		})
	}
}

func TestUnknownClass(t *testing.T) {
	c := mustDial(t, optionsFor(startHost(t, ikeexttest.Config{}), newNTLM()))
	_, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+"IPsecIKEv6")
	var fault *Fault
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, "wsa:DestinationUnreachable", fault.Name)
	assert.True(t, fault.InvalidClass())
	_, err = c.Query(limited(t), "root/StandardCimv2", "SELECT * FROM MSFT_NetMainModeRule")
	require.ErrorAs(t, err, &fault)
	assert.True(t, fault.InvalidClass())
}

func TestWrongPassword(t *testing.T) {
	for name, wrap := range map[string]func(*signin.SignIn) *signin.SignIn{
		"NTLM": func(s *signin.SignIn) *signin.SignIn { return s }, "SPNEGO": (*signin.SignIn).Negotiated,
	} {
		t.Run(name, func(t *testing.T) {
			host := startHost(t, ikeexttest.Config{})
			s := wrap(signin.NewNTLM(signin.Credential{User: ikeexttest.DefaultUser, Password: "wrong-Passw0rd"}, dcerpc.AuthLevelPktPrivacy, "HTTP/h"))
			_, err := Dial(limited(t), optionsFor(host, s))
			require.ErrorIs(t, err, ErrRefused)
			requireStage(t, StageLogin, err)
			assert.NotContains(t, err.Error(), "Passw0rd")
			assert.False(t, s.Proven())
		})
	}
}

func TestNobody(t *testing.T) {
	_, err := Dial(limited(t), Options{Host: "h"})
	requireStage(t, StageLogin, err)
}

// TestQueryIsText has a query in which XML would see itself.
func TestQueryIsText(t *testing.T) {
	const wql = `SELECT * FROM A WHERE b = "</w:Filter><x>&amp;" AND c < 1`
	seen := make(chan string, 1)
	host := startHost(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		seen <- string(c.Stub)
		return &ikeexttest.Reply{Fault: 0x80041010}
	}})
	_, err := mustDial(t, optionsFor(host, newNTLM())).Query(limited(t), cimv2, wql)
	require.Error(t, err)
	var e struct {
		Filter string `xml:"Body>Enumerate>Filter"`
	}
	require.NoError(t, xml.Unmarshal([]byte(<-seen), &e))
	assert.Equal(t, wql, e.Filter)
}

func TestCloseEndsAQuery(t *testing.T) {
	began := make(chan struct{})
	host := startHost(t, ikeexttest.Config{Intercept: func(*ikeexttest.Call) *ikeexttest.Reply {
		close(began)
		return &ikeexttest.Reply{Delay: time.Minute}
	}})
	c := mustDial(t, optionsFor(host, newNTLM()))
	go func() {
		<-began
		_ = c.Close()
	}()
	_, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[0])
	require.ErrorIs(t, err, ErrLost)
}

// BenchmarkSnapshot dials, signs in and reads seven classes.
func BenchmarkSnapshot(b *testing.B) {
	host := startHost(b, ikeexttest.Config{})
	for b.Loop() {
		c, err := Dial(b.Context(), optionsFor(host, newNTLM()))
		require.NoError(b, err)
		for _, class := range classes {
			_, err := c.Query(b.Context(), cimv2, "SELECT * FROM "+prefix+class)
			require.NoError(b, err)
		}
		require.NoError(b, c.Close())
	}
}
