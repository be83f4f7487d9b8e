package wmio

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/damage"
)

// Whatever comes in, an error or an object comes out: the same each time, and no
// larger than the input allows. The fuzzer does not know how long its object is,
// so each is also tried with a length that fits.
func FuzzDecode(f *testing.F) {
	for _, b := range everything(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		tryDecode(t, b)
		if len(b) > 8 {
			tryDecode(t, unit(b[8:]))
		}
	})
}

// TestDecodeAnything does so with a million inputs, or some of them.
func TestDecodeAnything(t *testing.T) {
	all := everything(t)
	var seeds [][]byte
	for _, name := range slices.Sorted(maps.Keys(all)) {
		seeds = append(seeds, all[name])
	}
	for _, b := range damage.Inputs(10, seeds...) {
		tryDecode(t, b)
	}
}

func tryDecode(t *testing.T, b []byte) {
	first, err := decode(b)
	second, again := decode(b)
	require.Equal(t, err, again)
	if err != nil {
		var wrong *Error
		require.True(t, errors.As(err, &wrong))
		require.LessOrEqual(t, wrong.Offset, len(b))
	}
	require.Equal(t, first.text, second.text)
	require.LessOrEqual(t, first.size, maxGrowth*len(b))
}
