package codes

import (
	"github.com/oiweiwei/go-msrpc/dcerpc/errors"
	"github.com/oiweiwei/go-msrpc/msrpc/erref/hresult"
	"github.com/oiweiwei/go-msrpc/msrpc/erref/ntstatus"
	"github.com/oiweiwei/go-msrpc/msrpc/erref/win32"
)

// Message returns Microsoft's English text for code, or nothing where none is
// certain: a text counts only when it stands beside the name that Name returns.
func Message(code uint32) string {
	code = canonical(code)
	name := names()[code]
	if name == "" || misprinted(code) {
		return ""
	}
	if n, text := published(code); n == name {
		return text
	}
	return ""
}

// misprinted reports whether the published text is known to be spoiled, although
// it stands beside the right name.
func misprinted(code uint32) bool {
	switch code {
	case 1710, 1711, // half a pair of brackets
		13851,        // TCB, DOI, SPI and CGA spelt out as what they are not here:
		13857, 13862, // a computer base, a service provider interface, a digital
		13892,        // object identifier, a graphics adapter
		13855, 13856: // a macro's prefix in the place of "IKE"
		return true
	}
	return false
}

// published returns the entry for code in Microsoft's lists (MS-ERREF, C706) as
// go-msrpc has them, or nothing. Their numbers do not overlap where it matters:
// small numbers are Win32 errors, whatever NTSTATUS they also are.
func published(code uint32) (name, text string) {
	var err error
	switch {
	case code < 0x10000:
		err = win32.FromCode(code)
	case code >= 0xC0000000:
		err = ntstatus.FromCode(code)
	case code >= 0x80000000:
		err = hresult.FromCode(code)
	default:
		if err = errors.FromCode(code); err == nil {
			err = errors.FaultFromCode(code)
		}
	}
	switch e := err.(type) {
	case *win32.Error:
		return e.Name, e.Details
	case *ntstatus.Error:
		return e.Name, e.Details
	case *hresult.Error:
		return e.Name, e.Details
	case *errors.RPCError:
		return e.Name, e.Details
	}
	return "", ""
}
