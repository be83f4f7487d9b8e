package wmio

// table is an NdTable and the ValueTable or InstanceData behind it.
type table struct {
	bits  []byte
	slots reader
}

// table passes both tables for n properties, which are size octets together.
func (r *reader) table(size uint32, n int) table {
	all := r.sub("NdTable", uint64(size))
	t := table{bits: all.skip((uint64(n) + 3) / 4)}
	all.part = "ValueTable"
	t.slots = all
	if n == 0 {
		t.slots.end()
	}
	return t
}

// null says that the property declared as number i is NULL.
func (t table) null(i int) bool { return t.bits[i/4]>>(i%4*2)&1 != 0 }

// inherited says that the property declared as number i has the value that it
// has where it was inherited from: in an instance, the class's default.
func (t table) inherited(i int) bool { return t.bits[i/4]>>(i%4*2)&2 != 0 }

// value returns what the table holds for a property.
func (t table) value(p property, h heap) any {
	slot := t.slots
	slot.skip(uint64(p.offset))
	return h.value(&slot, p.typ)
}
