package local

import (
	"errors"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

const (
	library = "fwpuclnt.dll"
	// authnWinNT is RPC_C_AUTHN_WINNT, all that the engine of the same host takes.
	authnWinNT = 10
)

// engine is a session with the Base Filtering Engine of this host, which every
// function of the library wants.
type engine struct {
	library *windows.LazyDLL
	session windows.Handle
}

// openEngine opens a session that has no name, options or credential of its own.
// Without the functions that it is opened for there is none: what a Windows lacks
// is found out before anything is asked of it.
func openEngine(functions ...string) (*engine, error) {
	// From the system directory alone: a file of that name beside the program or
	// in its working directory may be anybody's. It stays loaded, because threads
	// of its own may be inside.
	e := &engine{library: windows.NewLazySystemDLL(library)}
	if err := e.library.Load(); err != nil {
		return nil, notFound(library, err)
	}
	for _, function := range functions {
		if err := e.library.NewProc(function).Find(); err != nil {
			return nil, notFound(function, err)
		}
	}
	err := e.call("FwpmEngineOpen0", 0, authnWinNT, 0, 0, uintptr(unsafe.Pointer(&e.session)))
	if err != nil {
		return nil, err
	}
	return e, nil
}

// close closes the session. That it fails takes nothing away from what was read.
func (e *engine) close() {
	_ = e.call("FwpmEngineClose0", uintptr(e.session))
}

// call calls a function that returns a status. The directive keeps what the
// arguments point to in place until the function returns.
//
//go:uintptrescapes
func (e *engine) call(function string, arguments ...uintptr) error {
	procedure := e.library.NewProc(function)
	if err := procedure.Find(); err != nil {
		return notFound(function, err)
	}
	// The status is 32 bits wide, the register that it comes in is not.
	result, _, _ := procedure.Call(arguments...)
	if status := uint32(result); status != 0 {
		return &Error{Function: function, Code: status}
	}
	return nil
}

// notFound returns the error for a library or function that could not be loaded.
func notFound(name string, err error) error {
	var status syscall.Errno
	if !errors.As(err, &status) {
		return &Error{Function: name, Err: err}
	}
	failure := &Error{Function: name, Code: uint32(status)}
	if status == windows.ERROR_MOD_NOT_FOUND || status == windows.ERROR_PROC_NOT_FOUND {
		failure.Err = ErrMissing
	}
	return failure
}
