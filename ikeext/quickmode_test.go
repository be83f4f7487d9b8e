package ikeext

import (
	"encoding/json"
	"math"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestQuickModeJSON holds the names of the properties, and that what was not read is
// absent while a zero is there.
func TestQuickModeJSON(t *testing.T) {
	sa := QuickModeSA{
		LocalEndpoint:    netip.MustParseAddr("192.0.2.1"),
		RemoteEndpoint:   netip.MustParseAddr("203.0.113.99"),
		LocalPort:        ref(uint16(0)),
		MainModeID:       ref(uint64(1<<53 + 1)),
		First:            &QuickModeTransform{Cipher: ref(QuickModeCipher(65006)), Integrity: ref(QuickModeIntegrity(7)), SPI: ref(uint32(4096))},
		PFSGroup:         ref(QuickModePFSGroup(14)),
		InboundDirection: ref(false),
		Lifetime:         ref(time.Hour),
	}
	text, err := json.Marshal(sa)
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"localEndpoint": "192.0.2.1", "remoteEndpoint": "203.0.113.99", "localPort": 0, "mmSaId": "9007199254740993",
		"first": {"cipherAlgorithm": "AES-GCM-256", "integrityAlgorithm": "IntegrityAlgorithm(7)", "spi": 4096},
		"pfsGroupId": "DH Group 14", "inboundDirection": false, "lifetimeSeconds": "3600"
	}`, string(text))
	var back QuickModeSA
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, sa, back)
}

// TestTexts reads what the types write, and refuses anything else.
func TestTexts(t *testing.T) {
	var g GUID
	require.NoError(t, g.UnmarshalText([]byte("{0F0E0D0C-1110-1312-1415-161718191A1B}")))
	assert.Equal(t, "0f0e0d0c-1110-1312-1415-161718191a1b", g.String())
	var c Cookie
	require.NoError(t, c.UnmarshalText([]byte("00000000000000ff")))
	assert.EqualValues(t, 255, c)
	var h Hex
	require.NoError(t, h.UnmarshalText([]byte("0aFF")))
	assert.Equal(t, Hex{10, 255}, h)
	for _, text := range []string{"", "0f0e0d0c", "0f0e0d0c-1110-1312-1415-161718191a1", "0f0e0d0c+1110-1312-1415-161718191a1b", "zf0e0d0c-1110-1312-1415-161718191a1b"} {
		assert.Error(t, g.UnmarshalText([]byte(text)), text)
	}
	assert.Error(t, c.UnmarshalText([]byte("x")))
	assert.Error(t, h.UnmarshalText([]byte("abc")))
}

// TestDuration holds that a lifetime too long for a Duration is the longest, and not a
// negative one.
func TestDuration(t *testing.T) {
	assert.Nil(t, duration(nil))
	assert.Equal(t, 28800*time.Second, *duration(ref(uint64(28800))))
	assert.EqualValues(t, math.MaxInt64, *duration(ref(uint64(math.MaxUint64))))
	assert.EqualValues(t, math.MaxInt64, *duration(ref(uint64(math.MaxInt64))))
	assert.Nil(t, seconds(nil))
}
