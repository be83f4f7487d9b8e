// Code generated from idl/bfe.idl by go generate; DO NOT EDIT.

package ikeext

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf16"

	dcerpc "github.com/oiweiwei/go-msrpc/dcerpc"
	uuid "github.com/oiweiwei/go-msrpc/midl/uuid"
	dcetypes "github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	dtyp "github.com/oiweiwei/go-msrpc/msrpc/dtyp"
	ndr "github.com/oiweiwei/go-msrpc/ndr"
	bfe "github.com/remoteike/remoteike/rpc/bfe"
)

var (
	_ = context.Background
	_ = fmt.Errorf
	_ = utf16.Encode
	_ = strings.TrimPrefix
	_ = ndr.ZeroString
	_ = (*uuid.UUID)(nil)
	_ = (*dcerpc.SyntaxID)(nil)
	_ = dcetypes.GoPackage
	_ = dtyp.GoPackage
	_ = bfe.GoPackage
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

	// CreateSAEnum operation.
	CreateSAEnum(context.Context, *CreateSAEnumRequest, ...dcerpc.CallOption) (*CreateSAEnumResponse, error)

	// EnumSAs operation.
	EnumSAs(context.Context, *EnumSAsRequest, ...dcerpc.CallOption) (*EnumSAsResponse, error)

	// DestroySAEnum operation.
	DestroySAEnum(context.Context, *DestroySAEnumRequest, ...dcerpc.CallOption) (*DestroySAEnumResponse, error)

	// DeleteSAByID operation.
	DeleteSAByID(context.Context, *DeleteSAByIDRequest, ...dcerpc.CallOption) (*DeleteSAByIDResponse, error)

	// GetSAByID operation.
	GetSAByID(context.Context, *GetSAByIDRequest, ...dcerpc.CallOption) (*GetSAByIDResponse, error)

	// GetSecurityInfo operation.
	GetSecurityInfo(context.Context, *GetSecurityInfoRequest, ...dcerpc.CallOption) (*GetSecurityInfoResponse, error)

	// SetSecurityInfo operation.
	SetSecurityInfo(context.Context, *SetSecurityInfoRequest, ...dcerpc.CallOption) (*SetSecurityInfoResponse, error)

	// UpdatePreferredAddresses operation.
	UpdatePreferredAddresses(context.Context, *UpdatePreferredAddressesRequest, ...dcerpc.CallOption) (*UpdatePreferredAddressesResponse, error)

	// UpdateAdditionalAddresses operation.
	UpdateAdditionalAddresses(context.Context, *UpdateAdditionalAddressesRequest, ...dcerpc.CallOption) (*UpdateAdditionalAddressesResponse, error)

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

// Enumeration structure represents SA_ENUMERATION RPC structure.
type Enumeration dcetypes.ContextHandle

func (o *Enumeration) ContextHandle() *dcetypes.ContextHandle { return (*dcetypes.ContextHandle)(o) }

func (o *Enumeration) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *Enumeration) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.Attributes); err != nil {
		return err
	}
	if o.UUID != nil {
		if err := o.UUID.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&dtyp.GUID{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *Enumeration) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.Attributes); err != nil {
		return err
	}
	if o.UUID == nil {
		o.UUID = &dtyp.GUID{}
	}
	if err := o.UUID.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

// FwpIPVersion type represents FWP_IP_VERSION RPC enumeration.
type FwpIPVersion uint32

var (
	FwpIPVersionV4   FwpIPVersion = 0
	FwpIPVersionV6   FwpIPVersion = 1
	FwpIPVersionNone FwpIPVersion = 2
	FwpIPVersionMax  FwpIPVersion = 3
)

func (o FwpIPVersion) String() string {
	switch o {
	case FwpIPVersionV4:
		return "FwpIPVersionV4"
	case FwpIPVersionV6:
		return "FwpIPVersionV6"
	case FwpIPVersionNone:
		return "FwpIPVersionNone"
	case FwpIPVersionMax:
		return "FwpIPVersionMax"
	}
	return "Invalid"
}

// IkeextKeyModuleType type represents IKEEXT_KEY_MODULE_TYPE RPC enumeration.
type IkeextKeyModuleType uint32

var (
	IkeextKeyModuleTypeIKE    IkeextKeyModuleType = 0
	IkeextKeyModuleTypeAuthIP IkeextKeyModuleType = 1
	IkeextKeyModuleTypeIKEv2  IkeextKeyModuleType = 2
	IkeextKeyModuleTypeMax    IkeextKeyModuleType = 3
)

func (o IkeextKeyModuleType) String() string {
	switch o {
	case IkeextKeyModuleTypeIKE:
		return "IkeextKeyModuleTypeIKE"
	case IkeextKeyModuleTypeAuthIP:
		return "IkeextKeyModuleTypeAuthIP"
	case IkeextKeyModuleTypeIKEv2:
		return "IkeextKeyModuleTypeIKEv2"
	case IkeextKeyModuleTypeMax:
		return "IkeextKeyModuleTypeMax"
	}
	return "Invalid"
}

// IkeextAuthenticationMethodType type represents IKEEXT_AUTHENTICATION_METHOD_TYPE RPC enumeration.
type IkeextAuthenticationMethodType uint32

var (
	IkeextAuthenticationMethodTypePresharedKey         IkeextAuthenticationMethodType = 0
	IkeextAuthenticationMethodTypeCertificate          IkeextAuthenticationMethodType = 1
	IkeextAuthenticationMethodTypeKerberos             IkeextAuthenticationMethodType = 2
	IkeextAuthenticationMethodTypeAnonymous            IkeextAuthenticationMethodType = 3
	IkeextAuthenticationMethodTypeSSL                  IkeextAuthenticationMethodType = 4
	IkeextAuthenticationMethodTypeNtlMv2               IkeextAuthenticationMethodType = 5
	IkeextAuthenticationMethodTypeIPv6Cga              IkeextAuthenticationMethodType = 6
	IkeextAuthenticationMethodTypeCertificateEcdsaP256 IkeextAuthenticationMethodType = 7
	IkeextAuthenticationMethodTypeCertificateEcdsaP384 IkeextAuthenticationMethodType = 8
	IkeextAuthenticationMethodTypeSSLEcdsaP256         IkeextAuthenticationMethodType = 9
	IkeextAuthenticationMethodTypeSSLEcdsaP384         IkeextAuthenticationMethodType = 10
	IkeextAuthenticationMethodTypeEAP                  IkeextAuthenticationMethodType = 11
	IkeextAuthenticationMethodTypeReserved             IkeextAuthenticationMethodType = 12
	IkeextAuthenticationMethodTypeMax                  IkeextAuthenticationMethodType = 13
)

func (o IkeextAuthenticationMethodType) String() string {
	switch o {
	case IkeextAuthenticationMethodTypePresharedKey:
		return "IkeextAuthenticationMethodTypePresharedKey"
	case IkeextAuthenticationMethodTypeCertificate:
		return "IkeextAuthenticationMethodTypeCertificate"
	case IkeextAuthenticationMethodTypeKerberos:
		return "IkeextAuthenticationMethodTypeKerberos"
	case IkeextAuthenticationMethodTypeAnonymous:
		return "IkeextAuthenticationMethodTypeAnonymous"
	case IkeextAuthenticationMethodTypeSSL:
		return "IkeextAuthenticationMethodTypeSSL"
	case IkeextAuthenticationMethodTypeNtlMv2:
		return "IkeextAuthenticationMethodTypeNtlMv2"
	case IkeextAuthenticationMethodTypeIPv6Cga:
		return "IkeextAuthenticationMethodTypeIPv6Cga"
	case IkeextAuthenticationMethodTypeCertificateEcdsaP256:
		return "IkeextAuthenticationMethodTypeCertificateEcdsaP256"
	case IkeextAuthenticationMethodTypeCertificateEcdsaP384:
		return "IkeextAuthenticationMethodTypeCertificateEcdsaP384"
	case IkeextAuthenticationMethodTypeSSLEcdsaP256:
		return "IkeextAuthenticationMethodTypeSSLEcdsaP256"
	case IkeextAuthenticationMethodTypeSSLEcdsaP384:
		return "IkeextAuthenticationMethodTypeSSLEcdsaP384"
	case IkeextAuthenticationMethodTypeEAP:
		return "IkeextAuthenticationMethodTypeEAP"
	case IkeextAuthenticationMethodTypeReserved:
		return "IkeextAuthenticationMethodTypeReserved"
	case IkeextAuthenticationMethodTypeMax:
		return "IkeextAuthenticationMethodTypeMax"
	}
	return "Invalid"
}

// IkeextAuthenticationImpersonationType type represents IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE RPC enumeration.
type IkeextAuthenticationImpersonationType uint32

var (
	IkeextAuthenticationImpersonationTypeNone            IkeextAuthenticationImpersonationType = 0
	IkeextAuthenticationImpersonationTypeSocketPrincipal IkeextAuthenticationImpersonationType = 1
	IkeextAuthenticationImpersonationTypeMax             IkeextAuthenticationImpersonationType = 2
)

func (o IkeextAuthenticationImpersonationType) String() string {
	switch o {
	case IkeextAuthenticationImpersonationTypeNone:
		return "IkeextAuthenticationImpersonationTypeNone"
	case IkeextAuthenticationImpersonationTypeSocketPrincipal:
		return "IkeextAuthenticationImpersonationTypeSocketPrincipal"
	case IkeextAuthenticationImpersonationTypeMax:
		return "IkeextAuthenticationImpersonationTypeMax"
	}
	return "Invalid"
}

// IkeextCipherType type represents IKEEXT_CIPHER_TYPE RPC enumeration.
type IkeextCipherType uint32

var (
	IkeextCipherTypeDES            IkeextCipherType = 0
	IkeextCipherTypeTripleDES      IkeextCipherType = 1
	IkeextCipherTypeAES128         IkeextCipherType = 2
	IkeextCipherTypeAES192         IkeextCipherType = 3
	IkeextCipherTypeAES256         IkeextCipherType = 4
	IkeextCipherTypeAESGcm12816Icv IkeextCipherType = 5
	IkeextCipherTypeAESGcm25616Icv IkeextCipherType = 6
	IkeextCipherTypeMax            IkeextCipherType = 7
)

func (o IkeextCipherType) String() string {
	switch o {
	case IkeextCipherTypeDES:
		return "IkeextCipherTypeDES"
	case IkeextCipherTypeTripleDES:
		return "IkeextCipherTypeTripleDES"
	case IkeextCipherTypeAES128:
		return "IkeextCipherTypeAES128"
	case IkeextCipherTypeAES192:
		return "IkeextCipherTypeAES192"
	case IkeextCipherTypeAES256:
		return "IkeextCipherTypeAES256"
	case IkeextCipherTypeAESGcm12816Icv:
		return "IkeextCipherTypeAESGcm12816Icv"
	case IkeextCipherTypeAESGcm25616Icv:
		return "IkeextCipherTypeAESGcm25616Icv"
	case IkeextCipherTypeMax:
		return "IkeextCipherTypeMax"
	}
	return "Invalid"
}

// IkeextIntegrityType type represents IKEEXT_INTEGRITY_TYPE RPC enumeration.
type IkeextIntegrityType uint32

var (
	IkeextIntegrityTypeMD5    IkeextIntegrityType = 0
	IkeextIntegrityTypeSHA1   IkeextIntegrityType = 1
	IkeextIntegrityTypeSHA256 IkeextIntegrityType = 2
	IkeextIntegrityTypeSHA384 IkeextIntegrityType = 3
	IkeextIntegrityTypeMax    IkeextIntegrityType = 4
)

func (o IkeextIntegrityType) String() string {
	switch o {
	case IkeextIntegrityTypeMD5:
		return "IkeextIntegrityTypeMD5"
	case IkeextIntegrityTypeSHA1:
		return "IkeextIntegrityTypeSHA1"
	case IkeextIntegrityTypeSHA256:
		return "IkeextIntegrityTypeSHA256"
	case IkeextIntegrityTypeSHA384:
		return "IkeextIntegrityTypeSHA384"
	case IkeextIntegrityTypeMax:
		return "IkeextIntegrityTypeMax"
	}
	return "Invalid"
}

// IkeextDHGroup type represents IKEEXT_DH_GROUP RPC enumeration.
type IkeextDHGroup uint32

var (
	IkeextDHGroupNone    IkeextDHGroup = 0
	IkeextDHGroupGroup1  IkeextDHGroup = 1
	IkeextDHGroupGroup2  IkeextDHGroup = 2
	IkeextDHGroupGroup14 IkeextDHGroup = 3
	IkeextDHGroupEcp256  IkeextDHGroup = 4
	IkeextDHGroupEcp384  IkeextDHGroup = 5
	IkeextDHGroupGroup24 IkeextDHGroup = 6
	IkeextDHGroupMax     IkeextDHGroup = 7
)

func (o IkeextDHGroup) String() string {
	switch o {
	case IkeextDHGroupNone:
		return "IkeextDHGroupNone"
	case IkeextDHGroupGroup1:
		return "IkeextDHGroupGroup1"
	case IkeextDHGroupGroup2:
		return "IkeextDHGroupGroup2"
	case IkeextDHGroupGroup14:
		return "IkeextDHGroupGroup14"
	case IkeextDHGroupEcp256:
		return "IkeextDHGroupEcp256"
	case IkeextDHGroupEcp384:
		return "IkeextDHGroupEcp384"
	case IkeextDHGroupGroup24:
		return "IkeextDHGroupGroup24"
	case IkeextDHGroupMax:
		return "IkeextDHGroupMax"
	}
	return "Invalid"
}

// IkeextSAEnumTemplate0 structure represents IKEEXT_SA_ENUM_TEMPLATE0 RPC structure.
type IkeextSAEnumTemplate0 struct {
	LocalSubnet           *bfe.FwpConditionValue0 `idl:"name:localSubNet" json:"local_subnet"`
	RemoteSubnet          *bfe.FwpConditionValue0 `idl:"name:remoteSubNet" json:"remote_subnet"`
	LocalMainModeCertHash *bfe.FwpByteBlob        `idl:"name:localMainModeCertHash" json:"local_main_mode_cert_hash"`
}

func (o *IkeextSAEnumTemplate0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextSAEnumTemplate0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if o.LocalSubnet != nil {
		if err := o.LocalSubnet.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpConditionValue0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.RemoteSubnet != nil {
		if err := o.RemoteSubnet.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpConditionValue0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.LocalMainModeCertHash != nil {
		if err := o.LocalMainModeCertHash.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextSAEnumTemplate0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if o.LocalSubnet == nil {
		o.LocalSubnet = &bfe.FwpConditionValue0{}
	}
	if err := o.LocalSubnet.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.RemoteSubnet == nil {
		o.RemoteSubnet = &bfe.FwpConditionValue0{}
	}
	if err := o.RemoteSubnet.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.LocalMainModeCertHash == nil {
		o.LocalMainModeCertHash = &bfe.FwpByteBlob{}
	}
	if err := o.LocalMainModeCertHash.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

// IPsecV4UDPEncapsulation0 structure represents IPSEC_V4_UDP_ENCAPSULATION0 RPC structure.
type IPsecV4UDPEncapsulation0 struct {
	LocalUDPEncapPort  uint16 `idl:"name:localUdpEncapPort" json:"local_udp_encap_port"`
	RemoteUDPEncapPort uint16 `idl:"name:remoteUdpEncapPort" json:"remote_udp_encap_port"`
}

func (o *IPsecV4UDPEncapsulation0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecV4UDPEncapsulation0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(2); err != nil {
		return err
	}
	if err := w.WriteData(o.LocalUDPEncapPort); err != nil {
		return err
	}
	if err := w.WriteData(o.RemoteUDPEncapPort); err != nil {
		return err
	}
	return nil
}
func (o *IPsecV4UDPEncapsulation0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(2); err != nil {
		return err
	}
	if err := w.ReadData(&o.LocalUDPEncapPort); err != nil {
		return err
	}
	if err := w.ReadData(&o.RemoteUDPEncapPort); err != nil {
		return err
	}
	return nil
}

// IkeextUDPEncapsulationUnion structure represents IKEEXT_UDP_ENCAPSULATION_UNION RPC union.
type IkeextUDPEncapsulationUnion struct {
	// Types that are assignable to Value
	//
	// *IkeextUDPEncapsulationUnion_UDPEncapsulationV4
	// *IkeextUDPEncapsulationUnion_FwpIPVersionV6
	Value is_IkeextUDPEncapsulationUnion `json:"value"`
}

func (o *IkeextUDPEncapsulationUnion) GetValue() any {
	if o == nil {
		return nil
	}
	switch value := (interface{})(o.Value).(type) {
	case *IkeextUDPEncapsulationUnion_UDPEncapsulationV4:
		if value != nil {
			return value.UDPEncapsulationV4
		}
	}
	return nil
}

type is_IkeextUDPEncapsulationUnion interface {
	ndr.Marshaler
	ndr.Unmarshaler
	is_IkeextUDPEncapsulationUnion()
}

func (o *IkeextUDPEncapsulationUnion) NDRSwitchValue(sw uint32) uint32 {
	if o == nil {
		return uint32(0)
	}
	switch (interface{})(o.Value).(type) {
	case *IkeextUDPEncapsulationUnion_UDPEncapsulationV4:
		return uint32(0)
	case *IkeextUDPEncapsulationUnion_FwpIPVersionV6:
		return uint32(1)
	}
	return uint32(0)
}

func (o *IkeextUDPEncapsulationUnion) MarshalUnionNDR(ctx context.Context, w ndr.Writer, sw uint32) error {
	if err := w.WriteUnionAlign(9); err != nil {
		return err
	}
	if err := w.WriteSwitch(ndr.Enum(uint32(sw))); err != nil {
		return err
	}
	if err := w.WriteUnionAlign(9); err != nil {
		return err
	}
	switch sw {
	case uint32(0):
		_o, _ := o.Value.(*IkeextUDPEncapsulationUnion_UDPEncapsulationV4)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextUDPEncapsulationUnion_UDPEncapsulationV4{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(1):
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

func (o *IkeextUDPEncapsulationUnion) UnmarshalUnionNDR(ctx context.Context, w ndr.Reader, sw uint32) error {
	if err := w.ReadUnionAlign(9); err != nil {
		return err
	}
	if err := w.ReadSwitch(ndr.Enum((*uint32)(&sw))); err != nil {
		return err
	}
	if err := w.ReadUnionAlign(9); err != nil {
		return err
	}
	switch sw {
	case uint32(0):
		o.Value = &IkeextUDPEncapsulationUnion_UDPEncapsulationV4{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(1):
		o.Value = &IkeextUDPEncapsulationUnion_FwpIPVersionV6{}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

// IkeextUDPEncapsulationUnion_UDPEncapsulationV4 structure represents IKEEXT_UDP_ENCAPSULATION_UNION RPC union arm.
//
// It has following labels: 0
type IkeextUDPEncapsulationUnion_UDPEncapsulationV4 struct {
	UDPEncapsulationV4 *IPsecV4UDPEncapsulation0 `idl:"name:v4UdpEncapsulation;pointer:unique" json:"udp_encapsulation_v4"`
}

func (*IkeextUDPEncapsulationUnion_UDPEncapsulationV4) is_IkeextUDPEncapsulationUnion() {}

func (o *IkeextUDPEncapsulationUnion_UDPEncapsulationV4) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.UDPEncapsulationV4 != nil {
		_ptr_v4UdpEncapsulation := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.UDPEncapsulationV4 != nil {
				if err := o.UDPEncapsulationV4.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&IPsecV4UDPEncapsulation0{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.UDPEncapsulationV4, _ptr_v4UdpEncapsulation); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextUDPEncapsulationUnion_UDPEncapsulationV4) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_v4UdpEncapsulation := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.UDPEncapsulationV4 == nil {
			o.UDPEncapsulationV4 = &IPsecV4UDPEncapsulation0{}
		}
		if err := o.UDPEncapsulationV4.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_v4UdpEncapsulation := func(ptr interface{}) { o.UDPEncapsulationV4 = *ptr.(**IPsecV4UDPEncapsulation0) }
	if err := w.ReadPointer(&o.UDPEncapsulationV4, _s_v4UdpEncapsulation, _ptr_v4UdpEncapsulation); err != nil {
		return err
	}
	return nil
}

// IkeextUDPEncapsulationUnion_FwpIPVersionV6 structure represents IKEEXT_UDP_ENCAPSULATION_UNION RPC union arm.
//
// It has following labels: 1
type IkeextUDPEncapsulationUnion_FwpIPVersionV6 struct {
}

func (*IkeextUDPEncapsulationUnion_FwpIPVersionV6) is_IkeextUDPEncapsulationUnion() {}

func (o *IkeextUDPEncapsulationUnion_FwpIPVersionV6) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return nil
}
func (o *IkeextUDPEncapsulationUnion_FwpIPVersionV6) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	return nil
}

// IkeextAddressUnion structure represents IKEEXT_ADDRESS_UNION RPC union.
type IkeextAddressUnion struct {
	// Types that are assignable to Value
	//
	// *IkeextAddressUnion_AddressV4
	// *IkeextAddressUnion_AddressV6
	Value is_IkeextAddressUnion `json:"value"`
}

func (o *IkeextAddressUnion) GetValue() any {
	if o == nil {
		return nil
	}
	switch value := (interface{})(o.Value).(type) {
	case *IkeextAddressUnion_AddressV4:
		if value != nil {
			return value.AddressV4
		}
	case *IkeextAddressUnion_AddressV6:
		if value != nil {
			return value.AddressV6
		}
	}
	return nil
}

type is_IkeextAddressUnion interface {
	ndr.Marshaler
	ndr.Unmarshaler
	is_IkeextAddressUnion()
}

func (o *IkeextAddressUnion) NDRSwitchValue(sw uint32) uint32 {
	if o == nil {
		return uint32(0)
	}
	switch (interface{})(o.Value).(type) {
	case *IkeextAddressUnion_AddressV4:
		return uint32(0)
	case *IkeextAddressUnion_AddressV6:
		return uint32(1)
	}
	return uint32(0)
}

func (o *IkeextAddressUnion) MarshalUnionNDR(ctx context.Context, w ndr.Writer, sw uint32) error {
	if err := w.WriteUnionAlign(4); err != nil {
		return err
	}
	if err := w.WriteSwitch(ndr.Enum(uint32(sw))); err != nil {
		return err
	}
	if err := w.WriteUnionAlign(4); err != nil {
		return err
	}
	switch sw {
	case uint32(0):
		_o, _ := o.Value.(*IkeextAddressUnion_AddressV4)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextAddressUnion_AddressV4{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(1):
		_o, _ := o.Value.(*IkeextAddressUnion_AddressV6)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextAddressUnion_AddressV6{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

func (o *IkeextAddressUnion) UnmarshalUnionNDR(ctx context.Context, w ndr.Reader, sw uint32) error {
	if err := w.ReadUnionAlign(4); err != nil {
		return err
	}
	if err := w.ReadSwitch(ndr.Enum((*uint32)(&sw))); err != nil {
		return err
	}
	if err := w.ReadUnionAlign(4); err != nil {
		return err
	}
	switch sw {
	case uint32(0):
		o.Value = &IkeextAddressUnion_AddressV4{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(1):
		o.Value = &IkeextAddressUnion_AddressV6{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

// IkeextAddressUnion_AddressV4 structure represents IKEEXT_ADDRESS_UNION RPC union arm.
//
// It has following labels: 0
type IkeextAddressUnion_AddressV4 struct {
	AddressV4 uint32 `idl:"name:v4Address" json:"address_v4"`
}

func (*IkeextAddressUnion_AddressV4) is_IkeextAddressUnion() {}

func (o *IkeextAddressUnion_AddressV4) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.AddressV4); err != nil {
		return err
	}
	return nil
}
func (o *IkeextAddressUnion_AddressV4) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.AddressV4); err != nil {
		return err
	}
	return nil
}

// IkeextAddressUnion_AddressV6 structure represents IKEEXT_ADDRESS_UNION RPC union arm.
//
// It has following labels: 1
type IkeextAddressUnion_AddressV6 struct {
	AddressV6 []byte `idl:"name:v6Address" json:"address_v6"`
}

func (*IkeextAddressUnion_AddressV6) is_IkeextAddressUnion() {}

func (o *IkeextAddressUnion_AddressV6) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	for i1 := range o.AddressV6 {
		i1 := i1
		if uint64(i1) >= 16 {
			break
		}
		if err := w.WriteData(o.AddressV6[i1]); err != nil {
			return err
		}
	}
	for i1 := len(o.AddressV6); uint64(i1) < 16; i1++ {
		if err := w.WriteData(uint8(0)); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextAddressUnion_AddressV6) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	o.AddressV6 = make([]byte, 16)
	for i1 := range o.AddressV6 {
		i1 := i1
		if err := w.ReadData(&o.AddressV6[i1]); err != nil {
			return err
		}
	}
	return nil
}

// IkeextTraffic0 structure represents IKEEXT_TRAFFIC0 RPC structure.
type IkeextTraffic0 struct {
	IPVersion      FwpIPVersion        `idl:"name:ipVersion" json:"ip_version"`
	LocalAddress   *IkeextAddressUnion `idl:"name:localAddress;switch_is:ipVersion" json:"local_address"`
	RemoteAddress  *IkeextAddressUnion `idl:"name:remoteAddress;switch_is:ipVersion" json:"remote_address"`
	AuthIPFilterID uint64              `idl:"name:authIpFilterId" json:"auth_ip_filter_id"`
}

func (o *IkeextTraffic0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextTraffic0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.IPVersion)); err != nil {
		return err
	}
	_swLocalAddress := uint32(o.IPVersion)
	if o.LocalAddress != nil {
		if err := o.LocalAddress.MarshalUnionNDR(ctx, w, _swLocalAddress); err != nil {
			return err
		}
	} else {
		if err := (&IkeextAddressUnion{}).MarshalUnionNDR(ctx, w, _swLocalAddress); err != nil {
			return err
		}
	}
	_swRemoteAddress := uint32(o.IPVersion)
	if o.RemoteAddress != nil {
		if err := o.RemoteAddress.MarshalUnionNDR(ctx, w, _swRemoteAddress); err != nil {
			return err
		}
	} else {
		if err := (&IkeextAddressUnion{}).MarshalUnionNDR(ctx, w, _swRemoteAddress); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.AuthIPFilterID); err != nil {
		return err
	}
	return nil
}
func (o *IkeextTraffic0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.IPVersion)); err != nil {
		return err
	}
	if o.LocalAddress == nil {
		o.LocalAddress = &IkeextAddressUnion{}
	}
	_swLocalAddress := uint32(o.IPVersion)
	if err := o.LocalAddress.UnmarshalUnionNDR(ctx, w, _swLocalAddress); err != nil {
		return err
	}
	if o.RemoteAddress == nil {
		o.RemoteAddress = &IkeextAddressUnion{}
	}
	_swRemoteAddress := uint32(o.IPVersion)
	if err := o.RemoteAddress.UnmarshalUnionNDR(ctx, w, _swRemoteAddress); err != nil {
		return err
	}
	if err := w.ReadData(&o.AuthIPFilterID); err != nil {
		return err
	}
	return nil
}

// IkeextCipherAlgorithm0 structure represents IKEEXT_CIPHER_ALGORITHM0 RPC structure.
type IkeextCipherAlgorithm0 struct {
	AlgoID    IkeextCipherType `idl:"name:algoIdentifier" json:"algo_id"`
	KeyLength uint32           `idl:"name:keyLen" json:"key_length"`
	Rounds    uint32           `idl:"name:rounds" json:"rounds"`
}

func (o *IkeextCipherAlgorithm0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCipherAlgorithm0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.AlgoID)); err != nil {
		return err
	}
	if err := w.WriteData(o.KeyLength); err != nil {
		return err
	}
	if err := w.WriteData(o.Rounds); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCipherAlgorithm0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.AlgoID)); err != nil {
		return err
	}
	if err := w.ReadData(&o.KeyLength); err != nil {
		return err
	}
	if err := w.ReadData(&o.Rounds); err != nil {
		return err
	}
	return nil
}

// IkeextIntegrityAlgorithm0 structure represents IKEEXT_INTEGRITY_ALGORITHM0 RPC structure.
type IkeextIntegrityAlgorithm0 struct {
	AlgoID IkeextIntegrityType `idl:"name:algoIdentifier" json:"algo_id"`
}

func (o *IkeextIntegrityAlgorithm0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextIntegrityAlgorithm0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.AlgoID)); err != nil {
		return err
	}
	return nil
}
func (o *IkeextIntegrityAlgorithm0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.AlgoID)); err != nil {
		return err
	}
	return nil
}

// IkeextProposal0 structure represents IKEEXT_PROPOSAL0 RPC structure.
type IkeextProposal0 struct {
	CipherAlgorithm    *IkeextCipherAlgorithm0    `idl:"name:cipherAlgorithm" json:"cipher_algorithm"`
	IntegrityAlgorithm *IkeextIntegrityAlgorithm0 `idl:"name:integrityAlgorithm" json:"integrity_algorithm"`
	MaxLifetimeSeconds uint32                     `idl:"name:maxLifetimeSeconds" json:"max_lifetime_seconds"`
	DHGroup            IkeextDHGroup              `idl:"name:dhGroup" json:"dh_group"`
	QuickModeLimit     uint32                     `idl:"name:quickModeLimit" json:"quick_mode_limit"`
}

func (o *IkeextProposal0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextProposal0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if o.CipherAlgorithm != nil {
		if err := o.CipherAlgorithm.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextCipherAlgorithm0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.IntegrityAlgorithm != nil {
		if err := o.IntegrityAlgorithm.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextIntegrityAlgorithm0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.MaxLifetimeSeconds); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.DHGroup)); err != nil {
		return err
	}
	if err := w.WriteData(o.QuickModeLimit); err != nil {
		return err
	}
	return nil
}
func (o *IkeextProposal0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if o.CipherAlgorithm == nil {
		o.CipherAlgorithm = &IkeextCipherAlgorithm0{}
	}
	if err := o.CipherAlgorithm.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.IntegrityAlgorithm == nil {
		o.IntegrityAlgorithm = &IkeextIntegrityAlgorithm0{}
	}
	if err := o.IntegrityAlgorithm.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if err := w.ReadData(&o.MaxLifetimeSeconds); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.DHGroup)); err != nil {
		return err
	}
	if err := w.ReadData(&o.QuickModeLimit); err != nil {
		return err
	}
	return nil
}

// IkeextCookiePair0 structure represents IKEEXT_COOKIE_PAIR0 RPC structure.
type IkeextCookiePair0 struct {
	Initiator uint64 `idl:"name:initiator" json:"initiator"`
	Responder uint64 `idl:"name:responder" json:"responder"`
}

func (o *IkeextCookiePair0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCookiePair0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteData(o.Initiator); err != nil {
		return err
	}
	if err := w.WriteData(o.Responder); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCookiePair0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadData(&o.Initiator); err != nil {
		return err
	}
	if err := w.ReadData(&o.Responder); err != nil {
		return err
	}
	return nil
}

// IkeextPresharedKeyAuthentication1 structure represents IKEEXT_PRESHARED_KEY_AUTHENTICATION1 RPC structure.
type IkeextPresharedKeyAuthentication1 struct {
	PresharedKey *bfe.FwpByteBlob `idl:"name:presharedKey" json:"preshared_key"`
	Flags        uint32           `idl:"name:flags" json:"flags"`
}

func (o *IkeextPresharedKeyAuthentication1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextPresharedKeyAuthentication1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if o.PresharedKey != nil {
		if err := o.PresharedKey.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.Flags); err != nil {
		return err
	}
	if err := w.WriteTrailingGap(9); err != nil {
		return err
	}
	return nil
}
func (o *IkeextPresharedKeyAuthentication1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if o.PresharedKey == nil {
		o.PresharedKey = &bfe.FwpByteBlob{}
	}
	if err := o.PresharedKey.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if err := w.ReadData(&o.Flags); err != nil {
		return err
	}
	if err := w.ReadTrailingGap(9); err != nil {
		return err
	}
	return nil
}

// IkeextCertificateCredential1 structure represents IKEEXT_CERTIFICATE_CREDENTIAL1 RPC structure.
type IkeextCertificateCredential1 struct {
	SubjectName *bfe.FwpByteBlob `idl:"name:subjectName" json:"subject_name"`
	CertHash    *bfe.FwpByteBlob `idl:"name:certHash" json:"cert_hash"`
	Flags       uint32           `idl:"name:flags" json:"flags"`
	Certificate *bfe.FwpByteBlob `idl:"name:certificate" json:"certificate"`
}

func (o *IkeextCertificateCredential1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCertificateCredential1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if o.SubjectName != nil {
		if err := o.SubjectName.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.CertHash != nil {
		if err := o.CertHash.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.Flags); err != nil {
		return err
	}
	if o.Certificate != nil {
		if err := o.Certificate.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextCertificateCredential1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if o.SubjectName == nil {
		o.SubjectName = &bfe.FwpByteBlob{}
	}
	if err := o.SubjectName.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.CertHash == nil {
		o.CertHash = &bfe.FwpByteBlob{}
	}
	if err := o.CertHash.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if err := w.ReadData(&o.Flags); err != nil {
		return err
	}
	if o.Certificate == nil {
		o.Certificate = &bfe.FwpByteBlob{}
	}
	if err := o.Certificate.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

// IkeextNameCredential0 structure represents IKEEXT_NAME_CREDENTIAL0 RPC structure.
type IkeextNameCredential0 struct {
	PrincipalName string `idl:"name:principalName;string;pointer:unique" json:"principal_name"`
}

func (o *IkeextNameCredential0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextNameCredential0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(6); err != nil {
		return err
	}
	if o.PrincipalName != "" {
		_ptr_principalName := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if err := ndr.WriteUTF16NString(ctx, w, o.PrincipalName); err != nil {
				return err
			}
			return nil
		})
		if err := w.WritePointer(&o.PrincipalName, _ptr_principalName); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextNameCredential0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(6); err != nil {
		return err
	}
	_ptr_principalName := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if err := ndr.ReadUTF16NString(ctx, w, &o.PrincipalName); err != nil {
			return err
		}
		return nil
	})
	_s_principalName := func(ptr interface{}) { o.PrincipalName = *ptr.(*string) }
	if err := w.ReadPointer(&o.PrincipalName, _s_principalName, _ptr_principalName); err != nil {
		return err
	}
	return nil
}

// IkeextCredentialUnion structure represents IKEEXT_CREDENTIAL_UNION RPC union.
type IkeextCredentialUnion struct {
	// Types that are assignable to Value
	//
	// *IkeextCredentialUnion_PresharedKey
	// *IkeextCredentialUnion_Certificate
	// *IkeextCredentialUnion_Name
	// *IkeextCredentialUnion_IkeextAnonymous
	Value is_IkeextCredentialUnion `json:"value"`
}

func (o *IkeextCredentialUnion) GetValue() any {
	if o == nil {
		return nil
	}
	switch value := (interface{})(o.Value).(type) {
	case *IkeextCredentialUnion_PresharedKey:
		if value != nil {
			return value.PresharedKey
		}
	case *IkeextCredentialUnion_Certificate:
		if value != nil {
			return value.Certificate
		}
	case *IkeextCredentialUnion_Name:
		if value != nil {
			return value.Name
		}
	}
	return nil
}

type is_IkeextCredentialUnion interface {
	ndr.Marshaler
	ndr.Unmarshaler
	is_IkeextCredentialUnion()
}

func (o *IkeextCredentialUnion) NDRSwitchValue(sw uint32) uint32 {
	if o == nil {
		return uint32(0)
	}
	switch (interface{})(o.Value).(type) {
	case *IkeextCredentialUnion_PresharedKey:
		return uint32(0)
	case *IkeextCredentialUnion_Certificate:
		switch sw {
		case uint32(1),
			uint32(7),
			uint32(8),
			uint32(4),
			uint32(9),
			uint32(10),
			uint32(6):
			return sw
		}
		return uint32(1)
	case *IkeextCredentialUnion_Name:
		switch sw {
		case uint32(2),
			uint32(11),
			uint32(5),
			uint32(12):
			return sw
		}
		return uint32(2)
	case *IkeextCredentialUnion_IkeextAnonymous:
		return uint32(3)
	}
	return uint32(0)
}

func (o *IkeextCredentialUnion) MarshalUnionNDR(ctx context.Context, w ndr.Writer, sw uint32) error {
	if err := w.WriteUnionAlign(9); err != nil {
		return err
	}
	if err := w.WriteSwitch(ndr.Enum(uint32(sw))); err != nil {
		return err
	}
	if err := w.WriteUnionAlign(9); err != nil {
		return err
	}
	switch sw {
	case uint32(0):
		_o, _ := o.Value.(*IkeextCredentialUnion_PresharedKey)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextCredentialUnion_PresharedKey{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(1),
		uint32(7),
		uint32(8),
		uint32(4),
		uint32(9),
		uint32(10),
		uint32(6):
		_o, _ := o.Value.(*IkeextCredentialUnion_Certificate)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextCredentialUnion_Certificate{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(2),
		uint32(11),
		uint32(5),
		uint32(12):
		_o, _ := o.Value.(*IkeextCredentialUnion_Name)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextCredentialUnion_Name{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(3):
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

func (o *IkeextCredentialUnion) UnmarshalUnionNDR(ctx context.Context, w ndr.Reader, sw uint32) error {
	if err := w.ReadUnionAlign(9); err != nil {
		return err
	}
	if err := w.ReadSwitch(ndr.Enum((*uint32)(&sw))); err != nil {
		return err
	}
	if err := w.ReadUnionAlign(9); err != nil {
		return err
	}
	switch sw {
	case uint32(0):
		o.Value = &IkeextCredentialUnion_PresharedKey{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(1),
		uint32(7),
		uint32(8),
		uint32(4),
		uint32(9),
		uint32(10),
		uint32(6):
		o.Value = &IkeextCredentialUnion_Certificate{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(2),
		uint32(11),
		uint32(5),
		uint32(12):
		o.Value = &IkeextCredentialUnion_Name{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(3):
		o.Value = &IkeextCredentialUnion_IkeextAnonymous{}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

// IkeextCredentialUnion_PresharedKey structure represents IKEEXT_CREDENTIAL_UNION RPC union arm.
//
// It has following labels: 0
type IkeextCredentialUnion_PresharedKey struct {
	PresharedKey *IkeextPresharedKeyAuthentication1 `idl:"name:presharedKey;pointer:unique" json:"preshared_key"`
}

func (*IkeextCredentialUnion_PresharedKey) is_IkeextCredentialUnion() {}

func (o *IkeextCredentialUnion_PresharedKey) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.PresharedKey != nil {
		_ptr_presharedKey := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.PresharedKey != nil {
				if err := o.PresharedKey.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&IkeextPresharedKeyAuthentication1{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.PresharedKey, _ptr_presharedKey); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextCredentialUnion_PresharedKey) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_presharedKey := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.PresharedKey == nil {
			o.PresharedKey = &IkeextPresharedKeyAuthentication1{}
		}
		if err := o.PresharedKey.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_presharedKey := func(ptr interface{}) { o.PresharedKey = *ptr.(**IkeextPresharedKeyAuthentication1) }
	if err := w.ReadPointer(&o.PresharedKey, _s_presharedKey, _ptr_presharedKey); err != nil {
		return err
	}
	return nil
}

// IkeextCredentialUnion_Certificate structure represents IKEEXT_CREDENTIAL_UNION RPC union arm.
//
// It has following labels: 1, 7, 8, 4, 9, 10, 6
type IkeextCredentialUnion_Certificate struct {
	Certificate *IkeextCertificateCredential1 `idl:"name:certificate;pointer:unique" json:"certificate"`
}

func (*IkeextCredentialUnion_Certificate) is_IkeextCredentialUnion() {}

func (o *IkeextCredentialUnion_Certificate) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Certificate != nil {
		_ptr_certificate := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Certificate != nil {
				if err := o.Certificate.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&IkeextCertificateCredential1{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Certificate, _ptr_certificate); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextCredentialUnion_Certificate) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_certificate := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Certificate == nil {
			o.Certificate = &IkeextCertificateCredential1{}
		}
		if err := o.Certificate.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_certificate := func(ptr interface{}) { o.Certificate = *ptr.(**IkeextCertificateCredential1) }
	if err := w.ReadPointer(&o.Certificate, _s_certificate, _ptr_certificate); err != nil {
		return err
	}
	return nil
}

// IkeextCredentialUnion_Name structure represents IKEEXT_CREDENTIAL_UNION RPC union arm.
//
// It has following labels: 2, 11, 5, 12
type IkeextCredentialUnion_Name struct {
	Name *IkeextNameCredential0 `idl:"name:name;pointer:unique" json:"name"`
}

func (*IkeextCredentialUnion_Name) is_IkeextCredentialUnion() {}

func (o *IkeextCredentialUnion_Name) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Name != nil {
		_ptr_name := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Name != nil {
				if err := o.Name.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&IkeextNameCredential0{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Name, _ptr_name); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextCredentialUnion_Name) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_name := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Name == nil {
			o.Name = &IkeextNameCredential0{}
		}
		if err := o.Name.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_name := func(ptr interface{}) { o.Name = *ptr.(**IkeextNameCredential0) }
	if err := w.ReadPointer(&o.Name, _s_name, _ptr_name); err != nil {
		return err
	}
	return nil
}

// IkeextCredentialUnion_IkeextAnonymous structure represents IKEEXT_CREDENTIAL_UNION RPC union arm.
//
// It has following labels: 3
type IkeextCredentialUnion_IkeextAnonymous struct {
}

func (*IkeextCredentialUnion_IkeextAnonymous) is_IkeextCredentialUnion() {}

func (o *IkeextCredentialUnion_IkeextAnonymous) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return nil
}
func (o *IkeextCredentialUnion_IkeextAnonymous) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	return nil
}

// IkeextCredential1 structure represents IKEEXT_CREDENTIAL1 RPC structure.
type IkeextCredential1 struct {
	AuthenticationMethodType IkeextAuthenticationMethodType        `idl:"name:authenticationMethodType" json:"authentication_method_type"`
	ImpersonationType        IkeextAuthenticationImpersonationType `idl:"name:impersonationType" json:"impersonation_type"`
	Credential               *IkeextCredentialUnion                `idl:"name:credential;switch_is:authenticationMethodType" json:"credential"`
}

func (o *IkeextCredential1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCredential1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.AuthenticationMethodType)); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.ImpersonationType)); err != nil {
		return err
	}
	_swCredential := uint32(o.AuthenticationMethodType)
	if o.Credential != nil {
		if err := o.Credential.MarshalUnionNDR(ctx, w, _swCredential); err != nil {
			return err
		}
	} else {
		if err := (&IkeextCredentialUnion{}).MarshalUnionNDR(ctx, w, _swCredential); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextCredential1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.AuthenticationMethodType)); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.ImpersonationType)); err != nil {
		return err
	}
	if o.Credential == nil {
		o.Credential = &IkeextCredentialUnion{}
	}
	_swCredential := uint32(o.AuthenticationMethodType)
	if err := o.Credential.UnmarshalUnionNDR(ctx, w, _swCredential); err != nil {
		return err
	}
	return nil
}

// IkeextCredentialPair1 structure represents IKEEXT_CREDENTIAL_PAIR1 RPC structure.
type IkeextCredentialPair1 struct {
	LocalCredentials *IkeextCredential1 `idl:"name:localCredentials" json:"local_credentials"`
	PeerCredentials  *IkeextCredential1 `idl:"name:peerCredentials" json:"peer_credentials"`
}

func (o *IkeextCredentialPair1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCredentialPair1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if o.LocalCredentials != nil {
		if err := o.LocalCredentials.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextCredential1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.PeerCredentials != nil {
		if err := o.PeerCredentials.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextCredential1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextCredentialPair1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if o.LocalCredentials == nil {
		o.LocalCredentials = &IkeextCredential1{}
	}
	if err := o.LocalCredentials.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.PeerCredentials == nil {
		o.PeerCredentials = &IkeextCredential1{}
	}
	if err := o.PeerCredentials.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

// IkeextCredentials1 structure represents IKEEXT_CREDENTIALS1 RPC structure.
type IkeextCredentials1 struct {
	CredentialsLength uint32                   `idl:"name:numCredentials" json:"credentials_length"`
	Credentials       []*IkeextCredentialPair1 `idl:"name:credentials;size_is:(numCredentials);pointer:unique" json:"credentials"`
}

func (o *IkeextCredentials1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if o.Credentials != nil && o.CredentialsLength == 0 {
		o.CredentialsLength = uint32(len(o.Credentials))
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextCredentials1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteData(o.CredentialsLength); err != nil {
		return err
	}
	if o.Credentials != nil || o.CredentialsLength > 0 {
		_ptr_credentials := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			dimSize1 := uint64(o.CredentialsLength)
			if err := w.WriteSize(dimSize1); err != nil {
				return err
			}
			sizeInfo := []uint64{
				dimSize1,
			}
			for i1 := range o.Credentials {
				i1 := i1
				if uint64(i1) >= sizeInfo[0] {
					break
				}
				if o.Credentials[i1] != nil {
					if err := o.Credentials[i1].MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&IkeextCredentialPair1{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
			}
			for i1 := len(o.Credentials); uint64(i1) < sizeInfo[0]; i1++ {
				if err := (&IkeextCredentialPair1{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Credentials, _ptr_credentials); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextCredentials1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadData(&o.CredentialsLength); err != nil {
		return err
	}
	_ptr_credentials := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		sizeInfo := []uint64{
			0,
		}
		for sz1 := range sizeInfo {
			if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
				return err
			}
		}
		// XXX: for opaque unmarshaling
		if o.CredentialsLength > 0 && sizeInfo[0] == 0 {
			sizeInfo[0] = uint64(o.CredentialsLength)
		}
		if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
			return fmt.Errorf("buffer overflow for size %d of array o.Credentials", sizeInfo[0])
		}
		o.Credentials = make([]*IkeextCredentialPair1, sizeInfo[0])
		for i1 := range o.Credentials {
			i1 := i1
			if o.Credentials[i1] == nil {
				o.Credentials[i1] = &IkeextCredentialPair1{}
			}
			if err := o.Credentials[i1].UnmarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	_s_credentials := func(ptr interface{}) { o.Credentials = *ptr.(*[]*IkeextCredentialPair1) }
	if err := w.ReadPointer(&o.Credentials, _s_credentials, _ptr_credentials); err != nil {
		return err
	}
	return nil
}

// IkeextSADetails1 structure represents IKEEXT_SA_DETAILS1 RPC structure.
type IkeextSADetails1 struct {
	ID                       uint64                       `idl:"name:saId" json:"id"`
	KeyModuleType            IkeextKeyModuleType          `idl:"name:keyModuleType" json:"key_module_type"`
	IPVersion                FwpIPVersion                 `idl:"name:ipVersion" json:"ip_version"`
	UDPEncapsulation         *IkeextUDPEncapsulationUnion `idl:"name:udpEncapsulation;switch_is:ipVersion" json:"udp_encapsulation"`
	IKETraffic               *IkeextTraffic0              `idl:"name:ikeTraffic" json:"ike_traffic"`
	IKEProposal              *IkeextProposal0             `idl:"name:ikeProposal" json:"ike_proposal"`
	CookiePair               *IkeextCookiePair0           `idl:"name:cookiePair" json:"cookie_pair"`
	IKECredentials           *IkeextCredentials1          `idl:"name:ikeCredentials" json:"ike_credentials"`
	IKEPolicyKey             *dtyp.GUID                   `idl:"name:ikePolicyKey" json:"ike_policy_key"`
	VirtualInterfaceTunnelID uint64                       `idl:"name:virtualIfTunnelId" json:"virtual_interface_tunnel_id"`
	CorrelationKey           *bfe.FwpByteBlob             `idl:"name:correlationKey" json:"correlation_key"`
}

func (o *IkeextSADetails1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextSADetails1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteData(o.ID); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.KeyModuleType)); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.IPVersion)); err != nil {
		return err
	}
	_swUDPEncapsulation := uint32(o.IPVersion)
	if o.UDPEncapsulation != nil {
		if err := o.UDPEncapsulation.MarshalUnionNDR(ctx, w, _swUDPEncapsulation); err != nil {
			return err
		}
	} else {
		if err := (&IkeextUDPEncapsulationUnion{}).MarshalUnionNDR(ctx, w, _swUDPEncapsulation); err != nil {
			return err
		}
	}
	if o.IKETraffic != nil {
		if err := o.IKETraffic.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextTraffic0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.IKEProposal != nil {
		if err := o.IKEProposal.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextProposal0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.CookiePair != nil {
		if err := o.CookiePair.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextCookiePair0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.IKECredentials != nil {
		if err := o.IKECredentials.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IkeextCredentials1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.IKEPolicyKey != nil {
		if err := o.IKEPolicyKey.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&dtyp.GUID{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.VirtualInterfaceTunnelID); err != nil {
		return err
	}
	if o.CorrelationKey != nil {
		if err := o.CorrelationKey.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if err := w.WriteTrailingGap(8); err != nil {
		return err
	}
	return nil
}
func (o *IkeextSADetails1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadData(&o.ID); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.KeyModuleType)); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.IPVersion)); err != nil {
		return err
	}
	if o.UDPEncapsulation == nil {
		o.UDPEncapsulation = &IkeextUDPEncapsulationUnion{}
	}
	_swUDPEncapsulation := uint32(o.IPVersion)
	if err := o.UDPEncapsulation.UnmarshalUnionNDR(ctx, w, _swUDPEncapsulation); err != nil {
		return err
	}
	if o.IKETraffic == nil {
		o.IKETraffic = &IkeextTraffic0{}
	}
	if err := o.IKETraffic.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.IKEProposal == nil {
		o.IKEProposal = &IkeextProposal0{}
	}
	if err := o.IKEProposal.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.CookiePair == nil {
		o.CookiePair = &IkeextCookiePair0{}
	}
	if err := o.CookiePair.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.IKECredentials == nil {
		o.IKECredentials = &IkeextCredentials1{}
	}
	if err := o.IKECredentials.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.IKEPolicyKey == nil {
		o.IKEPolicyKey = &dtyp.GUID{}
	}
	if err := o.IKEPolicyKey.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if err := w.ReadData(&o.VirtualInterfaceTunnelID); err != nil {
		return err
	}
	if o.CorrelationKey == nil {
		o.CorrelationKey = &bfe.FwpByteBlob{}
	}
	if err := o.CorrelationKey.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if err := w.ReadTrailingGap(8); err != nil {
		return err
	}
	return nil
}

// IPsecTunnelEndpoints0 structure represents IPSEC_TUNNEL_ENDPOINTS0 RPC structure.
type IPsecTunnelEndpoints0 struct {
	IPVersion     FwpIPVersion        `idl:"name:ipVersion" json:"ip_version"`
	LocalAddress  *IkeextAddressUnion `idl:"name:localAddress;switch_is:ipVersion" json:"local_address"`
	RemoteAddress *IkeextAddressUnion `idl:"name:remoteAddress;switch_is:ipVersion" json:"remote_address"`
}

func (o *IPsecTunnelEndpoints0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecTunnelEndpoints0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.IPVersion)); err != nil {
		return err
	}
	_swLocalAddress := uint32(o.IPVersion)
	if o.LocalAddress != nil {
		if err := o.LocalAddress.MarshalUnionNDR(ctx, w, _swLocalAddress); err != nil {
			return err
		}
	} else {
		if err := (&IkeextAddressUnion{}).MarshalUnionNDR(ctx, w, _swLocalAddress); err != nil {
			return err
		}
	}
	_swRemoteAddress := uint32(o.IPVersion)
	if o.RemoteAddress != nil {
		if err := o.RemoteAddress.MarshalUnionNDR(ctx, w, _swRemoteAddress); err != nil {
			return err
		}
	} else {
		if err := (&IkeextAddressUnion{}).MarshalUnionNDR(ctx, w, _swRemoteAddress); err != nil {
			return err
		}
	}
	return nil
}
func (o *IPsecTunnelEndpoints0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.IPVersion)); err != nil {
		return err
	}
	if o.LocalAddress == nil {
		o.LocalAddress = &IkeextAddressUnion{}
	}
	_swLocalAddress := uint32(o.IPVersion)
	if err := o.LocalAddress.UnmarshalUnionNDR(ctx, w, _swLocalAddress); err != nil {
		return err
	}
	if o.RemoteAddress == nil {
		o.RemoteAddress = &IkeextAddressUnion{}
	}
	_swRemoteAddress := uint32(o.IPVersion)
	if err := o.RemoteAddress.UnmarshalUnionNDR(ctx, w, _swRemoteAddress); err != nil {
		return err
	}
	return nil
}

// IkeextPreferredAddresses structure represents IKEEXT_PREFERRED_ADDRESSES RPC structure.
type IkeextPreferredAddresses struct {
	TunnelEndpoints *IPsecTunnelEndpoints0 `idl:"name:tunnelEndpoints" json:"tunnel_endpoints"`
}

func (o *IkeextPreferredAddresses) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IkeextPreferredAddresses) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if o.TunnelEndpoints != nil {
		if err := o.TunnelEndpoints.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IPsecTunnelEndpoints0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *IkeextPreferredAddresses) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if o.TunnelEndpoints == nil {
		o.TunnelEndpoints = &IPsecTunnelEndpoints0{}
	}
	if err := o.TunnelEndpoints.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

// IPsecAddressInfo0 structure represents IPSEC_ADDRESS_INFO0 RPC structure.
type IPsecAddressInfo0 struct {
	V4AddressesLength uint32                `idl:"name:numV4Addresses" json:"v4_addresses_length"`
	AddressesV4       []uint32              `idl:"name:v4Addresses;size_is:(numV4Addresses);pointer:unique" json:"addresses_v4"`
	V6AddressesLength uint32                `idl:"name:numV6Addresses" json:"v6_addresses_length"`
	AddressesV6       []*bfe.FwpByteArray16 `idl:"name:v6Addresses;size_is:(numV6Addresses);pointer:unique" json:"addresses_v6"`
}

func (o *IPsecAddressInfo0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if o.AddressesV4 != nil && o.V4AddressesLength == 0 {
		o.V4AddressesLength = uint32(len(o.AddressesV4))
	}
	if o.AddressesV6 != nil && o.V6AddressesLength == 0 {
		o.V6AddressesLength = uint32(len(o.AddressesV6))
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecAddressInfo0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteData(o.V4AddressesLength); err != nil {
		return err
	}
	if o.AddressesV4 != nil || o.V4AddressesLength > 0 {
		_ptr_v4Addresses := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			dimSize1 := uint64(o.V4AddressesLength)
			if err := w.WriteSize(dimSize1); err != nil {
				return err
			}
			sizeInfo := []uint64{
				dimSize1,
			}
			for i1 := range o.AddressesV4 {
				i1 := i1
				if uint64(i1) >= sizeInfo[0] {
					break
				}
				if err := w.WriteData(o.AddressesV4[i1]); err != nil {
					return err
				}
			}
			for i1 := len(o.AddressesV4); uint64(i1) < sizeInfo[0]; i1++ {
				if err := w.WriteData(uint32(0)); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.AddressesV4, _ptr_v4Addresses); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.V6AddressesLength); err != nil {
		return err
	}
	if o.AddressesV6 != nil || o.V6AddressesLength > 0 {
		_ptr_v6Addresses := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			dimSize1 := uint64(o.V6AddressesLength)
			if err := w.WriteSize(dimSize1); err != nil {
				return err
			}
			sizeInfo := []uint64{
				dimSize1,
			}
			for i1 := range o.AddressesV6 {
				i1 := i1
				if uint64(i1) >= sizeInfo[0] {
					break
				}
				if o.AddressesV6[i1] != nil {
					if err := o.AddressesV6[i1].MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&bfe.FwpByteArray16{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
			}
			for i1 := len(o.AddressesV6); uint64(i1) < sizeInfo[0]; i1++ {
				if err := (&bfe.FwpByteArray16{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.AddressesV6, _ptr_v6Addresses); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *IPsecAddressInfo0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadData(&o.V4AddressesLength); err != nil {
		return err
	}
	_ptr_v4Addresses := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		sizeInfo := []uint64{
			0,
		}
		for sz1 := range sizeInfo {
			if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
				return err
			}
		}
		// XXX: for opaque unmarshaling
		if o.V4AddressesLength > 0 && sizeInfo[0] == 0 {
			sizeInfo[0] = uint64(o.V4AddressesLength)
		}
		if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
			return fmt.Errorf("buffer overflow for size %d of array o.AddressesV4", sizeInfo[0])
		}
		o.AddressesV4 = make([]uint32, sizeInfo[0])
		for i1 := range o.AddressesV4 {
			i1 := i1
			if err := w.ReadData(&o.AddressesV4[i1]); err != nil {
				return err
			}
		}
		return nil
	})
	_s_v4Addresses := func(ptr interface{}) { o.AddressesV4 = *ptr.(*[]uint32) }
	if err := w.ReadPointer(&o.AddressesV4, _s_v4Addresses, _ptr_v4Addresses); err != nil {
		return err
	}
	if err := w.ReadData(&o.V6AddressesLength); err != nil {
		return err
	}
	_ptr_v6Addresses := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		sizeInfo := []uint64{
			0,
		}
		for sz1 := range sizeInfo {
			if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
				return err
			}
		}
		// XXX: for opaque unmarshaling
		if o.V6AddressesLength > 0 && sizeInfo[0] == 0 {
			sizeInfo[0] = uint64(o.V6AddressesLength)
		}
		if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
			return fmt.Errorf("buffer overflow for size %d of array o.AddressesV6", sizeInfo[0])
		}
		o.AddressesV6 = make([]*bfe.FwpByteArray16, sizeInfo[0])
		for i1 := range o.AddressesV6 {
			i1 := i1
			if o.AddressesV6[i1] == nil {
				o.AddressesV6[i1] = &bfe.FwpByteArray16{}
			}
			if err := o.AddressesV6[i1].UnmarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	_s_v6Addresses := func(ptr interface{}) { o.AddressesV6 = *ptr.(*[]*bfe.FwpByteArray16) }
	if err := w.ReadPointer(&o.AddressesV6, _s_v6Addresses, _ptr_v6Addresses); err != nil {
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

func (o *xxx_DefaultIkeextClient) CreateSAEnum(ctx context.Context, in *CreateSAEnumRequest, opts ...dcerpc.CallOption) (*CreateSAEnumResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &CreateSAEnumResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) EnumSAs(ctx context.Context, in *EnumSAsRequest, opts ...dcerpc.CallOption) (*EnumSAsResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &EnumSAsResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) DestroySAEnum(ctx context.Context, in *DestroySAEnumRequest, opts ...dcerpc.CallOption) (*DestroySAEnumResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &DestroySAEnumResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) DeleteSAByID(ctx context.Context, in *DeleteSAByIDRequest, opts ...dcerpc.CallOption) (*DeleteSAByIDResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &DeleteSAByIDResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) GetSAByID(ctx context.Context, in *GetSAByIDRequest, opts ...dcerpc.CallOption) (*GetSAByIDResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &GetSAByIDResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) GetSecurityInfo(ctx context.Context, in *GetSecurityInfoRequest, opts ...dcerpc.CallOption) (*GetSecurityInfoResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &GetSecurityInfoResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) SetSecurityInfo(ctx context.Context, in *SetSecurityInfoRequest, opts ...dcerpc.CallOption) (*SetSecurityInfoResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &SetSecurityInfoResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) UpdatePreferredAddresses(ctx context.Context, in *UpdatePreferredAddressesRequest, opts ...dcerpc.CallOption) (*UpdatePreferredAddressesResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &UpdatePreferredAddressesResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultIkeextClient) UpdateAdditionalAddresses(ctx context.Context, in *UpdateAdditionalAddressesRequest, opts ...dcerpc.CallOption) (*UpdateAdditionalAddressesResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &UpdateAdditionalAddressesResponse{}
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

// xxx_CreateSAEnumOperation structure represents the CreateSAEnum operation
type xxx_CreateSAEnumOperation struct {
	EnumTemplate *IkeextSAEnumTemplate0 `idl:"name:enumTemplate;pointer:unique" json:"enum_template"`
	Enumeration  *Enumeration           `idl:"name:enumeration" json:"enumeration"`
	Return       uint32                 `idl:"name:Return" json:"return"`
}

func (o *xxx_CreateSAEnumOperation) OpNum() int { return 1 }

func (o *xxx_CreateSAEnumOperation) OpName() string { return "/ikeext/v1/CreateSAEnum" }

func (o *xxx_CreateSAEnumOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_CreateSAEnumOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// enumTemplate {in} (1:{pointer=unique}*(1))(2:{alias=IKEEXT_SA_ENUM_TEMPLATE0}(struct))
	{
		if o.EnumTemplate != nil {
			_ptr_enumTemplate := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
				if o.EnumTemplate != nil {
					if err := o.EnumTemplate.MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&IkeextSAEnumTemplate0{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
			if err := w.WritePointer(&o.EnumTemplate, _ptr_enumTemplate); err != nil {
				return err
			}
		} else {
			if err := w.WritePointer(nil); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_CreateSAEnumOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// enumTemplate {in} (1:{pointer=unique}*(1))(2:{alias=IKEEXT_SA_ENUM_TEMPLATE0}(struct))
	{
		_ptr_enumTemplate := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
			if o.EnumTemplate == nil {
				o.EnumTemplate = &IkeextSAEnumTemplate0{}
			}
			if err := o.EnumTemplate.UnmarshalNDR(ctx, w); err != nil {
				return err
			}
			return nil
		})
		_s_enumTemplate := func(ptr interface{}) { o.EnumTemplate = *ptr.(**IkeextSAEnumTemplate0) }
		if err := w.ReadPointer(&o.EnumTemplate, _s_enumTemplate, _ptr_enumTemplate); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_CreateSAEnumOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_CreateSAEnumOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// enumeration {out} (1:{pointer=ref}*(1))(2:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration != nil {
			if err := o.Enumeration.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&Enumeration{}).MarshalNDR(ctx, w); err != nil {
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

func (o *xxx_CreateSAEnumOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// enumeration {out} (1:{pointer=ref}*(1))(2:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration == nil {
			o.Enumeration = &Enumeration{}
		}
		if err := o.Enumeration.UnmarshalNDR(ctx, w); err != nil {
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

// CreateSAEnumRequest structure represents the CreateSAEnum operation request
type CreateSAEnumRequest struct {
	EnumTemplate *IkeextSAEnumTemplate0 `idl:"name:enumTemplate;pointer:unique" json:"enum_template"`
}

func (o *CreateSAEnumRequest) xxx_ToOp(ctx context.Context, op *xxx_CreateSAEnumOperation) *xxx_CreateSAEnumOperation {
	if op == nil {
		op = &xxx_CreateSAEnumOperation{}
	}
	if o == nil {
		return op
	}
	op.EnumTemplate = o.EnumTemplate
	return op
}

func (o *CreateSAEnumRequest) xxx_FromOp(ctx context.Context, op *xxx_CreateSAEnumOperation) {
	if o == nil {
		return
	}
	o.EnumTemplate = op.EnumTemplate
}
func (o *CreateSAEnumRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *CreateSAEnumRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_CreateSAEnumOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// CreateSAEnumResponse structure represents the CreateSAEnum operation response
type CreateSAEnumResponse struct {
	Enumeration *Enumeration `idl:"name:enumeration" json:"enumeration"`
	// Return: The CreateSAEnum return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *CreateSAEnumResponse) xxx_ToOp(ctx context.Context, op *xxx_CreateSAEnumOperation) *xxx_CreateSAEnumOperation {
	if op == nil {
		op = &xxx_CreateSAEnumOperation{}
	}
	if o == nil {
		return op
	}
	op.Enumeration = o.Enumeration
	op.Return = o.Return
	return op
}

func (o *CreateSAEnumResponse) xxx_FromOp(ctx context.Context, op *xxx_CreateSAEnumOperation) {
	if o == nil {
		return
	}
	o.Enumeration = op.Enumeration
	o.Return = op.Return
}
func (o *CreateSAEnumResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *CreateSAEnumResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_CreateSAEnumOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_EnumSAsOperation structure represents the EnumSAs operation
type xxx_EnumSAsOperation struct {
	Enumeration            *Enumeration        `idl:"name:enumeration" json:"enumeration"`
	EntriesRequestedLength uint32              `idl:"name:numEntriesRequested" json:"entries_requested_length"`
	Entries                []*IkeextSADetails1 `idl:"name:entries;size_is:(, numEntriesReturned)" json:"entries"`
	EntriesReturnedLength  uint32              `idl:"name:numEntriesReturned" json:"entries_returned_length"`
	Return                 uint32              `idl:"name:Return" json:"return"`
}

func (o *xxx_EnumSAsOperation) OpNum() int { return 2 }

func (o *xxx_EnumSAsOperation) OpName() string { return "/ikeext/v1/EnumSAs" }

func (o *xxx_EnumSAsOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EnumSAsOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// enumeration {in} (1:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration != nil {
			if err := o.Enumeration.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&Enumeration{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	// numEntriesRequested {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.WriteData(o.EntriesRequestedLength); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EnumSAsOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// enumeration {in} (1:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration == nil {
			o.Enumeration = &Enumeration{}
		}
		if err := o.Enumeration.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	// numEntriesRequested {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.ReadData(&o.EntriesRequestedLength); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EnumSAsOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if o.Entries != nil && o.EntriesReturnedLength == 0 {
		o.EntriesReturnedLength = uint32(len(o.Entries))
	}
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EnumSAsOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// entries {out} (1:{pointer=ref}*(2)*(1))(2:{alias=IKEEXT_SA_DETAILS1}[dim:0,size_is=numEntriesReturned](struct))
	{
		if o.Entries != nil || o.EntriesReturnedLength > 0 {
			_ptr_entries := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
				dimSize1 := uint64(o.EntriesReturnedLength)
				if err := w.WriteSize(dimSize1); err != nil {
					return err
				}
				sizeInfo := []uint64{
					dimSize1,
				}
				for i1 := range o.Entries {
					i1 := i1
					if uint64(i1) >= sizeInfo[0] {
						break
					}
					if o.Entries[i1] != nil {
						if err := o.Entries[i1].MarshalNDR(ctx, w); err != nil {
							return err
						}
					} else {
						if err := (&IkeextSADetails1{}).MarshalNDR(ctx, w); err != nil {
							return err
						}
					}
				}
				for i1 := len(o.Entries); uint64(i1) < sizeInfo[0]; i1++ {
					if err := (&IkeextSADetails1{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
			if err := w.WritePointer(&o.Entries, _ptr_entries); err != nil {
				return err
			}
		} else {
			if err := w.WritePointer(nil); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
		}
	}
	// numEntriesReturned {out} (1:{pointer=ref}*(1))(2:{alias=DWORD}(uint32))
	{
		if err := w.WriteData(o.EntriesReturnedLength); err != nil {
			return err
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

func (o *xxx_EnumSAsOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// entries {out} (1:{pointer=ref}*(2)*(1))(2:{alias=IKEEXT_SA_DETAILS1}[dim:0,size_is=numEntriesReturned](struct))
	{
		_ptr_entries := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
			sizeInfo := []uint64{
				0,
			}
			for sz1 := range sizeInfo {
				if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
					return err
				}
			}
			if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
				return fmt.Errorf("buffer overflow for size %d of array o.Entries", sizeInfo[0])
			}
			o.Entries = make([]*IkeextSADetails1, sizeInfo[0])
			for i1 := range o.Entries {
				i1 := i1
				if o.Entries[i1] == nil {
					o.Entries[i1] = &IkeextSADetails1{}
				}
				if err := o.Entries[i1].UnmarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		_s_entries := func(ptr interface{}) { o.Entries = *ptr.(*[]*IkeextSADetails1) }
		if err := w.ReadPointer(&o.Entries, _s_entries, _ptr_entries); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	// numEntriesReturned {out} (1:{pointer=ref}*(1))(2:{alias=DWORD}(uint32))
	{
		if err := w.ReadData(&o.EntriesReturnedLength); err != nil {
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

// EnumSAsRequest structure represents the EnumSAs operation request
type EnumSAsRequest struct {
	Enumeration            *Enumeration `idl:"name:enumeration" json:"enumeration"`
	EntriesRequestedLength uint32       `idl:"name:numEntriesRequested" json:"entries_requested_length"`
}

func (o *EnumSAsRequest) xxx_ToOp(ctx context.Context, op *xxx_EnumSAsOperation) *xxx_EnumSAsOperation {
	if op == nil {
		op = &xxx_EnumSAsOperation{}
	}
	if o == nil {
		return op
	}
	op.Enumeration = o.Enumeration
	op.EntriesRequestedLength = o.EntriesRequestedLength
	return op
}

func (o *EnumSAsRequest) xxx_FromOp(ctx context.Context, op *xxx_EnumSAsOperation) {
	if o == nil {
		return
	}
	o.Enumeration = op.Enumeration
	o.EntriesRequestedLength = op.EntriesRequestedLength
}
func (o *EnumSAsRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *EnumSAsRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EnumSAsOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// EnumSAsResponse structure represents the EnumSAs operation response
type EnumSAsResponse struct {
	Entries               []*IkeextSADetails1 `idl:"name:entries;size_is:(, numEntriesReturned)" json:"entries"`
	EntriesReturnedLength uint32              `idl:"name:numEntriesReturned" json:"entries_returned_length"`
	// Return: The EnumSAs return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *EnumSAsResponse) xxx_ToOp(ctx context.Context, op *xxx_EnumSAsOperation) *xxx_EnumSAsOperation {
	if op == nil {
		op = &xxx_EnumSAsOperation{}
	}
	if o == nil {
		return op
	}
	op.Entries = o.Entries
	op.EntriesReturnedLength = o.EntriesReturnedLength
	op.Return = o.Return
	return op
}

func (o *EnumSAsResponse) xxx_FromOp(ctx context.Context, op *xxx_EnumSAsOperation) {
	if o == nil {
		return
	}
	o.Entries = op.Entries
	o.EntriesReturnedLength = op.EntriesReturnedLength
	o.Return = op.Return
}
func (o *EnumSAsResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *EnumSAsResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EnumSAsOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_DestroySAEnumOperation structure represents the DestroySAEnum operation
type xxx_DestroySAEnumOperation struct {
	Enumeration *Enumeration `idl:"name:enumeration" json:"enumeration"`
	Return      uint32       `idl:"name:Return" json:"return"`
}

func (o *xxx_DestroySAEnumOperation) OpNum() int { return 3 }

func (o *xxx_DestroySAEnumOperation) OpName() string { return "/ikeext/v1/DestroySAEnum" }

func (o *xxx_DestroySAEnumOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DestroySAEnumOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// enumeration {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration != nil {
			if err := o.Enumeration.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&Enumeration{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *xxx_DestroySAEnumOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// enumeration {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration == nil {
			o.Enumeration = &Enumeration{}
		}
		if err := o.Enumeration.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DestroySAEnumOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DestroySAEnumOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// enumeration {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration != nil {
			if err := o.Enumeration.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&Enumeration{}).MarshalNDR(ctx, w); err != nil {
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

func (o *xxx_DestroySAEnumOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// enumeration {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=SA_ENUMERATION, names=ndr_context_handle}(struct))
	{
		if o.Enumeration == nil {
			o.Enumeration = &Enumeration{}
		}
		if err := o.Enumeration.UnmarshalNDR(ctx, w); err != nil {
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

// DestroySAEnumRequest structure represents the DestroySAEnum operation request
type DestroySAEnumRequest struct {
	Enumeration *Enumeration `idl:"name:enumeration" json:"enumeration"`
}

func (o *DestroySAEnumRequest) xxx_ToOp(ctx context.Context, op *xxx_DestroySAEnumOperation) *xxx_DestroySAEnumOperation {
	if op == nil {
		op = &xxx_DestroySAEnumOperation{}
	}
	if o == nil {
		return op
	}
	op.Enumeration = o.Enumeration
	return op
}

func (o *DestroySAEnumRequest) xxx_FromOp(ctx context.Context, op *xxx_DestroySAEnumOperation) {
	if o == nil {
		return
	}
	o.Enumeration = op.Enumeration
}
func (o *DestroySAEnumRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *DestroySAEnumRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_DestroySAEnumOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// DestroySAEnumResponse structure represents the DestroySAEnum operation response
type DestroySAEnumResponse struct {
	Enumeration *Enumeration `idl:"name:enumeration" json:"enumeration"`
	// Return: The DestroySAEnum return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *DestroySAEnumResponse) xxx_ToOp(ctx context.Context, op *xxx_DestroySAEnumOperation) *xxx_DestroySAEnumOperation {
	if op == nil {
		op = &xxx_DestroySAEnumOperation{}
	}
	if o == nil {
		return op
	}
	op.Enumeration = o.Enumeration
	op.Return = o.Return
	return op
}

func (o *DestroySAEnumResponse) xxx_FromOp(ctx context.Context, op *xxx_DestroySAEnumOperation) {
	if o == nil {
		return
	}
	o.Enumeration = op.Enumeration
	o.Return = op.Return
}
func (o *DestroySAEnumResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *DestroySAEnumResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_DestroySAEnumOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_DeleteSAByIDOperation structure represents the DeleteSAByID operation
type xxx_DeleteSAByIDOperation struct {
	ID     uint64 `idl:"name:id" json:"id"`
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *xxx_DeleteSAByIDOperation) OpNum() int { return 4 }

func (o *xxx_DeleteSAByIDOperation) OpName() string { return "/ikeext/v1/DeleteSAByID" }

func (o *xxx_DeleteSAByIDOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DeleteSAByIDOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// id {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.WriteData(o.ID); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DeleteSAByIDOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// id {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.ReadData(&o.ID); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DeleteSAByIDOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DeleteSAByIDOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// Return {out} (1:(error_status_t))
	{
		if err := w.WriteData(o.Return); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_DeleteSAByIDOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// Return {out} (1:(error_status_t))
	{
		if err := w.ReadData(&o.Return); err != nil {
			return err
		}
	}
	return nil
}

// DeleteSAByIDRequest structure represents the DeleteSAByID operation request
type DeleteSAByIDRequest struct {
	ID uint64 `idl:"name:id" json:"id"`
}

func (o *DeleteSAByIDRequest) xxx_ToOp(ctx context.Context, op *xxx_DeleteSAByIDOperation) *xxx_DeleteSAByIDOperation {
	if op == nil {
		op = &xxx_DeleteSAByIDOperation{}
	}
	if o == nil {
		return op
	}
	op.ID = o.ID
	return op
}

func (o *DeleteSAByIDRequest) xxx_FromOp(ctx context.Context, op *xxx_DeleteSAByIDOperation) {
	if o == nil {
		return
	}
	o.ID = op.ID
}
func (o *DeleteSAByIDRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *DeleteSAByIDRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_DeleteSAByIDOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// DeleteSAByIDResponse structure represents the DeleteSAByID operation response
type DeleteSAByIDResponse struct {
	// Return: The DeleteSAByID return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *DeleteSAByIDResponse) xxx_ToOp(ctx context.Context, op *xxx_DeleteSAByIDOperation) *xxx_DeleteSAByIDOperation {
	if op == nil {
		op = &xxx_DeleteSAByIDOperation{}
	}
	if o == nil {
		return op
	}
	op.Return = o.Return
	return op
}

func (o *DeleteSAByIDResponse) xxx_FromOp(ctx context.Context, op *xxx_DeleteSAByIDOperation) {
	if o == nil {
		return
	}
	o.Return = op.Return
}
func (o *DeleteSAByIDResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *DeleteSAByIDResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_DeleteSAByIDOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_GetSAByIDOperation structure represents the GetSAByID operation
type xxx_GetSAByIDOperation struct {
	ID            uint64            `idl:"name:id" json:"id"`
	LookupContext *dtyp.GUID        `idl:"name:saLookupContext;pointer:unique" json:"lookup_context"`
	SA            *IkeextSADetails1 `idl:"name:sa" json:"sa"`
	Return        uint32            `idl:"name:Return" json:"return"`
}

func (o *xxx_GetSAByIDOperation) OpNum() int { return 5 }

func (o *xxx_GetSAByIDOperation) OpName() string { return "/ikeext/v1/GetSAByID" }

func (o *xxx_GetSAByIDOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSAByIDOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// id {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.WriteData(o.ID); err != nil {
			return err
		}
	}
	// saLookupContext {in} (1:{pointer=unique}*(1))(2:{alias=GUID}(struct))
	{
		if o.LookupContext != nil {
			_ptr_saLookupContext := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
				if o.LookupContext != nil {
					if err := o.LookupContext.MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&dtyp.GUID{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
			if err := w.WritePointer(&o.LookupContext, _ptr_saLookupContext); err != nil {
				return err
			}
		} else {
			if err := w.WritePointer(nil); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSAByIDOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// id {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.ReadData(&o.ID); err != nil {
			return err
		}
	}
	// saLookupContext {in} (1:{pointer=unique}*(1))(2:{alias=GUID}(struct))
	{
		_ptr_saLookupContext := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
			if o.LookupContext == nil {
				o.LookupContext = &dtyp.GUID{}
			}
			if err := o.LookupContext.UnmarshalNDR(ctx, w); err != nil {
				return err
			}
			return nil
		})
		_s_saLookupContext := func(ptr interface{}) { o.LookupContext = *ptr.(**dtyp.GUID) }
		if err := w.ReadPointer(&o.LookupContext, _s_saLookupContext, _ptr_saLookupContext); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSAByIDOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSAByIDOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// sa {out} (1:{pointer=ref}*(2)*(1))(2:{alias=IKEEXT_SA_DETAILS1}(struct))
	{
		if o.SA != nil {
			_ptr_sa := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
				if o.SA != nil {
					if err := o.SA.MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&IkeextSADetails1{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
			if err := w.WritePointer(&o.SA, _ptr_sa); err != nil {
				return err
			}
		} else {
			if err := w.WritePointer(nil); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
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

func (o *xxx_GetSAByIDOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// sa {out} (1:{pointer=ref}*(2)*(1))(2:{alias=IKEEXT_SA_DETAILS1}(struct))
	{
		_ptr_sa := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
			if o.SA == nil {
				o.SA = &IkeextSADetails1{}
			}
			if err := o.SA.UnmarshalNDR(ctx, w); err != nil {
				return err
			}
			return nil
		})
		_s_sa := func(ptr interface{}) { o.SA = *ptr.(**IkeextSADetails1) }
		if err := w.ReadPointer(&o.SA, _s_sa, _ptr_sa); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
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

// GetSAByIDRequest structure represents the GetSAByID operation request
type GetSAByIDRequest struct {
	ID            uint64     `idl:"name:id" json:"id"`
	LookupContext *dtyp.GUID `idl:"name:saLookupContext;pointer:unique" json:"lookup_context"`
}

func (o *GetSAByIDRequest) xxx_ToOp(ctx context.Context, op *xxx_GetSAByIDOperation) *xxx_GetSAByIDOperation {
	if op == nil {
		op = &xxx_GetSAByIDOperation{}
	}
	if o == nil {
		return op
	}
	op.ID = o.ID
	op.LookupContext = o.LookupContext
	return op
}

func (o *GetSAByIDRequest) xxx_FromOp(ctx context.Context, op *xxx_GetSAByIDOperation) {
	if o == nil {
		return
	}
	o.ID = op.ID
	o.LookupContext = op.LookupContext
}
func (o *GetSAByIDRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *GetSAByIDRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetSAByIDOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// GetSAByIDResponse structure represents the GetSAByID operation response
type GetSAByIDResponse struct {
	SA *IkeextSADetails1 `idl:"name:sa" json:"sa"`
	// Return: The GetSAByID return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *GetSAByIDResponse) xxx_ToOp(ctx context.Context, op *xxx_GetSAByIDOperation) *xxx_GetSAByIDOperation {
	if op == nil {
		op = &xxx_GetSAByIDOperation{}
	}
	if o == nil {
		return op
	}
	op.SA = o.SA
	op.Return = o.Return
	return op
}

func (o *GetSAByIDResponse) xxx_FromOp(ctx context.Context, op *xxx_GetSAByIDOperation) {
	if o == nil {
		return
	}
	o.SA = op.SA
	o.Return = op.Return
}
func (o *GetSAByIDResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *GetSAByIDResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetSAByIDOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_GetSecurityInfoOperation structure represents the GetSecurityInfo operation
type xxx_GetSecurityInfoOperation struct {
	SecurityInfo       uint32           `idl:"name:securityInfo" json:"security_info"`
	SecurityDescriptor *bfe.FwpByteBlob `idl:"name:securityDescriptor" json:"security_descriptor"`
	Return             uint32           `idl:"name:Return" json:"return"`
}

func (o *xxx_GetSecurityInfoOperation) OpNum() int { return 6 }

func (o *xxx_GetSecurityInfoOperation) OpName() string { return "/ikeext/v1/GetSecurityInfo" }

func (o *xxx_GetSecurityInfoOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSecurityInfoOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// securityInfo {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.WriteData(o.SecurityInfo); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSecurityInfoOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// securityInfo {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.ReadData(&o.SecurityInfo); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSecurityInfoOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetSecurityInfoOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// securityDescriptor {out} (1:{pointer=ref}*(1))(2:{alias=FWP_BYTE_BLOB}(struct))
	{
		if o.SecurityDescriptor != nil {
			if err := o.SecurityDescriptor.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
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

func (o *xxx_GetSecurityInfoOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// securityDescriptor {out} (1:{pointer=ref}*(1))(2:{alias=FWP_BYTE_BLOB}(struct))
	{
		if o.SecurityDescriptor == nil {
			o.SecurityDescriptor = &bfe.FwpByteBlob{}
		}
		if err := o.SecurityDescriptor.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
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

// GetSecurityInfoRequest structure represents the GetSecurityInfo operation request
type GetSecurityInfoRequest struct {
	SecurityInfo uint32 `idl:"name:securityInfo" json:"security_info"`
}

func (o *GetSecurityInfoRequest) xxx_ToOp(ctx context.Context, op *xxx_GetSecurityInfoOperation) *xxx_GetSecurityInfoOperation {
	if op == nil {
		op = &xxx_GetSecurityInfoOperation{}
	}
	if o == nil {
		return op
	}
	op.SecurityInfo = o.SecurityInfo
	return op
}

func (o *GetSecurityInfoRequest) xxx_FromOp(ctx context.Context, op *xxx_GetSecurityInfoOperation) {
	if o == nil {
		return
	}
	o.SecurityInfo = op.SecurityInfo
}
func (o *GetSecurityInfoRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *GetSecurityInfoRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetSecurityInfoOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// GetSecurityInfoResponse structure represents the GetSecurityInfo operation response
type GetSecurityInfoResponse struct {
	SecurityDescriptor *bfe.FwpByteBlob `idl:"name:securityDescriptor" json:"security_descriptor"`
	// Return: The GetSecurityInfo return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *GetSecurityInfoResponse) xxx_ToOp(ctx context.Context, op *xxx_GetSecurityInfoOperation) *xxx_GetSecurityInfoOperation {
	if op == nil {
		op = &xxx_GetSecurityInfoOperation{}
	}
	if o == nil {
		return op
	}
	op.SecurityDescriptor = o.SecurityDescriptor
	op.Return = o.Return
	return op
}

func (o *GetSecurityInfoResponse) xxx_FromOp(ctx context.Context, op *xxx_GetSecurityInfoOperation) {
	if o == nil {
		return
	}
	o.SecurityDescriptor = op.SecurityDescriptor
	o.Return = op.Return
}
func (o *GetSecurityInfoResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *GetSecurityInfoResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetSecurityInfoOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_SetSecurityInfoOperation structure represents the SetSecurityInfo operation
type xxx_SetSecurityInfoOperation struct {
	SecurityInfo       uint32           `idl:"name:securityInfo" json:"security_info"`
	SecurityDescriptor *bfe.FwpByteBlob `idl:"name:securityDescriptor" json:"security_descriptor"`
	Return             uint32           `idl:"name:Return" json:"return"`
}

func (o *xxx_SetSecurityInfoOperation) OpNum() int { return 7 }

func (o *xxx_SetSecurityInfoOperation) OpName() string { return "/ikeext/v1/SetSecurityInfo" }

func (o *xxx_SetSecurityInfoOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_SetSecurityInfoOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// securityInfo {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.WriteData(o.SecurityInfo); err != nil {
			return err
		}
	}
	// securityDescriptor {in} (1:{pointer=ref}*(1))(2:{alias=FWP_BYTE_BLOB}(struct))
	{
		if o.SecurityDescriptor != nil {
			if err := o.SecurityDescriptor.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&bfe.FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_SetSecurityInfoOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// securityInfo {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.ReadData(&o.SecurityInfo); err != nil {
			return err
		}
	}
	// securityDescriptor {in} (1:{pointer=ref}*(1))(2:{alias=FWP_BYTE_BLOB}(struct))
	{
		if o.SecurityDescriptor == nil {
			o.SecurityDescriptor = &bfe.FwpByteBlob{}
		}
		if err := o.SecurityDescriptor.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_SetSecurityInfoOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_SetSecurityInfoOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// Return {out} (1:(error_status_t))
	{
		if err := w.WriteData(o.Return); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_SetSecurityInfoOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// Return {out} (1:(error_status_t))
	{
		if err := w.ReadData(&o.Return); err != nil {
			return err
		}
	}
	return nil
}

// SetSecurityInfoRequest structure represents the SetSecurityInfo operation request
type SetSecurityInfoRequest struct {
	SecurityInfo       uint32           `idl:"name:securityInfo" json:"security_info"`
	SecurityDescriptor *bfe.FwpByteBlob `idl:"name:securityDescriptor" json:"security_descriptor"`
}

func (o *SetSecurityInfoRequest) xxx_ToOp(ctx context.Context, op *xxx_SetSecurityInfoOperation) *xxx_SetSecurityInfoOperation {
	if op == nil {
		op = &xxx_SetSecurityInfoOperation{}
	}
	if o == nil {
		return op
	}
	op.SecurityInfo = o.SecurityInfo
	op.SecurityDescriptor = o.SecurityDescriptor
	return op
}

func (o *SetSecurityInfoRequest) xxx_FromOp(ctx context.Context, op *xxx_SetSecurityInfoOperation) {
	if o == nil {
		return
	}
	o.SecurityInfo = op.SecurityInfo
	o.SecurityDescriptor = op.SecurityDescriptor
}
func (o *SetSecurityInfoRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *SetSecurityInfoRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_SetSecurityInfoOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// SetSecurityInfoResponse structure represents the SetSecurityInfo operation response
type SetSecurityInfoResponse struct {
	// Return: The SetSecurityInfo return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *SetSecurityInfoResponse) xxx_ToOp(ctx context.Context, op *xxx_SetSecurityInfoOperation) *xxx_SetSecurityInfoOperation {
	if op == nil {
		op = &xxx_SetSecurityInfoOperation{}
	}
	if o == nil {
		return op
	}
	op.Return = o.Return
	return op
}

func (o *SetSecurityInfoResponse) xxx_FromOp(ctx context.Context, op *xxx_SetSecurityInfoOperation) {
	if o == nil {
		return
	}
	o.Return = op.Return
}
func (o *SetSecurityInfoResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *SetSecurityInfoResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_SetSecurityInfoOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_UpdatePreferredAddressesOperation structure represents the UpdatePreferredAddresses operation
type xxx_UpdatePreferredAddressesOperation struct {
	TunnelID  uint64                    `idl:"name:tunnelId" json:"tunnel_id"`
	Addresses *IkeextPreferredAddresses `idl:"name:addresses" json:"addresses"`
	Return    uint32                    `idl:"name:Return" json:"return"`
}

func (o *xxx_UpdatePreferredAddressesOperation) OpNum() int { return 8 }

func (o *xxx_UpdatePreferredAddressesOperation) OpName() string {
	return "/ikeext/v1/UpdatePreferredAddresses"
}

func (o *xxx_UpdatePreferredAddressesOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdatePreferredAddressesOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// tunnelId {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.WriteData(o.TunnelID); err != nil {
			return err
		}
	}
	// addresses {in} (1:{pointer=ref}*(1))(2:{alias=IKEEXT_PREFERRED_ADDRESSES}(struct))
	{
		if o.Addresses != nil {
			if err := o.Addresses.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IkeextPreferredAddresses{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *xxx_UpdatePreferredAddressesOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// tunnelId {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.ReadData(&o.TunnelID); err != nil {
			return err
		}
	}
	// addresses {in} (1:{pointer=ref}*(1))(2:{alias=IKEEXT_PREFERRED_ADDRESSES}(struct))
	{
		if o.Addresses == nil {
			o.Addresses = &IkeextPreferredAddresses{}
		}
		if err := o.Addresses.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdatePreferredAddressesOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdatePreferredAddressesOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// Return {out} (1:(error_status_t))
	{
		if err := w.WriteData(o.Return); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdatePreferredAddressesOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// Return {out} (1:(error_status_t))
	{
		if err := w.ReadData(&o.Return); err != nil {
			return err
		}
	}
	return nil
}

// UpdatePreferredAddressesRequest structure represents the UpdatePreferredAddresses operation request
type UpdatePreferredAddressesRequest struct {
	TunnelID  uint64                    `idl:"name:tunnelId" json:"tunnel_id"`
	Addresses *IkeextPreferredAddresses `idl:"name:addresses" json:"addresses"`
}

func (o *UpdatePreferredAddressesRequest) xxx_ToOp(ctx context.Context, op *xxx_UpdatePreferredAddressesOperation) *xxx_UpdatePreferredAddressesOperation {
	if op == nil {
		op = &xxx_UpdatePreferredAddressesOperation{}
	}
	if o == nil {
		return op
	}
	op.TunnelID = o.TunnelID
	op.Addresses = o.Addresses
	return op
}

func (o *UpdatePreferredAddressesRequest) xxx_FromOp(ctx context.Context, op *xxx_UpdatePreferredAddressesOperation) {
	if o == nil {
		return
	}
	o.TunnelID = op.TunnelID
	o.Addresses = op.Addresses
}
func (o *UpdatePreferredAddressesRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *UpdatePreferredAddressesRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_UpdatePreferredAddressesOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// UpdatePreferredAddressesResponse structure represents the UpdatePreferredAddresses operation response
type UpdatePreferredAddressesResponse struct {
	// Return: The UpdatePreferredAddresses return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *UpdatePreferredAddressesResponse) xxx_ToOp(ctx context.Context, op *xxx_UpdatePreferredAddressesOperation) *xxx_UpdatePreferredAddressesOperation {
	if op == nil {
		op = &xxx_UpdatePreferredAddressesOperation{}
	}
	if o == nil {
		return op
	}
	op.Return = o.Return
	return op
}

func (o *UpdatePreferredAddressesResponse) xxx_FromOp(ctx context.Context, op *xxx_UpdatePreferredAddressesOperation) {
	if o == nil {
		return
	}
	o.Return = op.Return
}
func (o *UpdatePreferredAddressesResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *UpdatePreferredAddressesResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_UpdatePreferredAddressesOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_UpdateAdditionalAddressesOperation structure represents the UpdateAdditionalAddresses operation
type xxx_UpdateAdditionalAddressesOperation struct {
	TunnelID  uint64             `idl:"name:tunnelId" json:"tunnel_id"`
	Addresses *IPsecAddressInfo0 `idl:"name:addresses" json:"addresses"`
	Return    uint32             `idl:"name:Return" json:"return"`
}

func (o *xxx_UpdateAdditionalAddressesOperation) OpNum() int { return 9 }

func (o *xxx_UpdateAdditionalAddressesOperation) OpName() string {
	return "/ikeext/v1/UpdateAdditionalAddresses"
}

func (o *xxx_UpdateAdditionalAddressesOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdateAdditionalAddressesOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// tunnelId {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.WriteData(o.TunnelID); err != nil {
			return err
		}
	}
	// addresses {in} (1:{pointer=ref}*(1))(2:{alias=IPSEC_ADDRESS_INFO0}(struct))
	{
		if o.Addresses != nil {
			if err := o.Addresses.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IPsecAddressInfo0{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdateAdditionalAddressesOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// tunnelId {in} (1:{alias=UINT64}(uint64))
	{
		if err := w.ReadData(&o.TunnelID); err != nil {
			return err
		}
	}
	// addresses {in} (1:{pointer=ref}*(1))(2:{alias=IPSEC_ADDRESS_INFO0}(struct))
	{
		if o.Addresses == nil {
			o.Addresses = &IPsecAddressInfo0{}
		}
		if err := o.Addresses.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdateAdditionalAddressesOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdateAdditionalAddressesOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// Return {out} (1:(error_status_t))
	{
		if err := w.WriteData(o.Return); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_UpdateAdditionalAddressesOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// Return {out} (1:(error_status_t))
	{
		if err := w.ReadData(&o.Return); err != nil {
			return err
		}
	}
	return nil
}

// UpdateAdditionalAddressesRequest structure represents the UpdateAdditionalAddresses operation request
type UpdateAdditionalAddressesRequest struct {
	TunnelID  uint64             `idl:"name:tunnelId" json:"tunnel_id"`
	Addresses *IPsecAddressInfo0 `idl:"name:addresses" json:"addresses"`
}

func (o *UpdateAdditionalAddressesRequest) xxx_ToOp(ctx context.Context, op *xxx_UpdateAdditionalAddressesOperation) *xxx_UpdateAdditionalAddressesOperation {
	if op == nil {
		op = &xxx_UpdateAdditionalAddressesOperation{}
	}
	if o == nil {
		return op
	}
	op.TunnelID = o.TunnelID
	op.Addresses = o.Addresses
	return op
}

func (o *UpdateAdditionalAddressesRequest) xxx_FromOp(ctx context.Context, op *xxx_UpdateAdditionalAddressesOperation) {
	if o == nil {
		return
	}
	o.TunnelID = op.TunnelID
	o.Addresses = op.Addresses
}
func (o *UpdateAdditionalAddressesRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *UpdateAdditionalAddressesRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_UpdateAdditionalAddressesOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// UpdateAdditionalAddressesResponse structure represents the UpdateAdditionalAddresses operation response
type UpdateAdditionalAddressesResponse struct {
	// Return: The UpdateAdditionalAddresses return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *UpdateAdditionalAddressesResponse) xxx_ToOp(ctx context.Context, op *xxx_UpdateAdditionalAddressesOperation) *xxx_UpdateAdditionalAddressesOperation {
	if op == nil {
		op = &xxx_UpdateAdditionalAddressesOperation{}
	}
	if o == nil {
		return op
	}
	op.Return = o.Return
	return op
}

func (o *UpdateAdditionalAddressesResponse) xxx_FromOp(ctx context.Context, op *xxx_UpdateAdditionalAddressesOperation) {
	if o == nil {
		return
	}
	o.Return = op.Return
}
func (o *UpdateAdditionalAddressesResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *UpdateAdditionalAddressesResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_UpdateAdditionalAddressesOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}
