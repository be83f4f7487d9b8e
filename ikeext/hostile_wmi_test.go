package ikeext_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/damage"
)

// wmiOpen is a host that lets callers in by WMI alone.
func wmiOpen() ikeexttest.Config { return ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit} }

// legBits are the bits of those PDUs of a conversation that nothing protects.
func legBits(conversation []ikeexttest.PDU) (list []place) {
	for _, at := range places(conversation, bits) {
		if conversation[at.pdu].Type != response {
			list = append(list, at)
		}
	}
	return list
}

// responseBits are the bits of the first response of each interface; the others are
// of the same kinds.
func responseBits(conversation []ikeexttest.PDU) (list []place) {
	firsts := firstResponses(conversation)
	for _, at := range places(conversation, bits) {
		if slices.Contains(firsts, at.pdu) {
			list = append(list, at)
		}
	}
	return list
}

// firstResponses are the numbers of the first response of each interface.
func firstResponses(conversation []ikeexttest.PDU) (list []int) {
	seen := map[string]bool{}
	for i, p := range conversation {
		if p.Type == response && !seen[p.Interface] {
			seen[p.Interface] = true
			list = append(list, i)
		}
	}
	return list
}

// firstAnswers are the numbers of the first stub of each interface.
func firstAnswers(stubs []stub) (list []int) {
	seen := map[string]bool{}
	for i, s := range stubs {
		if !seen[s.of] {
			seen[s.of] = true
			list = append(list, i)
		}
	}
	return list
}

// TestHostileWMIFlips flips the bits of WMI's conversations, one at a time: in the
// legs that nothing protects, binds and sign-ins of both connections, and in the
// responses, of which none passes on which anything depends.
func TestHostileWMIFlips(t *testing.T) {
	for _, c := range []struct {
		auth  ikeext.Auth
		level ikeext.Level
	}{
		{ikeext.AuthNTLM, ikeext.LevelIntegrity}, {ikeext.AuthNTLM, ikeext.LevelPrivacy},
		{ikeext.AuthNegotiate, ikeext.LevelIntegrity}, {ikeext.AuthNegotiate, ikeext.LevelPrivacy},
	} {
		for part, of := range map[string]func([]ikeexttest.PDU) []place{"legs": legBits, "responses": responseBits} {
			t.Run(fmt.Sprintf("%s/%s/%s", c.auth, c.level, part), func(t *testing.T) {
				b := newBench(t)
				prepare := func() *damaged { return b.newDamaged(wmiOpen(), overWMIWith(c.auth, c.level)) }
				conversation := prepare().conversation(b)
				list := few(of(conversation))
				each(len(list), prepare, func(d *damaged, i int) {
					at := list[i]
					what := fmt.Sprintf("bit %d of PDU %d, of %q", at.at, at.pdu, conversation[at.pdu].Interface)
					s, err := d.ask(b, what, instead(at.pdu, flip(at.at)))
					if err == nil && part == "responses" && !courteous(conversation, at.pdu) {
						b.errorf("%s was not noticed", what)
					} else if err == nil {
						b.expectTrue(what, s)
					}
				})
			})
		}
	}
}

// TestHostileWMIMutations changes PDUs of WMI's conversations at random, after they
// were protected. A PDU that is still there whole may be followed by anything.
func TestHostileWMIMutations(t *testing.T) {
	for _, level := range []ikeext.Level{ikeext.LevelIntegrity, ikeext.LevelPrivacy} {
		t.Run(string(level), func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(wmiOpen(), overWMIWith(ikeext.AuthNegotiate, level)) }
			conversation := prepare().conversation(b)
			list := mutations()
			each(10000/damage.Scale()/damage.Scale(), prepare, func(d *damaged, i int) {
				r := rand.New(rand.NewPCG(1826, uint64(i)))
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

// expectCarried holds that every value that is not the true one is in the bytes
// that were sent in place of others.
func (b *bench) expectCarried(what string, s *ikeext.Snapshot, sent []byte) (unspoiled bool) {
	truth := distinct()
	unspoiled = true
	check := func(name fmt.Stringer, v, want uint32) {
		if v == want {
			return
		}
		unspoiled = false
		if !bytes.Contains(sent, binary.LittleEndian.AppendUint32(nil, v)) {
			b.errorf("%s: %v is %d, which nobody sent", what, name, v)
		}
	}
	for f, v := range s.Fields() {
		check(f, v, truth[f])
	}
	own := ownValues()
	for f, v := range s.WMIFields() {
		check(f, v, own[f.Class()+"."+f.Property()])
	}
	return unspoiled
}

// ownValues are the counters of a host whose statistics are distinct, by class and
// name.
func ownValues() map[string]uint32 {
	values := map[string]uint32{}
	for _, object := range ikeexttest.PerformanceOf(distinct()) {
		for _, c := range object.Counters {
			values[object.Set+"."+c.Name] = c.Value
		}
	}
	return values
}

// carries reports whether a stub holds objects, and with them values.
func carries(s stub) bool { return s.of == "IEnumWbemClassObject" }

// TestHostileWMIStubFlips has a host that knows what it does, and signs it, flip
// the bits of what it answers: activation, bindings, references, objects.
func TestHostileWMIStubFlips(t *testing.T) {
	for name, host := range activations() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(host, overWMIWith(ikeext.AuthNTLM, ikeext.LevelIntegrity)) }
			stubs := prepare().answers(b)
			var list []place
			for _, i := range firstAnswers(stubs) {
				for bit := range 8 * len(stubs[i].bytes) {
					list = append(list, place{i, bit})
				}
			}
			list = few(list)
			each(len(list), prepare, func(d *damaged, i int) {
				at := list[i]
				b.askMeant(d, fmt.Sprintf("bit %d of answer %d, of %s", at.at, at.pdu, stubs[at.pdu].of), stubs, at.pdu, flip(at.at))
			})
		})
	}
}

// TestHostileWMIStubMutations has such a host answer at random.
func TestHostileWMIStubMutations(t *testing.T) {
	for name, host := range activations() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(host, overWMIWith(ikeext.AuthNTLM, ikeext.LevelIntegrity)) }
			stubs, list := prepare().answers(b), stubMutations()
			each(10000/damage.Scale()/damage.Scale(), prepare, func(d *damaged, i int) {
				r := rand.New(rand.NewPCG(1827, uint64(i)))
				m, which := list[r.IntN(len(list))], r.IntN(len(stubs))
				other := stubs[r.IntN(len(stubs))].bytes
				what := fmt.Sprintf("mutation %d, %s in answer %d, of %s", i, m.name, which, stubs[which].of)
				b.askMeant(d, what, stubs, which, func(stub []byte) []byte { return m.change(r, stub, other) })
			})
		})
	}
}

// stubMutations are those that know nothing of PDUs.
func stubMutations() []mutation {
	return slices.DeleteFunc(mutations(), func(m mutation) bool { return m.name == "shift" || m.name == "other PDU" })
}

// activations are hosts that know the one way to make an object or the other.
func activations() map[string]ikeexttest.Config {
	older := wmiOpen()
	older.NoCreateInstance = true
	return map[string]ikeexttest.Config{"RemoteCreateInstance": wmiOpen(), "RemoteActivation": older}
}

// askMeant queries a host that answers one call as change says, and means it: what
// is read are the values that were sent, or the query fails.
func (b *bench) askMeant(d *damaged, what string, stubs []stub, which int, change func([]byte) []byte) {
	sent := make(chan []byte, 1)
	s, err := d.askEdited(b, what, func(number int, stub []byte) []byte {
		if number != which {
			return stub
		}
		stub = change(bytes.Clone(stub))
		sent <- bytes.Clone(stub)
		return stub
	})
	switch {
	case err != nil:
	case !carries(stubs[which]):
		b.expectTrue(what, s)
	case !b.expectCarried(what, s, <-sent):
		b.recount("values", "values that are other ones, as sent, and nothing can tell")
	}
}

// TestHostileWMIHugeAnswers announces in each place of each answer more than there
// is: memory stays.
func TestHostileWMIHugeAnswers(t *testing.T) {
	for name, host := range activations() {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			prepare := func() *damaged { return b.newDamaged(host, overWMIWith(ikeext.AuthNTLM, ikeext.LevelIntegrity)) }
			stubs := prepare().answers(b)
			var list []place
			for _, i := range firstAnswers(stubs) {
				for at := range len(stubs[i].bytes) - 3 {
					list = append(list, place{i, at})
				}
			}
			list = few(list)
			each(len(list), prepare, func(d *damaged, i int) {
				at := list[i]
				huge := words([]uint32{0x7FFFFFFF, 0xFFFFFFFF, 0x00FFFFFF}[i%3])
				what := fmt.Sprintf("%x at %d of answer %d, of %s", huge, at.at, at.pdu, stubs[at.pdu].of)
				b.askMeant(d, what, stubs, at.pdu, func(stub []byte) []byte {
					copy(stub[at.at:], huge)
					return stub
				})
			})
		})
	}
}

// TestHostileWMINaks refuses each bind and each alter_context of WMI with each
// reason, the first of SPNEGO among them.
func TestHostileWMINaks(t *testing.T) {
	for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
		t.Run(string(auth), func(t *testing.T) {
			b := newBench(t)
			b.naks(func() *damaged { return b.newDamaged(wmiOpen(), overWMIWith(auth, ikeext.LevelPrivacy)) },
				func(n nak) ikeext.Class { return n.class(auth) })
		})
	}
}

// TestHostileNegotiateNaks does so to the binds of the other door.
func TestHostileNegotiateNaks(t *testing.T) {
	b := newBench(t)
	b.naks(func() *damaged {
		return b.newDamaged(ikeexttest.Config{}, func(_ *ikeexttest.Host, cfg *ikeext.Config) { cfg.Auth = ikeext.AuthNegotiate })
	}, func(n nak) ikeext.Class {
		if n.pdu.Interface == "" && n.number == 0 {
			return n.class(ikeext.AuthNTLM) // the mapper's, at which nobody signs in
		}
		return n.class(ikeext.AuthNegotiate)
	})
}

// nak is a refusal in place of a PDU.
type nak struct {
	number int
	pdu    ikeexttest.PDU
	reason uint16
}

// class is what comes of a refusal of a bind; empty for the values.
func (n nak) class(auth ikeext.Auth) ikeext.Class {
	switch {
	case n.pdu.Type != bindAck:
		return ikeext.ErrProtocol
	case n.reason == 1, n.reason == 2:
		return ikeext.ErrUnreachable
	case n.reason == 8 && auth == ikeext.AuthNegotiate:
		return "" // the host knows nothing of SPNEGO and is asked without it
	case n.reason == 8:
		return ikeext.ErrNotSupported
	case n.reason == 9:
		return ikeext.ErrAuthenticationFailed
	}
	return ikeext.ErrProtocol
}

// bindAck is a PDU type.
const bindAck = 12

// naks answers each bind and alter_context with each reason.
func (b *bench) naks(prepare func() *damaged, class func(nak) ikeext.Class) {
	var list []nak
	conversation := prepare().conversation(b)
	for i, p := range conversation {
		if (p.Type == bindAck || p.Type == alterResp) && !courteous(conversation, i) {
			for reason := range uint16(20) {
				list = append(list, nak{i, p, reason})
			}
		}
	}
	require.NotEmpty(b.t, list)
	each(len(list), prepare, func(d *damaged, i int) {
		n := list[i]
		what := fmt.Sprintf("reason %d at PDU %d of type %d", n.reason, n.number, n.pdu.Type)
		s, err := d.askPatiently(b, what, as(n.number, ikeexttest.Refuse(n.reason)))
		want := class(n)
		switch {
		case want == "" && err == nil:
			b.expectTrue(what, s)
		case want == "" || err == nil || err.Class != want:
			b.errorf("%s: %q, not %+v", what, want, err)
		}
	})
}

// TestHostileWMIFaults answers each kind of call of WMI with every status that has
// a name.
func TestHostileWMIFaults(t *testing.T) {
	statuses := namedStatuses(t)
	const invalidClass = 0x80041010
	b := newBench(t)
	prepare := func() *damaged { return b.newDamaged(wmiOpen(), overWMIWith(ikeext.AuthNTLM, ikeext.LevelPrivacy)) }
	conversation := prepare().conversation(b)
	calls := slices.DeleteFunc(firstResponses(conversation), func(i int) bool { return courteous(conversation, i) })
	require.Len(t, calls, 4)
	type fault struct {
		pdu    int
		status uint32
	}
	var list []fault
	for _, call := range calls {
		for _, status := range statuses {
			list = append(list, fault{call, status})
		}
	}
	list = some(list)
	each(len(list), prepare, func(d *damaged, i int) {
		f, of := list[i], conversation[list[i].pdu]
		what := fmt.Sprintf("fault %v from %s", ikeext.Code(f.status), of.Interface)
		s, err := d.askPatiently(b, what, as(f.pdu, ikeexttest.Fault(f.status)))
		switch {
		case f.status == invalidClass && slices.Contains(stages(of), "query"):
			// The host lacks this class. The fault took the place of a sealed response, so
			// that the next one is out of its order.
			if err == nil || err.Class != ikeext.ErrProtocol {
				b.errorf("%s: %v, %+v", what, s, err)
			}
		case err == nil, err.Code != ikeext.Code(f.status), err.Class != wmiFaultClass(of, f.status), !slices.Contains(stages(of), err.Stage):
			b.errorf("%s: not %v but %+v", what, wmiFaultClass(of, f.status), err)
		}
	})
}

// wmiFaultClass is that of a fault in place of a response: to the first call of a
// connection some statuses mean that the sign-in has failed, or may have.
func wmiFaultClass(p ikeexttest.PDU, status uint32) ikeext.Class {
	const protocolError, securityPackage = 0x1C01000B, 1825
	class := faultClass(status)
	if first := p.Interface == "IRemoteSCMActivator" || p.Interface == "IWbemLevel1Login"; !first {
		return class
	}
	switch {
	case class == ikeext.ErrAccessDenied:
		return ikeext.ErrSignInUnproven
	case status == protocolError, status == securityPackage:
		return ikeext.ErrAuthenticationFailed
	}
	return class
}
