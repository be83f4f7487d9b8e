package association

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	enginerpc "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// words returns a stub of 32-bit words.
func words(values ...uint32) []byte {
	var b []byte
	for _, v := range values {
		b = le.AppendUint32(b, v)
	}
	return b
}

// allocated returns how many bytes f took, what it gave back included.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestDecodeStringBomb is the name of an event that claims 4 G characters.
func TestDecodeStringBomb(t *testing.T) {
	const huge = 0xfffffff0
	for _, counts := range [][]uint32{{huge, 0, huge}, {4, 0, huge}, {huge, 0, 4}, {0x10000, 0, 0x10000}} {
		stub := words(append([]uint32{0, 1, 2, 3, 4, 0x20000}, append(counts, 0, 0, 0, 0)...)...)
		var decode *DecodeError
		var err error
		got := allocated(func() { err = Decode(stub, &enginerpc.EngineOpenResponse{}) })
		require.ErrorAs(t, err, &decode, "%x", counts)
		assert.Less(t, got, uint64(1<<16), "%x", counts)
	}
}

// TestDecodePageBomb are pages of SAs that claim more than there is.
func TestDecodePageBomb(t *testing.T) {
	for _, count := range []uint32{0xffffffff, 1 << 20, 1 << 16} {
		stub := make([]byte, 1<<16)
		copy(stub, words(0x20000, count))
		var decode *DecodeError
		var err error
		got := allocated(func() { err = DecodeUnique(stub, &ikerpc.EnumSAsResponse{}) })
		require.ErrorAs(t, err, &decode, "%d", count)
		assert.Less(t, got, uint64(32<<16), "%d SAs", count)
	}
}

// TestDecodeSameReferent has two pointers of the same referent id, which a peer
// is free to choose: where pointers are unique each has an object of its own.
func TestDecodeSameReferent(t *testing.T) {
	request := ikerpc.UpdateAdditionalAddressesRequest{}
	stub := words(1, 0, 1, 0x20000, 1, 0x20000, 1, 0x0a000001, 1, 1, 2, 3, 4)
	assert.Error(t, Decode(stub, &ikerpc.UpdateAdditionalAddressesRequest{}), "one object, and not the right one")
	require.NoError(t, DecodeUnique(stub, &request))
	assert.Equal(t, []uint32{0x0a000001}, request.Addresses.AddressesV4)
	require.Len(t, request.Addresses.AddressesV6, 1)
	assert.Equal(t, words(1, 2, 3, 4), request.Addresses.AddressesV6[0].ByteArray16)
}
