package ikeexttest

import (
	"slices"

	"github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	epm "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"
)

// Protocol identifiers of tower floors ([C706] appendix I).
const (
	floorUUID = 0x0D
	floorRPC  = 0x0B // connection-oriented
	floorTCP  = 0x07
	floorIP   = 0x09
)

const (
	statusNotRegistered = 0x16C9A0D6 // EPT_S_NOT_REGISTERED, which Windows shows as 1753
	maxTowers           = 500        // [MS-RPCE] 2.2.1.2.5
)

// mapper is the endpoint mapper of a host with these ports, and with entries that lead
// to none.
type mapper struct {
	ports  []*port
	listed []listedEntry
}

// mapRequest is what ept_map is asked for.
type mapRequest struct {
	wanted    syntax
	encoding  syntax
	overTCP   bool
	maxTowers uint32
}

func (m *mapper) check(_ *conn, stub []byte) error {
	_, err := parseMapRequest(stub)
	return err
}

// parseMapRequest reads the request of ept_map: object and tower as full
// pointers, entry handle, most towers wanted.
func parseMapRequest(stub []byte) (*mapRequest, error) {
	c := &cursor{rest: stub}
	if object := c.u32(); object != 0 {
		c.bytes(16)
	}
	if tower := c.u32(); tower == 0 {
		return nil, breachf(faultBadStub, "ept_map without a tower")
	}
	size, length := c.u32(), c.u32()
	if size != length || int64(length) > int64(len(c.rest)) {
		return nil, breachf(faultBadStub, "ept_map: tower of %d bytes in an array of %d", length, size)
	}
	tower := c.bytes(int(length))
	c.align(4)
	handle := c.bytes(20)
	r := &mapRequest{maxTowers: c.u32()}
	if !c.done() || r.maxTowers > maxTowers {
		return nil, breachf(faultBadStub, "ept_map: stub of %d bytes, %d towers wanted", len(stub), r.maxTowers)
	}
	if slices.ContainsFunc(handle, func(b byte) bool { return b != 0 }) {
		return nil, breachf(faultContextMismatch, "ept_map: entry handle that was never given out")
	}
	if !r.parseTower(tower) {
		return nil, breachf(faultBadStub, "ept_map: malformed tower % x", tower)
	}
	return r, nil
}

// parseTower reads the floors: interface, encoding, protocol, port, address.
func (r *mapRequest) parseTower(tower []byte) bool {
	c := &cursor{rest: tower}
	floors := int(c.u16())
	var protocols []byte
	for i := range floors {
		left := &cursor{rest: c.bytes(int(c.u16()))}
		right := &cursor{rest: c.bytes(int(c.u16()))}
		protocol := left.u8()
		protocols = append(protocols, protocol)
		if i > 1 {
			continue
		}
		var s syntax
		copy(s.uuid[:], left.bytes(16))
		s.version = uint32(left.u16()) | uint32(right.u16())<<16
		if protocol != floorUUID || !left.done() || !right.done() {
			return false
		}
		if i == 0 {
			r.wanted = s
		} else {
			r.encoding = s
		}
	}
	r.overTCP = floors == 5 && protocols[2] == floorRPC && protocols[3] == floorTCP && protocols[4] == floorIP
	return c.done() && floors > 2
}

func (m *mapper) answer(_ *conn, stub []byte) []byte {
	// The check has passed, so there is no error.
	r, _ := parseMapRequest(stub)
	response := &epm.MapResponse{MaxTowers: r.maxTowers, EntryHandle: &epm.LookupHandle{}, Status: statusNotRegistered}
	for _, p := range m.ports {
		s := p.service(r.wanted)
		if s == nil || s.unmapped || !r.overTCP || r.encoding != ndr20() || r.maxTowers == 0 {
			continue
		}
		tower := p.tower(s)
		response.Towers = []*dcetypes.Tower{{TowerLength: uint32(len(tower)), TowerOctetString: tower}}
		response.TowersLength = 1
		response.Status = 0
		break
	}
	return encode(response)
}
