// Code generated from idl/bfe.idl by go generate; DO NOT EDIT.

package engine

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf16"

	dcerpc "github.com/oiweiwei/go-msrpc/dcerpc"
	uuid "github.com/oiweiwei/go-msrpc/midl/uuid"
	ndr "github.com/oiweiwei/go-msrpc/ndr"
)

var (
	_ = context.Background
	_ = fmt.Errorf
	_ = utf16.Encode
	_ = strings.TrimPrefix
	_ = ndr.ZeroString
	_ = (*uuid.UUID)(nil)
	_ = (*dcerpc.SyntaxID)(nil)
)

// engine server interface.
type EngineServer interface {

	// Opnum0NotUsedOnWire operation.
	// Opnum0NotUsedOnWire

	// Opnum1NotUsedOnWire operation.
	// Opnum1NotUsedOnWire

	// EngineOpen operation.
	EngineOpen(context.Context, *EngineOpenRequest) (*EngineOpenResponse, error)

	// EngineClose operation.
	EngineClose(context.Context, *EngineCloseRequest) (*EngineCloseResponse, error)
}

func RegisterEngineServer(conn dcerpc.Conn, o EngineServer, opts ...dcerpc.Option) {
	conn.RegisterServer(NewEngineServerHandle(o), append(opts, dcerpc.WithAbstractSyntax(EngineSyntaxV1_0))...)
}

func NewEngineServerHandle(o EngineServer) dcerpc.ServerHandle {
	return func(ctx context.Context, opNum int, r ndr.Reader) (dcerpc.Operation, error) {
		return EngineServerHandle(ctx, o, opNum, r)
	}
}

func EngineServerHandle(ctx context.Context, o EngineServer, opNum int, r ndr.Reader) (dcerpc.Operation, error) {
	switch opNum {
	case 0: // Opnum0NotUsedOnWire
		// Opnum0NotUsedOnWire
		return nil, nil
	case 1: // Opnum1NotUsedOnWire
		// Opnum1NotUsedOnWire
		return nil, nil
	case 2: // EngineOpen
		op := &xxx_EngineOpenOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &EngineOpenRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.EngineOpen(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 3: // EngineClose
		op := &xxx_EngineCloseOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &EngineCloseRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.EngineClose(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	}
	return nil, nil
}

// Unimplemented engine
type UnimplementedEngineServer struct {
}

func (UnimplementedEngineServer) EngineOpen(context.Context, *EngineOpenRequest) (*EngineOpenResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedEngineServer) EngineClose(context.Context, *EngineCloseRequest) (*EngineCloseResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}

var _ EngineServer = (*UnimplementedEngineServer)(nil)
