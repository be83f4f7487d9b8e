package ikeexttest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha1"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"math/big"
	"net/netip"
	"time"
)

// DefaultSAs returns the associations of a Host without Config.SAs: all three key
// modules, both versions of IP, with and without a NAT, and every method of
// authentication. They are the same with each call. Hosts of Windows 7 leave out
// the last, whose credential Windows 7 does not know.
func DefaultSAs() []SA {
	laptop := newIdentity("laptop01.corp.example", elliptic.P256())
	gateway := newIdentity("vpn.corp.example", elliptic.P256())
	branch := newIdentity("branch.corp.example", elliptic.P384())
	rsa := Credential{Method: MethodCertificate, SubjectName: gateway.SubjectName, CertificateHash: gateway.CertificateHash, Flags: 1}
	key := Credential{Method: MethodPresharedKey, PresharedKey: []byte("sim-preshared-key"), Flags: 0}
	aes128 := Proposal{Cipher: 2, Integrity: 1, DHGroup: 2, LifetimeSeconds: 28800}
	aes256 := Proposal{Cipher: 4, Integrity: 2, DHGroup: 3, LifetimeSeconds: 28800}
	gcm := Proposal{Cipher: 6, Integrity: 3, DHGroup: 5, LifetimeSeconds: 86400, QuickModeLimit: 64}
	both := func(m AuthMethod, c Credential) CredentialPair { c.Method = m; return CredentialPair{c, c} }
	named := func(m AuthMethod, local, peer string) CredentialPair {
		return CredentialPair{Credential{Method: m, PrincipalName: local}, Credential{Method: m, PrincipalName: peer}}
	}
	user := named(MethodKerberos, `alice@CORP.EXAMPLE`, `SIMHOST$@CORP.EXAMPLE`)
	user.Local.Impersonation = 1

	list := []SA{
		{KeyModule: KeyModuleIKE, Remote: netip.MustParseAddr("198.51.100.7"), Proposal: aes128,
			Credentials: []CredentialPair{{key, key}}},
		{KeyModule: KeyModuleIKE, Remote: netip.MustParseAddr("203.0.113.20"), Proposal: aes256,
			UDPEncapsulation: &UDPPorts{4500, 61234}, Credentials: []CredentialPair{{rsa, rsa}}},
		{KeyModule: KeyModuleAuthIP, Remote: netip.MustParseAddr("192.0.2.55"), Proposal: aes256, AuthIPFilterID: 70001,
			Credentials: []CredentialPair{named(MethodKerberos, `SIMHOST$@CORP.EXAMPLE`, `FILE01$@CORP.EXAMPLE`), user}},
		{KeyModule: KeyModuleAuthIP, Remote: netip.MustParseAddr("2001:db8:5::17"), Proposal: aes128,
			Credentials: []CredentialPair{both(MethodAnonymous, Credential{}), named(MethodNTLMV2, `CORP\SIMHOST$`, `CORP\bob`)}},
		{KeyModule: KeyModuleAuthIP, Remote: netip.MustParseAddr("192.0.2.88"), Proposal: aes256,
			Credentials: []CredentialPair{both(MethodSSL, rsa), both(MethodSSLECDSAP256, laptop)}},
		{KeyModule: KeyModuleIKEV2, Remote: netip.MustParseAddr("203.0.113.99"), Proposal: gcm, VirtualIfTunnelID: 7,
			UDPEncapsulation: &UDPPorts{4500, 4500}, CorrelationKey: []byte("tunnel-7"),
			Credentials: []CredentialPair{{gateway, Credential{Method: MethodEAP, PrincipalName: "alice@corp.example"}}}},
		{KeyModule: KeyModuleIKEV2, Remote: netip.MustParseAddr("2001:db8:9::2"), Proposal: gcm, VirtualIfTunnelID: 1 << 33,
			Credentials: []CredentialPair{both(MethodCertificateECDSAP384, branch)}},
		{KeyModule: KeyModuleAuthIP, Remote: netip.MustParseAddr("2001:db8:c9a::1"), Proposal: aes256,
			Credentials: []CredentialPair{both(MethodIPv6CGA, rsa), both(MethodSSLECDSAP384, branch)}},
		{KeyModule: KeyModuleIKEV2, Remote: netip.MustParseAddr("198.51.100.8"), Proposal: gcm,
			Credentials: []CredentialPair{{laptop, gateway}}},
		{KeyModule: KeyModuleIKEV2, Remote: netip.MustParseAddr("198.51.100.9"), Proposal: aes256,
			Credentials: []CredentialPair{named(MethodReserved, "simhost", "peer")}},
	}
	for i := range list {
		list[i].complete(uint64(i) + 1)
	}
	list[8].ID |= 1 << 40 // numbers have 64 bits
	return list
}

// complete fills in what no default association differs in.
func (sa *SA) complete(id uint64) {
	sa.ID = id
	sa.Local = netip.AddrFrom4([4]byte{192, 0, 2, 1})
	if sa.Remote.Is6() {
		sa.Local = netip.MustParseAddr("2001:db8::1")
	}
	sum := sha512.Sum512(le.AppendUint64(nil, id))
	sa.InitiatorCookie, sa.ResponderCookie = binary.BigEndian.Uint64(sum[:]), binary.BigEndian.Uint64(sum[8:])
	copy(sa.PolicyKey[:], sum[16:])
}

// GeneratedSA returns association i, counted from 0, of a Host with
// Config.SACount. Its number is i+1, its remote address 10.0.0.0 plus i, and with
// 16,777,216 they begin again.
func GeneratedSA(i int) SA {
	sa := SA{
		KeyModule: KeyModule(i % 3),
		Remote:    addressOf4(10<<24 | uint32(i)&0xFFFFFF),
		Proposal:  Proposal{Cipher: 4, Integrity: 2, DHGroup: 3, LifetimeSeconds: 28800},
		Credentials: []CredentialPair{{
			Credential{Method: MethodKerberos, PrincipalName: "SIMHOST$@CORP.EXAMPLE"},
			Credential{Method: MethodKerberos, PrincipalName: "PEER$@CORP.EXAMPLE"},
		}},
	}
	sa.complete(uint64(i) + 1)
	return sa
}

// newIdentity makes a credential with a certificate of a name, self-signed, whose
// key follows from the name: so that it is the same every time.
func newIdentity(name string, curve elliptic.Curve) Credential {
	method := MethodCertificateECDSAP256
	secret := sha512.Sum512([]byte(name))
	scalar := secret[:(curve.Params().BitSize+7)/8]
	scalar[0] = 0 // smaller than the order of the curve
	key, err := ecdsa.ParseRawPrivateKey(curve, scalar)
	if err != nil {
		panic(err)
	}
	if curve == elliptic.P384() {
		method = MethodCertificateECDSAP384
	}
	certificate := selfSigned(name, key)
	hash := sha1.Sum(certificate.Raw)
	return Credential{
		Method: method, SubjectName: certificate.RawSubject, CertificateHash: hash[:], Certificate: certificate.Raw,
	}
}

// selfSigned makes a certificate.
func selfSigned(name string, key crypto.Signer) *x509.Certificate {
	made := time.Date(2024, 1, 15, 8, 0, 0, 0, time.UTC)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(0x5133),
		Subject:      pkix.Name{CommonName: name, Organization: []string{"Corp Example"}},
		NotBefore:    made,
		NotAfter:     made.AddDate(20, 0, 0),
		DNSNames:     []string{name},
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	// Without randomness the signature follows from key and message (RFC 6979).
	raw, err := x509.CreateCertificate(nil, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(raw)
	if err != nil {
		panic(err)
	}
	return certificate
}
