package ikeexttest

import (
	"context"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/midl/uuid"
	"github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
	epm "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"
	mgmt "github.com/oiweiwei/go-msrpc/msrpc/mgmt/mgmt/v1"
	"github.com/oiweiwei/go-msrpc/ndr"
)

// service is an interface that a port offers.
type service struct {
	name       string
	id         *dcerpc.SyntaxID
	syntax     syntax
	secure     bool // refuses callers that did not sign in (RPC_IF_ALLOW_SECURE_ONLY)
	local      bool // refuses callers from the network (RPC_IF_ALLOW_LOCAL_ONLY)
	least      byte // refuses callers who signed in at a lower level
	unmapped   bool // is not in the endpoint mapper
	object     bool // is called on objects
	operations map[int]operation
}

// operation is one procedure of a service.
type operation struct {
	// check returns the breach in a request, or nil.
	check func(c *conn, stub []byte) error
	// answer returns the body of the regular answer to a request that passed.
	answer func(c *conn, stub []byte) []byte
	// raise does the same for operations that may fail, which Windows raises as a
	// fault: a status that is not 0. Nil where there is answer.
	raise func(c *conn, stub []byte) (body []byte, status uint32)
}

// run returns the regular answer to a request that passed, or the status of a fault.
func (op *operation) run(c *conn, stub []byte) (body []byte, status uint32) {
	if op.raise != nil {
		return op.raise(c, stub)
	}
	return op.answer(c, stub), 0
}

// layOut makes the ports of the host's profile, the endpoint mapper's first.
func (h *Host) layOut() []*port {
	neighbour := &port{services: []*service{h.ikeextService()}}
	bfe := &port{services: []*service{h.engineService()}}
	mapper := &port{}
	ports := []*port{mapper}
	switch h.cfg.Profile {
	case Permissive:
		ports = append(ports, neighbour, bfe)
	case Windows7, Stock2016, WMIOpen2016:
		ports = append(ports, neighbour)
	}
	mapper.services = []*service{epmService(ports, h.listed())}
	if h.cfg.Profile.hasWMI() {
		h.exporter.port = &port{services: h.wmiServices()}
		ports = append(ports, h.exporter.port)
		mapper.services = append(mapper.services, h.activationServices()...)
	}
	for _, p := range ports {
		p.services = append(p.services, mgmtService(p))
	}
	return ports
}

func newService(name string, id *dcerpc.SyntaxID, operations map[int]operation) *service {
	s := &service{name: name, id: id, operations: operations}
	copy(s.syntax.uuid[:], id.IfUUID.EncodeBinary())
	s.syntax.version = uint32(id.IfVersionMajor) | uint32(id.IfVersionMinor)<<16
	return s
}

// versionOne identifies version 1.0 of an interface.
func versionOne(id string) *dcerpc.SyntaxID {
	return &dcerpc.SyntaxID{IfUUID: uuid.MustParse(id), IfVersionMajor: 1}
}

// service returns the interface that an abstract syntax asks for, or nil.
func (p *port) service(wanted syntax) *service {
	for _, s := range p.services {
		if s.syntax.uuid == wanted.uuid && s.serves(wanted.version) {
			return s
		}
	}
	return nil
}

// serviceNamed returns the interface of a name, which there must be.
func (p *port) serviceNamed(name string) *service {
	for _, s := range p.services {
		if s.name == name {
			return s
		}
	}
	panic("no service " + name)
}

// serves reports whether the service can stand for a version: the same major
// and no greater minor ([C706] 6.2.3.2).
func (s *service) serves(version uint32) bool {
	return uint16(version) == s.id.IfVersionMajor && version>>16 <= uint32(s.id.IfVersionMinor)
}

// check finds the operation that a call asks for and checks its stub.
func (s *service) check(c *conn, call *Call) (*operation, error) {
	op, ok := s.operations[call.Opnum]
	if !ok {
		return nil, breachf(faultOpnumRange, "%s has no opnum %d", s.name, call.Opnum)
	}
	if s.object {
		if err := s.locate(c); err != nil {
			return nil, err
		}
	}
	return &op, op.check(c, call.Stub)
}

// denies reports whether the service refuses a caller whatever it asks for.
func (s *service) denies(h *Host, caller *security) bool {
	if caller == nil {
		return s.local || s.secure && !h.cfg.AllowUnauthenticated
	}
	return s.local || caller.level < s.least
}

// checkEmpty is the check of operations without input.
func checkEmpty(_ *conn, stub []byte) error {
	if len(stub) > 0 {
		return breachf(faultBadStub, "stub of %d bytes where none is expected", len(stub))
	}
	return nil
}

// encode encodes an answer. What is encoded here always can be.
func encode(response ndr.Marshaler) []byte {
	b, err := ndr.NDR20(nil).Marshal(context.Background(), response)
	if err != nil {
		panic(err)
	}
	return b
}

// mgmtService is the management interface ([C706] appendix Q), which every port
// of Windows has. Of its operations it has rpc__mgmt_inq_if_ids.
func mgmtService(p *port) *service {
	answer := func(*conn, []byte) []byte {
		vector := &dcetypes.InterfaceIDVector{}
		for _, s := range p.services {
			if s.name != "mgmt" {
				vector.InterfaceID = append(vector.InterfaceID, &dcetypes.InterfaceID{
					UUID: dtyp.GUIDFromUUID(s.id.IfUUID), VersMajor: s.id.IfVersionMajor, VersMinor: s.id.IfVersionMinor,
				})
			}
		}
		return encode(&mgmt.InquireInterfaceIDsResponse{InterfaceIDVector: vector})
	}
	s := newService("mgmt", mgmt.ManagementSyntaxV1_0, map[int]operation{0: {check: checkEmpty, answer: answer}})
	s.unmapped = true // it is in every process, so nobody registers it
	return s
}

func epmService(ports []*port, listed []listedEntry) *service {
	m := &mapper{ports: ports, listed: listed}
	return newService("epm", epm.EpmSyntaxV3_0, map[int]operation{
		2: raising(parseLookup, m.lookUp),
		3: {check: m.check, answer: m.answer},
		4: raising(parseFree, m.free),
	})
}

func (h *Host) ikeextService() *service {
	operations := h.saOperations()
	operations[0] = operation{check: checkEmpty, raise: h.statistics}
	s := newService("ikeext", versionOne("a398e520-d59a-4bdd-aa7a-3c1e0303a511"), operations)
	s.secure = true
	s.local = h.cfg.Profile == Stock2016 || h.cfg.Profile == WMIOpen2016
	return s
}
