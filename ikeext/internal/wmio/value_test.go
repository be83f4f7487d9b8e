package wmio

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// sample is a member and the value that it stands for.
type sample struct {
	member
	want any
}

// scalars are values of all types that stand in a table.
func scalars() []sample {
	return []sample{
		{member{name: "S8", typ: cimSint8, slot: []byte{0x80}}, int8(-128)},
		{member{name: "U8", typ: cimUint8, slot: []byte{0xFF}}, uint8(255)},
		{member{name: "S16", typ: cimSint16, slot: u16(0x8000)}, int16(-32768)},
		{member{name: "U16", typ: cimUint16 | inherited, slot: u16(0xFFFF)}, uint16(65535)},
		{member{name: "S32", typ: cimSint32, slot: u32(0x80000000)}, int32(math.MinInt32)},
		{member{name: "U32", typ: cimUint32, slot: u32(0xFFFFFFFF)}, uint32(math.MaxUint32)},
		{member{name: "S64", typ: cimSint64, slot: u64(1 << 63)}, int64(math.MinInt64)},
		{member{name: "U64", typ: cimUint64, slot: u64(0xFEDCBA9876543210)}, uint64(0xFEDCBA9876543210)},
		{member{name: "R32", typ: cimReal32, slot: u32(0x3FC00000)}, float32(1.5)},
		{member{name: "R64", typ: cimReal64, slot: u64(0xC004000000000000)}, -2.5},
		{member{name: "True", typ: cimBoolean, slot: u16(0xFFFF)}, true},
		{member{name: "False", typ: cimBoolean, slot: u16(0)}, false},
		{member{name: "One", typ: cimBoolean, slot: u16(1)}, true},
		{member{name: "C16", typ: cimChar16, slot: u16(0x20AC)}, uint16(0x20AC)},
	}
}

// texts are values of the types that are strings, on h.
func texts(h *items) []sample {
	return []sample{
		{member{name: "Empty", typ: cimString, slot: u32(h.put(latin("")))}, ""},
		{member{name: "Latin", typ: cimString, slot: u32(h.put(latin("Gr\xfc\xdfe")))}, "Grüße"},
		{member{name: "Wide", typ: cimString, slot: u32(h.put(wide('a', 0x20AC, 0xD83D, 0xDD11)))}, "a€🔑"},
		{member{name: "Halves", typ: cimString, slot: u32(h.put(wide(0xDD11, 0xD83D, 'b', 0xD83D)))}, "\uFFFD\uFFFDb\uFFFD"},
		{member{name: "Date", typ: cimDatetime, slot: u32(h.put(latin("20261124173758.000000+000")))}, "20261124173758.000000+000"},
		{member{name: "Ref", typ: cimReference, slot: u32(h.put(latin(`C:\x`)))}, `C:\x`},
		{member{name: "Word", typ: cimString, slot: u32(highBit | 6)}, "provider"},
		{member{name: "NoItem", typ: cimString, slot: u32(nothing)}, nil},
	}
}

// arrays are values of all types of arrays, on h.
func arrays(h *items) []sample {
	list := func(name string, t cimType, want any, elements ...[]byte) sample {
		return sample{member{name: name, typ: array | t, slot: u32(h.put(arrayOf(elements...)))}, want}
	}
	a, b := u32(h.put(latin("one"))), u32(h.put(wide('2')))
	return []sample{
		list("S8s", cimSint8, []int8{-1, 2}, []byte{0xFF}, []byte{2}),
		list("U8s", cimUint8, []uint8{255, 2}, []byte{0xFF}, []byte{2}),
		list("S16s", cimSint16, []int16{-1, 2}, u16(0xFFFF), u16(2)),
		list("U16s", cimUint16, []uint16{65535, 2}, u16(0xFFFF), u16(2)),
		list("S32s", cimSint32, []int32{-1}, u32(0xFFFFFFFF)),
		list("U32s", cimUint32, []uint32{}),
		list("S64s", cimSint64, []int64{-1, 2}, u64(math.MaxUint64), u64(2)),
		list("U64s", cimUint64, []uint64{math.MaxUint64}, u64(math.MaxUint64)),
		list("R32s", cimReal32, []float32{1.5}, u32(0x3FC00000)),
		list("R64s", cimReal64, []float64{-2.5}, u64(0xC004000000000000)),
		list("Bools", cimBoolean, []bool{true, false}, u16(0xFFFF), u16(0)),
		list("C16s", cimChar16, []uint16{0x20AC}, u16(0x20AC)),
		list("Texts", cimString, []string{"one", "2", "one"}, a, b, a),
		list("Dates", cimDatetime, []string{"one"}, a),
		list("Refs", cimReference, []string{"2"}, b),
	}
}

// members returns the members of samples.
func members(samples []sample) (m []member) {
	for _, s := range samples {
		m = append(m, s.member)
	}
	return m
}

func TestValues(t *testing.T) {
	var h items
	samples := slices.Concat(scalars(), texts(&h), arrays(&h))
	got, err := Decode(unit(anInstance("C", items{}, h, members(samples))))
	require.NoError(t, err)
	require.Len(t, got.Properties, len(samples))
	for i, s := range samples {
		assert.Equal(t, cim.Property{Name: s.name, Value: s.want}, got.Properties[i])
	}
}

func TestEmbeddedObjects(t *testing.T) {
	inner := anInstance("Inner", items{}, items{}, []member{{name: "N", typ: cimUint8, slot: []byte{7}}})
	var h items
	ref := u32(h.put(append(u32(uint32(len(inner))), inner...)))
	many := u32(h.put(arrayOf(ref, ref)))
	got, err := Decode(unit(anInstance("Outer", items{}, h, []member{
		{name: "One", typ: cimObject, slot: ref},
		{name: "Many", typ: cimObject | array, slot: many},
		{name: "None", typ: cimObject, bits: 1},
	})))
	require.NoError(t, err)
	want := &cim.Instance{Class: "Inner", Properties: []cim.Property{{Name: "N", Value: uint8(7)}}}
	assert.Equal(t, []cim.Property{
		{Name: "One", Value: want}, {Name: "Many", Value: []*cim.Instance{want, want}}, {Name: "None"},
	}, got.Properties)
}

func TestNullAndDefault(t *testing.T) {
	three := u16(3)
	for name, c := range map[string]struct {
		member
		want any
	}{
		"value":                     {member{slot: u16(5)}, uint16(5)},
		"value, class has default":  {member{slot: u16(5), def: three}, uint16(5)},
		"null":                      {member{slot: u16(5), bits: 1}, nil},
		"null, class has default":   {member{slot: u16(5), def: three, bits: 1}, nil},
		"default":                   {member{slot: u16(5), def: three, bits: 2}, uint16(3)},
		"default of the class null": {member{slot: u16(5), bits: 2}, nil},
		"both":                      {member{slot: u16(5), def: three, bits: 3}, nil},
	} {
		c.member.name, c.member.typ = "A", cimUint16
		// Z is declared first and looked up last, and has the other bits.
		z := member{name: "Z", typ: cimUint8, slot: []byte{9}}
		got, err := Decode(unit(anInstance("C", items{}, items{}, []member{z, c.member})))
		require.NoError(t, err, name)
		assert.Equal(t, []cim.Property{{Name: "Z", Value: uint8(9)}, {Name: "A", Value: c.want}}, got.Properties, name)
	}
}
