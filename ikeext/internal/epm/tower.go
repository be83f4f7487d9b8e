package epm

import (
	"context"
	"encoding/binary"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ndr"
)

// Protocol identifiers of tower floors (C706, appendices B and I).
const (
	floorUUID = 0x0d
	floorRPC  = 0x0b // connection-oriented RPC
	floorTCP  = 0x07
	floorIP   = 0x09
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
