// Code generated from idl/bfe.idl by go generate; DO NOT EDIT.

package bfe

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf16"

	dcerpc "github.com/oiweiwei/go-msrpc/dcerpc"
	uuid "github.com/oiweiwei/go-msrpc/midl/uuid"
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
	_ = dtyp.GoPackage
)

var (
	// import guard
	GoPackage = "bfe"
)

// FwpByteBlob structure represents FWP_BYTE_BLOB RPC structure.
type FwpByteBlob struct {
	Size uint32 `idl:"name:size" json:"size"`
	Data []byte `idl:"name:data;size_is:(size);pointer:unique" json:"data"`
}

func (o *FwpByteBlob) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if o.Data != nil && o.Size == 0 {
		o.Size = uint32(len(o.Data))
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpByteBlob) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteData(o.Size); err != nil {
		return err
	}
	if o.Data != nil || o.Size > 0 {
		_ptr_data := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			dimSize1 := uint64(o.Size)
			if err := w.WriteSize(dimSize1); err != nil {
				return err
			}
			sizeInfo := []uint64{
				dimSize1,
			}
			for i1 := range o.Data {
				i1 := i1
				if uint64(i1) >= sizeInfo[0] {
					break
				}
				if err := w.WriteData(o.Data[i1]); err != nil {
					return err
				}
			}
			for i1 := len(o.Data); uint64(i1) < sizeInfo[0]; i1++ {
				if err := w.WriteData(uint8(0)); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Data, _ptr_data); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpByteBlob) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadData(&o.Size); err != nil {
		return err
	}
	_ptr_data := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		sizeInfo := []uint64{
			0,
		}
		for sz1 := range sizeInfo {
			if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
				return err
			}
		}
		// XXX: for opaque unmarshaling
		if o.Size > 0 && sizeInfo[0] == 0 {
			sizeInfo[0] = uint64(o.Size)
		}
		if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
			return fmt.Errorf("buffer overflow for size %d of array o.Data", sizeInfo[0])
		}
		o.Data = make([]byte, sizeInfo[0])
		for i1 := range o.Data {
			i1 := i1
			if err := w.ReadData(&o.Data[i1]); err != nil {
				return err
			}
		}
		return nil
	})
	_s_data := func(ptr interface{}) { o.Data = *ptr.(*[]byte) }
	if err := w.ReadPointer(&o.Data, _s_data, _ptr_data); err != nil {
		return err
	}
	return nil
}

// FwpByteArray6 structure represents FWP_BYTE_ARRAY6 RPC structure.
type FwpByteArray6 struct {
	ByteArray6 []byte `idl:"name:byteArray6" json:"byte_array6"`
}

func (o *FwpByteArray6) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpByteArray6) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	for i1 := range o.ByteArray6 {
		i1 := i1
		if uint64(i1) >= 6 {
			break
		}
		if err := w.WriteData(o.ByteArray6[i1]); err != nil {
			return err
		}
	}
	for i1 := len(o.ByteArray6); uint64(i1) < 6; i1++ {
		if err := w.WriteData(uint8(0)); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpByteArray6) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	o.ByteArray6 = make([]byte, 6)
	for i1 := range o.ByteArray6 {
		i1 := i1
		if err := w.ReadData(&o.ByteArray6[i1]); err != nil {
			return err
		}
	}
	return nil
}

// FwpByteArray16 structure represents FWP_BYTE_ARRAY16 RPC structure.
type FwpByteArray16 struct {
	ByteArray16 []byte `idl:"name:byteArray16" json:"byte_array16"`
}

func (o *FwpByteArray16) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpByteArray16) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	for i1 := range o.ByteArray16 {
		i1 := i1
		if uint64(i1) >= 16 {
			break
		}
		if err := w.WriteData(o.ByteArray16[i1]); err != nil {
			return err
		}
	}
	for i1 := len(o.ByteArray16); uint64(i1) < 16; i1++ {
		if err := w.WriteData(uint8(0)); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpByteArray16) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	o.ByteArray16 = make([]byte, 16)
	for i1 := range o.ByteArray16 {
		i1 := i1
		if err := w.ReadData(&o.ByteArray16[i1]); err != nil {
			return err
		}
	}
	return nil
}

// FwpBitmapArray64 structure represents FWP_BITMAP_ARRAY64 RPC structure.
type FwpBitmapArray64 struct {
	BitmapArray64 []byte `idl:"name:bitmapArray64" json:"bitmap_array64"`
}

func (o *FwpBitmapArray64) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpBitmapArray64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	for i1 := range o.BitmapArray64 {
		i1 := i1
		if uint64(i1) >= 8 {
			break
		}
		if err := w.WriteData(o.BitmapArray64[i1]); err != nil {
			return err
		}
	}
	for i1 := len(o.BitmapArray64); uint64(i1) < 8; i1++ {
		if err := w.WriteData(uint8(0)); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpBitmapArray64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	o.BitmapArray64 = make([]byte, 8)
	for i1 := range o.BitmapArray64 {
		i1 := i1
		if err := w.ReadData(&o.BitmapArray64[i1]); err != nil {
			return err
		}
	}
	return nil
}

// FwpSIDAndAttributes structure represents FWP_SID_AND_ATTRIBUTES RPC structure.
type FwpSIDAndAttributes struct {
	SID        *dtyp.SID `idl:"name:sid;pointer:unique" json:"sid"`
	Attributes uint32    `idl:"name:attributes" json:"attributes"`
}

func (o *FwpSIDAndAttributes) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpSIDAndAttributes) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
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
	if err := w.WriteData(o.Attributes); err != nil {
		return err
	}
	if err := w.WriteTrailingGap(9); err != nil {
		return err
	}
	return nil
}
func (o *FwpSIDAndAttributes) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
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
	if err := w.ReadData(&o.Attributes); err != nil {
		return err
	}
	if err := w.ReadTrailingGap(9); err != nil {
		return err
	}
	return nil
}

// FwpTokenInformation structure represents FWP_TOKEN_INFORMATION RPC structure.
type FwpTokenInformation struct {
	SIDCount           uint32                 `idl:"name:sidCount" json:"sid_count"`
	SIDs               []*FwpSIDAndAttributes `idl:"name:sids;size_is:(sidCount);pointer:unique" json:"sids"`
	RestrictedSIDCount uint32                 `idl:"name:restrictedSidCount" json:"restricted_sid_count"`
	RestrictedSIDs     []*FwpSIDAndAttributes `idl:"name:restrictedSids;size_is:(restrictedSidCount);pointer:unique" json:"restricted_sids"`
}

func (o *FwpTokenInformation) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if o.SIDs != nil && o.SIDCount == 0 {
		o.SIDCount = uint32(len(o.SIDs))
	}
	if o.RestrictedSIDs != nil && o.RestrictedSIDCount == 0 {
		o.RestrictedSIDCount = uint32(len(o.RestrictedSIDs))
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpTokenInformation) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteData(o.SIDCount); err != nil {
		return err
	}
	if o.SIDs != nil || o.SIDCount > 0 {
		_ptr_sids := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			dimSize1 := uint64(o.SIDCount)
			if err := w.WriteSize(dimSize1); err != nil {
				return err
			}
			sizeInfo := []uint64{
				dimSize1,
			}
			for i1 := range o.SIDs {
				i1 := i1
				if uint64(i1) >= sizeInfo[0] {
					break
				}
				if o.SIDs[i1] != nil {
					if err := o.SIDs[i1].MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&FwpSIDAndAttributes{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
			}
			for i1 := len(o.SIDs); uint64(i1) < sizeInfo[0]; i1++ {
				if err := (&FwpSIDAndAttributes{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.SIDs, _ptr_sids); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.RestrictedSIDCount); err != nil {
		return err
	}
	if o.RestrictedSIDs != nil || o.RestrictedSIDCount > 0 {
		_ptr_restrictedSids := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			dimSize1 := uint64(o.RestrictedSIDCount)
			if err := w.WriteSize(dimSize1); err != nil {
				return err
			}
			sizeInfo := []uint64{
				dimSize1,
			}
			for i1 := range o.RestrictedSIDs {
				i1 := i1
				if uint64(i1) >= sizeInfo[0] {
					break
				}
				if o.RestrictedSIDs[i1] != nil {
					if err := o.RestrictedSIDs[i1].MarshalNDR(ctx, w); err != nil {
						return err
					}
				} else {
					if err := (&FwpSIDAndAttributes{}).MarshalNDR(ctx, w); err != nil {
						return err
					}
				}
			}
			for i1 := len(o.RestrictedSIDs); uint64(i1) < sizeInfo[0]; i1++ {
				if err := (&FwpSIDAndAttributes{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.RestrictedSIDs, _ptr_restrictedSids); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpTokenInformation) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadData(&o.SIDCount); err != nil {
		return err
	}
	_ptr_sids := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		sizeInfo := []uint64{
			0,
		}
		for sz1 := range sizeInfo {
			if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
				return err
			}
		}
		// XXX: for opaque unmarshaling
		if o.SIDCount > 0 && sizeInfo[0] == 0 {
			sizeInfo[0] = uint64(o.SIDCount)
		}
		if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
			return fmt.Errorf("buffer overflow for size %d of array o.SIDs", sizeInfo[0])
		}
		o.SIDs = make([]*FwpSIDAndAttributes, sizeInfo[0])
		for i1 := range o.SIDs {
			i1 := i1
			if o.SIDs[i1] == nil {
				o.SIDs[i1] = &FwpSIDAndAttributes{}
			}
			if err := o.SIDs[i1].UnmarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	_s_sids := func(ptr interface{}) { o.SIDs = *ptr.(*[]*FwpSIDAndAttributes) }
	if err := w.ReadPointer(&o.SIDs, _s_sids, _ptr_sids); err != nil {
		return err
	}
	if err := w.ReadData(&o.RestrictedSIDCount); err != nil {
		return err
	}
	_ptr_restrictedSids := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		sizeInfo := []uint64{
			0,
		}
		for sz1 := range sizeInfo {
			if err := w.ReadSize(&sizeInfo[sz1]); err != nil {
				return err
			}
		}
		// XXX: for opaque unmarshaling
		if o.RestrictedSIDCount > 0 && sizeInfo[0] == 0 {
			sizeInfo[0] = uint64(o.RestrictedSIDCount)
		}
		if sizeInfo[0] > uint64(w.Len()) /* sanity-check */ {
			return fmt.Errorf("buffer overflow for size %d of array o.RestrictedSIDs", sizeInfo[0])
		}
		o.RestrictedSIDs = make([]*FwpSIDAndAttributes, sizeInfo[0])
		for i1 := range o.RestrictedSIDs {
			i1 := i1
			if o.RestrictedSIDs[i1] == nil {
				o.RestrictedSIDs[i1] = &FwpSIDAndAttributes{}
			}
			if err := o.RestrictedSIDs[i1].UnmarshalNDR(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	_s_restrictedSids := func(ptr interface{}) { o.RestrictedSIDs = *ptr.(*[]*FwpSIDAndAttributes) }
	if err := w.ReadPointer(&o.RestrictedSIDs, _s_restrictedSids, _ptr_restrictedSids); err != nil {
		return err
	}
	return nil
}

// FwpV4AddrAndMask structure represents FWP_V4_ADDR_AND_MASK RPC structure.
type FwpV4AddrAndMask struct {
	Addr uint32 `idl:"name:addr" json:"addr"`
	Mask uint32 `idl:"name:mask" json:"mask"`
}

func (o *FwpV4AddrAndMask) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpV4AddrAndMask) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(4); err != nil {
		return err
	}
	if err := w.WriteData(o.Addr); err != nil {
		return err
	}
	if err := w.WriteData(o.Mask); err != nil {
		return err
	}
	return nil
}
func (o *FwpV4AddrAndMask) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(4); err != nil {
		return err
	}
	if err := w.ReadData(&o.Addr); err != nil {
		return err
	}
	if err := w.ReadData(&o.Mask); err != nil {
		return err
	}
	return nil
}

// FwpV6AddrAndMask structure represents FWP_V6_ADDR_AND_MASK RPC structure.
type FwpV6AddrAndMask struct {
	Addr         []byte `idl:"name:addr" json:"addr"`
	PrefixLength uint8  `idl:"name:prefixLength" json:"prefix_length"`
}

func (o *FwpV6AddrAndMask) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpV6AddrAndMask) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	for i1 := range o.Addr {
		i1 := i1
		if uint64(i1) >= 16 {
			break
		}
		if err := w.WriteData(o.Addr[i1]); err != nil {
			return err
		}
	}
	for i1 := len(o.Addr); uint64(i1) < 16; i1++ {
		if err := w.WriteData(uint8(0)); err != nil {
			return err
		}
	}
	if err := w.WriteData(o.PrefixLength); err != nil {
		return err
	}
	return nil
}
func (o *FwpV6AddrAndMask) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	o.Addr = make([]byte, 16)
	for i1 := range o.Addr {
		i1 := i1
		if err := w.ReadData(&o.Addr[i1]); err != nil {
			return err
		}
	}
	if err := w.ReadData(&o.PrefixLength); err != nil {
		return err
	}
	return nil
}

// FwpUint64Value structure represents FWP_UINT64_VALUE RPC structure.
type FwpUint64Value struct {
	Value uint64 `idl:"name:value" json:"value"`
}

func (o *FwpUint64Value) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpUint64Value) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteData(o.Value); err != nil {
		return err
	}
	return nil
}
func (o *FwpUint64Value) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadData(&o.Value); err != nil {
		return err
	}
	return nil
}

// FwpInt64Value structure represents FWP_INT64_VALUE RPC structure.
type FwpInt64Value struct {
	Value int64 `idl:"name:value" json:"value"`
}

func (o *FwpInt64Value) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpInt64Value) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteData(o.Value); err != nil {
		return err
	}
	return nil
}
func (o *FwpInt64Value) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadData(&o.Value); err != nil {
		return err
	}
	return nil
}

// FwpDoubleValue structure represents FWP_DOUBLE_VALUE RPC structure.
type FwpDoubleValue struct {
	Value float64 `idl:"name:value" json:"value"`
}

func (o *FwpDoubleValue) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpDoubleValue) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(8); err != nil {
		return err
	}
	if err := w.WriteData(o.Value); err != nil {
		return err
	}
	return nil
}
func (o *FwpDoubleValue) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(8); err != nil {
		return err
	}
	if err := w.ReadData(&o.Value); err != nil {
		return err
	}
	return nil
}

// FwpDataType type represents FWP_DATA_TYPE RPC enumeration.
type FwpDataType uint32

var (
	FwpDataTypeEmpty                      FwpDataType = 0
	FwpDataTypeUint8                      FwpDataType = 1
	FwpDataTypeUint16                     FwpDataType = 2
	FwpDataTypeUint32                     FwpDataType = 3
	FwpDataTypeUint64                     FwpDataType = 4
	FwpDataTypeInt8                       FwpDataType = 5
	FwpDataTypeInt16                      FwpDataType = 6
	FwpDataTypeInt32                      FwpDataType = 7
	FwpDataTypeInt64                      FwpDataType = 8
	FwpDataTypeFloat                      FwpDataType = 9
	FwpDataTypeDouble                     FwpDataType = 10
	FwpDataTypeByteArray16Type            FwpDataType = 11
	FwpDataTypeByteBlobType               FwpDataType = 12
	FwpDataTypeSID                        FwpDataType = 13
	FwpDataTypeSecurityDescriptorType     FwpDataType = 14
	FwpDataTypeTokenInformationType       FwpDataType = 15
	FwpDataTypeTokenAccessInformationType FwpDataType = 16
	FwpDataTypeUnicodeStringType          FwpDataType = 17
	FwpDataTypeByteArray6Type             FwpDataType = 18
	FwpDataTypeBitmapIndexType            FwpDataType = 19
	FwpDataTypeBitmapArray64Type          FwpDataType = 20
	FwpDataTypeSingleDataTypeMax          FwpDataType = 255
	FwpDataTypeV4AddrMask                 FwpDataType = 256
	FwpDataTypeV6AddrMask                 FwpDataType = 257
	FwpDataTypeRangeType                  FwpDataType = 258
	FwpDataTypeMax                        FwpDataType = 259
)

func (o FwpDataType) String() string {
	switch o {
	case FwpDataTypeEmpty:
		return "FwpDataTypeEmpty"
	case FwpDataTypeUint8:
		return "FwpDataTypeUint8"
	case FwpDataTypeUint16:
		return "FwpDataTypeUint16"
	case FwpDataTypeUint32:
		return "FwpDataTypeUint32"
	case FwpDataTypeUint64:
		return "FwpDataTypeUint64"
	case FwpDataTypeInt8:
		return "FwpDataTypeInt8"
	case FwpDataTypeInt16:
		return "FwpDataTypeInt16"
	case FwpDataTypeInt32:
		return "FwpDataTypeInt32"
	case FwpDataTypeInt64:
		return "FwpDataTypeInt64"
	case FwpDataTypeFloat:
		return "FwpDataTypeFloat"
	case FwpDataTypeDouble:
		return "FwpDataTypeDouble"
	case FwpDataTypeByteArray16Type:
		return "FwpDataTypeByteArray16Type"
	case FwpDataTypeByteBlobType:
		return "FwpDataTypeByteBlobType"
	case FwpDataTypeSID:
		return "FwpDataTypeSID"
	case FwpDataTypeSecurityDescriptorType:
		return "FwpDataTypeSecurityDescriptorType"
	case FwpDataTypeTokenInformationType:
		return "FwpDataTypeTokenInformationType"
	case FwpDataTypeTokenAccessInformationType:
		return "FwpDataTypeTokenAccessInformationType"
	case FwpDataTypeUnicodeStringType:
		return "FwpDataTypeUnicodeStringType"
	case FwpDataTypeByteArray6Type:
		return "FwpDataTypeByteArray6Type"
	case FwpDataTypeBitmapIndexType:
		return "FwpDataTypeBitmapIndexType"
	case FwpDataTypeBitmapArray64Type:
		return "FwpDataTypeBitmapArray64Type"
	case FwpDataTypeSingleDataTypeMax:
		return "FwpDataTypeSingleDataTypeMax"
	case FwpDataTypeV4AddrMask:
		return "FwpDataTypeV4AddrMask"
	case FwpDataTypeV6AddrMask:
		return "FwpDataTypeV6AddrMask"
	case FwpDataTypeRangeType:
		return "FwpDataTypeRangeType"
	case FwpDataTypeMax:
		return "FwpDataTypeMax"
	}
	return "Invalid"
}

// FwpValue0Union structure represents FWP_VALUE0_UNION RPC union.
type FwpValue0Union struct {
	// Types that are assignable to Value
	//
	// *FwpValue0Union_FwpEmpty
	// *FwpValue0Union_Uint8
	// *FwpValue0Union_Uint16
	// *FwpValue0Union_Uint32
	// *FwpValue0Union_Uint64
	// *FwpValue0Union_Int8
	// *FwpValue0Union_Int16
	// *FwpValue0Union_Int32
	// *FwpValue0Union_Int64
	// *FwpValue0Union_Float32
	// *FwpValue0Union_Double64
	// *FwpValue0Union_ByteArray16
	// *FwpValue0Union_ByteBlob
	// *FwpValue0Union_SID
	// *FwpValue0Union_SD
	// *FwpValue0Union_TokenInformation
	// *FwpValue0Union_TokenAccessInformation
	// *FwpValue0Union_UnicodeString
	// *FwpValue0Union_ByteArray6
	// *FwpValue0Union_BitmapIndex
	// *FwpValue0Union_BitmapArray64
	Value is_FwpValue0Union `json:"value"`
}

func (o *FwpValue0Union) GetValue() any {
	if o == nil {
		return nil
	}
	switch value := (interface{})(o.Value).(type) {
	case *FwpValue0Union_Uint8:
		if value != nil {
			return value.Uint8
		}
	case *FwpValue0Union_Uint16:
		if value != nil {
			return value.Uint16
		}
	case *FwpValue0Union_Uint32:
		if value != nil {
			return value.Uint32
		}
	case *FwpValue0Union_Uint64:
		if value != nil {
			return value.Uint64
		}
	case *FwpValue0Union_Int8:
		if value != nil {
			return value.Int8
		}
	case *FwpValue0Union_Int16:
		if value != nil {
			return value.Int16
		}
	case *FwpValue0Union_Int32:
		if value != nil {
			return value.Int32
		}
	case *FwpValue0Union_Int64:
		if value != nil {
			return value.Int64
		}
	case *FwpValue0Union_Float32:
		if value != nil {
			return value.Float32
		}
	case *FwpValue0Union_Double64:
		if value != nil {
			return value.Double64
		}
	case *FwpValue0Union_ByteArray16:
		if value != nil {
			return value.ByteArray16
		}
	case *FwpValue0Union_ByteBlob:
		if value != nil {
			return value.ByteBlob
		}
	case *FwpValue0Union_SID:
		if value != nil {
			return value.SID
		}
	case *FwpValue0Union_SD:
		if value != nil {
			return value.SD
		}
	case *FwpValue0Union_TokenInformation:
		if value != nil {
			return value.TokenInformation
		}
	case *FwpValue0Union_TokenAccessInformation:
		if value != nil {
			return value.TokenAccessInformation
		}
	case *FwpValue0Union_UnicodeString:
		if value != nil {
			return value.UnicodeString
		}
	case *FwpValue0Union_ByteArray6:
		if value != nil {
			return value.ByteArray6
		}
	case *FwpValue0Union_BitmapIndex:
		if value != nil {
			return value.BitmapIndex
		}
	case *FwpValue0Union_BitmapArray64:
		if value != nil {
			return value.BitmapArray64
		}
	}
	return nil
}

type is_FwpValue0Union interface {
	ndr.Marshaler
	ndr.Unmarshaler
	is_FwpValue0Union()
}

func (o *FwpValue0Union) NDRSwitchValue(sw uint32) uint32 {
	if o == nil {
		return uint32(0)
	}
	switch (interface{})(o.Value).(type) {
	case *FwpValue0Union_FwpEmpty:
		return uint32(0)
	case *FwpValue0Union_Uint8:
		return uint32(1)
	case *FwpValue0Union_Uint16:
		return uint32(2)
	case *FwpValue0Union_Uint32:
		return uint32(3)
	case *FwpValue0Union_Uint64:
		return uint32(4)
	case *FwpValue0Union_Int8:
		return uint32(5)
	case *FwpValue0Union_Int16:
		return uint32(6)
	case *FwpValue0Union_Int32:
		return uint32(7)
	case *FwpValue0Union_Int64:
		return uint32(8)
	case *FwpValue0Union_Float32:
		return uint32(9)
	case *FwpValue0Union_Double64:
		return uint32(10)
	case *FwpValue0Union_ByteArray16:
		return uint32(11)
	case *FwpValue0Union_ByteBlob:
		return uint32(12)
	case *FwpValue0Union_SID:
		return uint32(13)
	case *FwpValue0Union_SD:
		return uint32(14)
	case *FwpValue0Union_TokenInformation:
		return uint32(15)
	case *FwpValue0Union_TokenAccessInformation:
		return uint32(16)
	case *FwpValue0Union_UnicodeString:
		return uint32(17)
	case *FwpValue0Union_ByteArray6:
		return uint32(18)
	case *FwpValue0Union_BitmapIndex:
		return uint32(19)
	case *FwpValue0Union_BitmapArray64:
		return uint32(20)
	}
	return uint32(0)
}

func (o *FwpValue0Union) MarshalUnionNDR(ctx context.Context, w ndr.Writer, sw uint32) error {
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
	case uint32(1):
		_o, _ := o.Value.(*FwpValue0Union_Uint8)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Uint8{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(2):
		_o, _ := o.Value.(*FwpValue0Union_Uint16)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Uint16{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(3):
		_o, _ := o.Value.(*FwpValue0Union_Uint32)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Uint32{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(4):
		_o, _ := o.Value.(*FwpValue0Union_Uint64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Uint64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(5):
		_o, _ := o.Value.(*FwpValue0Union_Int8)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Int8{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(6):
		_o, _ := o.Value.(*FwpValue0Union_Int16)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Int16{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(7):
		_o, _ := o.Value.(*FwpValue0Union_Int32)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Int32{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(8):
		_o, _ := o.Value.(*FwpValue0Union_Int64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Int64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(9):
		_o, _ := o.Value.(*FwpValue0Union_Float32)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Float32{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(10):
		_o, _ := o.Value.(*FwpValue0Union_Double64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_Double64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(11):
		_o, _ := o.Value.(*FwpValue0Union_ByteArray16)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_ByteArray16{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(12):
		_o, _ := o.Value.(*FwpValue0Union_ByteBlob)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_ByteBlob{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(13):
		_o, _ := o.Value.(*FwpValue0Union_SID)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_SID{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(14):
		_o, _ := o.Value.(*FwpValue0Union_SD)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_SD{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(15):
		_o, _ := o.Value.(*FwpValue0Union_TokenInformation)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_TokenInformation{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(16):
		_o, _ := o.Value.(*FwpValue0Union_TokenAccessInformation)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_TokenAccessInformation{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(17):
		_o, _ := o.Value.(*FwpValue0Union_UnicodeString)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_UnicodeString{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(18):
		_o, _ := o.Value.(*FwpValue0Union_ByteArray6)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_ByteArray6{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(19):
		_o, _ := o.Value.(*FwpValue0Union_BitmapIndex)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_BitmapIndex{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(20):
		_o, _ := o.Value.(*FwpValue0Union_BitmapArray64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpValue0Union_BitmapArray64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

func (o *FwpValue0Union) UnmarshalUnionNDR(ctx context.Context, w ndr.Reader, sw uint32) error {
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
		o.Value = &FwpValue0Union_FwpEmpty{}
	case uint32(1):
		o.Value = &FwpValue0Union_Uint8{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(2):
		o.Value = &FwpValue0Union_Uint16{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(3):
		o.Value = &FwpValue0Union_Uint32{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(4):
		o.Value = &FwpValue0Union_Uint64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(5):
		o.Value = &FwpValue0Union_Int8{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(6):
		o.Value = &FwpValue0Union_Int16{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(7):
		o.Value = &FwpValue0Union_Int32{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(8):
		o.Value = &FwpValue0Union_Int64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(9):
		o.Value = &FwpValue0Union_Float32{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(10):
		o.Value = &FwpValue0Union_Double64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(11):
		o.Value = &FwpValue0Union_ByteArray16{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(12):
		o.Value = &FwpValue0Union_ByteBlob{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(13):
		o.Value = &FwpValue0Union_SID{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(14):
		o.Value = &FwpValue0Union_SD{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(15):
		o.Value = &FwpValue0Union_TokenInformation{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(16):
		o.Value = &FwpValue0Union_TokenAccessInformation{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(17):
		o.Value = &FwpValue0Union_UnicodeString{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(18):
		o.Value = &FwpValue0Union_ByteArray6{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(19):
		o.Value = &FwpValue0Union_BitmapIndex{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(20):
		o.Value = &FwpValue0Union_BitmapArray64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

// FwpValue0Union_FwpEmpty structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 0
type FwpValue0Union_FwpEmpty struct {
}

func (*FwpValue0Union_FwpEmpty) is_FwpValue0Union() {}

func (o *FwpValue0Union_FwpEmpty) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return nil
}
func (o *FwpValue0Union_FwpEmpty) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	return nil
}

// FwpValue0Union_Uint8 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 1
type FwpValue0Union_Uint8 struct {
	Uint8 uint8 `idl:"name:uint8" json:"uint8"`
}

func (*FwpValue0Union_Uint8) is_FwpValue0Union() {}

func (o *FwpValue0Union_Uint8) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Uint8); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_Uint8) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Uint8); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Uint16 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 2
type FwpValue0Union_Uint16 struct {
	Uint16 uint16 `idl:"name:uint16" json:"uint16"`
}

func (*FwpValue0Union_Uint16) is_FwpValue0Union() {}

func (o *FwpValue0Union_Uint16) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Uint16); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_Uint16) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Uint16); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Uint32 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 3
type FwpValue0Union_Uint32 struct {
	Uint32 uint32 `idl:"name:uint32" json:"uint32"`
}

func (*FwpValue0Union_Uint32) is_FwpValue0Union() {}

func (o *FwpValue0Union_Uint32) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Uint32); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_Uint32) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Uint32); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Uint64 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 4
type FwpValue0Union_Uint64 struct {
	Uint64 *FwpUint64Value `idl:"name:uint64;pointer:unique" json:"uint64"`
}

func (*FwpValue0Union_Uint64) is_FwpValue0Union() {}

func (o *FwpValue0Union_Uint64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Uint64 != nil {
		_ptr_uint64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Uint64 != nil {
				if err := o.Uint64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpUint64Value{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Uint64, _ptr_uint64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_Uint64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_uint64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Uint64 == nil {
			o.Uint64 = &FwpUint64Value{}
		}
		if err := o.Uint64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_uint64 := func(ptr interface{}) { o.Uint64 = *ptr.(**FwpUint64Value) }
	if err := w.ReadPointer(&o.Uint64, _s_uint64, _ptr_uint64); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Int8 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 5
type FwpValue0Union_Int8 struct {
	Int8 uint8 `idl:"name:int8" json:"int8"`
}

func (*FwpValue0Union_Int8) is_FwpValue0Union() {}

func (o *FwpValue0Union_Int8) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Int8); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_Int8) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Int8); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Int16 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 6
type FwpValue0Union_Int16 struct {
	Int16 int16 `idl:"name:int16" json:"int16"`
}

func (*FwpValue0Union_Int16) is_FwpValue0Union() {}

func (o *FwpValue0Union_Int16) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Int16); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_Int16) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Int16); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Int32 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 7
type FwpValue0Union_Int32 struct {
	Int32 int32 `idl:"name:int32" json:"int32"`
}

func (*FwpValue0Union_Int32) is_FwpValue0Union() {}

func (o *FwpValue0Union_Int32) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Int32); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_Int32) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Int32); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Int64 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 8
type FwpValue0Union_Int64 struct {
	Int64 *FwpInt64Value `idl:"name:int64;pointer:unique" json:"int64"`
}

func (*FwpValue0Union_Int64) is_FwpValue0Union() {}

func (o *FwpValue0Union_Int64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Int64 != nil {
		_ptr_int64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Int64 != nil {
				if err := o.Int64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpInt64Value{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Int64, _ptr_int64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_Int64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_int64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Int64 == nil {
			o.Int64 = &FwpInt64Value{}
		}
		if err := o.Int64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_int64 := func(ptr interface{}) { o.Int64 = *ptr.(**FwpInt64Value) }
	if err := w.ReadPointer(&o.Int64, _s_int64, _ptr_int64); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Float32 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 9
type FwpValue0Union_Float32 struct {
	Float32 float32 `idl:"name:float32" json:"float32"`
}

func (*FwpValue0Union_Float32) is_FwpValue0Union() {}

func (o *FwpValue0Union_Float32) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Float32); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_Float32) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Float32); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_Double64 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 10
type FwpValue0Union_Double64 struct {
	Double64 *FwpDoubleValue `idl:"name:double64;pointer:unique" json:"double64"`
}

func (*FwpValue0Union_Double64) is_FwpValue0Union() {}

func (o *FwpValue0Union_Double64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Double64 != nil {
		_ptr_double64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Double64 != nil {
				if err := o.Double64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpDoubleValue{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Double64, _ptr_double64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_Double64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_double64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Double64 == nil {
			o.Double64 = &FwpDoubleValue{}
		}
		if err := o.Double64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_double64 := func(ptr interface{}) { o.Double64 = *ptr.(**FwpDoubleValue) }
	if err := w.ReadPointer(&o.Double64, _s_double64, _ptr_double64); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_ByteArray16 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 11
type FwpValue0Union_ByteArray16 struct {
	ByteArray16 *FwpByteArray16 `idl:"name:byteArray16;pointer:unique" json:"byte_array16"`
}

func (*FwpValue0Union_ByteArray16) is_FwpValue0Union() {}

func (o *FwpValue0Union_ByteArray16) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.ByteArray16 != nil {
		_ptr_byteArray16 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.ByteArray16 != nil {
				if err := o.ByteArray16.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteArray16{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.ByteArray16, _ptr_byteArray16); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_ByteArray16) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_byteArray16 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.ByteArray16 == nil {
			o.ByteArray16 = &FwpByteArray16{}
		}
		if err := o.ByteArray16.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_byteArray16 := func(ptr interface{}) { o.ByteArray16 = *ptr.(**FwpByteArray16) }
	if err := w.ReadPointer(&o.ByteArray16, _s_byteArray16, _ptr_byteArray16); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_ByteBlob structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 12
type FwpValue0Union_ByteBlob struct {
	ByteBlob *FwpByteBlob `idl:"name:byteBlob;pointer:unique" json:"byte_blob"`
}

func (*FwpValue0Union_ByteBlob) is_FwpValue0Union() {}

func (o *FwpValue0Union_ByteBlob) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.ByteBlob != nil {
		_ptr_byteBlob := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.ByteBlob != nil {
				if err := o.ByteBlob.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.ByteBlob, _ptr_byteBlob); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_ByteBlob) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_byteBlob := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.ByteBlob == nil {
			o.ByteBlob = &FwpByteBlob{}
		}
		if err := o.ByteBlob.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_byteBlob := func(ptr interface{}) { o.ByteBlob = *ptr.(**FwpByteBlob) }
	if err := w.ReadPointer(&o.ByteBlob, _s_byteBlob, _ptr_byteBlob); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_SID structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 13
type FwpValue0Union_SID struct {
	SID *dtyp.SID `idl:"name:sid;pointer:unique" json:"sid"`
}

func (*FwpValue0Union_SID) is_FwpValue0Union() {}

func (o *FwpValue0Union_SID) MarshalNDR(ctx context.Context, w ndr.Writer) error {
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
	return nil
}
func (o *FwpValue0Union_SID) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
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
	return nil
}

// FwpValue0Union_SD structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 14
type FwpValue0Union_SD struct {
	SD *FwpByteBlob `idl:"name:sd;pointer:unique" json:"sd"`
}

func (*FwpValue0Union_SD) is_FwpValue0Union() {}

func (o *FwpValue0Union_SD) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.SD != nil {
		_ptr_sd := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.SD != nil {
				if err := o.SD.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.SD, _ptr_sd); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_SD) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_sd := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.SD == nil {
			o.SD = &FwpByteBlob{}
		}
		if err := o.SD.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_sd := func(ptr interface{}) { o.SD = *ptr.(**FwpByteBlob) }
	if err := w.ReadPointer(&o.SD, _s_sd, _ptr_sd); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_TokenInformation structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 15
type FwpValue0Union_TokenInformation struct {
	TokenInformation *FwpTokenInformation `idl:"name:tokenInformation;pointer:unique" json:"token_information"`
}

func (*FwpValue0Union_TokenInformation) is_FwpValue0Union() {}

func (o *FwpValue0Union_TokenInformation) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.TokenInformation != nil {
		_ptr_tokenInformation := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.TokenInformation != nil {
				if err := o.TokenInformation.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpTokenInformation{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.TokenInformation, _ptr_tokenInformation); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_TokenInformation) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_tokenInformation := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.TokenInformation == nil {
			o.TokenInformation = &FwpTokenInformation{}
		}
		if err := o.TokenInformation.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_tokenInformation := func(ptr interface{}) { o.TokenInformation = *ptr.(**FwpTokenInformation) }
	if err := w.ReadPointer(&o.TokenInformation, _s_tokenInformation, _ptr_tokenInformation); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_TokenAccessInformation structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 16
type FwpValue0Union_TokenAccessInformation struct {
	TokenAccessInformation *FwpByteBlob `idl:"name:tokenAccessInformation;pointer:unique" json:"token_access_information"`
}

func (*FwpValue0Union_TokenAccessInformation) is_FwpValue0Union() {}

func (o *FwpValue0Union_TokenAccessInformation) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.TokenAccessInformation != nil {
		_ptr_tokenAccessInformation := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.TokenAccessInformation != nil {
				if err := o.TokenAccessInformation.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.TokenAccessInformation, _ptr_tokenAccessInformation); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_TokenAccessInformation) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_tokenAccessInformation := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.TokenAccessInformation == nil {
			o.TokenAccessInformation = &FwpByteBlob{}
		}
		if err := o.TokenAccessInformation.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_tokenAccessInformation := func(ptr interface{}) { o.TokenAccessInformation = *ptr.(**FwpByteBlob) }
	if err := w.ReadPointer(&o.TokenAccessInformation, _s_tokenAccessInformation, _ptr_tokenAccessInformation); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_UnicodeString structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 17
type FwpValue0Union_UnicodeString struct {
	UnicodeString string `idl:"name:unicodeString;string;pointer:unique" json:"unicode_string"`
}

func (*FwpValue0Union_UnicodeString) is_FwpValue0Union() {}

func (o *FwpValue0Union_UnicodeString) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.UnicodeString != "" {
		_ptr_unicodeString := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if err := ndr.WriteUTF16NString(ctx, w, o.UnicodeString); err != nil {
				return err
			}
			return nil
		})
		if err := w.WritePointer(&o.UnicodeString, _ptr_unicodeString); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_UnicodeString) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_unicodeString := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if err := ndr.ReadUTF16NString(ctx, w, &o.UnicodeString); err != nil {
			return err
		}
		return nil
	})
	_s_unicodeString := func(ptr interface{}) { o.UnicodeString = *ptr.(*string) }
	if err := w.ReadPointer(&o.UnicodeString, _s_unicodeString, _ptr_unicodeString); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_ByteArray6 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 18
type FwpValue0Union_ByteArray6 struct {
	ByteArray6 *FwpByteArray6 `idl:"name:byteArray6;pointer:unique" json:"byte_array6"`
}

func (*FwpValue0Union_ByteArray6) is_FwpValue0Union() {}

func (o *FwpValue0Union_ByteArray6) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.ByteArray6 != nil {
		_ptr_byteArray6 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.ByteArray6 != nil {
				if err := o.ByteArray6.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteArray6{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.ByteArray6, _ptr_byteArray6); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_ByteArray6) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_byteArray6 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.ByteArray6 == nil {
			o.ByteArray6 = &FwpByteArray6{}
		}
		if err := o.ByteArray6.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_byteArray6 := func(ptr interface{}) { o.ByteArray6 = *ptr.(**FwpByteArray6) }
	if err := w.ReadPointer(&o.ByteArray6, _s_byteArray6, _ptr_byteArray6); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_BitmapIndex structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 19
type FwpValue0Union_BitmapIndex struct {
	BitmapIndex uint8 `idl:"name:bitmapIndex" json:"bitmap_index"`
}

func (*FwpValue0Union_BitmapIndex) is_FwpValue0Union() {}

func (o *FwpValue0Union_BitmapIndex) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.BitmapIndex); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0Union_BitmapIndex) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.BitmapIndex); err != nil {
		return err
	}
	return nil
}

// FwpValue0Union_BitmapArray64 structure represents FWP_VALUE0_UNION RPC union arm.
//
// It has following labels: 20
type FwpValue0Union_BitmapArray64 struct {
	BitmapArray64 *FwpBitmapArray64 `idl:"name:bitmapArray64;pointer:unique" json:"bitmap_array64"`
}

func (*FwpValue0Union_BitmapArray64) is_FwpValue0Union() {}

func (o *FwpValue0Union_BitmapArray64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.BitmapArray64 != nil {
		_ptr_bitmapArray64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.BitmapArray64 != nil {
				if err := o.BitmapArray64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpBitmapArray64{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.BitmapArray64, _ptr_bitmapArray64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0Union_BitmapArray64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_bitmapArray64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.BitmapArray64 == nil {
			o.BitmapArray64 = &FwpBitmapArray64{}
		}
		if err := o.BitmapArray64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_bitmapArray64 := func(ptr interface{}) { o.BitmapArray64 = *ptr.(**FwpBitmapArray64) }
	if err := w.ReadPointer(&o.BitmapArray64, _s_bitmapArray64, _ptr_bitmapArray64); err != nil {
		return err
	}
	return nil
}

// FwpValue0 structure represents FWP_VALUE0 RPC structure.
type FwpValue0 struct {
	Type  FwpDataType     `idl:"name:type" json:"type"`
	Value *FwpValue0Union `idl:"name:value;switch_is:type" json:"value"`
}

func (o *FwpValue0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpValue0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.Type)); err != nil {
		return err
	}
	_swValue := uint32(o.Type)
	if o.Value != nil {
		if err := o.Value.MarshalUnionNDR(ctx, w, _swValue); err != nil {
			return err
		}
	} else {
		if err := (&FwpValue0Union{}).MarshalUnionNDR(ctx, w, _swValue); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpValue0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.Type)); err != nil {
		return err
	}
	if o.Value == nil {
		o.Value = &FwpValue0Union{}
	}
	_swValue := uint32(o.Type)
	if err := o.Value.UnmarshalUnionNDR(ctx, w, _swValue); err != nil {
		return err
	}
	return nil
}

// FwpRange0 structure represents FWP_RANGE0 RPC structure.
type FwpRange0 struct {
	ValueLow  *FwpValue0 `idl:"name:valueLow" json:"value_low"`
	ValueHigh *FwpValue0 `idl:"name:valueHigh" json:"value_high"`
}

func (o *FwpRange0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpRange0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if o.ValueLow != nil {
		if err := o.ValueLow.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&FwpValue0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	if o.ValueHigh != nil {
		if err := o.ValueHigh.MarshalNDR(ctx, w); err != nil {
			return err
		}
	} else {
		if err := (&FwpValue0{}).MarshalNDR(ctx, w); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpRange0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if o.ValueLow == nil {
		o.ValueLow = &FwpValue0{}
	}
	if err := o.ValueLow.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	if o.ValueHigh == nil {
		o.ValueHigh = &FwpValue0{}
	}
	if err := o.ValueHigh.UnmarshalNDR(ctx, w); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union structure represents FWP_CONDITION_VALUE0_UNION RPC union.
type FwpConditionValue0Union struct {
	// Types that are assignable to Value
	//
	// *FwpConditionValue0Union_FwpEmpty
	// *FwpConditionValue0Union_Uint8
	// *FwpConditionValue0Union_Uint16
	// *FwpConditionValue0Union_Uint32
	// *FwpConditionValue0Union_Uint64
	// *FwpConditionValue0Union_Int8
	// *FwpConditionValue0Union_Int16
	// *FwpConditionValue0Union_Int32
	// *FwpConditionValue0Union_Int64
	// *FwpConditionValue0Union_Float32
	// *FwpConditionValue0Union_Double64
	// *FwpConditionValue0Union_ByteArray16
	// *FwpConditionValue0Union_ByteBlob
	// *FwpConditionValue0Union_SID
	// *FwpConditionValue0Union_SD
	// *FwpConditionValue0Union_TokenInformation
	// *FwpConditionValue0Union_TokenAccessInformation
	// *FwpConditionValue0Union_UnicodeString
	// *FwpConditionValue0Union_ByteArray6
	// *FwpConditionValue0Union_BitmapIndex
	// *FwpConditionValue0Union_BitmapArray64
	// *FwpConditionValue0Union_AddrMaskV4
	// *FwpConditionValue0Union_AddrMaskV6
	// *FwpConditionValue0Union_RangeValue
	Value is_FwpConditionValue0Union `json:"value"`
}

func (o *FwpConditionValue0Union) GetValue() any {
	if o == nil {
		return nil
	}
	switch value := (interface{})(o.Value).(type) {
	case *FwpConditionValue0Union_Uint8:
		if value != nil {
			return value.Uint8
		}
	case *FwpConditionValue0Union_Uint16:
		if value != nil {
			return value.Uint16
		}
	case *FwpConditionValue0Union_Uint32:
		if value != nil {
			return value.Uint32
		}
	case *FwpConditionValue0Union_Uint64:
		if value != nil {
			return value.Uint64
		}
	case *FwpConditionValue0Union_Int8:
		if value != nil {
			return value.Int8
		}
	case *FwpConditionValue0Union_Int16:
		if value != nil {
			return value.Int16
		}
	case *FwpConditionValue0Union_Int32:
		if value != nil {
			return value.Int32
		}
	case *FwpConditionValue0Union_Int64:
		if value != nil {
			return value.Int64
		}
	case *FwpConditionValue0Union_Float32:
		if value != nil {
			return value.Float32
		}
	case *FwpConditionValue0Union_Double64:
		if value != nil {
			return value.Double64
		}
	case *FwpConditionValue0Union_ByteArray16:
		if value != nil {
			return value.ByteArray16
		}
	case *FwpConditionValue0Union_ByteBlob:
		if value != nil {
			return value.ByteBlob
		}
	case *FwpConditionValue0Union_SID:
		if value != nil {
			return value.SID
		}
	case *FwpConditionValue0Union_SD:
		if value != nil {
			return value.SD
		}
	case *FwpConditionValue0Union_TokenInformation:
		if value != nil {
			return value.TokenInformation
		}
	case *FwpConditionValue0Union_TokenAccessInformation:
		if value != nil {
			return value.TokenAccessInformation
		}
	case *FwpConditionValue0Union_UnicodeString:
		if value != nil {
			return value.UnicodeString
		}
	case *FwpConditionValue0Union_ByteArray6:
		if value != nil {
			return value.ByteArray6
		}
	case *FwpConditionValue0Union_BitmapIndex:
		if value != nil {
			return value.BitmapIndex
		}
	case *FwpConditionValue0Union_BitmapArray64:
		if value != nil {
			return value.BitmapArray64
		}
	case *FwpConditionValue0Union_AddrMaskV4:
		if value != nil {
			return value.AddrMaskV4
		}
	case *FwpConditionValue0Union_AddrMaskV6:
		if value != nil {
			return value.AddrMaskV6
		}
	case *FwpConditionValue0Union_RangeValue:
		if value != nil {
			return value.RangeValue
		}
	}
	return nil
}

type is_FwpConditionValue0Union interface {
	ndr.Marshaler
	ndr.Unmarshaler
	is_FwpConditionValue0Union()
}

func (o *FwpConditionValue0Union) NDRSwitchValue(sw uint32) uint32 {
	if o == nil {
		return uint32(0)
	}
	switch (interface{})(o.Value).(type) {
	case *FwpConditionValue0Union_FwpEmpty:
		return uint32(0)
	case *FwpConditionValue0Union_Uint8:
		return uint32(1)
	case *FwpConditionValue0Union_Uint16:
		return uint32(2)
	case *FwpConditionValue0Union_Uint32:
		return uint32(3)
	case *FwpConditionValue0Union_Uint64:
		return uint32(4)
	case *FwpConditionValue0Union_Int8:
		return uint32(5)
	case *FwpConditionValue0Union_Int16:
		return uint32(6)
	case *FwpConditionValue0Union_Int32:
		return uint32(7)
	case *FwpConditionValue0Union_Int64:
		return uint32(8)
	case *FwpConditionValue0Union_Float32:
		return uint32(9)
	case *FwpConditionValue0Union_Double64:
		return uint32(10)
	case *FwpConditionValue0Union_ByteArray16:
		return uint32(11)
	case *FwpConditionValue0Union_ByteBlob:
		return uint32(12)
	case *FwpConditionValue0Union_SID:
		return uint32(13)
	case *FwpConditionValue0Union_SD:
		return uint32(14)
	case *FwpConditionValue0Union_TokenInformation:
		return uint32(15)
	case *FwpConditionValue0Union_TokenAccessInformation:
		return uint32(16)
	case *FwpConditionValue0Union_UnicodeString:
		return uint32(17)
	case *FwpConditionValue0Union_ByteArray6:
		return uint32(18)
	case *FwpConditionValue0Union_BitmapIndex:
		return uint32(19)
	case *FwpConditionValue0Union_BitmapArray64:
		return uint32(20)
	case *FwpConditionValue0Union_AddrMaskV4:
		return uint32(256)
	case *FwpConditionValue0Union_AddrMaskV6:
		return uint32(257)
	case *FwpConditionValue0Union_RangeValue:
		return uint32(258)
	}
	return uint32(0)
}

func (o *FwpConditionValue0Union) MarshalUnionNDR(ctx context.Context, w ndr.Writer, sw uint32) error {
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
	case uint32(1):
		_o, _ := o.Value.(*FwpConditionValue0Union_Uint8)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Uint8{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(2):
		_o, _ := o.Value.(*FwpConditionValue0Union_Uint16)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Uint16{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(3):
		_o, _ := o.Value.(*FwpConditionValue0Union_Uint32)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Uint32{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(4):
		_o, _ := o.Value.(*FwpConditionValue0Union_Uint64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Uint64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(5):
		_o, _ := o.Value.(*FwpConditionValue0Union_Int8)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Int8{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(6):
		_o, _ := o.Value.(*FwpConditionValue0Union_Int16)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Int16{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(7):
		_o, _ := o.Value.(*FwpConditionValue0Union_Int32)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Int32{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(8):
		_o, _ := o.Value.(*FwpConditionValue0Union_Int64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Int64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(9):
		_o, _ := o.Value.(*FwpConditionValue0Union_Float32)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Float32{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(10):
		_o, _ := o.Value.(*FwpConditionValue0Union_Double64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_Double64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(11):
		_o, _ := o.Value.(*FwpConditionValue0Union_ByteArray16)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_ByteArray16{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(12):
		_o, _ := o.Value.(*FwpConditionValue0Union_ByteBlob)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_ByteBlob{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(13):
		_o, _ := o.Value.(*FwpConditionValue0Union_SID)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_SID{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(14):
		_o, _ := o.Value.(*FwpConditionValue0Union_SD)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_SD{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(15):
		_o, _ := o.Value.(*FwpConditionValue0Union_TokenInformation)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_TokenInformation{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(16):
		_o, _ := o.Value.(*FwpConditionValue0Union_TokenAccessInformation)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_TokenAccessInformation{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(17):
		_o, _ := o.Value.(*FwpConditionValue0Union_UnicodeString)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_UnicodeString{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(18):
		_o, _ := o.Value.(*FwpConditionValue0Union_ByteArray6)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_ByteArray6{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(19):
		_o, _ := o.Value.(*FwpConditionValue0Union_BitmapIndex)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_BitmapIndex{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(20):
		_o, _ := o.Value.(*FwpConditionValue0Union_BitmapArray64)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_BitmapArray64{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(256):
		_o, _ := o.Value.(*FwpConditionValue0Union_AddrMaskV4)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_AddrMaskV4{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(257):
		_o, _ := o.Value.(*FwpConditionValue0Union_AddrMaskV6)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_AddrMaskV6{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	case uint32(258):
		_o, _ := o.Value.(*FwpConditionValue0Union_RangeValue)
		if _o != nil {
			if err := _o.MarshalNDR(ctx, w); err != nil {
				return err
			}
		} else {
			if err := (&FwpConditionValue0Union_RangeValue{}).MarshalNDR(ctx, w); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

func (o *FwpConditionValue0Union) UnmarshalUnionNDR(ctx context.Context, w ndr.Reader, sw uint32) error {
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
		o.Value = &FwpConditionValue0Union_FwpEmpty{}
	case uint32(1):
		o.Value = &FwpConditionValue0Union_Uint8{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(2):
		o.Value = &FwpConditionValue0Union_Uint16{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(3):
		o.Value = &FwpConditionValue0Union_Uint32{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(4):
		o.Value = &FwpConditionValue0Union_Uint64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(5):
		o.Value = &FwpConditionValue0Union_Int8{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(6):
		o.Value = &FwpConditionValue0Union_Int16{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(7):
		o.Value = &FwpConditionValue0Union_Int32{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(8):
		o.Value = &FwpConditionValue0Union_Int64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(9):
		o.Value = &FwpConditionValue0Union_Float32{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(10):
		o.Value = &FwpConditionValue0Union_Double64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(11):
		o.Value = &FwpConditionValue0Union_ByteArray16{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(12):
		o.Value = &FwpConditionValue0Union_ByteBlob{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(13):
		o.Value = &FwpConditionValue0Union_SID{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(14):
		o.Value = &FwpConditionValue0Union_SD{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(15):
		o.Value = &FwpConditionValue0Union_TokenInformation{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(16):
		o.Value = &FwpConditionValue0Union_TokenAccessInformation{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(17):
		o.Value = &FwpConditionValue0Union_UnicodeString{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(18):
		o.Value = &FwpConditionValue0Union_ByteArray6{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(19):
		o.Value = &FwpConditionValue0Union_BitmapIndex{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(20):
		o.Value = &FwpConditionValue0Union_BitmapArray64{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(256):
		o.Value = &FwpConditionValue0Union_AddrMaskV4{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(257):
		o.Value = &FwpConditionValue0Union_AddrMaskV6{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	case uint32(258):
		o.Value = &FwpConditionValue0Union_RangeValue{}
		if err := o.Value.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
	default:
		return fmt.Errorf("unsupported switch case value %v", sw)
	}
	return nil
}

// FwpConditionValue0Union_FwpEmpty structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 0
type FwpConditionValue0Union_FwpEmpty struct {
}

func (*FwpConditionValue0Union_FwpEmpty) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_FwpEmpty) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	return nil
}
func (o *FwpConditionValue0Union_FwpEmpty) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	return nil
}

// FwpConditionValue0Union_Uint8 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 1
type FwpConditionValue0Union_Uint8 struct {
	Uint8 uint8 `idl:"name:uint8" json:"uint8"`
}

func (*FwpConditionValue0Union_Uint8) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Uint8) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Uint8); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_Uint8) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Uint8); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Uint16 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 2
type FwpConditionValue0Union_Uint16 struct {
	Uint16 uint16 `idl:"name:uint16" json:"uint16"`
}

func (*FwpConditionValue0Union_Uint16) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Uint16) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Uint16); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_Uint16) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Uint16); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Uint32 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 3
type FwpConditionValue0Union_Uint32 struct {
	Uint32 uint32 `idl:"name:uint32" json:"uint32"`
}

func (*FwpConditionValue0Union_Uint32) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Uint32) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Uint32); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_Uint32) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Uint32); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Uint64 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 4
type FwpConditionValue0Union_Uint64 struct {
	Uint64 *FwpUint64Value `idl:"name:uint64;pointer:unique" json:"uint64"`
}

func (*FwpConditionValue0Union_Uint64) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Uint64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Uint64 != nil {
		_ptr_uint64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Uint64 != nil {
				if err := o.Uint64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpUint64Value{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Uint64, _ptr_uint64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_Uint64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_uint64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Uint64 == nil {
			o.Uint64 = &FwpUint64Value{}
		}
		if err := o.Uint64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_uint64 := func(ptr interface{}) { o.Uint64 = *ptr.(**FwpUint64Value) }
	if err := w.ReadPointer(&o.Uint64, _s_uint64, _ptr_uint64); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Int8 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 5
type FwpConditionValue0Union_Int8 struct {
	Int8 uint8 `idl:"name:int8" json:"int8"`
}

func (*FwpConditionValue0Union_Int8) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Int8) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Int8); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_Int8) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Int8); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Int16 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 6
type FwpConditionValue0Union_Int16 struct {
	Int16 int16 `idl:"name:int16" json:"int16"`
}

func (*FwpConditionValue0Union_Int16) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Int16) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Int16); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_Int16) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Int16); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Int32 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 7
type FwpConditionValue0Union_Int32 struct {
	Int32 int32 `idl:"name:int32" json:"int32"`
}

func (*FwpConditionValue0Union_Int32) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Int32) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Int32); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_Int32) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Int32); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Int64 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 8
type FwpConditionValue0Union_Int64 struct {
	Int64 *FwpInt64Value `idl:"name:int64;pointer:unique" json:"int64"`
}

func (*FwpConditionValue0Union_Int64) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Int64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Int64 != nil {
		_ptr_int64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Int64 != nil {
				if err := o.Int64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpInt64Value{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Int64, _ptr_int64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_Int64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_int64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Int64 == nil {
			o.Int64 = &FwpInt64Value{}
		}
		if err := o.Int64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_int64 := func(ptr interface{}) { o.Int64 = *ptr.(**FwpInt64Value) }
	if err := w.ReadPointer(&o.Int64, _s_int64, _ptr_int64); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Float32 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 9
type FwpConditionValue0Union_Float32 struct {
	Float32 float32 `idl:"name:float32" json:"float32"`
}

func (*FwpConditionValue0Union_Float32) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Float32) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.Float32); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_Float32) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.Float32); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_Double64 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 10
type FwpConditionValue0Union_Double64 struct {
	Double64 *FwpDoubleValue `idl:"name:double64;pointer:unique" json:"double64"`
}

func (*FwpConditionValue0Union_Double64) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_Double64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.Double64 != nil {
		_ptr_double64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.Double64 != nil {
				if err := o.Double64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpDoubleValue{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.Double64, _ptr_double64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_Double64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_double64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.Double64 == nil {
			o.Double64 = &FwpDoubleValue{}
		}
		if err := o.Double64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_double64 := func(ptr interface{}) { o.Double64 = *ptr.(**FwpDoubleValue) }
	if err := w.ReadPointer(&o.Double64, _s_double64, _ptr_double64); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_ByteArray16 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 11
type FwpConditionValue0Union_ByteArray16 struct {
	ByteArray16 *FwpByteArray16 `idl:"name:byteArray16;pointer:unique" json:"byte_array16"`
}

func (*FwpConditionValue0Union_ByteArray16) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_ByteArray16) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.ByteArray16 != nil {
		_ptr_byteArray16 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.ByteArray16 != nil {
				if err := o.ByteArray16.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteArray16{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.ByteArray16, _ptr_byteArray16); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_ByteArray16) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_byteArray16 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.ByteArray16 == nil {
			o.ByteArray16 = &FwpByteArray16{}
		}
		if err := o.ByteArray16.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_byteArray16 := func(ptr interface{}) { o.ByteArray16 = *ptr.(**FwpByteArray16) }
	if err := w.ReadPointer(&o.ByteArray16, _s_byteArray16, _ptr_byteArray16); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_ByteBlob structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 12
type FwpConditionValue0Union_ByteBlob struct {
	ByteBlob *FwpByteBlob `idl:"name:byteBlob;pointer:unique" json:"byte_blob"`
}

func (*FwpConditionValue0Union_ByteBlob) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_ByteBlob) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.ByteBlob != nil {
		_ptr_byteBlob := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.ByteBlob != nil {
				if err := o.ByteBlob.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.ByteBlob, _ptr_byteBlob); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_ByteBlob) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_byteBlob := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.ByteBlob == nil {
			o.ByteBlob = &FwpByteBlob{}
		}
		if err := o.ByteBlob.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_byteBlob := func(ptr interface{}) { o.ByteBlob = *ptr.(**FwpByteBlob) }
	if err := w.ReadPointer(&o.ByteBlob, _s_byteBlob, _ptr_byteBlob); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_SID structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 13
type FwpConditionValue0Union_SID struct {
	SID *dtyp.SID `idl:"name:sid;pointer:unique" json:"sid"`
}

func (*FwpConditionValue0Union_SID) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_SID) MarshalNDR(ctx context.Context, w ndr.Writer) error {
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
	return nil
}
func (o *FwpConditionValue0Union_SID) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
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
	return nil
}

// FwpConditionValue0Union_SD structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 14
type FwpConditionValue0Union_SD struct {
	SD *FwpByteBlob `idl:"name:sd;pointer:unique" json:"sd"`
}

func (*FwpConditionValue0Union_SD) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_SD) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.SD != nil {
		_ptr_sd := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.SD != nil {
				if err := o.SD.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.SD, _ptr_sd); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_SD) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_sd := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.SD == nil {
			o.SD = &FwpByteBlob{}
		}
		if err := o.SD.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_sd := func(ptr interface{}) { o.SD = *ptr.(**FwpByteBlob) }
	if err := w.ReadPointer(&o.SD, _s_sd, _ptr_sd); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_TokenInformation structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 15
type FwpConditionValue0Union_TokenInformation struct {
	TokenInformation *FwpTokenInformation `idl:"name:tokenInformation;pointer:unique" json:"token_information"`
}

func (*FwpConditionValue0Union_TokenInformation) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_TokenInformation) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.TokenInformation != nil {
		_ptr_tokenInformation := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.TokenInformation != nil {
				if err := o.TokenInformation.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpTokenInformation{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.TokenInformation, _ptr_tokenInformation); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_TokenInformation) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_tokenInformation := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.TokenInformation == nil {
			o.TokenInformation = &FwpTokenInformation{}
		}
		if err := o.TokenInformation.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_tokenInformation := func(ptr interface{}) { o.TokenInformation = *ptr.(**FwpTokenInformation) }
	if err := w.ReadPointer(&o.TokenInformation, _s_tokenInformation, _ptr_tokenInformation); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_TokenAccessInformation structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 16
type FwpConditionValue0Union_TokenAccessInformation struct {
	TokenAccessInformation *FwpByteBlob `idl:"name:tokenAccessInformation;pointer:unique" json:"token_access_information"`
}

func (*FwpConditionValue0Union_TokenAccessInformation) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_TokenAccessInformation) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.TokenAccessInformation != nil {
		_ptr_tokenAccessInformation := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.TokenAccessInformation != nil {
				if err := o.TokenAccessInformation.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteBlob{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.TokenAccessInformation, _ptr_tokenAccessInformation); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_TokenAccessInformation) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_tokenAccessInformation := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.TokenAccessInformation == nil {
			o.TokenAccessInformation = &FwpByteBlob{}
		}
		if err := o.TokenAccessInformation.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_tokenAccessInformation := func(ptr interface{}) { o.TokenAccessInformation = *ptr.(**FwpByteBlob) }
	if err := w.ReadPointer(&o.TokenAccessInformation, _s_tokenAccessInformation, _ptr_tokenAccessInformation); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_UnicodeString structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 17
type FwpConditionValue0Union_UnicodeString struct {
	UnicodeString string `idl:"name:unicodeString;string;pointer:unique" json:"unicode_string"`
}

func (*FwpConditionValue0Union_UnicodeString) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_UnicodeString) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.UnicodeString != "" {
		_ptr_unicodeString := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if err := ndr.WriteUTF16NString(ctx, w, o.UnicodeString); err != nil {
				return err
			}
			return nil
		})
		if err := w.WritePointer(&o.UnicodeString, _ptr_unicodeString); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_UnicodeString) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_unicodeString := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if err := ndr.ReadUTF16NString(ctx, w, &o.UnicodeString); err != nil {
			return err
		}
		return nil
	})
	_s_unicodeString := func(ptr interface{}) { o.UnicodeString = *ptr.(*string) }
	if err := w.ReadPointer(&o.UnicodeString, _s_unicodeString, _ptr_unicodeString); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_ByteArray6 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 18
type FwpConditionValue0Union_ByteArray6 struct {
	ByteArray6 *FwpByteArray6 `idl:"name:byteArray6;pointer:unique" json:"byte_array6"`
}

func (*FwpConditionValue0Union_ByteArray6) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_ByteArray6) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.ByteArray6 != nil {
		_ptr_byteArray6 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.ByteArray6 != nil {
				if err := o.ByteArray6.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpByteArray6{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.ByteArray6, _ptr_byteArray6); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_ByteArray6) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_byteArray6 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.ByteArray6 == nil {
			o.ByteArray6 = &FwpByteArray6{}
		}
		if err := o.ByteArray6.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_byteArray6 := func(ptr interface{}) { o.ByteArray6 = *ptr.(**FwpByteArray6) }
	if err := w.ReadPointer(&o.ByteArray6, _s_byteArray6, _ptr_byteArray6); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_BitmapIndex structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 19
type FwpConditionValue0Union_BitmapIndex struct {
	BitmapIndex uint8 `idl:"name:bitmapIndex" json:"bitmap_index"`
}

func (*FwpConditionValue0Union_BitmapIndex) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_BitmapIndex) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := w.WriteData(o.BitmapIndex); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0Union_BitmapIndex) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadData(&o.BitmapIndex); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_BitmapArray64 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 20
type FwpConditionValue0Union_BitmapArray64 struct {
	BitmapArray64 *FwpBitmapArray64 `idl:"name:bitmapArray64;pointer:unique" json:"bitmap_array64"`
}

func (*FwpConditionValue0Union_BitmapArray64) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_BitmapArray64) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.BitmapArray64 != nil {
		_ptr_bitmapArray64 := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.BitmapArray64 != nil {
				if err := o.BitmapArray64.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpBitmapArray64{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.BitmapArray64, _ptr_bitmapArray64); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_BitmapArray64) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_bitmapArray64 := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.BitmapArray64 == nil {
			o.BitmapArray64 = &FwpBitmapArray64{}
		}
		if err := o.BitmapArray64.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_bitmapArray64 := func(ptr interface{}) { o.BitmapArray64 = *ptr.(**FwpBitmapArray64) }
	if err := w.ReadPointer(&o.BitmapArray64, _s_bitmapArray64, _ptr_bitmapArray64); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_AddrMaskV4 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 256
type FwpConditionValue0Union_AddrMaskV4 struct {
	AddrMaskV4 *FwpV4AddrAndMask `idl:"name:v4AddrMask;pointer:unique" json:"addr_mask_v4"`
}

func (*FwpConditionValue0Union_AddrMaskV4) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_AddrMaskV4) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.AddrMaskV4 != nil {
		_ptr_v4AddrMask := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.AddrMaskV4 != nil {
				if err := o.AddrMaskV4.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpV4AddrAndMask{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.AddrMaskV4, _ptr_v4AddrMask); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_AddrMaskV4) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_v4AddrMask := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.AddrMaskV4 == nil {
			o.AddrMaskV4 = &FwpV4AddrAndMask{}
		}
		if err := o.AddrMaskV4.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_v4AddrMask := func(ptr interface{}) { o.AddrMaskV4 = *ptr.(**FwpV4AddrAndMask) }
	if err := w.ReadPointer(&o.AddrMaskV4, _s_v4AddrMask, _ptr_v4AddrMask); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_AddrMaskV6 structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 257
type FwpConditionValue0Union_AddrMaskV6 struct {
	AddrMaskV6 *FwpV6AddrAndMask `idl:"name:v6AddrMask;pointer:unique" json:"addr_mask_v6"`
}

func (*FwpConditionValue0Union_AddrMaskV6) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_AddrMaskV6) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.AddrMaskV6 != nil {
		_ptr_v6AddrMask := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.AddrMaskV6 != nil {
				if err := o.AddrMaskV6.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpV6AddrAndMask{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.AddrMaskV6, _ptr_v6AddrMask); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_AddrMaskV6) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_v6AddrMask := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.AddrMaskV6 == nil {
			o.AddrMaskV6 = &FwpV6AddrAndMask{}
		}
		if err := o.AddrMaskV6.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_v6AddrMask := func(ptr interface{}) { o.AddrMaskV6 = *ptr.(**FwpV6AddrAndMask) }
	if err := w.ReadPointer(&o.AddrMaskV6, _s_v6AddrMask, _ptr_v6AddrMask); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0Union_RangeValue structure represents FWP_CONDITION_VALUE0_UNION RPC union arm.
//
// It has following labels: 258
type FwpConditionValue0Union_RangeValue struct {
	RangeValue *FwpRange0 `idl:"name:rangeValue;pointer:unique" json:"range_value"`
}

func (*FwpConditionValue0Union_RangeValue) is_FwpConditionValue0Union() {}

func (o *FwpConditionValue0Union_RangeValue) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if o.RangeValue != nil {
		_ptr_rangeValue := ndr.MarshalNDRFunc(func(ctx context.Context, w ndr.Writer) error {
			if o.RangeValue != nil {
				if err := o.RangeValue.MarshalNDR(ctx, w); err != nil {
					return err
				}
			} else {
				if err := (&FwpRange0{}).MarshalNDR(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err := w.WritePointer(&o.RangeValue, _ptr_rangeValue); err != nil {
			return err
		}
	} else {
		if err := w.WritePointer(nil); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0Union_RangeValue) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	_ptr_rangeValue := ndr.UnmarshalNDRFunc(func(ctx context.Context, w ndr.Reader) error {
		if o.RangeValue == nil {
			o.RangeValue = &FwpRange0{}
		}
		if err := o.RangeValue.UnmarshalNDR(ctx, w); err != nil {
			return err
		}
		return nil
	})
	_s_rangeValue := func(ptr interface{}) { o.RangeValue = *ptr.(**FwpRange0) }
	if err := w.ReadPointer(&o.RangeValue, _s_rangeValue, _ptr_rangeValue); err != nil {
		return err
	}
	return nil
}

// FwpConditionValue0 structure represents FWP_CONDITION_VALUE0 RPC structure.
type FwpConditionValue0 struct {
	Type  FwpDataType              `idl:"name:type" json:"type"`
	Value *FwpConditionValue0Union `idl:"name:value;switch_is:type" json:"value"`
}

func (o *FwpConditionValue0) xxx_PreparePayload(ctx context.Context) error {
	if err := ndr.BeforePreparePayload(ctx, o); err != nil {
		return err
	}
	if err := ndr.AfterPreparePayload(ctx, o); err != nil {
		return err
	}
	return nil
}
func (o *FwpConditionValue0) MarshalNDR(ctx context.Context, w ndr.Writer) error {
	if err := o.xxx_PreparePayload(ctx); err != nil {
		return err
	}
	if err := w.WriteAlign(9); err != nil {
		return err
	}
	if err := w.WriteEnum(uint32(o.Type)); err != nil {
		return err
	}
	_swValue := uint32(o.Type)
	if o.Value != nil {
		if err := o.Value.MarshalUnionNDR(ctx, w, _swValue); err != nil {
			return err
		}
	} else {
		if err := (&FwpConditionValue0Union{}).MarshalUnionNDR(ctx, w, _swValue); err != nil {
			return err
		}
	}
	return nil
}
func (o *FwpConditionValue0) UnmarshalNDR(ctx context.Context, w ndr.Reader) error {
	if err := w.ReadAlign(9); err != nil {
		return err
	}
	if err := w.ReadEnum((*uint32)(&o.Type)); err != nil {
		return err
	}
	if o.Value == nil {
		o.Value = &FwpConditionValue0Union{}
	}
	_swValue := uint32(o.Type)
	if err := o.Value.UnmarshalUnionNDR(ctx, w, _swValue); err != nil {
		return err
	}
	return nil
}
