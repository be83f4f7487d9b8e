package ikeext_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/damage"
)

// mutation changes a PDU in one way. The other is some PDU of the conversation.
type mutation struct {
	name   string
	change func(r *rand.Rand, pdu, other []byte) []byte
}

// span is a stretch of b, not empty, of at most limit bytes.
func span(r *rand.Rand, b []byte, limit int) (from, to int) {
	from = r.IntN(len(b))
	return from, from + 1 + r.IntN(min(limit, len(b)-from))
}

func mutations() []mutation {
	return []mutation{
		{"bits", func(r *rand.Rand, b, _ []byte) []byte {
			for range 1 + r.IntN(8) {
				flip(r.IntN(8 * len(b)))(b)
			}
			return b
		}},
		{"bytes", func(r *rand.Rand, b, _ []byte) []byte {
			for range 1 + r.IntN(4) {
				b[r.IntN(len(b))] = byte(r.Uint32())
			}
			return b
		}},
		{"header", func(r *rand.Rand, b, _ []byte) []byte {
			b[r.IntN(24)] = []byte{0, 1, 2, 3, 0x7f, 0x80, 0xfe, 0xff}[r.IntN(8)]
			return b
		}},
		{"word", func(r *rand.Rand, b, _ []byte) []byte {
			value := words([]uint32{0, 1, 4, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff}[r.IntN(9)])
			copy(b[r.IntN(len(b)/4)*4:], value[:1+r.IntN(4)])
			return b
		}},
		{"zeros", func(r *rand.Rand, b, _ []byte) []byte {
			from, to := span(r, b, 64)
			clear(b[from:to])
			return b
		}},
		{"removal", func(r *rand.Rand, b, _ []byte) []byte {
			from, to := span(r, b, 32)
			return append(b[:from], b[to:]...)
		}},
		{"insertion", func(r *rand.Rand, b, other []byte) []byte {
			from, to := span(r, other, 32)
			at := r.IntN(len(b) + 1)
			return append(b[:at:at], append(bytes.Clone(other[from:to]), b[at:]...)...)
		}},
		{"shift", func(r *rand.Rand, b, other []byte) []byte { // with lengths that fit
			from, to := span(r, other, 32)
			at := 16 + r.IntN(len(b)-15)
			b = append(b[:at:at], append(bytes.Clone(other[from:to]), b[at:]...)...)
			b[8], b[9] = byte(len(b)), byte(len(b)>>8)
			return b
		}},
		{"other PDU", func(_ *rand.Rand, b, other []byte) []byte {
			return append(append(bytes.Clone(other[:12]), b[12:16]...), other[16:]...) // under the call id
		}},
		{"end", func(r *rand.Rand, b, other []byte) []byte {
			return append(b[:r.IntN(len(b))], other[r.IntN(len(other)):]...)
		}},
	}
}

// TestHostileMutations changes PDUs of a conversation that nothing protects at
// random, the same way each time.
func TestHostileMutations(t *testing.T) {
	b := newBench(t)
	prepare := func() *damaged { return b.newDamaged(ikeexttest.Config{AllowUnauthenticated: true}, unprotected) }
	conversation := prepare().conversation(b)
	require.Len(t, conversation, 4)
	list := mutations()
	each(10000/damage.Scale(), prepare, func(d *damaged, i int) {
		r := rand.New(rand.NewPCG(1826, uint64(i)))
		m, which := list[r.IntN(len(list))], r.IntN(len(conversation))
		other := conversation[r.IntN(len(conversation))].Bytes
		sent := make(chan []byte, 1)
		what := fmt.Sprintf("mutation %d, %s in PDU %d", i, m.name, which)
		s, err := d.ask(b, what, instead(which, func(pdu []byte) []byte {
			pdu = m.change(r, pdu, other)
			sent <- bytes.Clone(pdu)
			return pdu
		}))
		switch {
		case err != nil:
		case which < 3:
			b.expectTrue(what, s)
		case !b.expectAsSent(what, s, <-sent):
			b.recount("values", "values that are other ones, as sent, and nothing can tell")
		}
	})
}

// TestHostileMutationsProtected changes PDUs of conversations with a sign-in at
// random: what passes are the true values. A PDU that is still there whole may be
// followed by anything.
func TestHostileMutationsProtected(t *testing.T) {
	dom := newDomain(t)
	kerberos := dom.host(ikeexttest.Permissive)
	for name, c := range map[string]struct {
		host ikeexttest.Config
		edit func(*ikeexttest.Host, *ikeext.Config)
	}{
		"ntlm":                {ikeexttest.Config{}, protected(ikeext.AuthNTLM, ikeext.LevelPrivacy)},
		"negotiate, ntlm":     {ikeexttest.Config{}, protected(ikeext.AuthNegotiate, ikeext.LevelIntegrity)},
		"kerberos":            {kerberos, dom.asAlice(ikeext.AuthKerberos, ikeext.LevelPrivacy, ikeext.DoorRPC)},
		"negotiate, kerberos": {kerberos, dom.asAlice(ikeext.AuthNegotiate, ikeext.LevelPrivacy, ikeext.DoorRPC)},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(c.host, c.edit) }
			conversation, list := prepare().conversation(b), mutations()
			each(10000/damage.Scale()/damage.Scale(), prepare, func(d *damaged, i int) {
				r := rand.New(rand.NewPCG(1828, uint64(i)))
				m, which := list[r.IntN(len(list))], r.IntN(len(conversation))
				other := conversation[r.IntN(len(conversation))].Bytes
				what := fmt.Sprintf("mutation %d, %s in PDU %d", i, m.name, which)
				s, err := d.ask(b, what, instead(which, func(pdu []byte) []byte { return m.change(r, pdu, other) }))
				if err == nil {
					b.expectTrue(what, s)
				}
			})
		})
	}
}
