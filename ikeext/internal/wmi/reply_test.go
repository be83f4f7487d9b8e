package wmi

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// vector returns a stub of testdata.
func vector(t testing.TB, name string) []byte {
	text, err := os.ReadFile("testdata/" + name + ".hex")
	require.NoError(t, err)
	b, err := hex.DecodeString(strings.Join(strings.Fields(string(text)), ""))
	require.NoError(t, err)
	return b
}

// decoders are the decoders and a reply to each, without what they found.
func decoders(t testing.TB) map[string]struct {
	decode func([]byte) (status uint32, err error)
	reply  []byte
} {
	return map[string]struct {
		decode func([]byte) (uint32, error)
		reply  []byte
	}{
		"NTLMLogin": {func(b []byte) (status uint32, err error) { _, status, err = DecodeLogin(b); return }, vector(t, "ntlmlogin")},
		"ExecQuery": {func(b []byte) (status uint32, err error) { _, status, err = DecodeExecQuery(b); return }, vector(t, "execquery")},
		"Next":      {func(b []byte) (status uint32, err error) { _, status, err = DecodeNext(b, 2); return }, vector(t, "next")},
	}
}

func TestDecodeReferences(t *testing.T) {
	login, status, err := DecodeLogin(vector(t, "ntlmlogin"))
	require.NoError(t, err)
	assert.Zero(t, status)
	assert.EqualValues(t, 5, login.Count)
	assert.True(t, bytes.Contains(vector(t, "ntlmlogin"), login.IPID.Data4))

	enum, status, err := DecodeExecQuery(vector(t, "execquery"))
	require.NoError(t, err)
	assert.Zero(t, status)
	assert.EqualValues(t, 5, enum.Count)
	assert.True(t, bytes.Contains(vector(t, "execquery"), enum.IPID.Data4))
}

// TestDecodeStatus reads refusals, which come with a null pointer.
func TestDecodeStatus(t *testing.T) {
	refused := binary.LittleEndian.AppendUint32(make([]byte, 12), 0x80041003)
	_, status, err := DecodeLogin(refused)
	require.NoError(t, err)
	assert.EqualValues(t, 0x80041003, status)
	_, status, err = DecodeExecQuery(refused)
	require.NoError(t, err)
	assert.EqualValues(t, 0x80041003, status)
}

// TestDecodeSuccessWithoutObject is none.
func TestDecodeSuccessWithoutObject(t *testing.T) {
	_, _, err := DecodeLogin(make([]byte, 16))
	assert.Error(t, err)
	_, _, err = DecodeExecQuery(make([]byte, 16))
	assert.Error(t, err)
}

// TestDecodeAnotherInterface takes a reference to one interface for none to another.
func TestDecodeAnotherInterface(t *testing.T) {
	_, _, err := DecodeLogin(vector(t, "execquery"))
	requireDecodeError(t, err, "an enumeration in place of a namespace")
	_, _, err = DecodeExecQuery(vector(t, "ntlmlogin"))
	requireDecodeError(t, err, "a namespace in place of an enumeration")
}

func TestDecodeNext(t *testing.T) {
	list, status, err := DecodeNext(vector(t, "next"), 2)
	require.NoError(t, err)
	assert.EqualValues(t, StatusEnd, status)
	require.Len(t, list, 1)
	assert.Equal(t, "Win32_PerfRawData_Counters_GenericIKEv1AuthIPandIKEv2", list[0].Class)
	v, ok := list[0].Lookup("FailedNegotiationsPersec")
	assert.True(t, ok)
	number := uint32(12)
	assert.Equal(t, number*2654435761+7, v)
	assert.Len(t, list[0].Properties, 9+13)
}

// TestDecodeNextCounts refuses more objects than were asked for, or others than
// were announced.
func TestDecodeNextCounts(t *testing.T) {
	whole := vector(t, "next")
	_, _, err := DecodeNext(whole, 1)
	require.NoError(t, err, "one was asked for, and one came")
	_, _, err = DecodeNext(whole, 0)
	assert.Error(t, err)
	for _, n := range []uint32{0, 2, 0xFFFFFFFF} { // beside the status, at the end
		b := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(b[len(b)-8:], n)
		_, _, err := DecodeNext(b, 2)
		assert.Error(t, err, n)
	}
}

func requireDecodeError(t *testing.T, err error, format string, args ...any) {
	t.Helper()
	var decode *association.DecodeError
	require.True(t, errors.As(err, &decode), append([]any{format + ": %v"}, append(args, err)...)...)
}

// TestDecodeCutShort cuts each reply at every offset: a cut Next looks like a
// stopped service otherwise.
func TestDecodeCutShort(t *testing.T) {
	for name, c := range decoders(t) {
		for n := range c.reply {
			_, err := c.decode(c.reply[:n:n])
			requireDecodeError(t, err, "%s cut at %d", name, n)
		}
		_, err := c.decode(append(bytes.Clone(c.reply), 0))
		requireDecodeError(t, err, "%s and one more", name)
	}
}

// TestDecodeFlipped flips every bit of the replies that hold a reference.
func TestDecodeFlipped(t *testing.T) {
	for name, c := range decoders(t) {
		if name == "Next" {
			continue // below
		}
		for bit := range 8 * len(c.reply) {
			b := bytes.Clone(c.reply)
			b[bit/8] ^= 1 << (bit % 8)
			if _, err := c.decode(b); err != nil {
				requireDecodeError(t, err, "%s, bit %d", name, bit)
			}
		}
	}
}

// TestNextFlipped flips every bit of the reply with objects and holds that not one
// property has another value, except as another type or in the octets that were
// hit.
func TestNextFlipped(t *testing.T) {
	whole := vector(t, "next")
	want := objectOf(t, whole)
	decoded := 0
	for bit := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[bit/8] ^= 1 << (bit % 8)
		list, _, err := DecodeNext(b, 2)
		if err != nil {
			requireDecodeError(t, err, "bit %d", bit)
			continue
		}
		if decoded++; len(list) == 0 {
			continue
		}
		for _, p := range want.Properties {
			got, ok := list[0].Lookup(p.Name)
			number, counter := p.Value.(uint32)
			value, same := got.(uint32)
			if !ok || !counter || !same || value == number {
				continue
			}
			at := bit / 8
			own := binary.LittleEndian.AppendUint32(nil, number)
			window := whole[max(0, at-3):min(len(whole), at+4)]
			require.True(t, bytes.Contains(window, own), "bit %d changed %s to %d", bit, p.Name, value)
		}
	}
	assert.Positive(t, decoded)
}

func objectOf(t *testing.T, reply []byte) *cim.Instance {
	list, _, err := DecodeNext(reply, 2)
	require.NoError(t, err)
	require.Len(t, list, 1)
	return list[0]
}

// TestDecodeBoundsMemory announces the most that a count can say in each place.
func TestDecodeBoundsMemory(t *testing.T) {
	for name, c := range decoders(t) {
		var before, after runtime.MemStats
		for at := 0; at+4 <= len(c.reply); at++ {
			b := bytes.Clone(c.reply)
			copy(b[at:], "\xff\xff\xff\x7f")
			runtime.ReadMemStats(&before)
			_, _ = c.decode(b)
			runtime.ReadMemStats(&after)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20), "%s, byte %d", name, at)
		}
	}
}
