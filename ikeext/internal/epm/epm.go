// Package epm asks an endpoint mapper for the TCP port of an interface.
package epm

import (
	"context"
	"fmt"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	epmv3 "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"

	"github.com/remoteike/remoteike/ikeext/internal/association"
)

// NotRegistered is the status of a mapper that does not have the interface for
// the protocol asked for: EPT_S_NOT_REGISTERED as it is on the wire.
const NotRegistered = 0x16C9A0D6

// StatusError is a status other than success in the mapper's answer.
type StatusError struct{ Status uint32 }

func (e *StatusError) Error() string { return fmt.Sprintf("endpoint mapper status 0x%08x", e.Status) }

// Syntax identifies the mapper's own interface.
func Syntax() *dcerpc.SyntaxID { return epmv3.EpmSyntaxV3_0 }

const (
	opMap = 3
	// maxTowers is how many answers are asked for. A process that hosts several
	// services may listen on several ports.
	maxTowers = 4
	// maxReply bounds the answer: four towers of TCP/IP take less than 500 bytes.
	maxReply = 4096
)

// Map returns the TCP ports on which the host offers the interface, in the
// mapper's order. Nothing else is taken from the answer: an address in it may
// be that of another host.
func Map(ctx context.Context, mapper *association.Association, syntax *dcerpc.SyntaxID) ([]uint16, error) {
	request, err := mapRequest(syntax)
	if err != nil {
		return nil, err
	}
	stub, err := mapper.Call(ctx, request, maxReply)
	if err != nil {
		return nil, err
	}
	var answer epmv3.MapResponse
	if err := association.Decode(stub, &answer); err != nil {
		return nil, err
	}
	if answer.Status != 0 {
		return nil, &StatusError{Status: answer.Status}
	}
	ports := tcpPorts(answer.Towers)
	if len(ports) == 0 {
		return nil, &StatusError{Status: NotRegistered}
	}
	return ports, nil
}

// MapAhead has the question for an interface go in one flight with the next, where
// the host takes that. Map for it comes after.
func MapAhead(mapper *association.Association, syntax *dcerpc.SyntaxID) error {
	request, err := mapRequest(syntax)
	if err != nil {
		return err
	}
	return mapper.SendAhead(request)
}

func mapRequest(syntax *dcerpc.SyntaxID) (association.Request, error) {
	tower, err := encodeTower(syntax)
	if err != nil {
		return association.Request{}, err
	}
	return association.Request{Opnum: opMap, Name: "ept_map", In: &epmv3.MapRequest{
		MapTower:  &dcetypes.Tower{TowerLength: uint32(len(tower)), TowerOctetString: tower},
		MaxTowers: maxTowers,
	}}, nil
}

// tcpPorts returns the distinct ports of the towers that can be used.
func tcpPorts(towers []*dcetypes.Tower) []uint16 {
	var ports []uint16
	seen := map[uint16]bool{0: true}
	for _, t := range towers {
		if t == nil {
			continue
		}
		if port, ok := tcpPort(t.TowerOctetString); ok && !seen[port] {
			seen[port] = true
			ports = append(ports, port)
		}
	}
	return ports
}
