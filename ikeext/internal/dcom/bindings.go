package dcom

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
)

// towerTCP is the protocol number of ncacn_ip_tcp in string bindings.
const towerTCP = 7

// port returns the TCP port of an object exporter. Its string bindings list each
// name and address of the host with it; the port is all that is taken: the host
// is the one that was asked, whatever it says of itself.
func port(array *dcom.DualStringArray) (uint16, error) {
	if array == nil || int(array.SecurityOffset) > len(array.StringArray) {
		return 0, errors.New("malformed string bindings")
	}
	var found []uint16
	for rest := array.StringArray[:array.SecurityOffset]; len(rest) > 0 && rest[0] != 0; {
		end := slices.Index(rest, 0)
		if end < 0 {
			return 0, errors.New("string binding without an end")
		}
		if n, ok := portOf(string(utf16.Decode(rest[1:end]))); ok && rest[0] == towerTCP && !slices.Contains(found, n) {
			found = append(found, n)
		}
		rest = rest[end+1:]
	}
	switch len(found) {
	case 0:
		return 0, errors.New("no string binding names a TCP port")
	case 1:
		return found[0], nil
	}
	return 0, errors.New("the string bindings name several TCP ports")
}

// portOf returns the port at the end of a network address, "name[49664]".
func portOf(address string) (uint16, bool) {
	i := strings.LastIndexByte(address, '[')
	number, closed := strings.CutSuffix(address, "]")
	if i < 0 || !closed {
		return 0, false
	}
	n, err := strconv.ParseUint(number[i+1:], 10, 16)
	return uint16(n), err == nil && n != 0
}
