package integration_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// kerberosCredentials are what one can sign in with, as changes of a
// configuration.
func kerberosCredentials(t *testing.T, mit peers.MIT) map[string]func(*ikeext.Config) {
	file, dir := "FILE:"+filepath.Join(t.TempDir(), "cc"), "DIR:"+t.TempDir()
	kinit(t, mit, "-c", file)
	kinit(t, mit, "-c", dir)
	asUser := func(change func(*ikeext.Config)) func(*ikeext.Config) {
		return func(c *ikeext.Config) {
			c.User = mitUser(mit)
			change(c)
		}
	}
	return map[string]func(*ikeext.Config){
		"password":               asUser(func(c *ikeext.Config) { c.Password = ikeext.NewSecret(mit.Password) }),
		"keytab":                 asUser(func(c *ikeext.Config) { c.Keytab = mit.Keytab }),
		"keytab, no user":        func(c *ikeext.Config) { c.Keytab = mit.Keytab },
		"AES256 key":             asUser(func(c *ikeext.Config) { c.AESKey = ikeext.NewSecret(mit.AES256Key) }),
		"AES128 key":             asUser(func(c *ikeext.Config) { c.AESKey = ikeext.NewSecret(mit.AES128Key) }),
		"ccache FILE":            func(c *ikeext.Config) { c.CCache = file },
		"ccache DIR":             func(c *ikeext.Config) { c.CCache = dir },
		"ccache, hardened":       func(c *ikeext.Config) { c.CCache, c.RequireKerberos = file, true },
		"ccache FILE by default": func(c *ikeext.Config) { t.Setenv("KRB5CCNAME", file); c.UseTickets = true },
		"ccache DIR by default":  func(c *ikeext.Config) { t.Setenv("KRB5CCNAME", dir); c.UseTickets = true },
	}
}

// kinit gets a ticket-granting ticket for the user of the keytab, by MIT's own
// program.
func kinit(t *testing.T, mit peers.MIT, options ...string) {
	t.Helper()
	args := append([]string{"-k", "-t", mit.Keytab}, append(options, mitUser(mit))...)
	cmd := exec.CommandContext(limited(t), "kinit", args...)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+mit.KRB5Conf)
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
}

// TestIntegrationKerberosStatistics reads all values with each credential at each
// level.
func TestIntegrationKerberosStatistics(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for name, credential := range kerberosCredentials(t, mit) {
		for _, w := range ways[2:] {
			for level, number := range levels {
				t.Run(name+"/"+w.name+"/"+string(level), func(t *testing.T) {
					w.note(t, name, level, "415 values")
					server := startServer(t, p)
					cfg := kerberosAccount(mit, server, level)
					credential(cfg)
					cfg.Auth = w.auth
					snapshot, err := readFrom(t, peers.MITHost, cfg)
					require.NoError(t, err)
					requireExpected(t, snapshot)
					assert.Equal(t, ikeext.SignIn{Mechanism: "kerberos", Level: level}, snapshot.Auth)
					w.requireSignedIn(t, server, mitUser(mit))
					requireVerified(t, server, number, mitUser(mit))
				})
			}
		}
	}
}

// TestIntegrationKerberosRC4 signs in with an NT hash, which is the RC4 key of an
// account that has no other, at a host of the same kind.
func TestIntegrationKerberosRC4(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for level := range levels {
		for _, host := range []string{peers.MITHost, peers.MITOldHost} {
			t.Run(host+"/"+string(level), func(t *testing.T) {
				ways[2].note(t, "NT hash, at "+host, level, "415 values")
				cfg := kerberosAccount(mit, p, level)
				cfg.User, cfg.NTHash = peers.MITOld+"@"+peers.MITRealm, ikeext.NewSecret(mit.NTHash)
				snapshot, err := readFrom(t, host, cfg)
				require.NoError(t, err)
				requireExpected(t, snapshot)
			})
		}
	}
}

// TestIntegrationKerberosEndpoint goes round the mapper with an SPN for a host
// that is an address, and asks several times: sequence numbers go on.
func TestIntegrationKerberosEndpoint(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for _, w := range ways[2:] {
		for level := range levels {
			t.Run(w.name+"/"+string(level), func(t *testing.T) {
				w.note(t, "keytab, SPN and endpoint", level, "415 values")
				cfg := kerberosAccount(mit, p, level)
				cfg.EPMPort, cfg.TargetIP, cfg.Endpoint = 0, "", endpoint(p)
				cfg.Auth, cfg.Keytab, cfg.SPN = w.auth, mit.Keytab, "host/"+peers.MITHost
				client, err := ikeext.Dial(limited(t), "127.0.0.1", cfg)
				require.NoError(t, err)
				defer func() { assert.NoError(t, client.Close()) }()
				for range 3 {
					snapshot, err := client.Statistics(limited(t))
					require.NoError(t, err)
					requireExpected(t, snapshot)
				}
			})
		}
	}
}

// TestIntegrationKerberosOneLogin shares tickets among sessions: the KDC is asked
// once.
func TestIntegrationKerberosOneLogin(t *testing.T) {
	p, r := peers.FindGSSAPI(t), startRealm(t)
	p.Keytab, p.KRB5Conf = r.keytab, r.conf
	server := startServer(t, p)
	tickets := &ikeext.Tickets{}
	for range 3 {
		cfg := r.account()
		cfg.Endpoint, cfg.Tickets = endpoint(server), tickets
		snapshot, err := readFrom(t, ownHost, cfg)
		require.NoError(t, err)
		requireExpected(t, snapshot)
	}
	log, err := os.ReadFile(r.log)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"AS_REQ krbtgt/OWN.TEST@OWN.TEST",
		"TGS_REQ host/host.own.test@OWN.TEST",
	}, issues(string(log)))
}
