package ikeexttest

// cimType is the type of a property or a qualifier ([MS-WMIO] 2.2.82).
type cimType uint32

const (
	cimSint32   cimType = 3
	cimString   cimType = 8
	cimBoolean  cimType = 11
	cimObject   cimType = 13
	cimUint8    cimType = 17
	cimUint16   cimType = 18
	cimUint32   cimType = 19
	cimUint64   cimType = 21
	cimDatetime cimType = 101
	cimArray    cimType = 0x2000
	// cimInherited marks a property that an ancestor of the class declared.
	cimInherited cimType = 0x4000
)

// typeOf returns the type that a value is written with.
func typeOf(value any) cimType {
	switch value.(type) {
	case bool:
		return cimBoolean
	case int32:
		return cimSint32
	case uint32:
		return cimUint32
	case uint64:
		return cimUint64
	case []uint32:
		return cimUint32 | cimArray
	}
	return cimString
}

// size is how many bytes a value takes in a table, where strings and arrays are
// references to the heap.
func (t cimType) size() int {
	switch t {
	case cimUint8:
		return 1
	case cimBoolean, cimUint16:
		return 2
	case cimUint64:
		return 8
	}
	return 4
}

// name is the type as the qualifier CIMTYPE spells it.
func (t cimType) name() string {
	switch t &^ cimArray {
	case cimSint32:
		return "sint32"
	case cimObject:
		return "object:" + identityClass
	case cimUint8:
		return "uint8"
	case cimUint16:
		return "uint16"
	case cimDatetime:
		return "datetime"
	case cimUint32:
		return "uint32"
	case cimUint64:
		return "uint64"
	case cimBoolean:
		return "boolean"
	}
	return "string"
}

// wmioHeap holds what does not fit into tables ([MS-WMIO] 2.2.66). References are
// offsets into it.
type wmioHeap struct{ data []byte }

// noReference stands for nothing at all.
const noReference = 0xFFFFFFFF

func (h *wmioHeap) string(s string) uint32 {
	at := len(h.data)
	h.data = appendEncodedString(h.data, s)
	return uint32(at)
}

// object puts an instance within an instance on the heap ([MS-WMIO] 2.2.70).
func (h *wmioHeap) object(c *cimClass) uint32 {
	const isInstance = 2
	at := len(h.data)
	block := c.appendInstance([]byte{isInstance})
	h.data = append(le.AppendUint32(h.data, uint32(len(block))), block...)
	return uint32(at)
}

// name returns the reference to a name, which for some is an entry of the
// dictionary that both sides know ([MS-WMIO] 2.2.80).
func (h *wmioHeap) name(s string) uint32 {
	const dictionary = 0x80000000
	for i, known := range []string{
		`"`, "key", "", "read", "write", "volatile", "provider", "dynamic", "cimwin32", "DWORD", "CIMTYPE",
	} {
		if s == known {
			return dictionary | uint32(i)
		}
	}
	return h.string(s)
}

// appendValue appends what stands in a table for a value.
func (h *wmioHeap) appendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case bool:
		if v {
			return append(b, 0xFF, 0xFF)
		}
		return append(b, 0, 0)
	case uint8:
		return append(b, v)
	case uint16:
		return le.AppendUint16(b, v)
	case int32:
		return le.AppendUint32(b, uint32(v))
	case uint32:
		return le.AppendUint32(b, v)
	case uint64:
		return le.AppendUint64(b, v)
	case []uint32:
		b = le.AppendUint32(b, uint32(len(h.data)))
		h.data = le.AppendUint32(h.data, uint32(len(v)))
		for _, element := range v {
			h.data = le.AppendUint32(h.data, element)
		}
		return b
	case []uint16:
		b = le.AppendUint32(b, uint32(len(h.data)))
		h.data = le.AppendUint32(h.data, uint32(len(v)))
		for _, element := range v {
			h.data = le.AppendUint16(h.data, element)
		}
		return b
	case []string:
		b = le.AppendUint32(b, uint32(len(h.data)))
		at := len(h.data) + 4
		h.data = le.AppendUint32(h.data, uint32(len(v)))
		h.data = append(h.data, make([]byte, 4*len(v))...)
		for i, element := range v {
			reference := h.string(element)
			le.PutUint32(h.data[at+4*i:], reference)
		}
		return b
	case *cimClass:
		return le.AppendUint32(b, h.object(v))
	case string: // dates and times are strings, too
		return le.AppendUint32(b, h.string(v))
	}
	return le.AppendUint32(b, noReference)
}

// appendTo appends the heap with its length, whose highest bit is always set.
func (h *wmioHeap) appendTo(b []byte) []byte {
	const marked = 0x80000000
	return append(le.AppendUint32(b, marked|uint32(len(h.data))), h.data...)
}

// appendEncodedString appends an Encoded-String ([MS-WMIO] 2.2.78): ASCII where
// that is enough.
func appendEncodedString(b []byte, s string) []byte {
	const ascii, unicode = 0, 1
	for _, r := range s {
		if r > 0x7F {
			b = append(append(b, unicode), encodeUTF16(s)...)
			return append(b, 0, 0)
		}
	}
	return append(append(append(b, ascii), s...), 0)
}
