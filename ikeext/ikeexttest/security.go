package ikeexttest

import "errors"

// Authentication types and levels ([MS-RPCE] 2.2.1.1.7 and 2.2.1.1.8).
const (
	authNegotiate  = 9
	authNTLM       = 10
	authKerberos   = 16
	levelConnect   = 2
	levelPacket    = 4
	levelIntegrity = 5
	levelPrivacy   = 6
)

// acceptor is the host's side of one sign-in.
type acceptor interface {
	// accept takes a token of the caller and returns the answer, empty when there
	// is none. An error refuses the caller; errToken says that the token could not
	// even be read.
	accept(token []byte) (answer []byte, err error)
	// complete reports whether the caller is signed in.
	complete() bool
	// user returns the caller as `DOMAIN\name`, as it named itself, or as the
	// name@REALM of its ticket.
	user() string
	// canSeal reports whether privacy was agreed on.
	canSeal() bool
	// signatureSize is the length of every signature, with the body sealed or not.
	signatureSize(seal bool) int
	// protect signs the three parts of a PDU and encrypts the body in place.
	protect(seal bool, header, body, trailer []byte) (signature []byte, err error)
	// unprotect decrypts the body in place and verifies the signature.
	unprotect(seal bool, header, body, trailer, signature []byte) error
}

// errToken says that a token could not be read, which no sound caller sends.
var errToken = errors.New("malformed token")

// security is a security context of a connection.
type security struct {
	acceptor
	typ, level byte
	contextID  uint32
	refused    bool // no call in it is answered with anything but fault 5
}

// signs reports whether PDUs carry a signature.
func (s *security) signs() bool { return s != nil && s.level > levelConnect }

// seals reports whether bodies are encrypted.
func (s *security) seals() bool { return s != nil && s.level == levelPrivacy }

// newSecurity begins a sign-in, or returns nil when the host does not speak the
// type or the level.
func (c *conn) newSecurity(t *trailer) *security {
	h := c.host
	s := &security{typ: t.typ, level: t.level, contextID: t.contextID}
	switch t.level {
	case levelConnect, levelPacket, levelIntegrity, levelPrivacy:
	default:
		return nil
	}
	switch {
	case t.typ == authNTLM:
		s.acceptor = newNTLM(&h.cfg)
	case t.typ == authNegotiate && !h.cfg.NoNegotiate:
		var kerberos negotiable
		if h.keytab != nil {
			kerberos = newDCEKerberos(h.keytab, c.headerSign)
		}
		s.acceptor = newNegotiate(&h.cfg, kerberos)
	case t.typ == authKerberos && h.keytab != nil:
		s.acceptor = newDCEKerberos(h.keytab, c.headerSign)
	default:
		return nil
	}
	return s
}

// signIn takes a token of the caller one step further. When it returns no error
// the caller may still be refused; only a token that cannot be read and a code
// that does not verify are breaches, with the status of an error in the security
// package.
func (c *conn) signIn(s *security, token []byte) (answer []byte, err error) {
	answer, err = s.accept(token)
	switch {
	case errors.Is(err, errToken), errors.Is(err, errMIC):
		s.refused = true
		return nil, breachf(faultSecurityPackage, "%v", err)
	case err != nil:
		s.refused = true
		c.host.logf("%s: sign-in of %q refused: %v", c.peer, s.user(), err)
		return nil, nil
	case s.complete() && s.level == levelPrivacy && !s.canSeal():
		s.refused = true
		return nil, breachf(faultSecurityPackage, "level privacy without sealing in the token")
	case s.complete():
		c.host.logf("%s: %s signed in at level %d", c.peer, s.user(), s.level)
	}
	return answer, nil
}

// securityOf returns the security context of a request. Nil stands for a caller
// that did not sign in.
func (c *conn) securityOf(p *pdu) (*security, error) {
	if p.trailer == nil {
		return c.impliedSecurity()
	}
	s := c.security[p.trailer.contextID]
	switch {
	case s == nil:
		return nil, breachf(faultAccessDenied, "request in unknown security context %d", p.trailer.contextID)
	case s.typ != p.trailer.typ || s.level != p.trailer.level:
		return nil, breachf(faultAccessDenied, "request protected by mechanism %d at level %d, not %d at %d",
			p.trailer.typ, p.trailer.level, s.typ, s.level)
	case !s.refused && !s.complete():
		return nil, breachf(faultAccessDenied, "request before the sign-in was complete")
	}
	return s, nil
}

// impliedSecurity is the context of a request without a verifier: at level
// connect requests may go without.
func (c *conn) impliedSecurity() (*security, error) {
	for _, s := range c.security {
		if s.level == levelConnect && (s.refused || s.complete()) {
			return s, nil
		}
	}
	if len(c.security) > 0 {
		return nil, breachf(faultAccessDenied, "request without the protection that was agreed on")
	}
	return nil, nil
}

// unprotect verifies and decrypts a request in place.
func (s *security) unprotect(p *pdu, bodyStart int) error {
	if !s.signs() || s.refused {
		return nil
	}
	header, body := p.raw[:bodyStart], p.raw[bodyStart:p.end]
	t := p.raw[p.end : p.end+trailerSize]
	if err := s.acceptor.unprotect(s.seals(), header, body, t, p.trailer.token); err != nil {
		s.refused = true
		return breachf(faultAccessDenied, "request of %d bytes: %v", len(p.raw), err)
	}
	return nil
}

// expects returns the breach in a token for a sign-in that began before, or nil.
func (s *security) expects(t *trailer) error {
	switch {
	case s.complete() || s.refused:
		return breachf(faultAccessDenied, "token after the end of a sign-in")
	case s.level != t.level:
		return breachf(faultAccessDenied, "token at level %d in a sign-in at %d", t.level, s.level)
	case s.typ != t.typ:
		return breachf(faultSecurityPackage, "token of mechanism %d in a sign-in with %d", t.typ, s.typ)
	}
	return nil
}
