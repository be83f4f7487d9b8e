package pipe

// The bodies of replies ([MS-SMB2] 2.2): what their StructureSize says, and how
// long the part of fixed length is.
var bodies = map[uint16]struct{ structure, fixed int }{
	cmdNegotiate:      {65, 64},
	cmdSessionSetup:   {9, 8},
	cmdLogoff:         {4, 4},
	cmdTreeConnect:    {16, 16},
	cmdTreeDisconnect: {4, 4},
	cmdCreate:         {89, 88},
	cmdClose:          {60, 60},
	cmdRead:           {17, 16},
	cmdWrite:          {17, 16},
}

const (
	// minTransfer is the least that a host must take and give at once: a PDU of
	// ours is one message and must not be cut.
	minTransfer = 8192

	capEncryption      = 0x40
	sessionGuest       = 0x01
	sessionNull        = 0x02
	sessionEncrypt     = 0x04
	shareTypePipe      = 2
	shareEncrypt       = 0x8000
	contextPreauth     = 1
	contextEncryption  = 2
	hashSHA512         = 1
	maxContexts        = 32
	errorContextHeader = 8
)

// checkBody checks the body of the final reply to r.
func (s *state) checkBody(h header, r request, body []byte) error {
	carries := h.status == statusSuccess ||
		h.command == cmdSessionSetup && h.status == statusMoreProcessing ||
		h.command == cmdRead && h.status == statusOverflow
	if !carries {
		return checkErrorBody(h, body)
	}
	size, known := bodies[h.command]
	if !known {
		return frameErrorf("%s, which is never asked for", commandName(h.command))
	}
	if len(body) < size.fixed || int(le.Uint16(body)) != size.structure {
		return frameErrorf("%s reply of %d bytes that is not one", commandName(h.command), len(body))
	}
	switch h.command {
	case cmdNegotiate:
		return s.checkNegotiate(body)
	case cmdSessionSetup:
		return s.checkSessionSetup(body)
	case cmdTreeConnect:
		return s.checkTreeConnect(body)
	case cmdCreate:
		return inside(h.command, body, le.Uint32(body[80:]), le.Uint32(body[84:]), size.fixed)
	case cmdRead:
		return s.checkRead(h, r, body)
	case cmdWrite:
		if count := le.Uint32(body[4:]); count != r.length {
			return frameErrorf("WRITE of %d bytes of which %d were taken", r.length, count)
		}
	}
	return nil
}

// inside checks an offset, counted from the header, and a length.
func inside(command uint16, body []byte, offset, length uint32, fixed int) error {
	end := uint64(offset) + uint64(length)
	if end > uint64(headerSize+len(body)) || length > 0 && offset < uint32(headerSize+fixed) || offset&7 != 0 && command == cmdCreate {
		return frameErrorf("%s with %d bytes at offset %d of %d", commandName(command), length, offset, headerSize+len(body))
	}
	return nil
}

// checkErrorBody checks the body of a refusal and its error contexts.
func checkErrorBody(h header, body []byte) error {
	if h.command == cmdCreate && h.status == statusSymlink {
		// The library would follow it, to a name of the host's choice.
		return frameErrorf("CREATE that ends at a symbolic link")
	}
	if len(body) < 8 || le.Uint16(body) != 9 || uint64(le.Uint32(body[4:])) > uint64(len(body)-8) {
		return frameErrorf("%s refused in %d malformed bytes", commandName(h.command), len(body))
	}
	data := body[8 : 8+le.Uint32(body[4:])]
	for range body[2] {
		if len(data) < errorContextHeader || uint64(le.Uint32(data)) > uint64(len(data)-errorContextHeader) {
			return frameErrorf("%s refused with malformed error contexts", commandName(h.command))
		}
		data = data[min(len(data), errorContextHeader+roundUp(int(le.Uint32(data)))):]
	}
	return nil
}

func roundUp(n int) int { return (n + 7) &^ 7 }

func (s *state) checkNegotiate(body []byte) error {
	s.dialect = le.Uint16(body[4:])
	s.cipherID = 0
	capabilities := le.Uint32(body[24:])
	switch s.dialect {
	case dialect210, dialect311:
	case dialect300, dialect302:
		s.cipherID = cipherCCM
	default:
		return frameErrorf("SMB dialect 0x%04x, not 2.1 to 3.1.1", s.dialect)
	}
	security, length := uint32(le.Uint16(body[56:])), uint32(le.Uint16(body[58:]))
	if err := inside(cmdNegotiate, body, security, length, 64); err != nil {
		return err
	}
	for i, name := range []string{"transact", "read", "write"} {
		if size := le.Uint32(body[28+4*i:]); size < minTransfer {
			return frameErrorf("NEGOTIATE with %d bytes at most for %s", size, name)
		}
	}
	s.maxRead = le.Uint32(body[32:])
	if s.dialect == dialect311 {
		if err := s.checkContexts(body); err != nil {
			return err
		}
	}
	if capabilities&capEncryption != 0 && s.cipherID == 0 {
		return frameErrorf("NEGOTIATE with encryption but without a cipher")
	}
	return nil
}

// checkContexts checks the negotiate contexts of SMB 3.1.1: the hash that all
// keys rest on exactly once, a cipher at most once.
func (s *state) checkContexts(body []byte) error {
	offset, count := le.Uint32(body[60:]), int(le.Uint16(body[6:]))
	if offset&7 != 0 || offset < headerSize+64 || uint64(offset) > uint64(headerSize+len(body)) || count > maxContexts {
		return frameErrorf("NEGOTIATE with %d contexts at offset %d", count, offset)
	}
	list, seen := body[offset-headerSize:], map[uint16]bool{}
	for range count {
		if len(list) < 8 || int(le.Uint16(list[2:])) > len(list)-8 {
			return frameErrorf("NEGOTIATE with malformed contexts")
		}
		kind, data := le.Uint16(list), list[8:8+le.Uint16(list[2:])]
		list = list[min(len(list), 8+roundUp(len(data))):]
		if kind != contextPreauth && kind != contextEncryption {
			continue
		}
		if seen[kind] {
			return frameErrorf("NEGOTIATE with context %d more than once", kind)
		}
		seen[kind] = true
		if err := s.checkContext(kind, data); err != nil {
			return err
		}
	}
	if !seen[contextPreauth] {
		return frameErrorf("NEGOTIATE of SMB 3.1.1 without pre-authentication integrity")
	}
	return nil
}

// checkContext checks one that the library reads: a list of one element.
func (s *state) checkContext(kind uint16, data []byte) error {
	if kind == contextPreauth {
		if len(data) < 6 || le.Uint16(data) != 1 || int(le.Uint16(data[2:])) > len(data)-6 || le.Uint16(data[4:]) != hashSHA512 {
			return frameErrorf("NEGOTIATE without SHA-512")
		}
		return nil
	}
	if len(data) < 4 || le.Uint16(data) != 1 {
		return frameErrorf("NEGOTIATE with a malformed choice of cipher")
	}
	s.cipherID = le.Uint16(data[2:])
	if s.cipherID != cipherCCM && s.cipherID != cipherGCM {
		return frameErrorf("NEGOTIATE with cipher %d, which was not offered", s.cipherID)
	}
	return nil
}

// checkSessionFlags refuses sessions without a key: the library would take the
// word of an unsigned reply for it and stop signing.
func checkSessionFlags(body []byte) error {
	if len(body) >= 4 && le.Uint16(body[2:])&(sessionGuest|sessionNull) != 0 {
		return ErrGuest
	}
	return nil
}

func (s *state) checkSessionSetup(body []byte) error {
	if err := checkSessionFlags(body); err != nil {
		return err
	}
	if le.Uint16(body[2:])&sessionEncrypt != 0 && s.cipherID == 0 {
		return frameErrorf("SESSION_SETUP with encryption, but none was agreed on")
	}
	return inside(cmdSessionSetup, body, uint32(le.Uint16(body[4:])), uint32(le.Uint16(body[6:])), 8)
}

func (s *state) checkTreeConnect(body []byte) error {
	if body[2] != shareTypePipe {
		return frameErrorf("TREE_CONNECT to a share of type %d, not named pipes", body[2])
	}
	if le.Uint32(body[4:])&shareEncrypt != 0 && s.cipherID == 0 {
		return frameErrorf("TREE_CONNECT with encryption, but none was agreed on")
	}
	return nil
}

// checkRead checks the data of a READ and keeps that of a message which is not
// at its end, because the library throws it away.
func (s *state) checkRead(h header, r request, body []byte) error {
	offset, length := uint32(body[2]), le.Uint32(body[4:])
	if err := inside(cmdRead, body, offset, length, 16); err != nil {
		return err
	}
	if length == 0 || length > r.length {
		return frameErrorf("READ of at most %d bytes that brought %d", r.length, length)
	}
	if h.status == statusOverflow {
		s.overflow = append([]byte(nil), body[offset-headerSize:][:length]...)
	}
	return nil
}
