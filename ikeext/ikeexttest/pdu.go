package ikeexttest

import (
	"encoding/binary"
	"fmt"
)

// PDU types of the connection-oriented protocol ([C706] 12.6.3).
const (
	typeRequest      = 0
	typeResponse     = 2
	typeFault        = 3
	typeBind         = 11
	typeBindAck      = 12
	typeBindNak      = 13
	typeAlterContext = 14
	typeAlterResp    = 15
	typeAuth3        = 16
	typeCancel       = 18
	typeOrphaned     = 19
)

// Flags of the header. In bind and alter_context PDUs and their answers bit 2
// asks for header signing ([MS-RPCE] 2.2.2.3).
const (
	flagFirst         = 0x01
	flagLast          = 0x02
	flagHeaderSign    = 0x04
	flagConcMPX       = 0x10
	flagDidNotExecute = 0x20
	flagObject        = 0x80
)

// Sizes in bytes.
const (
	headerSize      = 16
	trailerSize     = 8
	requestHeader   = headerSize + 8
	responseHeader  = headerSize + 8
	objectSize      = 16
	minFragment     = 1432 // [C706] 12.6.3.1, MustRecvFragSize
	maxFragment     = 5840 // what Windows grants
	maxTokenPDU     = 16384
	maxRequestStub  = 65536
	authenticatePad = 16 // Windows aligns the security trailer to this, from the body's start
)

// le is the byte order of every PDU here: of others the header says so and they
// are refused.
var le = binary.LittleEndian

// pdu is one received PDU with a sound header and security trailer.
type pdu struct {
	minor   byte
	typ     byte
	flags   byte
	callID  uint32
	raw     []byte
	end     int      // where the body ends: at the trailer or the end of the PDU
	trailer *trailer // nil when there is no verifier
}

// trailer is a security trailer ([MS-RPCE] 2.2.2.11) with the token behind it.
type trailer struct {
	typ, level byte
	pad        int
	contextID  uint32
	token      []byte
}

// breach is a breach of the protocol by the client, with the fault status to
// answer it with where a request is answered at all.
type breach struct {
	status uint32
	text   string
	// blameless is a call that the client had no reason not to make.
	blameless bool
}

func (b *breach) Error() string { return b.text }

func breachf(status uint32, format string, args ...any) *breach {
	return &breach{status: status, text: fmt.Sprintf(format, args...)}
}

// fragmentLength returns the length that a header claims, or 0 when the header
// is not one whose length can be believed.
func fragmentLength(header []byte) int {
	n := int(le.Uint16(header[8:]))
	if header[0] != 5 || header[4] != 0x10 || n < headerSize {
		return 0
	}
	return n
}

// parsePDU checks the header and the security trailer.
func parsePDU(raw []byte) (*pdu, error) {
	if raw[0] != 5 || raw[1] > 1 {
		return nil, breachf(0, "protocol version %d.%d", raw[0], raw[1])
	}
	if le.Uint32(raw[4:]) != 0x10 {
		return nil, breachf(0, "data representation % x", raw[4:8])
	}
	if n := int(le.Uint16(raw[8:])); n != len(raw) {
		return nil, breachf(0, "fragment length %d", n)
	}
	p := &pdu{minor: raw[1], typ: raw[2], flags: raw[3], callID: le.Uint32(raw[12:]), raw: raw, end: len(raw)}
	authLen := int(le.Uint16(raw[10:]))
	if authLen == 0 {
		return p, nil
	}
	p.end = len(raw) - authLen - trailerSize
	if p.end < headerSize || p.end%4 != 0 {
		return nil, breachf(0, "verifier of %d bytes in a PDU of %d", authLen, len(raw))
	}
	t := raw[p.end:]
	p.trailer = &trailer{
		typ: t[0], level: t[1], pad: int(t[2]), contextID: le.Uint32(t[4:]), token: t[trailerSize:],
	}
	return p, nil
}

// body returns what lies between the fixed part of a PDU and its trailer,
// padding removed.
func (p *pdu) body(fixed int) ([]byte, error) {
	end := p.end
	if p.trailer != nil {
		end -= p.trailer.pad
	}
	if end < fixed {
		return nil, breachf(faultBadStub, "%d bytes are too few for a PDU of type %d", len(p.raw), p.typ)
	}
	return p.raw[fixed:end], nil
}

// appendHeader appends a header whose lengths setLengths fills in.
func appendHeader(b []byte, minor, typ, flags byte, callID uint32) []byte {
	b = append(b, 5, minor, typ, flags, 0x10, 0, 0, 0, 0, 0, 0, 0)
	return le.AppendUint32(b, callID)
}

func setLengths(b []byte, authLen int) {
	le.PutUint16(b[8:], uint16(len(b)))
	le.PutUint16(b[10:], uint16(authLen))
}
