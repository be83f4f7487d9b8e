package local

import (
	"context"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

const (
	// statisticsSize is the size of IKEEXT_STATISTICS1 in bytes.
	statisticsSize = 1660
	// ipsecSize is that of IPSEC_STATISTICS1.
	ipsecSize = 216
	// guardWords is the room behind it for a structure of a later Windows, which
	// must not reach other memory.
	guardWords = 1024
	guardWord  = 0x5AFE5AFE
)

// buffer is what a function writes a structure to.
type buffer[T any] struct {
	value T
	guard [guardWords]uint32
}

// These do not compile if a size is another.
var (
	_ [statisticsSize]byte = [unsafe.Sizeof([Count]uint32{})]byte{}
	_ [ipsecSize]byte      = [unsafe.Sizeof(IPsec{})]byte{}
)

// newBuffer returns a buffer whose guard is set.
func newBuffer[T any]() *buffer[T] {
	b := &buffer[T]{}
	for i := range b.guard {
		b.guard[i] = guardWord
	}
	return b
}

// overrun reports whether something was written behind the structure.
func (b *buffer[T]) overrun() bool {
	for _, word := range b.guard {
		if word != guardWord {
			return true
		}
	}
	return false
}

// read reads the statistics in a session of its own.
func read(ctx context.Context) (*Reading, error) {
	values, err := readStructure[[Count]uint32](ctx, "IkeextGetStatistics1", ErrOverrun)
	if err != nil {
		return nil, err
	}
	return &Reading{Values: values, Build: build()}, nil
}

func readIPsec(ctx context.Context) (*IPsecReading, error) {
	values, err := readStructure[IPsec](ctx, "IPsecGetStatistics1", ErrOverrunIPsec)
	if err != nil {
		return nil, err
	}
	return &IPsecReading{IPsec: values, Build: build()}, nil
}

// readStructure calls a function that fills a structure, in a session of its own.
func readStructure[T any](ctx context.Context, function string, overrun error) (none T, err error) {
	e, err := openEngine(function)
	if err != nil {
		return none, err
	}
	defer e.close()
	if err := ctx.Err(); err != nil {
		return none, err
	}
	b := newBuffer[T]()
	if err := e.call(function, uintptr(e.session), uintptr(unsafe.Pointer(b))); err != nil {
		return none, err
	}
	if b.overrun() {
		return none, &Error{Function: function, Err: overrun}
	}
	return b.value, nil
}

// build returns the version of Windows, whatever a manifest or a compatibility
// mode would have this process believe.
func build() string {
	major, minor, number := windows.RtlGetNtVersionNumbers()
	return fmt.Sprintf("%d.%d.%d", major, minor, number)
}
