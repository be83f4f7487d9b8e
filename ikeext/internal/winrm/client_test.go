package winrm

import (
	"context"
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

func TestSnapshot(t *testing.T) {
	for name, s := range map[string]*signin.SignIn{"NTLM": newNTLM(), "SPNEGO": newNTLM().Negotiated()} {
		t.Run(name, func(t *testing.T) {
			host := startHost(t, ikeexttest.Config{})
			c := mustDial(t, optionsFor(host, s))
			counters := 0
			for i, class := range classes {
				found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+class)
				require.NoError(t, err)
				require.Len(t, found, 1)
				assert.Equal(t, prefix+class, found[0].Class)
				counters += len(found[0].Properties) - 9
				value, ok := found[0].Lookup("Name")
				assert.True(t, ok)
				assert.Nil(t, value)
				if i > 0 {
					value, _ = found[0].Lookup("ActiveMainModeSAs")
					assert.Equal(t, strconv.Itoa(1000*(i+1)), value)
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
