package epm

import (
	"context"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ndr"
)

// Protocol identifiers of tower floors (C706, appendices B and I).
const (
	floorUUID = 0x0d
	floorRPC  = 0x0b // connection-oriented RPC
	floorTCP  = 0x07
	floorIP   = 0x09

	floorDatagram = 0x0a // connectionless RPC
	floorLRPC     = 0x0c // local RPC
	floorUDP      = 0x08
	floorPipe     = 0x0f
	floorLRPCName = 0x10
	floorHTTP     = 0x1f
)

// encodeTower returns the tower of an interface over NDR and TCP, with the port
// and the address left open.
func encodeTower(syntax *dcerpc.SyntaxID) ([]byte, error) {
	tower := binary.LittleEndian.AppendUint16(nil, 5)
	for _, id := range []*dcerpc.SyntaxID{syntax, dcerpc.TransferNDRSyntaxV2_0} {
		w := ndr.NDR20(nil)
		if err := id.WriteTo(context.Background(), w); err != nil {
			return nil, err
		}
		b := w.Bytes() // UUID, major version, minor version
		tower = appendFloor(tower, append([]byte{floorUUID}, b[:18]...), b[18:20])
	}
	tower = appendFloor(tower, []byte{floorRPC}, []byte{0, 0})
	tower = appendFloor(tower, []byte{floorTCP}, []byte{0, 0})
	return appendFloor(tower, []byte{floorIP}, []byte{0, 0, 0, 0}), nil
}

func appendFloor(tower, left, right []byte) []byte {
	tower = binary.LittleEndian.AppendUint16(tower, uint16(len(left)))
	tower = append(tower, left...)
	tower = binary.LittleEndian.AppendUint16(tower, uint16(len(right)))
	return append(tower, right...)
}

// parseTower returns what a tower leads to. It is false for one that does not begin
// with an interface and an encoding. A protocol that is not known here leaves the
// entry without one.
func parseTower(tower []byte) (e Entry, ok bool) {
	floors, ok := cutFloors(tower)
	if !ok || len(floors) < 3 || !floors[0].identifier() || !floors[1].identifier() {
		return Entry{}, false
	}
	id := floors[0]
	if err := e.Interface.DecodeBinary(id.left[1:17]); err != nil {
		return Entry{}, false
	}
	e.Major, e.Minor = binary.LittleEndian.Uint16(id.left[17:]), binary.LittleEndian.Uint16(id.right)
	if len(floors) < 4 {
		return e, true
	}
	protocol, place := floors[2], floors[3]
	for _, known := range []struct {
		rpc, transport byte
		sequence       string
	}{
		{floorRPC, floorTCP, "ncacn_ip_tcp"}, {floorRPC, floorPipe, "ncacn_np"}, {floorRPC, floorHTTP, "ncacn_http"},
		{floorDatagram, floorUDP, "ncadg_ip_udp"}, {floorLRPC, floorLRPCName, "ncalrpc"},
	} {
		if protocol.is(known.rpc) && place.is(known.transport) {
			e.Protocol, e.Endpoint = known.sequence, place.endpoint()
		}
	}
	return e, true
}

// floor is a floor of a tower: a protocol and what belongs to it.
type floor struct{ left, right []byte }

func (f floor) is(protocol byte) bool { return len(f.left) == 1 && f.left[0] == protocol }

// identifier reports whether the floor names an interface or an encoding.
func (f floor) identifier() bool {
	return len(f.left) == 19 && f.left[0] == floorUUID && len(f.right) == 2
}

// endpoint is a port, or a name that ends with a zero.
func (f floor) endpoint() string {
	switch f.left[0] {
	case floorTCP, floorUDP, floorHTTP:
		if len(f.right) != 2 {
			return ""
		}
		return strconv.Itoa(int(binary.BigEndian.Uint16(f.right)))
	}
	return strings.TrimRight(string(f.right), "\x00")
}

// cutFloors takes a tower apart.
func cutFloors(tower []byte) (floors []floor, ok bool) {
	if len(tower) < 2 {
		return nil, false
	}
	count := binary.LittleEndian.Uint16(tower)
	tower = tower[2:]
	for range count {
		var f floor
		if f.left, tower, ok = cutField(tower); !ok {
			return nil, false
		}
		if f.right, tower, ok = cutField(tower); !ok {
			return nil, false
		}
		floors = append(floors, f)
	}
	return floors, true
}

// tcpPort returns the port in a tower, which is big-endian in its floor.
func tcpPort(tower []byte) (uint16, bool) {
	if len(tower) < 2 {
		return 0, false
	}
	count := binary.LittleEndian.Uint16(tower)
	tower = tower[2:]
	for range count {
		var left, right []byte
		var ok bool
		if left, tower, ok = cutField(tower); !ok {
			return 0, false
		}
		if right, tower, ok = cutField(tower); !ok {
			return 0, false
		}
		if len(left) == 1 && left[0] == floorTCP && len(right) == 2 {
			return binary.BigEndian.Uint16(right), true
		}
	}
	return 0, false
}

// cutField takes a counted field off the front of b.
func cutField(b []byte) (field, rest []byte, ok bool) {
	if len(b) < 2 {
		return nil, nil, false
	}
	n := int(binary.LittleEndian.Uint16(b))
	if len(b) < 2+n {
		return nil, nil, false
	}
	return b[2 : 2+n], b[2+n:], true
}
