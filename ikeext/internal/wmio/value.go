package wmio

import (
	"math"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// maxDepth is how many objects may lie within one another in one object.
const maxDepth = 8

// value reads a value of type t from r, a slot of a table, and what it refers to
// from h. It is nil when it refers to nothing.
func (h heap) value(r *reader, t cimType) any {
	switch t {
	case cimSint8:
		return int8(r.u8())
	case cimUint8:
		return r.u8()
	case cimSint16:
		return int16(r.u16())
	case cimUint16, cimChar16:
		return r.u16()
	case cimSint32:
		return int32(r.u32())
	case cimUint32:
		return r.u32()
	case cimSint64:
		return int64(r.u64())
	case cimUint64:
		return r.u64()
	case cimReal32:
		return math.Float32frombits(r.u32())
	case cimReal64:
		return math.Float64frombits(r.u64())
	case cimBoolean:
		return r.truth()
	}
	ref := r.u32()
	if ref == nothing || r.err != nil {
		return nil
	}
	switch t {
	case cimString, cimDatetime, cimReference:
		return h.text("string", ref)
	case cimObject:
		return h.object(ref)
	}
	return h.array(ref, t&^array)
}

// truth reads a BOOL. It should be 0 or 0xFFFF, but providers that write into an
// object themselves leave 1, and Windows takes all but 0 for true.
func (r *reader) truth() bool { return r.u16() != 0 }

// array returns the Encoded-Array at ref.
func (h heap) array(ref uint32, element cimType) any {
	r := h.item("array", ref)
	switch element {
	case cimSint8:
		return list(&r, 1, func() int8 { return int8(r.u8()) })
	case cimUint8:
		return list(&r, 1, r.u8)
	case cimSint16:
		return list(&r, 2, func() int16 { return int16(r.u16()) })
	case cimUint16, cimChar16:
		return list(&r, 2, r.u16)
	case cimSint32:
		return list(&r, 4, func() int32 { return int32(r.u32()) })
	case cimUint32:
		return list(&r, 4, r.u32)
	case cimSint64:
		return list(&r, 8, func() int64 { return int64(r.u64()) })
	case cimUint64:
		return list(&r, 8, r.u64)
	case cimReal32:
		return list(&r, 4, func() float32 { return math.Float32frombits(r.u32()) })
	case cimReal64:
		return list(&r, 8, func() float64 { return math.Float64frombits(r.u64()) })
	case cimBoolean:
		return list(&r, 2, r.truth)
	case cimObject:
		return list(&r, 4, func() *cim.Instance { return h.object(h.element(&r)) })
	}
	return list(&r, 4, func() string { return h.text("string", h.element(&r)) })
}

// element reads a reference in an array, which has no way to say NULL.
func (h heap) element(r *reader) uint32 {
	ref := r.u32()
	if ref == nothing {
		r.fail("an element refers to nothing")
	}
	return ref
}

// list reads a count and so many elements of size octets.
func list[T any](r *reader, size int, element func() T) []T {
	n := uint64(r.u32())
	if n*uint64(size) > uint64(len(r.b)) {
		r.fail("an array has more elements than there are octets")
	}
	r.spend(n * uint64(size))
	if r.err != nil {
		return nil
	}
	elements := make([]T, 0, n)
	for range n {
		if r.err != nil {
			return nil
		}
		elements = append(elements, element())
	}
	return elements
}

// object returns the embedded object at ref: a length and an ObjectBlock.
func (h heap) object(ref uint32) *cim.Instance {
	r := h.item("embedded object", ref)
	block := r.sub("ObjectBlock", uint64(r.u32()))
	if r.depth++; r.depth > maxDepth {
		block.fail("objects lie too deep within one another")
	}
	defer func() { r.depth-- }()
	return block.instanceBlock()
}
