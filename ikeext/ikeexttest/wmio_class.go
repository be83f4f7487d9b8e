package ikeexttest

import (
	"cmp"
	"slices"
	"strings"
)

// Flavours of qualifiers ([MS-WMIO] 2.2.62).
const (
	flavorPropagates = 0x03 // to instances and to derived classes
	flavorPropagated = 0x20 // declared by an ancestor
)

// cimClass is a class as its instances carry it ([MS-WMIO] 2.2.15).
type cimClass struct {
	name       string
	ancestors  []string // nearest first
	qualifiers []cimQualifier
	properties []cimProperty // in the order of their declaration
}

// cimQualifier is a qualifier of a class or a property.
type cimQualifier struct {
	name   string
	flavor byte
	value  any
}

// cimProperty is a property of a class together with its value in one instance.
type cimProperty struct {
	name       string
	typ        cimType
	inherited  bool
	origin     uint32 // the class that declared it, counted from the top
	qualifiers []cimQualifier
	standard   any // the class's own value; nil is NULL
	value      any // nil leaves it to the class
}

// lookupOrder returns the places of the properties by name, the order in which
// the tables of the wire want them.
func (c *cimClass) lookupOrder() []int {
	order := make([]int, len(c.properties))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Compare(strings.ToLower(c.properties[a].name), strings.ToLower(c.properties[b].name))
	})
	return order
}

// offsets returns where each value lies in the value table, and its length.
func (c *cimClass) offsets() (offsets []int, length int) {
	for i := range c.properties {
		offsets = append(offsets, length)
		length += c.properties[i].typ.size()
	}
	return offsets, length
}

// appendTo appends the ClassPart.
func (c *cimClass) appendTo(b []byte) []byte {
	heap := &wmioHeap{}
	name := heap.string(c.name)
	qualifiers := heap.appendQualifiers(nil, c.qualifiers)
	lookup := le.AppendUint32(nil, uint32(len(c.properties)))
	offsets, _ := c.offsets()
	for _, i := range c.lookupOrder() {
		p := &c.properties[i]
		lookup = le.AppendUint32(lookup, heap.name(p.name))
		lookup = le.AppendUint32(lookup, heap.property(p, i, offsets[i]))
	}
	table := c.appendTable(nil, heap, c.classEntry)

	body := append([]byte{0}, le.AppendUint32(nil, name)...)
	body = le.AppendUint32(body, uint32(len(table)))
	body = appendSized(body, c.derivation())
	body = append(body, qualifiers...)
	body = append(append(body, lookup...), table...)
	return appendSized(b, heap.appendTo(body))
}

// derivation lists the ancestors, the length of each behind it.
func (c *cimClass) derivation() (list []byte) {
	for _, name := range c.ancestors {
		encoded := appendEncodedString(nil, name)
		list = le.AppendUint32(append(list, encoded...), uint32(len(encoded)))
	}
	return list
}

// appendSized appends a length that counts itself, and what it is the length of.
func appendSized(b, body []byte) []byte {
	return append(le.AppendUint32(b, uint32(len(body)+4)), body...)
}

// property puts a PropertyInfo ([MS-WMIO] 2.2.30) on the heap, and behind it what
// its qualifiers refer to.
func (h *wmioHeap) property(p *cimProperty, order, offset int) uint32 {
	at := len(h.data)
	typ := p.typ
	if p.inherited {
		typ |= cimInherited
	}
	info := le.AppendUint32(nil, uint32(typ))
	info = le.AppendUint16(info, uint16(order))
	info = le.AppendUint32(info, uint32(offset))
	info = le.AppendUint32(info, p.origin)
	// Twice: the references are known once the length of what holds them is.
	length := len(info) + len((&wmioHeap{}).appendQualifiers(nil, p.qualifiers))
	h.data = append(h.data, make([]byte, length)...)
	info = h.appendQualifiers(info, p.qualifiers)
	copy(h.data[at:], info)
	return uint32(at)
}

// appendQualifiers appends a QualifierSet ([MS-WMIO] 2.2.59).
func (h *wmioHeap) appendQualifiers(b []byte, qualifiers []cimQualifier) []byte {
	var set []byte
	for _, q := range qualifiers {
		set = le.AppendUint32(set, h.name(q.name))
		set = append(set, q.flavor)
		set = le.AppendUint32(set, uint32(typeOf(q.value)))
		set = h.appendValue(set, q.value)
	}
	return appendSized(b, set)
}
