package signin

import (
	"encoding/binary"
	"fmt"
)

// Flags of the NTLM CHALLENGE_MESSAGE ([MS-NLMP] 2.2.2.5).
const (
	negotiateSign     = 0x00000010
	negotiateSeal     = 0x00000020
	negotiateExtended = 0x00080000 // extended session security
	negotiateVersion  = 0x02000000
	negotiate128      = 0x20000000
	negotiateKeyExch  = 0x40000000
)

// checkChallenge refuses a challenge that would leave replies without the
// signatures that we verify, and notes the version in it ([MS-NLMP] 2.2.1.2).
func (m *ntlmMechanism) checkChallenge(b []byte) error {
	const flagsOffset, versionOffset = 20, 48
	if len(b) < versionOffset || string(b[:8]) != "NTLMSSP\x00" || binary.LittleEndian.Uint32(b[8:]) != 2 {
		return fmt.Errorf("%w: not an NTLM challenge", ErrMalformed)
	}
	flags := binary.LittleEndian.Uint32(b[flagsOffset:])
	needed := []struct {
		flag uint32
		name string
	}{
		{negotiateSign, "signing"},
		{negotiateExtended, "extended session security"},
		{negotiate128, "128-bit keys"},
		{negotiateKeyExch, "key exchange"},
	}
	if m.Config.Confidentiality {
		needed = append(needed, struct {
			flag uint32
			name string
		}{negotiateSeal, "sealing"})
	}
	for _, n := range needed {
		if flags&n.flag == 0 {
			return fmt.Errorf("%w %s", ErrWeak, n.name)
		}
	}
	if err := checkTargetInfo(b); err != nil {
		return err
	}
	m.proof.integrity.Store(hasTimestamp(b))
	if flags&negotiateVersion != 0 && len(b) >= versionOffset+8 {
		v := version{b[versionOffset], b[versionOffset+1], binary.LittleEndian.Uint16(b[versionOffset+2:])}
		if v != (version{}) {
			m.proof.version.Store(&v)
		}
	}
	return nil
}

// mostTargetInfo bounds what goes back to the peer in the answer, which must fit in
// one fragment. Two names of Windows and two of DNS take half of it at most.
const mostTargetInfo = 4096

// checkTargetInfo holds that the names of the peer lie in the challenge and end as
// they should ([MS-NLMP] 2.2.2.1): the library reads on where they do not and sends
// back more than fits in a PDU.
func checkTargetInfo(b []byte) error {
	const lengthOffset, offsetOffset = 40, 44
	from, size := uint64(binary.LittleEndian.Uint32(b[offsetOffset:])), int(binary.LittleEndian.Uint16(b[lengthOffset:]))
	if from+uint64(size) > uint64(len(b)) || size > mostTargetInfo {
		return fmt.Errorf("%w: target information of %d bytes at %d in an NTLM challenge of %d", ErrMalformed, size, from, len(b))
	}
	for info := b[from:][:size]; len(info) >= 4; {
		id, n := binary.LittleEndian.Uint16(info), int(binary.LittleEndian.Uint16(info[2:]))
		if id == 0 && n == 0 { // MsvAvEOL
			return nil
		}
		if info = info[4:]; n > len(info) {
			break
		}
		info = info[n:]
	}
	return fmt.Errorf("%w: target information of an NTLM challenge without an end", ErrMalformed)
}

// hasTimestamp reports whether a challenge that was checked has the time of the peer.
// Only then does the answer announce a message integrity code over both
// ([MS-NLMP] 3.1.5.1.2), which the peer has to verify.
func hasTimestamp(b []byte) bool {
	const lengthOffset, offsetOffset, msvAvTimestamp = 40, 44, 7
	from, size := binary.LittleEndian.Uint32(b[offsetOffset:]), binary.LittleEndian.Uint16(b[lengthOffset:])
	for info := b[from:][:size]; len(info) >= 4; {
		id, n := binary.LittleEndian.Uint16(info), int(binary.LittleEndian.Uint16(info[2:]))
		if id == msvAvTimestamp && n == 8 {
			return true
		}
		if info = info[4:]; id == 0 || n > len(info) {
			break
		}
		info = info[n:]
	}
	return false
}
