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
