package dcom

import (
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// standard is an OBJREF_STANDARD put together by hand from [MS-DCOM] 2.2.18.
func standard() []byte {
	b := []byte("MEOW\x01\x00\x00\x00")
	b = append(b, "iid.iid.iid.iid."...)
	b = append(b, 0, 0, 0, 0, 5, 0, 0, 0)                        // flags, references
	b = append(b, "oxid....oid....."...)                         // exporter, object
	b = append(b, "\x04\x03\x02\x01\x06\x05\x08\x07ABCDEFGH"...) // IPID
	return append(b, 0, 0, 0, 0)                                 // bindings: none
}

// custom is an OBJREF_CUSTOM put together by hand.
func custom(data string) []byte {
	b := []byte("MEOW\x04\x00\x00\x00")
	b = append(b, "iid.iid.iid.iid."...)
	b = append(b, "\x04\x03\x02\x01\x06\x05\x08\x07ABCDEFGH"...) // class
	b = append(b, 0, 0, 0, 0, 9, 9, 9, 9)                        // extension, to be ignored
	return append(b, data...)
}

func class() *dcom.ClassID {
	return (*dcom.ClassID)(guid([]byte("\x04\x03\x02\x01\x06\x05\x08\x07ABCDEFGH")))
}

func iid() *dcom.IID { return (*dcom.IID)(guid([]byte("iid.iid.iid.iid."))) }

func TestParseReference(t *testing.T) {
	got, err := ParseReference(&dcom.InterfacePointer{Data: standard()}, iid())
	require.NoError(t, err)
	assert.EqualValues(t, 5, got.Count)
	assert.Equal(t, "01020304-0506-0708-4142-434445464748", got.IPID.UUID().String())
}

func TestParseCustom(t *testing.T) {
	for _, data := range []string{"", "x", "data"} {
		got, err := ParseCustom(&dcom.InterfacePointer{Data: custom(data)}, class())
		require.NoError(t, err)
		assert.Equal(t, data, string(got))
	}
}

func TestReferenceRefused(t *testing.T) {
	edit := func(b []byte, at int, v byte) []byte {
		b[at] = v
		return b
	}
	for name, b := range map[string][]byte{
		"nothing":           nil,
		"no signature":      edit(standard(), 0, 'm'),
		"handler":           edit(standard(), 4, 2),
		"custom":            custom("0123456789012345678901234567890123456789"),
		"extended":          edit(standard(), 4, 8),
		"two kinds at once": edit(standard(), 4, 5),
		"kind of 4 GiB":     edit(standard(), 7, 1),
		"other interface":   edit(standard(), 8, 'I'),
		"another of it":     edit(standard(), 23, '!'),
	} {
		_, err := ParseReference(&dcom.InterfacePointer{Data: b}, iid())
		assert.Error(t, err, name)
	}
	for name, b := range map[string][]byte{
		"nothing":   nil,
		"standard":  standard(),
		"class":     edit(custom(""), 24, 5),
		"extension": edit(custom(""), 40, 1),
	} {
		_, err := ParseCustom(&dcom.InterfacePointer{Data: b}, class())
		assert.Error(t, err, name)
	}
	_, err := ParseReference(nil, iid())
	assert.Error(t, err)
	_, err = ParseCustom(nil, class())
	assert.Error(t, err)
}

func TestReferenceCutShort(t *testing.T) {
	const bindings = 4 // which are not read
	for n := range len(standard()) - bindings {
		_, err := ParseReference(&dcom.InterfacePointer{Data: standard()[:n]}, iid())
		require.Error(t, err, n)
	}
	for n := range len(custom("")) {
		_, err := ParseCustom(&dcom.InterfacePointer{Data: custom("")[:n]}, class())
		require.Error(t, err, n)
	}
}
