package ikeexttest

// checkEngineOpen checks [unique] FWPM_SESSION0 and [unique] language.
func checkEngineOpen(_ *conn, stub []byte) error {
	c := &cursor{rest: stub}
	if c.u32() != 0 {
		if err := checkSession(c); err != nil {
			return err
		}
	}
	c.align(4)
	if c.u32() != 0 {
		if err := checkLanguage(c); err != nil {
			return err
		}
	}
	// What aligns a verification trailer may be left.
	if c.short || len(c.rest) > 3 {
		return breachf(faultBadStub, "EngineOpen: stub of %d bytes, %d of them unexplained", len(stub), len(c.rest))
	}
	return nil
}

// checkSession reads FWPM_SESSION0 and what its four pointers point to.
func checkSession(c *cursor) error {
	const keySize = 16
	c.bytes(keySize)
	name, description := c.u32(), c.u32()
	c.bytes(12) // flags, transaction timeout, process
	sid, user := c.u32(), c.u32()
	c.bytes(4) // kernel mode
	for _, s := range []struct {
		name    string
		pointer uint32
		check   func(*cursor) bool
	}{
		{"name", name, checkString}, {"description", description, checkString},
		{"sid", sid, checkSID}, {"username", user, checkString},
	} {
		if s.pointer != 0 && !s.check(c) {
			return breachf(faultBadStub, "EngineOpen: malformed session %s", s.name)
		}
	}
	return nil
}

// checkString reads a conformant and varying string of UTF-16 with its zero.
func checkString(c *cursor) bool {
	c.align(4)
	size, offset, length := c.u32(), c.u32(), c.u32()
	if offset != 0 || length == 0 || length > size || int64(length)*2 > int64(len(c.rest)) {
		return false
	}
	text := c.bytes(int(length) * 2)
	return text[len(text)-2] == 0 && text[len(text)-1] == 0
}

func checkSID(c *cursor) bool {
	const maxSubAuthorities = 15
	c.align(4)
	size := c.u32()
	revision, count := c.u8(), c.u8()
	c.bytes(6 + 4*int(count))
	return !c.short && revision == 1 && uint32(count) == size && count <= maxSubAuthorities
}

// checkLanguage reads the language structure: flags, number of languages,
// number of characters and a pointer to them, not a varying string.
func checkLanguage(c *cursor) error {
	c.align(4)
	c.bytes(8)
	chars, pointer := c.u32(), c.u32()
	if pointer == 0 {
		if chars != 0 {
			return breachf(faultBadStub, "EngineOpen: %d characters of language without a pointer", chars)
		}
		return nil
	}
	if size := c.u32(); c.short || size != chars || int64(chars)*2 > int64(len(c.rest)) {
		return breachf(faultBadStub, "EngineOpen: malformed language")
	}
	c.bytes(int(chars) * 2)
	return nil
}
