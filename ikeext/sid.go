package ikeext

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// readSID returns the SID at the beginning of b in text, and its length ([MS-DTYP]
// 2.4.2).
func readSID(b []byte) (text string, n int, err error) {
	const header, mostAuthorities = 8, 15
	if len(b) < header {
		return "", 0, errors.New("SID cut short")
	}
	if b[0] != 1 {
		return "", 0, fmt.Errorf("SID of revision %d, not 1", b[0])
	}
	count := int(b[1])
	n = header + 4*count
	if count > mostAuthorities || n > len(b) {
		return "", 0, fmt.Errorf("SID of %d authorities with %d bytes left", count, len(b))
	}
	authority := binary.BigEndian.Uint64(append([]byte{0, 0}, b[2:header]...))
	var s strings.Builder
	if authority < 1<<32 {
		fmt.Fprintf(&s, "S-1-%d", authority)
	} else {
		fmt.Fprintf(&s, "S-1-0x%012X", authority)
	}
	for i := range count {
		fmt.Fprintf(&s, "-%d", binary.LittleEndian.Uint32(b[header+4*i:]))
	}
	return s.String(), n, nil
}
