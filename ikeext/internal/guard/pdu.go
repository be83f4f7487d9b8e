package guard

import (
	"encoding/binary"
	"fmt"
)

// PDU types of connection-oriented DCE/RPC (C706, chapter 12).
const (
	typeRequest   = 0
	typeResponse  = 2
	typeFault     = 3
	typeBind      = 11
	typeBindAck   = 12
	typeBindNak   = 13
	typeAlter     = 14
	typeAlterResp = 15
	typeAuth3     = 16
	typeShutdown  = 17
)

// PDU flags.
const (
	flagFirst         = 0x01
	flagLast          = 0x02
	flagHeaderSign    = 0x04 // in bind, bind_ack and their alter_context kin
	flagConcMPX       = 0x10
	flagDidNotExecute = 0x20
)

const (
	headerSize  = 16
	trailerSize = 8 // the security trailer, sec_trailer_t
	// responseSize and faultSize are the headers of these types, stub excluded.
	responseSize = headerSize + 8
	faultSize    = headerSize + 16
	// minFragment is the smallest fragment size that a peer may negotiate
	// (MustRecvFragSize of C706).
	minFragment = 1432
)

// header is the common header of all PDUs.
type header struct {
	typ, flags uint8
	fragLen    int
	authLen    int
	callID     uint32
}

var le = binary.LittleEndian

// parseHeader reads the common header of b, which holds at least that, and
// refuses other versions and data representations: no Windows host speaks them,
// and the library reads lengths as little-endian whatever the label says.
func parseHeader(b []byte) (header, error) {
	if b[0] != 5 || b[1] != 0 {
		return header{}, protocolErrorf("RPC version %d.%d, not 5.0", b[0], b[1])
	}
	if rep := le.Uint32(b[4:]); rep != 0x10 {
		return header{}, protocolErrorf("data representation 0x%08x, not little-endian ASCII IEEE", rep)
	}
	return header{
		typ:     b[2],
		flags:   b[3],
		fragLen: int(le.Uint16(b[8:])),
		authLen: int(le.Uint16(b[10:])),
		callID:  le.Uint32(b[12:]),
	}, nil
}

// trailer is a security trailer: how a PDU is protected.
type trailer struct {
	typ, level uint8
	padLen     int
	contextID  uint32
}

func parseTrailer(b []byte) trailer {
	return trailer{typ: b[0], level: b[1], padLen: int(b[2]), contextID: le.Uint32(b[4:])}
}

// trailerOffset is where the security trailer of a PDU with header h begins;
// the end of the PDU when it has none.
func (h header) trailerOffset() int {
	if h.authLen == 0 {
		return h.fragLen
	}
	return h.fragLen - h.authLen - trailerSize
}

// syntax is an interface or transfer syntax identifier as it is on the wire.
type syntax [20]byte

// isFeatureNegotiation reports whether s is the transfer syntax by which
// Windows negotiates features at bind time ([MS-RPCE] 3.3.1.5.3): its first
// eight bytes are fixed, the rest are flags.
func (s syntax) isFeatureNegotiation() bool {
	return [8]byte(s[:8]) == [8]byte{0x2c, 0x1c, 0xb7, 0x6c, 0x12, 0x98, 0x40, 0x45}
}

func typeName(t uint8) string {
	names := map[uint8]string{
		typeRequest: "request", typeResponse: "response", typeFault: "fault",
		typeBind: "bind", typeBindAck: "bind_ack", typeBindNak: "bind_nak",
		typeAlter: "alter_context", typeAlterResp: "alter_context_resp",
		typeAuth3: "auth3", typeShutdown: "shutdown",
	}
	if name, ok := names[t]; ok {
		return name
	}
	return fmt.Sprintf("PDU type %d", t)
}
