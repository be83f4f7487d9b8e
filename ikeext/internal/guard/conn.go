package guard

import (
	"errors"
	"io"
	"net"
	"sync"
)

// Limits bound one reply.
type Limits struct {
	// Fragments is how many fragments a reply may come in.
	Fragments int
	// Bytes is how long the stubs of a reply may be together.
	Bytes int
}

// Conn is a connection whose Read yields only checked PDUs. One goroutine may
// read while another writes; Close may be called from anywhere.
type Conn struct {
	Ending
	limits Limits

	mu    sync.Mutex // guards all below
	state state
	ready []byte // checked, not yet taken by the library
	fault *Fault
}

// New returns conn behind a guard.
func New(conn net.Conn, limits Limits) *Conn {
	return &Conn{Ending: Ending{Conn: conn}, limits: limits}
}

// Write sends one PDU of the library's.
func (c *Conn) Write(b []byte) (int, error) {
	err := c.Err()
	if err == nil {
		c.mu.Lock()
		err = c.state.sent(b)
		c.mu.Unlock()
	}
	if err != nil {
		return 0, c.Fail(err)
	}
	n, err := c.Conn.Write(b)
	if err != nil {
		return n, c.Fail(err)
	}
	return n, nil
}

// Read gives the library what has been checked, and reads and checks the next
// PDU when nothing is left of the last.
func (c *Conn) Read(b []byte) (int, error) {
	c.mu.Lock()
	empty := len(c.ready) == 0
	c.mu.Unlock()
	if empty {
		if err := c.receive(); err != nil {
			return 0, c.Fail(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	n := copy(b, c.ready)
	c.ready = c.ready[n:]
	return n, nil
}

// receive reads one PDU and checks it.
func (c *Conn) receive() error {
	head := make([]byte, headerSize)
	if n, err := io.ReadFull(c.Conn, head); err != nil {
		if n == 0 && errors.Is(err, io.EOF) {
			return ErrPeerClosed
		}
		return truncated(err)
	}
	h, err := parseHeader(head)
	if err != nil {
		return err
	}
	c.mu.Lock()
	err = c.state.checkHeader(h)
	c.mu.Unlock()
	if err != nil {
		return err
	}
	pdu := append(head, make([]byte, h.fragLen-headerSize)...)
	if _, err := io.ReadFull(c.Conn, pdu[headerSize:]); err != nil {
		return truncated(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	calling := c.state.awaits == typeResponse
	err = c.state.checkBody(h, pdu, c.limits)
	var fault *Fault
	if calling && errors.As(err, &fault) {
		c.fault, c.ready = fault, c.state.emptyFault()
		return nil
	}
	if err != nil {
		return err // and keep the PDU from a library that reads on
	}
	c.ready = pdu
	return nil
}

// truncated names a connection that ended inside a PDU.
func truncated(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// emptyFault is what the library gets in place of a fault: one with status 0,
// which is the form in which a fault carries data, here none. The library
// closes the connection, and with it the security context, on any other; ours
// stays open for one more question. The caller learns of the fault by
// TakeFault.
func (s *state) emptyFault() []byte {
	b := make([]byte, faultSize, faultSize+trailerSize)
	b[0], b[2], b[3], b[4] = 5, typeFault, flagFirst|flagLast, 0x10
	le.PutUint32(b[12:], s.sentID)
	le.PutUint16(b[20:], s.contextID)
	if s.verifier != nil {
		// The library cuts off a trailer, because the request had one, without
		// looking at the length of the verifier.
		b = b[:faultSize+trailerSize]
	}
	le.PutUint16(b[8:], uint16(len(b)))
	return b
}

// TakeFault returns the fault that answered the last request and forgets it;
// nil when there was none.
func (c *Conn) TakeFault() *Fault {
	c.mu.Lock()
	defer c.mu.Unlock()
	fault := c.fault
	c.fault = nil
	return fault
}

// Bound reports whether the peer has accepted a bind. Before that nothing of a
// sign-in was sent that could be refused.
func (c *Conn) Bound() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state.bound
}

// Multiplexed reports whether the peer takes several calls at a time.
func (c *Conn) Multiplexed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state.multiplexed
}
