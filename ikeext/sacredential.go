package ikeext

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"time"
)

// CredentialPair renders IKEEXT_CREDENTIAL_PAIR1: one authentication, both ends.
type CredentialPair struct {
	// Local is the host's own credential.
	Local Credential `json:"localCredentials"`
	// Peer is the other end's.
	Peer Credential `json:"peerCredentials"`
}

// Credential renders IKEEXT_CREDENTIAL1: how one end showed who it is. Of
// PresharedKey, Certificate and PrincipalName there is one at most, by the method.
type Credential struct {
	// Method is how. NotRead where the host named the other end's alone.
	Method AuthenticationMethodType `json:"authenticationMethodType"`
	// Impersonation tells whose identity it is. Nil where the door does not have it.
	Impersonation *AuthenticationImpersonationType `json:"impersonationType,omitempty"`
	// PresharedKey belongs to AuthenticationPresharedKey. Nil where the door does not have
	// it.
	PresharedKey *PresharedKey `json:"presharedKey,omitempty"`
	// Certificate belongs to the methods with certificates, to SSL and to IPv6 CGA.
	Certificate *CertificateCredential `json:"certificate,omitempty"`
	// PrincipalName is the name of the end with Kerberos, NTLM and EAP. Empty when the
	// host told none, and with the other methods.
	PrincipalName string `json:"principalName,omitempty"`
}

// PresharedKey renders what may be told of IKEEXT_PRESHARED_KEY_AUTHENTICATION1. The
// key itself is forgotten while the reply is decoded.
type PresharedKey struct {
	// Present reports whether the host sent a key.
	Present bool `json:"present"`
	// Flags are IKEEXT_PSK_FLAG_*: 1 local authentication only, 2 remote only.
	Flags uint32 `json:"flags"`
}

// CertificateCredential renders IKEEXT_CERTIFICATE_CREDENTIAL1.
type CertificateCredential struct {
	// Subject is the subject's name, as RFC 2253 writes it. Empty when the host sent
	// none, or none that can be read: see RawSubject.
	Subject string `json:"subject,omitempty"`
	// RawSubject is the name as the host sent it, in DER. Empty when it sent none.
	RawSubject Hex `json:"subjectName,omitempty"`
	// Hash is the hash of the certificate, SHA-1. Empty when the host sent none.
	Hash Hex `json:"certHash,omitempty"`
	// Flags are IKEEXT_CERT_CREDENTIAL_FLAG_*: 1 a certificate of NAP. Nil where the door
	// does not have them.
	Flags *uint32 `json:"flags,omitempty"`
	// Raw is the certificate as the host sent it, in DER. Empty when it sent none. JSON
	// has it in base64.
	Raw []byte `json:"certificate,omitempty"`
	// Certificate is Raw, read. Nil when there is none or it cannot be read: see
	// Unread. What it says was not verified here: the host did, or did not.
	Certificate *x509.Certificate `json:"-"`
	// Unread says why Raw, or RawSubject, could not be read. Empty when it could.
	Unread string `json:"unread,omitempty"`
}

// certificateMembers is a CertificateCredential without its methods.
type certificateMembers CertificateCredential

// MarshalJSON adds what is most looked for in a certificate, and its SHA-256 sum.
func (c CertificateCredential) MarshalJSON() ([]byte, error) {
	out := struct {
		certificateMembers
		SHA256    Hex        `json:"sha256,omitempty"`
		Issuer    string     `json:"issuer,omitempty"`
		Serial    Hex        `json:"serialNumber,omitempty"`
		NotBefore *time.Time `json:"notBefore,omitempty"`
		NotAfter  *time.Time `json:"notAfter,omitempty"`
	}{certificateMembers: certificateMembers(c)}
	if len(c.Raw) > 0 {
		sum := sha256.Sum256(c.Raw)
		out.SHA256 = sum[:]
	}
	if x := c.Certificate; x != nil {
		out.Issuer, out.Serial = x.Issuer.String(), x.SerialNumber.Bytes()
		out.NotBefore, out.NotAfter = &x.NotBefore, &x.NotAfter
	}
	return json.Marshal(out)
}
