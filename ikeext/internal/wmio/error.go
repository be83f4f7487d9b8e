package wmio

import "fmt"

// Error says what in an object was not as it must be. It holds nothing of the
// object's contents.
type Error struct {
	// Part is the block of MS-WMIO in which the fault lies.
	Part string
	// Offset is where, in octets from the beginning of the signature.
	Offset int
	reason string
}

func (e *Error) Error() string {
	return fmt.Sprintf("WMI object: %s at octet %d: %s", e.Part, e.Offset, e.reason)
}
