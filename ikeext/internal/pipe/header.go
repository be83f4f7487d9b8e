package pipe

import "encoding/binary"

// SMB2 commands ([MS-SMB2] 2.2.1).
const (
	cmdNegotiate      = 0
	cmdSessionSetup   = 1
	cmdLogoff         = 2
	cmdTreeConnect    = 3
	cmdTreeDisconnect = 4
	cmdCreate         = 5
	cmdClose          = 6
	cmdRead           = 8
	cmdWrite          = 9
)

// Flags of the header.
const (
	flagResponse = 0x01
	flagAsync    = 0x02
	flagSigned   = 0x08
)

// NTSTATUS values that are not errors, or that say how a stream ended.
const (
	statusSuccess        = 0
	statusPending        = 0x00000103
	statusOverflow       = 0x80000005 // STATUS_BUFFER_OVERFLOW: there is more of the message
	statusMoreProcessing = 0xC0000016
	statusSymlink        = 0x8000002D // STATUS_STOPPED_ON_SYMLINK
	statusEndOfFile      = 0xC0000011
	statusDisconnected   = 0xC00000B0
	statusClosing        = 0xC00000B1
	statusBroken         = 0xC000014B
)

const (
	headerSize      = 64
	signatureOffset = 48
	transformSize   = 52
	// maxFrame bounds a frame in both directions. Reads ask for 64 KiB at most, and
	// security tokens cannot be longer.
	maxFrame = 128 << 10
)

var le = binary.LittleEndian

// header is what counts of an SMB2 header.
type header struct {
	status  uint32
	command uint16
	flags   uint32
	id      uint64
	session uint64
}

func isTransform(b []byte) bool { return len(b) >= 4 && string(b[:4]) == "\xfdSMB" }

// parseHeader checks the header of a message that stands alone: no request of
// ours is chained, so no reply may be.
func parseHeader(b []byte) (header, error) {
	if len(b) < headerSize {
		return header{}, frameErrorf("SMB2 message of %d bytes", len(b))
	}
	if string(b[:4]) != "\xfeSMB" {
		return header{}, frameErrorf("protocol identifier %x, not SMB2", b[:4])
	}
	if size := le.Uint16(b[4:]); size != headerSize {
		return header{}, frameErrorf("SMB2 header that says it has %d bytes", size)
	}
	if next := le.Uint32(b[20:]); next != 0 {
		return header{}, frameErrorf("chained SMB2 messages, which were not asked for")
	}
	return header{
		status:  le.Uint32(b[8:]),
		command: le.Uint16(b[12:]),
		flags:   le.Uint32(b[16:]),
		id:      le.Uint64(b[24:]),
		session: le.Uint64(b[40:]),
	}, nil
}

// checkTransform checks the header of an encrypted frame: what it wraps must at
// least be a message, which the library does not look at.
func checkTransform(b []byte, session uint64) error {
	if len(b) < transformSize+headerSize {
		return frameErrorf("encrypted SMB2 frame of %d bytes", len(b))
	}
	if size := le.Uint32(b[36:]); uint64(size) != uint64(len(b)-transformSize) {
		return frameErrorf("encrypted SMB2 frame with %d bytes that says it has %d", len(b)-transformSize, size)
	}
	if flags := le.Uint16(b[42:]); flags != 1 {
		return frameErrorf("encrypted SMB2 frame with flags 0x%04x", flags)
	}
	if id := le.Uint64(b[44:]); id != session {
		return frameErrorf("encrypted SMB2 frame of another session")
	}
	return nil
}

func commandName(command uint16) string {
	names := []string{
		"NEGOTIATE", "SESSION_SETUP", "LOGOFF", "TREE_CONNECT", "TREE_DISCONNECT", "CREATE", "CLOSE", "FLUSH", "READ",
		"WRITE", "LOCK", "IOCTL", "CANCEL", "ECHO", "QUERY_DIRECTORY", "CHANGE_NOTIFY", "QUERY_INFO", "SET_INFO", "OPLOCK_BREAK",
	}
	if int(command) < len(names) {
		return names[command]
	}
	return "unknown command"
}
