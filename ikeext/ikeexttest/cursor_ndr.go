package ikeexttest

// What follows reads the types that DCOM's requests are made of.

// guid reads a GUID as it is on the wire.
func (c *cursor) guid() (g [16]byte) {
	c.align(4)
	copy(g[:], c.bytes(len(g)))
	return g
}

// long reads a number of 32 bits at its place.
func (c *cursor) long() uint32 {
	c.align(4)
	return c.u32()
}

// count reads the size of a conformant array whose elements have this size, and
// runs out when they cannot all be there.
func (c *cursor) count(size int) int {
	n := c.long()
	if int64(n)*int64(size) > int64(len(c.rest)) {
		c.fail()
		return 0
	}
	return int(n)
}

// guids reads a conformant array of GUIDs.
func (c *cursor) guids() (list [][16]byte) {
	for range c.count(16) {
		list = append(list, c.guid())
	}
	return list
}

// shorts reads a conformant array of numbers of 16 bits.
func (c *cursor) shorts() (list []uint16) {
	for range c.count(2) {
		list = append(list, c.u16())
	}
	return list
}

// uniqueString reads a pointer to a conformant and varying string of UTF-16. A
// null pointer reads as nothing.
func (c *cursor) uniqueString() string {
	if c.long() == 0 {
		return ""
	}
	return c.string()
}

// uniqueBSTR reads a pointer to a FLAGGED_WORD_BLOB ([MS-OAUT] 2.2.23.1), which
// some callers end with a zero. A null pointer reads as nothing.
func (c *cursor) uniqueBSTR() string {
	if c.long() == 0 {
		return ""
	}
	n := c.count(2)
	bytes, chars := c.u32(), c.u32()
	const nullBSTR = 0xFFFFFFFF
	if bytes == nullBSTR {
		bytes = 0
	}
	if uint64(bytes) != 2*uint64(chars) || int64(chars) != int64(n) {
		c.fail()
		return ""
	}
	text := decodeUTF16(c.bytes(2 * n))
	for len(text) > 0 && text[len(text)-1] == 0 {
		text = text[:len(text)-1]
	}
	return text
}

// uniqueInterface reads a pointer to an MInterfacePointer. A null pointer reads
// as nil.
func (c *cursor) uniqueInterface() []byte {
	if c.long() == 0 {
		return nil
	}
	n := c.count(1)
	if c.u32() != uint32(n) {
		c.fail()
	}
	return c.bytes(n)
}

// hyper reads a number of 64 bits at its place.
func (c *cursor) hyper() uint64 {
	c.align(8)
	if b := c.bytes(8); b != nil {
		return le.Uint64(b)
	}
	return 0
}

// string reads a conformant and varying string of UTF-16.
func (c *cursor) string() string {
	at := &cursor{rest: c.rest, offset: c.offset}
	if !checkString(at) {
		c.fail()
		return ""
	}
	c.align(4)
	c.bytes(12) // size, offset, length
	text := c.bytes(at.offset - c.offset)
	return decodeUTF16(text[:len(text)-2])
}

// sid reads a SID, whose conformant size stands in front.
func (c *cursor) sid() []byte {
	at := &cursor{rest: c.rest, offset: c.offset}
	if !checkSID(at) {
		c.fail()
		return nil
	}
	c.align(4)
	c.bytes(4) // the size
	return append([]byte(nil), c.bytes(at.offset-c.offset)...)
}
