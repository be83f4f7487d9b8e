package pipe

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"

	"github.com/remoteike/remoteike/ikeext/internal/guard"
)

// frames is the socket as the SMB library sees it: its Read yields only checked
// frames. The library reads from one goroutine and writes from another.
type frames struct {
	guard.Ending
	out []byte // of the library's, up to a whole frame; its writer's own

	mu    sync.Mutex // guards all below
	state state
	ready []byte // checked, not yet taken by the library
}

func newFrames(socket net.Conn) *frames {
	return &frames{Ending: guard.Ending{Conn: socket}, state: newState()}
}

// Write takes what the library sends, which hands over a frame in pieces, and
// sends each frame in one.
func (f *frames) Write(b []byte) (int, error) {
	f.out = append(f.out, b...)
	for len(f.out) >= 4 {
		if size := binary.BigEndian.Uint32(f.out); size > maxFrame {
			return 0, f.Fail(frameErrorf("SMB2 frame of %d bytes to be sent", size))
		}
		size := int(binary.BigEndian.Uint32(f.out))
		if len(f.out) < 4+size {
			break
		}
		err := f.Err()
		if err == nil {
			f.mu.Lock()
			err = f.state.sent(f.out[4 : 4+size])
			f.mu.Unlock()
		}
		if err == nil {
			_, err = f.Conn.Write(f.out[:4+size])
		}
		if err != nil {
			return 0, f.Fail(err)
		}
		f.out = append([]byte(nil), f.out[4+size:]...)
	}
	return len(b), nil
}

// Read gives the library what has been checked, and reads and checks the next
// frame when nothing is left of the last.
func (f *frames) Read(b []byte) (int, error) {
	f.mu.Lock()
	empty := len(f.ready) == 0
	f.mu.Unlock()
	if empty {
		if err := f.receive(); err != nil {
			return 0, f.Fail(err)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	n := copy(b, f.ready)
	f.ready = f.ready[n:]
	return n, nil
}

// receive reads one frame, which has four bytes of length in front, and checks it.
func (f *frames) receive() error {
	var head [4]byte
	if n, err := io.ReadFull(f.Conn, head[:]); err != nil {
		if n == 0 && errors.Is(err, io.EOF) {
			return guard.ErrPeerClosed
		}
		return truncated(err)
	}
	size := binary.BigEndian.Uint32(head[:])
	if size < headerSize || size > maxFrame {
		return frameErrorf("frame with 0x%08x in its length, not an SMB2 message", size)
	}
	frame := append(head[:], make([]byte, size)...)
	if _, err := io.ReadFull(f.Conn, frame[4:]); err != nil {
		return truncated(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.state.received(frame[4:]); err != nil {
		return err
	}
	f.ready = frame
	return nil
}

// truncated names a connection that ended inside a frame.
func truncated(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// setSessionKey hands over the key that the security tokens have made.
func (f *frames) setSessionKey(key []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state.sessionKey = key
}

// status returns how the host answered the newest request of a command; success
// when it has not.
func (f *frames) status(command uint16) uint32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state.statuses[command]
}

// newest returns the command that was sent last.
func (f *frames) newest() uint16 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state.last
}

// takeOverflow returns the part of a message that came with a READ, when more of
// it is to follow; nil otherwise.
func (f *frames) takeOverflow() []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.state.overflow
	f.state.overflow = nil
	return b
}

// readSize is how much one READ may ask for.
func (f *frames) readSize() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return int(min(f.state.maxRead, 64<<10))
}
