package pipe

import (
	"context"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"

	smb2 "github.com/oiweiwei/go-smb2.fork"
)

// goodbye is how long Close waits for a host that is leaving time to itself.
const goodbye = time.Second

// conn is an open pipe. One goroutine may read while another writes; Close and
// the deadlines may be used from anywhere.
type conn struct {
	frames *frames
	life   context.Context
	cancel context.CancelFunc

	session *smb2.Session
	share   *smb2.Share
	file    *smb2.File

	closed        atomic.Bool
	reads, writes deadline

	reading sync.Mutex
	ready   []byte // received, not yet taken; reading guards it
	buffer  []byte

	writing sync.Mutex
}

// newConn returns a connection that is not open yet. The library waits for
// replies on its context and for credits, too; both must end with the socket.
func newConn(life context.Context, cancel context.CancelFunc, socket net.Conn) *conn {
	c := &conn{frames: newFrames(socket), life: life, cancel: cancel}
	c.reads.abort, c.writes.abort = c.abort, c.abort
	return c
}

// Read reads from the messages of the host, which have no bounds here. It
// returns io.EOF when the other end of the pipe is closed.
func (c *conn) Read(b []byte) (int, error) {
	c.reading.Lock()
	defer c.reading.Unlock()
	if len(b) == 0 {
		return 0, nil
	}
	if len(c.ready) == 0 {
		if err := c.run(&c.reads, StageRead, cmdRead, c.fill); err != nil {
			return 0, err
		}
	}
	n := copy(b, c.ready)
	c.ready = c.ready[n:]
	return n, nil
}

// fill asks the host for more.
func (c *conn) fill() error {
	if c.buffer == nil {
		c.buffer = make([]byte, c.frames.readSize())
	}
	// The offset has no meaning for a pipe. Not File.Read: it would keep Write waiting.
	n, err := c.file.ReadAt(c.buffer, 0)
	if part := c.frames.takeOverflow(); part != nil {
		c.ready = part
		return nil
	}
	if err == nil {
		c.ready = c.buffer[:n]
	}
	return err
}

// Write sends b as one message.
func (c *conn) Write(b []byte) (int, error) {
	c.writing.Lock()
	defer c.writing.Unlock()
	err := c.run(&c.writes, StageWrite, cmdWrite, func() error {
		_, err := c.file.WriteAt(b, 0)
		return err
	})
	if err != nil {
		return 0, err
	}
	return len(b), nil
}

// run does one operation under its deadline.
func (c *conn) run(d *deadline, stage Stage, command uint16, f func() error) error {
	if c.closed.Load() {
		return net.ErrClosed
	}
	if err := d.begin(); err != nil {
		return err
	}
	err := recovered(f)
	expired := d.end()
	switch {
	case err == nil:
		return nil
	case expired:
		return os.ErrDeadlineExceeded
	case c.closed.Load():
		return net.ErrClosed
	}
	switch c.frames.status(command) {
	case statusEndOfFile, statusBroken, statusDisconnected, statusClosing:
		return io.EOF
	}
	return c.failure(stage, command, err)
}

// Close closes the pipe and the socket. It may be called more than once; an
// operation in flight ends with net.ErrClosed.
func (c *conn) Close() error {
	if c.closed.Swap(true) {
		return nil
	}
	if c.reading.TryLock() {
		defer c.reading.Unlock()
		if c.writing.TryLock() {
			defer c.writing.Unlock()
			c.leave()
		}
	}
	c.abort()
	return nil
}

// leave gives the host back what it holds for us. Nothing of that is needed: the
// end of the socket does the same.
func (c *conn) leave() {
	late := time.AfterFunc(goodbye, c.abort)
	defer late.Stop()
	_ = recovered(func() error {
		if c.frames.Err() != nil {
			return nil
		}
		if err := c.file.Close(); err != nil {
			return err
		}
		if err := c.share.Umount(); err != nil {
			return err
		}
		return c.session.Logoff()
	})
}

// abort ends the socket and everything that waits on it.
func (c *conn) abort() {
	_ = c.frames.Close()
	c.cancel()
}

// LocalAddr is that of the socket.
func (c *conn) LocalAddr() net.Addr { return c.frames.LocalAddr() }

// RemoteAddr is that of the socket.
func (c *conn) RemoteAddr() net.Addr { return c.frames.RemoteAddr() }

// SetDeadline bounds reading and writing; a zero time takes the bound away.
func (c *conn) SetDeadline(t time.Time) error {
	c.reads.set(t)
	c.writes.set(t)
	return nil
}

// SetReadDeadline bounds reading.
func (c *conn) SetReadDeadline(t time.Time) error {
	c.reads.set(t)
	return nil
}

// SetWriteDeadline bounds writing.
func (c *conn) SetWriteDeadline(t time.Time) error {
	c.writes.set(t)
	return nil
}
