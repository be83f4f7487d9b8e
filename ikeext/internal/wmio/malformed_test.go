package wmio

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fails wants an [*Error] with this text.
func fails(t *testing.T, err error, text string) {
	t.Helper()
	var wrong *Error
	require.True(t, errors.As(err, &wrong), "%v", err)
	assert.Contains(t, err.Error(), text)
}

// with returns b with bytes put in at an offset.
func with(b []byte, at int, bytes ...byte) []byte {
	b = slices.Clone(b)
	copy(b[at:], bytes)
	return b
}

// Where things lie in the vector myinstance: 8 octets of unit, flags, decoration
// of 19, a ClassPart of 374 and an InstanceType of 73.
const (
	classAt    = 28
	lookupsAt  = classAt + 13 + 14 + 17 + 4
	classHeap  = lookupsAt + 4*8 + 17 + 4
	idInfo     = classHeap + 0xCB
	instanceAt = classAt + 374
	slotsAt    = instanceAt + 10
	setAt      = slotsAt + 16
	heapAt     = setAt + 5 + 4 // its contents
)

func TestMalformedInstance(t *testing.T) {
	b := vector(t, "myinstance")
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"nothing":                {nil, "EncodingUnit at octet 0: it is cut short"},
		"signature":              {with(b, 0, 0x79), "EncodingUnit at octet 4: it does not begin with the signature"},
		"octets behind":          {append(slices.Clone(b), 0), "EncodingUnit at octet 8: it is not as long as it says"},
		"longer than it is":      {with(b, 4, 0xD4), "EncodingUnit at octet 8: it is not as long as it says"},
		"no kind":                {with(b, 8, 4), "ObjectBlock at octet 9: its flags name no kind of object"},
		"two kinds":              {with(b, 8, 7), "ObjectBlock at octet 9: its flags name no kind of object"},
		"unknown flag":           {with(b, 8, 0x26), "ObjectBlock at octet 9: its flags name no kind of object"},
		"host's coding":          {with(b, 9, 2), "ObjectBlock at octet 10: a string is neither compressed nor Unicode"},
		"class too long":         {with(b, classAt, 0xFF, 0xFF), "ObjectBlock at octet 32: it is cut short"},
		"class too short":        {with(b, classAt, 3, 0), "ObjectBlock at octet 32: the length of a block is less than its own"},
		"class longer":           {with(b, classAt, 0x77), "ObjectBlock at octet 407: the length of a block is less than its own"},
		"class name":             {with(b, classAt+5, 0x11, 1), "class name at octet 129: it lies outside the heap"},
		"default's end":          {with(b, classHeap+0x10A, 1, 1, 1, 1, 1, 1, 1), "string at octet 383: a string has no end"},
		"tables too long":        {with(b, classAt+9, 0, 2), "ClassPart at octet 108: it is cut short"},
		"tables too short":       {with(b, classAt+9, 0), "it is cut short"},
		"derivation too long":    {with(b, classAt+13, 0, 2), "ClassPart at octet 45: it is cut short"},
		"4294967295 properties":  {with(b, lookupsAt-4, 0xFF, 0xFF, 0xFF, 0xFF), "ClassPart at octet 76: it is cut short"},
		"536870913 properties":   {with(b, lookupsAt-4, 1, 0, 0, 0x20), "ClassPart at octet 76: it is cut short"},
		"class heap too long":    {with(b, classHeap-4, 0x12), "ClassPart at octet 129: it is cut short"},
		"class heap's bit":       {with(b, classHeap-1, 0), "ClassPart at octet 129: the length of a heap lacks its high bit"},
		"property's name":        {with(b, lookupsAt, 0, 2), "property name at octet 129: it lies outside the heap"},
		"property without name":  {with(b, lookupsAt, 0xFF, 0xFF, 0xFF, 0xFF), "PropertyLookupTable at octet 76: a property has no name"},
		"property's word":        {with(b, lookupsAt, 11, 0, 0, 0x80), "property name at octet 129: it is not in the dictionary"},
		"property's info":        {with(b, lookupsAt+4, 0x11, 1), "PropertyInfo at octet 129: it lies outside the heap"},
		"info at the heap's end": {with(b, lookupsAt+4, 0x10, 1), "PropertyInfo at octet 401: it is cut short"},
		"type":                   {with(b, idInfo, 0), "PropertyInfo at octet 332: its type is none of CIM"},
		"type's upper half":      {with(b, idInfo+2, 1), "PropertyInfo at octet 332: its type is none of CIM"},
		"order of another":       {with(b, idInfo+4, 1), "its place in the order of declaration is taken, or there is none"},
		"order out of range":     {with(b, idInfo+4, 4), "its place in the order of declaration is taken, or there is none"},
		"value of another":       {with(b, idInfo+6, 1), "its value lies outside the table, or in another's"},
		"value outside":          {with(b, idInfo+6, 13), "its value lies outside the table, or in another's"},
		"value far outside":      {with(b, idInfo+6, 0xFF, 0xFF, 0xFF, 0xFF), "its value lies outside the table, or in another's"},
		"property's qualifiers":  {with(b, idInfo+14, 0xFF), "PropertyInfo at octet 350: it is cut short"},
		"instance too long":      {with(b, instanceAt, 0x4A), "ObjectBlock at octet 406: it is cut short"},
		"instance too short":     {with(b, instanceAt, 0x48), "InstanceType at octet 437: it is cut short"},
		"instance's name":        {with(b, instanceAt+5, 0xFF), "class name at octet 437: it lies outside the heap"},
		"instance without name":  {with(b, instanceAt+5, 0xFF, 0xFF, 0xFF, 0xFF), "class name at octet 437: it is not in the dictionary"},
		"string's place":         {with(b, slotsAt+4, 0x26), "string at octet 437: it lies outside the heap"},
		"string's coding":        {with(b, heapAt+0x19, 9), "string at octet 463: a string is neither compressed nor Unicode"},
		"array's place":          {with(b, slotsAt+12, 0xFF, 0xFF, 0xFF, 0x7F), "array at octet 437: it lies outside the heap"},
		"array's count":          {with(b, heapAt+9, 9), "array at octet 450: an array has more elements than there are octets"},
		"array's huge count":     {with(b, heapAt+9, 3, 0, 0, 0x40), "array at octet 450: an array has more elements than there are octets"},
		"qualifiers too long":    {with(b, setAt, 0xFF), "InstanceType at octet 432: it is cut short"},
		"no word of qualifiers":  {with(b, setAt+4, 3), "InstanceType at octet 433: it does not say whether properties have qualifiers"},
		"qualifiers missing":     {with(b, setAt+4, 2), "it is cut short"},
		"instance heap's bit":    {with(b, heapAt-1, 0), "InstanceType at octet 437: the length of a heap lacks its high bit"},
		"instance heap too long": {with(b, heapAt-4, 0x27), "InstanceType at octet 437: it is cut short"},
	} {
		t.Run(name, func(t *testing.T) {
			i, err := Decode(c.b)
			assert.Nil(t, i)
			fails(t, err, c.want)
		})
	}
}

func TestInstanceWithoutItsClass(t *testing.T) {
	b := vector(t, "myinstance")
	i, err := Decode(unit(append(slices.Clone(b[8:classAt]), b[instanceAt:]...)))
	assert.Nil(t, i)
	fails(t, err, "ObjectBlock at octet 28: an instance comes without its class")
}

func TestOfTheOtherKind(t *testing.T) {
	_, err := Decode(vector(t, "myclass"))
	fails(t, err, "ObjectBlock at octet 28: it holds a class and no instance")
	_, err = DecodeClass(vector(t, "myinstance"))
	fails(t, err, "ObjectBlock at octet 28: it holds an instance and no class")
}

func TestMalformedClass(t *testing.T) {
	b := vector(t, "myclass2")
	const parentMethods, class = 28 + 374, 28 + 374 + 12
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"parent too long":      {with(b, 28, 0xFF, 0xFF), "ObjectBlock at octet 32: it is cut short"},
		"methods too many":     {with(b, parentMethods+4, 1), "MethodsPart"},
		"methods' heap's bit":  {with(b, parentMethods+11, 0), "MethodsPart at octet 414: the length of a heap lacks its high bit"},
		"superclass's length":  {with(b, class+13+4+9, 8), "DerivationList at octet 444: a name is not as long as is said behind it"},
		"superclass's coding":  {with(b, class+13+4, 2), "DerivationList at octet 432: a string is neither compressed nor Unicode"},
		"default's place":      {with(b, class+13+27+4+4+32+1+8, 0xFF, 0xFF), "string at octet 515: it lies outside the heap"},
		"nothing but a parent": {unit(b[8:class]), "ObjectBlock at octet 414: it is cut short"},
	} {
		t.Run(name, func(t *testing.T) {
			i, err := DecodeClass(c.b)
			assert.Nil(t, i)
			fails(t, err, c.want)
		})
	}
}

func TestTooDeep(t *testing.T) {
	block := anInstance("C", items{}, items{}, nil)
	for depth := range maxDepth + 3 {
		_, err := Decode(unit(block))
		if depth <= maxDepth {
			require.NoError(t, err, depth)
		} else {
			fails(t, err, "objects lie too deep within one another")
		}
		var h items
		ref := h.put(append(u32(uint32(len(block))), block...))
		block = anInstance("C", items{}, h, []member{{name: "O", typ: cimObject, slot: u32(ref)}})
	}
}

func TestElementThatIsNothing(t *testing.T) {
	var h items
	ref := u32(h.put(arrayOf(u32(nothing))))
	_, err := Decode(unit(anInstance("C", items{}, h, []member{{name: "A", typ: array | cimString, slot: ref}})))
	fails(t, err, "an element refers to nothing")
}

func TestEmbeddedClass(t *testing.T) {
	var h items
	block := vector(t, "myclass")[8:]
	ref := h.put(append(u32(uint32(len(block))), block...))
	_, err := Decode(unit(anInstance("C", items{}, h, []member{{name: "O", typ: cimObject, slot: u32(ref)}})))
	fails(t, err, "it holds a class and no instance")
}
