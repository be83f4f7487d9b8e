// Code generated from idl/bfe.idl by go generate; DO NOT EDIT.

package ikeext

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

// ikeext server interface.
type IkeextServer interface {

	// GetStatistics operation.
	GetStatistics(context.Context, *GetStatisticsRequest) (*GetStatisticsResponse, error)
}

func RegisterIkeextServer(conn dcerpc.Conn, o IkeextServer, opts ...dcerpc.Option) {
	conn.RegisterServer(NewIkeextServerHandle(o), append(opts, dcerpc.WithAbstractSyntax(IkeextSyntaxV1_0))...)
}

func NewIkeextServerHandle(o IkeextServer) dcerpc.ServerHandle {
	return func(ctx context.Context, opNum int, r ndr.Reader) (dcerpc.Operation, error) {
		return IkeextServerHandle(ctx, o, opNum, r)
	}
}

func IkeextServerHandle(ctx context.Context, o IkeextServer, opNum int, r ndr.Reader) (dcerpc.Operation, error) {
	switch opNum {
	case 0: // GetStatistics
		op := &xxx_GetStatisticsOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &GetStatisticsRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.GetStatistics(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	}
	return nil, nil
}

// Unimplemented ikeext
type UnimplementedIkeextServer struct {
}

func (UnimplementedIkeextServer) GetStatistics(context.Context, *GetStatisticsRequest) (*GetStatisticsResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}

var _ IkeextServer = (*UnimplementedIkeextServer)(nil)
