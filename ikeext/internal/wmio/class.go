package wmio

// classPart is a class as far as its instances need it.
type classPart struct {
	name       string // empty when it has none, as the parent of a class without parent
	derivation reader
	properties []property // in the order of their declaration
	values     table      // the defaults
	heap       heap
}

// property is one property of a class.
type property struct {
	name   string
	typ    cimType
	offset uint32 // of its value in the table, whose size is checked
}

// classPart reads and passes a ClassPart.
func (r *reader) classPart() (c classPart) {
	part := r.block("ClassPart")
	part.u8() // reserved
	name := part.u32()
	size := part.u32()
	c.derivation = part.block("DerivationList")
	part.block("ClassQualifierSet")
	lookups := part.lookups()
	c.values = part.table(size, len(lookups.b)/lookupSize)
	c.heap = part.heap("ClassHeap")
	if name != nothing && part.err == nil {
		c.name = c.heap.text("class name", name)
	}
	c.properties = c.lookUp(lookups)
	return c
}

// lookupSize is the size of a PropertyLookup.
const lookupSize = 8

// lookups passes a PropertyLookupTable and returns a reader for its entries.
func (r *reader) lookups() reader {
	n := r.u32()
	return r.sub("PropertyLookupTable", lookupSize*uint64(n))
}

// lookUp reads the properties of a class. They are looked up by name, and so
// sorted, but everything else counts them in the order of their declaration.
func (c *classPart) lookUp(lookups reader) []property {
	n := len(lookups.b) / lookupSize
	lookups.spend(uint64(len(lookups.b) + len(c.values.slots.b)))
	if lookups.err != nil {
		return nil
	}
	properties := make([]property, n)
	taken := make([]bool, len(c.values.slots.b))
	for len(lookups.b) > 0 && lookups.err == nil {
		at := lookups
		name, ref := lookups.u32(), lookups.u32()
		info := c.heap.item("PropertyInfo", ref)
		begin := info
		typ, order, offset := cimType(info.u32())&^inherited, info.u16(), info.u32()
		info.u32() // in which class it was declared
		info.block("PropertyQualifierSet")
		switch {
		case info.err != nil:
		case typ.size() == 0:
			begin.fail("its type is none of CIM")
		case int(order) >= n || properties[order].typ != 0:
			begin.fail("its place in the order of declaration is taken, or there is none")
		case !take(taken, offset, typ.size()):
			begin.fail("its value lies outside the table, or in another's")
		case name == nothing:
			at.fail("a property has no name")
		default:
			properties[order] = property{c.heap.text("property name", name), typ, offset}
		}
	}
	return properties
}

// take marks size octets from offset on, and is false when one of them is marked
// already or does not exist. Values do not overlap; there may be gaps.
func take(taken []bool, offset uint32, size int) bool {
	if uint64(offset)+uint64(size) > uint64(len(taken)) {
		return false
	}
	for i := range taken[offset:][:size] {
		if taken[int(offset)+i] {
			return false
		}
		taken[int(offset)+i] = true
	}
	return true
}
