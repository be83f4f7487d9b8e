package ikeexttest

// cursor reads little-endian fields out of a body and remembers when it ran out
// of it. The requests are read with it and not with the generated code: that
// allocates whatever a string's count claims, and it is the client's code that
// this host shall check.
type cursor struct {
	rest   []byte
	offset int
	short  bool
}

func (c *cursor) bytes(n int) []byte {
	if n > len(c.rest) || n < 0 {
		c.fail()
		return nil
	}
	b := c.rest[:n]
	c.rest, c.offset = c.rest[n:], c.offset+n
	return b
}

// fail lets nothing more be read.
func (c *cursor) fail() { c.short, c.rest = true, nil }

func (c *cursor) align(n int) { c.bytes((n - c.offset%n) % n) }

func (c *cursor) u8() byte {
	if b := c.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (c *cursor) u16() uint16 {
	if b := c.bytes(2); b != nil {
		return le.Uint16(b)
	}
	return 0
}

func (c *cursor) u32() uint32 {
	if b := c.bytes(4); b != nil {
		return le.Uint32(b)
	}
	return 0
}

// done reports whether all was there and nothing is left.
func (c *cursor) done() bool { return !c.short && len(c.rest) == 0 }
