package ikeexttest

import (
	"bytes"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// Object identifiers of Kerberos, without tag and length.
const (
	oidKerberos   = "\x2a\x86\x48\x86\xf7\x12\x01\x02\x02" // 1.2.840.113554.1.2.2
	oidMSKerberos = "\x2a\x86\x48\x82\xf7\x12\x01\x02\x02" // 1.2.840.48018.1.2.2
)

// newAcceptor begins the sign-in that the first token stands for, or returns nil
// when the host does not speak it.
func (w *winrm) newAcceptor(scheme string, token []byte) winrmAcceptor {
	cfg := &w.host.cfg
	first, oid := firstMechanism(token)
	switch {
	case w.host.keytab != nil && (oid == oidKerberos || scheme == winrmKerberos):
		a := newKerberos(w.host.keytab)
		return &a
	case scheme == winrmKerberos:
		return nil
	case bytes.HasPrefix(token, []byte("NTLMSSP\x00")):
		return &winrmNTLM{newNTLM(cfg), authNTLM}
	case cfg.NoNegotiate:
		return nil
	case w.host.keytab != nil && (first == oidKerberos || first == oidMSKerberos):
		return &negotiatedKerberos{newKerberos(w.host.keytab), first}
	}
	return &winrmNTLM{newNegotiate(cfg, nil), authNegotiate}
}

// firstMechanism returns the mechanism of a GSS-API token, and if that is SPNEGO
// the one that the caller likes best.
func firstMechanism(token []byte) (first, oid string) {
	var frame, id cryptobyte.String
	s := cryptobyte.String(token)
	if !s.ReadASN1(&frame, tagGSS) || !frame.ReadASN1(&id, tags.OBJECT_IDENTIFIER) {
		return "", ""
	}
	if t, err := parseNegTokenInit(token); err == nil {
		return t.mechs[0], string(id)
	}
	return "", string(id)
}

// winrmNTLM is NTLM, bare or in SPNEGO, over HTTP.
type winrmNTLM struct {
	acceptor
	number int
}

func (a *winrmNTLM) authType() int { return a.number }

func (a *winrmNTLM) seal(message []byte) (signature, sealed []byte, err error) {
	sealed = bytes.Clone(message)
	signature, err = a.protect(true, nil, sealed, nil)
	return signature, sealed, err
}

func (a *winrmNTLM) open(signature, sealed []byte) ([]byte, error) {
	message := bytes.Clone(sealed)
	return message, a.unprotect(true, nil, message, nil, signature)
}

// negotiatedKerberos is Kerberos in SPNEGO, as the caller's first choice: the
// token is there at once, and no code over the list of mechanisms is needed
// ([RFC4178] 5).
type negotiatedKerberos struct {
	kerberosAcceptor
	mech string
}

func (a *negotiatedKerberos) authType() int { return authNegotiate }

func (a *negotiatedKerberos) accept(token []byte) ([]byte, error) {
	t, err := parseNegTokenInit(token)
	if err != nil {
		return nil, err
	}
	answer := &negTokenResp{state: negAcceptCompleted, mech: a.mech}
	if answer.token, err = a.kerberosAcceptor.accept(t.token); err != nil {
		return nil, err
	}
	return answer.encode(), nil
}
