package wmio

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

var le = binary.LittleEndian

func u16(v uint16) []byte { return le.AppendUint16(nil, v) }
func u32(v uint32) []byte { return le.AppendUint32(nil, v) }
func u64(v uint64) []byte { return le.AppendUint64(nil, v) }

// blocks puts a length that counts itself in front of b.
func blocks(b ...[]byte) []byte {
	all := bytes.Join(b, nil)
	return append(u32(uint32(len(all))+4), all...)
}

// latin returns an Encoded-String of 8-bit characters.
func latin(s string) []byte { return append(append([]byte{0}, s...), 0) }

// wide returns an Encoded-String of 16-bit units.
func wide(units ...uint16) []byte {
	b := []byte{1}
	for _, u := range append(units, 0) {
		b = le.AppendUint16(b, u)
	}
	return b
}

// items is a heap that grows.
type items struct{ b []byte }

func (h *items) put(b []byte) uint32 {
	h.b = append(h.b, b...)
	return uint32(len(h.b) - len(b))
}

func (h *items) encoded() []byte { return append(u32(uint32(len(h.b))|highBit), h.b...) }

// member is one property; its place in a list is the order of its declaration.
type member struct {
	name string
	typ  cimType
	slot []byte // in the instance
	def  []byte // in the class; all ones and NULL when nil
	bits byte   // 1: NULL, 2: has the default
}

// void fills a slot that is not looked at.
func (m member) void() []byte { return bytes.Repeat([]byte{0xFF}, (m.typ &^ inherited).size()) }

// tables returns an NdTable and the values behind it.
func tables(members []member, of func(member) ([]byte, byte)) []byte {
	bits, slots := make([]byte, (len(members)+3)/4), []byte(nil)
	for i, m := range members {
		slot, b := of(m)
		bits[i/4] |= b << (i % 4 * 2)
		slots = append(slots, slot...)
	}
	return append(bits, slots...)
}

// aClass returns a ClassPart.
func aClass(name string, h items, members []member) []byte {
	sorted := slices.Clone(members)
	slices.SortFunc(sorted, func(a, b member) int {
		return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	ref, lookups := h.put(latin(name)), u32(uint32(len(members)))
	for _, m := range sorted {
		order := slices.IndexFunc(members, func(o member) bool { return o.name == m.name })
		offset := 0
		for _, o := range members[:order] {
			offset += len(o.void())
		}
		lookups = append(lookups, u32(h.put(latin(m.name)))...)
		lookups = append(lookups, u32(h.put(slices.Concat(
			u32(uint32(m.typ)), u16(uint16(order)), u32(uint32(offset)), u32(0), blocks())))...)
	}
	values := tables(members, func(m member) ([]byte, byte) {
		if m.def == nil {
			return m.void(), 1
		}
		return m.def, 0
	})
	return blocks([]byte{0}, u32(ref), u32(uint32(len(values))), blocks(), blocks(), lookups, values, h.encoded())
}

// anInstance returns the ObjectBlock of an instance. To the heaps of the class
// and of the instance the members' slots and defaults refer.
func anInstance(name string, class, instance items, members []member) []byte {
	values := tables(members, func(m member) ([]byte, byte) {
		if m.slot == nil {
			return m.void(), m.bits
		}
		return m.slot, m.bits
	})
	ref := instance.put(latin(name))
	return slices.Concat([]byte{isInstance}, aClass(name, class, members),
		blocks([]byte{0}, u32(ref), values, blocks(), []byte{1}, instance.encoded()))
}

// unit returns an EncodingUnit.
func unit(block []byte) []byte {
	return slices.Concat(u32(signature), u32(uint32(len(block))), block)
}

// arrayOf returns an Encoded-Array.
func arrayOf(elements ...[]byte) []byte {
	return append(u32(uint32(len(elements))), bytes.Join(elements, nil)...)
}
