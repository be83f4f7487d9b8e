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
	// guardWords is the room behind it for a structure of a later Windows, which
	// must not reach other memory.
	guardWords = 1024
	guardWord  = 0x5AFE5AFE
)

// statisticsBuffer is what IkeextGetStatistics1 writes to.
type statisticsBuffer struct {
	values [Count]uint32
	guard  [guardWords]uint32
}

// Does not compile if the size is another.
var _ [statisticsSize]byte = [unsafe.Sizeof(statisticsBuffer{}.values)]byte{}

// newStatisticsBuffer returns a buffer whose guard is set.
func newStatisticsBuffer() *statisticsBuffer {
	b := &statisticsBuffer{}
	for i := range b.guard {
		b.guard[i] = guardWord
	}
	return b
}

// overrun reports whether something was written behind the values.
func (b *statisticsBuffer) overrun() bool {
	for _, word := range b.guard {
		if word != guardWord {
			return true
		}
	}
	return false
}

// read reads the statistics in a session of its own.
func read(ctx context.Context) (*Reading, error) {
	const function = "IkeextGetStatistics1"
	e, err := openEngine(function)
	if err != nil {
		return nil, err
	}
	defer e.close()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	buffer := newStatisticsBuffer()
	if err := e.call(function, uintptr(e.session), uintptr(unsafe.Pointer(buffer))); err != nil {
		return nil, err
	}
	if buffer.overrun() {
		return nil, &Error{Function: function, Err: ErrOverrun}
	}
	return &Reading{Values: buffer.values, Build: build()}, nil
}

// build returns the version of Windows, whatever a manifest or a compatibility
// mode would have this process believe.
func build() string {
	major, minor, number := windows.RtlGetNtVersionNumbers()
	return fmt.Sprintf("%d.%d.%d", major, minor, number)
}
