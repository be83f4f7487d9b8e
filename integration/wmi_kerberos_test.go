package integration_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// wmiDoors are the ways to WMI: straight, and by default, past an RPC port that
// refuses the call.
var wmiDoors = map[string][]ikeext.Door{"wmi": {ikeext.DoorWMI}, "by default": nil}

// wmiCredentials are what one can sign in with there, as changes of a
// configuration.
func wmiCredentials(t *testing.T, mit peers.MIT) map[string]func(*ikeext.Config) {
	cache := filepath.Join(t.TempDir(), "cc")
	kinit(t, mit, "-c", "FILE:"+cache)
	return map[string]func(*ikeext.Config){
		"password": func(c *ikeext.Config) { c.User, c.Password = mitUser(mit), ikeext.NewSecret(mit.Password) },
		"keytab":   func(c *ikeext.Config) { c.Keytab = mit.Keytab },
		"ccache":   func(c *ikeext.Config) { c.CCache = cache },
	}
}

// expectedStatistics are all values by the rule of expected.
func expectedStatistics() (values [ikeexttest.StatisticsCount]uint32) {
	for f := range values {
		values[f] = expected(ikeext.Field(f))
	}
	return values
}

// startDomainHost starts a host that has the keys of a keytab, no account that
// NTLM would let in, and WMI behind an open firewall.
func startDomainHost(t *testing.T, keytab string) *ikeexttest.Host {
	t.Helper()
	host, err := ikeexttest.Start(ikeexttest.Config{
		Profile: ikeexttest.WMIOpen2016, Statistics: expectedStatistics, Keytab: keytab, Users: map[string]string{},
	})
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Empty(t, host.Violations())
		assert.NoError(t, host.Close())
	})
	return host
}

// requireFromWMI compares the 75 values of a snapshot with the rule, and the 16
// with the host's counters of their names.
func requireFromWMI(t *testing.T, snapshot *ikeext.Snapshot) {
	t.Helper()
	fields, own := 0, 0
	for f, v := range snapshot.Fields() {
		require.Equal(t, expected(f), v, "%v", f)
		fields++
	}
	require.Equal(t, 75, fields)
	want := map[string]uint32{}
	for _, object := range ikeexttest.PerformanceOf(expectedStatistics()) {
		for _, counter := range object.Counters {
			want[object.Set+"."+counter.Name] = counter.Value
		}
	}
	for f, v := range snapshot.WMIFields() {
		name := f.Class() + "." + f.Property()
		require.Contains(t, want, name)
		require.Equal(t, want[name], v, name)
		own++
	}
	require.Equal(t, ikeext.WMIFieldCount, own)
}

// TestIntegrationKerberosWMI reads by WMI with each credential at each level.
func TestIntegrationKerberosWMI(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for name, credential := range wmiCredentials(t, mit) {
		for path, doors := range wmiDoors {
			for _, w := range ways[2:] {
				for level, number := range levels {
					t.Run(name+"/"+path+"/"+w.name+"/"+string(level), func(t *testing.T) {
						noteWMI(t, w, name, path, level, "75 and 16 values")
						host := startDomainHost(t, p.Keytab)
						cfg := kerberosAccount(mit, peers.GSSAPI{EPMPort: host.EPMPort()}, level)
						credential(cfg)
						cfg.Auth, cfg.Doors = w.auth, doors
						snapshot, err := readFrom(t, peers.MITHost, cfg)
						require.NoError(t, err)
						requireFromWMI(t, snapshot)
						assert.Equal(t, ikeext.SignIn{Mechanism: "kerberos", Level: level}, snapshot.Auth)
						requireCallsOf(t, host, mitUser(mit), w.authType, number)
					})
				}
			}
		}
	}
}

// requireCallsOf requires that all calls but those to the endpoint mapper, which
// knows no sign-in, were of one user, protected alike.
func requireCallsOf(t *testing.T, host *ikeexttest.Host, user string, authType, level int) {
	t.Helper()
	queries := 0
	for _, call := range host.Calls() {
		if call.Interface == "epm" {
			continue
		}
		assert.Equal(t, user, call.User, call.Interface)
		assert.Equal(t, authType, call.AuthType, call.Interface)
		assert.Equal(t, level, call.AuthLevel, call.Interface)
		if call.Interface == "IWbemServices" {
			queries++
		}
	}
	assert.Equal(t, 7, queries)
}

// TestIntegrationKerberosWMIOneTicket counts what the KDC is asked for by two doors
// that are tried one after the other.
func TestIntegrationKerberosWMIOneTicket(t *testing.T) {
	peers.FindMIT(t) // for the packages
	for _, w := range ways[2:] {
		t.Run(w.name, func(t *testing.T) {
			noteWMI(t, w, "password", "by default", ikeext.LevelPrivacy, "75 and 16 values, one service ticket")
			r := startRealm(t)
			host := startDomainHost(t, r.keytab)
			cfg := r.account()
			cfg.Endpoint, cfg.EPMPort, cfg.Auth = "", host.EPMPort(), w.auth
			snapshot, err := readFrom(t, ownHost, cfg)
			require.NoError(t, err)
			requireFromWMI(t, snapshot)
			require.Len(t, snapshot.Tried, 1)
			log, err := os.ReadFile(r.log)
			require.NoError(t, err)
			assert.Equal(t, []string{
				"AS_REQ krbtgt/OWN.TEST@OWN.TEST",
				"TGS_REQ host/host.own.test@OWN.TEST",
			}, issues(string(log)))
		})
	}
}

// TestIntegrationKerberosWMINoTicket wants a ticket that there is none of: the host
// is not dialled.
func TestIntegrationKerberosWMINoTicket(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for name, spn := range map[string]string{
		"unknown SPN":           "host/nowhere.mit.test",
		"SPN of another realm":  "host/" + peers.MITHost + "@" + peers.MITChildRealm,
		"SPN beyond a referral": "host/nowhere.child.mit.test",
	} {
		for path, doors := range wmiDoors {
			t.Run(name+"/"+path, func(t *testing.T) {
				noteWMI(t, ways[2], "keytab, "+name, path, "", "refused: "+ikeext.ErrTicket.Error())
				host := startDomainHost(t, p.Keytab)
				cfg := kerberosAccount(mit, peers.GSSAPI{EPMPort: host.EPMPort()}, ikeext.LevelPrivacy)
				cfg.Keytab, cfg.SPN, cfg.Doors = mit.Keytab, spn, doors
				var dialled dials
				cfg.DialContext = dialled.dial
				_, err := readFrom(t, peers.MITHost, cfg)
				requireRefused(t, err, ikeext.ErrTicket, "KDC_ERR_S_PRINCIPAL_UNKNOWN")
				assert.NotEmpty(t, dialled.ports, "the KDC is dialled in the same way")
				assert.NotContains(t, dialled.ports, strconv.Itoa(host.EPMPort()))
			})
		}
	}
}

// TestIntegrationKerberosWMIStranger has a ticket that the host cannot read.
func TestIntegrationKerberosWMIStranger(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for path, doors := range wmiDoors {
		for _, w := range ways[2:] {
			t.Run(path+"/"+w.name, func(t *testing.T) {
				noteWMI(t, w, "keytab, ticket for another host", path, "", "refused: "+ikeext.ErrAuthenticationFailed.Error())
				host := startDomainHost(t, p.Keytab)
				cfg := kerberosAccount(mit, peers.GSSAPI{EPMPort: host.EPMPort()}, ikeext.LevelPrivacy)
				cfg.Keytab, cfg.Auth, cfg.Doors = mit.Keytab, w.auth, doors
				_, err := readFrom(t, peers.MITStranger, cfg)
				require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
				for _, call := range host.Calls() {
					assert.Equal(t, "epm", call.Interface)
				}
			})
		}
	}
}

// dials notes the ports that were dialled.
type dials struct {
	mu    sync.Mutex
	ports []string
}

func (d *dials) dial(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	d.ports = append(d.ports, port)
	d.mu.Unlock()
	return new(net.Dialer).DialContext(ctx, network, address)
}

// noteWMI adds an attempt to the table.
func noteWMI(t *testing.T, w way, credential, path string, level ikeext.Level, end string) {
	t.Helper()
	peers.Attempt{
		Mechanism: w.name, Credential: credential, Level: string(level), Peer: "MIT and our host, WMI " + path, End: end,
	}.Note(t)
}
