package wmio

import "encoding/binary"

// readsPerOctet is how often each octet of an object may be read on average.
// Windows refers to an item of a heap once. An object in which thousands of
// properties refer to one long string is small on the wire only.
const readsPerOctet = 4

// decoder is what all readers of one object share.
type decoder struct {
	err   *Error // the first; after it nothing is read any more
	left  int    // octets that may still be read
	depth int    // of embedded objects
}

// reader reads one block.
type reader struct {
	*decoder
	part string
	b    []byte // not yet read
	at   int    // where b begins in the object
}

// fail keeps the first error.
func (r *reader) fail(reason string) {
	if r.err == nil {
		r.err = &Error{Part: r.part, Offset: r.at, reason: reason}
	}
}

// skip passes n octets and returns them, nothing when there are fewer or
// something has failed before.
func (r *reader) skip(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.fail("it is cut short")
	}
	if r.err != nil {
		return nil
	}
	b := r.b[:n:n]
	r.b, r.at = r.b[n:], r.at+int(n)
	return b
}

// take is skip for what is going to be read, which is counted.
func (r *reader) take(n uint64) []byte {
	b := r.skip(n)
	r.spend(uint64(len(b)))
	return b
}

// spend counts n octets as read, before memory is taken for what they become.
func (r *reader) spend(n uint64) {
	if n > uint64(r.left) {
		r.fail("the object refers to its octets too often")
		return
	}
	r.left -= int(n)
}

func (r *reader) u8() uint8 {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// sub returns a reader for the next n octets, and passes them.
func (r *reader) sub(part string, n uint64) reader {
	at := r.at
	return reader{decoder: r.decoder, part: part, b: r.skip(n), at: at}
}

// block returns a reader for what follows an EncodingLength, which counts
// itself, and passes it.
func (r *reader) block(part string) reader {
	n := r.u32()
	if n < 4 {
		r.fail("the length of a block is less than its own")
	}
	return r.sub(part, uint64(n)-4)
}

// end fails when something is left.
func (r *reader) end() {
	if len(r.b) > 0 {
		r.fail("octets are left over")
	}
}
