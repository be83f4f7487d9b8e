package ikeexttest

import (
	"errors"
	"fmt"
	"time"
)

// errAbort ends a connection at once, without letting the peer finish.
var errAbort = errors.New("abort")

// nak answers a bind with a bind_nak and ends the connection. What was wrong is
// on record before the peer hears of it.
func (c *conn) nak(p *pdu, reason uint16, why error) error {
	c.violation(why)
	b := appendHeader(nil, 0, typeBindNak, flagFirst|flagLast, p.callID)
	b = le.AppendUint16(b, reason)
	b = append(b, 1, 5, 0) // one version is spoken: 5.0
	if err := c.write(PDU{Type: typeBindNak, Opnum: -1, Bytes: b}); err != nil {
		return err
	}
	return errHangup
}

// ack answers a bind or an alter_context.
func (c *conn) ack(p *pdu, typ byte, results, token []byte) error {
	flags := byte(flagFirst|flagLast) | p.flags&flagConcMPX
	if c.headerSign {
		flags |= flagHeaderSign
	}
	address := ""
	if typ == typeBindAck {
		address = fmt.Sprintf("%d\x00", c.port.addr.Port())
	}
	b := appendHeader(nil, c.minor, typ, flags, p.callID)
	b = le.AppendUint16(b, uint16(c.maxXmit))
	b = le.AppendUint16(b, uint16(c.maxRecv))
	b = le.AppendUint32(b, c.group)
	b = le.AppendUint16(b, uint16(len(address)))
	b = append(b, address...)
	b = appendPad(b, 4)
	b = append(b, byte(len(results)/24), 0, 0, 0)
	b = append(b, results...)
	out := PDU{Type: typ, Opnum: -1, Bytes: b}
	if len(token) > 0 {
		out.TrailerOffset, out.AuthLen = len(b), len(token)
		out.Bytes = append(c.security[p.trailer.contextID].appendTrailer(b, 0), token...)
	}
	setLengths(out.Bytes, out.AuthLen)
	return c.write(out)
}

func appendPad(b []byte, to int) []byte {
	for len(b)%to != 0 {
		b = append(b, 0)
	}
	return b
}

func (s *security) appendTrailer(b []byte, pad int) []byte {
	b = append(b, s.typ, s.level, byte(pad), 0)
	return le.AppendUint32(b, s.contextID)
}

// refuse answers a request that cannot be trusted with the fault of its breach
// and ends the connection: the signatures of whatever follows would be out of
// step.
func (c *conn) refuse(callID uint32, why error) error {
	c.violation(why)
	status := uint32(faultAccessDenied)
	var b *breach
	if errors.As(why, &b) {
		status = b.status
	}
	if err := c.sendFault(callID, 0, "", -1, status, true); err != nil {
		return err
	}
	return errHangup
}

// sendFault sends a fault, unprotected as a runtime that refuses a call sends it.
func (c *conn) sendFault(callID uint32, contextID uint16, service string, opnum int, status uint32, early bool) error {
	flags := byte(flagFirst | flagLast)
	if early {
		flags |= flagDidNotExecute
	}
	b := appendHeader(nil, c.minor, typeFault, flags, callID)
	b = le.AppendUint32(b, 0) // allocation hint
	b = le.AppendUint16(b, contextID)
	b = append(b, 0, 0) // cancels, reserved
	b = le.AppendUint32(b, status)
	b = le.AppendUint32(b, 0)
	setLengths(b, 0)
	c.host.logf("%s: fault %#x", c.peer, status)
	return c.write(PDU{Type: typeFault, Interface: service, Opnum: opnum, Bytes: b})
}

// respond sends a body, in fragments of at most size bytes, or as many as were
// agreed on.
func (c *conn) respond(r *request, service string, stub []byte, size int) error {
	if size <= 0 || size > c.maxXmit {
		size = c.maxXmit
	}
	overhead, unit := responseHeader, 8
	if r.security.signs() {
		overhead += trailerSize + r.security.signatureSize(r.security.seals())
		unit = authenticatePad // so that no fragment but the last needs padding
	}
	chunk := max((size-overhead)/unit*unit, unit)
	for first := true; first || len(stub) > 0; first = false {
		n := min(chunk, len(stub))
		out, err := c.fragment(r, stub[:n], len(stub), first, n == len(stub))
		if err != nil {
			return err
		}
		out.Interface, out.Opnum = service, r.opnum
		if err := c.write(out); err != nil {
			return err
		}
		stub = stub[n:]
	}
	return nil
}

// fragment makes one fragment of a response and protects it.
func (c *conn) fragment(r *request, stub []byte, remaining int, first, last bool) (PDU, error) {
	var flags byte
	if first {
		flags |= flagFirst
	}
	if last {
		flags |= flagLast
	}
	b := appendHeader(nil, c.minor, typeResponse, flags, r.callID)
	b = le.AppendUint32(b, uint32(remaining)) // allocation hint
	b = le.AppendUint16(b, r.contextID)
	b = append(b, 0, 0) // cancels, reserved
	out := PDU{Type: typeResponse, StubOffset: len(b), StubLen: len(stub)}
	b = append(b, stub...)
	if !r.security.signs() {
		setLengths(b, 0)
		out.Bytes = b
		return out, nil
	}
	for (len(b)-out.StubOffset)%authenticatePad != 0 {
		b = append(b, 0)
		out.PadLen++
	}
	out.TrailerOffset, out.AuthLen = len(b), r.security.signatureSize(r.security.seals())
	b = r.security.appendTrailer(b, out.PadLen)
	end := len(b)
	out.Bytes = append(b, make([]byte, out.AuthLen)...)
	setLengths(out.Bytes, out.AuthLen)
	signature, err := r.security.protect(r.security.seals(),
		out.Bytes[:out.StubOffset], out.Bytes[out.StubOffset:out.TrailerOffset], out.Bytes[out.TrailerOffset:end])
	if err != nil {
		return PDU{}, fmt.Errorf("protecting a response: %w", err)
	}
	copy(out.Bytes[end:], signature)
	return out, nil
}

// write sends a PDU, or what Misbehave or Damage makes of it.
func (c *conn) write(p PDU) error {
	p.Peer = c.peer
	if p.TrailerOffset == 0 {
		setLengths(p.Bytes, 0)
	}
	if c.host.cfg.Misbehave != nil {
		if m := c.host.cfg.Misbehave(p); m != nil {
			return c.misbehave(m, p)
		}
	}
	pieces := [][]byte{p.Bytes}
	if c.host.cfg.Damage != nil {
		if damaged := c.host.cfg.Damage(p); damaged != nil {
			pieces = damaged
		}
	}
	for _, piece := range pieces {
		c.nc.SetWriteDeadline(time.Now().Add(writeTimeout))
		if _, err := c.nc.Write(piece); err != nil {
			return fmt.Errorf("%w: %w", errAbort, err)
		}
	}
	return nil
}
