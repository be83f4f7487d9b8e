package dcom

import (
	"bytes"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
)

// ways are both ways and the reply that each gets from the simulated host.
func ways(t testing.TB) map[string]struct {
	way   Way
	reply []byte
} {
	return map[string]struct {
		way   Way
		reply []byte
	}{
		"RemoteCreateInstance": {CreateInstance(), vector(t, "remotecreateinstance")},
		"RemoteActivation":     {RemoteActivation(), vector(t, "remoteactivation")},
	}
}

// TestDecode reads the replies and finds what is in their bytes.
func TestDecode(t *testing.T) {
	for name, c := range ways(t) {
		t.Run(name, func(t *testing.T) {
			made, err := c.way.Decode(c.reply, login.Level1LoginIID)
			require.NoError(t, err)
			assert.Equal(t, Version{5, 7}, made.Version)
			assert.EqualValues(t, 5, made.Object.Count)
			text := strings.ReplaceAll(string(c.reply), "\x00", "")
			_, rest, _ := strings.Cut(text, "127.0.0.1[")
			want, _, _ := strings.Cut(rest, "]")
			assert.Equal(t, want, decimal(made.Port))
			for _, ipid := range []*dcom.IPID{made.Object.IPID, made.RemoteUnknown} {
				assert.True(t, bytes.Contains(c.reply, ipid.Data4), "not an IPID of the reply")
			}
		})
	}
}

func decimal(n uint16) (text string) {
	for ; n > 0; n /= 10 {
		text = string(rune('0'+n%10)) + text
	}
	return text
}

// TestDecodeCutShort cuts the replies at every offset.
func TestDecodeCutShort(t *testing.T) {
	for name, c := range ways(t) {
		for n := range c.reply {
			made, err := c.way.Decode(c.reply[:n:n], login.Level1LoginIID)
			require.Error(t, err, "%s cut at %d", name, n)
			require.Nil(t, made)
			var decode *association.DecodeError
			require.ErrorAs(t, err, &decode, "%s cut at %d", name, n)
		}
	}
}

func TestDecodeTooLong(t *testing.T) {
	for name, c := range ways(t) {
		_, err := c.way.Decode(append(bytes.Clone(c.reply), 0), login.Level1LoginIID)
		assert.Error(t, err, name)
	}
}

// TestDecodeFlipped flips every bit. A port that comes out is the right one or was
// itself hit, and what fails fails in one of two ways.
func TestDecodeFlipped(t *testing.T) {
	for name, c := range ways(t) {
		want, err := c.way.Decode(c.reply, login.Level1LoginIID)
		require.NoError(t, err)
		for bit := range 8 * len(c.reply) {
			b := bytes.Clone(c.reply)
			b[bit/8] ^= 1 << (bit % 8)
			got, err := c.way.Decode(b, login.Level1LoginIID)
			if err != nil {
				require.Nil(t, got)
				requireTyped(t, err)
				continue
			}
			// There is more than one binding, and all must agree.
			require.Equal(t, want.Port, got.Port, "%s, bit %d", name, bit)
		}
	}
}

func requireTyped(t *testing.T, err error) {
	t.Helper()
	var (
		decode  *association.DecodeError
		refused *RefusedError
	)
	require.True(t, errors.As(err, &decode) || errors.As(err, &refused), "%T: %v", err, err)
}

// TestDecodeBoundsMemory announces the most that a count can say in each place:
// nothing is made that the reply is too short for.
func TestDecodeBoundsMemory(t *testing.T) {
	for name, c := range ways(t) {
		var before, after runtime.MemStats
		for at := 0; at+4 <= len(c.reply); at++ {
			b := bytes.Clone(c.reply)
			copy(b[at:], "\xff\xff\xff\x7f")
			runtime.ReadMemStats(&before)
			_, err := c.way.Decode(b, login.Level1LoginIID)
			runtime.ReadMemStats(&after)
			if err != nil {
				requireTyped(t, err)
			}
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20), "%s, byte %d", name, at)
		}
	}
}
