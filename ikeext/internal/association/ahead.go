package association

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"

	"github.com/remoteike/remoteike/ikeext/internal/guard"
)

// ahead is a socket on which a request can go before its turn: in one flight with
// the one before it. For the guard and the library above, which know of one call
// at a time, nothing changes. The request that they send later is taken for sent,
// and what has come for it meanwhile is kept until then: a host that takes several
// calls at a time may answer them in any order.
type ahead struct {
	net.Conn

	mu sync.Mutex // guards all below; one goroutine may read while another writes
	// stub is what is to go with the next request, nil for nothing.
	stub []byte
	// sent is the request that went ahead, nil once its turn has come.
	sent []byte
	// kept is what came for it before that.
	kept []byte
	// ready are bytes that were read and not yet taken, and err what ended the
	// reading behind them.
	ready []byte
	err   error
}

const (
	// pduHeader and requestHeader are the sizes of the common header of PDUs and of
	// the header of a request without object and verifier.
	pduHeader     = 16
	requestHeader = pduHeader + 8
	// maxKept bounds what is kept of an answer that came early.
	maxKept = 64 << 10
)

// errNotForeseen is a fault of this package: what went ahead was not what the
// library sent in the end.
var errNotForeseen = errors.New("another request went ahead")

// send has a stub go with the next request, as the request after it.
func (c *ahead) send(stub []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stub = stub
}

// Write sends one PDU of the library's, and with it the one that goes ahead.
func (c *ahead) Write(b []byte) (int, error) {
	c.mu.Lock()
	if c.sent != nil {
		defer c.mu.Unlock()
		if !bytes.Equal(b, c.sent) {
			return 0, errNotForeseen
		}
		c.sent, c.ready, c.kept = nil, append(c.ready, c.kept...), nil
		return len(b), nil
	}
	out := b
	if next := following(b, c.stub); next != nil {
		c.sent, out = next, append(bytes.Clone(b), next...)
	}
	c.stub = nil
	c.mu.Unlock()
	n, err := c.Conn.Write(out)
	return min(n, len(b)), err
}

// following returns the request for the same procedure with another stub of the
// same length, as the library will make it; nil where that cannot be foretold.
func following(request, stub []byte) []byte {
	if stub == nil || len(request) != requestHeader+len(stub) {
		return nil
	}
	next := append(bytes.Clone(request[:requestHeader]), stub...)
	id := next[12:pduHeader]
	binary.LittleEndian.PutUint32(id, binary.LittleEndian.Uint32(id)+1)
	return next
}

// Read returns what came, without the answer to the request whose turn has not
// come.
func (c *ahead) Read(b []byte) (int, error) {
	c.mu.Lock()
	waiting, idle := c.sent != nil, len(c.ready) == 0 && c.err == nil
	c.mu.Unlock()
	if idle && !waiting {
		return c.Conn.Read(b)
	}
	if idle {
		c.receive()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.ready) == 0 {
		return 0, c.err
	}
	n := copy(b, c.ready)
	c.ready = c.ready[n:]
	return n, nil
}

// receive reads PDUs until one is for the library. Nothing is believed of them
// but which call they name and where they end: the guard checks each when it is
// handed over.
func (c *ahead) receive() {
	for early := true; early; {
		early = c.keep(readPDU(c.Conn))
	}
}

// keep puts away what was read, and reports whether it came early.
func (c *ahead) keep(pdu []byte, err error) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	early := c.sent != nil && len(pdu) >= pduHeader && bytes.Equal(pdu[12:pduHeader], c.sent[12:pduHeader])
	switch {
	case !early:
		c.ready, c.err = append(c.ready, pdu...), err
	case errors.Is(err, io.EOF):
		c.err = io.ErrUnexpectedEOF
	case err != nil:
		c.err = err
	case len(c.kept)+len(pdu) > maxKept:
		c.err = guard.ErrFlood
	default:
		c.kept = append(c.kept, pdu...)
	}
	return early && c.err == nil
}

// readPDU reads one PDU; with an error, as much of it as came. Of one whose version
// or length cannot be it reads the header alone, which the guard will refuse.
func readPDU(r io.Reader) ([]byte, error) {
	pdu := make([]byte, pduHeader)
	if n, err := io.ReadFull(r, pdu); err != nil {
		return pdu[:n], ended(err)
	}
	size := int(binary.LittleEndian.Uint16(pdu[8:]))
	if pdu[0] != 5 || size <= pduHeader || size > fragmentSize {
		return pdu, nil
	}
	pdu = append(pdu, make([]byte, size-pduHeader)...)
	n, err := io.ReadFull(r, pdu[pduHeader:])
	return pdu[:pduHeader+n], ended(err)
}

// ended is the error of a plain Read: where a PDU is cut off, is the guard's to say.
func ended(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return io.EOF
	}
	return err
}
