package wmio

// Class is the definition of a class.
type Class struct {
	Name string
	// Derivation are the superclasses, the nearest first.
	Derivation []string
	// Properties are in the order of their declaration, inherited ones first.
	Properties []ClassProperty
}

// ClassProperty is one property of a [Class].
type ClassProperty struct {
	Name string
	// Type is the CIM type, with "[]" behind it for an array.
	Type string
	// Default is nil when there is none or it is NULL, and otherwise as in a
	// cim.Property.
	Default any
}

// methodSize is the size of a MethodDescription.
const methodSize = 24

// DecodeClass returns the class in an EncodingUnit, without qualifiers and
// methods. Everything that is wrong with b is an [*Error].
func DecodeClass(b []byte) (*Class, error) {
	r := open(b)
	c := r.classBlock()
	if r.err != nil {
		return nil, r.err
	}
	return c, nil
}

// classBlock reads an ObjectBlock that is to hold a class: its parent, itself.
func (r *reader) classBlock() *Class {
	if r.flags()&isClass == 0 {
		r.fail("it holds an instance and no class")
		return nil
	}
	r.classPart()
	r.methods()
	c := r.classPart()
	r.methods()
	if r.err != nil {
		return nil
	}
	class := &Class{Name: c.name, Derivation: c.superclasses()}
	class.Properties = make([]ClassProperty, 0, len(c.properties))
	for k, p := range c.properties {
		if r.err != nil {
			return nil
		}
		class.Properties = append(class.Properties, ClassProperty{p.name, p.typ.name(), c.defaultOf(k)})
	}
	return class
}

// superclasses reads the DerivationList: names, each with its length behind it.
func (c *classPart) superclasses() (names []string) {
	for r := c.derivation; len(r.b) > 0 && r.err == nil; {
		at := r.at
		names = append(names, r.text())
		size := r.at - at
		if int64(r.u32()) != int64(size) {
			r.fail("a name is not as long as is said behind it")
		}
	}
	return names
}

// methods passes a MethodsPart.
func (r *reader) methods() {
	part := r.block("MethodsPart")
	n := part.u16()
	part.u16() // padding, which need not be zero
	part.skip(methodSize * uint64(n))
	part.heap("MethodHeap")
}
