package ikeext

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	lsarpc "github.com/oiweiwei/go-msrpc/msrpc/lsat/lsarpc/v0"
	samr "github.com/oiweiwei/go-msrpc/msrpc/samr/samr/v1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/epm"
	"github.com/remoteike/remoteike/integration/peers"
)

// sambaConfig is what signs in to the Samba domain controller, whose namespace
// the dialer enters. The KDC is there too.
func sambaConfig(samba peers.Samba) *Config {
	return &Config{
		User: samba.User, Domain: samba.Realm, Password: NewSecret(samba.Password), Auth: AuthNTLM,
		TargetIP: "127.0.0.1", KDC: "127.0.0.1", DialContext: samba.DialContext,
	}
}

// sambaSession binds an interface of the domain controller, at a pipe or where
// its endpoint mapper says.
func sambaSession(t *testing.T, syntax *dcerpc.SyntaxID, pipe string, samba peers.Samba, cfg *Config) (*session, *association.Association, error) {
	s, err := check(samba.Host, cfg)
	require.NoError(t, err)
	c := newSession(s, cfg, nil)
	if err := c.fetchTicket(t.Context(), &c.tickets.rpc, c.way.spn); err != nil {
		return c, nil, err
	}
	places := []binding{{pipe: pipe}}
	if pipe == "" {
		socket, err := c.net.connect(t.Context(), 135)
		require.NoError(t, err)
		mapper, err := association.Bind(t.Context(), socket, epm.Syntax(), nil)
		require.NoError(t, err)
		defer mapper.Close()
		ports, err := epm.Map(t.Context(), mapper, syntax)
		require.NoError(t, err)
		places = []binding{{port: ports[0]}}
	}
	bound, _, err := c.bind(t.Context(), places, syntax)
	if err == nil {
		t.Cleanup(func() { _ = bound.Close() })
	}
	return c, bound, err
}

func connectSAMR(c *session, t *testing.T, bound *association.Association) error {
	p := procedure{stage: stageCall, limit: 4096, Request: association.Request{
		Opnum: 57, Name: "SamrConnect2", In: &samr.Connect2Request{ServerName: `\\127.0.0.1`, DesiredAccess: 0x02000000},
	}}
	return c.call(t.Context(), bound, p, func(stub []byte) error {
		var answer samr.Connect2Response
		if err := association.Decode(stub, &answer); err != nil {
			return err
		}
		return c.failStatus(p, uint32(answer.Return))
	})
}

// kinit gets a credential cache from the domain controller's KDC by MIT's client.
func kinit(t *testing.T, samba peers.Samba, cache string, args ...string) string {
	args = append([]string{"--target", strconv.Itoa(samba.PID), "--net", "kinit", "-c", cache}, args...)
	cmd := exec.CommandContext(t.Context(), "nsenter", append(args, samba.User+"@"+samba.Realm)...)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+samba.KRB5Conf)
	cmd.Stdin = strings.NewReader(samba.Password + "\n")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return cache
}

// sambaWays are the credentials that the domain controller takes, by mechanism.
func sambaWays(t *testing.T, samba peers.Samba) map[[2]string]func(*Config) {
	cache := kinit(t, samba, "FILE:"+filepath.Join(t.TempDir(), "cache"))
	password := func(*Config) {}
	hash := func(c *Config) { c.Password, c.NTHash = Secret{}, NewSecret(samba.NTHash) }
	key := func(c *Config) { c.Password, c.AESKey = Secret{}, NewSecret(samba.AES256Key) }
	keytab := func(c *Config) { c.Password, c.Keytab = Secret{}, samba.Keytab }
	ccache := func(c *Config) { c.Password, c.User, c.Domain, c.CCache = Secret{}, "", "", cache }
	return map[[2]string]func(*Config){
		{"ntlm", "password"}:                 password,
		{"ntlm", "NT hash"}:                  hash,
		{"spnego with ntlm", "NT hash"}:      hash,
		{"kerberos", "password"}:             password,
		{"kerberos", "password, hardened"}:   func(c *Config) { c.RequireKerberos = true },
		{"kerberos", "NT hash"}:              hash,
		{"kerberos", "AES key"}:              key,
		{"kerberos", "keytab"}:               keytab,
		{"kerberos", "ccache"}:               ccache,
		{"spnego with kerberos", "password"}: password,
		{"spnego with kerberos", "keytab"}:   keytab,
		{"spnego with kerberos", "ccache"}:   ccache,
	}
}

// TestIntegrationSambaAccepted signs in to another implementation, which
// demands protection on this interface, in every way that it has.
func TestIntegrationSambaAccepted(t *testing.T) {
	samba := peers.FindSamba(t)
	auth := map[string]Auth{"ntlm": AuthNTLM, "kerberos": AuthKerberos}
	for way, edit := range sambaWays(t, samba) {
		for _, level := range []Level{LevelIntegrity, LevelPrivacy} {
			for transport, pipe := range map[string]string{"tcp": "", "np": "samr"} {
				t.Run(strings.Join([]string{way[0], way[1], string(level), transport}, "/"), func(t *testing.T) {
					peers.Attempt{Mechanism: way[0], Credential: way[1], Transport: transport, Level: string(level),
						Peer: "Samba", End: "samr answers"}.Note(t)
					cfg := sambaConfig(samba)
					cfg.Auth, cfg.Level = auth[way[0]], level
					edit(cfg)
					c, bound, err := sambaSession(t, samr.SamrSyntaxV1_0, pipe, samba, cfg)
					require.NoError(t, err)
					require.NoError(t, connectSAMR(c, t, bound))
					assert.True(t, bound.SignIn().Proven())
					assert.Equal(t, strings.Contains(way[0], "spnego"), bound.SignIn().IsNegotiated())
					assert.Contains(t, way[0], bound.SignIn().Mechanism())
					if c.way.ntlm != nil {
						assert.Regexp(t, `^6\.1\.\d+$`, bound.SignIn().Version())
					}
				})
			}
		}
	}
}

// TestIntegrationSambaRefused has the sign-in refused by an implementation that
// is not ours: by the KDC, in the last leg of SPNEGO, on the first call (see
// lacksContext), and by SMB.
func TestIntegrationSambaRefused(t *testing.T) {
	samba := peers.FindSamba(t)
	for _, auth := range []Auth{AuthNTLM, AuthNegotiate, AuthKerberos} {
		for transport, pipe := range map[string]string{"tcp": "", "np": "samr"} {
			t.Run(string(auth)+"/"+transport, func(t *testing.T) {
				peers.Attempt{Mechanism: string(auth), Credential: "wrong password", Transport: transport, Level: string(LevelPrivacy),
					Peer: "Samba", End: "authentication failed"}.Note(t)
				cfg := sambaConfig(samba)
				cfg.Auth, cfg.Password = auth, NewSecret("wrong")
				c, bound, err := sambaSession(t, samr.SamrSyntaxV1_0, pipe, samba, cfg)
				if err == nil {
					err = connectSAMR(c, t, bound)
				}
				assert.ErrorIs(t, err, ErrAuthenticationFailed)
			})
		}
	}
}

// TestIntegrationSambaDenied has the sign-in accepted and the call refused, for
// Samba's policy keeps lsarpc off TCP: the case that probe is for.
func TestIntegrationSambaDenied(t *testing.T) {
	samba := peers.FindSamba(t)
	for _, auth := range []Auth{AuthNTLM, AuthKerberos} {
		t.Run(string(auth), func(t *testing.T) {
			peers.Attempt{Mechanism: string(auth), Credential: "password", Level: string(LevelPrivacy),
				Peer: "Samba", End: "lsarpc denied, the sign-in accepted"}.Note(t)
			cfg := sambaConfig(samba)
			cfg.Auth = auth
			c, bound, err := sambaSession(t, lsarpc.LsarpcSyntaxV0_0, "", samba, cfg)
			require.NoError(t, err)
			err = c.call(t.Context(), bound, procedure{stage: stageCall, limit: 4096, Request: association.Request{
				Opnum: 44, Name: "LsarOpenPolicy2", In: &lsarpc.OpenPolicy2Request{},
			}}, func([]byte) error { return nil })
			assert.ErrorIs(t, err, ErrAccessDenied)
			assert.True(t, bound.SignIn().Proven())
		})
	}
}

// TestIntegrationSambaNoSuchPipe asks for a pipe that is not there.
func TestIntegrationSambaNoSuchPipe(t *testing.T) {
	samba := peers.FindSamba(t)
	_, _, err := sambaSession(t, samr.SamrSyntaxV1_0, "nosuchpipe", samba, sambaConfig(samba))
	assert.ErrorIs(t, err, ErrNotRegistered)
}

// TestIntegrationSambaDisabledAccount signs in as somebody who may not.
func TestIntegrationSambaDisabledAccount(t *testing.T) {
	samba := peers.FindSamba(t)
	for _, auth := range []Auth{AuthNTLM, AuthNegotiate, AuthKerberos} {
		t.Run(string(auth), func(t *testing.T) {
			peers.Attempt{Mechanism: string(auth), Credential: "disabled account", Peer: "Samba", End: "authentication failed"}.Note(t)
			cfg := sambaConfig(samba)
			cfg.Auth, cfg.User = auth, "disabled"
			c, bound, err := sambaSession(t, samr.SamrSyntaxV1_0, "", samba, cfg)
			if err == nil {
				err = connectSAMR(c, t, bound)
			}
			assert.ErrorIs(t, err, ErrAuthenticationFailed)
		})
	}
}

// TestIntegrationSambaExpiredTicket waits until a ticket has expired. That is
// told before anything is sent.
func TestIntegrationSambaExpiredTicket(t *testing.T) {
	samba := peers.FindSamba(t)
	peers.Attempt{Mechanism: "kerberos", Credential: "expired ticket", Peer: "Samba", End: "ticket"}.Note(t)
	cfg := sambaConfig(samba)
	cfg.Auth, cfg.User, cfg.Domain, cfg.Password = AuthKerberos, "", "", Secret{}
	cfg.CCache = kinit(t, samba, "FILE:"+filepath.Join(t.TempDir(), "cache"), "-l", "1s")
	time.Sleep(2 * time.Second)
	_, _, err := sambaSession(t, samr.SamrSyntaxV1_0, "", samba, cfg)
	require.ErrorIs(t, err, ErrTicket)
	assert.ErrorContains(t, err, "expired")
}

// TestIntegrationSambaKDCStopped takes the KDC away, and nothing else.
func TestIntegrationSambaKDCStopped(t *testing.T) {
	samba := peers.FindSamba(t)
	for _, auth := range []Auth{AuthNegotiate, AuthKerberos} {
		t.Run(string(auth), func(t *testing.T) {
			peers.Attempt{Mechanism: string(auth), Credential: "password, KDC stopped", Peer: "Samba", End: "unreachable"}.Note(t)
			cfg := sambaConfig(samba)
			cfg.Auth = auth
			cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				if strings.HasSuffix(address, ":88") {
					return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
				}
				return samba.DialContext(ctx, network, address)
			}
			_, _, err := sambaSession(t, samr.SamrSyntaxV1_0, "", samba, cfg)
			var e *Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, stageKerberos, e.Stage)
			assert.Equal(t, ErrUnreachable, e.Class)
		})
	}
}

// TestIntegrationSambaLookup reads the endpoint map of another implementation, and
// holds it against what that answers when it is asked for a port.
func TestIntegrationSambaLookup(t *testing.T) {
	samba := peers.FindSamba(t)
	s, err := check(samba.Host, sambaConfig(samba))
	require.NoError(t, err)
	c := newSession(s, sambaConfig(samba), nil)
	socket, err := c.net.connect(t.Context(), 135)
	require.NoError(t, err)
	mapper, err := association.Bind(t.Context(), socket, epm.Syntax(), nil)
	require.NoError(t, err)
	defer mapper.Close()

	entries, cut, err := epm.Lookup(t.Context(), mapper, epm.LookupPage)
	require.NoError(t, err)
	assert.False(t, cut)
	few, cut, err := epm.Lookup(t.Context(), mapper, 7)
	require.NoError(t, err)
	assert.False(t, cut)
	assert.Equal(t, entries, few, "in several pages")
	for _, syntax := range []*dcerpc.SyntaxID{samr.SamrSyntaxV1_0, lsarpc.LsarpcSyntaxV0_0} {
		ports, err := epm.Map(t.Context(), mapper, syntax)
		require.NoError(t, err)
		var listed []string
		protocols := map[string]bool{}
		for _, e := range entries {
			if e.Is(syntax) {
				protocols[e.Protocol] = true
				if e.Protocol == "ncacn_ip_tcp" {
					listed = append(listed, e.Endpoint)
				}
			}
		}
		assert.Contains(t, listed, strconv.Itoa(int(ports[0])), syntax.IfUUID.String())
		assert.True(t, protocols["ncacn_np"], "pipes are listed too")
	}

	x, err := Examine(t.Context(), samba.Host, sambaConfig(samba))
	require.NoError(t, err)
	assert.Equal(t, len(entries), x.Mapper.Entries)
	assert.Empty(t, x.Mapper.Endpoints, "Samba has none of these")
	assert.Nil(t, x.Mapper.Err)
}
