package ikeexttest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// edited returns commented hexadecimal as bytes, changed.
func edited(t testing.TB, text string, edit func(b []byte) []byte) []byte {
	t.Helper()
	return edit(unhex(t, text))
}

func set(offset int, value ...byte) func([]byte) []byte {
	return func(b []byte) []byte {
		copy(b[offset:], value)
		return b
	}
}

// withTrailer appends a security trailer and a token.
func withTrailer(typ, level byte, token ...byte) func([]byte) []byte {
	return func(b []byte) []byte {
		b = append(b, typ, level, 0, 0, 1, 0, 0, 0)
		b = append(b, token...)
		setLengths(b, len(token))
		return b
	}
}

func TestMalformedBinds(t *testing.T) {
	tests := []struct {
		name     string
		edit     func([]byte) []byte
		reason   int // of the bind_nak
		breaches int
	}{
		{"version 4", set(0, 4), nakVersion, 1},
		{"version 5.2", set(1, 2), nakVersion, 1},
		{"big-endian", set(4, 0), nakNotSpecified, 1},
		{"EBCDIC", set(4, 0x11), nakNotSpecified, 1},
		{"fragment length 0", set(8, 0), nakNotSpecified, 1},
		{"fragment length 15", set(8, 15), nakNotSpecified, 1},
		{"verifier longer than the PDU", set(10, 0xff, 0x7f), nakNotSpecified, 1},
		{"verifier without room for its trailer", set(10, 0x31), nakNotSpecified, 1},
		{"no room for the trailer by a byte", set(10, 0x39), nakNotSpecified, 1},
		{"no contexts", set(24, 0), nakNotSpecified, 1},
		{"contexts that are not there", set(24, 255), nakNotSpecified, 1},
		{"transfer syntaxes that are not there", set(30, 2), nakNotSpecified, 1},
		{"no transfer syntax", set(30, 0), nakNotSpecified, 1},
		{"padding longer than the body", func(b []byte) []byte {
			b = withTrailer(authNTLM, 6, 1, 2, 3, 4)(b)
			b[74] = 255
			return b
		}, nakNotSpecified, 1},
		{"small fragments", set(16, 0x97, 0x05), nakLocalLimit, 1},
		{"tiny fragments", set(18, 0, 0), nakLocalLimit, 1},
		{"unknown association group", set(20, 1), nakNotSpecified, 1},
		{"a token that is not SPNEGO's", withTrailer(authNegotiate, 6, 0x60), nakInvalidToken, 1},
		{"SPNEGO at level call", withTrailer(authNegotiate, 3, 0x60), nakAuthType, 0},
		{"Kerberos", withTrailer(16, 6, 0x60), nakAuthType, 0},
		{"NTLM at level none", withTrailer(authNTLM, 1, 0), nakAuthType, 0},
		{"NTLM at level call", withTrailer(authNTLM, 3, 0), nakAuthType, 0},
		{"a token that is none", withTrailer(authNTLM, 6, []byte("NTLMSSQ\x00")...), nakInvalidToken, 1},
		{"the last token first", withTrailer(authNTLM, 6, []byte("NTLMSSP\x00\x03\x00\x00\x00")...), nakInvalidToken, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{})
			c := dialRPC(t, h.Endpoint())
			c.send(edited(t, bindIKEEXT, test.edit))
			want := unhex(t, `05 00 0d 03 10 00 00 00 15 00 00 00 01 00 00 00 00 00 01 05 00`)
			want[16] = byte(test.reason)
			assert.Equal(t, want, c.receive())
			c.requireEnd()
			assert.Len(t, h.Violations(), test.breaches)
		})
	}
}

func TestNoAnswerForWhatHasNone(t *testing.T) {
	tests := []struct {
		name string
		pdus []string
		edit func([]byte) []byte
	}{
		{"another protocol", nil, func([]byte) []byte { return []byte("GET / HTTP/1.1\r\nHost: h\r\n\r\n") }},
		{"request before bind", nil, set(0)},
		{"alter_context before bind", nil, set(2, typeAlterContext)},
		{"auth3 before bind", nil, set(2, typeAuth3)},
		{"response", nil, set(2, typeResponse)},
		{"bind_ack", nil, set(2, typeBindAck)},
		{"unknown type", nil, set(2, 0xff)},
		{"second bind", []string{bindIKEEXT}, func([]byte) []byte { return unhex(t, bindIKEEXT) }},
		{"auth3 without a token", []string{bindIKEEXT}, set(2, typeAuth3)},
		{"auth3 that nobody waits for", []string{bindIKEEXT}, func(b []byte) []byte {
			b[2] = typeAuth3
			return withTrailer(authNTLM, 6, 1, 2, 3, 4)(b)
		}},
		{"alter_context without contexts", []string{bindIKEEXT}, set(2, typeAlterContext)},
		{"fragmented auth3", []string{bindIKEEXT}, set(2, typeAuth3, flagFirst)},
		{"request without its header", []string{bindIKEEXT}, func(b []byte) []byte {
			b = b[:20]
			setLengths(b, 0)
			return b
		}},
		{"request without its object", []string{bindIKEEXT}, set(3, flagFirst|flagLast|flagObject)},
		{"request without a beginning", []string{bindIKEEXT}, set(3, flagLast)},
		{"request longer than agreed on", []string{bindIKEEXT}, func([]byte) []byte {
			return requestPDU(2, 0, make([]byte, 5840-24+1))
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{})
			c := dialRPC(t, h.Endpoint())
			for _, p := range test.pdus {
				c.ask(p)
			}
			c.send(edited(t, getStatistics, test.edit))
			c.requireEnd()
			assert.Len(t, h.Violations(), 1)
			assert.Empty(t, h.Calls())
		})
	}
}

// session returns the beginning of a stub of EngineOpen: a session in which one
// of the four pointers is set, name, description, sid or username.
func session(pointer int) []byte {
	b := make([]byte, 4+48)
	b[0] = 1
	b[4+[]int{16, 20, 36, 40}[pointer]] = 1
	return b
}

func TestEngineOpenWithASid(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.EngineEndpoint())
	c.ask(bindEngine)
	c.send(requestPDU(2, 2, append(session(2),
		2, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0, // S-1-5-32-544
		0, 0, 0, 0)))
	assert.Equal(t, byte(typeResponse), c.receive()[2])
}

// Breaches within a request of one fragment are answered with a fault, and the
// connection serves the next request.
func TestFaultsThatKeepTheConnection(t *testing.T) {
	tests := []struct {
		name, bind string
		pdu        []byte
		want       uint32
	}{
		{"unknown context", bindIKEEXT, edited(t, getStatistics, set(20, 9)), faultUnknownIf},
		{"opnum out of range", bindIKEEXT, requestPDU(2, 10, nil), faultOpnumRange},
		{"stub of an operation without input", bindIKEEXT, requestPDU(2, 0, []byte{0, 0, 0, 0}), faultBadStub},
		{"template of an unknown type", bindIKEEXT, requestPDU(2, 1, unhex(t, `01000000 15000000 15000000`)), faultInvalidTag},
		{"template that says its type twice", bindIKEEXT, requestPDU(2, 1, unhex(t, `01000000 03000000 02000000`+
			strings.Repeat("00", 20))), faultBadStub},
		{"template cut off", bindIKEEXT, requestPDU(2, 1, unhex(t, `01000000 00000000 00000000 00000000`)), faultBadStub},
		{"template with more", bindIKEEXT, requestPDU(2, 1, make([]byte, 8)), faultBadStub},
		{"template with an endless blob", bindIKEEXT, requestPDU(2, 1, unhex(t, `01000000 00000000 00000000 00000000 00000000
			ffffffff 01000000 ffffffff`)), faultBadStub},
		{"template with a range of ranges", bindIKEEXT, requestPDU(2, 1, unhex(t, `01000000 02010000 02010000 01000000
			00000000 00000000 00000000 00000000 02010000 02010000 01000000`)), faultInvalidTag},
		{"SAEnum of 23 bytes", bindIKEEXT, requestPDU(2, 2, make([]byte, 23)), faultBadStub},
		{"SAEnum of a stranger's handle", bindIKEEXT, requestPDU(2, 2, bytes.Repeat([]byte{7}, 24)), faultContextMismatch},
		{"SADestroyEnumHandle of 19 bytes", bindIKEEXT, requestPDU(2, 3, make([]byte, 19)), faultBadStub},
		{"SADestroyEnumHandle of a stranger's handle", bindIKEEXT, requestPDU(2, 3, bytes.Repeat([]byte{7}, 20)), faultContextMismatch},
		{"SADeleteById of 4 bytes", bindIKEEXT, requestPDU(2, 4, make([]byte, 4)), faultBadStub},
		{"SAGetById without a lookup", bindIKEEXT, requestPDU(2, 5, make([]byte, 8)), faultBadStub},
		{"SAGetById with half a lookup", bindIKEEXT, requestPDU(2, 5, bytes.Repeat([]byte{1}, 20)), faultBadStub},
		{"SaDbSetSecurityInfo that says its size twice", bindIKEEXT, requestPDU(2, 7, unhex(t,
			`04000000 03000000 01000000 02000000 01020000`)), faultBadStub},
		{"preferred addresses of two versions", bindIKEEXT, requestPDU(2, 8, unhex(t, `0000000000000000 00000000 00000000 00000000
			01000000`+strings.Repeat("00", 16))), faultInvalidTag},
		{"additional addresses without end", bindIKEEXT, requestPDU(2, 9, unhex(t, `0000000000000000 ffffffff 01000000
			00000000 00000000 ffffffff`)), faultBadStub},
		{"engine opnum out of range", bindEngine, requestPDU(2, 195, make([]byte, 20)), faultOpnumRange},
		{"engine operation of no handle", bindEngine, requestPDU(2, 1, make([]byte, 12)), faultBadStub},
		{"engine operation of a stranger's handle", bindEngine, requestPDU(2, 84, bytes.Repeat([]byte{7}, 20)), faultContextMismatch},
		{"EngineOpen without a stub", bindEngine, requestPDU(2, 2, nil), faultBadStub},
		{"EngineOpen with more", bindEngine, requestPDU(2, 2, make([]byte, 12)), faultBadStub},
		{"EngineOpen with half a session", bindEngine, requestPDU(2, 2, bytes.Repeat([]byte{1}, 32)), faultBadStub},
		{"EngineOpen with an endless name", bindEngine, requestPDU(2, 2, append(session(0),
			0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff)), faultBadStub},
		{"EngineOpen with an endless language", bindEngine, requestPDU(2, 2, append(make([]byte, 4),
			1, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff)), faultBadStub},
		{"EngineOpen with characters of no language", bindEngine, requestPDU(2, 2, append(make([]byte, 4),
			1, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0)), faultBadStub},
		{"EngineOpen with an unfinished name", bindEngine, requestPDU(2, 2, append(session(0),
			1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 'x', 0, 0, 0, 0, 0, 0, 0)), faultBadStub},
		{"EngineOpen with an unsound sid", bindEngine, requestPDU(2, 2, append(session(2),
			1, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0, 0, 0, 0, 0)), faultBadStub},
		{"EngineClose of 19 bytes", bindEngine, requestPDU(2, 3, make([]byte, 19)), faultBadStub},
		{"EngineClose of a null handle", bindEngine, requestPDU(2, 3, make([]byte, 20)), faultContextMismatch},
		{"EngineClose of a stranger's handle", bindEngine, requestPDU(2, 3, bytes.Repeat([]byte{7}, 20)), faultContextMismatch},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true})
			binding, after := h.Endpoint(), requestPDU(3, 0, nil)
			if test.bind == bindEngine {
				binding, after = h.EngineEndpoint(), requestPDU(3, 2, make([]byte, 8))
			}
			c := dialRPC(t, binding)
			c.ask(test.bind)
			c.send(test.pdu)
			requireFault(t, test.want, c.receive())
			assert.Len(t, h.Violations(), 1)
			c.send(after)
			assert.Equal(t, byte(typeResponse), c.receive()[2])
		})
	}
}

func TestMalformedEptMaps(t *testing.T) {
	const towerAt = 40 // in the PDU: where the tower's floors begin
	tests := []struct {
		name string
		edit func([]byte) []byte
		want uint32
	}{
		{"ept_inq_object", set(22, 5), faultOpnumRange},
		{"no tower", set(28, 0), faultBadStub},
		{"endless tower", set(32, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), faultBadStub},
		{"tower of another size", set(32, 0x4a), faultBadStub},
		{"no floors", set(towerAt, 0), faultBadStub},
		{"more floors than there are", set(towerAt, 6), faultBadStub},
		{"fewer floors than there are", set(towerAt, 4), faultBadStub},
		{"floor longer than the tower", set(towerAt+2, 0xff, 0xff), faultBadStub},
		{"first floor is no interface", set(towerAt+4, 0x0b), faultBadStub},
		{"entry handle", set(towerAt+80, 1), faultContextMismatch},
		{"too many towers", set(136, 0xf5, 1), faultBadStub},
		{"cut short", func(b []byte) []byte {
			b = b[:len(b)-1]
			setLengths(b, 0)
			return b
		}, faultBadStub},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{})
			c := dialRaw(t, h.Addr().String())
			c.ask(bindEPM)
			c.send(edited(t, mapIKEEXT, test.edit))
			requireFault(t, test.want, c.receive())
			assert.Len(t, h.Violations(), 1)
			assert.Equal(t, byte(typeResponse), c.ask(mapIKEEXT)[2])
		})
	}
}

func TestEptMapOfOtherTowers(t *testing.T) {
	tests := []struct {
		name string
		edit func([]byte) []byte
	}{
		{"another interface", set(45, 0xff)},
		{"NDR64", set(70, 0x33)},
		{"UDP", set(101, 0x08)},
		{"a newer interface", set(61, 2)},
		{"management", func(b []byte) []byte {
			copy(b[45:], []byte{0x80, 0xbd, 0xa8, 0xaf, 0x8a, 0x7d, 0xc9, 0x11, 0xbe, 0xf4, 0x08, 0x00, 0x2b, 0x10, 0x29, 0x89})
			return b
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{})
			c := dialRaw(t, h.Addr().String())
			c.ask(bindEPM)
			c.send(edited(t, mapIKEEXT, test.edit))
			stub := c.receive()[24:]
			require.Len(t, stub, 40)
			assert.EqualValues(t, statusNotRegistered, le.Uint32(stub[36:]))
			assert.Empty(t, h.Violations())
		})
	}
}

func TestFragmentedRequests(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.EngineEndpoint())
	c.ask(bindEngine)
	for i, flags := range []byte{flagFirst, 0, flagLast} {
		part := requestPDU(2, 2, make([]byte, []int{3, 4, 1}[i]))
		part[3] = flags
		c.send(part)
	}
	assert.Equal(t, byte(typeResponse), c.receive()[2])
	require.Len(t, h.Calls(), 1)
	assert.Equal(t, make([]byte, 8), h.Calls()[0].Stub)
	assert.Empty(t, h.Violations())
}

func TestFragmentsThatDoNotBelongTogether(t *testing.T) {
	first := edited(t, getStatistics, set(3, flagFirst))
	tests := map[string][]byte{
		"another call":    edited(t, getStatistics, set(3, flagLast, 0x10, 0, 0, 0, 0x18, 0, 0, 0, 9)),
		"another opnum":   edited(t, getStatistics, func(b []byte) []byte { b[3], b[22] = flagLast, 1; return b }),
		"another context": edited(t, getStatistics, func(b []byte) []byte { b[3], b[20] = flagLast, 1; return b }),
		"a new beginning": first,
	}
	for name, second := range tests {
		t.Run(name, func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true})
			c := dialRPC(t, h.Endpoint())
			c.ask(bindIKEEXT)
			c.send(first)
			c.send(second)
			c.requireEnd()
			assert.Len(t, h.Violations(), 1)
		})
	}
}

func TestEndlessRequestIsCutOff(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	part := requestPDU(2, 0, make([]byte, 5000))
	for sent := 0; sent <= maxRequestStub; sent += 5000 {
		part[3] = 0
		if sent == 0 {
			part[3] = flagFirst
		}
		c.send(part)
	}
	c.requireEnd()
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "request of more than 65536 bytes")
}

func TestOrphanedRequestIsForgotten(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(edited(t, getStatistics, set(3, flagFirst)))
	c.send(unhex(t, `05 00 13 03 10 00 00 00 10 00 00 00 02 00 00 00`))
	assert.Equal(t, byte(typeResponse), c.ask(getStatistics)[2])
	assert.Empty(t, h.Violations())
}

func TestAlterContextSignsInLater(t *testing.T) {
	h := start(t, Config{})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	alter := func(level byte, token []byte) []byte {
		return edited(t, bindIKEEXT, func(b []byte) []byte {
			b[2] = typeAlterContext
			return withTrailer(authNTLM, level, token...)(b)
		})
	}
	c.send(alter(levelPrivacy, negotiateMessage(t)))
	answer := c.receive()
	require.Equal(t, byte(typeAlterResp), answer[2])
	assert.NotZero(t, le.Uint16(answer[10:]), "length of the challenge")
	c.send(alter(levelPrivacy, []byte("NTLMSSP\x00\x03")))
	requireFault(t, faultSecurityPackage, c.receive())
	c.requireEnd()
	assert.Len(t, h.Violations(), 1)
}

func TestAlterContextWithAnUnknownMechanism(t *testing.T) {
	h := start(t, Config{})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(edited(t, bindIKEEXT, func(b []byte) []byte {
		b[2] = typeAlterContext
		return withTrailer(16, levelPrivacy, 1)(b)
	}))
	requireFault(t, faultAccessDenied, c.receive())
}

func TestAlterContextAddsAnInterface(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(edited(t, bindIKEEXT, func(b []byte) []byte {
		b[2], b[28] = typeAlterContext, 5 // presentation context 5
		return b
	}))
	answer := c.receive()
	assert.Equal(t, byte(typeAlterResp), answer[2])
	assert.Zero(t, le.Uint16(answer[24:]), "no secondary address")
	request := requestPDU(3, 0, nil)
	request[20] = 5
	c.send(request)
	response := c.receive()
	assert.Equal(t, byte(typeResponse), response[2])
	assert.Equal(t, byte(5), response[20], "context of the response")
}
