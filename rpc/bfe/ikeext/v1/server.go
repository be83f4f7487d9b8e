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

	// CreateSAEnum operation.
	CreateSAEnum(context.Context, *CreateSAEnumRequest) (*CreateSAEnumResponse, error)

	// EnumSAs operation.
	EnumSAs(context.Context, *EnumSAsRequest) (*EnumSAsResponse, error)

	// DestroySAEnum operation.
	DestroySAEnum(context.Context, *DestroySAEnumRequest) (*DestroySAEnumResponse, error)

	// DeleteSAByID operation.
	DeleteSAByID(context.Context, *DeleteSAByIDRequest) (*DeleteSAByIDResponse, error)

	// GetSAByID operation.
	GetSAByID(context.Context, *GetSAByIDRequest) (*GetSAByIDResponse, error)

	// GetSecurityInfo operation.
	GetSecurityInfo(context.Context, *GetSecurityInfoRequest) (*GetSecurityInfoResponse, error)

	// SetSecurityInfo operation.
	SetSecurityInfo(context.Context, *SetSecurityInfoRequest) (*SetSecurityInfoResponse, error)

	// UpdatePreferredAddresses operation.
	UpdatePreferredAddresses(context.Context, *UpdatePreferredAddressesRequest) (*UpdatePreferredAddressesResponse, error)

	// UpdateAdditionalAddresses operation.
	UpdateAdditionalAddresses(context.Context, *UpdateAdditionalAddressesRequest) (*UpdateAdditionalAddressesResponse, error)
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
	case 1: // CreateSAEnum
		op := &xxx_CreateSAEnumOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &CreateSAEnumRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.CreateSAEnum(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 2: // EnumSAs
		op := &xxx_EnumSAsOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &EnumSAsRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.EnumSAs(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 3: // DestroySAEnum
		op := &xxx_DestroySAEnumOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &DestroySAEnumRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.DestroySAEnum(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 4: // DeleteSAByID
		op := &xxx_DeleteSAByIDOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &DeleteSAByIDRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.DeleteSAByID(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 5: // GetSAByID
		op := &xxx_GetSAByIDOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &GetSAByIDRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.GetSAByID(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 6: // GetSecurityInfo
		op := &xxx_GetSecurityInfoOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &GetSecurityInfoRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.GetSecurityInfo(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 7: // SetSecurityInfo
		op := &xxx_SetSecurityInfoOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &SetSecurityInfoRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.SetSecurityInfo(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 8: // UpdatePreferredAddresses
		op := &xxx_UpdatePreferredAddressesOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &UpdatePreferredAddressesRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.UpdatePreferredAddresses(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 9: // UpdateAdditionalAddresses
		op := &xxx_UpdateAdditionalAddressesOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &UpdateAdditionalAddressesRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.UpdateAdditionalAddresses(ctx, req)
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
func (UnimplementedIkeextServer) CreateSAEnum(context.Context, *CreateSAEnumRequest) (*CreateSAEnumResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) EnumSAs(context.Context, *EnumSAsRequest) (*EnumSAsResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) DestroySAEnum(context.Context, *DestroySAEnumRequest) (*DestroySAEnumResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) DeleteSAByID(context.Context, *DeleteSAByIDRequest) (*DeleteSAByIDResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) GetSAByID(context.Context, *GetSAByIDRequest) (*GetSAByIDResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) GetSecurityInfo(context.Context, *GetSecurityInfoRequest) (*GetSecurityInfoResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) SetSecurityInfo(context.Context, *SetSecurityInfoRequest) (*SetSecurityInfoResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) UpdatePreferredAddresses(context.Context, *UpdatePreferredAddressesRequest) (*UpdatePreferredAddressesResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedIkeextServer) UpdateAdditionalAddresses(context.Context, *UpdateAdditionalAddressesRequest) (*UpdateAdditionalAddressesResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}

var _ IkeextServer = (*UnimplementedIkeextServer)(nil)
