package ikeext

import (
	"fmt"

	"github.com/remoteike/remoteike/ikeext/internal/codes"
)

// Code is a number by which Windows or an RPC runtime names a failure: a Win32
// error (an IKE error of the error tables among them), an HRESULT or FWP_E_*, an
// NTSTATUS, or a fault status of DCE/RPC. The spaces do not overlap in the codes
// known here. The zero Code is no failure. JSON has it as a number.
type Code uint32

// Name returns the name of c, for example "ERROR_IPSEC_IKE_AUTH_FAIL", or nothing
// when it is not known. A Win32 error inside an HRESULT, 0x8007xxxx, has the name
// of the Win32 error.
func (c Code) Name() string { return codes.Name(uint32(c)) }

// Message returns Microsoft's English text for c, or nothing where no text is
// certain; many codes have a name only.
func (c Code) Message() string { return codes.Message(uint32(c)) }

// String returns the name and the number, for example
// "ERROR_IPSEC_IKE_AUTH_FAIL (13801)" or "nca_unk_if (0x1C010003)", or the number
// alone when the name is not known. Numbers below 0x10000 are decimal, as Windows
// writes its errors; the rest are hexadecimal with eight digits.
func (c Code) String() string {
	number := fmt.Sprintf("0x%08X", uint32(c))
	if c < 0x10000 {
		number = fmt.Sprintf("%d", uint32(c))
	}
	if name := c.Name(); name != "" {
		return name + " (" + number + ")"
	}
	return number
}
