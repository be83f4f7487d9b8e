package ikeext

import (
	"context"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
)

// vector is the stub of a reply that this project did not make.
func vector(t testing.TB) []byte {
	text, err := os.ReadFile("../rpc/bfe/testdata/get_statistics_response.hex")
	require.NoError(t, err)
	var digits strings.Builder
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			digits.WriteString(strings.TrimSpace(line))
		}
	}
	stub, err := hex.DecodeString(digits.String())
	require.NoError(t, err)
	return stub
}

// offline is a door that can decode and nothing else.
func offline() *rpcDoor {
	return &rpcDoor{
		session: &session{settings: &settings{name: "vpn01", host: "vpn01"}},
		ike:     &association.Association{},
	}
}

func TestDecodeVector(t *testing.T) {
	stub := vector(t)
	var s Snapshot
	require.NoError(t, offline().decode(context.Background(), stub, &s))
	for f, v := range s.Fields() {
		want := uint32(stub[4*f]) | uint32(stub[4*f+1])<<8 | uint32(stub[4*f+2])<<16 | uint32(stub[4*f+3])<<24
		assert.Equal(t, want, v, f)
	}
	_, ok := s.Full()
	assert.True(t, ok)
}

// TestDecodeStatus holds that a status is looked at before any value.
func TestDecodeStatus(t *testing.T) {
	stub := vector(t)
	stub[1660] = 5
	var s Snapshot
	err := offline().decode(context.Background(), stub, &s)
	require.ErrorIs(t, err, ErrAccessDenied)
	for f := range s.Fields() {
		t.Fatalf("%v was filled", f)
	}
}

// FuzzDecode goes from the stub of a reply to 415 values or an error.
func FuzzDecode(f *testing.F) {
	f.Add(vector(f))
	f.Add(vector(f)[:1663])
	f.Add(append(vector(f), 0))
	f.Fuzz(func(t *testing.T, stub []byte) {
		var s Snapshot
		err := offline().decode(context.Background(), stub, &s)
		_, full := s.Full()
		require.Equal(t, err == nil, full)
		if err == nil {
			require.Len(t, stub, statisticsSize)
		}
	})
}

// BenchmarkDecode decodes a reply of 1664 bytes into a Snapshot.
func BenchmarkDecode(b *testing.B) {
	stub, c := vector(b), offline()
	b.ReportAllocs()
	b.SetBytes(int64(len(stub)))
	for b.Loop() {
		var s Snapshot
		if err := c.decode(context.Background(), stub, &s); err != nil {
			b.Fatal(err)
		}
	}
}
