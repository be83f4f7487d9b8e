package integration_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// way is a way to sign in at a GSSAPI server.
type way struct {
	name string
	auth ikeext.Auth
	// mechanism is what signs in, authType the number that goes over the wire.
	mechanism string
	authType  int
}

// ways are all of them.
var ways = []way{
	{"ntlm", ikeext.AuthNTLM, "ntlm", 10},
	{"spnego with ntlm", ikeext.AuthNegotiate, "ntlm", 9},
	{"kerberos", ikeext.AuthKerberos, "kerberos", 16},
	{"spnego with kerberos", ikeext.AuthNegotiate, "kerberos", 9},
}

// account is an account that a server knows, and the name to call the server by.
func (w way) account(t *testing.T, server peers.GSSAPI, level ikeext.Level) (host string, cfg *ikeext.Config) {
	t.Helper()
	if w.mechanism == "ntlm" {
		// An address, for which Kerberos has no tickets.
		host, cfg = "127.0.0.1", account(server, level)
	} else {
		mit := peers.FindMIT(t)
		host, cfg = peers.MITHost, kerberosAccount(mit, server, level)
		cfg.User, cfg.Password = mitUser(mit), ikeext.NewSecret(mit.Password)
	}
	cfg.Auth = w.auth
	return host, cfg
}

// user is the name by which a server knows the account.
func (w way) user(t *testing.T, server peers.GSSAPI) string {
	if w.mechanism == "ntlm" {
		return server.Domain + `\` + server.User
	}
	return mitUser(peers.FindMIT(t))
}

// note adds an attempt with the way to the table.
func (w way) note(t *testing.T, credential string, level ikeext.Level, end string) {
	peers.Attempt{
		Mechanism: w.name, Credential: credential, Level: string(level), Peer: "GSSAPI", End: end,
	}.Note(t)
}

// requireSignedIn looks at what a server saw of the one sign-in that there was.
func (w way) requireSignedIn(t *testing.T, server peers.GSSAPI, user string) {
	t.Helper()
	accepted := true
	assert.Equal(t, []event{{
		Event: "sign_in", Accepted: &accepted, Mechanism: w.mechanism, AuthType: w.authType, User: user,
	}}, events(t, server, "sign_in"))
}

// kerberosAccount is a configuration for Kerberos that lacks nothing but who signs
// in, and with what.
func kerberosAccount(mit peers.MIT, server peers.GSSAPI, level ikeext.Level) *ikeext.Config {
	return &ikeext.Config{
		Auth: ikeext.AuthKerberos, Level: level, KRB5Conf: mit.KRB5Conf,
		TargetIP: "127.0.0.1", EPMPort: server.EPMPort, Doors: rpcAlone(),
	}
}

func mitUser(mit peers.MIT) string { return mit.User + "@" + peers.MITRealm }

// failure is the *ikeext.Error in err.
func failure(t *testing.T, err error) *ikeext.Error {
	t.Helper()
	var e *ikeext.Error
	require.ErrorAs(t, err, &e)
	return e
}
