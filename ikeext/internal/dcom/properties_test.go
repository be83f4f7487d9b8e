package dcom

import (
	"bytes"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// properties returns the blob in the reply to RemoteCreateInstance.
func properties(t testing.TB) []byte {
	reply := vector(t, "remotecreateinstance")
	at := bytes.Index(reply, []byte("MEOW\x04")) + headerSize + customSize
	return reply[at : len(reply)-4] // the status of the call
}

// TestOutcomeAsTheLibrary compares with what the library reads.
func TestOutcomeAsTheLibrary(t *testing.T) {
	var theirs dcom.ActivationProperties
	require.NoError(t, theirs.Unmarshal(properties(t)))
	ours, err := parseOutcome(properties(t))
	require.NoError(t, err)
	reply, out := theirs.SCMReplyInfoData().RemoteReply, theirs.PropertiesOutInfo()
	assert.Equal(t, reply.OXIDBindings, ours.bindings)
	assert.Equal(t, reply.IPIDRemoteUnknown, ours.unknown)
	assert.Equal(t, reply.ServerVersion, ours.version)
	assert.Equal(t, out.HResults, ours.results)
	assert.Equal(t, out.InterfaceData[0].Data, ours.interfaces[0].Data)
}

// TestOutcomeDamaged flips every bit, writes extreme words everywhere and cuts
// everywhere. Nothing in front catches a panic.
func TestOutcomeDamaged(t *testing.T) {
	whole, refused := properties(t), 0
	try := func(b []byte) {
		o, err := parseOutcome(b)
		require.Equal(t, err == nil, o != nil)
		if err != nil {
			refused++
		}
	}
	for bit := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[bit/8] ^= 1 << (bit % 8)
		try(b)
	}
	for at := range len(whole) - 3 {
		for _, word := range []string{"\x00\x00\x00\x00", "\x01\x00\x00\x00", "\x10\x00\x00\x00", "\xff\xff\xff\x7f", "\xff\xff\xff\xff"} {
			b := bytes.Clone(whole)
			copy(b[at:], word)
			try(b)
		}
	}
	assert.Greater(t, refused, 1000)
	for n := range len(whole) {
		_, err := parseOutcome(whole[:n:n])
		require.Error(t, err, "%d bytes", n)
	}
}

// TestOutcomeRefused names what cannot be, by the offset of a number in the blob.
func TestOutcomeRefused(t *testing.T) {
	for name, c := range map[string]struct {
		at    int
		value byte
		want  string
	}{
		"size":                   {1, 1, "list of the properties of the activation is malformed"},
		"version of the header":  {8, 2, "without a list"},
		"big-endian":             {9, 0, "without a list"},
		"no properties":          {40, 0, "without a list"},
		"too many properties":    {40, 11, "without a list"},
		"more classes":           {72, 3, "is malformed"},
		"class of a property":    {80, 0x38, "a property of the activation is missing"},
		"size of a property":     {117, 9, "is malformed"},
		"two interfaces":         {136, 2, "is malformed"},
		"no list of results":     {144, 0, "is malformed"},
		"no reply":               {364, 0, "is malformed"},
		"more bindings than are": {405, 1, "is malformed"},
	} {
		b := bytes.Clone(properties(t))
		require.NotEqual(t, c.value, b[c.at], name)
		b[c.at] = c.value
		_, err := parseOutcome(b)
		assert.ErrorContains(t, err, c.want, name)
	}
}
