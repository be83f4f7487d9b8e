package ikeexttest

import (
	"slices"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	iactivation "github.com/oiweiwei/go-msrpc/msrpc/dcom/iactivation/v0"
)

// activation is what an activation asks for ([MS-DCOM] 3.1.2.5.2), whichever
// interface carries it.
type activation struct {
	class     [16]byte
	iids      [][16]byte
	protocols []uint16
}

// check returns the breach in an activation that was read to its end.
func (a *activation) check() error {
	const maxInterfaces, tcp = 0x8000, 7
	switch {
	case len(a.iids) == 0 || len(a.iids) > maxInterfaces:
		return breachf(faultBadStub, "activation of %d interfaces", len(a.iids))
	case !slices.Contains(a.protocols, tcp):
		return breachf(faultBadStub, "activation for protocols %v, TCP not among them", a.protocols)
	}
	return nil
}

// activated is the outcome of an activation.
type activated struct {
	result     uint32
	results    []int32 // of each interface
	references []*dcom.InterfacePointer
}

// activate makes the objects that were asked for. There is one class.
func (h *Host) activate(a *activation) *activated {
	login := [16]byte{0x5e, 0xf0, 0xc3, 0x8b, 0x6b, 0xd8, 0xd0, 0x11, 0xa0, 0x75, 0x00, 0xc0, 0x4f, 0xb6, 0x88, 0x20}
	out := &activated{
		results:    make([]int32, len(a.iids)),
		references: make([]*dcom.InterfacePointer, len(a.iids)),
	}
	if a.class != login {
		out.result = hresultClassNotRegistered
		return out
	}
	known := h.exporter.port.serviceNamed(loginService).syntax.uuid
	for i, iid := range a.iids {
		if iid != known {
			out.results[i] = signed(hresultNoInterface)
			continue
		}
		o := h.exporter.export(loginService, nil, nil)
		out.references[i] = &dcom.InterfacePointer{Data: h.reference(o)}
	}
	return out
}

// signed is an HRESULT as the RPC library wants it.
func signed(hresult uint32) int32 { return int32(hresult) }

// activationHint is the least level at which the exporter answers a caller, who may
// well stay above it.
func activationHint(c *conn) uint32 {
	const none = 1
	if len(c.security) == 0 {
		return none
	}
	return levelIntegrity
}

// activationService is IActivation, with which callers from before DCOM 5.6
// activate.
func (h *Host) activationService() *service {
	s := newService("IActivation", iactivation.ActivationSyntaxV0_0, map[int]operation{0: {
		check: func(_ *conn, stub []byte) error {
			_, err := parseRemoteActivation(stub)
			return err
		},
		answer: func(c *conn, stub []byte) []byte {
			// The check has passed, so there is no error.
			a, _ := parseRemoteActivation(stub)
			return h.remoteActivation(c, h.activate(a))
		},
	}})
	s.activates()
	return s
}

// activates lets a service refuse callers that signed in below integrity, as
// Windows does since KB5004442.
func (s *service) activates() {
	s.unmapped, s.secure, s.least = true, true, levelIntegrity
}

// parseRemoteActivation reads the request of RemoteActivation.
func parseRemoteActivation(stub []byte) (*activation, error) {
	args := &cursor{rest: stub}
	if err := checkThis(args, false); err != nil {
		return nil, err
	}
	a := &activation{class: args.guid()}
	args.uniqueString()    // name of an object
	args.uniqueInterface() // where to initialise it from
	args.long()            // level of impersonation, without meaning
	mode, count := args.long(), args.long()
	if args.long() != 0 {
		a.iids = args.guids()
	}
	args.align(2)
	protocols := int(args.u16())
	a.protocols = args.shorts()
	if err := checkEnd(args, stub); err != nil {
		return nil, err
	}
	if int64(count) != int64(len(a.iids)) || protocols != len(a.protocols) || mode != 0 {
		return nil, breachf(faultBadStub, "RemoteActivation in mode %#x of %d interfaces for %d protocols, with %d and %d",
			mode, count, protocols, len(a.iids), len(a.protocols))
	}
	return a, a.check()
}

func (h *Host) remoteActivation(c *conn, out *activated) []byte {
	response := &iactivation.RemoteActivationResponse{
		Interfaces:    uint32(len(out.results)),
		HResult:       signed(out.result),
		InterfaceData: out.references,
		Results:       out.results,
	}
	if out.result == 0 {
		response.OXID = h.exporter.oxid
		response.OXIDBindings = h.oxidBindings()
		response.RemoteUnknown = (*dcom.IPID)(libraryGUID(h.exporter.unknown))
		response.AuthnHint = activationHint(c)
		response.ServerVersion = comVersion()
	}
	return encode(response)
}
