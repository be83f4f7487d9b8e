package ikeext

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"

	rpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

func newCredentials(in *rpc.IkeextCredentials1) ([]CredentialPair, error) {
	if uint64(in.CredentialsLength) != uint64(len(in.Credentials)) {
		return nil, fmt.Errorf("%d pairs of credentials, announced as %d", len(in.Credentials), in.CredentialsLength)
	}
	pairs := make([]CredentialPair, len(in.Credentials))
	for i, pair := range in.Credentials {
		var err error
		if pairs[i].Local, err = newCredential(pair.LocalCredentials); err != nil {
			return nil, fmt.Errorf("local credential: %w", err)
		}
		if pairs[i].Peer, err = newCredential(pair.PeerCredentials); err != nil {
			return nil, fmt.Errorf("peer's credential: %w", err)
		}
	}
	return pairs, nil
}

func newCredential(in *rpc.IkeextCredential1) (Credential, error) {
	c := Credential{
		Method:        AuthenticationMethodType(in.AuthenticationMethodType),
		Impersonation: ref(AuthenticationImpersonationType(in.ImpersonationType)),
	}
	if in.Credential.NDRSwitchValue(uint32(c.Method)) != uint32(c.Method) {
		return c, fmt.Errorf("%v: %w", c.Method, errArm)
	}
	var err error
	switch arm := in.Credential.Value.(type) {
	case *rpc.IkeextCredentialUnion_PresharedKey:
		c.PresharedKey = newPresharedKey(arm.PresharedKey)
	case *rpc.IkeextCredentialUnion_Certificate:
		c.Certificate, err = newCertificate(arm.Certificate)
	case *rpc.IkeextCredentialUnion_Name:
		if arm.Name != nil {
			c.PrincipalName = arm.Name.PrincipalName
		}
	}
	return c, err
}

// newPresharedKey overwrites the key and keeps that there was one.
func newPresharedKey(in *rpc.IkeextPresharedKeyAuthentication1) *PresharedKey {
	if in == nil {
		return nil
	}
	key := &PresharedKey{Present: len(in.PresharedKey.Data) > 0, Flags: in.Flags}
	clear(in.PresharedKey.Data)
	in.PresharedKey.Data = nil
	return key
}

func newCertificate(in *rpc.IkeextCertificateCredential1) (*CertificateCredential, error) {
	if in == nil {
		return nil, nil
	}
	c := &CertificateCredential{Flags: ref(in.Flags)}
	var err error
	if c.RawSubject, err = newBlob(in.SubjectName); err != nil {
		return nil, fmt.Errorf("subject: %w", err)
	}
	if c.Hash, err = newBlob(in.CertHash); err != nil {
		return nil, fmt.Errorf("hash: %w", err)
	}
	if c.Raw, err = newBlob(in.Certificate); err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	c.read()
	return c, nil
}

// read sets what the bytes of the certificate and of the name say. What cannot be read
// stays as bytes: a certificate that is odd is no reason to withhold the SA.
func (c *CertificateCredential) read() {
	if len(c.Raw) > 0 {
		certificate, err := x509.ParseCertificate(c.Raw)
		if err != nil {
			c.Unread = "certificate: " + err.Error()
		} else {
			c.Certificate, c.Subject = certificate, certificate.Subject.String()
		}
	}
	if len(c.RawSubject) == 0 {
		return
	}
	var name pkix.RDNSequence
	rest, err := asn1.Unmarshal(c.RawSubject, &name)
	switch {
	case err == nil && len(rest) == 0:
		c.Subject = name.String()
	case c.Unread == "":
		c.Unread = "subject: no distinguished name in DER"
	}
}
