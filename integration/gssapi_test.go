package integration_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// levels are those that protect, with their numbers on the wire.
var levels = map[ikeext.Level]int{ikeext.LevelIntegrity: 5, ikeext.LevelPrivacy: 6}

// TestIntegrationGSSAPISpoiled damages each part of a protected reply in turn:
// not one of them may be believed.
func TestIntegrationGSSAPISpoiled(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for _, spoil := range []string{"stub", "header", "trailer", "signature", "sequence", "padding", "stripped", "lowered"} {
		for _, fragment := range []string{"0", "200"} {
			t.Run(spoil+"/"+fragment, func(t *testing.T) { testSpoiled(t, p, spoil, fragment) })
		}
	}
	for _, spoil := range []string{"swapped", "renumbered"} { // which one fragment cannot be
		t.Run(spoil, func(t *testing.T) { testSpoiled(t, p, spoil, "200") })
	}
}

func testSpoiled(t *testing.T, p peers.GSSAPI, spoil, fragment string) {
	for _, w := range ways {
		for level := range levels {
			t.Run(w.name+"/"+string(level), func(t *testing.T) {
				w.note(t, "password", level, "refused when spoiled: "+spoil)
				server := startServer(t, p, "--spoil", spoil, "--fragment", fragment)
				host, cfg := w.account(t, server, level)
				snapshot, err := readFrom(t, host, cfg)
				require.ErrorIs(t, err, ikeext.ErrProtocol)
				assert.Nil(t, snapshot)
				// It was the reply that was refused: the server had answered.
				assert.Len(t, replies(t, server), 1)
			})
		}
	}
}

// replies are the statistics that a server sent.
func replies(t *testing.T, p peers.GSSAPI) []event {
	t.Helper()
	var found []event
	for _, e := range events(t, p, "reply") {
		if e.Interface == "Ikeext" {
			found = append(found, e)
		}
	}
	return found
}

// TestIntegrationGSSAPIRefused tries credentials that the server does not accept.
// It refuses the requests that follow, the management interface's among them.
func TestIntegrationGSSAPIRefused(t *testing.T) {
	p := peers.FindGSSAPI(t)
	configs := map[string]func(*ikeext.Config){
		"password": func(c *ikeext.Config) { c.Password = ikeext.NewSecret("wrong") },
		"user":     func(c *ikeext.Config) { c.User = "nobody" },
		"hash": func(c *ikeext.Config) {
			c.Password, c.NTHash = ikeext.Secret{}, ikeext.NewSecret(strings.Repeat("00", 16))
		},
	}
	for name, change := range configs {
		for _, w := range ways[:2] {
			for level := range levels {
				t.Run(name+"/"+w.name+"/"+string(level), func(t *testing.T) {
					w.note(t, "wrong "+name, level, "refused: authentication failed")
					server := startServer(t, p)
					host, cfg := w.account(t, server, level)
					change(cfg)
					snapshot, err := readFrom(t, host, cfg)
					require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
					assert.Nil(t, snapshot)
					signIns := events(t, server, "sign_in")
					require.Len(t, signIns, 1, "a credential is tried once: accounts get locked")
					assert.Equal(t, new(bool), signIns[0].Accepted)
				})
			}
		}
	}
}

// TestIntegrationGSSAPIDenied is a host that accepts the sign-in and refuses the
// call, as stock Windows is expected to.
func TestIntegrationGSSAPIDenied(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for _, w := range ways {
		for level := range levels {
			t.Run(w.name+"/"+string(level), func(t *testing.T) {
				w.note(t, "password", level, "access denied")
				server := startServer(t, p, "--deny")
				host, cfg := w.account(t, server, level)
				_, err := readFrom(t, host, cfg)
				require.ErrorIs(t, err, ikeext.ErrAccessDenied)
				assert.EqualValues(t, 5, failure(t, err).Code)
			})
		}
	}
}

// TestIntegrationGSSAPIUnauthenticated is refused as RPC_IF_ALLOW_SECURE_ONLY
// would have it.
func TestIntegrationGSSAPIUnauthenticated(t *testing.T) {
	p := peers.FindGSSAPI(t)
	peers.Attempt{Mechanism: "none", Credential: "none", Peer: "GSSAPI", End: "access denied"}.Note(t)
	_, err := read(t, &ikeext.Config{Auth: ikeext.AuthNone, EPMPort: p.EPMPort})
	require.ErrorIs(t, err, ikeext.ErrAccessDenied)
}

// TestIntegrationGSSAPIStatistics reads all values with each mechanism at each
// level, whole and in fragments, padded and not.
func TestIntegrationGSSAPIStatistics(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for _, options := range []string{"", "--fragment=200", "--fragment=200 --pad", "--pad"} {
		for _, w := range ways {
			for level, number := range levels {
				t.Run(options+"/"+w.name+"/"+string(level), func(t *testing.T) {
					w.note(t, "password", level, "415 values "+options)
					server := startServer(t, p, strings.Fields(options)...)
					host, cfg := w.account(t, server, level)
					snapshot, err := readFrom(t, host, cfg)
					require.NoError(t, err)
					requireExpected(t, snapshot)
					assert.Equal(t, w.mechanism, snapshot.Auth.Mechanism)
					assert.Equal(t, level, snapshot.Auth.Level)
					assert.Equal(t, ikeext.EngineNotRegistered, snapshot.Engine)
					w.requireSignedIn(t, server, w.user(t, server))
					requireVerified(t, server, number, w.user(t, server))
				})
			}
		}
	}
}

// TestIntegrationGSSAPIHash signs in with the NT hash in place of the password.
func TestIntegrationGSSAPIHash(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for _, w := range ways[:2] {
		for level := range levels {
			t.Run(w.name+"/"+string(level), func(t *testing.T) {
				w.note(t, "NT hash", level, "415 values")
				host, cfg := w.account(t, p, level)
				cfg.Password, cfg.NTHash = ikeext.Secret{}, ikeext.NewSecret(p.NTHash)
				snapshot, err := readFrom(t, host, cfg)
				require.NoError(t, err)
				requireExpected(t, snapshot)
			})
		}
	}
}

// requireVerified looks at the last request as the server saw it.
func requireVerified(t *testing.T, server peers.GSSAPI, level int, user string) {
	t.Helper()
	requests := events(t, server, "request")
	require.NotEmpty(t, requests)
	last := requests[len(requests)-1]
	verified := true
	assert.Equal(t, event{
		Event: "request", Verified: &verified, AuthLevel: level, HeaderSign: true, User: user,
	}, last)
}

// TestIntegrationGSSAPIJudges damages the signatures of requests on their way: the
// server must be one that notices, or its approval elsewhere means nothing.
func TestIntegrationGSSAPIJudges(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for _, w := range ways {
		for level := range levels {
			t.Run(w.name+"/"+string(level), func(t *testing.T) {
				server := startServer(t, p)
				host, cfg := w.account(t, server, level)
				cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
					conn, err := new(net.Dialer).DialContext(ctx, network, address)
					return damaging{conn}, err
				}
				_, err := readFrom(t, host, cfg)
				require.Error(t, err)
				requests := events(t, server, "request")
				require.NotEmpty(t, requests)
				for _, request := range requests {
					assert.Equal(t, new(bool), request.Verified)
				}
				assert.Empty(t, replies(t, server))
			})
		}
	}
}

// damaging flips a bit in the checksum of every signed request.
type damaging struct{ net.Conn }

func (d damaging) Write(pdu []byte) (int, error) {
	const version, typ, authLength, request = 5, 2, 10, 0
	if pdu[0] == version && pdu[typ] == request && pdu[authLength] != 0 { // and no question to a KDC
		pdu = bytes.Clone(pdu)
		pdu[len(pdu)-12] ^= 1
	}
	return d.Conn.Write(pdu)
}

// TestIntegrationGSSAPIEndpoint goes round the mapper, and asks several times: the
// sequence numbers of both sides go on.
func TestIntegrationGSSAPIEndpoint(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for level := range levels {
		cfg := account(p, level)
		cfg.EPMPort, cfg.Endpoint = 0, endpoint(p)
		client, err := ikeext.Dial(limited(t), "127.0.0.1", cfg)
		require.NoError(t, err)
		for range 3 {
			snapshot, err := client.Statistics(limited(t))
			require.NoError(t, err)
			requireExpected(t, snapshot)
			assert.Equal(t, ikeext.EngineNotAsked, snapshot.Engine)
		}
		require.NoError(t, client.Close())
	}
}

// endpoint is where the mapper would have led to.
func endpoint(p peers.GSSAPI) string { return fmt.Sprintf("ncacn_ip_tcp:[%d]", p.Port) }
