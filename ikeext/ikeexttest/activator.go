package ikeexttest

import (
	"bytes"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	iremotescmactivator "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremotescmactivator/v0"
	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
)

// activatorService is IRemoteSCMActivator, with which Windows activates.
func (h *Host) activatorService() *service {
	s := newService("IRemoteSCMActivator", iremotescmactivator.RemoteSCMActivatorSyntaxV0_0, map[int]operation{4: {
		check: func(_ *conn, stub []byte) error {
			_, err := parseCreateInstance(stub)
			return err
		},
		answer: func(c *conn, stub []byte) []byte {
			// The check has passed, so there is no error.
			a, _ := parseCreateInstance(stub)
			return h.createInstance(c, a)
		},
	}})
	s.activates()
	return s
}

// parseCreateInstance reads the request of RemoteCreateInstance.
func parseCreateInstance(stub []byte) (*activation, error) {
	args := &cursor{rest: stub}
	if err := checkThis(args, false); err != nil {
		return nil, err
	}
	outer, properties := args.uniqueInterface(), args.uniqueInterface()
	if err := checkEnd(args, stub); err != nil {
		return nil, err
	}
	if outer != nil {
		return nil, breachf(faultBadStub, "RemoteCreateInstance with an outer object")
	}
	a, err := parseActivationProperties(properties)
	if err != nil {
		return nil, err
	}
	return a, a.check()
}

// parseActivationProperties reads the OBJREF_CUSTOM of the properties ([MS-DCOM]
// 2.2.22): a header that lists classes and sizes, and the properties one by one.
func parseActivationProperties(objref []byte) (*activation, error) {
	b := &cursor{rest: objref}
	want := customReference(wireGUID((*dtyp.GUID)(dcom.ActivationPropertiesInIID)),
		wireGUID((*dtyp.GUID)(dcom.ActivationPropertiesInClassID)), nil)
	const identity = 4 + 4 + 16 + 16
	if !bytes.Equal(b.bytes(identity), want[:identity]) {
		return nil, breachf(faultBadStub, "activation properties that do not call themselves so")
	}
	b.bytes(8) // extension, reserved
	size := b.u32()
	b.u32() // reserved
	if int64(size) > int64(len(b.rest)) {
		return nil, breachf(faultBadStub, "activation properties of %d bytes in %d", size, len(b.rest))
	}
	blob := b.bytes(int(size))
	header := serialized(blob)
	total, headerSize := header.u32(), header.u32()
	header.bytes(8) // reserved, context
	count := header.u32()
	header.guid()
	classes, sizes, reserved := header.u32(), header.u32(), header.u32()
	ids := header.guids()
	lengths := header.count(4)
	if classes == 0 || sizes == 0 || reserved != 0 || header.short || int64(count) != int64(len(ids)) ||
		len(ids) != lengths || int(total) != len(blob) || int64(headerSize) > int64(len(blob)) {
		return nil, breachf(faultBadStub, "activation properties with a malformed header")
	}
	a := &activation{}
	rest := &cursor{rest: blob[headerSize:]}
	located := false
	for _, id := range ids {
		located = located || id == wireGUID((*dtyp.GUID)(dcom.ServerLocationClassID))
		a.readProperty(id, rest.bytes(int(header.u32())))
	}
	if !rest.done() || !located {
		return nil, breachf(faultBadStub, "activation properties of other sizes than their header says, or without a location")
	}
	return a, nil
}

// serialized returns what a type serialization of version 1 holds ([MS-RPCE]
// 2.2.6), or nothing.
func serialized(b []byte) *cursor {
	c := &cursor{rest: b}
	version, order, length := c.u8(), c.u8(), c.u16()
	c.u32()
	size := c.u32()
	c.u32()
	if version != 1 || order != 0x10 || length != 8 || int64(size) > int64(len(c.rest)) {
		return &cursor{short: true}
	}
	return &cursor{rest: c.bytes(int(size))}
}

// readProperty reads one property. One that is not needed is passed over, one
// that is damaged leaves nothing that check would let pass.
func (a *activation) readProperty(id [16]byte, b []byte) {
	c := serialized(b)
	switch id {
	case wireGUID((*dtyp.GUID)(dcom.InstantiationInfoClassID)):
		a.class = c.guid()
		c.bytes(12) // context, flags, surrogate
		count := c.u32()
		c.u32() // flags
		pointer := c.u32()
		c.bytes(8) // size, version
		if iids := c.guids(); pointer != 0 && int64(count) == int64(len(iids)) {
			a.iids = iids
		}
	case wireGUID((*dtyp.GUID)(dcom.SCMRequestInfoClassID)):
		reserved, request := c.u32(), c.u32()
		c.u32() // level of impersonation
		count := int(c.u16())
		pointer := c.long()
		if protocols := c.shorts(); reserved == 0 && request != 0 && pointer != 0 && count == len(protocols) {
			a.protocols = protocols
		}
	}
}

// createInstance answers with the properties of what was made.
func (h *Host) createInstance(c *conn, a *activation) []byte {
	out := h.activate(a)
	if out.result != 0 {
		return encode(&iremotescmactivator.RemoteCreateInstanceResponse{Return: signed(out.result)})
	}
	made := &dcom.PropertiesOutInfo{
		InterfacesCount: uint32(len(a.iids)), HResults: out.results, InterfaceData: out.references,
	}
	for _, iid := range a.iids {
		made.IIDs = append(made.IIDs, (*dcom.IID)(libraryGUID(iid)))
	}
	reply := &dcom.SCMReplyInfoData{RemoteReply: &dcom.CustomRemoteReplySCMInfo{
		OXID:              h.exporter.oxid,
		OXIDBindings:      h.oxidBindings(),
		IPIDRemoteUnknown: (*dcom.IPID)(libraryGUID(h.exporter.unknown)),
		AuthnHint:         activationHint(c),
		ServerVersion:     comVersion(),
	}}
	const anotherMachine = 2
	properties := &dcom.ActivationProperties{
		DestinationContext: anotherMachine, Properties: []dcom.ActivationProperty{made, reply},
	}
	blob, err := properties.Marshal()
	if err != nil {
		panic(err) // what is encoded here always can be
	}
	// The library would give it the names of properties that go in.
	objref := customReference(wireGUID((*dtyp.GUID)(dcom.ActivationPropertiesOutIID)),
		wireGUID((*dtyp.GUID)(dcom.ActivationPropertiesOutClassID)), blob)
	return encode(&iremotescmactivator.RemoteCreateInstanceResponse{
		ActPropertiesOut: &dcom.InterfacePointer{Data: objref},
	})
}
