package integration_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// refusal is how Kerberos refuses a sign-in before the host is dialled.
type refusal struct {
	name   string
	host   string // empty: peers.MITHost
	change func(*ikeext.Config)
	class  ikeext.Class
	text   string // in the error or its hint
}

// TestIntegrationKerberosRefused is refused by the KDC, each time with the name
// that the KDC has for it, and asks it once for each mistake.
func TestIntegrationKerberosRefused(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	as := func(user string) func(*ikeext.Config) {
		return func(c *ikeext.Config) { c.User = user + "@" + peers.MITRealm }
	}
	testRefused(t, p, mit, []refusal{
		{"wrong password", "", func(c *ikeext.Config) { c.Password = ikeext.NewSecret("wrong") }, ikeext.ErrAuthenticationFailed, "KDC_ERR_PREAUTH_FAILED"},
		{"wrong AES key", "", func(c *ikeext.Config) {
			c.Password, c.AESKey = ikeext.Secret{}, ikeext.NewSecret(strings.Repeat("00", 32))
		}, ikeext.ErrAuthenticationFailed, "KDC_ERR_PREAUTH_FAILED"},
		{"unknown user", "", as("nobody"), ikeext.ErrAuthenticationFailed, "KDC_ERR_C_PRINCIPAL_UNKNOWN"},
		{"locked account", "", as(peers.MITLocked), ikeext.ErrAuthenticationFailed, "KDC_ERR_CLIENT_REVOKED"},
		{"expired password", "", as(peers.MITStale), ikeext.ErrAuthenticationFailed, "KDC_ERR_KEY_EXPIRED"},
		{"unknown SPN", "nowhere.mit.test", nil, ikeext.ErrTicket, "KDC_ERR_S_PRINCIPAL_UNKNOWN"},
		{"unknown SPN beyond a referral", "nowhere.child.mit.test", nil, ikeext.ErrTicket, "KDC_ERR_S_PRINCIPAL_UNKNOWN"},
		{"RC4 account, hardened", "", func(c *ikeext.Config) {
			as(peers.MITOld)(c)
			c.RequireKerberos = true
		}, ikeext.ErrTicket, "no encryption type that we may use"},
		{"RC4 host, hardened", peers.MITOldHost, func(c *ikeext.Config) { c.RequireKerberos = true }, ikeext.ErrTicket, "rc4"},
	})
}

// TestIntegrationKerberosNoTicket has nothing that a KDC would be asked for.
func TestIntegrationKerberosNoTicket(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	dir := t.TempDir()
	cache := func(path string) func(*ikeext.Config) {
		return func(c *ikeext.Config) { c.User, c.Password, c.CCache = "", ikeext.Secret{}, path }
	}
	expired, early := filepath.Join(dir, "expired"), filepath.Join(dir, "early")
	kinit(t, mit, "-c", expired, "-l", "1s")
	kinit(t, mit, "-c", early, "-s", "2h", "-l", "3h")
	time.Sleep(2 * time.Second)
	cases := []refusal{
		{"expired ticket", "", cache(expired), ikeext.ErrTicket, "kinit"},
		{"postdated ticket", "", cache(early), ikeext.ErrTicket, "kinit"},
		{"no cache", "", cache(filepath.Join(dir, "none")), ikeext.ErrTicket, "kinit"},
		{"unknown realm", "", func(c *ikeext.Config) {
			c.User, c.RequireKerberos = "alice@NOWHERE.TEST", true // negotiate would take NTLM
		}, ikeext.ErrUnreachable, "NOWHERE.TEST"},
	}
	for _, kind := range []string{"KCM:", "KEYRING:persistent:0", "API:", "MSLMSA:"} {
		cases = append(cases, refusal{"cache " + kind, "", cache(kind), ikeext.ErrTicket, "kinit -c FILE:"})
	}
	for i, c := range cases {
		cases[i].change = func(cfg *ikeext.Config) {
			c.change(cfg)
			cfg.DialContext = func(_ context.Context, _, address string) (net.Conn, error) {
				assert.Fail(t, "somebody was asked", "%s: %s", c.name, address)
				return nil, net.ErrClosed
			}
		}
	}
	testRefused(t, p, mit, cases)
}

// testRefused expects each case to be refused with a password or another
// credential, and a server that hears nothing of it.
func testRefused(t *testing.T, p peers.GSSAPI, mit peers.MIT, cases []refusal) {
	server := startServer(t, p)
	for _, c := range cases {
		for _, w := range ways[2:] {
			t.Run(c.name+"/"+w.name, func(t *testing.T) {
				peers.Attempt{Mechanism: w.name, Credential: c.name, Peer: "MIT", End: "refused: " + c.class.Error()}.Note(t)
				cfg := kerberosAccount(mit, server, ikeext.LevelPrivacy)
				cfg.User, cfg.Password, cfg.Auth = mitUser(mit), ikeext.NewSecret(mit.Password), w.auth
				if c.change != nil {
					c.change(cfg)
				}
				host := peers.MITHost
				if c.host != "" {
					host = c.host
				}
				_, err := readFrom(t, host, cfg)
				requireRefused(t, err, c.class, c.text)
			})
		}
	}
	log, err := os.ReadFile(server.Log)
	require.NoError(t, err)
	assert.Empty(t, string(log), "the server was dialled")
}

// requireRefused checks an error of the stage kerberos.
func requireRefused(t *testing.T, err error, class ikeext.Class, text string) {
	t.Helper()
	require.ErrorIs(t, err, class)
	e := failure(t, err)
	assert.EqualValues(t, "kerberos", e.Stage)
	assert.Contains(t, e.Error()+"\n"+e.Hint, text)
	assert.NotEmpty(t, e.Hint)
}

// TestIntegrationKerberosStranger has a ticket that the host cannot read.
func TestIntegrationKerberosStranger(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for _, w := range ways[2:] {
		t.Run(w.name, func(t *testing.T) {
			w.note(t, "ticket for another host", "", "refused: authentication failed")
			server := startServer(t, p)
			cfg := kerberosAccount(mit, server, ikeext.LevelPrivacy)
			cfg.Auth, cfg.Keytab = w.auth, mit.Keytab
			_, err := readFrom(t, peers.MITStranger, cfg)
			require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
			assert.Len(t, events(t, server, "sign_in"), 1, "a refusal is not tried again")
		})
	}
}

// TestIntegrationKerberosNeverNTLM meets a host that wants NTLM, which is what an
// attacker would answer: the wrapping may change, the mechanism may not.
func TestIntegrationKerberosNeverNTLM(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for name, options := range map[string][]string{
		"no Kerberos, no SPNEGO":    {"--without", "kerberos", "--without", "spnego"},
		"no Kerberos inside SPNEGO": {"--without", "kerberos", "--keytab", ""},
	} {
		t.Run(name, func(t *testing.T) {
			ways[3].note(t, "password, host with "+name, "", "refused, without NTLM")
			server := startServer(t, p, options...)
			cfg := kerberosAccount(mit, server, ikeext.LevelPrivacy)
			// An account that NTLM would take, if it were asked.
			cfg.Auth, cfg.User, cfg.Password = ikeext.AuthNegotiate, mitUser(mit), ikeext.NewSecret(mit.Password)
			_, err := readFrom(t, peers.MITHost, cfg)
			require.Error(t, err)
			assert.EqualValues(t, "bind", failure(t, err).Stage)
			assert.Empty(t, replies(t, server))
			for _, bind := range events(t, server, "sign_in") {
				assert.NotEqual(t, "ntlm", bind.Mechanism)
			}
		})
	}
}

// TestIntegrationKerberosUnwrapped meets a host that does not speak SPNEGO: the
// mechanism goes on without it.
func TestIntegrationKerberosUnwrapped(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for i, w := range ways {
		if w.authType != 9 {
			continue
		}
		t.Run(w.name, func(t *testing.T) {
			w.note(t, "password, host without SPNEGO", ikeext.LevelPrivacy, "415 values, unwrapped")
			server := startServer(t, p, "--without", "spnego")
			host, cfg := w.account(t, server, ikeext.LevelPrivacy)
			snapshot, err := readFrom(t, host, cfg)
			require.NoError(t, err)
			requireExpected(t, snapshot)
			ways[i-1].requireSignedIn(t, server, w.user(t, server))
		})
	}
}

// TestIntegrationKDCStopped asks a KDC that is gone, and one that does not answer.
func TestIntegrationKDCStopped(t *testing.T) {
	peers.FindMIT(t) // for the packages
	t.Run("stopped", func(t *testing.T) {
		peers.Attempt{Mechanism: "kerberos", Credential: "password, KDC stopped", Peer: "MIT", End: "refused: unreachable"}.Note(t)
		r := startRealm(t)
		_, err := readFrom(t, ownHost, r.account())
		require.EqualValues(t, "connect", failure(t, err).Stage, "there should be a ticket while the KDC runs")
		r.stop(t)
		_, err = readFrom(t, ownHost, r.account())
		requireRefused(t, err, ikeext.ErrUnreachable, "KDC")
	})
	t.Run("silent", func(t *testing.T) {
		peers.Attempt{Mechanism: "kerberos", Credential: "password, KDC silent", Peer: "MIT", End: "refused: timeout"}.Note(t)
		r := startRealm(t)
		require.NoError(t, exec.Command("kill", "-STOP", strconv.Itoa(r.kdc.Process.Pid)).Run())
		cfg := r.account()
		cfg.StageTimeout = time.Second
		begin := time.Now()
		_, err := readFrom(t, ownHost, cfg)
		requireRefused(t, err, ikeext.ErrTimeout, "KDC")
		assert.Less(t, time.Since(begin), 3*time.Second)
	})
}

// TestIntegrationClockSkew meets a KDC whose clock is ten minutes ahead.
func TestIntegrationClockSkew(t *testing.T) {
	peers.FindMIT(t) // for the packages
	peers.Attempt{Mechanism: "kerberos", Credential: "password, KDC's clock 10 min ahead", Peer: "MIT", End: "refused: ticket"}.Note(t)
	library, err := filepath.Glob("/usr/lib/*/faketime/libfaketime.so.1")
	require.NoError(t, err)
	require.Len(t, library, 1, "on %s", runtime.GOARCH)
	r := startRealm(t, "LD_PRELOAD="+library[0], "FAKETIME=+10m")
	_, err = readFrom(t, ownHost, r.account())
	requireRefused(t, err, ikeext.ErrTicket, "clock")
	assert.Regexp(t, `clock is (9m5\d|10m\d)s ahead`, failure(t, err).Error())
}
