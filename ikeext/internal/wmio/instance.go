package wmio

import "github.com/remoteike/remoteike/ikeext/internal/cim"

// instance reads and passes an InstanceType: the class, and the instance.
func (r *reader) instance() *cim.Instance {
	r.classless()
	c := r.classPart()
	if r.err != nil {
		return nil
	}
	n := len(c.properties)
	part := r.block("InstanceType")
	part.u8() // reserved
	name := part.u32()
	values := part.table(uint32(len(c.values.bits)+len(c.values.slots.b)), n)
	part.qualifiers(n)
	h := part.heap("InstanceHeap")
	if r.err != nil {
		return nil
	}
	i := &cim.Instance{Class: h.text("class name", name), Properties: make([]cim.Property, 0, n)}
	for k, p := range c.properties {
		if r.err != nil {
			return nil
		}
		i.Properties = append(i.Properties, cim.Property{Name: p.name, Value: c.valueOf(k, values, h)})
	}
	return i
}

// valueOf returns the value of property k in an instance with these values.
func (c *classPart) valueOf(k int, values table, h heap) any {
	switch {
	case values.null(k):
		return nil
	case values.inherited(k):
		return c.defaultOf(k)
	}
	return values.value(c.properties[k], h)
}

// defaultOf returns the default of property k. A class repeats the defaults that
// it has inherited, so that there is no need for its superclass.
func (c *classPart) defaultOf(k int) any {
	if c.values.null(k) {
		return nil
	}
	return c.values.value(c.properties[k], c.heap)
}

// classless fails for an instance without its class. Such a one comes in an
// ObjectArray only, to a client that has kept the class; nothing in its flags
// tells, but there its first block is the last.
func (r *reader) classless() {
	first := *r
	if n := first.u32(); r.err == nil && uint64(n) == uint64(len(r.b)) {
		r.fail("an instance comes without its class")
	}
}

// qualifiers passes the InstanceQualifierSet of an instance with n properties.
func (r *reader) qualifiers(n int) {
	r.block("QualifierSet")
	switch r.u8() {
	case 1:
	case 2: // a set for each property
		for range n {
			if r.err != nil {
				return
			}
			r.block("QualifierSet")
		}
	default:
		r.fail("it does not say whether properties have qualifiers")
	}
}
