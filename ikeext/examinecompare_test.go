package ikeext

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBetween(t *testing.T) {
	const top = 1<<32 - 1
	for _, test := range []struct {
		kind             Kind
		first, b, second uint32
		want             bool
	}{
		{Counter, 5, 5, 5, true},
		{Counter, 5, 6, 5, false},
		{Counter, 5, 6, 7, true},
		{Counter, 5, 7, 7, true},
		{Counter, 5, 4, 7, false},
		{Counter, 5, 8, 7, false},
		{Counter, top, 1, 2, true}, // it wrapped
		{Counter, top, 3, 2, false},
		{Gauge, 5, 5, 5, true},
		{Gauge, 7, 6, 5, true},
		{Gauge, 7, 8, 5, false},
		{Gauge, 5, 4, 5, false},
		{Time, 5, 5, 5, true},
		{Time, 5, 9, 5, false},
		{Time, 5, 9, 6, true},
	} {
		assert.Equal(t, test.want, test.kind.between(test.first, test.b, test.second), "%+v", test)
	}
}

// Values that one of the doors does not have are not compared.
func TestCompareOfDifferentDoors(t *testing.T) {
	a, b := &Snapshot{Door: DoorRPC}, &Snapshot{Door: DoorWMI}
	for f := range Field(FieldCount) {
		a.Set(f, 1)
	}
	b.Set(3, 1)
	b.Set(4, 2)
	c := compare(a, b, nil)
	assert.Equal(t, 2, c.Values)
	assert.False(t, c.Again)
	assert.Len(t, c.Differences, 1)
	assert.Equal(t, Field(4).String(), c.Differences[0].Path)
}
