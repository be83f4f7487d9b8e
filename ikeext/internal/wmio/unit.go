package wmio

import "github.com/remoteike/remoteike/ikeext/internal/cim"

// signature begins every EncodingUnit.
const signature = 0x12345678

// The bits of ObjectFlags. The last two say that a query asked for some of the
// properties only. MS-WMIO has them for classes alone; they place nothing, so an
// instance may have them too.
const (
	isClass      = 0x01
	isInstance   = 0x02
	isDecorated  = 0x04
	isPrototype  = 0x10
	isKeyless    = 0x40
	flagsDefined = isClass | isInstance | isDecorated | isPrototype | isKeyless
)

// Decode returns the instance in an EncodingUnit: all its properties, inherited
// ones too, in the order of their declaration, with the class's default where the
// instance has it. Datetimes and references are strings as the host writes them,
// a char16 is a uint16. Everything that is wrong with b is an [*Error]. The
// result shares no memory with b.
func Decode(b []byte) (*cim.Instance, error) {
	r := open(b)
	i := r.instanceBlock()
	if r.err != nil {
		return nil, r.err
	}
	return i, nil
}

// open returns a reader for the ObjectBlock of an EncodingUnit.
func open(b []byte) reader {
	r := reader{decoder: &decoder{left: readsPerOctet * len(b)}, part: "EncodingUnit", b: b}
	if r.u32() != signature {
		r.fail("it does not begin with the signature")
	}
	// The length of the unit is known from without, so there is nothing to guess.
	if n := r.u32(); r.err == nil && uint64(n) != uint64(len(r.b)) {
		r.fail("it is not as long as it says")
	}
	return reader{decoder: r.decoder, part: "ObjectBlock", b: r.b, at: r.at}
}

// flags reads the flags of an ObjectBlock and passes its decoration.
func (r *reader) flags() (flags uint8) {
	flags = r.u8()
	if both := flags & (isClass | isInstance); flags&^flagsDefined != 0 || both == 0 || both == isClass|isInstance {
		r.fail("its flags name no kind of object")
	}
	if flags&isDecorated != 0 {
		r.passText() // the host
		r.passText() // the namespace
	}
	return flags
}

// instanceBlock reads an ObjectBlock that is to hold an instance.
func (r *reader) instanceBlock() *cim.Instance {
	if r.flags()&isInstance == 0 {
		r.fail("it holds a class and no instance")
		return nil
	}
	return r.instance()
}
