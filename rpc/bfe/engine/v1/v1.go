// Code generated from idl/bfe.idl by go generate; DO NOT EDIT.

package engine

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
	EngineSyntaxUUID = &uuid.UUID{TimeLow: 0xdd490425, TimeMid: 0x5325, TimeHiAndVersion: 0x4565, ClockSeqHiAndReserved: 0xb7, ClockSeqLow: 0x74, Node: [6]uint8{0x7e, 0x27, 0xd6, 0xc0, 0x9c, 0x24}}
	// Syntax ID
	EngineSyntaxV1_0 = &dcerpc.SyntaxID{IfUUID: EngineSyntaxUUID, IfVersionMajor: 1, IfVersionMinor: 0}
)

// engine interface.
type EngineClient interface {

	// Opnum0NotUsedOnWire operation.
	// Opnum0NotUsedOnWire

	// Opnum1NotUsedOnWire operation.
	// Opnum1NotUsedOnWire

	// EngineOpen operation.
	EngineOpen(context.Context, *EngineOpenRequest, ...dcerpc.CallOption) (*EngineOpenResponse, error)

	// EngineClose operation.
	EngineClose(context.Context, *EngineCloseRequest, ...dcerpc.CallOption) (*EngineCloseResponse, error)

	// EngineGetOption operation.
	EngineGetOption(context.Context, *EngineGetOptionRequest, ...dcerpc.CallOption) (*EngineGetOptionResponse, error)

	// Opnum5NotUsedOnWire operation.
	// Opnum5NotUsedOnWire

	// EngineGetSecurityInfo operation.
	EngineGetSecurityInfo(context.Context, *EngineGetSecurityInfoRequest, ...dcerpc.CallOption) (*EngineGetSecurityInfoResponse, error)

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
	GetIPsecStatistics(context.Context, *GetIPsecStatisticsRequest, ...dcerpc.CallOption) (*GetIPsecStatisticsResponse, error)

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
	GetIPsecDospStatistics(context.Context, *GetIPsecDospStatisticsRequest, ...dcerpc.CallOption) (*GetIPsecDospStatisticsResponse, error)

	// AlterContext alters the client context.
	AlterContext(context.Context, ...dcerpc.Option) error

	// Conn returns the client connection (unsafe)
	Conn() dcerpc.Conn
}

// EngineHandle structure represents ENGINE_HANDLE RPC structure.
type EngineHandle dcetypes.ContextHandle

func (o *EngineHandle) ContextHandle() *dcetypes.ContextHandle { return (*dcetypes.ContextHandle)(o) }

func (o *EngineHandle) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *EngineHandle) MarshalNDR(ctx context.Context, w ndr.Writer) error {
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
func (o *EngineHandle) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
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

// FwpmDisplayData0 structure represents FWPM_DISPLAY_DATA0 RPC structure.
type FwpmDisplayData0 struct {
	Name        string `idl:"name:name;string;pointer:unique" json:"name"`
	Description string `idl:"name:description;string;pointer:unique" json:"description"`
}

func (o *FwpmDisplayData0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpmDisplayData0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(6); err != nil {
		return err
	}
	if o.Name != "" {
		_ptr_name := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if err := ndr.WriteUTF16NString(ctx, w, o.Name); err != nil {
				return err
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
	if o.Description != "" {
		_ptr_description := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if err := ndr.WriteUTF16NString(ctx, w, o.Description); err != nil {
				return err
			}
			return nil
		})
		if err := w.WritePointer(&o.Description, _ptr_description); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpmDisplayData0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(6); err != nil {
		return err
	}
	_ptr_name := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if err := ndr.ReadUTF16NString(ctx, w, &o.Name); err != nil {
			return err
		}
		return nil
	})
	_s_name := func(ptr interface{}) { o.Name = *ptr.(*string) }
	if err := w.ReadPointer(&o.Name, _s_name, _ptr_name); err != nil {
		return err
	}
	_ptr_description := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if err := ndr.ReadUTF16NString(ctx, w, &o.Description); err != nil {
			return err
		}
		return nil
	})
	_s_description := func(ptr interface{}) { o.Description = *ptr.(*string) }
	if err := w.ReadPointer(&o.Description, _s_description, _ptr_description); err != nil {
		return err
	}
	return nil
}

// FwpmSession0 structure represents FWPM_SESSION0 RPC structure.
type FwpmSession0 struct {
	SessionKey     *dtyp.GUID        `idl:"name:sessionKey" json:"session_key"`
	DisplayData    *FwpmDisplayData0 `idl:"name:displayData" json:"display_data"`
	Flags          uint32            `idl:"name:flags" json:"flags"`
	TxnWaitTimeout uint32            `idl:"name:txnWaitTimeout" json:"txn_wait_timeout"`
	ProcessID      uint32            `idl:"name:processId" json:"process_id"`
	SID            *dtyp.SID         `idl:"name:sid;pointer:unique" json:"sid"`
	UserName       string            `idl:"name:username;string;pointer:unique" json:"user_name"`
	KernelMode     int32             `idl:"name:kernelMode" json:"kernel_mode"`
}

func (o *FwpmSession0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpmSession0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if o.SessionKey != nil {
		if err := o.SessionKey.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&dtyp.GUID{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.DisplayData != nil {
		if err := o.DisplayData.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&FwpmDisplayData0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.Flags); err != nil {
		return err
	}
	if err := w.WriteData(o.TxnWaitTimeout); err != nil {
		return err
	}
	if err := w.WriteData(o.ProcessID); err != nil {
		return err
	}
	if o.SID != nil {
		_ptr_sid := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.SID != nil {
				if err := o.SID.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&dtyp.SID{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.SID, _ptr_sid); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	if o.UserName != "" {
		_ptr_username := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if err := ndr.WriteUTF16NString(ctx, w, o.UserName); err != nil {
				return err
			}
			return nil
		})
		if err := w.WritePointer(&o.UserName, _ptr_username); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.KernelMode); err != nil {
		return err
	}
	if err := w.WriteTrailingGap(9); err != nil {
		return err
	}
	return nil
}
func (o *FwpmSession0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if o.SessionKey == nil {
		o.SessionKey = &dtyp.GUID{}
	}
	if err := o.SessionKey.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.DisplayData == nil {
		o.DisplayData = &FwpmDisplayData0{}
	}
	if err := o.DisplayData.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if err := w.ReadData(&o.Flags); err != nil {
		return err
	}
	if err := w.ReadData(&o.TxnWaitTimeout); err != nil {
		return err
	}
	if err := w.ReadData(&o.ProcessID); err != nil {
		return err
	}
	_ptr_sid := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.SID == nil {
			o.SID = &dtyp.SID{}
		}
		if err := o.SID.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_sid := func(ptr interface{}) { o.SID = *ptr.(**dtyp.SID) }
	if err := w.ReadPointer(&o.SID, _s_sid, _ptr_sid); err != nil {
		return err
	}
	_ptr_username := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if err := ndr.ReadUTF16NString(ctx, w, &o.UserName); err != nil {
			return err
		}
		return nil
	})
	_s_username := func(ptr interface{}) { o.UserName = *ptr.(*string) }
	if err := w.ReadPointer(&o.UserName, _s_username, _ptr_username); err != nil {
		return err
	}
	if err := w.ReadData(&o.KernelMode); err != nil {
		return err
	}
	if err := w.ReadTrailingGap(9); err != nil {
		return err
	}
	return nil
}

// BfeLanguageInfo structure represents BFE_LANGUAGE_INFO RPC structure.
type BfeLanguageInfo struct {
	Flags           uint32 `idl:"name:flags" json:"flags"`
	LanguagesLength uint32 `idl:"name:numLanguages" json:"languages_length"`
	Chars           uint32 `idl:"name:chars" json:"chars"`
	Languages       string `idl:"name:languages;size_is:(chars);pointer:unique" json:"languages"`
}

func (o *BfeLanguageInfo) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if o.Languages != "" && o.Chars == 0 {
		o.Chars = uint32(ndr.UTF16Len(o.Languages))
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *BfeLanguageInfo) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteData(o.Flags); err != nil {
		return err
	}
	if err := w.WriteData(o.LanguagesLength); err != nil {
		return err
	}
	if err := w.WriteData(o.Chars); err != nil {
		return err
	}
	if o.Languages != "" || o.Chars > 0 {
		_ptr_languages := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			dimSize1 := uint64(o.Chars)
			if err := w.WriteSize(dimSize1); err != nil {
				return err
			}
			sizeInfo := []uint64{
				dimSize1,
			}
			_Languages_buf := utf16.Encode([]rune(o.Languages))
			if uint64(len(_Languages_buf)) > sizeInfo[0] {
				_Languages_buf = _Languages_buf[:sizeInfo[0]]
			}
			for i1 := range _Languages_buf {
				i1 := i1
				if uint64(i1) >= sizeInfo[0] {
					break
				}
				if err := w.WriteData(_Languages_buf[i1]); err != nil {
					return err
				}
			}
			for i1 := len(_Languages_buf); uint64(i1) < sizeInfo[0]; i1++ {
				if err := w.WriteData(uint16(0)); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Languages, _ptr_languages); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *BfeLanguageInfo) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadData(&o.Flags); err != nil {
		return err
	}
	if err := w.ReadData(&o.LanguagesLength); err != nil {
		return err
	}
	if err := w.ReadData(&o.Chars); err != nil {
		return err
	}
	_ptr_languages := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		sizeInfo := []uint64{
			0,
		}
		for sz1 := range sizeInfo {
			if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
				return err
			}
		}
		// XXX: for opaque unmarshaling
		if o.Chars > 0 && sizeInfo[0] == 0 {
			sizeInfo[0] = uint64(o.Chars)
		}
		var _Languages_buf []uint16
		if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
			return fmt.Errorf("buffer overflow for size %d of array _Languages_buf", sizeInfo[0])
		}
		_Languages_buf = make([]uint16, sizeInfo[0])
		for i1 := range _Languages_buf {
			i1 := i1
			if err := w.ReadData(&_Languages_buf[i1]); err != nil {
				return err
			}
		}
		o.Languages = strings.TrimRight(string(utf16.Decode(_Languages_buf)), ndr.ZeroString)
		return nil
	})
	_s_languages := func(ptr interface{}) { o.Languages = *ptr.(*string) }
	if err := w.ReadPointer(&o.Languages, _s_languages, _ptr_languages); err != nil {
		return err
	}
	return nil
}

// BfeEventName structure represents BFE_EVENT_NAME RPC structure.
type BfeEventName struct {
	Name string `idl:"name:name;string;pointer:unique" json:"name"`
}

func (o *BfeEventName) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *BfeEventName) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(6); err != nil {
		return err
	}
	if o.Name != "" {
		_ptr_name := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if err := ndr.WriteUTF16NString(ctx, w, o.Name); err != nil {
				return err
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
func (o *BfeEventName) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(6); err != nil {
		return err
	}
	_ptr_name := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if err := ndr.ReadUTF16NString(ctx, w, &o.Name); err != nil {
			return err
		}
		return nil
	})
	_s_name := func(ptr interface{}) { o.Name = *ptr.(*string) }
	if err := w.ReadPointer(&o.Name, _s_name, _ptr_name); err != nil {
		return err
	}
	return nil
}

// FwpmEngineOption type represents FWPM_ENGINE_OPTION RPC enumeration.
type FwpmEngineOption uint16

var (
	FwpmEngineOptionCollectNetEvents         FwpmEngineOption = 0
	FwpmEngineOptionNetEventMatchAnyKeywords FwpmEngineOption = 1
	FwpmEngineOptionNameCache                FwpmEngineOption = 2
	FwpmEngineOptionMonitorIPsecConnections  FwpmEngineOption = 3
	FwpmEngineOptionPacketQueuing            FwpmEngineOption = 4
	FwpmEngineOptionTxnWatchdogTimeoutInMsec FwpmEngineOption = 5
	FwpmEngineOptionMax                      FwpmEngineOption = 6
)

func (o FwpmEngineOption) String() string {
	switch o {
	case FwpmEngineOptionCollectNetEvents:
		return "FwpmEngineOptionCollectNetEvents"
	case FwpmEngineOptionNetEventMatchAnyKeywords:
		return "FwpmEngineOptionNetEventMatchAnyKeywords"
	case FwpmEngineOptionNameCache:
		return "FwpmEngineOptionNameCache"
	case FwpmEngineOptionMonitorIPsecConnections:
		return "FwpmEngineOptionMonitorIPsecConnections"
	case FwpmEngineOptionPacketQueuing:
		return "FwpmEngineOptionPacketQueuing"
	case FwpmEngineOptionTxnWatchdogTimeoutInMsec:
		return "FwpmEngineOptionTxnWatchdogTimeoutInMsec"
	case FwpmEngineOptionMax:
		return "FwpmEngineOptionMax"
	}
	return "Invalid"
}

// IPsecAggregateSAStatistics0 structure represents IPSEC_AGGREGATE_SA_STATISTICS0 RPC structure.
type IPsecAggregateSAStatistics0 struct {
	ActiveSAS             uint32 `idl:"name:activeSas" json:"active_sas"`
	PendingSANegotiations uint32 `idl:"name:pendingSaNegotiations" json:"pending_sa_negotiations"`
	TotalSASAdded         uint32 `idl:"name:totalSasAdded" json:"total_sas_added"`
	TotalSASDeleted       uint32 `idl:"name:totalSasDeleted" json:"total_sas_deleted"`
	SuccessfulRekeys      uint32 `idl:"name:successfulRekeys" json:"successful_rekeys"`
	ActiveTunnels         uint32 `idl:"name:activeTunnels" json:"active_tunnels"`
	OffloadedSAS          uint32 `idl:"name:offloadedSas" json:"offloaded_sas"`
}

func (o *IPsecAggregateSAStatistics0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecAggregateSAStatistics0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.ActiveSAS); err != nil {
		return err
	}
	if err := w.WriteData(o.PendingSANegotiations); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSASAdded); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSASDeleted); err != nil {
		return err
	}
	if err := w.WriteData(o.SuccessfulRekeys); err != nil {
		return err
	}
	if err := w.WriteData(o.ActiveTunnels); err != nil {
		return err
	}
	if err := w.WriteData(o.OffloadedSAS); err != nil {
		return err
	}
	return nil
}
func (o *IPsecAggregateSAStatistics0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.ActiveSAS); err != nil {
		return err
	}
	if err := w.ReadData(&o.PendingSANegotiations); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSASAdded); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSASDeleted); err != nil {
		return err
	}
	if err := w.ReadData(&o.SuccessfulRekeys); err != nil {
		return err
	}
	if err := w.ReadData(&o.ActiveTunnels); err != nil {
		return err
	}
	if err := w.ReadData(&o.OffloadedSAS); err != nil {
		return err
	}
	return nil
}

// IPsecESPDropPacketStatistics0 structure represents IPSEC_ESP_DROP_PACKET_STATISTICS0 RPC structure.
type IPsecESPDropPacketStatistics0 struct {
	InvalidSpisOnInbound            uint32 `idl:"name:invalidSpisOnInbound" json:"invalid_spis_on_inbound"`
	DecryptionFailuresOnInbound     uint32 `idl:"name:decryptionFailuresOnInbound" json:"decryption_failures_on_inbound"`
	AuthenticationFailuresOnInbound uint32 `idl:"name:authenticationFailuresOnInbound" json:"authentication_failures_on_inbound"`
	ReplayCheckFailuresOnInbound    uint32 `idl:"name:replayCheckFailuresOnInbound" json:"replay_check_failures_on_inbound"`
	NotInitializedOnInbound         uint32 `idl:"name:saNotInitializedOnInbound" json:"not_initialized_on_inbound"`
}

func (o *IPsecESPDropPacketStatistics0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecESPDropPacketStatistics0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.InvalidSpisOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.DecryptionFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.AuthenticationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.ReplayCheckFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.NotInitializedOnInbound); err != nil {
		return err
	}
	return nil
}
func (o *IPsecESPDropPacketStatistics0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.InvalidSpisOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.DecryptionFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.AuthenticationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.ReplayCheckFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.NotInitializedOnInbound); err != nil {
		return err
	}
	return nil
}

// IPsecAHDropPacketStatistics0 structure represents IPSEC_AH_DROP_PACKET_STATISTICS0 RPC structure.
type IPsecAHDropPacketStatistics0 struct {
	InvalidSpisOnInbound            uint32 `idl:"name:invalidSpisOnInbound" json:"invalid_spis_on_inbound"`
	AuthenticationFailuresOnInbound uint32 `idl:"name:authenticationFailuresOnInbound" json:"authentication_failures_on_inbound"`
	ReplayCheckFailuresOnInbound    uint32 `idl:"name:replayCheckFailuresOnInbound" json:"replay_check_failures_on_inbound"`
	NotInitializedOnInbound         uint32 `idl:"name:saNotInitializedOnInbound" json:"not_initialized_on_inbound"`
}

func (o *IPsecAHDropPacketStatistics0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecAHDropPacketStatistics0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.InvalidSpisOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.AuthenticationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.ReplayCheckFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.NotInitializedOnInbound); err != nil {
		return err
	}
	return nil
}
func (o *IPsecAHDropPacketStatistics0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.InvalidSpisOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.AuthenticationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.ReplayCheckFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.NotInitializedOnInbound); err != nil {
		return err
	}
	return nil
}

// IPsecAggregateDropPacketStatistics1 structure represents IPSEC_AGGREGATE_DROP_PACKET_STATISTICS1 RPC structure.
type IPsecAggregateDropPacketStatistics1 struct {
	InvalidSpisOnInbound              uint32 `idl:"name:invalidSpisOnInbound" json:"invalid_spis_on_inbound"`
	DecryptionFailuresOnInbound       uint32 `idl:"name:decryptionFailuresOnInbound" json:"decryption_failures_on_inbound"`
	AuthenticationFailuresOnInbound   uint32 `idl:"name:authenticationFailuresOnInbound" json:"authentication_failures_on_inbound"`
	UDPESPValidationFailuresOnInbound uint32 `idl:"name:udpEspValidationFailuresOnInbound" json:"udp_esp_validation_failures_on_inbound"`
	ReplayCheckFailuresOnInbound      uint32 `idl:"name:replayCheckFailuresOnInbound" json:"replay_check_failures_on_inbound"`
	InvalidClearTextInbound           uint32 `idl:"name:invalidClearTextInbound" json:"invalid_clear_text_inbound"`
	NotInitializedOnInbound           uint32 `idl:"name:saNotInitializedOnInbound" json:"not_initialized_on_inbound"`
	ReceiveOverIncorrectSAInbound     uint32 `idl:"name:receiveOverIncorrectSaInbound" json:"receive_over_incorrect_sa_inbound"`
	SecureReceivesNotMatchingFilters  uint32 `idl:"name:secureReceivesNotMatchingFilters" json:"secure_receives_not_matching_filters"`
	TotalDropPacketsInbound           uint32 `idl:"name:totalDropPacketsInbound" json:"total_drop_packets_inbound"`
}

func (o *IPsecAggregateDropPacketStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecAggregateDropPacketStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.InvalidSpisOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.DecryptionFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.AuthenticationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.UDPESPValidationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.ReplayCheckFailuresOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.InvalidClearTextInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.NotInitializedOnInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.ReceiveOverIncorrectSAInbound); err != nil {
		return err
	}
	if err := w.WriteData(o.SecureReceivesNotMatchingFilters); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalDropPacketsInbound); err != nil {
		return err
	}
	return nil
}
func (o *IPsecAggregateDropPacketStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.InvalidSpisOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.DecryptionFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.AuthenticationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.UDPESPValidationFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.ReplayCheckFailuresOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.InvalidClearTextInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.NotInitializedOnInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.ReceiveOverIncorrectSAInbound); err != nil {
		return err
	}
	if err := w.ReadData(&o.SecureReceivesNotMatchingFilters); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalDropPacketsInbound); err != nil {
		return err
	}
	return nil
}

// IPsecTrafficStatistics1 structure represents IPSEC_TRAFFIC_STATISTICS1 RPC structure.
type IPsecTrafficStatistics1 struct {
	EncryptedByteCount        uint64 `idl:"name:encryptedByteCount" json:"encrypted_byte_count"`
	AuthenticatedAHByteCount  uint64 `idl:"name:authenticatedAHByteCount" json:"authenticated_ah_byte_count"`
	AuthenticatedESPByteCount uint64 `idl:"name:authenticatedESPByteCount" json:"authenticated_esp_byte_count"`
	TransportByteCount        uint64 `idl:"name:transportByteCount" json:"transport_byte_count"`
	TunnelByteCount           uint64 `idl:"name:tunnelByteCount" json:"tunnel_byte_count"`
	OffloadByteCount          uint64 `idl:"name:offloadByteCount" json:"offload_byte_count"`
	TotalSuccessfulPackets    uint64 `idl:"name:totalSuccessfulPackets" json:"total_successful_packets"`
}

func (o *IPsecTrafficStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecTrafficStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteData(o.EncryptedByteCount); err != nil {
		return err
	}
	if err := w.WriteData(o.AuthenticatedAHByteCount); err != nil {
		return err
	}
	if err := w.WriteData(o.AuthenticatedESPByteCount); err != nil {
		return err
	}
	if err := w.WriteData(o.TransportByteCount); err != nil {
		return err
	}
	if err := w.WriteData(o.TunnelByteCount); err != nil {
		return err
	}
	if err := w.WriteData(o.OffloadByteCount); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalSuccessfulPackets); err != nil {
		return err
	}
	return nil
}
func (o *IPsecTrafficStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadData(&o.EncryptedByteCount); err != nil {
		return err
	}
	if err := w.ReadData(&o.AuthenticatedAHByteCount); err != nil {
		return err
	}
	if err := w.ReadData(&o.AuthenticatedESPByteCount); err != nil {
		return err
	}
	if err := w.ReadData(&o.TransportByteCount); err != nil {
		return err
	}
	if err := w.ReadData(&o.TunnelByteCount); err != nil {
		return err
	}
	if err := w.ReadData(&o.OffloadByteCount); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalSuccessfulPackets); err != nil {
		return err
	}
	return nil
}

// IPsecStatistics1 structure represents IPSEC_STATISTICS1 RPC structure.
type IPsecStatistics1 struct {
	AggregateSAStatistics         *IPsecAggregateSAStatistics0         `idl:"name:aggregateSaStatistics" json:"aggregate_sa_statistics"`
	ESPDropPacketStatistics       *IPsecESPDropPacketStatistics0       `idl:"name:espDropPacketStatistics" json:"esp_drop_packet_statistics"`
	AHDropPacketStatistics        *IPsecAHDropPacketStatistics0        `idl:"name:ahDropPacketStatistics" json:"ah_drop_packet_statistics"`
	AggregateDropPacketStatistics *IPsecAggregateDropPacketStatistics1 `idl:"name:aggregateDropPacketStatistics" json:"aggregate_drop_packet_statistics"`
	InboundTrafficStatistics      *IPsecTrafficStatistics1             `idl:"name:inboundTrafficStatistics" json:"inbound_traffic_statistics"`
	OutboundTrafficStatistics     *IPsecTrafficStatistics1             `idl:"name:outboundTrafficStatistics" json:"outbound_traffic_statistics"`
}

func (o *IPsecStatistics1) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecStatistics1) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if o.AggregateSAStatistics != nil {
		if err := o.AggregateSAStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IPsecAggregateSAStatistics0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.ESPDropPacketStatistics != nil {
		if err := o.ESPDropPacketStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IPsecESPDropPacketStatistics0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.AHDropPacketStatistics != nil {
		if err := o.AHDropPacketStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IPsecAHDropPacketStatistics0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.AggregateDropPacketStatistics != nil {
		if err := o.AggregateDropPacketStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IPsecAggregateDropPacketStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.InboundTrafficStatistics != nil {
		if err := o.InboundTrafficStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IPsecTrafficStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.OutboundTrafficStatistics != nil {
		if err := o.OutboundTrafficStatistics.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&IPsecTrafficStatistics1{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *IPsecStatistics1) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if o.AggregateSAStatistics == nil {
		o.AggregateSAStatistics = &IPsecAggregateSAStatistics0{}
	}
	if err := o.AggregateSAStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.ESPDropPacketStatistics == nil {
		o.ESPDropPacketStatistics = &IPsecESPDropPacketStatistics0{}
	}
	if err := o.ESPDropPacketStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.AHDropPacketStatistics == nil {
		o.AHDropPacketStatistics = &IPsecAHDropPacketStatistics0{}
	}
	if err := o.AHDropPacketStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.AggregateDropPacketStatistics == nil {
		o.AggregateDropPacketStatistics = &IPsecAggregateDropPacketStatistics1{}
	}
	if err := o.AggregateDropPacketStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.InboundTrafficStatistics == nil {
		o.InboundTrafficStatistics = &IPsecTrafficStatistics1{}
	}
	if err := o.InboundTrafficStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.OutboundTrafficStatistics == nil {
		o.OutboundTrafficStatistics = &IPsecTrafficStatistics1{}
	}
	if err := o.OutboundTrafficStatistics.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

// IPsecDospStatistics0 structure represents IPSEC_DOSP_STATISTICS0 RPC structure.
type IPsecDospStatistics0 struct {
	TotalStateEntriesCreated                                  uint64 `idl:"name:totalStateEntriesCreated" json:"total_state_entries_created"`
	CurrentStateEntries                                       uint64 `idl:"name:currentStateEntries" json:"current_state_entries"`
	TotalInboundAllowedIPv6iPsecUnauthPackets                 uint64 `idl:"name:totalInboundAllowedIPv6IPsecUnauthPkts" json:"total_inbound_allowed_i_pv6i_psec_unauth_packets"`
	TotalInboundRatelimitDiscardedIPv6iPsecUnauthPackets      uint64 `idl:"name:totalInboundRatelimitDiscardedIPv6IPsecUnauthPkts" json:"total_inbound_ratelimit_discarded_i_pv6i_psec_unauth_packets"`
	TotalInboundPerIPRatelimitDiscardedIPv6iPsecUnauthPackets uint64 `idl:"name:totalInboundPerIPRatelimitDiscardedIPv6IPsecUnauthPkts" json:"total_inbound_per_ip_ratelimit_discarded_i_pv6i_psec_unauth_packets"`
	TotalInboundOtherDiscardedIPv6iPsecUnauthPackets          uint64 `idl:"name:totalInboundOtherDiscardedIPv6IPsecUnauthPkts" json:"total_inbound_other_discarded_i_pv6i_psec_unauth_packets"`
	TotalInboundAllowedIPv6iPsecAuthPackets                   uint64 `idl:"name:totalInboundAllowedIPv6IPsecAuthPkts" json:"total_inbound_allowed_i_pv6i_psec_auth_packets"`
	TotalInboundRatelimitDiscardedIPv6iPsecAuthPackets        uint64 `idl:"name:totalInboundRatelimitDiscardedIPv6IPsecAuthPkts" json:"total_inbound_ratelimit_discarded_i_pv6i_psec_auth_packets"`
	TotalInboundOtherDiscardedIPv6iPsecAuthPackets            uint64 `idl:"name:totalInboundOtherDiscardedIPv6IPsecAuthPkts" json:"total_inbound_other_discarded_i_pv6i_psec_auth_packets"`
	TotalInboundAllowedICMPv6Packets                          uint64 `idl:"name:totalInboundAllowedICMPv6Pkts" json:"total_inbound_allowed_icm_pv6_packets"`
	TotalInboundRatelimitDiscardedICMPv6Packets               uint64 `idl:"name:totalInboundRatelimitDiscardedICMPv6Pkts" json:"total_inbound_ratelimit_discarded_icm_pv6_packets"`
	TotalInboundAllowedIPv6FilterExemptPackets                uint64 `idl:"name:totalInboundAllowedIPv6FilterExemptPkts" json:"total_inbound_allowed_ipv6_filter_exempt_packets"`
	TotalInboundRatelimitDiscardedIPv6FilterExemptPackets     uint64 `idl:"name:totalInboundRatelimitDiscardedIPv6FilterExemptPkts" json:"total_inbound_ratelimit_discarded_ipv6_filter_exempt_packets"`
	TotalInboundDiscardedIPv6FilterBlockPackets               uint64 `idl:"name:totalInboundDiscardedIPv6FilterBlockPkts" json:"total_inbound_discarded_ipv6_filter_block_packets"`
	TotalInboundAllowedDefBlockExemptPackets                  uint64 `idl:"name:totalInboundAllowedDefBlockExemptPkts" json:"total_inbound_allowed_def_block_exempt_packets"`
	TotalInboundRatelimitDiscardedDefBlockExemptPackets       uint64 `idl:"name:totalInboundRatelimitDiscardedDefBlockExemptPkts" json:"total_inbound_ratelimit_discarded_def_block_exempt_packets"`
	TotalInboundDiscardedDefBlockPackets                      uint64 `idl:"name:totalInboundDiscardedDefBlockPkts" json:"total_inbound_discarded_def_block_packets"`
	CurrentInboundIPv6iPsecUnauthPerIPRateLimitQueues         uint64 `idl:"name:currentInboundIPv6IPsecUnauthPerIPRateLimitQueues" json:"current_inbound_i_pv6i_psec_unauth_per_ip_rate_limit_queues"`
}

func (o *IPsecDospStatistics0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *IPsecDospStatistics0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalStateEntriesCreated); err != nil {
		return err
	}
	if err := w.WriteData(o.CurrentStateEntries); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundAllowedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundRatelimitDiscardedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundPerIPRatelimitDiscardedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundOtherDiscardedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundAllowedIPv6iPsecAuthPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundRatelimitDiscardedIPv6iPsecAuthPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundOtherDiscardedIPv6iPsecAuthPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundAllowedICMPv6Packets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundRatelimitDiscardedICMPv6Packets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundAllowedIPv6FilterExemptPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundRatelimitDiscardedIPv6FilterExemptPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundDiscardedIPv6FilterBlockPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundAllowedDefBlockExemptPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundRatelimitDiscardedDefBlockExemptPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.TotalInboundDiscardedDefBlockPackets); err != nil {
		return err
	}
	if err := w.WriteData(o.CurrentInboundIPv6iPsecUnauthPerIPRateLimitQueues); err != nil {
		return err
	}
	return nil
}
func (o *IPsecDospStatistics0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalStateEntriesCreated); err != nil {
		return err
	}
	if err := w.ReadData(&o.CurrentStateEntries); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundAllowedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundRatelimitDiscardedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundPerIPRatelimitDiscardedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundOtherDiscardedIPv6iPsecUnauthPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundAllowedIPv6iPsecAuthPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundRatelimitDiscardedIPv6iPsecAuthPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundOtherDiscardedIPv6iPsecAuthPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundAllowedICMPv6Packets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundRatelimitDiscardedICMPv6Packets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundAllowedIPv6FilterExemptPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundRatelimitDiscardedIPv6FilterExemptPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundDiscardedIPv6FilterBlockPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundAllowedDefBlockExemptPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundRatelimitDiscardedDefBlockExemptPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.TotalInboundDiscardedDefBlockPackets); err != nil {
		return err
	}
	if err := w.ReadData(&o.CurrentInboundIPv6iPsecUnauthPerIPRateLimitQueues); err != nil {
		return err
	}
	return nil
}

type xxx_DefaultEngineClient struct {
	cc dcerpc.Conn
}

func (o *xxx_DefaultEngineClient) EngineOpen(ctx context.Context, in *EngineOpenRequest, opts ...dcerpc.CallOption) (*EngineOpenResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &EngineOpenResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultEngineClient) EngineClose(ctx context.Context, in *EngineCloseRequest, opts ...dcerpc.CallOption) (*EngineCloseResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &EngineCloseResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultEngineClient) EngineGetOption(ctx context.Context, in *EngineGetOptionRequest, opts ...dcerpc.CallOption) (*EngineGetOptionResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &EngineGetOptionResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultEngineClient) EngineGetSecurityInfo(ctx context.Context, in *EngineGetSecurityInfoRequest, opts ...dcerpc.CallOption) (*EngineGetSecurityInfoResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &EngineGetSecurityInfoResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultEngineClient) GetIPsecStatistics(ctx context.Context, in *GetIPsecStatisticsRequest, opts ...dcerpc.CallOption) (*GetIPsecStatisticsResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &GetIPsecStatisticsResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultEngineClient) GetIPsecDospStatistics(ctx context.Context, in *GetIPsecDospStatisticsRequest, opts ...dcerpc.CallOption) (*GetIPsecDospStatisticsResponse, error) {
	op := in.xxx_ToOp(ctx, nil)
	if err := o.cc.Invoke(ctx, op, opts...); err != nil {
		return nil, err
	}
	out := &GetIPsecDospStatisticsResponse{}
	out.xxx_FromOp(ctx, op)
	if op.Return != uint32(0) {
		return out, fmt.Errorf("%s: %w", op.OpName(), o.cc.Error(ctx, op.Return))
	}
	return out, nil
}

func (o *xxx_DefaultEngineClient) AlterContext(ctx context.Context, opts ...dcerpc.Option) error {
	return o.cc.AlterContext(ctx, opts...)
}

func (o *xxx_DefaultEngineClient) Conn() dcerpc.Conn {
	return o.cc
}

func NewEngineClient(ctx context.Context, cc dcerpc.Conn, opts ...dcerpc.Option) (EngineClient, error) {
	cc, err := cc.Bind(ctx, append(opts, dcerpc.WithAbstractSyntax(EngineSyntaxV1_0))...)
	if err != nil {
		return nil, err
	}
	return &xxx_DefaultEngineClient{cc: cc}, nil
}

// xxx_EngineOpenOperation structure represents the EngineOpen operation
type xxx_EngineOpenOperation struct {
	Session        *FwpmSession0    `idl:"name:session;pointer:unique" json:"session"`
	Language       *BfeLanguageInfo `idl:"name:language;pointer:unique" json:"language"`
	Engine         *EngineHandle    `idl:"name:engine" json:"engine"`
	NotifyEvent    *BfeEventName    `idl:"name:notifyEvent" json:"notify_event"`
	InProcessEvent uint64           `idl:"name:inProcessEvent" json:"in_process_event"`
	Return         uint32           `idl:"name:Return" json:"return"`
}

func (o *xxx_EngineOpenOperation) OpNum() int { return 2 }

func (o *xxx_EngineOpenOperation) OpName() string { return "/engine/v1/EngineOpen" }

func (o *xxx_EngineOpenOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineOpenOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// session {in} (1:{pointer=unique}*(1))(2:{alias=FWPM_SESSION0}(struct))
	{
		if o.Session != nil {
			_ptr_session := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
				if o.Session != nil {
					if err := o.Session.MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&FwpmSession0{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
			if err := w.WritePointer(&o.Session, _ptr_session); err != nil {
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
	// language {in} (1:{pointer=unique}*(1))(2:{alias=BFE_LANGUAGE_INFO}(struct))
	{
		if o.Language != nil {
			_ptr_language := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
				if o.Language != nil {
					if err := o.Language.MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&BfeLanguageInfo{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
			if err := w.WritePointer(&o.Language, _ptr_language); err != nil {
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

func (o *xxx_EngineOpenOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// session {in} (1:{pointer=unique}*(1))(2:{alias=FWPM_SESSION0}(struct))
	{
		_ptr_session := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
			if o.Session == nil {
				o.Session = &FwpmSession0{}
			}
			if err := o.Session.UnmarshalNDR(ctx, w); err != nil {
				return err
			}
			return nil
		})
		_s_session := func(ptr interface{}) { o.Session = *ptr.(**FwpmSession0) }
		if err := w.ReadPointer(&o.Session, _s_session, _ptr_session); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	// language {in} (1:{pointer=unique}*(1))(2:{alias=BFE_LANGUAGE_INFO}(struct))
	{
		_ptr_language := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
			if o.Language == nil {
				o.Language = &BfeLanguageInfo{}
			}
			if err := o.Language.UnmarshalNDR(ctx, w); err != nil {
				return err
			}
			return nil
		})
		_s_language := func(ptr interface{}) { o.Language = *ptr.(**BfeLanguageInfo) }
		if err := w.ReadPointer(&o.Language, _s_language, _ptr_language); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineOpenOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineOpenOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// engine {out} (1:{pointer=ref}*(1))(2:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine != nil {
			if err := o.Engine.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&EngineHandle{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	// notifyEvent {out} (1:{pointer=ref}*(1))(2:{alias=BFE_EVENT_NAME}(struct))
	{
		if o.NotifyEvent != nil {
			if err := o.NotifyEvent.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&BfeEventName{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		if err := w.WriteDeferred(); err != nil {
			return err
		}
	}
	// inProcessEvent {out} (1:{pointer=ref}*(1))(2:{alias=ULONG_PTR}(uint32_64))
	{
		if err := w.WriteData(ndr.Uint3264(o.InProcessEvent)); err != nil {
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

func (o *xxx_EngineOpenOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// engine {out} (1:{pointer=ref}*(1))(2:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine == nil {
			o.Engine = &EngineHandle{}
		}
		if err := o.Engine.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	// notifyEvent {out} (1:{pointer=ref}*(1))(2:{alias=BFE_EVENT_NAME}(struct))
	{
		if o.NotifyEvent == nil {
			o.NotifyEvent = &BfeEventName{}
		}
		if err := o.NotifyEvent.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		if err := w.ReadDeferred(); err != nil {
			return err
		}
	}
	// inProcessEvent {out} (1:{pointer=ref}*(1))(2:{alias=ULONG_PTR}(uint32_64))
	{
		if err := w.ReadData((*ndr.Uint3264)(&o.InProcessEvent)); err != nil {
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

// EngineOpenRequest structure represents the EngineOpen operation request
type EngineOpenRequest struct {
	Session  *FwpmSession0    `idl:"name:session;pointer:unique" json:"session"`
	Language *BfeLanguageInfo `idl:"name:language;pointer:unique" json:"language"`
}

func (o *EngineOpenRequest) xxx_ToOp(ctx context.Context, op *xxx_EngineOpenOperation) *xxx_EngineOpenOperation {
	if op == nil {
		op = &xxx_EngineOpenOperation{}
	}
	if o == nil {
		return op
	}
	op.Session = o.Session
	op.Language = o.Language
	return op
}

func (o *EngineOpenRequest) xxx_FromOp(ctx context.Context, op *xxx_EngineOpenOperation) {
	if o == nil {
		return
	}
	o.Session = op.Session
	o.Language = op.Language
}
func (o *EngineOpenRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *EngineOpenRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineOpenOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// EngineOpenResponse structure represents the EngineOpen operation response
type EngineOpenResponse struct {
	Engine         *EngineHandle `idl:"name:engine" json:"engine"`
	NotifyEvent    *BfeEventName `idl:"name:notifyEvent" json:"notify_event"`
	InProcessEvent uint64        `idl:"name:inProcessEvent" json:"in_process_event"`
	// Return: The EngineOpen return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *EngineOpenResponse) xxx_ToOp(ctx context.Context, op *xxx_EngineOpenOperation) *xxx_EngineOpenOperation {
	if op == nil {
		op = &xxx_EngineOpenOperation{}
	}
	if o == nil {
		return op
	}
	op.Engine = o.Engine
	op.NotifyEvent = o.NotifyEvent
	op.InProcessEvent = o.InProcessEvent
	op.Return = o.Return
	return op
}

func (o *EngineOpenResponse) xxx_FromOp(ctx context.Context, op *xxx_EngineOpenOperation) {
	if o == nil {
		return
	}
	o.Engine = op.Engine
	o.NotifyEvent = op.NotifyEvent
	o.InProcessEvent = op.InProcessEvent
	o.Return = op.Return
}
func (o *EngineOpenResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *EngineOpenResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineOpenOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_EngineCloseOperation structure represents the EngineClose operation
type xxx_EngineCloseOperation struct {
	Engine *EngineHandle `idl:"name:engine" json:"engine"`
	Return uint32        `idl:"name:Return" json:"return"`
}

func (o *xxx_EngineCloseOperation) OpNum() int { return 3 }

func (o *xxx_EngineCloseOperation) OpName() string { return "/engine/v1/EngineClose" }

func (o *xxx_EngineCloseOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineCloseOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// engine {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine != nil {
			if err := o.Engine.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&EngineHandle{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *xxx_EngineCloseOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// engine {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine == nil {
			o.Engine = &EngineHandle{}
		}
		if err := o.Engine.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineCloseOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineCloseOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// engine {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine != nil {
			if err := o.Engine.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&EngineHandle{}).MarshalNDR(ctx, w); err != nil {
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

func (o *xxx_EngineCloseOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// engine {in, out} (1:{pointer=ref}*(1))(2:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine == nil {
			o.Engine = &EngineHandle{}
		}
		if err := o.Engine.UnmarshalNDR(ctx, w); err != nil {
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

// EngineCloseRequest structure represents the EngineClose operation request
type EngineCloseRequest struct {
	Engine *EngineHandle `idl:"name:engine" json:"engine"`
}

func (o *EngineCloseRequest) xxx_ToOp(ctx context.Context, op *xxx_EngineCloseOperation) *xxx_EngineCloseOperation {
	if op == nil {
		op = &xxx_EngineCloseOperation{}
	}
	if o == nil {
		return op
	}
	op.Engine = o.Engine
	return op
}

func (o *EngineCloseRequest) xxx_FromOp(ctx context.Context, op *xxx_EngineCloseOperation) {
	if o == nil {
		return
	}
	o.Engine = op.Engine
}
func (o *EngineCloseRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *EngineCloseRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineCloseOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// EngineCloseResponse structure represents the EngineClose operation response
type EngineCloseResponse struct {
	Engine *EngineHandle `idl:"name:engine" json:"engine"`
	// Return: The EngineClose return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *EngineCloseResponse) xxx_ToOp(ctx context.Context, op *xxx_EngineCloseOperation) *xxx_EngineCloseOperation {
	if op == nil {
		op = &xxx_EngineCloseOperation{}
	}
	if o == nil {
		return op
	}
	op.Engine = o.Engine
	op.Return = o.Return
	return op
}

func (o *EngineCloseResponse) xxx_FromOp(ctx context.Context, op *xxx_EngineCloseOperation) {
	if o == nil {
		return
	}
	o.Engine = op.Engine
	o.Return = op.Return
}
func (o *EngineCloseResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *EngineCloseResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineCloseOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_EngineGetOptionOperation structure represents the EngineGetOption operation
type xxx_EngineGetOptionOperation struct {
	Engine *EngineHandle    `idl:"name:engine" json:"engine"`
	Option FwpmEngineOption `idl:"name:option" json:"option"`
	Value  *bfe.FwpValue0   `idl:"name:value" json:"value"`
	Return uint32           `idl:"name:Return" json:"return"`
}

func (o *xxx_EngineGetOptionOperation) OpNum() int { return 4 }

func (o *xxx_EngineGetOptionOperation) OpName() string { return "/engine/v1/EngineGetOption" }

func (o *xxx_EngineGetOptionOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetOptionOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine != nil {
			if err := o.Engine.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&EngineHandle{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	// option {in} (1:{alias=FWPM_ENGINE_OPTION}(enum))
	{
		if err := w.WriteEnum(uint16(o.Option)); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetOptionOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine == nil {
			o.Engine = &EngineHandle{}
		}
		if err := o.Engine.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	// option {in} (1:{alias=FWPM_ENGINE_OPTION}(enum))
	{
		if err := w.ReadEnum((*uint16)(&o.Option)); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetOptionOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetOptionOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// value {out} (1:{pointer=ref}*(2)*(1))(2:{alias=FWP_VALUE0}(struct))
	{
		if o.Value != nil {
			_ptr_value := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
				if o.Value != nil {
					if err := o.Value.MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&bfe.FwpValue0{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
			if err := w.WritePointer(&o.Value, _ptr_value); err != nil {
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

func (o *xxx_EngineGetOptionOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// value {out} (1:{pointer=ref}*(2)*(1))(2:{alias=FWP_VALUE0}(struct))
	{
		_ptr_value := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
			if o.Value == nil {
				o.Value = &bfe.FwpValue0{}
			}
			if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
				return err
			}
			return nil
		})
		_s_value := func(ptr interface{}) { o.Value = *ptr.(**bfe.FwpValue0) }
		if err := w.ReadPointer(&o.Value, _s_value, _ptr_value); err != nil {
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

// EngineGetOptionRequest structure represents the EngineGetOption operation request
type EngineGetOptionRequest struct {
	Engine *EngineHandle    `idl:"name:engine" json:"engine"`
	Option FwpmEngineOption `idl:"name:option" json:"option"`
}

func (o *EngineGetOptionRequest) xxx_ToOp(ctx context.Context, op *xxx_EngineGetOptionOperation) *xxx_EngineGetOptionOperation {
	if op == nil {
		op = &xxx_EngineGetOptionOperation{}
	}
	if o == nil {
		return op
	}
	op.Engine = o.Engine
	op.Option = o.Option
	return op
}

func (o *EngineGetOptionRequest) xxx_FromOp(ctx context.Context, op *xxx_EngineGetOptionOperation) {
	if o == nil {
		return
	}
	o.Engine = op.Engine
	o.Option = op.Option
}
func (o *EngineGetOptionRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *EngineGetOptionRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineGetOptionOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// EngineGetOptionResponse structure represents the EngineGetOption operation response
type EngineGetOptionResponse struct {
	Value *bfe.FwpValue0 `idl:"name:value" json:"value"`
	// Return: The EngineGetOption return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *EngineGetOptionResponse) xxx_ToOp(ctx context.Context, op *xxx_EngineGetOptionOperation) *xxx_EngineGetOptionOperation {
	if op == nil {
		op = &xxx_EngineGetOptionOperation{}
	}
	if o == nil {
		return op
	}
	op.Value = o.Value
	op.Return = o.Return
	return op
}

func (o *EngineGetOptionResponse) xxx_FromOp(ctx context.Context, op *xxx_EngineGetOptionOperation) {
	if o == nil {
		return
	}
	o.Value = op.Value
	o.Return = op.Return
}
func (o *EngineGetOptionResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *EngineGetOptionResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineGetOptionOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_EngineGetSecurityInfoOperation structure represents the EngineGetSecurityInfo operation
type xxx_EngineGetSecurityInfoOperation struct {
	Engine             *EngineHandle    `idl:"name:engine" json:"engine"`
	SecurityInfo       uint32           `idl:"name:securityInfo" json:"security_info"`
	SecurityDescriptor *bfe.FwpByteBlob `idl:"name:securityDescriptor" json:"security_descriptor"`
	Return             uint32           `idl:"name:Return" json:"return"`
}

func (o *xxx_EngineGetSecurityInfoOperation) OpNum() int { return 6 }

func (o *xxx_EngineGetSecurityInfoOperation) OpName() string {
	return "/engine/v1/EngineGetSecurityInfo"
}

func (o *xxx_EngineGetSecurityInfoOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetSecurityInfoOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine != nil {
			if err := o.Engine.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&EngineHandle{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	// securityInfo {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.WriteData(o.SecurityInfo); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetSecurityInfoOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine == nil {
			o.Engine = &EngineHandle{}
		}
		if err := o.Engine.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	// securityInfo {in} (1:{alias=DWORD}(uint32))
	{
		if err := w.ReadData(&o.SecurityInfo); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetSecurityInfoOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_EngineGetSecurityInfoOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
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

func (o *xxx_EngineGetSecurityInfoOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
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

// EngineGetSecurityInfoRequest structure represents the EngineGetSecurityInfo operation request
type EngineGetSecurityInfoRequest struct {
	Engine       *EngineHandle `idl:"name:engine" json:"engine"`
	SecurityInfo uint32        `idl:"name:securityInfo" json:"security_info"`
}

func (o *EngineGetSecurityInfoRequest) xxx_ToOp(ctx context.Context, op *xxx_EngineGetSecurityInfoOperation) *xxx_EngineGetSecurityInfoOperation {
	if op == nil {
		op = &xxx_EngineGetSecurityInfoOperation{}
	}
	if o == nil {
		return op
	}
	op.Engine = o.Engine
	op.SecurityInfo = o.SecurityInfo
	return op
}

func (o *EngineGetSecurityInfoRequest) xxx_FromOp(ctx context.Context, op *xxx_EngineGetSecurityInfoOperation) {
	if o == nil {
		return
	}
	o.Engine = op.Engine
	o.SecurityInfo = op.SecurityInfo
}
func (o *EngineGetSecurityInfoRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *EngineGetSecurityInfoRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineGetSecurityInfoOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// EngineGetSecurityInfoResponse structure represents the EngineGetSecurityInfo operation response
type EngineGetSecurityInfoResponse struct {
	SecurityDescriptor *bfe.FwpByteBlob `idl:"name:securityDescriptor" json:"security_descriptor"`
	// Return: The EngineGetSecurityInfo return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *EngineGetSecurityInfoResponse) xxx_ToOp(ctx context.Context, op *xxx_EngineGetSecurityInfoOperation) *xxx_EngineGetSecurityInfoOperation {
	if op == nil {
		op = &xxx_EngineGetSecurityInfoOperation{}
	}
	if o == nil {
		return op
	}
	op.SecurityDescriptor = o.SecurityDescriptor
	op.Return = o.Return
	return op
}

func (o *EngineGetSecurityInfoResponse) xxx_FromOp(ctx context.Context, op *xxx_EngineGetSecurityInfoOperation) {
	if o == nil {
		return
	}
	o.SecurityDescriptor = op.SecurityDescriptor
	o.Return = op.Return
}
func (o *EngineGetSecurityInfoResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *EngineGetSecurityInfoResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_EngineGetSecurityInfoOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_GetIPsecStatisticsOperation structure represents the GetIPsecStatistics operation
type xxx_GetIPsecStatisticsOperation struct {
	Engine     *EngineHandle     `idl:"name:engine" json:"engine"`
	Statistics *IPsecStatistics1 `idl:"name:statistics;pointer:ref" json:"statistics"`
	Return     uint32            `idl:"name:Return" json:"return"`
}

func (o *xxx_GetIPsecStatisticsOperation) OpNum() int { return 84 }

func (o *xxx_GetIPsecStatisticsOperation) OpName() string { return "/engine/v1/GetIPsecStatistics" }

func (o *xxx_GetIPsecStatisticsOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetIPsecStatisticsOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine != nil {
			if err := o.Engine.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&EngineHandle{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *xxx_GetIPsecStatisticsOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine == nil {
			o.Engine = &EngineHandle{}
		}
		if err := o.Engine.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetIPsecStatisticsOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetIPsecStatisticsOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// statistics {out} (1:{pointer=ref}*(1))(2:{alias=IPSEC_STATISTICS1}(struct))
	{
		if o.Statistics != nil {
			if err := o.Statistics.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IPsecStatistics1{}).MarshalNDR(ctx, w); err != nil {
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

func (o *xxx_GetIPsecStatisticsOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// statistics {out} (1:{pointer=ref}*(1))(2:{alias=IPSEC_STATISTICS1}(struct))
	{
		if o.Statistics == nil {
			o.Statistics = &IPsecStatistics1{}
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

// GetIPsecStatisticsRequest structure represents the GetIPsecStatistics operation request
type GetIPsecStatisticsRequest struct {
	Engine *EngineHandle `idl:"name:engine" json:"engine"`
}

func (o *GetIPsecStatisticsRequest) xxx_ToOp(ctx context.Context, op *xxx_GetIPsecStatisticsOperation) *xxx_GetIPsecStatisticsOperation {
	if op == nil {
		op = &xxx_GetIPsecStatisticsOperation{}
	}
	if o == nil {
		return op
	}
	op.Engine = o.Engine
	return op
}

func (o *GetIPsecStatisticsRequest) xxx_FromOp(ctx context.Context, op *xxx_GetIPsecStatisticsOperation) {
	if o == nil {
		return
	}
	o.Engine = op.Engine
}
func (o *GetIPsecStatisticsRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *GetIPsecStatisticsRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetIPsecStatisticsOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// GetIPsecStatisticsResponse structure represents the GetIPsecStatistics operation response
type GetIPsecStatisticsResponse struct {
	Statistics *IPsecStatistics1 `idl:"name:statistics;pointer:ref" json:"statistics"`
	// Return: The GetIPsecStatistics return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *GetIPsecStatisticsResponse) xxx_ToOp(ctx context.Context, op *xxx_GetIPsecStatisticsOperation) *xxx_GetIPsecStatisticsOperation {
	if op == nil {
		op = &xxx_GetIPsecStatisticsOperation{}
	}
	if o == nil {
		return op
	}
	op.Statistics = o.Statistics
	op.Return = o.Return
	return op
}

func (o *GetIPsecStatisticsResponse) xxx_FromOp(ctx context.Context, op *xxx_GetIPsecStatisticsOperation) {
	if o == nil {
		return
	}
	o.Statistics = op.Statistics
	o.Return = op.Return
}
func (o *GetIPsecStatisticsResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *GetIPsecStatisticsResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetIPsecStatisticsOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// xxx_GetIPsecDospStatisticsOperation structure represents the GetIPsecDospStatistics operation
type xxx_GetIPsecDospStatisticsOperation struct {
	Engine     *EngineHandle         `idl:"name:engine" json:"engine"`
	Statistics *IPsecDospStatistics0 `idl:"name:statistics;pointer:ref" json:"statistics"`
	Return     uint32                `idl:"name:Return" json:"return"`
}

func (o *xxx_GetIPsecDospStatisticsOperation) OpNum() int { return 104 }

func (o *xxx_GetIPsecDospStatisticsOperation) OpName() string {
	return "/engine/v1/GetIPsecDospStatistics"
}

func (o *xxx_GetIPsecDospStatisticsOperation) xxx_PrepareRequestPayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareRequestPayload(context.Context) error }); ok {
		if err := hook.AfterPrepareRequestPayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetIPsecDospStatisticsOperation) MarshalNDRRequest(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareRequestPayload(ctx); err != nil {
		return err
	}
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine != nil {
			if err := o.Engine.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&EngineHandle{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *xxx_GetIPsecDospStatisticsOperation) UnmarshalNDRRequest(ctx context.Context, w ndr.Reader) error {
	// engine {in} (1:{context_handle, alias=ENGINE_HANDLE, names=ndr_context_handle}(struct))
	{
		if o.Engine == nil {
			o.Engine = &EngineHandle{}
		}
		if err := o.Engine.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetIPsecDospStatisticsOperation) xxx_PrepareResponsePayload(ctx context.Context) error {
	if hook, ok := (interface{})(o).(interface{ AfterPrepareResponsePayload(context.Context) error }); ok {
		if err := hook.AfterPrepareResponsePayload(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *xxx_GetIPsecDospStatisticsOperation) MarshalNDRResponse(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PrepareResponsePayload(ctx); err != nil {
		return err
	}
	// statistics {out} (1:{pointer=ref}*(1))(2:{alias=IPSEC_DOSP_STATISTICS0}(struct))
	{
		if o.Statistics != nil {
			if err := o.Statistics.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&IPsecDospStatistics0{}).MarshalNDR(ctx, w); err != nil {
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

func (o *xxx_GetIPsecDospStatisticsOperation) UnmarshalNDRResponse(ctx context.Context, w ndr.Reader) error {
	// statistics {out} (1:{pointer=ref}*(1))(2:{alias=IPSEC_DOSP_STATISTICS0}(struct))
	{
		if o.Statistics == nil {
			o.Statistics = &IPsecDospStatistics0{}
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

// GetIPsecDospStatisticsRequest structure represents the GetIPsecDospStatistics operation request
type GetIPsecDospStatisticsRequest struct {
	Engine *EngineHandle `idl:"name:engine" json:"engine"`
}

func (o *GetIPsecDospStatisticsRequest) xxx_ToOp(ctx context.Context, op *xxx_GetIPsecDospStatisticsOperation) *xxx_GetIPsecDospStatisticsOperation {
	if op == nil {
		op = &xxx_GetIPsecDospStatisticsOperation{}
	}
	if o == nil {
		return op
	}
	op.Engine = o.Engine
	return op
}

func (o *GetIPsecDospStatisticsRequest) xxx_FromOp(ctx context.Context, op *xxx_GetIPsecDospStatisticsOperation) {
	if o == nil {
		return
	}
	o.Engine = op.Engine
}
func (o *GetIPsecDospStatisticsRequest) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRRequest(ctx, w)
}
func (o *GetIPsecDospStatisticsRequest) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetIPsecDospStatisticsOperation{}
	if err := _o.UnmarshalNDRRequest(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}

// GetIPsecDospStatisticsResponse structure represents the GetIPsecDospStatistics operation response
type GetIPsecDospStatisticsResponse struct {
	Statistics *IPsecDospStatistics0 `idl:"name:statistics;pointer:ref" json:"statistics"`
	// Return: The GetIPsecDospStatistics return value.
	Return uint32 `idl:"name:Return" json:"return"`
}

func (o *GetIPsecDospStatisticsResponse) xxx_ToOp(ctx context.Context, op *xxx_GetIPsecDospStatisticsOperation) *xxx_GetIPsecDospStatisticsOperation {
	if op == nil {
		op = &xxx_GetIPsecDospStatisticsOperation{}
	}
	if o == nil {
		return op
	}
	op.Statistics = o.Statistics
	op.Return = o.Return
	return op
}

func (o *GetIPsecDospStatisticsResponse) xxx_FromOp(ctx context.Context, op *xxx_GetIPsecDospStatisticsOperation) {
	if o == nil {
		return
	}
	o.Statistics = op.Statistics
	o.Return = op.Return
}
func (o *GetIPsecDospStatisticsResponse) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return o.xxx_ToOp(ctx, nil).MarshalNDRResponse(ctx, w)
}
func (o *GetIPsecDospStatisticsResponse) UnmarshalNDR(ctx context.Context, r ndr.Reader) error {
	_o := &xxx_GetIPsecDospStatisticsOperation{}
	if err := _o.UnmarshalNDRResponse(ctx, r); err != nil {
		return err
	}
	o.xxx_FromOp(ctx, _o)
	return nil
}
