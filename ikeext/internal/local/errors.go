package local

import (
	"errors"
	"fmt"
)

// What there is no status for.
var (
	// ErrNotWindows: this process does not run on Windows.
	ErrNotWindows = errors.New("this is not a Windows host")
	// ErrMissing: this Windows lacks the library or the function.
	ErrMissing = errors.New("this Windows does not have it")
	// ErrOverrun: the function wrote more than IKEEXT_STATISTICS1 has, so what it
	// wrote is something else.
	ErrOverrun = errors.New("it returned more than the 415 members of IKEEXT_STATISTICS1")
	// ErrOverrunIPsec is the same of IPSEC_STATISTICS1.
	ErrOverrunIPsec = errors.New("it returned more than the 40 members of IPSEC_STATISTICS1")
	// ErrMalformed: the function returned a structure that cannot be what it says.
	ErrMalformed = errors.New("it returned what cannot be read")
	// Err32Bit: this process is not a 64-bit one, whose structures are known here.
	Err32Bit = errors.New("it takes a 64-bit build")
)

// Error is a function of Windows that failed.
type Error struct {
	// Function is its name, or the library's if that cannot be loaded.
	Function string
	// Code is the status, a Win32 error or FWP_E_*. Zero where there is none.
	Code uint32
	// Err is one of the errors above, and nil where Code says it all.
	Err error
}

// Error returns the function and what is wrong.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Function + ": " + e.Err.Error()
	}
	return fmt.Sprintf("%s: status 0x%08x", e.Function, e.Code)
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }
