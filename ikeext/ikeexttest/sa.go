package ikeexttest

import "net/netip"

// SA is a main-mode security association of a Host, with the values of the wire:
// numbers are those of the enumerations in iketypes.h, whatever they are
// (IKEEXT_SA_DETAILS1).
type SA struct {
	// ID is the number by which the association is asked for and deleted.
	ID uint64
	// KeyModule says which protocol negotiated the association.
	KeyModule KeyModule
	// Local and Remote are the ends, both of IPv4 or both of IPv6. The zero Addr
	// stands for 0.0.0.0.
	Local, Remote netip.Addr
	// UDPEncapsulation has the ports of an association of IPv4 behind a NAT. Nil
	// means that there is no NAT; of IPv6 it is not sent.
	UDPEncapsulation *UDPPorts
	// AuthIPFilterID is the filter that AuthIP matched; 0 for none.
	AuthIPFilterID uint64
	Proposal       Proposal
	// InitiatorCookie and ResponderCookie are the SPIs of IKE.
	InitiatorCookie, ResponderCookie uint64
	// Credentials are a pair an authentication: the first, and the second of AuthIP
	// if any.
	Credentials []CredentialPair
	// PolicyKey is the GUID of the main-mode policy as it is on the wire.
	PolicyKey [16]byte
	// VirtualIfTunnelID is the tunnel of a virtual interface; 0 for none.
	VirtualIfTunnelID uint64
	// CorrelationKey ties an association to others. Nil is sent without data.
	CorrelationKey []byte
}

// UDPPorts are the ports of UDP encapsulation (IPSEC_V4_UDP_ENCAPSULATION0).
type UDPPorts struct{ Local, Remote uint16 }

// Proposal is what was negotiated (IKEEXT_PROPOSAL0).
type Proposal struct {
	// Cipher is an IKEEXT_CIPHER_TYPE, KeyLength and Rounds are its parameters.
	Cipher, KeyLength, Rounds uint32
	// Integrity is an IKEEXT_INTEGRITY_TYPE, DHGroup an IKEEXT_DH_GROUP.
	Integrity, DHGroup uint32
	// LifetimeSeconds is the longest time that the association may last.
	LifetimeSeconds uint32
	// QuickModeLimit is how many quick modes it may have; 0 is no limit.
	QuickModeLimit uint32
}

// CredentialPair is what the two ends proved who they are with
// (IKEEXT_CREDENTIAL_PAIR1).
type CredentialPair struct{ Local, Peer Credential }

// Credential is one end's (IKEEXT_CREDENTIAL1). Method says which of the fields are
// sent.
type Credential struct {
	Method AuthMethod
	// Impersonation is 1 when the caller's identity was used, 0 when the machine's.
	Impersonation uint32
	// PresharedKey belongs to MethodPresharedKey.
	PresharedKey []byte
	// Flags belong to a preshared key or to a certificate.
	Flags uint32
	// SubjectName is the encoded name in a certificate, CertificateHash its
	// fingerprint by SHA-1, Certificate the certificate itself. They belong to
	// certificates, TLS and cryptographically generated addresses; nil ones are sent
	// without data.
	SubjectName, CertificateHash, Certificate []byte
	// PrincipalName belongs to Kerberos, NTLM, EAP and MethodReserved.
	PrincipalName string
}

// KeyModule is an IKEEXT_KEY_MODULE_TYPE.
type KeyModule uint32

// The key modules.
const (
	KeyModuleIKE    KeyModule = 0
	KeyModuleAuthIP KeyModule = 1
	KeyModuleIKEV2  KeyModule = 2
)

// AuthMethod is an IKEEXT_AUTHENTICATION_METHOD_TYPE.
type AuthMethod uint32

// The methods of authentication. MethodReserved is not known to Windows 7.
const (
	MethodPresharedKey         AuthMethod = 0
	MethodCertificate          AuthMethod = 1
	MethodKerberos             AuthMethod = 2
	MethodAnonymous            AuthMethod = 3
	MethodSSL                  AuthMethod = 4
	MethodNTLMV2               AuthMethod = 5
	MethodIPv6CGA              AuthMethod = 6
	MethodCertificateECDSAP256 AuthMethod = 7
	MethodCertificateECDSAP384 AuthMethod = 8
	MethodSSLECDSAP256         AuthMethod = 9
	MethodSSLECDSAP384         AuthMethod = 10
	MethodEAP                  AuthMethod = 11
	MethodReserved             AuthMethod = 12
)

// is6 reports whether the association is one of IPv6.
func (sa *SA) is6() bool { return sa.Local.Is6() && !sa.Local.Is4In6() }
