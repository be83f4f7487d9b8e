package guard

import "fmt"

// checkHeader checks the header of an incoming PDU before its body is read.
func (s *state) checkHeader(h header) error {
	if h.typ == typeShutdown {
		return fmt.Errorf("%w (shutdown)", ErrPeerClosed)
	}
	if !s.mayAnswer(h.typ) {
		if s.awaits == 0 {
			return protocolErrorf("unexpected %s while nothing was asked", typeName(h.typ))
		}
		return protocolErrorf("%s in place of %s", typeName(h.typ), typeName(s.awaits))
	}
	if h.callID != s.sentID && !(h.typ == typeFault && h.callID == s.auth3ID) {
		return protocolErrorf("%s for call %d, not %d", typeName(h.typ), h.callID, s.sentID)
	}
	if err := s.checkFlags(h); err != nil {
		return err
	}
	if h.fragLen > s.maxRecv {
		return protocolErrorf("fragment of %d bytes, more than the %d agreed on", h.fragLen, s.maxRecv)
	}
	least := leastSize(h.typ)
	if h.fragLen < least {
		return protocolErrorf("%s of %d bytes", typeName(h.typ), h.fragLen)
	}
	if h.authLen > 0 && h.trailerOffset() < least {
		return protocolErrorf("verifier of %d bytes in a %s of %d", h.authLen, typeName(h.typ), h.fragLen)
	}
	return nil
}

// leastSize is how long a PDU of type typ, one of those that may answer, must be
// before its fields can be read.
func leastSize(typ uint8) int {
	switch typ {
	case typeResponse:
		return responseSize
	case typeFault:
		return faultSize
	case typeBindNak:
		return headerSize + 2
	}
	return headerSize + 14 // bind_ack, alter_context_resp
}

// mayAnswer reports whether a PDU of type typ can answer what was sent.
func (s *state) mayAnswer(typ uint8) bool {
	switch s.awaits {
	case typeBindAck:
		return typ == typeBindAck || typ == typeBindNak
	case typeAlterResp, typeResponse:
		return typ == s.awaits || typ == typeFault
	}
	return false
}

// checkFlags refuses flags that have no meaning in an answer. One of them, the
// object flag, would move the library's idea of where the stub begins.
func (s *state) checkFlags(h header) error {
	allowed := uint8(flagFirst | flagLast | flagConcMPX)
	switch h.typ {
	case typeFault:
		allowed |= flagDidNotExecute | flagHeaderSign
	case typeBindAck, typeAlterResp:
		allowed |= flagHeaderSign
	}
	if h.flags&^allowed != 0 {
		return protocolErrorf("flags 0x%02x in a %s", h.flags, typeName(h.typ))
	}
	first := h.flags&flagFirst != 0
	if first != (s.fragments == 0) || h.typ != typeResponse && h.flags&flagLast == 0 {
		return protocolErrorf("fragment %d of a %s has flags 0x%02x", s.fragments+1, typeName(h.typ), h.flags)
	}
	return nil
}

// checkBody checks a whole PDU. It may rewrite what the library would
// misunderstand. A *Fault or *Rejected error is the peer's regular refusal.
func (s *state) checkBody(h header, b []byte, limits Limits) error {
	switch h.typ {
	case typeBindNak:
		s.awaits = 0
		return &Rejected{Reason: le.Uint16(b[headerSize:]), Nak: true}
	case typeFault:
		s.awaits = 0
		return &Fault{
			Status:        le.Uint32(b[24:]),
			DidNotExecute: h.flags&flagDidNotExecute != 0,
			Protected:     h.authLen > 0,
		}
	case typeResponse:
		return s.checkResponse(h, b, limits)
	}
	return s.checkAck(h, b)
}

func (s *state) checkResponse(h header, b []byte, limits Limits) error {
	if err := s.checkVerifier(h, b, responseSize); err != nil {
		return err
	}
	// Samba echoes the low byte alone.
	if id := le.Uint16(b[20:]); id != s.contextID && id != s.contextID&0xff {
		return protocolErrorf("response for context %d, not %d", id, s.contextID)
	}
	s.fragments++
	s.bytes += h.trailerOffset() - responseSize
	if s.fragments > limits.Fragments || s.bytes > limits.Bytes {
		return protocolErrorf("reply longer than %d bytes or %d fragments", limits.Bytes, limits.Fragments)
	}
	if h.flags&flagLast != 0 {
		s.awaits = 0
	}
	return nil
}

// checkVerifier requires the answer to be protected as the request was: by the
// same mechanism, at the same level, in the same security context.
func (s *state) checkVerifier(h header, b []byte, bodyEnd int) error {
	if s.verifier == nil {
		if h.authLen != 0 {
			return protocolErrorf("verifier in an unauthenticated %s", typeName(h.typ))
		}
		return nil
	}
	if h.authLen == 0 {
		return protocolErrorf("%s without the protection that was agreed on", typeName(h.typ))
	}
	t := parseTrailer(b[h.trailerOffset():])
	if t.typ != s.verifier.typ || t.level != s.verifier.level || t.contextID != s.verifier.contextID {
		return protocolErrorf("%s protected by mechanism %d at level %d, not %d at %d",
			typeName(h.typ), t.typ, t.level, s.verifier.typ, s.verifier.level)
	}
	if h.typ == typeResponse && t.typ == authTypeNTLM && h.authLen != ntlmSignatureSize {
		return protocolErrorf("NTLM signature of %d bytes", h.authLen)
	}
	if t.padLen > h.trailerOffset()-bodyEnd {
		return protocolErrorf("padding of %d bytes in a %s of %d", t.padLen, typeName(h.typ), h.fragLen)
	}
	return nil
}

// NTLM's authentication service number and the size of its signatures.
const (
	authTypeNTLM      = 10
	ntlmSignatureSize = 16
)

// checkAck checks a bind_ack or an alter_context_resp.
func (s *state) checkAck(h header, b []byte) error {
	if h.typ == typeBindAck {
		if err := s.negotiate(b); err != nil {
			return err
		}
		s.headerSign = h.flags&flagHeaderSign != 0
		s.multiplexed = h.flags&flagConcMPX != 0
	} else {
		// The library takes header signing from the last answer; it was agreed on
		// in the first.
		b[3] &^= flagHeaderSign
		if s.headerSign {
			b[3] |= flagHeaderSign
		}
	}
	end := h.trailerOffset()
	results := headerSize + 10 + int(le.Uint16(b[24:])) // behind the secondary address
	results = (results + 3) &^ 3
	if results+4 > end {
		return protocolErrorf("secondary address runs out of the %s", typeName(h.typ))
	}
	count := int(b[results])
	if count != len(s.offered) {
		return protocolErrorf("%d results for %d contexts", count, len(s.offered))
	}
	list := results + 4
	bodyEnd := list + 24*count
	if bodyEnd > end {
		return protocolErrorf("results run out of the %s", typeName(h.typ))
	}
	if err := s.checkVerifier(h, b, bodyEnd); err != nil {
		return err
	}
	pad := 0
	if h.authLen > 0 {
		pad = parseTrailer(b[end:]).padLen
	}
	if bodyEnd+pad != end {
		return protocolErrorf("%d unexplained bytes in a %s", end-bodyEnd-pad, typeName(h.typ))
	}
	s.awaits = 0
	if err := s.checkResults(b[list:bodyEnd]); err != nil {
		return err
	}
	s.bound = true
	return nil
}

// negotiate checks the fragment sizes that a bind_ack grants and puts them in
// the order in which the library reads them: it takes the peer's transmit size
// for its own.
func (s *state) negotiate(b []byte) error {
	peerXmit, peerRecv := int(le.Uint16(b[16:])), int(le.Uint16(b[18:]))
	if peerXmit < minFragment || peerXmit > s.maxRecv || peerRecv < minFragment || peerRecv > s.maxXmit {
		return protocolErrorf("fragment sizes %d and %d for an offer of %d and %d",
			peerXmit, peerRecv, s.maxRecv, s.maxXmit)
	}
	s.maxXmit, s.maxRecv = peerRecv, peerXmit
	le.PutUint16(b[16:], uint16(peerRecv))
	le.PutUint16(b[18:], uint16(peerXmit))
	return nil
}

// checkResults checks the outcome for each context that was offered.
func (s *state) checkResults(list []byte) error {
	for i, c := range s.offered {
		result, reason := le.Uint16(list[24*i:]), le.Uint16(list[24*i+2:])
		if len(c.transfers) > 0 && c.transfers[0].isFeatureNegotiation() {
			continue // acknowledged or not: nothing depends on it
		}
		switch result {
		case 0:
			if !c.offers(syntax(list[24*i+4:])) {
				return protocolErrorf("context %d accepted with a transfer syntax that was not offered", c.id)
			}
		case 1, 2:
			return &Rejected{Reason: reason}
		default:
			return protocolErrorf("result %d for context %d", result, c.id)
		}
	}
	return nil
}

func (c context) offers(s syntax) bool {
	for _, t := range c.transfers {
		if t == s {
			return true
		}
	}
	return false
}
