package wmio

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everything are the vectors and two of our own with all types.
func everything(t testing.TB) map[string][]byte {
	var h items
	samples := slices.Concat(scalars(), texts(&h), arrays(&h))
	all := anInstance("All", items{}, h, members(samples))
	var outer items
	ref := u32(outer.put(append(u32(uint32(len(all))), all...)))
	many := u32(outer.put(arrayOf(ref)))
	units := map[string][]byte{
		"myinstance": vector(t, "myinstance"),
		"all types":  unit(all),
		"embedded": unit(anInstance("Outer", items{}, outer, []member{
			{name: "One", typ: cimObject, slot: ref}, {name: "Many", typ: cimObject | array, slot: many},
		})),
	}
	for _, name := range classes() {
		units[name] = vector(t, name)
	}
	return units
}

// decode reads what b is, and returns what can be compared of it.
func decode(b []byte) (rendering, error) {
	if len(b) > 8 && b[8]&isClass != 0 {
		c, err := DecodeClass(b)
		if err != nil {
			return rendering{}, err
		}
		return renderClass(c), nil
	}
	i, err := Decode(b)
	if err != nil {
		return rendering{}, err
	}
	return render(i), nil
}

func TestTruncated(t *testing.T) {
	for name, b := range everything(t) {
		_, err := decode(b)
		require.NoError(t, err, name)
		for n := range b {
			_, err := Decode(b[:n])
			require.Error(t, err, "%s cut at %d", name, n)
			_, err = DecodeClass(b[:n])
			require.Error(t, err, "%s cut at %d", name, n)
		}
	}
}

// A cut object whose lengths have been made to fit: the unit's, then the last
// part's too.
func TestTruncatedWithLengthsThatFit(t *testing.T) {
	b := vector(t, "myinstance")
	for n := 9; n < len(b); n++ {
		cut := unit(b[8:n])
		_, err := Decode(cut)
		require.Error(t, err, "cut at %d", n)
		if n >= instanceAt+4 {
			_, err = Decode(with(cut, instanceAt, u32(uint32(n-instanceAt))...))
			require.Error(t, err, "cut at %d", n)
		}
	}
}

// Every bit, but in the longest object every ninth: all octets but one in nine,
// and all places of a bit in an octet.
func TestOneBitOff(t *testing.T) {
	for name, b := range everything(t) {
		b, accepted, refused, step := slices.Clone(b), 0, 0, 1
		if len(b) > 10000 {
			step = 9
		}
		for bit := 0; bit < 8*len(b); bit += step {
			b[bit/8] ^= 1 << (bit % 8)
			got, err := decode(b)
			b[bit/8] ^= 1 << (bit % 8)
			if err != nil {
				var wrong *Error
				require.ErrorAs(t, err, &wrong)
				refused++
				continue
			}
			accepted++
			require.LessOrEqual(t, got.size, maxGrowth*len(b), "%s with bit %d off", name, bit)
		}
		t.Logf("%s: %d accepted, %d refused", name, accepted, refused)
		assert.Positive(t, refused, name)
		assert.Positive(t, accepted, name) // letters, numbers
	}
}
