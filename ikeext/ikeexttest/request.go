package ikeexttest

import "time"

// Fault statuses ([C706] appendix E, [MS-ERREF] 2.2).
const (
	faultAccessDenied    = 5
	faultBadStub         = 0x6F7
	faultSecurityPackage = 0x721
	faultOpnumRange      = 0x1C010002
	faultUnknownIf       = 0x1C010003
	faultContextMismatch = 0x1C00001A
)

// request is a request that is being put together from its fragments.
type request struct {
	callID    uint32
	contextID uint16
	opnum     int
	object    [16]byte  // zero when the request names none
	security  *security // nil when the caller did not sign in
	stub      []byte
}

// request takes one fragment and answers when it was the last.
func (c *conn) request(p *pdu) error {
	fixed := requestHeader
	if p.flags&flagObject != 0 {
		fixed += objectSize // which interfaces without objects ignore
	}
	if _, err := p.body(fixed); err != nil {
		return err
	}
	s, err := c.securityOf(p)
	if err != nil {
		return c.refuse(p.callID, err)
	}
	r, err := c.join(p, s)
	if err != nil {
		return err
	}
	if p.trailer != nil {
		if err := s.unprotect(p, fixed); err != nil {
			return c.refuse(p.callID, err)
		}
	}
	body, err := p.body(fixed)
	if err != nil {
		return err
	}
	if len(r.stub)+len(body) > maxRequestStub {
		return breachf(0, "request of more than %d bytes", maxRequestStub)
	}
	r.stub = append(r.stub, body...)
	if p.flags&flagLast == 0 {
		return nil
	}
	c.partial = nil
	return c.dispatch(p, r)
}

// join returns the request that a fragment belongs to.
func (c *conn) join(p *pdu, s *security) (*request, error) {
	r := &request{
		callID:    p.callID,
		contextID: le.Uint16(p.raw[20:]),
		opnum:     int(le.Uint16(p.raw[22:])),
		security:  s,
		stub:      []byte{},
	}
	if p.flags&flagObject != 0 {
		copy(r.object[:], p.raw[requestHeader:])
	}
	if p.flags&flagFirst != 0 {
		if c.partial != nil {
			return nil, breachf(0, "call %d begins within call %d", r.callID, c.partial.callID)
		}
		c.partial = r
		return r, nil
	}
	f := c.partial
	if f == nil {
		return nil, breachf(0, "call %d without a first fragment", r.callID)
	}
	if f.callID != r.callID || f.contextID != r.contextID || f.opnum != r.opnum || f.object != r.object || f.security != s {
		return nil, breachf(0, "fragment of call %d within call %d", r.callID, f.callID)
	}
	return f, nil
}

// dispatch checks a whole request and answers it.
func (c *conn) dispatch(p *pdu, r *request) error {
	service := c.contexts[r.contextID]
	if service == nil {
		return c.fail(r, "", breachf(faultUnknownIf, "request in unknown presentation context %d", r.contextID))
	}
	call := Call{Interface: service.name, Opnum: r.opnum}
	refused := false
	if s := r.security; s != nil {
		call.AuthType, call.AuthLevel, refused = int(s.typ), int(s.level), s.refused
		if !refused {
			call.User = s.user()
		}
	}
	var broken error
	if !refused {
		call.Stub, broken = c.verifyTrailer(p, r)
	}
	c.host.calls.add(call.clone())
	c.host.logf("%s: %s opnum %d, %d bytes, user %q", c.peer, call.Interface, call.Opnum, len(call.Stub), call.User)
	if refused {
		return c.sendFault(r.callID, r.contextID, service.name, r.opnum, faultAccessDenied, true)
	}
	if broken != nil {
		return c.fail(r, service.name, broken)
	}
	c.ipid, c.target = r.object, nil
	op, broken := service.check(c, &call)
	denied := service.denies(c.host, r.security)
	if broken != nil && denied {
		c.violation(broken)
		return c.sendFault(r.callID, r.contextID, service.name, r.opnum, faultAccessDenied, true)
	}
	if broken != nil {
		return c.fail(r, service.name, broken)
	}
	return c.answer(r, service, op, &call, denied)
}

// answer answers a checked call, as Intercept says or as the profile says.
func (c *conn) answer(r *request, service *service, op *operation, call *Call, denied bool) error {
	reply := &Reply{}
	if c.host.cfg.Intercept != nil {
		copied := call.clone()
		if wish := c.host.cfg.Intercept(&copied); wish != nil {
			reply = wish
		}
	}
	if reply.Delay > 0 {
		select {
		case <-time.After(reply.Delay):
		case <-c.ctx.Done():
			return errAbort
		}
	}
	switch {
	case reply.Hangup:
		return errAbort
	case reply.Fault != 0:
		return c.sendFault(r.callID, r.contextID, service.name, r.opnum, reply.Fault, false)
	case denied && reply.Stub == nil:
		return c.sendFault(r.callID, r.contextID, service.name, r.opnum, faultAccessDenied, true)
	}
	stub := reply.Stub
	if stub == nil {
		var status uint32
		if stub, status = op.run(c, call.Stub); status != 0 {
			return c.sendFault(r.callID, r.contextID, service.name, r.opnum, status, false)
		}
	}
	if reply.Edit != nil {
		stub = reply.Edit(stub)
	}
	return c.respond(r, service.name, stub, reply.FragmentSize)
}

// fail answers a breach with its fault and keeps the connection.
func (c *conn) fail(r *request, service string, err error) error {
	c.violation(err)
	status := uint32(faultBadStub)
	if b, ok := err.(*breach); ok {
		status = b.status
	}
	return c.sendFault(r.callID, r.contextID, service, r.opnum, status, true)
}

// clone returns a copy that shares no memory.
func (call Call) clone() Call {
	if call.Stub != nil {
		call.Stub = append([]byte{}, call.Stub...)
	}
	return call
}
