package guard

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unhex reads hexadecimal text with comments behind "#".
func unhex(text string) []byte {
	var digits strings.Builder
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		digits.WriteString(strings.Join(strings.Fields(line), ""))
	}
	b, err := hex.DecodeString(digits.String())
	if err != nil {
		panic(err)
	}
	return b
}

// The PDUs below are written by hand after C706 and [MS-RPCE].

// bind offers IKEEXT over NDR 2.0 and, as Windows does, feature negotiation,
// with an NTLM token of four bytes.
const bind = `
	05 00 0b 07 10000000 8000 0400 01000000  # header: bind, first, last, header signing; 128 bytes, token of 4
	d016 d016 00000000                       # fragments of 5840, no association group
	02 000000                                # two contexts
	0100 01 00                               # context 1, one transfer syntax
	20e598a39ad5dd4baa7a3c1e0303a511 01000000
	045d888aeb1cc9119fe808002b104860 02000000
	0000 01 00                               # context 0
	20e598a39ad5dd4baa7a3c1e0303a511 01000000
	2c1cb76c129840450300000000000000 01000000
	0a 06 00 00 07000000                     # trailer: NTLM, privacy, context 7
	01020304`

const bindAck = `
	05 00 0c 17 10000000 6000 0400 01000000  # header: bind_ack, 96 bytes, token of 4
	b810 d016 34120000                       # 4280 may be sent to us, 5840 received
	0600 343936363600                        # secondary address "49666"
	02 000000                                # two results
	0000 0000 045d888aeb1cc9119fe808002b104860 02000000
	0300 0300 00000000000000000000000000000000 00000000
	0a 06 00 00 07000000                     # trailer
	05060708`

const request = `
	05 00 00 03 10000000 3000 1000 03000000  # header: request, 48 bytes, signature of 16
	00000000 0100 0000                       # context 1, opnum 0
	0a 06 00 00 07000000
	01000000 1122334455667788 00000000`

const response = `
	05 00 02 03 10000000 4000 1000 03000000  # header: response, 64 bytes, signature of 16
	10000000 0100 00 00                      # context 1
	000102030405060708090a0b0c0d0e0f         # stub
	0a 06 00 00 07000000
	01000000 1122334455667788 00000000`

const fault = `
	05 00 03 23 10000000 2000 0000 03000000  # header: fault, did not execute, 32 bytes
	20000000 0100 00 00
	05000000 00000000                        # ERROR_ACCESS_DENIED`

// peer is a connection whose other end says what it was told to.
type peer struct {
	net.Conn
	in     io.Reader
	out    bytes.Buffer
	closed bool
}

func (p *peer) Read(b []byte) (int, error)  { return p.in.Read(b) }
func (p *peer) Write(b []byte) (int, error) { return p.out.Write(b) }
func (p *peer) Close() error                { p.closed = true; return nil }
func (p *peer) SetDeadline(time.Time) error { return nil }

func limits() Limits { return Limits{Fragments: 4, Bytes: 64} }

// readPDU reads one PDU as the library does: the header, then the rest.
func readPDU(c io.Reader) ([]byte, error) {
	head := make([]byte, headerSize)
	if _, err := io.ReadFull(c, head); err != nil {
		return nil, err
	}
	rest := make([]byte, binary.LittleEndian.Uint16(head[8:])-headerSize)
	_, err := io.ReadFull(c, rest)
	return append(head, rest...), err
}

// bound returns a connection that was bound and has sent a request, and whose
// peer answers with reply.
func bound(t testing.TB, reply ...[]byte) (*Conn, *peer) {
	p := &peer{in: io.MultiReader(bytes.NewReader(unhex(bindAck)), bytes.NewReader(bytes.Join(reply, nil)))}
	c := New(p, limits())
	_, err := c.Write(unhex(bind))
	require.NoError(t, err)
	_, err = readPDU(c)
	require.NoError(t, err)
	_, err = c.Write(unhex(request))
	require.NoError(t, err)
	return c, p
}

// edit returns the PDU with the bytes at offset replaced.
func edit(pdu string, offset int, with ...byte) []byte {
	b := unhex(pdu)
	copy(b[offset:], with)
	return b
}

// resized returns the PDU with n bytes put in at offset, or that many taken out
// there, and one byte replaced; its fragment length says so.
func resized(pdu string, offset, n, at int, with byte) []byte {
	b := edit(pdu, at, with)
	if n > 0 {
		b = slices.Insert(b, offset, make([]byte, n)...)
	} else {
		b = slices.Delete(b, offset, offset-n)
	}
	binary.LittleEndian.PutUint16(b[8:], uint16(len(b)))
	return b
}

func TestMalformedBindAck(t *testing.T) {
	for name, b := range map[string][]byte{
		"version":                       edit(bindAck, 0, 4),
		"minor version":                 edit(bindAck, 1, 1),
		"big-endian":                    edit(bindAck, 4, 0),
		"request in its place":          edit(bindAck, 2, typeRequest),
		"response in its place":         edit(bindAck, 2, typeResponse),
		"unknown type":                  edit(bindAck, 2, 99),
		"object flag":                   edit(bindAck, 3, 0x83),
		"not the first fragment":        edit(bindAck, 3, 0x02),
		"not the last fragment":         edit(bindAck, 3, 0x01),
		"call id":                       edit(bindAck, 12, 9),
		"fragment length 0":             edit(bindAck, 8, 0, 0),
		"fragment length 10":            edit(bindAck, 8, 10, 0),
		"longer than offered":           edit(bindAck, 8, 0xff, 0xff),
		"token longer than the PDU":     edit(bindAck, 10, 0x60, 0xea),
		"no token":                      edit(bindAck, 10, 0, 0),
		"other mechanism":               edit(bindAck, 84, 9),
		"other level":                   edit(bindAck, 85, 5),
		"other security context":        edit(bindAck, 88, 8),
		"padding beyond the body":       edit(bindAck, 86, 255),
		"padding over the results":      edit(bindAck, 86, 4),
		"transmit size 0":               edit(bindAck, 16, 0, 0),
		"transmit size 20":              edit(bindAck, 16, 20, 0),
		"transmit size 1431":            edit(bindAck, 16, 0x97, 0x05),
		"transmit size above the offer": edit(bindAck, 16, 0xd1, 0x16),
		"receive size 0":                edit(bindAck, 18, 0, 0),
		"receive size above the offer":  edit(bindAck, 18, 0xd1, 0x16),
		"secondary address too long":    edit(bindAck, 24, 0xff, 0xff),
		"one result":                    edit(bindAck, 32, 1),
		"one result alone":              resized(bindAck, 60, -24, 32, 1),
		"three results":                 resized(bindAck, 84, 24, 32, 3),
		"bytes behind the results":      resized(bindAck, 84, 4, 32, 2),
		"255 results":                   edit(bindAck, 32, 255),
		"unknown result":                edit(bindAck, 36, 7),
		"accepted with other syntax":    edit(bindAck, 40, 0),
	} {
		t.Run(name, func(t *testing.T) {
			p := &peer{in: bytes.NewReader(b)}
			c := New(p, limits())
			_, err := c.Write(unhex(bind))
			require.NoError(t, err)
			got := make([]byte, 1)
			n, err := c.Read(got)
			assert.Zero(t, n, "a byte reached the library")
			var protocol *ProtocolError
			require.ErrorAs(t, err, &protocol)
			assert.True(t, p.closed, "the connection stayed open")
			assert.Equal(t, err, c.Err())
			n, err = c.Read(got)
			assert.Zero(t, n, "a byte reached a library that reads on")
			assert.ErrorAs(t, err, &protocol)
		})
	}
}

func TestMalformedResponse(t *testing.T) {
	for name, b := range map[string][]byte{
		"call id":                    edit(response, 12, 4),
		"presentation context":       edit(response, 20, 2),
		"no signature":               edit(response, 10, 0, 0),
		"signature of 15":            edit(response, 10, 15, 0),
		"signature longer than PDU":  edit(response, 10, 0xff, 0xff),
		"signature into the header":  edit(response, 10, 33, 0),
		"other mechanism":            edit(response, 40, 16),
		"lower level":                edit(response, 41, 5),
		"other security context":     edit(response, 44, 8),
		"padding longer than stub":   edit(response, 42, 17),
		"object flag":                edit(response, 3, 0x83),
		"second fragment first":      edit(response, 3, 0x02),
		"shorter than its header":    edit(response, 8, 23, 0),
		"bind_ack in its place":      edit(response, 2, typeBindAck),
		"alter_context_resp instead": edit(response, 2, typeAlterResp),
		"longer than agreed on":      edit(response, 8, 0xb9, 0x10),
		"fault of 31 bytes":          edit(fault, 8, 31, 0),
		"fault for another call":     edit(fault, 12, 9),
		"two first fragments":        append(edit(response, 3, 0x01), unhex(response)...),
		"too many fragments":         bytes.Repeat(append(edit(response, 3, 0x01), edit(response, 3, 0)...), 3),
	} {
		t.Run(name, func(t *testing.T) {
			c, p := bound(t, b)
			_, err := io.ReadAll(c)
			var protocol *ProtocolError
			require.ErrorAs(t, err, &protocol)
			assert.True(t, p.closed)
		})
	}
}

func TestReplyLimits(t *testing.T) {
	first, middle, last := edit(response, 3, 0x01), edit(response, 3, 0x00), edit(response, 3, 0x02)
	t.Run("within", func(t *testing.T) { // four fragments of 16 bytes
		c, _ := bound(t, first, middle, middle, last)
		for range 4 {
			_, err := readPDU(c)
			require.NoError(t, err)
		}
	})
	t.Run("one fragment more", func(t *testing.T) {
		c, _ := bound(t, first, middle, middle, middle, last)
		_, err := io.ReadAll(c)
		assert.ErrorContains(t, err, "reply longer than")
	})
	t.Run("one byte more", func(t *testing.T) { // than 64, in one fragment
		c, _ := bound(t, resized(response, 24, 49, 24, 0))
		_, err := io.ReadAll(c)
		assert.ErrorContains(t, err, "reply longer than")
	})
	t.Run("not a byte more", func(t *testing.T) {
		c, _ := bound(t, resized(response, 24, 48, 24, 0))
		_, err := readPDU(c)
		require.NoError(t, err)
	})
	t.Run("after the last", func(t *testing.T) {
		c, _ := bound(t, unhex(response), unhex(response))
		_, err := readPDU(c)
		require.NoError(t, err)
		_, err = readPDU(c)
		assert.ErrorContains(t, err, "while nothing was asked")
	})
}

func TestTruncated(t *testing.T) {
	whole := unhex(response)
	for n := range whole {
		c, _ := bound(t, whole[:n])
		_, err := readPDU(c)
		want := io.ErrUnexpectedEOF
		if n == 0 {
			want = ErrPeerClosed
		}
		assert.ErrorIs(t, err, want, "%d bytes", n)
	}
}

func TestBindAckSizesInTheLibrarysOrder(t *testing.T) {
	p := &peer{in: bytes.NewReader(unhex(bindAck))}
	c := New(p, limits())
	_, err := c.Write(unhex(bind))
	require.NoError(t, err)
	got, err := readPDU(c)
	require.NoError(t, err)
	want := edit(bindAck, 16, 0xd0, 0x16, 0xb8, 0x10)
	assert.Equal(t, want, got)
	assert.Equal(t, unhex(bind), p.out.Bytes())
}

func TestRejections(t *testing.T) {
	for name, c := range map[string]struct {
		pdu  []byte
		want Rejected
	}{
		"interface": {edit(bindAck, 36, 2, 0, 1, 0), Rejected{Reason: ReasonAbstractSyntax}},
		"syntaxes":  {edit(bindAck, 36, 2, 0, 2, 0), Rejected{Reason: ReasonTransferSyntaxes}},
		"nak": {unhex(`05 00 0d 03 10000000 1500 0000 01000000  0800 01 05 00`),
			Rejected{Reason: ReasonAuthType, Nak: true}},
	} {
		t.Run(name, func(t *testing.T) {
			conn := New(&peer{in: bytes.NewReader(c.pdu)}, limits())
			_, err := conn.Write(unhex(bind))
			require.NoError(t, err)
			_, err = conn.Read(make([]byte, 1))
			var rejected *Rejected
			require.ErrorAs(t, err, &rejected)
			assert.Equal(t, c.want, *rejected)
		})
	}
}

// TestReasons has other words for the same number in a bind_nak.
func TestReasons(t *testing.T) {
	for want, e := range map[string]Rejected{
		"interface refused: interface not supported":                  {Reason: 1},
		"interface refused: proposed transfer syntaxes not supported": {Reason: 2},
		"interface refused: local limit exceeded":                     {Reason: 3},
		"interface refused: reason not specified":                     {Reason: 4},
		"bind refused: reason not specified":                          {Reason: 3, Nak: true},
		"bind refused: temporary congestion":                          {Reason: 1, Nak: true},
		"bind refused: local limit exceeded":                          {Reason: 2, Nak: true},
		"bind refused: protocol version not supported":                {Reason: 4, Nak: true},
		"bind refused: authentication type not recognized":            {Reason: 8, Nak: true},
		"bind refused: invalid checksum":                              {Reason: 9, Nak: true},
	} {
		assert.Equal(t, want, e.Error())
	}
}

// TestContextLowByte lets the answer carry the low byte of the context, as Samba
// answers, and no other.
func TestContextLowByte(t *testing.T) {
	for _, c := range []struct {
		id byte
		ok bool
	}{{1, true}, {2, false}} {
		p := &peer{in: io.MultiReader(bytes.NewReader(unhex(bindAck)), bytes.NewReader(edit(response, 20, c.id, 0)))}
		conn := New(p, limits())
		_, err := conn.Write(unhex(bind))
		require.NoError(t, err)
		_, err = readPDU(conn)
		require.NoError(t, err)
		_, err = conn.Write(edit(request, 20, 1, 5))
		require.NoError(t, err)
		_, err = readPDU(conn)
		assert.Equal(t, c.ok, err == nil, "context %d for 1281", c.id)
	}
}

// TestFault holds what the library gets in place of a fault: the connection
// stays open, and the fault is there for the caller.
func TestFault(t *testing.T) {
	c, p := bound(t, unhex(fault))
	got, err := readPDU(c)
	require.NoError(t, err)
	assert.Equal(t, unhex(`
		05 00 03 03 10000000 2800 0000 03000000
		00000000 0100 00 00
		00000000 00000000
		00000000 00000000`), got)
	assert.False(t, p.closed)
	assert.Equal(t, &Fault{Status: 5, DidNotExecute: true}, c.TakeFault())
	assert.Nil(t, c.TakeFault())
}

func TestFaultWithVerifier(t *testing.T) {
	b := append(edit(fault, 8, 0x38, 0, 16, 0), unhex(`0a060000 07000000 01000000 1122334455667788 00000000`)...)
	c, _ := bound(t, b)
	_, err := readPDU(c)
	require.NoError(t, err)
	assert.Equal(t, &Fault{Status: 5, DidNotExecute: true, Protected: true}, c.TakeFault())
}

func TestShutdown(t *testing.T) {
	c, _ := bound(t, unhex(`05 00 11 03 10000000 1000 0000 00000000`))
	_, err := readPDU(c)
	assert.ErrorIs(t, err, ErrPeerClosed)
}

func TestUnauthenticatedVerifier(t *testing.T) {
	plain := edit(request, 8, 24, 0, 0, 0)[:24]
	c := New(&peer{in: io.MultiReader(bytes.NewReader(unhex(bindAck)), bytes.NewReader(unhex(response)))}, limits())
	_, err := c.Write(unhex(bind))
	require.NoError(t, err)
	_, err = readPDU(c)
	require.NoError(t, err)
	_, err = c.Write(plain)
	require.NoError(t, err)
	_, err = readPDU(c)
	assert.ErrorContains(t, err, "verifier in an unauthenticated response")
}

func TestMalformedOutgoing(t *testing.T) {
	for name, b := range map[string][]byte{
		"empty":            nil,
		"half a header":    unhex(bind)[:8],
		"half a PDU":       unhex(bind)[:90],
		"contexts run out": edit(bind, 24, 200),
		"token too long":   edit(bind, 10, 0xff),
		"a response":       unhex(response),
	} {
		t.Run(name, func(t *testing.T) {
			p := &peer{in: bytes.NewReader(nil)}
			n, err := New(p, limits()).Write(b)
			assert.Zero(t, n)
			require.Error(t, err)
			assert.Zero(t, p.out.Len())
		})
	}
}
