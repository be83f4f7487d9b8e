package ikeext_test

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
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

// The names of a domain without a KDC: its tickets are made here.
const (
	labRealm = "LAB.TEST"
	labHost  = "sim.lab.test"
)

// domain is a keytab of a host and a credential cache with tickets for it.
type domain struct{ keytab, cache, conf string }

func newDomain(t *testing.T) domain {
	folder := t.TempDir()
	d := domain{filepath.Join(folder, "keytab"), filepath.Join(folder, "cache"), filepath.Join(folder, "krb5.conf")}
	keys := keytab.New()
	// In the file format of MIT's documentation: no KDC offset, then credentials.
	cache := append([]byte{5, 4, 0, 0}, cachedPrincipal(labRealm, "alice")...)
	now := time.Now().UTC()
	for _, service := range []string{"host", "HTTP"} {
		require.NoError(t, keys.AddEntry(service+"/"+labHost, labRealm, "key", now, 1, etypeID.AES256_CTS_HMAC_SHA1_96))
		ticket, session, err := messages.NewTicket(types.NewPrincipalName(nametype.KRB_NT_PRINCIPAL, "alice"), labRealm,
			types.NewPrincipalName(nametype.KRB_NT_SRV_HST, service+"/"+labHost), labRealm, types.NewKrbFlags(), keys,
			etypeID.AES256_CTS_HMAC_SHA1_96, 1, now, now, now.Add(time.Hour), now.Add(time.Hour))
		require.NoError(t, err)
		cache = append(cache, cachedTicket(t, service, ticket, session, now)...)
	}
	b, err := keys.Marshal()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(d.keytab, b, 0o600))
	require.NoError(t, os.WriteFile(d.cache, cache, 0o600))
	require.NoError(t, os.WriteFile(d.conf, []byte("[libdefaults]\n default_realm = "+labRealm+"\n dns_lookup_kdc = false\n"), 0o600))
	return d
}

func cachedTicket(t *testing.T, service string, ticket messages.Ticket, session types.EncryptionKey, now time.Time) []byte {
	b := append(cachedPrincipal(labRealm, "alice"), cachedPrincipal(labRealm, service, labHost)...)
	b = binary.BigEndian.AppendUint16(b, uint16(session.KeyType))
	b = cachedData(b, session.KeyValue)
	for _, at := range []time.Time{now, now, now.Add(time.Hour), now.Add(time.Hour)} {
		b = binary.BigEndian.AppendUint32(b, uint32(at.Unix()))
	}
	b = append(b, make([]byte, 1+4+4+4)...) // no session key of others, no flags, addresses, authorisation data
	raw, err := ticket.Marshal()
	require.NoError(t, err)
	return append(cachedData(b, raw), 0, 0, 0, 0) // and no second ticket
}

func cachedPrincipal(realm string, parts ...string) []byte {
	b := binary.BigEndian.AppendUint32([]byte{0, 0, 0, 1}, uint32(len(parts)))
	b = cachedData(b, []byte(realm))
	for _, p := range parts {
		b = cachedData(b, []byte(p))
	}
	return b
}

func cachedData(b, data []byte) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(data))), data...)
}

// host is one that has the keys and knows no password.
func (d domain) host(profile ikeexttest.Profile) ikeexttest.Config {
	return ikeexttest.Config{Profile: profile, Keytab: d.keytab, Users: map[string]string{}}
}

// asAlice signs in with the tickets.
func (d domain) asAlice(auth ikeext.Auth, level ikeext.Level, door ikeext.Door) func(*ikeexttest.Host, *ikeext.Config) {
	return func(host *ikeexttest.Host, cfg *ikeext.Config) {
		*cfg = ikeext.Config{
			CCache: d.cache, KRB5Conf: d.conf, SPN: "host/" + labHost, Auth: auth, Level: level, EPMPort: cfg.EPMPort,
			StageTimeout: cfg.StageTimeout, Doors: []ikeext.Door{door},
		}
		if door == ikeext.DoorRPC {
			cfg.Engine, cfg.Endpoint = ikeext.EngineSkip, host.Endpoint()
		}
	}
}

// TestHostileKerberosFlips flips the bits of conversations that Kerberos protects,
// on its own and within SPNEGO: the sign-in legs give an error or the true values,
// and no protected response passes.
func TestHostileKerberosFlips(t *testing.T) {
	dom := newDomain(t)
	for _, c := range []struct {
		auth  ikeext.Auth
		level ikeext.Level
	}{
		{ikeext.AuthKerberos, ikeext.LevelIntegrity}, {ikeext.AuthKerberos, ikeext.LevelPrivacy},
		{ikeext.AuthNegotiate, ikeext.LevelIntegrity}, {ikeext.AuthNegotiate, ikeext.LevelPrivacy},
	} {
		t.Run(string(c.auth)+"/"+string(c.level), func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged {
				return b.newDamaged(dom.host(ikeexttest.Permissive), dom.asAlice(c.auth, c.level, ikeext.DoorRPC))
			}
			conversation := prepare().conversation(b)
			last := len(conversation) - 1
			list := append(some(legBits(conversation)), few(responseBits(conversation))...)
			each(len(list), prepare, func(d *damaged, i int) {
				at := list[i]
				what := fmt.Sprintf("bit %d of PDU %d", at.at, at.pdu)
				s, err := d.ask(b, what, instead(at.pdu, flip(at.at)))
				if err == nil && at.pdu == last {
					b.errorf("%s of a protected response was not noticed", what)
				} else if err == nil {
					b.expectTrue(what, s)
				}
			})
		})
	}
}

// TestHostileKerberosLegs has the host do every misdeed at each PDU, and cut it
// everywhere, and likewise by WMI.
func TestHostileKerberosLegs(t *testing.T) {
	dom := newDomain(t)
	for _, auth := range []ikeext.Auth{ikeext.AuthKerberos, ikeext.AuthNegotiate} {
		for door, profile := range map[ikeext.Door]ikeexttest.Profile{
			ikeext.DoorRPC: ikeexttest.Permissive, ikeext.DoorWMI: ikeexttest.WMIOpenSplit,
		} {
			t.Run(string(auth)+"/"+string(door), func(t *testing.T) {
				b := newBench(t)
				prepare := func() *damaged { return b.newDamaged(dom.host(profile), dom.asAlice(auth, "", door)) }
				conversation := prepare().conversation(b)
				var list []bad
				for i, p := range conversation {
					if p.Type == response && door == ikeext.DoorWMI {
						continue // as with NTLM
					}
					for _, deed := range misdeeds() {
						list = append(list, bad{i, deed.name, deed.do})
					}
					for n := range p.Bytes {
						list = append(list, bad{i, fmt.Sprintf("cut at %d", n), ikeexttest.CutOff(n)})
					}
				}
				list = some(list)
				each(len(list), prepare, func(d *damaged, i int) {
					deed := list[i]
					what := fmt.Sprintf("%s at PDU %d", deed.name, deed.pdu)
					if s, err := d.ask(b, what, as(deed.pdu, deed.do)); err == nil && courteous(conversation, deed.pdu) {
						b.expectTrue(what, s)
					} else if err == nil {
						b.errorf("%s: passed", what)
					}
				})
			})
		}
	}
}

// bad is a misdeed at a PDU.
type bad struct {
	pdu  int
	name string
	do   ikeexttest.Misbehaviour
}

// answered is a host of which the answers over HTTP can be damaged by their number.
type answered struct {
	host   *ikeexttest.Host
	cfg    *ikeext.Config
	next   int
	damage func(number int, a *ikeexttest.HTTPAnswer)
}

// newAnswered starts a host for WinRM. It is asked by one at a time.
func (b *bench) newAnswered(host ikeexttest.Config, edit func(*ikeexttest.Host, *ikeext.Config)) *answered {
	a := &answered{}
	host.Profile, host.Statistics = ikeexttest.WinRMOnly, distinct
	host.DamageHTTP = func(h *ikeexttest.HTTPAnswer) {
		a.damage(a.next, h)
		a.next++
	}
	var err error
	a.host, err = ikeexttest.Start(host)
	require.NoError(b.t, err)
	b.t.Cleanup(func() {
		assert.Eventually(b.t, func() bool { return a.host.OpenConns() == 0 }, 10*soon, time.Millisecond, "connections left open")
		assert.NoError(b.t, a.host.Close())
	})
	a.cfg = config(a.host)
	edit(a.host, a.cfg)
	a.cfg.Doors, a.cfg.WinRMPort = []ikeext.Door{ikeext.DoorWinRM}, a.host.WinRMPort()
	a.cfg.DialContext = b.dial(fmt.Sprintf("127.0.0.1:%d", a.host.WinRMPort()))
	return a
}

func (a *answered) ask(b *bench, what string, damage func(int, *ikeexttest.HTTPAnswer)) (*ikeext.Snapshot, *ikeext.Error) {
	for begin := time.Now(); a.host.OpenConns() > 0 && time.Since(begin) < 10*soon; {
		time.Sleep(100 * time.Microsecond)
	}
	a.next, a.damage = 0, damage
	return b.ask(what, a.cfg)
}

// token is what a header of an answer offers: a scheme and a token.
func token(header http.Header) (scheme string, b []byte) {
	scheme, text, _ := strings.Cut(header.Get("Www-Authenticate"), " ")
	b, _ = base64.StdEncoding.DecodeString(text)
	return scheme, b
}

// TestHostileWinRMSignIn flips the bits of the tokens by which a WinRM listener
// answers a sign-in, and one of each octet of what it seals then.
func TestHostileWinRMSignIn(t *testing.T) {
	dom := newDomain(t)
	spn := func(auth ikeext.Auth) func(*ikeexttest.Host, *ikeext.Config) {
		return func(host *ikeexttest.Host, cfg *ikeext.Config) { dom.asAlice(auth, "", ikeext.DoorWinRM)(host, cfg) }
	}
	password := func(auth ikeext.Auth) func(*ikeexttest.Host, *ikeext.Config) {
		return func(_ *ikeexttest.Host, cfg *ikeext.Config) { cfg.Auth = auth }
	}
	for name, c := range map[string]struct {
		host ikeexttest.Config
		edit func(*ikeexttest.Host, *ikeext.Config)
	}{
		"ntlm":               {ikeexttest.Config{}, password(ikeext.AuthNTLM)},
		"negotiate, ntlm":    {ikeexttest.Config{}, password(ikeext.AuthNegotiate)},
		"kerberos":           {dom.host(""), spn(ikeext.AuthKerberos)},
		"negotiate, tickets": {dom.host(""), spn(ikeext.AuthNegotiate)},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			a := b.newAnswered(c.host, c.edit)
			var tokens, sealed []place // bits of each token, octets of the first sealed body
			s, err := a.ask(b, "undamaged", func(number int, h *ikeexttest.HTTPAnswer) {
				_, token := token(h.Header)
				for bit := range 8 * len(token) {
					tokens = append(tokens, place{number, bit})
				}
				if !h.SignIn && sealed == nil {
					for at := range h.Body {
						sealed = append(sealed, place{number, at})
					}
				}
			})
			require.Nil(t, err)
			b.expectTrue("undamaged", s)
			require.NotEmpty(t, tokens)
			require.NotEmpty(t, sealed)
			for _, at := range few(tokens) {
				what := fmt.Sprintf("bit %d of the token in answer %d", at.at, at.pdu)
				s, err := a.ask(b, what, func(number int, h *ikeexttest.HTTPAnswer) {
					if number == at.pdu {
						scheme, token := token(h.Header)
						h.Header.Set("Www-Authenticate", scheme+" "+base64.StdEncoding.EncodeToString(flip(at.at)(token)))
					}
				})
				if err == nil {
					b.expectTrue(what, s)
				}
			}
			for _, at := range few(sealed) {
				what := fmt.Sprintf("octet %d of the body of answer %d", at.at, at.pdu)
				s, err := a.ask(b, what, func(number int, h *ikeexttest.HTTPAnswer) {
					if number == at.pdu {
						flip(8*at.at + at.at%8)(h.Body)
					}
				})
				if err == nil { // the frame around what is sealed
					b.expectTrue(what, s)
				}
			}
		})
	}
}
