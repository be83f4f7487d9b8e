package ikeexttest

import (
	"bytes"
	"time"
)

// Misbehaviour takes the place of sending a PDU. It runs where the PDU would have
// been written, and nothing else of the connection goes on until it returns; it
// must return soon after a method of Wire says that the connection has ended.
// Unless it hung up, the conversation then goes on as if the PDU had been sent.
type Misbehaviour func(w *Wire, p PDU)

// Wire is the sending side of a connection, for a Misbehaviour. It is good until
// the Misbehaviour returns and is not safe for concurrent use.
type Wire struct {
	c   *conn
	err error
}

// Write sends bytes as they are, within ten seconds. The error is not nil when the
// connection has ended.
func (w *Wire) Write(b []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	w.c.nc.SetWriteDeadline(time.Now().Add(writeTimeout))
	n, err := w.c.nc.Write(b)
	if err != nil {
		w.err = errAbort
	}
	return n, err
}

// Wait waits and reports whether the connection is still there: false as soon as
// the peer or the host closed it.
func (w *Wire) Wait(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return w.err == nil
	case <-w.c.ctx.Done():
		w.err = errAbort
		return false
	}
}

// Hangup closes the connection once the Misbehaviour has returned.
func (w *Wire) Hangup() { w.err = errAbort }

// misbehave lets m send p.
func (c *conn) misbehave(m Misbehaviour, p PDU) error {
	w := &Wire{c: c}
	m(w, p)
	return w.err
}

// Silence sends nothing and keeps the connection open.
func Silence() Misbehaviour { return func(*Wire, PDU) {} }

// Drip sends the PDU one byte after the other, with a pause before each.
func Drip(pause time.Duration) Misbehaviour {
	return func(w *Wire, p PDU) {
		for i := range p.Bytes {
			if !w.Wait(pause) {
				return
			}
			if _, err := w.Write(p.Bytes[i : i+1]); err != nil {
				return
			}
		}
	}
}

// CutOff sends the first n bytes of the PDU, all of it when it is shorter, and
// closes the connection.
func CutOff(n int) Misbehaviour {
	return func(w *Wire, p PDU) {
		w.Write(p.Bytes[:min(n, len(p.Bytes))])
		w.Hangup()
	}
}

// Endless sends a fragment that is followed by more, and such again until the
// connection ends. Of a response each has a body of size zeros, of as many as fit
// at most, and no verifier; other PDUs are repeated whole.
func Endless(size int) Misbehaviour {
	return func(w *Wire, p PDU) {
		b := bytes.Clone(p.Bytes)
		if p.Type == typeResponse {
			b = append(b[:p.StubOffset:p.StubOffset], make([]byte, min(size, maxFragment-responseHeader))...)
			setLengths(b, 0)
		}
		for b[3] &^= flagLast; ; b[3] &^= flagFirst {
			if _, err := w.Write(b); err != nil {
				return
			}
		}
	}
}

// Refuse sends a bind_nak in place of the PDU, with a reject reason of [C706]
// 12.6.3.1 or of [MS-RPCE] 2.2.2.5, and hangs up.
func Refuse(reason uint16) Misbehaviour {
	return func(w *Wire, p PDU) {
		b := appendHeader(nil, 0, typeBindNak, flagFirst|flagLast, le.Uint32(p.Bytes[12:]))
		b = le.AppendUint16(b, reason)
		b = append(b, 1, 5, 0)
		setLengths(b, 0)
		w.Write(b)
		w.Hangup()
	}
}

// Fault sends an unprotected fault in place of the PDU. Where a call is answered,
// Reply has one too.
func Fault(status uint32) Misbehaviour {
	return func(w *Wire, p PDU) {
		b := appendHeader(nil, 0, typeFault, flagFirst|flagLast, le.Uint32(p.Bytes[12:]))
		b = append(b, make([]byte, 8)...) // allocation hint, context, cancels
		b = le.AppendUint32(b, status)
		b = le.AppendUint32(b, 0)
		setLengths(b, 0)
		w.Write(b)
	}
}
