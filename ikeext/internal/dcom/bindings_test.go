package dcom

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bindings makes string bindings of addresses over TCP, and a security binding.
func bindings(addresses ...string) *dcom.DualStringArray {
	var units []uint16
	for _, address := range addresses {
		units = append(append(append(units, towerTCP), utf16.Encode([]rune(address))...), 0)
	}
	units = append(units, 0)
	return &dcom.DualStringArray{
		SecurityOffset: uint16(len(units)), StringArray: append(units, 9, 0xFFFF, 0, 0),
	}
}

func TestPort(t *testing.T) {
	for name, addresses := range map[string][]string{
		"one":              {"vpn01[49664]"},
		"several names":    {"VPN01[49664]", "192.0.2.7[49664]", "2001:db8::7[49664]"},
		"name in brackets": {"[2001:db8::7][49664]"},
		"empty name":       {"[49664]"},
		"others no port":   {"vpn01", "vpn01[x]", "vpn01[49664]", "vpn01[0]", "vpn01[65536]", "vpn01[-1]", "vpn01[49664", "]["},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := port(bindings(addresses...))
			require.NoError(t, err)
			assert.EqualValues(t, 49664, got)
		})
	}
}

func TestPortFixed(t *testing.T) {
	got, err := port(bindings("vpn01[24158]"))
	require.NoError(t, err)
	assert.EqualValues(t, 24158, got)
}

func TestPortRefused(t *testing.T) {
	with := func(edit func(*dcom.DualStringArray)) *dcom.DualStringArray {
		b := bindings("vpn01[49664]")
		edit(b)
		return b
	}
	for name, b := range map[string]*dcom.DualStringArray{
		"nothing":          nil,
		"empty":            {},
		"no binding":       bindings(),
		"no port":          bindings("vpn01"),
		"port 0":           bindings("vpn01[0]"),
		"port too high":    bindings("vpn01[65536]"),
		"sign":             bindings("vpn01[+49664]"),
		"not TCP":          with(func(b *dcom.DualStringArray) { b.StringArray[0] = 8 }),
		"several ports":    bindings("vpn01[49664]", "vpn02[49665]"),
		"offset beyond":    with(func(b *dcom.DualStringArray) { b.SecurityOffset = uint16(len(b.StringArray)) + 1 }),
		"offset far away":  with(func(b *dcom.DualStringArray) { b.SecurityOffset = 65535 }),
		"offset 0":         with(func(b *dcom.DualStringArray) { b.SecurityOffset = 0 }),
		"no end":           with(func(b *dcom.DualStringArray) { b.SecurityOffset = 5 }),
		"no end at all":    {StringArray: slices.Repeat([]uint16{7}, 65535), SecurityOffset: 65535},
		"65535 entries":    {StringArray: slices.Repeat([]uint16{7, 0}, 32767), SecurityOffset: 65534},
		"half a character": {StringArray: []uint16{7, 0xD800, '[', '1', 0}, SecurityOffset: 5},
		"long number":      bindings("vpn01[" + strings.Repeat("4", 60000) + "]"),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := port(b)
			assert.Error(t, err)
			assert.Zero(t, got)
		})
	}
}

func TestNegotiate(t *testing.T) {
	for host, want := range map[dcom.COMVersion]Version{
		{MajorVersion: 5, MinorVersion: 7}: {5, 7},
		{MajorVersion: 5, MinorVersion: 6}: {5, 6},
		{MajorVersion: 5, MinorVersion: 1}: {5, 1},
		{MajorVersion: 5, MinorVersion: 9}: {5, 7},
	} {
		got, err := Latest().negotiate(&host)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	for _, host := range []*dcom.COMVersion{nil, {}, {MajorVersion: 5}, {MajorVersion: 4, MinorVersion: 7}, {MajorVersion: 6, MinorVersion: 1}} {
		_, err := Latest().negotiate(host)
		assert.Error(t, err)
	}
}
