package cim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLookup(t *testing.T) {
	i := &Instance{Properties: []Property{{"ActiveMainModeSAs", uint32(7)}, {"Name", nil}}}
	for name, want := range map[string]struct {
		value any
		ok    bool
	}{
		"ActiveMainModeSAs": {uint32(7), true},
		"activemainmodesas": {uint32(7), true},
		"Name":              {nil, true},
		"Caption":           {nil, false},
	} {
		value, ok := i.Lookup(name)
		assert.Equal(t, want.value, value, name)
		assert.Equal(t, want.ok, ok, name)
	}
}

func TestUint(t *testing.T) {
	for _, c := range []struct {
		value any
		bits  int
		want  uint64
		ok    bool
	}{
		{nil, 32, 0, false},
		{"", 32, 0, false},
		{"-1", 32, 0, false},
		{"4294967296", 32, 0, false},
		{uint64(1 << 32), 32, 1 << 32, false},
		{int32(1), 32, 0, false},
		{true, 32, 0, false},
		{[]string{"1"}, 32, 0, false},
		{"4294967295", 32, 1<<32 - 1, true},
		{"0", 32, 0, true},
		{uint32(5), 32, 5, true},
		{uint8(5), 32, 5, true},
		{uint16(5), 32, 5, true},
		{uint64(1 << 63), 64, 1 << 63, true},
	} {
		got, ok := Uint(c.value, c.bits)
		assert.Equal(t, c.ok, ok, "%T %v", c.value, c.value)
		if c.ok {
			assert.Equal(t, c.want, got, "%T %v", c.value, c.value)
		}
	}
}
