package ikeexttest

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func textOf(list []netip.Addr) string { return fmt.Sprint(list) }

// dialEngine binds to the engine without signing in.
func dialEngine(t testing.TB, h *Host) *rawConn {
	t.Helper()
	c := dialRPC(t, h.EngineEndpoint())
	c.ask(bindEngine)
	return c
}

// openEngine opens a session by the number that EngineOpen has.
func (r *rawConn) openEngine(opnum uint16) (handle []byte) {
	r.t.Helper()
	return r.call(opnum, make([]byte, 8))[:20:20]
}

// The numbers are those of the tables of each Windows.
func TestEngineTables(t *testing.T) {
	tests := []struct {
		build                                                uint16
		open, close, option, security, statistics, dosp, end uint16
	}{
		{7601, 1, 2, 3, 5, 83, 100, 142},
		{9600, 2, 3, 4, 6, 84, 104, 183},
		{14393, 2, 3, 4, 6, 84, 104, 195},
		{19045, 2, 3, 4, 6, 84, 104, 195},
		{26100, 2, 3, 4, 6, 85, 105, 198},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.build), func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true, Build: test.build})
			c := dialEngine(t, h)
			handle := c.openEngine(test.open)
			assert.Equal(t, 1, h.OpenEngines())
			statistics := c.call(test.statistics, handle)
			require.Len(t, statistics, 220)
			for at, want := range map[int]uint64{
				0x00: 2000, 0x18: 2006, 0x1C: 2007, 0x2C: 2011, 0x30: 2012, 0x3C: 2015, 0x40: 2016, 0x64: 2025,
			} {
				assert.Equal(t, uint32(want), le.Uint32(statistics[at:]), "offset %#x", at)
			}
			for at, want := range map[int]uint64{0x68: 1 << 40, 0x98: 1<<40 + 6, 0xA0: 1 << 41, 0xD0: 1<<41 + 6} {
				assert.Equal(t, want, le.Uint64(statistics[at:]), "offset %#x", at)
			}
			assert.Zero(t, le.Uint32(statistics[0xD8:]), "status")

			dosp := c.call(test.dosp, handle)
			require.Len(t, dosp, 148)
			assert.Equal(t, uint64(1<<42+17), le.Uint64(dosp[0x88:]))
			assert.Equal(t, unhex(t, `00000200 03000000 03000000 01000000 00000000`),
				c.call(test.option, append(slices.Clone(handle), 0, 0)))
			security := c.call(test.security, append(slices.Clone(handle), 7, 0, 0, 0))
			assert.Equal(t, DefaultDescriptor(), security[12:12+le.Uint32(security)])
			assert.Len(t, c.call(test.statistics-1, handle), 8, "IPsecDosFWUsed")
			assert.Len(t, c.call(test.statistics-2, handle), 8, "IPsecOffloadDone")
			assert.Len(t, c.call(test.statistics-3, handle), 12, "FilterSubscriptionsGet")
			assert.Empty(t, h.Violations())
			c.requireFault(faultBadStub, test.statistics+1, handle) // IPsecSaContextCreate
			c.requireFault(faultOpnumRange, test.end, handle)
			assert.Equal(t, make([]byte, 24), c.call(test.close, handle))
			assert.Zero(t, h.OpenEngines())
		})
	}
}

// Whoever does not know the table may ask with the body of an empty EngineOpen for
// the one number and then for the other.
func TestEngineIsProbedWithoutHarm(t *testing.T) {
	for build, wrong := range map[uint16]uint16{7601: 2, 19045: 1} {
		h := start(t, Config{AllowUnauthenticated: true, Build: build})
		c := dialEngine(t, h)
		c.requireFault(1783, wrong, make([]byte, 8))
		assert.Zero(t, h.OpenEngines())
		assert.Empty(t, h.Violations())
		c.openEngine(3 - wrong)
		assert.Equal(t, 1, h.OpenEngines())
	}
}

func TestEngineOptions(t *testing.T) {
	option := func(handle []byte, n byte) []byte { return append(slices.Clone(handle), n, 0) }
	h := start(t, Config{AllowUnauthenticated: true, EngineOptions: []uint32{0, 7, 0, 9}})
	c := dialEngine(t, h)
	handle := c.openEngine(2)
	assert.Equal(t, uint32(7), le.Uint32(c.call(4, option(handle, 1))[12:]))
	assert.Equal(t, uint32(9), le.Uint32(c.call(4, option(handle, 3))[12:]))
	c.requireFault(0x80320035, 4, option(handle, 4))

	h = start(t, Config{AllowUnauthenticated: true, Build: 7601})
	c = dialEngine(t, h)
	handle = c.openEngine(1)
	assert.Equal(t, uint32(1), le.Uint32(c.call(3, option(handle, 2))[12:]))
	c.requireFault(0x80320035, 3, option(handle, 3))
}

func TestRightsOfTheEngine(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, DeniedRights: RightOpen})
	dialEngine(t, h).requireFault(5, 2, make([]byte, 8))
	assert.Zero(t, h.OpenEngines())

	h = start(t, Config{AllowUnauthenticated: true, DeniedRights: RightReadStats | RightRead | RightReadControl})
	c := dialEngine(t, h)
	handle := c.openEngine(2)
	c.requireFault(5, 84, handle)
	c.requireFault(5, 104, handle)
	c.requireFault(5, 4, append(slices.Clone(handle), 0, 0))
	c.requireFault(5, 6, append(slices.Clone(handle), 4, 0, 0, 0))
	assert.Empty(t, h.Violations())
}

func TestAbortedSessions(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialEngine(t, h)
	handle := c.openEngine(2)
	h.AbortEngines()
	assert.Zero(t, h.OpenEngines())
	c.requireFault(0x1C00001A, 84, handle)
	assert.Empty(t, h.Violations(), "the caller could not know")
	c.requireFault(0x1C00001A, 84, make([]byte, 20))
	assert.Len(t, h.Violations(), 1)
	c.call(84, c.openEngine(2))
}
