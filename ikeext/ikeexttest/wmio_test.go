package ikeexttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The vector is the instance of [MS-WMIO] section 4, as a host of Windows made it.
// In its class heap the last six bytes belong to nothing; three lengths count
// them.
func TestInstanceIsTheSpecification(t *testing.T) {
	const slack, unit, class, heap, behindHeap = 6, 4, 28, 125, 396
	want := readHex(t, "testdata/wmio_instance.hex")
	assert.Equal(t, make([]byte, slack), want[behindHeap:behindHeap+slack], "what belongs to nothing")
	want = append(want[:behindHeap:behindHeap], want[behindHeap+slack:]...)
	for _, length := range []int{unit, class, heap} {
		le.PutUint32(want[length:], le.Uint32(want[length:])-slack)
	}

	const key = 0x10 // not to be overridden
	spec := &cimClass{
		name:       "MyClass",
		ancestors:  []string{"Base"},
		qualifiers: []cimQualifier{{"Description", 0, "MyClass Example"}},
		properties: []cimProperty{
			{name: "Id", typ: cimSint32, inherited: true, value: int32(123), qualifiers: []cimQualifier{
				{"CIMTYPE", flavorPropagates | flavorPropagated, "sint32"},
				{"key", flavorPropagates | flavorPropagated | key, true},
			}},
			{name: "Data1", typ: cimString, origin: 1, value: "StringField", qualifiers: []cimQualifier{
				{"CIMTYPE", flavorPropagates, "string"}, {"read", 0, true}, {"write", 0, true},
			}},
			{name: "Data2", typ: cimString, origin: 1, standard: "defaultValue", qualifiers: []cimQualifier{
				{"CIMTYPE", flavorPropagates, "string"},
			}},
			{name: "Array", typ: cimUint32 | cimArray, origin: 1, value: []uint32{1, 2, 3}, qualifiers: []cimQualifier{
				{"CIMTYPE", flavorPropagates, "uint32"},
			}},
		},
	}
	assert.Equal(t, want, spec.encodeInstance("DPRAVAT-DEV", "ROOT"))
}

// Values lie side by side, each as wide as [MS-WMIO] 2.2.71 has its type: readers
// that go by the types find the next one only so.
func TestValuesLieSideBySide(t *testing.T) {
	c := &cimClass{}
	for _, typ := range []cimType{cimUint8, cimUint16, cimBoolean, cimUint32, cimUint64, cimString, cimDatetime, cimObject, cimUint16 | cimArray, cimUint8} {
		c.add("", typ, originOwn, nil)
	}
	offsets, length := c.offsets()
	assert.Equal(t, []int{0, 1, 3, 5, 9, 17, 21, 25, 29, 33}, offsets)
	assert.Equal(t, 34, length)
}
