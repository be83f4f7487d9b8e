package ikeext_test

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/codes"
)

// TestHostileNaks refuses each bind with each reason. Numbers that are reasons of
// another kind of refusal have no such meaning in a bind_nak.
func TestHostileNaks(t *testing.T) {
	want := map[uint16]ikeext.Class{
		1: ikeext.ErrUnreachable, 2: ikeext.ErrUnreachable, 8: ikeext.ErrNotSupported, 9: ikeext.ErrAuthenticationFailed,
	}
	b := newBench(t)
	prepare := func() *damaged {
		return b.newDamaged(ikeexttest.Config{}, func(_ *ikeexttest.Host, cfg *ikeext.Config) { cfg.Auth = ikeext.AuthNTLM })
	}
	each(2*20, prepare, func(d *damaged, i int) {
		which, reason := 2*(i%2), uint16(i/2) // the mapper's bind, or that of IKEEXT
		what := fmt.Sprintf("reason %d at PDU %d", reason, which)
		_, err := d.askPatiently(b, what, as(which, ikeexttest.Refuse(reason)))
		class := ikeext.ErrProtocol
		if c, ok := want[reason]; ok {
			class = c
		}
		if err == nil || err.Class != class || err.Stage != []ikeext.Stage{"epm", "bind"}[i%2] {
			b.errorf("%s: %v", what, err)
		}
	})
}

// namedStatuses are the statuses that have a name.
func namedStatuses(t *testing.T) (list []uint32) {
	for _, first := range []uint32{0, 0x80070000, 0x80040000, 0x80041000, 0x80320000, 0x16C9A000, 0x1C000000, 0x1C010000, 0x80090000, 0x80010000, 0xC0000000} {
		for status := max(first, 1); status <= first+0x3FFF; status++ {
			if codes.Name(status) != "" && !slices.Contains(list, status) {
				list = append(list, status)
			}
		}
	}
	require.Greater(t, len(list), 500)
	return list
}

// faultClass is the class that a fault of a status has.
func faultClass(status uint32) ikeext.Class {
	for class, statuses := range map[ikeext.Class][]uint32{
		ikeext.ErrAccessDenied:   {5, 0x80070005, 0x80041003, 0x80041062, 0x8001011B, 1765},
		ikeext.ErrNotSupported:   {0x1C010002, 1745, 0x1C010003, 1717, 50, 0x80041010, 0x8004100E},
		ikeext.ErrServiceStopped: {0x80320044, 0x80070426, 1062},
		ikeext.ErrNotRegistered:  {0x80040154, 0x800706D9, 0x80070422, 1753},
	} {
		if slices.Contains(statuses, status) {
			return class
		}
	}
	return ikeext.ErrProtocol
}

// TestHostileFaults answers with every status that has a name: none of them is
// taken for anything but what it is, nor for values.
func TestHostileFaults(t *testing.T) {
	list := namedStatuses(t)
	b := newBench(t)
	prepare := func() *damaged { return b.newDamaged(ikeexttest.Config{AllowUnauthenticated: true}, unprotected) }
	each(len(list), prepare, func(d *damaged, i int) {
		what := fmt.Sprintf("fault %v", ikeext.Code(list[i]))
		_, err := d.askPatiently(b, what, as(3, ikeexttest.Fault(list[i])))
		if err == nil || err.Stage != "call" || err.Code != ikeext.Code(list[i]) || err.Class != faultClass(list[i]) {
			b.errorf("%s: %v, %+v", what, faultClass(list[i]), err)
		}
	})
}

// mapReply is the reply of ept_map: handle, count, array of pointers, towers,
// status. The pointers are of one number where same is set, which a list that
// leads back to itself would have.
func mapReply(handle byte, status uint32, same bool, towers ...[]byte) []byte {
	le := binary.LittleEndian
	n := uint32(len(towers))
	b := slices.Repeat([]byte{handle}, 20)
	b = append(b, words(n, n, 0, n)...)
	for i := range towers {
		if same {
			i = 0
		}
		b = le.AppendUint32(b, uint32(0x20000+4*i))
	}
	for _, tower := range towers {
		b = append(b, words(uint32(len(tower)), uint32(len(tower)))...)
		b = append(b, tower...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	return append(b, words(status)...)
}

// towerOf is a tower with a port and an address.
func towerOf(at netip.AddrPort) []byte {
	b := []byte{3, 0, 1, 0, 0x0b, 2, 0, 0, 0, 1, 0, 7, 2, 0}
	b = binary.BigEndian.AppendUint16(b, at.Port())
	b = append(b, 1, 0, 9, 4, 0)
	return append(b, at.Addr().AsSlice()...)
}

// TestHostileMapper gives answers of a mapper that lead elsewhere, nowhere, or to
// too many places: the address in them is nobody's business, see bench.dial.
func TestHostileMapper(t *testing.T) {
	b := newBench(t)
	var reply []byte
	d := b.newDamaged(ikeexttest.Config{
		AllowUnauthenticated: true,
		Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
			if c.Interface == "epm" {
				return &ikeexttest.Reply{Stub: reply}
			}
			return nil
		},
	}, unprotected)
	right := netip.MustParseAddrPort(at(d.host.Endpoint()))
	here, closed := towerOf(right), towerOf(netip.MustParseAddrPort("127.0.0.1:1"))
	other := towerOf(netip.AddrPortFrom(netip.MustParseAddr("192.0.2.66"), right.Port()))
	for name, c := range map[string]struct {
		reply []byte
		want  ikeext.Class // empty: the values
	}{
		"other address":       {mapReply(0, 0, false, other), ""},
		"other port":          {mapReply(0, 0, false, closed), ikeext.ErrUnreachable},
		"other port first":    {mapReply(0, 0, false, closed, here), ""},
		"more than asked for": {mapReply(0, 0, false, slices.Repeat([][]byte{closed, here}, 8)...), ""},
		"a thousand towers":   {mapReply(0, 0, false, slices.Repeat([][]byte{here}, 1000)...), ikeext.ErrTruncated},
		"no towers":           {mapReply(0, 0, false), ikeext.ErrNotRegistered},
		"empty towers":        {mapReply(0, 0, false, []byte{}, []byte{0, 0}), ikeext.ErrNotRegistered},
		"port 0":              {mapReply(0, 0, false, towerOf(netip.AddrPortFrom(right.Addr(), 0))), ikeext.ErrNotRegistered},
		"a handle for more":   {mapReply(7, 0, false, here), ""},
		"only a handle":       {mapReply(7, 0, false), ikeext.ErrNotRegistered},
		"the same pointer":    {mapReply(0, 0, true, here, here, here), ikeext.ErrTruncated},
		"a status":            {mapReply(0, 0x16C9A0CE, false, here), ikeext.ErrProtocol},
		"cut short":           {mapReply(0, 0, false, here)[:60], ikeext.ErrTruncated},
		"nothing":             {[]byte{}, ikeext.ErrTruncated},
	} {
		t.Run(name, func(t *testing.T) {
			reply = c.reply
			s, err := d.askPatiently(b, name, nil)
			if c.want == "" {
				require.Nil(t, err)
				b.expectTrue(name, s)
				return
			}
			require.NotNil(t, err)
			assert.Equal(t, c.want, err.Class, err)
		})
	}
}
