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
