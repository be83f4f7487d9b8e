package ikeext_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/damage"
)

// Where the values are in a response, which nothing guards without a signature.
const (
	valuesBegin = 24
	valuesEnd   = valuesBegin + 4*ikeext.FieldCount
)

// place is a bit or a byte of a conversation.
type place struct{ pdu, at int }

// places lists as many places in each PDU as size says.
func places(conversation []ikeexttest.PDU, size func(ikeexttest.PDU) int) (list []place) {
	for i, p := range conversation {
		for n := range size(p) {
			list = append(list, place{i, n})
		}
	}
	return list
}

func bits(p ikeexttest.PDU) int   { return 8 * len(p.Bytes) }
func octets(p ikeexttest.PDU) int { return len(p.Bytes) }

// some takes what the scale leaves.
func some[T any](list []T) (kept []T) {
	for i := 0; i < len(list); i += damage.Scale() {
		kept = append(kept, list[i])
	}
	return kept
}

// few takes what is left of some where each query is long: an eleventh of it,
// unless all is wanted.
func few[T any](list []T) []T { return some(some(list)) }

func flip(bit int) func([]byte) []byte {
	return func(pdu []byte) []byte {
		pdu[bit/8] ^= 1 << (bit % 8)
		return pdu
	}
}

// expectAsSent holds that the values are those that the response carried, and says
// whether these were the true ones.
func (b *bench) expectAsSent(what string, s *ikeext.Snapshot, response []byte) (unspoiled bool) {
	truth := distinct()
	if len(response) < valuesEnd {
		b.errorf("%s: values out of %d bytes", what, len(response))
		return true
	}
	unspoiled = true
	for f, want := range truth {
		sent := binary.LittleEndian.Uint32(response[valuesBegin+4*f:])
		if got, ok := s.Lookup(ikeext.Field(f)); !ok || got != sent {
			b.errorf("%s: %v is %d, not %d", what, ikeext.Field(f), got, sent)
		}
		unspoiled = unspoiled && sent == want
	}
	return unspoiled
}

// TestHostileFlipsUnprotected flips the bits of a conversation that nothing
// protects, one at a time.
func TestHostileFlipsUnprotected(t *testing.T) {
	b := newBench(t)
	prepare := func() *damaged { return b.newDamaged(ikeexttest.Config{AllowUnauthenticated: true}, unprotected) }
	conversation := prepare().conversation(b)
	require.Len(t, conversation, 4)
	list := some(places(conversation, bits))
	each(len(list), prepare, func(d *damaged, i int) {
		at := list[i]
		what := fmt.Sprintf("bit %d of PDU %d", at.at, at.pdu)
		inside := at.pdu == 3 && at.at >= 8*valuesBegin && at.at < 8*valuesEnd
		ask := d.ask
		if inside {
			ask = d.askPatiently
		}
		s, err := ask(b, what, instead(at.pdu, flip(at.at)))
		switch {
		case !inside && err == nil:
			b.expectTrue(what, s)
		case inside && err != nil:
			b.errorf("%s: %v, though nothing can tell", what, err)
		case inside:
			b.recount("values", "values of which one was flipped, and nothing can tell")
			b.expectAsSent(what, s, flip(at.at)(bytes.Clone(conversation[at.pdu].Bytes)))
		}
	})
}

// TestHostileFlipsProtected flips the bits of conversations that are protected:
// the response never passes, and where the sign-in legs do, not a value differs.
func TestHostileFlipsProtected(t *testing.T) {
	for _, c := range []struct {
		auth  ikeext.Auth
		level ikeext.Level
		pdus  int
	}{
		{ikeext.AuthNTLM, ikeext.LevelIntegrity, 2},
		{ikeext.AuthNTLM, ikeext.LevelPrivacy, 2},
		{ikeext.AuthNegotiate, ikeext.LevelIntegrity, 3},
		{ikeext.AuthNegotiate, ikeext.LevelPrivacy, 3},
	} {
		t.Run(string(c.auth)+"/"+string(c.level), func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(ikeexttest.Config{}, protected(c.auth, c.level)) }
			conversation := prepare().conversation(b)
			require.Len(t, conversation, c.pdus)
			list := some(places(conversation, bits))
			each(len(list), prepare, func(d *damaged, i int) {
				at := list[i]
				what := fmt.Sprintf("bit %d of PDU %d", at.at, at.pdu)
				s, err := d.ask(b, what, instead(at.pdu, flip(at.at)))
				if err == nil && at.pdu == c.pdus-1 {
					b.errorf("%s of a protected response was not noticed", what)
				} else if err == nil {
					b.expectTrue(what, s)
				}
			})
		})
	}
}

// TestHostileCutsEverywhere ends the connection at each offset of a conversation.
func TestHostileCutsEverywhere(t *testing.T) {
	for name, edit := range map[string]func(*ikeexttest.Host, *ikeext.Config){
		"none":    unprotected,
		"privacy": protected(ikeext.AuthNegotiate, ikeext.LevelPrivacy),
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(ikeexttest.Config{AllowUnauthenticated: true}, edit) }
			list := some(places(prepare().conversation(b), octets))
			each(len(list), prepare, func(d *damaged, i int) {
				at := list[i]
				what := fmt.Sprintf("PDU %d cut off at %d", at.pdu, at.at)
				_, err := d.askPatiently(b, what, as(at.pdu, ikeexttest.CutOff(at.at)))
				if err == nil {
					b.errorf("%s: passed", what)
					return
				}
				switch {
				case at.at > 0 && err.Class == ikeext.ErrTruncated:
				case err.Class == ikeext.ErrUnreachable, err.Class == ikeext.ErrSignInUnproven:
				default:
					b.errorf("%s: %v: %v", what, err.Class, err)
				}
			})
		})
	}
}
