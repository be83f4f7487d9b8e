package ikeext

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPaceIsBounded keeps the limiters that still limit something, and no others.
func TestPaceIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace[int](1)
		for i := range maxLimiters {
			require.NoError(t, p.wait(t.Context(), i))
		}
		require.NoError(t, p.wait(t.Context(), -1))
		assert.Len(t, p.limiters, maxLimiters+1, "all have been used within a second")
		time.Sleep(500 * time.Millisecond)
		require.NoError(t, p.wait(t.Context(), 7)) // in its turn, half a second later
		begin := time.Now()
		require.NoError(t, p.wait(t.Context(), -2))
		assert.Len(t, p.limiters, 2, "that of 7, and the new one")
		require.NoError(t, p.wait(t.Context(), 7))
		assert.Equal(t, time.Second, time.Since(begin))
	})
}

func TestSubnetOf(t *testing.T) {
	for addr, want := range map[string]string{
		"10.0.1.77": "10.0.1.0/24", "::ffff:10.0.1.77": "10.0.1.0/24",
		"2001:db8:0:1:2::3": "2001:db8:0:1::/64", "fe80::1%eth0": "fe80::/64",
	} {
		assert.Equal(t, want, subnetOf(netip.MustParseAddr(addr)).String())
	}
}
