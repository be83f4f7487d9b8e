package ikeext_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/nametype"
	"github.com/oiweiwei/gokrb5.fork/v9/keytab"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// kerberosHost starts a simulated host that is in a domain, and returns what signs
// in there with a ticket that no KDC had to make: the test has the host's key, too.
func kerberosHost(t testing.TB) (*ikeexttest.Host, *ikeext.Config) {
	return kerberosHostOf(t, ikeexttest.Config{})
}

// kerberosHostOf is kerberosHost for a host that is something else besides.
func kerberosHostOf(t testing.TB, of ikeexttest.Config) (*ikeexttest.Host, *ikeext.Config) {
	const realm, name, aes256 = "LAB.TEST", "host/vpn01.lab.test", etypeID.AES256_CTS_HMAC_SHA1_96
	now := time.Now().UTC()
	keys := keytab.New()
	require.NoError(t, keys.AddEntry(name, realm, "key", now, 1, aes256))
	client := types.NewPrincipalName(nametype.KRB_NT_PRINCIPAL, "alice")
	service := types.NewPrincipalName(nametype.KRB_NT_SRV_HST, name)
	ticket, session, err := messages.NewTicket(client, realm, service, realm, types.NewKrbFlags(), keys, aes256, 1,
		now, now, now.Add(time.Hour), now.Add(time.Hour))
	require.NoError(t, err)
	files := t.TempDir()
	keyfile, cache := filepath.Join(files, "host.keytab"), filepath.Join(files, "cache")
	b, err := keys.Marshal()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(keyfile, b, 0o600))
	raw, err := ticket.Marshal()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(cache, credentialCache(realm, client, service, session, now, raw), 0o600))
	of.Keytab = keyfile
	host := start(t, of)
	cfg := config(host)
	cfg.User, cfg.Password, cfg.CCache, cfg.SPN = "", ikeext.Secret{}, cache, name
	cfg.KDC = "127.0.0.1:1" // nobody is there: it is not asked
	return host, cfg
}

// credentialCache is a file of MIT's format 4 with one ticket in it.
func credentialCache(realm string, client, service types.PrincipalName, key types.EncryptionKey, now time.Time, ticket []byte) []byte {
	be := binary.BigEndian
	data := func(b, d []byte) []byte { return append(be.AppendUint32(b, uint32(len(d))), d...) }
	principal := func(b []byte, p types.PrincipalName) []byte {
		b = be.AppendUint32(be.AppendUint32(b, uint32(p.NameType)), uint32(len(p.NameString)))
		b = data(b, []byte(realm))
		for _, s := range p.NameString {
			b = data(b, []byte(s))
		}
		return b
	}
	b := principal([]byte{5, 4, 0, 0}, client)
	b = principal(principal(b, client), service)
	b = data(be.AppendUint16(b, uint16(key.KeyType)), key.KeyValue)
	for _, at := range []time.Time{now, now, now.Add(time.Hour), now.Add(time.Hour)} {
		b = be.AppendUint32(b, uint32(at.Unix()))
	}
	b = append(b, make([]byte, 1+4+4+4)...) // no session key of another, no flags, addresses, authorization data
	return data(data(b, ticket), nil)
}

// TestTrips holds how often a query waits for an answer, connection by connection,
// the trip that connects included. NTLM and Kerberos by themselves take two more:
// the bind, and their last message with the call behind it in one flight. Within
// SPNEGO the last message is answered, which is a third. The mapper's connection
// takes three, whether it is asked for one interface or for both; that to the
// engine takes as many as the one to IKEEXT, and another to close the session.
func TestTrips(t *testing.T) {
	ntlm := func(t testing.TB) (*ikeexttest.Host, *ikeext.Config) {
		host := start(t, ikeexttest.Config{})
		return host, config(host)
	}
	for _, c := range []struct {
		name   string
		start  func(testing.TB) (*ikeexttest.Host, *ikeext.Config)
		auth   ikeext.Auth
		signIn int
	}{
		{"ntlm", ntlm, ikeext.AuthNTLM, 3},
		{"ntlm in spnego", ntlm, ikeext.AuthNegotiate, 4},
		{"kerberos", kerberosHost, ikeext.AuthKerberos, 3},
		{"kerberos in spnego", kerberosHost, ikeext.AuthNegotiate, 4},
	} {
		for way, want := range map[string][]int{
			"endpoint": {c.signIn}, "skip": {3, c.signIn}, "auto": {3, c.signIn + 1, c.signIn},
		} {
			t.Run(c.name+"/"+way, func(t *testing.T) {
				host, cfg := c.start(t)
				r := newRelay(t)
				cfg.Auth, cfg.DialContext = c.auth, r.dial
				switch way {
				case "endpoint":
					cfg.Endpoint = host.Endpoint()
				case "skip":
					cfg.Engine = ikeext.EngineSkip
				}
				s, err := query(t, cfg)
				require.NoError(t, err)
				assertDistinct(t, s)
				assert.Equal(t, want, r.trips())
			})
		}
	}
}

// TestTripsOfASession asks again where the session is open.
func TestTripsOfASession(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	r := newRelay(t)
	cfg := config(host)
	cfg.Auth, cfg.Endpoint, cfg.DialContext = ikeext.AuthNTLM, host.Endpoint(), r.dial
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", cfg)
	require.NoError(t, err)
	defer client.Close()
	for n := range 5 {
		_, err := client.Statistics(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{3 + n}, r.trips())
	}
}
