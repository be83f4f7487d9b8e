package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"slices"
	"sync"
)

// Types of PDUs ([C706] 12.6.3) that a conversation consists of.
const (
	pduRequest  = 0
	pduResponse = 2
	pduBind     = 11
	pduBindAck  = 12
	pduAuth3    = 16
)

// act is what happens next in a conversation.
type act int

const (
	dials act = iota
	sends
	receives
	hangsUp
)

// step is one thing that a client did.
type step struct {
	act  act
	conn int      // the connection, counted from 0
	port int      // where it leads, of dials
	pdus [][]byte // written at once, or the one that was received
}

// recorder makes the connections of a client and notes all that goes over them.
type recorder struct {
	mu    sync.Mutex
	steps []step
	conns int
	err   error
}

func (r *recorder) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	nc, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	c := &recordedConn{Conn: nc, recorder: r, number: r.conns}
	r.conns++
	r.steps = append(r.steps, step{act: dials, conn: c.number, port: nc.RemoteAddr().(*net.TCPAddr).Port})
	return c, nil
}

type recordedConn struct {
	net.Conn
	recorder *recorder
	number   int
	partial  []byte // what was received of a PDU
	closed   bool
}

func (c *recordedConn) Write(b []byte) (int, error) {
	c.recorder.mu.Lock()
	defer c.recorder.mu.Unlock()
	pdus, rest := split(slices.Clone(b))
	if len(rest) > 0 {
		c.recorder.err = fmt.Errorf("%d octets written that are no whole PDU", len(rest))
	}
	c.recorder.steps = append(c.recorder.steps, step{act: sends, conn: c.number, pdus: pdus})
	return c.Conn.Write(b)
}

func (c *recordedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.recorder.mu.Lock()
	defer c.recorder.mu.Unlock()
	var pdus [][]byte
	pdus, c.partial = split(append(c.partial, b[:n]...))
	for _, p := range pdus {
		c.recorder.steps = append(c.recorder.steps, step{act: receives, conn: c.number, pdus: [][]byte{slices.Clone(p)}})
	}
	return n, err
}

func (c *recordedConn) Close() error {
	c.recorder.mu.Lock()
	defer c.recorder.mu.Unlock()
	if !c.closed {
		c.closed = true
		c.recorder.steps = append(c.recorder.steps, step{act: hangsUp, conn: c.number})
	}
	return c.Conn.Close()
}

// split parts octets into PDUs and what is left.
func split(b []byte) (pdus [][]byte, rest []byte) {
	for len(b) >= headerSize {
		n := fragmentLength(b)
		if n < headerSize || n > len(b) {
			break
		}
		pdus, b = append(pdus, b[:n:n]), b[n:]
	}
	return pdus, b
}

// Sizes of the parts of a PDU.
const (
	headerSize     = 16
	callHeaderSize = 24 // of requests and responses
	trailerSize    = 8  // in front of the token or signature
)

func fragmentLength(pdu []byte) int { return int(binary.LittleEndian.Uint16(pdu[8:])) }

// token returns the token or the signature at the end of a PDU, nil when there is
// none.
func token(pdu []byte) []byte {
	n := int(binary.LittleEndian.Uint16(pdu[10:]))
	if n == 0 || n > len(pdu)-headerSize-trailerSize {
		return nil
	}
	return pdu[len(pdu)-n:]
}

// padding returns how many octets of padding are in front of the trailer.
func padding(pdu []byte) int {
	return int(pdu[len(pdu)-len(token(pdu))-trailerSize+2])
}
