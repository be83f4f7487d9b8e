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
)

// Error is a function of Windows that failed.
type Error struct {
	// Function is its name, or the library's if that cannot be loaded.
	Function string
	// Code is the status, a Win32 error or FWP_E_*. Zero where there is none.
	Code uint32
	// Err is ErrMissing or ErrOverrun, and nil where Code says it all.
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
