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

	// EngineGetOption operation.
	EngineGetOption(context.Context, *EngineGetOptionRequest) (*EngineGetOptionResponse, error)

	// Opnum5NotUsedOnWire operation.
	// Opnum5NotUsedOnWire

	// EngineGetSecurityInfo operation.
	EngineGetSecurityInfo(context.Context, *EngineGetSecurityInfoRequest) (*EngineGetSecurityInfoResponse, error)

	// Opnum7NotUsedOnWire operation.
	// Opnum7NotUsedOnWire

	// Opnum8NotUsedOnWire operation.
	// Opnum8NotUsedOnWire

	// Opnum9NotUsedOnWire operation.
	// Opnum9NotUsedOnWire

	// Opnum10NotUsedOnWire operation.
	// Opnum10NotUsedOnWire

	// Opnum11NotUsedOnWire operation.
	// Opnum11NotUsedOnWire

	// Opnum12NotUsedOnWire operation.
	// Opnum12NotUsedOnWire

	// Opnum13NotUsedOnWire operation.
	// Opnum13NotUsedOnWire

	// Opnum14NotUsedOnWire operation.
	// Opnum14NotUsedOnWire

	// Opnum15NotUsedOnWire operation.
	// Opnum15NotUsedOnWire

	// Opnum16NotUsedOnWire operation.
	// Opnum16NotUsedOnWire

	// Opnum17NotUsedOnWire operation.
	// Opnum17NotUsedOnWire

	// Opnum18NotUsedOnWire operation.
	// Opnum18NotUsedOnWire

	// Opnum19NotUsedOnWire operation.
	// Opnum19NotUsedOnWire

	// Opnum20NotUsedOnWire operation.
	// Opnum20NotUsedOnWire

	// Opnum21NotUsedOnWire operation.
	// Opnum21NotUsedOnWire

	// Opnum22NotUsedOnWire operation.
	// Opnum22NotUsedOnWire

	// Opnum23NotUsedOnWire operation.
	// Opnum23NotUsedOnWire

	// Opnum24NotUsedOnWire operation.
	// Opnum24NotUsedOnWire

	// Opnum25NotUsedOnWire operation.
	// Opnum25NotUsedOnWire

	// Opnum26NotUsedOnWire operation.
	// Opnum26NotUsedOnWire

	// Opnum27NotUsedOnWire operation.
	// Opnum27NotUsedOnWire

	// Opnum28NotUsedOnWire operation.
	// Opnum28NotUsedOnWire

	// Opnum29NotUsedOnWire operation.
	// Opnum29NotUsedOnWire

	// Opnum30NotUsedOnWire operation.
	// Opnum30NotUsedOnWire

	// Opnum31NotUsedOnWire operation.
	// Opnum31NotUsedOnWire

	// Opnum32NotUsedOnWire operation.
	// Opnum32NotUsedOnWire

	// Opnum33NotUsedOnWire operation.
	// Opnum33NotUsedOnWire

	// Opnum34NotUsedOnWire operation.
	// Opnum34NotUsedOnWire

	// Opnum35NotUsedOnWire operation.
	// Opnum35NotUsedOnWire

	// Opnum36NotUsedOnWire operation.
	// Opnum36NotUsedOnWire

	// Opnum37NotUsedOnWire operation.
	// Opnum37NotUsedOnWire

	// Opnum38NotUsedOnWire operation.
	// Opnum38NotUsedOnWire

	// Opnum39NotUsedOnWire operation.
	// Opnum39NotUsedOnWire

	// Opnum40NotUsedOnWire operation.
	// Opnum40NotUsedOnWire

	// Opnum41NotUsedOnWire operation.
	// Opnum41NotUsedOnWire

	// Opnum42NotUsedOnWire operation.
	// Opnum42NotUsedOnWire

	// Opnum43NotUsedOnWire operation.
	// Opnum43NotUsedOnWire

	// Opnum44NotUsedOnWire operation.
	// Opnum44NotUsedOnWire

	// Opnum45NotUsedOnWire operation.
	// Opnum45NotUsedOnWire

	// Opnum46NotUsedOnWire operation.
	// Opnum46NotUsedOnWire

	// Opnum47NotUsedOnWire operation.
	// Opnum47NotUsedOnWire

	// Opnum48NotUsedOnWire operation.
	// Opnum48NotUsedOnWire

	// Opnum49NotUsedOnWire operation.
	// Opnum49NotUsedOnWire

	// Opnum50NotUsedOnWire operation.
	// Opnum50NotUsedOnWire

	// Opnum51NotUsedOnWire operation.
	// Opnum51NotUsedOnWire

	// Opnum52NotUsedOnWire operation.
	// Opnum52NotUsedOnWire

	// Opnum53NotUsedOnWire operation.
	// Opnum53NotUsedOnWire

	// Opnum54NotUsedOnWire operation.
	// Opnum54NotUsedOnWire

	// Opnum55NotUsedOnWire operation.
	// Opnum55NotUsedOnWire

	// Opnum56NotUsedOnWire operation.
	// Opnum56NotUsedOnWire

	// Opnum57NotUsedOnWire operation.
	// Opnum57NotUsedOnWire

	// Opnum58NotUsedOnWire operation.
	// Opnum58NotUsedOnWire

	// Opnum59NotUsedOnWire operation.
	// Opnum59NotUsedOnWire

	// Opnum60NotUsedOnWire operation.
	// Opnum60NotUsedOnWire

	// Opnum61NotUsedOnWire operation.
	// Opnum61NotUsedOnWire

	// Opnum62NotUsedOnWire operation.
	// Opnum62NotUsedOnWire

	// Opnum63NotUsedOnWire operation.
	// Opnum63NotUsedOnWire

	// Opnum64NotUsedOnWire operation.
	// Opnum64NotUsedOnWire

	// Opnum65NotUsedOnWire operation.
	// Opnum65NotUsedOnWire

	// Opnum66NotUsedOnWire operation.
	// Opnum66NotUsedOnWire

	// Opnum67NotUsedOnWire operation.
	// Opnum67NotUsedOnWire

	// Opnum68NotUsedOnWire operation.
	// Opnum68NotUsedOnWire

	// Opnum69NotUsedOnWire operation.
	// Opnum69NotUsedOnWire

	// Opnum70NotUsedOnWire operation.
	// Opnum70NotUsedOnWire

	// Opnum71NotUsedOnWire operation.
	// Opnum71NotUsedOnWire

	// Opnum72NotUsedOnWire operation.
	// Opnum72NotUsedOnWire

	// Opnum73NotUsedOnWire operation.
	// Opnum73NotUsedOnWire

	// Opnum74NotUsedOnWire operation.
	// Opnum74NotUsedOnWire

	// Opnum75NotUsedOnWire operation.
	// Opnum75NotUsedOnWire

	// Opnum76NotUsedOnWire operation.
	// Opnum76NotUsedOnWire

	// Opnum77NotUsedOnWire operation.
	// Opnum77NotUsedOnWire

	// Opnum78NotUsedOnWire operation.
	// Opnum78NotUsedOnWire

	// Opnum79NotUsedOnWire operation.
	// Opnum79NotUsedOnWire

	// Opnum80NotUsedOnWire operation.
	// Opnum80NotUsedOnWire

	// Opnum81NotUsedOnWire operation.
	// Opnum81NotUsedOnWire

	// Opnum82NotUsedOnWire operation.
	// Opnum82NotUsedOnWire

	// Opnum83NotUsedOnWire operation.
	// Opnum83NotUsedOnWire

	// GetIPsecStatistics operation.
	GetIPsecStatistics(context.Context, *GetIPsecStatisticsRequest) (*GetIPsecStatisticsResponse, error)

	// Opnum85NotUsedOnWire operation.
	// Opnum85NotUsedOnWire

	// Opnum86NotUsedOnWire operation.
	// Opnum86NotUsedOnWire

	// Opnum87NotUsedOnWire operation.
	// Opnum87NotUsedOnWire

	// Opnum88NotUsedOnWire operation.
	// Opnum88NotUsedOnWire

	// Opnum89NotUsedOnWire operation.
	// Opnum89NotUsedOnWire

	// Opnum90NotUsedOnWire operation.
	// Opnum90NotUsedOnWire

	// Opnum91NotUsedOnWire operation.
	// Opnum91NotUsedOnWire

	// Opnum92NotUsedOnWire operation.
	// Opnum92NotUsedOnWire

	// Opnum93NotUsedOnWire operation.
	// Opnum93NotUsedOnWire

	// Opnum94NotUsedOnWire operation.
	// Opnum94NotUsedOnWire

	// Opnum95NotUsedOnWire operation.
	// Opnum95NotUsedOnWire

	// Opnum96NotUsedOnWire operation.
	// Opnum96NotUsedOnWire

	// Opnum97NotUsedOnWire operation.
	// Opnum97NotUsedOnWire

	// Opnum98NotUsedOnWire operation.
	// Opnum98NotUsedOnWire

	// Opnum99NotUsedOnWire operation.
	// Opnum99NotUsedOnWire

	// Opnum100NotUsedOnWire operation.
	// Opnum100NotUsedOnWire

	// Opnum101NotUsedOnWire operation.
	// Opnum101NotUsedOnWire

	// Opnum102NotUsedOnWire operation.
	// Opnum102NotUsedOnWire

	// Opnum103NotUsedOnWire operation.
	// Opnum103NotUsedOnWire

	// GetIPsecDospStatistics operation.
	GetIPsecDospStatistics(context.Context, *GetIPsecDospStatisticsRequest) (*GetIPsecDospStatisticsResponse, error)
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
	case 4: // EngineGetOption
		op := &xxx_EngineGetOptionOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &EngineGetOptionRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.EngineGetOption(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 5: // Opnum5NotUsedOnWire
		// Opnum5NotUsedOnWire
		return nil, nil
	case 6: // EngineGetSecurityInfo
		op := &xxx_EngineGetSecurityInfoOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &EngineGetSecurityInfoRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.EngineGetSecurityInfo(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 7: // Opnum7NotUsedOnWire
		// Opnum7NotUsedOnWire
		return nil, nil
	case 8: // Opnum8NotUsedOnWire
		// Opnum8NotUsedOnWire
		return nil, nil
	case 9: // Opnum9NotUsedOnWire
		// Opnum9NotUsedOnWire
		return nil, nil
	case 10: // Opnum10NotUsedOnWire
		// Opnum10NotUsedOnWire
		return nil, nil
	case 11: // Opnum11NotUsedOnWire
		// Opnum11NotUsedOnWire
		return nil, nil
	case 12: // Opnum12NotUsedOnWire
		// Opnum12NotUsedOnWire
		return nil, nil
	case 13: // Opnum13NotUsedOnWire
		// Opnum13NotUsedOnWire
		return nil, nil
	case 14: // Opnum14NotUsedOnWire
		// Opnum14NotUsedOnWire
		return nil, nil
	case 15: // Opnum15NotUsedOnWire
		// Opnum15NotUsedOnWire
		return nil, nil
	case 16: // Opnum16NotUsedOnWire
		// Opnum16NotUsedOnWire
		return nil, nil
	case 17: // Opnum17NotUsedOnWire
		// Opnum17NotUsedOnWire
		return nil, nil
	case 18: // Opnum18NotUsedOnWire
		// Opnum18NotUsedOnWire
		return nil, nil
	case 19: // Opnum19NotUsedOnWire
		// Opnum19NotUsedOnWire
		return nil, nil
	case 20: // Opnum20NotUsedOnWire
		// Opnum20NotUsedOnWire
		return nil, nil
	case 21: // Opnum21NotUsedOnWire
		// Opnum21NotUsedOnWire
		return nil, nil
	case 22: // Opnum22NotUsedOnWire
		// Opnum22NotUsedOnWire
		return nil, nil
	case 23: // Opnum23NotUsedOnWire
		// Opnum23NotUsedOnWire
		return nil, nil
	case 24: // Opnum24NotUsedOnWire
		// Opnum24NotUsedOnWire
		return nil, nil
	case 25: // Opnum25NotUsedOnWire
		// Opnum25NotUsedOnWire
		return nil, nil
	case 26: // Opnum26NotUsedOnWire
		// Opnum26NotUsedOnWire
		return nil, nil
	case 27: // Opnum27NotUsedOnWire
		// Opnum27NotUsedOnWire
		return nil, nil
	case 28: // Opnum28NotUsedOnWire
		// Opnum28NotUsedOnWire
		return nil, nil
	case 29: // Opnum29NotUsedOnWire
		// Opnum29NotUsedOnWire
		return nil, nil
	case 30: // Opnum30NotUsedOnWire
		// Opnum30NotUsedOnWire
		return nil, nil
	case 31: // Opnum31NotUsedOnWire
		// Opnum31NotUsedOnWire
		return nil, nil
	case 32: // Opnum32NotUsedOnWire
		// Opnum32NotUsedOnWire
		return nil, nil
	case 33: // Opnum33NotUsedOnWire
		// Opnum33NotUsedOnWire
		return nil, nil
	case 34: // Opnum34NotUsedOnWire
		// Opnum34NotUsedOnWire
		return nil, nil
	case 35: // Opnum35NotUsedOnWire
		// Opnum35NotUsedOnWire
		return nil, nil
	case 36: // Opnum36NotUsedOnWire
		// Opnum36NotUsedOnWire
		return nil, nil
	case 37: // Opnum37NotUsedOnWire
		// Opnum37NotUsedOnWire
		return nil, nil
	case 38: // Opnum38NotUsedOnWire
		// Opnum38NotUsedOnWire
		return nil, nil
	case 39: // Opnum39NotUsedOnWire
		// Opnum39NotUsedOnWire
		return nil, nil
	case 40: // Opnum40NotUsedOnWire
		// Opnum40NotUsedOnWire
		return nil, nil
	case 41: // Opnum41NotUsedOnWire
		// Opnum41NotUsedOnWire
		return nil, nil
	case 42: // Opnum42NotUsedOnWire
		// Opnum42NotUsedOnWire
		return nil, nil
	case 43: // Opnum43NotUsedOnWire
		// Opnum43NotUsedOnWire
		return nil, nil
	case 44: // Opnum44NotUsedOnWire
		// Opnum44NotUsedOnWire
		return nil, nil
	case 45: // Opnum45NotUsedOnWire
		// Opnum45NotUsedOnWire
		return nil, nil
	case 46: // Opnum46NotUsedOnWire
		// Opnum46NotUsedOnWire
		return nil, nil
	case 47: // Opnum47NotUsedOnWire
		// Opnum47NotUsedOnWire
		return nil, nil
	case 48: // Opnum48NotUsedOnWire
		// Opnum48NotUsedOnWire
		return nil, nil
	case 49: // Opnum49NotUsedOnWire
		// Opnum49NotUsedOnWire
		return nil, nil
	case 50: // Opnum50NotUsedOnWire
		// Opnum50NotUsedOnWire
		return nil, nil
	case 51: // Opnum51NotUsedOnWire
		// Opnum51NotUsedOnWire
		return nil, nil
	case 52: // Opnum52NotUsedOnWire
		// Opnum52NotUsedOnWire
		return nil, nil
	case 53: // Opnum53NotUsedOnWire
		// Opnum53NotUsedOnWire
		return nil, nil
	case 54: // Opnum54NotUsedOnWire
		// Opnum54NotUsedOnWire
		return nil, nil
	case 55: // Opnum55NotUsedOnWire
		// Opnum55NotUsedOnWire
		return nil, nil
	case 56: // Opnum56NotUsedOnWire
		// Opnum56NotUsedOnWire
		return nil, nil
	case 57: // Opnum57NotUsedOnWire
		// Opnum57NotUsedOnWire
		return nil, nil
	case 58: // Opnum58NotUsedOnWire
		// Opnum58NotUsedOnWire
		return nil, nil
	case 59: // Opnum59NotUsedOnWire
		// Opnum59NotUsedOnWire
		return nil, nil
	case 60: // Opnum60NotUsedOnWire
		// Opnum60NotUsedOnWire
		return nil, nil
	case 61: // Opnum61NotUsedOnWire
		// Opnum61NotUsedOnWire
		return nil, nil
	case 62: // Opnum62NotUsedOnWire
		// Opnum62NotUsedOnWire
		return nil, nil
	case 63: // Opnum63NotUsedOnWire
		// Opnum63NotUsedOnWire
		return nil, nil
	case 64: // Opnum64NotUsedOnWire
		// Opnum64NotUsedOnWire
		return nil, nil
	case 65: // Opnum65NotUsedOnWire
		// Opnum65NotUsedOnWire
		return nil, nil
	case 66: // Opnum66NotUsedOnWire
		// Opnum66NotUsedOnWire
		return nil, nil
	case 67: // Opnum67NotUsedOnWire
		// Opnum67NotUsedOnWire
		return nil, nil
	case 68: // Opnum68NotUsedOnWire
		// Opnum68NotUsedOnWire
		return nil, nil
	case 69: // Opnum69NotUsedOnWire
		// Opnum69NotUsedOnWire
		return nil, nil
	case 70: // Opnum70NotUsedOnWire
		// Opnum70NotUsedOnWire
		return nil, nil
	case 71: // Opnum71NotUsedOnWire
		// Opnum71NotUsedOnWire
		return nil, nil
	case 72: // Opnum72NotUsedOnWire
		// Opnum72NotUsedOnWire
		return nil, nil
	case 73: // Opnum73NotUsedOnWire
		// Opnum73NotUsedOnWire
		return nil, nil
	case 74: // Opnum74NotUsedOnWire
		// Opnum74NotUsedOnWire
		return nil, nil
	case 75: // Opnum75NotUsedOnWire
		// Opnum75NotUsedOnWire
		return nil, nil
	case 76: // Opnum76NotUsedOnWire
		// Opnum76NotUsedOnWire
		return nil, nil
	case 77: // Opnum77NotUsedOnWire
		// Opnum77NotUsedOnWire
		return nil, nil
	case 78: // Opnum78NotUsedOnWire
		// Opnum78NotUsedOnWire
		return nil, nil
	case 79: // Opnum79NotUsedOnWire
		// Opnum79NotUsedOnWire
		return nil, nil
	case 80: // Opnum80NotUsedOnWire
		// Opnum80NotUsedOnWire
		return nil, nil
	case 81: // Opnum81NotUsedOnWire
		// Opnum81NotUsedOnWire
		return nil, nil
	case 82: // Opnum82NotUsedOnWire
		// Opnum82NotUsedOnWire
		return nil, nil
	case 83: // Opnum83NotUsedOnWire
		// Opnum83NotUsedOnWire
		return nil, nil
	case 84: // GetIPsecStatistics
		op := &xxx_GetIPsecStatisticsOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &GetIPsecStatisticsRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.GetIPsecStatistics(ctx, req)
		return resp.xxx_ToOp(ctx, op), err
	case 85: // Opnum85NotUsedOnWire
		// Opnum85NotUsedOnWire
		return nil, nil
	case 86: // Opnum86NotUsedOnWire
		// Opnum86NotUsedOnWire
		return nil, nil
	case 87: // Opnum87NotUsedOnWire
		// Opnum87NotUsedOnWire
		return nil, nil
	case 88: // Opnum88NotUsedOnWire
		// Opnum88NotUsedOnWire
		return nil, nil
	case 89: // Opnum89NotUsedOnWire
		// Opnum89NotUsedOnWire
		return nil, nil
	case 90: // Opnum90NotUsedOnWire
		// Opnum90NotUsedOnWire
		return nil, nil
	case 91: // Opnum91NotUsedOnWire
		// Opnum91NotUsedOnWire
		return nil, nil
	case 92: // Opnum92NotUsedOnWire
		// Opnum92NotUsedOnWire
		return nil, nil
	case 93: // Opnum93NotUsedOnWire
		// Opnum93NotUsedOnWire
		return nil, nil
	case 94: // Opnum94NotUsedOnWire
		// Opnum94NotUsedOnWire
		return nil, nil
	case 95: // Opnum95NotUsedOnWire
		// Opnum95NotUsedOnWire
		return nil, nil
	case 96: // Opnum96NotUsedOnWire
		// Opnum96NotUsedOnWire
		return nil, nil
	case 97: // Opnum97NotUsedOnWire
		// Opnum97NotUsedOnWire
		return nil, nil
	case 98: // Opnum98NotUsedOnWire
		// Opnum98NotUsedOnWire
		return nil, nil
	case 99: // Opnum99NotUsedOnWire
		// Opnum99NotUsedOnWire
		return nil, nil
	case 100: // Opnum100NotUsedOnWire
		// Opnum100NotUsedOnWire
		return nil, nil
	case 101: // Opnum101NotUsedOnWire
		// Opnum101NotUsedOnWire
		return nil, nil
	case 102: // Opnum102NotUsedOnWire
		// Opnum102NotUsedOnWire
		return nil, nil
	case 103: // Opnum103NotUsedOnWire
		// Opnum103NotUsedOnWire
		return nil, nil
	case 104: // GetIPsecDospStatistics
		op := &xxx_GetIPsecDospStatisticsOperation{}
		if err := op.UnmarshalNDRRequest(ctx, r); err != nil {
			return nil, err
		}
		req := &GetIPsecDospStatisticsRequest{}
		req.xxx_FromOp(ctx, op)
		resp, err := o.GetIPsecDospStatistics(ctx, req)
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
func (UnimplementedEngineServer) EngineGetOption(context.Context, *EngineGetOptionRequest) (*EngineGetOptionResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedEngineServer) EngineGetSecurityInfo(context.Context, *EngineGetSecurityInfoRequest) (*EngineGetSecurityInfoResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedEngineServer) GetIPsecStatistics(context.Context, *GetIPsecStatisticsRequest) (*GetIPsecStatisticsResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}
func (UnimplementedEngineServer) GetIPsecDospStatistics(context.Context, *GetIPsecDospStatisticsRequest) (*GetIPsecDospStatisticsResponse, error) {
	return nil, dcerpc.ErrNotImplemented
}

var _ EngineServer = (*UnimplementedEngineServer)(nil)
