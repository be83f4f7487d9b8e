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

var (
	// import guard
	GoPackage = "bfe"
)

var (
	// Syntax UUID
	IkeextSyntaxUUID = &uuid.UUID{TimeLow: 0xa398e520, TimeMid: 0xd59a, TimeHiAndVersion: 0x4bdd, ClockSeqHiAndReserved: 0xaa, ClockSeqLow: 0x7a, Node: [6]uint8{0x3c, 0x1e, 0x3, 0x3, 0xa5, 0x11}}
	// Syntax ID
	IkeextSyntaxV1_0 = &dcerpc.SyntaxID{IfUUID: IkeextSyntaxUUID, IfVersionMajor: 1, IfVersionMinor: 0}
)

// ikeext interface.
type IkeextClient interface {

	// GetStatistics operation.
	GetStatistics(context.Context, *GetStatisticsRequest, ...dcerpc.CallOption) (*GetStatisticsResponse, error)

	// AlterContext alters the client context.
	AlterContext(context.Context, ...dcerpc.Option) error

	// Conn returns the client connection (unsafe)
	Conn() dcerpc.Conn
}

// IkeextErrorCodeCount represents the IKEEXT_ERROR_CODE_COUNT RPC constant
var IkeextErrorCodeCount = 97

// IkeextIPVersionSpecificKeymoduleStatistics1 structure represents IKEEXT_IP_VERSION_SPECIFIC_KEYMODULE_STATISTICS1 RPC structure.
type IkeextIPVersionSpecificKeymoduleStatistics1 struct {
	CurrentActiveMainModes          uint32 `idl:"name:currentActiveMainModes" json:"current_active_main_modes"`
	TotalMainModesStarted           uint32 `idl:"name:totalMainModesStarted" json:"total_main_modes_started"`
	TotalSuccessfulMainModes        uint32 `idl:"name:totalSuccessfulMainModes" json:"total_successful_main_modes"`
	TotalFailedMainModes            uint32 `idl:"name:totalFailedMainModes" json:"total_failed_main_modes"`
	TotalResponderMainModes         uint32 `idl:"name:totalResponderMainModes" json:"total_responder_main_modes"`
	CurrentNewResponderMainModes    uint32 `idl:"name:currentNewResponderMainModes" json:"current_new_responder_main_modes"`
	CurrentActiveQuickModes         uint32 `idl:"name:currentActiveQuickModes" json:"current_active_quick_modes"`
	TotalQuickModesStarted          uint32 `idl:"name:totalQuickModesStarted" json:"total_quick_modes_started"`
	TotalSuccessfulQuickModes       uint32 `idl:"name:totalSuccessfulQuickModes" json:"total_successful_quick_modes"`
	TotalFailedQuickModes           uint32 `idl:"name:totalFailedQuickModes" json:"total_failed_quick_modes"`
	TotalAcquires                   uint32 `idl:"name:totalAcquires" json:"total_acquires"`
	TotalReinitAcquires             uint32 `idl:"name:totalReinitAcquires" json:"total_reinit_acquires"`
	CurrentActiveExtendedModes      uint32 `idl:"name:currentActiveExtendedModes" json:"current_active_extended_modes"`
	TotalExtendedModesStarted       uint32 `idl:"name:totalExtendedModesStarted" json:"total_extended_modes_started"`
	TotalSuccessfulExtendedModes    uint32 `idl:"name:totalSuccessfulExtendedModes" json:"total_successful_extended_modes"`
	TotalFailedExtendedModes        uint32 `idl:"name:totalFailedExtendedModes" json:"total_failed_extended_modes"`
	TotalImpersonationExtendedModes uint32 `idl:"name:totalImpersonationExtendedModes" json:"total_impersonation_extended_modes"`
	TotalImpersonationMainModes     uint32 `idl:"name:totalImpersonationMainModes" json:"total_impersonation_main_modes"`
}

func (o *IkeextIPVersionSpecificKeymoduleStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextIPVersionSpecificKeymoduleStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.CurrentActiveMainModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalMainModesStarted); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSuccessfulMainModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalFailedMainModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalResponderMainModes); err != nil {
		return err
	}
	if err := w.WriteData(o.CurrentNewResponderMainModes); err != nil {
		return err
	}
	if err := w.WriteData(o.CurrentActiveQuickModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalQuickModesStarted); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSuccessfulQuickModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalFailedQuickModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalAcquires); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalReinitAcquires); err != nil {
		return err
	}
	if err := w.WriteData(o.CurrentActiveExtendedModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalExtendedModesStarted); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSuccessfulExtendedModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalFailedExtendedModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalImpersonationExtendedModes); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalImpersonationMainModes); err != nil {
		return err
	}
	return nil
}
func (o *IkeextIPVersionSpecificKeymoduleStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.CurrentActiveMainModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalMainModesStarted); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSuccessfulMainModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalFailedMainModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalResponderMainModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.CurrentNewResponderMainModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.CurrentActiveQuickModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalQuickModesStarted); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSuccessfulQuickModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalFailedQuickModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalAcquires); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalReinitAcquires); err != nil {
		return err
	}
	if err := w.ReadData(&o.CurrentActiveExtendedModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalExtendedModesStarted); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSuccessfulExtendedModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalFailedExtendedModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalImpersonationExtendedModes); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalImpersonationMainModes); err != nil {
		return err
	}
	return nil
}

// IkeextKeymoduleStatistics1 structure represents IKEEXT_KEYMODULE_STATISTICS1 RPC structure.
type IkeextKeymoduleStatistics1 struct {
	StatisticsV4                *IkeextIPVersionSpecificKeymoduleStatistics1 `idl:"name:v4Statistics" json:"statistics_v4"`
	StatisticsV6                *IkeextIPVersionSpecificKeymoduleStatistics1 `idl:"name:v6Statistics" json:"statistics_v6"`
	ErrorFrequencyTable         []uint32                                     `idl:"name:errorFrequencyTable" json:"error_frequency_table"`
	MainModeNegotiationTime     uint32                                       `idl:"name:mainModeNegotiationTime" json:"main_mode_negotiation_time"`
	QuickModeNegotiationTime    uint32                                       `idl:"name:quickModeNegotiationTime" json:"quick_mode_negotiation_time"`
	ExtendedModeNegotiationTime uint32                                       `idl:"name:extendedModeNegotiationTime" json:"extended_mode_negotiation_time"`
}

func (o *IkeextKeymoduleStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextKeymoduleStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if o.StatisticsV4 != nil {
		if err := o.StatisticsV4.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextIPVersionSpecificKeymoduleStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.StatisticsV6 != nil {
		if err := o.StatisticsV6.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextIPVersionSpecificKeymoduleStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	for i1 := range o.ErrorFrequencyTable {
		i1 := i1
		if uint64(i1) >= 97 {
			break
		}
		if err := w.WriteData(o.ErrorFrequencyTable[i1]); err != nil {
			return err
		}
	}
	for i1 := len(o.ErrorFrequencyTable); uint64(i1) < 97; i1++ {
		if err := w.WriteData(uint32(0)); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.MainModeNegotiationTime); err != nil {
		return err
	}
	if err := w.WriteData(o.QuickModeNegotiationTime); err != nil {
		return err
	}
	if err := w.WriteData(o.ExtendedModeNegotiationTime); err != nil {
		return err
	}
	return nil
}
func (o *IkeextKeymoduleStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if o.StatisticsV4 == nil {
		o.StatisticsV4 = &IkeextIPVersionSpecificKeymoduleStatistics1{}
	}
	if err := o.StatisticsV4.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.StatisticsV6 == nil {
		o.StatisticsV6 = &IkeextIPVersionSpecificKeymoduleStatistics1{}
	}
	if err := o.StatisticsV6.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	o.ErrorFrequencyTable = make([]uint32, 97)
	for i1 := range o.ErrorFrequencyTable {
		i1 := i1
		if err := w.ReadData(&o.ErrorFrequencyTable[i1]); err != nil {
			return err
		}
	}
	if err := w.ReadData(&o.MainModeNegotiationTime); err != nil {
		return err
	}
	if err := w.ReadData(&o.QuickModeNegotiationTime); err != nil {
		return err
	}
	if err := w.ReadData(&o.ExtendedModeNegotiationTime); err != nil {
		return err
	}
	return nil
}

// IkeextIPVersionSpecificCommonStatistics1 structure represents IKEEXT_IP_VERSION_SPECIFIC_COMMON_STATISTICS1 RPC structure.
type IkeextIPVersionSpecificCommonStatistics1 struct {
	TotalSocketReceiveFailures uint32 `idl:"name:totalSocketReceiveFailures" json:"total_socket_receive_failures"`
	TotalSocketSendFailures    uint32 `idl:"name:totalSocketSendFailures" json:"total_socket_send_failures"`
}

func (o *IkeextIPVersionSpecificCommonStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextIPVersionSpecificCommonStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSocketReceiveFailures); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSocketSendFailures); err != nil {
		return err
	}
	return nil
}
func (o *IkeextIPVersionSpecificCommonStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSocketReceiveFailures); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSocketSendFailures); err != nil {
		return err
	}
	return nil
}

// IkeextCommonStatistics1 structure represents IKEEXT_COMMON_STATISTICS1 RPC structure.
type IkeextCommonStatistics1 struct {
	StatisticsV4                *IkeextIPVersionSpecificCommonStatistics1 `idl:"name:v4Statistics" json:"statistics_v4"`
	StatisticsV6                *IkeextIPVersionSpecificCommonStatistics1 `idl:"name:v6Statistics" json:"statistics_v6"`
	TotalPacketsReceived        uint32                                    `idl:"name:totalPacketsReceived" json:"total_packets_received"`
	TotalInvalidPacketsReceived uint32                                    `idl:"name:totalInvalidPacketsReceived" json:"total_invalid_packets_received"`
	CurrentQueuedWorkitems      uint32                                    `idl:"name:currentQueuedWorkitems" json:"current_queued_workitems"`
}

func (o *IkeextCommonStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCommonStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if o.StatisticsV4 != nil {
		if err := o.StatisticsV4.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextIPVersionSpecificCommonStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.StatisticsV6 != nil {
		if err := o.StatisticsV6.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextIPVersionSpecificCommonStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.TotalPacketsReceived); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInvalidPacketsReceived); err != nil {
		return err
	}
	if err := w.WriteData(o.CurrentQueuedWorkitems); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCommonStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if o.StatisticsV4 == nil {
		o.StatisticsV4 = &IkeextIPVersionSpecificCommonStatistics1{}
	}
	if err := o.StatisticsV4.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.StatisticsV6 == nil {
		o.StatisticsV6 = &IkeextIPVersionSpecificCommonStatistics1{}
	}
	if err := o.StatisticsV6.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalPacketsReceived); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInvalidPacketsReceived); err != nil {
		return err
	}
	if err := w.ReadData(&o.CurrentQueuedWorkitems); err != nil {
		return err
	}
	return nil
}

// IkeextStatistics1 structure represents IKEEXT_STATISTICS1 RPC structure.
type IkeextStatistics1 struct {
	IKEStatistics    *IkeextKeymoduleStatistics1 `idl:"name:ikeStatistics" json:"ike_statistics"`
	AuthIPStatistics *IkeextKeymoduleStatistics1 `idl:"name:authipStatistics" json:"auth_ip_statistics"`
	IKEV2Statistics  *IkeextKeymoduleStatistics1 `idl:"name:ikeV2Statistics" json:"ike_v2_statistics"`
	CommonStatistics *IkeextCommonStatistics1    `idl:"name:commonStatistics" json:"common_statistics"`
}

func (o *IkeextStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if o.IKEStatistics != nil {
		if err := o.IKEStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextKeymoduleStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.AuthIPStatistics != nil {
		if err := o.AuthIPStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextKeymoduleStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.IKEV2Statistics != nil {
		if err := o.IKEV2Statistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextKeymoduleStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.CommonStatistics != nil {
		if err := o.CommonStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextCommonStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if o.IKEStatistics == nil {
		o.IKEStatistics = &IkeextKeymoduleStatistics1{}
	}
	if err := o.IKEStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.AuthIPStatistics == nil {
		o.AuthIPStatistics = &IkeextKeymoduleStatistics1{}
	}
	if err := o.AuthIPStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.IKEV2Statistics == nil {
		o.IKEV2Statistics = &IkeextKeymoduleStatistics1{}
	}
	if err := o.IKEV2Statistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.CommonStatistics == nil {
		o.CommonStatistics = &IkeextCommonStatistics1{}
	}
	if err := o.CommonStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

type xxx_DefaultIkeextClient struct {
	cc dcerpc.Conn
}

func (o *xxx_DefaultIkeextClient) GetStatistics(ctx context.Context, in *GetStatisticsRequest, opts ...dcerpc.CallOption) (*GetStatisticsResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &GetStatisticsResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) AlterContext(ctx context.Context, opts ...dcerpc.Option) error {
	return o.cc.AlterContext(ctx, opts...)
}

func (o *xxx_DefaultIkeextClient) Conn() dcerpc.Conn {
	return o.cc
}

func NewIkeextClient(ctx context.Context, cc dcerpc.Conn, opts ...dcerpc.Option) (IkeextClient, error) {
	cc, err := cc.Bind(ctx, append(opts, dcerpc.WithAbstractSyntax(IkeextSyntaxV1_0))...)
	if err != nil {
		return nil, err
	}
	return &xxx_DefaultIkeextClient{cc: cc}, nil
}

// xxx_GetStatisticsOperation structure represents the GetStatistics operation
type xxx_GetStatisticsOperation struct {
	Statistics *IkeextStatistics1 `idl:"name:statistics;pointer:ref" json:"statistics"`
	Return     uint32             `idl:"name:Return" json:"return"`
}

func (o *xxx_GetStatisticsOperation) OpNum() int { return 0 }

func (o *xxx_GetStatisticsOperation) OpName() string { return "/ikeext/v1/GetStatistics" }

func (o *xxx_GetStatisticsOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetStatisticsOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	return nil
}

func (o *xxx_GetStatisticsOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	return nil
}

func (o *xxx_GetStatisticsOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetStatisticsOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// statistics {out} (1:{pointer=ref}*(1))(2:{alias=IKEEXT_STATISTICS1}(struct))
	{
		if o.Statistics != nil {
			if err := o.Statistics.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextStatistics1{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	// Return {out} (1:(error_status_t))
	{
		if err := w.WriteData(o.Return); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetStatisticsOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// statistics {out} (1:{pointer=ref}*(1))(2:{alias=IKEEXT_STATISTICS1}(struct))
	{
		if o.Statistics == nil {
			o.Statistics = &IkeextStatistics1{}
		}
		if err := o.Statistics.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	// Return {out} (1:(error_status_t))
	{
		if err := w.ReadData(&o.Return); err != nil {
			return err
		}
	}
	return nil
}

// GetStatisticsRequest structure represents the GetStatistics operation request
type GetStatisticsRequest struct {
}

func (o *GetStatisticsRequest) xxx_ToOp(ctx context.Context, op *xxx_GetStatisticsOperation) *xxx_GetStatisticsOperation {
	if op == nil {
		op = &xxx_GetStatisticsOperation{}
	}
	if o == nil {
		return op
	}
	return op
}

func (o *GetStatisticsRequest) xxx_FromOp(ctx context.Context, op *xxx_GetStatisticsOperation) {
	if o == nil {
		return
	}
}
func (o *GetStatisticsRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *GetStatisticsRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetStatisticsOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// GetStatisticsResponse structure represents the GetStatistics operation response
type GetStatisticsResponse struct {
	Statistics *IkeextStatistics1 `idl:"name:statistics;pointer:ref" json:"statistics"`
	// Return: The GetStatistics return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *GetStatisticsResponse) xxx_ToOp(ctx context.Context, op *xxx_GetStatisticsOperation) *xxx_GetStatisticsOperation {
	if op == nil {
		op = &xxx_GetStatisticsOperation{}
	}
	if o == nil {
		return op
	}
	op.Statistics = o.Statistics
	op.Return = o.Return
	return op
}

func (o *GetStatisticsResponse) xxx_FromOp(ctx context.Context, op *xxx_GetStatisticsOperation) {
	if o == nil {
		return
	}
	o.Statistics = op.Statistics
	o.Return = op.Return
}
func (o *GetStatisticsResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *GetStatisticsResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetStatisticsOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}
