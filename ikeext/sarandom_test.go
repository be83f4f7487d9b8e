package ikeext_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// TestRandomSecurityAssociations has the simulated host, whose encoder is another one and
// proved by the vectors, tell random SAs, in pages and one by one: every member arrives,
// and of keys nothing but that there is one.
func TestRandomSecurityAssociations(t *testing.T) {
	for seed := range uint64(40) {
		r := random{rand.New(rand.NewPCG(seed, 7))}
		want := make([]ikeexttest.SA, r.IntN(20))
		for i := range want {
			want[i] = r.sa(uint64(i + 1))
		}
		host := start(t, ikeexttest.Config{SAs: want})
		cfg := config(host)
		cfg.SAPageSize = 1 + r.IntN(8)
		c := client(t, cfg)
		got, err := list(t.Context(), c, nil)
		require.NoError(t, err, "seed %d", seed)
		require.Len(t, got, len(want), "seed %d", seed)
		for i, sa := range got {
			requireSA(t, &want[i], sa, fmt.Sprintf("seed %d, SA %d", seed, i))
		}
		if len(want) > 0 {
			i := r.IntN(len(want))
			sa, err := c.SecurityAssociation(t.Context(), want[i].ID)
			require.NoError(t, err, "seed %d", seed)
			requireSA(t, &want[i], sa, fmt.Sprintf("seed %d, SA %d alone", seed, i))
		}
	}
}

// requireSA compares every member, and looks for keys in all forms that an SA can have.
func requireSA(t *testing.T, want *ikeexttest.SA, got *ikeext.SecurityAssociation, which string) {
	text, err := json.Marshal(got)
	require.NoError(t, err, which)
	for _, pair := range want.Credentials {
		for _, c := range []ikeexttest.Credential{pair.Local, pair.Peer} {
			if key := c.PresharedKey; len(key) > 0 {
				for _, shown := range []string{string(text), fmt.Sprintf("%v %+v %#v", got, got.Credentials, got)} {
					require.NotContains(t, shown, string(key), which)
					require.NotContains(t, shown, hex.EncodeToString(key), which)
				}
			}
		}
	}
	for i := range got.Credentials {
		for _, c := range []*ikeext.Credential{&got.Credentials[i].Local, &got.Credentials[i].Peer} {
			if c.Certificate != nil {
				c.Certificate.Unread = "" // random bytes are neither a name nor a certificate
			}
		}
	}
	require.Equal(t, expected(want), got, which)
}

// expected is what an SA of the host has to become.
func expected(want *ikeexttest.SA) *ikeext.SecurityAssociation {
	p, k := want.Proposal, want.PolicyKey
	lifetime := time.Duration(p.LifetimeSeconds) * time.Second
	sa := &ikeext.SecurityAssociation{
		ID:        &want.ID,
		KeyModule: ikeext.KeyModuleType(want.KeyModule),
		Traffic:   ikeext.Traffic{LocalAddress: want.Local, RemoteAddress: want.Remote, AuthIPFilterID: &want.AuthIPFilterID},
		Proposal: ikeext.Proposal{
			Cipher:      ikeext.CipherAlgorithm{Type: ikeext.CipherType(p.Cipher), KeyLength: &p.KeyLength, Rounds: &p.Rounds},
			Integrity:   ikeext.IntegrityAlgorithm{Type: ikeext.IntegrityType(p.Integrity)},
			MaxLifetime: &lifetime, DHGroup: ikeext.DHGroup(p.DHGroup), QuickModeLimit: &p.QuickModeLimit,
		},
		Cookies:                  &ikeext.CookiePair{Initiator: ikeext.Cookie(want.InitiatorCookie), Responder: ikeext.Cookie(want.ResponderCookie)},
		Credentials:              []ikeext.CredentialPair{},
		PolicyKey:                &ikeext.GUID{k[3], k[2], k[1], k[0], k[5], k[4], k[7], k[6], k[8], k[9], k[10], k[11], k[12], k[13], k[14], k[15]},
		VirtualInterfaceTunnelID: &want.VirtualIfTunnelID,
		CorrelationKey:           want.CorrelationKey,
	}
	if want.Local.Is6() {
		sa.IPVersion = ikeext.IPVersionV6
	}
	if u := want.UDPEncapsulation; u != nil {
		sa.UDPEncapsulation = &ikeext.UDPEncapsulation{LocalPort: u.Local, RemotePort: u.Remote}
	}
	for _, pair := range want.Credentials {
		sa.Credentials = append(sa.Credentials, ikeext.CredentialPair{Local: expectedCredential(pair.Local), Peer: expectedCredential(pair.Peer)})
	}
	return sa
}

func expectedCredential(want ikeexttest.Credential) ikeext.Credential {
	impersonation := ikeext.AuthenticationImpersonationType(want.Impersonation)
	c := ikeext.Credential{
		Method: ikeext.AuthenticationMethodType(want.Method), Impersonation: &impersonation, PrincipalName: want.PrincipalName,
	}
	switch want.Method {
	case ikeexttest.MethodPresharedKey:
		c.PresharedKey = &ikeext.PresharedKey{Present: len(want.PresharedKey) > 0, Flags: want.Flags}
	case ikeexttest.MethodCertificate, ikeexttest.MethodCertificateECDSAP256, ikeexttest.MethodCertificateECDSAP384,
		ikeexttest.MethodSSL, ikeexttest.MethodSSLECDSAP256, ikeexttest.MethodSSLECDSAP384, ikeexttest.MethodIPv6CGA:
		c.Certificate = &ikeext.CertificateCredential{
			RawSubject: want.SubjectName, Hash: want.CertificateHash, Raw: want.Certificate, Flags: &want.Flags,
		}
	}
	return c
}

// random makes SAs.
type random struct{ *rand.Rand }

// bytes are none in one of four, and otherwise up to 60.
func (r random) bytes(least int) []byte {
	if r.IntN(4) == 0 {
		return nil
	}
	b := make([]byte, least+r.IntN(60))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// number is in one of three beyond what enumerations know.
func (r random) number() uint32 {
	if r.IntN(3) == 0 {
		return r.Uint32()
	}
	return r.Uint32N(8)
}

func (r random) address(six bool) netip.Addr {
	var b [16]byte
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	if six {
		return netip.AddrFrom16(b)
	}
	return netip.AddrFrom4([4]byte(b[:4]))
}

func (r random) sa(id uint64) ikeexttest.SA {
	six := r.IntN(2) == 0
	sa := ikeexttest.SA{
		ID: id | r.Uint64()<<16, KeyModule: ikeexttest.KeyModule(r.number()),
		Local: r.address(six), Remote: r.address(six), AuthIPFilterID: r.Uint64(),
		Proposal: ikeexttest.Proposal{
			Cipher: r.number(), KeyLength: r.Uint32(), Rounds: r.Uint32(), Integrity: r.number(), DHGroup: r.number(),
			LifetimeSeconds: r.Uint32(), QuickModeLimit: r.Uint32(),
		},
		InitiatorCookie: r.Uint64(), ResponderCookie: r.Uint64(), VirtualIfTunnelID: r.Uint64(), CorrelationKey: r.bytes(1),
	}
	if !six && r.IntN(2) == 0 {
		sa.UDPEncapsulation = &ikeexttest.UDPPorts{Local: uint16(r.Uint32()), Remote: uint16(r.Uint32())}
	}
	copy(sa.PolicyKey[:], bytes.Repeat([]byte{byte(r.Uint32()), byte(r.Uint32()), byte(r.Uint32())}, 6))
	for range r.IntN(4) {
		sa.Credentials = append(sa.Credentials, ikeexttest.CredentialPair{Local: r.credential(), Peer: r.credential()})
	}
	return sa
}

func (r random) credential() ikeexttest.Credential {
	c := ikeexttest.Credential{Method: ikeexttest.AuthMethod(r.IntN(13)), Impersonation: r.number()}
	switch c.Method {
	case ikeexttest.MethodAnonymous:
	case ikeexttest.MethodPresharedKey:
		c.PresharedKey, c.Flags = r.bytes(8), r.Uint32() // a shorter one could be found by chance
	case ikeexttest.MethodKerberos, ikeexttest.MethodNTLMV2, ikeexttest.MethodEAP, ikeexttest.MethodReserved:
		c.PrincipalName = []string{"", "n", "host/a.example", "jürgen@Ä.example", "名前", "a😀b"}[r.IntN(6)]
	default:
		c.SubjectName, c.CertificateHash, c.Certificate, c.Flags = r.bytes(1), r.bytes(1), r.bytes(1), r.Uint32()
	}
	return c
}
