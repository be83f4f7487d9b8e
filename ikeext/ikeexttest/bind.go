package ikeexttest

import "bytes"

// Results of a presentation context and reasons for refusing it or a bind
// ([C706] 12.6.3.1 and 12.6.3.5, [MS-RPCE] 2.2.2.4 and 2.2.2.5).
const (
	resultAccepted       = 0
	resultRejected       = 2
	resultNegotiateAck   = 3
	reasonAbstractSyntax = 1
	reasonTransferSyntax = 2

	nakNotSpecified   = 0
	nakLocalLimit     = 2
	nakVersion        = 4
	nakAuthType       = 8
	nakInvalidToken   = 9
	featureMultiplex  = 0x01
	featureKeepOrphan = 0x02
)

// syntax identifies an interface or an encoding: a UUID as it is on the wire and
// a version, major in the low half.
type syntax struct {
	uuid    [16]byte
	version uint32
}

func (s syntax) append(b []byte) []byte { return le.AppendUint32(append(b, s.uuid[:]...), s.version) }

func (c *cursor) syntax() (s syntax) {
	copy(s.uuid[:], c.bytes(len(s.uuid)))
	s.version = c.u32()
	return s
}

// ndr20 is 8a885d04-1ceb-11c9-9fe8-08002b104860 version 2.0, the only encoding
// that the host speaks.
func ndr20() syntax {
	return syntax{version: 2, uuid: [16]byte{
		0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, 0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60}}
}

// features returns the bind-time features that a transfer syntax
// 6cb71c2c-9812-4540-XXXX-000000000000 version 1.0 asks for.
func (s syntax) features() (mask byte, ok bool) {
	prefix := []byte{0x2c, 0x1c, 0xb7, 0x6c, 0x12, 0x98, 0x40, 0x45}
	return s.uuid[8], s.version == 1 && bytes.HasPrefix(s.uuid[:], prefix)
}

// offer is what a bind or alter_context asks for.
type offer struct {
	maxXmit, maxRecv int
	group            uint32
	contexts         []offeredContext
}

type offeredContext struct {
	id        uint16
	abstract  syntax
	transfers []syntax
}

func parseOffer(p *pdu) (*offer, error) {
	body, err := p.body(headerSize)
	if err != nil {
		return nil, err
	}
	c := &cursor{rest: body}
	o := &offer{maxXmit: int(c.u16()), maxRecv: int(c.u16()), group: c.u32()}
	n := int(c.u8())
	c.bytes(3)
	for range n {
		context := offeredContext{id: c.u16()}
		transfers := int(c.u8())
		c.bytes(1)
		context.abstract = c.syntax()
		for range transfers {
			context.transfers = append(context.transfers, c.syntax())
		}
		if c.short || transfers == 0 {
			return nil, breachf(0, "presentation contexts run out of the PDU")
		}
		o.contexts = append(o.contexts, context)
	}
	if !c.done() || n == 0 {
		return nil, breachf(0, "%d presentation contexts and %d bytes behind them", n, len(c.rest))
	}
	return o, nil
}

// bind answers the first PDU of a connection.
func (c *conn) bind(p *pdu) error {
	if c.bound {
		return breachf(0, "second bind on a connection")
	}
	o, err := parseOffer(p)
	if err != nil {
		return c.nak(p, nakNotSpecified, err)
	}
	if o.maxXmit < minFragment || o.maxRecv < minFragment {
		return c.nak(p, nakLocalLimit, breachf(0, "fragment sizes %d and %d offered", o.maxXmit, o.maxRecv))
	}
	if !c.host.knowsGroup(o.group) {
		return c.nak(p, nakNotSpecified, breachf(0, "unknown association group %#x", o.group))
	}
	var token []byte
	if p.trailer != nil {
		s := c.newSecurity(p.trailer)
		if s == nil {
			// Windows speaks others, so this is no breach.
			c.host.logf("%s: mechanism %d at level %d is not spoken", c.peer, p.trailer.typ, p.trailer.level)
			return c.nak(p, nakAuthType, errHangup)
		}
		if token, err = c.signIn(s, p.trailer.token); err != nil {
			return c.nak(p, nakInvalidToken, err)
		}
		if s.refused {
			return c.nak(p, nakInvalidToken, errHangup)
		}
		c.security[s.contextID] = s
	}
	c.bound = true
	c.minor = p.minor
	c.maxXmit, c.maxRecv = min(o.maxRecv, maxFragment), min(o.maxXmit, maxFragment)
	if c.group = o.group; c.group == 0 {
		c.group = c.host.lastGroup.Add(1)
	}
	c.association = c.host.associations.join(c.group)
	return c.ack(p, typeBindAck, c.results(o), token)
}

// knowsGroup reports whether the host has given out an association group, or
// the caller wants a new one.
func (h *Host) knowsGroup(group uint32) bool {
	return group == 0 || group > h.firstGroup && group <= h.lastGroup.Load()
}

// alterContext adds presentation contexts, or takes a sign-in further. A refused
// sign-in is answered with fault 5 and ends the connection ([MS-RPCE] 3.3.1.5.4),
// other than after auth3. That Windows keeps 0x721 for tokens it cannot use is
// inferred; Samba answers a wrong password with it, too.
func (c *conn) alterContext(p *pdu) error {
	o, err := parseOffer(p)
	if err != nil {
		return err
	}
	var token []byte
	if p.trailer != nil {
		s := c.security[p.trailer.contextID]
		if s == nil {
			const maxSecurityContexts = 64 // impacket signs in anew for each interface it turns to
			if s = c.newSecurity(p.trailer); s == nil || len(c.security) == maxSecurityContexts {
				return c.refuse(p.callID, breachf(faultAccessDenied, "no more security contexts, or mechanism %d at level %d",
					p.trailer.typ, p.trailer.level))
			}
			c.security[s.contextID] = s
		}
		if err := s.expects(p.trailer); err != nil {
			return c.refuse(p.callID, err)
		}
		if token, err = c.signIn(s, p.trailer.token); err != nil {
			return c.refuse(p.callID, err)
		}
		if s.refused {
			return c.refuse(p.callID, errHangup)
		}
	}
	return c.ack(p, typeAlterResp, c.results(o), token)
}

// auth3 takes the last token of a sign-in. It is never answered.
func (c *conn) auth3(p *pdu) error {
	if p.trailer == nil {
		return breachf(0, "auth3 without a token")
	}
	s := c.security[p.trailer.contextID]
	if s == nil || s.expects(p.trailer) != nil {
		return breachf(0, "auth3 for security context %d, which does not wait for one", p.trailer.contextID)
	}
	answer, err := c.signIn(s, p.trailer.token)
	if err == nil && (!s.complete() || len(answer) > 0) {
		// There is no way to give the answer, so SPNEGO cannot end like this.
		s.refused = true
	}
	if err != nil {
		// The connection stays, as after a wrong password.
		c.violation(err)
	}
	return nil
}

// results decides about each context, in the order of the offer.
func (c *conn) results(o *offer) []byte {
	var list []byte
	for _, offered := range o.contexts {
		result, reason, transfer := c.negotiate(offered)
		list = le.AppendUint16(list, result)
		list = le.AppendUint16(list, reason)
		list = transfer.append(list)
	}
	return list
}

func (c *conn) negotiate(offered offeredContext) (result, reason uint16, transfer syntax) {
	if mask, ok := offered.transfers[0].features(); ok {
		return resultNegotiateAck, uint16(mask & (featureMultiplex | featureKeepOrphan)), syntax{}
	}
	service := c.port.service(offered.abstract)
	if service == nil {
		return resultRejected, reasonAbstractSyntax, syntax{}
	}
	for _, t := range offered.transfers {
		if t == ndr20() {
			c.contexts[offered.id] = service
			return resultAccepted, 0, t
		}
	}
	return resultRejected, reasonTransferSyntax, syntax{}
}
