package ikeexttest

import "bytes"

// Commands of a verification trailer ([MS-RPCE] 2.2.2.13).
const (
	commandBitmask  = 1
	commandContext  = 2
	commandHeader2  = 3
	commandMask     = 0x3FFF
	commandEnd      = 0x4000
	commandRequired = 0x8000
)

// verifyTrailer returns the stub of a request without the verification trailer
// that clients may append, whose claims it checks.
func (c *conn) verifyTrailer(p *pdu, r *request) ([]byte, error) {
	signature := []byte{0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71}
	at := bytes.LastIndex(r.stub, signature)
	if at < 0 || at%4 != 0 {
		return r.stub, nil
	}
	rest := &cursor{rest: r.stub[at+len(signature):]}
	for last := false; !last; {
		command := rest.u16()
		body := rest.bytes(int(rest.u16()))
		if rest.short {
			// No trailer, but a stub that happens to hold its signature.
			return r.stub, nil
		}
		last = command&commandEnd != 0
		if !c.verifyCommand(p, r, command, body) {
			return nil, breachf(faultAccessDenied, "verification trailer command %#x does not match the request", command)
		}
	}
	if len(rest.rest) > 0 {
		return r.stub, nil
	}
	return r.stub[:at], nil
}

func (c *conn) verifyCommand(p *pdu, r *request, command uint16, body []byte) bool {
	b := &cursor{rest: body}
	switch command & commandMask {
	case commandBitmask:
		const clientSignsHeaders = 1
		return b.u32()&clientSignsHeaders == 0 || c.headerSign
	case commandContext:
		service := c.contexts[r.contextID]
		return service != nil && b.syntax() == service.syntax && b.syntax() == ndr20() && b.done()
	case commandHeader2:
		typ := b.u8()
		b.bytes(3)
		same := bytes.Equal(b.bytes(4), p.raw[4:8]) && b.u32() == r.callID
		return typ == typeRequest && same && b.u16() == r.contextID && int(b.u16()) == r.opnum && b.done()
	}
	return command&commandRequired == 0
}
