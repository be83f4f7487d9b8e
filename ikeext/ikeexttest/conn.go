package ikeexttest

import (
	"context"
	"errors"
	"io"
	"net"
	"runtime/debug"
	"sync"
	"time"
)

// errHangup ends a connection without blame.
var errHangup = errors.New("hang up")

// conn is one connection. A goroutine reads PDUs, another handles them one at a
// time: so the end of the connection is noticed while a call waits.
type conn struct {
	host   *Host
	port   *port
	nc     net.Conn
	peer   string
	ctx    context.Context // ends with the connection
	cancel context.CancelFunc
	pdus   chan []byte

	deadlines sync.Mutex
	ending    bool // the last read deadline is set

	bound            bool
	minor            byte
	headerSign       bool
	maxXmit, maxRecv int
	group            uint32
	association      *association // nil until bound
	contexts         map[uint16]*service
	security         map[uint32]*security
	partial          *request
	ipid             [16]byte // of the request at hand, zero when it has none
	target           *object  // the object that it calls, nil where there is none to find
}

func newConn(h *Host, p *port, nc net.Conn) *conn {
	c := &conn{
		host: h, port: p, nc: nc, peer: nc.RemoteAddr().String(),
		pdus:     make(chan []byte, 1), // a call that waits, and another behind it
		maxRecv:  maxFragment,
		maxXmit:  minFragment,
		contexts: map[uint16]*service{},
		security: map[uint32]*security{},
	}
	c.ctx, c.cancel = context.WithCancel(h.ctx)
	return c
}

// serve handles the connection to its end. It leaves no goroutine behind.
func (c *conn) serve() {
	c.host.logf("%s: connected to %s", c.peer, c.port.addr)
	reading := make(chan struct{})
	go func() {
		defer close(reading)
		c.read()
	}()
	err := c.handleAll()
	c.rundown()
	if err != nil {
		c.violation(err)
	}
	if err != nil && !errors.Is(err, errAbort) {
		c.linger()
	}
	c.cancel()
	c.nc.Close()
	<-reading
	c.host.logf("%s: disconnected", c.peer)
}

// read hands over one PDU after the other. Of one whose length cannot be
// believed it hands over the header alone, and stops.
func (c *conn) read() {
	defer c.cancel()
	defer close(c.pdus)
	for {
		c.setReadDeadline(c.host.idle, false)
		raw := make([]byte, headerSize)
		if _, err := io.ReadFull(c.nc, raw); err != nil {
			return
		}
		n := fragmentLength(raw)
		if n > 0 {
			raw = append(raw, make([]byte, n-headerSize)...)
			if _, err := io.ReadFull(c.nc, raw[headerSize:]); err != nil {
				c.host.logf("%s: cut off in a PDU: %v", c.peer, err)
				return
			}
		}
		select {
		case c.pdus <- raw:
		case <-c.ctx.Done():
			return
		}
		if n == 0 {
			return
		}
	}
}

func (c *conn) setReadDeadline(d time.Duration, last bool) {
	c.deadlines.Lock()
	defer c.deadlines.Unlock()
	if !c.ending {
		c.ending = last
		c.nc.SetReadDeadline(time.Now().Add(d))
	}
}

// linger gives the peer a moment to read what was sent last: closing with
// unread bytes in the socket would reset the connection under it.
func (c *conn) linger() {
	half, ok := c.nc.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil {
		return
	}
	const moment, enough = 200 * time.Millisecond, 1 << 20
	c.setReadDeadline(moment, true)
	for range c.pdus {
	}
	io.CopyN(io.Discard, c.nc, enough)
}

// handleAll handles PDUs until the peer or a breach ends the connection.
func (c *conn) handleAll() (err error) {
	defer func() {
		if r := recover(); r != nil {
			c.host.logf("%s: %s", c.peer, debug.Stack())
			err = breachf(0, "the host panicked: %v", r)
		}
	}()
	for raw := range c.pdus {
		if err := c.handle(raw); err != nil {
			return err
		}
	}
	return nil
}

// handle handles one PDU. An error ends the connection.
func (c *conn) handle(raw []byte) error {
	p, err := parsePDU(raw)
	if err != nil {
		if raw[2] == typeBind && !c.bound {
			reason := uint16(nakNotSpecified)
			if raw[0] != 5 || raw[1] > 1 {
				reason = nakVersion
			}
			return c.nak(&pdu{callID: le.Uint32(raw[12:])}, reason, err)
		}
		return err
	}
	if err := c.checkOrder(p); err != nil {
		return err
	}
	switch p.typ {
	case typeBind:
		c.headerSign = p.flags&flagHeaderSign != 0
		return c.bind(p)
	case typeAlterContext:
		return c.alterContext(p)
	case typeAuth3:
		return c.auth3(p)
	case typeRequest:
		return c.request(p)
	case typeOrphaned:
		c.partial = nil
	}
	return nil
}

// checkOrder refuses PDUs that have no place in the conversation.
func (c *conn) checkOrder(p *pdu) error {
	whole := byte(flagFirst | flagLast)
	limit := maxTokenPDU
	switch p.typ {
	case typeBind:
	case typeAlterContext, typeAuth3:
		if !c.bound {
			return breachf(0, "PDU of type %d before bind", p.typ)
		}
	case typeRequest, typeCancel, typeOrphaned:
		if !c.bound {
			return breachf(0, "PDU of type %d before bind", p.typ)
		}
		whole, limit = 0, c.maxRecv
	default:
		return breachf(0, "unexpected PDU of type %d", p.typ)
	}
	if p.flags&whole != whole {
		return breachf(0, "fragmented PDU of type %d", p.typ)
	}
	if len(p.raw) > limit {
		return breachf(0, "PDU of %d bytes, more than %d", len(p.raw), limit)
	}
	return nil
}

// violation records an error of the peer's making.
func (c *conn) violation(err error) {
	var b *breach
	if errors.As(err, &b) && !b.blameless {
		c.host.violationf("%s: %s", c.peer, b.text)
	}
}
