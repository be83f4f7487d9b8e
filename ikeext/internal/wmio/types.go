package wmio

// cimType is a CimType without the bit that says where the property was declared.
type cimType uint32

// The types of MS-WMIO 2.2.82.
const (
	cimSint16    cimType = 2
	cimSint32    cimType = 3
	cimReal32    cimType = 4
	cimReal64    cimType = 5
	cimString    cimType = 8
	cimBoolean   cimType = 11
	cimObject    cimType = 13
	cimSint8     cimType = 16
	cimUint8     cimType = 17
	cimUint16    cimType = 18
	cimUint32    cimType = 19
	cimSint64    cimType = 20
	cimUint64    cimType = 21
	cimDatetime  cimType = 101
	cimReference cimType = 102
	cimChar16    cimType = 103
)

const (
	// array is added to the type of the elements.
	array cimType = 0x2000
	// inherited is added to the type of a property that a superclass declares.
	inherited cimType = 0x4000
)

// name says what CIM calls a type, and nothing for what is no type.
func (t cimType) name() string {
	if t&array != 0 {
		if element := (t &^ array).name(); element != "" {
			return element + "[]"
		}
		return ""
	}
	switch t {
	case cimSint8:
		return "sint8"
	case cimUint8:
		return "uint8"
	case cimSint16:
		return "sint16"
	case cimUint16:
		return "uint16"
	case cimSint32:
		return "sint32"
	case cimUint32:
		return "uint32"
	case cimSint64:
		return "sint64"
	case cimUint64:
		return "uint64"
	case cimReal32:
		return "real32"
	case cimReal64:
		return "real64"
	case cimBoolean:
		return "boolean"
	case cimString:
		return "string"
	case cimDatetime:
		return "datetime"
	case cimReference:
		return "reference"
	case cimChar16:
		return "char16"
	case cimObject:
		return "object"
	}
	return ""
}

// size returns how many octets a value takes in a table or an array, and 0 for
// what is no type. Arrays, strings and objects are references to a heap.
func (t cimType) size() int {
	switch t {
	case cimSint8, cimUint8:
		return 1
	case cimSint16, cimUint16, cimChar16, cimBoolean:
		return 2
	case cimSint32, cimUint32, cimReal32:
		return 4
	case cimSint64, cimUint64, cimReal64:
		return 8
	}
	if t.name() == "" {
		return 0
	}
	return 4
}
