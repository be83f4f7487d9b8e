package epm

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/damage"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// tower is written out by hand after C706, appendix L.
const tower = `
	0500
	1300 0d 20e598a39ad5dd4baa7a3c1e0303a511 0100  0200 0000
	1300 0d 045d888aeb1cc9119fe808002b104860 0200  0200 0000
	0100 0b  0200 0000
	0100 07  0200 c202
	0100 09  0400 c0000201`

func unhex(text string) []byte {
	b, err := hex.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		panic(err)
	}
	return b
}

func TestEncodeTower(t *testing.T) {
	got, err := encodeTower(ikerpc.IkeextSyntaxV1_0)
	require.NoError(t, err)
	want := unhex(tower)
	copy(want[len(want)-4:], make([]byte, 4))  // the address is left open
	copy(want[len(want)-11:], make([]byte, 2)) // and the port
	assert.Equal(t, want, got)
}

func TestTCPPort(t *testing.T) {
	port, ok := tcpPort(unhex(tower))
	assert.True(t, ok)
	assert.EqualValues(t, 49666, port)
}

func TestTCPPortMalformed(t *testing.T) {
	whole := unhex(tower)
	// Cut before the end of the port's floor, nothing may be found.
	for n := range len(whole) - 9 {
		_, ok := tcpPort(whole[:n])
		assert.False(t, ok, "%d bytes", n)
	}
	for name, text := range map[string]string{
		"floors missing":      "ffff 0100 0b 0200 0000",
		"field runs out":      "0100 ffff 07",
		"port of one byte":    "0100 0100 07 0100 c2",
		"named pipe":          "0100 0100 0f 0700 5c6970696500",
		"identifier too long": "0100 0200 0707 0200 c202",
	} {
		_, ok := tcpPort(unhex(text))
		assert.False(t, ok, name)
	}
}

func TestTCPPorts(t *testing.T) {
	other := unhex(tower)
	copy(other[len(other)-11:], []byte{0x01, 0xbd})
	zero := unhex(tower)
	copy(zero[len(zero)-11:], []byte{0, 0})
	var towers []*dcetypes.Tower
	for _, b := range [][]byte{nil, unhex(tower), zero, other, unhex(tower)} {
		towers = append(towers, &dcetypes.Tower{TowerOctetString: b})
	}
	towers = append(towers, nil)
	assert.Equal(t, []uint16{49666, 445}, tcpPorts(towers))
}

// mapped is a reply by hand: handle, count, an array of one pointer, a tower, status.
func mapped() []byte {
	b := unhex(strings.Repeat("00", 20) + "01000000 01000000 00000000 01000000 04000000")
	t := unhex(tower)
	b = append(b, byte(len(t)), 0, 0, 0, byte(len(t)), 0, 0, 0)
	b = append(b, t...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return append(b, 0, 0, 0, 0)
}

func TestDecodeMap(t *testing.T) {
	ports, err := decodeMap(mapped())
	require.NoError(t, err)
	assert.Equal(t, []uint16{49666}, ports)
	for n := range mapped() {
		_, err := decodeMap(mapped()[:n:n])
		assert.Error(t, err, "%d bytes", n)
	}
}

// FuzzDecodeMap has a mapper answer anything: an error of ours comes out, or ports.
func FuzzDecodeMap(f *testing.F) {
	f.Add(mapped())
	f.Fuzz(tryDecodeMap)
}

// TestDecodeMapOfAnything does so with a million inputs, or some of them.
func TestDecodeMapOfAnything(t *testing.T) {
	for _, b := range damage.Inputs(1, mapped()) {
		tryDecodeMap(t, b)
	}
}

func tryDecodeMap(t *testing.T, b []byte) {
	ports, err := decodeMap(b)
	if err == nil {
		assert.NotEmpty(t, ports)
		assert.NotContains(t, ports, uint16(0))
		return
	}
	var (
		decode *association.DecodeError
		status *StatusError
	)
	assert.True(t, errors.As(err, &decode) || errors.As(err, &status), "%T %v", err, err)
}

func FuzzTCPPort(f *testing.F) {
	f.Add(unhex(tower))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, ok := tcpPort(b); ok {
			assert.GreaterOrEqual(t, len(b), 9)
		}
	})
}
