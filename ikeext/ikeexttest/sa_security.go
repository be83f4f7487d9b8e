package ikeexttest

import (
	"bytes"
	"net/netip"
)

// securityRequest is what the operations on a security descriptor are asked for.
type securityRequest struct {
	info       uint32
	descriptor []byte
}

// allInformation is every part of a descriptor.
const allInformation = ownerInformation | groupInformation | daclInformation | saclInformation

func parseGetSecurity(_ *conn, args *cursor) (*securityRequest, error) {
	return &securityRequest{info: args.long()}, nil
}

func parseSetSecurity(_ *conn, args *cursor) (*securityRequest, error) {
	r := &securityRequest{info: args.long()}
	reader := &valueReader{cursor: args}
	reader.blob(&r.descriptor)
	reader.finish()
	return r, nil
}

func (h *Host) saGetSecurity(_ *conn, r *securityRequest) ([]byte, uint32) {
	h.sas.mu.Lock()
	descriptor := h.sas.descriptor
	h.sas.mu.Unlock()
	return h.describe(descriptor, r.info)
}

// describe answers with parts of a descriptor.
func (h *Host) describe(descriptor []byte, info uint32) ([]byte, uint32) {
	if info&^uint32(allInformation) != 0 {
		return nil, errorInvalidParam
	}
	if status := h.denied(readRights(info)); status != 0 {
		return nil, status
	}
	parts, ok := parseDescriptor(descriptor)
	if !ok {
		return nil, errorInvalidSD
	}
	w := &ndrWriter{}
	w.construct(func() { w.blob(parts.only(info).encode()) })
	w.u32(0)
	return w.b, 0
}

func (h *Host) saSetSecurity(_ *conn, r *securityRequest) ([]byte, uint32) {
	if r.info&^uint32(allInformation) != 0 {
		return nil, errorInvalidParam
	}
	parts, ok := parseDescriptor(r.descriptor)
	if !ok {
		return nil, errorInvalidSD
	}
	if status := h.denied(writeRights(r.info)); status != 0 {
		return nil, status
	}
	h.sas.mu.Lock()
	defer h.sas.mu.Unlock()
	whole, ok := parseDescriptor(h.sas.descriptor)
	if !ok {
		return nil, errorInvalidSD
	}
	whole.replace(parts, r.info)
	h.sas.descriptor = whole.encode()
	return make([]byte, 4), 0
}

// SADescriptor returns the self-relative security descriptor that the database of
// associations has now.
func (h *Host) SADescriptor() []byte {
	h.sas.mu.Lock()
	defer h.sas.mu.Unlock()
	return bytes.Clone(h.sas.descriptor)
}

// parsePreferredAddresses reads a tunnel and an IPSEC_TUNNEL_ENDPOINTS0.
func parsePreferredAddresses(_ *conn, args *cursor) (*AddressUpdate, error) {
	u := &AddressUpdate{TunnelID: args.hyper()}
	version := args.long()
	for range 2 {
		switch tag := args.long(); {
		case args.short:
			return u, nil
		case tag != version || tag > ipV6:
			return nil, breachf(faultInvalidTag, "address of version %d in a structure of version %d", tag, version)
		case tag == ipV4:
			u.Preferred = append(u.Preferred, addressOf4(args.long()))
		default:
			u.Preferred = append(u.Preferred, args.address16())
		}
	}
	return u, nil
}

// parseAdditionalAddresses reads a tunnel and an IPSEC_ADDRESS_INFO0.
func parseAdditionalAddresses(_ *conn, args *cursor) (*AddressUpdate, error) {
	u := &AddressUpdate{TunnelID: args.hyper(), Additional: []netip.Addr{}}
	r := &valueReader{cursor: args}
	list := func(size int, read func() netip.Addr) {
		told := args.long()
		r.pointer(func() {
			n := args.count(size)
			if uint32(n) != told {
				args.fail()
			}
			for range n {
				u.Additional = append(u.Additional, read())
			}
		})
	}
	list(4, func() netip.Addr { return addressOf4(args.u32()) })
	list(16, args.address16)
	r.finish()
	return u, nil
}

// address16 reads an address of IPv6.
func (c *cursor) address16() netip.Addr {
	a, _ := netip.AddrFromSlice(c.bytes(16)) // the zero Addr where it ran out
	return a
}

func (h *Host) updateAddresses(_ *conn, u *AddressUpdate) ([]byte, uint32) {
	h.sas.updates.add(*u)
	return make([]byte, 4), 0
}
