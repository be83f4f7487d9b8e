package guard

import "errors"

// state is what the guard knows of the conversation: what was sent last and
// what may answer it.
type state struct {
	// awaits is the type of the PDU that may come next, 0 when none may.
	awaits uint8
	// sentID is the call id that an answer must carry; auth3ID is that of the
	// auth3 before it, which a fault may carry.
	sentID, auth3ID uint32
	// contextID is the presentation context of the request.
	contextID uint16
	// offered are the contexts of the bind or alter_context.
	offered []context
	// maxXmit and maxRecv are the sizes of fragments that may be sent and
	// received: what the bind offered, then what the bind_ack granted.
	maxXmit, maxRecv int
	// verifier is how the last PDU was protected, nil when it was not. The
	// answer must be protected the same way.
	verifier *trailer
	// bound says that a bind_ack came and passed; headerSign and multiplexed are
	// what it said of header signing and of several calls at a time.
	bound, headerSign, multiplexed bool
	// fragments and bytes count the reply that is being received.
	fragments, bytes int
}

// context is a presentation context as it was offered.
type context struct {
	id        uint16
	transfers []syntax
}

var errSent = errors.New("malformed PDU from the RPC library")

// sent takes note of a PDU that the library sends.
func (s *state) sent(b []byte) error {
	if len(b) < headerSize {
		return errSent
	}
	h, err := parseHeader(b)
	if err != nil || h.fragLen != len(b) || h.trailerOffset() < headerSize {
		return errSent
	}
	s.sentID = h.callID
	s.verifier = nil
	if h.authLen > 0 {
		t := parseTrailer(b[h.trailerOffset():])
		s.verifier = &t
	}
	s.fragments, s.bytes = 0, 0
	switch h.typ {
	case typeBind, typeAlter:
		return s.sentContexts(h, b)
	case typeAuth3:
		s.auth3ID, s.awaits = h.callID, 0
	case typeRequest:
		if len(b) < responseSize {
			return errSent
		}
		s.contextID = le.Uint16(b[20:])
		s.awaits = 0
		if h.flags&flagLast != 0 {
			s.awaits = typeResponse
		}
	default:
		return errSent
	}
	return nil
}

// sentContexts takes note of a bind or an alter_context.
func (s *state) sentContexts(h header, b []byte) error {
	const listOffset = headerSize + 8
	body := b[:h.trailerOffset()]
	if len(body) < listOffset+4 {
		return errSent
	}
	if h.typ == typeBind {
		s.maxXmit, s.maxRecv = int(le.Uint16(b[16:])), int(le.Uint16(b[18:]))
		s.awaits = typeBindAck
	} else {
		s.awaits = typeAlterResp
	}
	s.offered = nil
	rest := body[listOffset+4:]
	for range body[listOffset] {
		if len(rest) < 24 {
			return errSent
		}
		c := context{id: le.Uint16(rest)}
		transfers := int(rest[2])
		if rest = rest[24:]; len(rest) < 20*transfers {
			return errSent
		}
		for range transfers {
			c.transfers = append(c.transfers, syntax(rest))
			rest = rest[20:]
		}
		s.offered = append(s.offered, c)
	}
	return nil
}
