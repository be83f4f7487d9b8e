package wmio

const (
	// nothing is the reference to no item.
	nothing uint32 = 0xFFFFFFFF
	// highBit is set in every heap's length, and in a reference to the dictionary.
	highBit uint32 = 1 << 31
)

// heap holds what the fixed parts of a block refer to, by the distance from its
// beginning. Items come in any order, and octets may belong to none of them.
type heap struct{ all reader }

// heap passes a heap and returns it.
func (r *reader) heap(part string) heap {
	n := r.u32()
	if n&highBit == 0 {
		r.fail("the length of a heap lacks its high bit")
	}
	return heap{all: r.sub(part, uint64(n&^highBit))}
}

// item returns a reader for what begins at ref. It ends with the heap: items do
// not say how long they are.
func (h heap) item(part string, ref uint32) reader {
	r := h.all
	r.part = part
	if uint64(ref) >= uint64(len(r.b)) {
		r.fail("it lies outside the heap")
	}
	r.skip(uint64(ref))
	return r
}

// text returns the string at ref, or the one of the dictionary.
func (h heap) text(part string, ref uint32) string {
	if ref&highBit == 0 {
		r := h.item(part, ref)
		return r.text()
	}
	s := word(ref &^ highBit)
	if s == "" {
		(&reader{h.all.decoder, part, nil, h.all.at}).fail("it is not in the dictionary")
	}
	return s
}

// word returns a string of the dictionary, which is not transmitted (MS-WMIO
// 2.2.80), or nothing. Public readers disagree about word 2, so it is none.
func word(index uint32) string {
	words := [...]string{
		`"`, "key", "", "read", "write", "volatile", "provider", "dynamic", "cimwin32", "DWORD", "CIMTYPE",
	}
	if index >= uint32(len(words)) {
		return ""
	}
	return words[index]
}
