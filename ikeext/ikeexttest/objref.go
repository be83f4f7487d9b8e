package ikeexttest

import (
	"fmt"
	"unicode/utf16"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
)

// Kinds of OBJREF ([MS-DCOM] 2.2.18).
const (
	objrefStandard = 1
	objrefCustom   = 4
)

// appendObjref appends what every OBJREF begins with.
func appendObjref(b []byte, kind uint32, iid [16]byte) []byte {
	b = append(b, "MEOW"...)
	b = le.AppendUint32(b, kind)
	return append(b, iid[:]...)
}

// reference returns the OBJREF_STANDARD of an object.
func (h *Host) reference(o *object) []byte {
	s := h.exporter.port.serviceNamed(o.service)
	b := appendObjref(nil, objrefStandard, s.syntax.uuid)
	b = le.AppendUint32(b, 0) // to be pinged
	b = le.AppendUint32(b, publicRefs)
	b = le.AppendUint64(b, h.exporter.oxid)
	b = le.AppendUint64(b, o.oid)
	b = append(b, o.ipid[:]...)
	// Where the object resolver is, whose port everybody knows.
	bindings, security := h.bindings("")
	b = le.AppendUint16(b, uint16(len(bindings)))
	b = le.AppendUint16(b, security)
	for _, unit := range bindings {
		b = le.AppendUint16(b, unit)
	}
	return b
}

// customReference returns the OBJREF_CUSTOM of data that a class unmarshals.
func customReference(iid, class [16]byte, data []byte) []byte {
	b := appendObjref(nil, objrefCustom, iid)
	b = append(b, class[:]...)
	b = le.AppendUint32(b, 0) // no extension
	b = le.AppendUint32(b, uint32(len(data)))
	return append(b, data...)
}

// bindings returns the string and security bindings of a process of the host and
// where the latter begin. As a host with several network cards does, it names one
// address that callers cannot reach.
func (h *Host) bindings(endpoint string) (units []uint16, security uint16) {
	const tcp, ntlm, negotiate, anyAuthorization = 7, 10, 9, 0xFFFF
	for _, name := range []string{h.cfg.Name, "192.0.2.77", h.exporter.port.addr.Addr().String()} {
		units = append(units, tcp)
		units = append(units, utf16.Encode([]rune(name+endpoint))...)
		units = append(units, 0)
	}
	units = append(units, 0)
	security = uint16(len(units))
	for _, service := range []uint16{negotiate, ntlm} {
		units = append(units, service, anyAuthorization, 0)
	}
	return append(units, 0), security
}

// oxidBindings are the bindings of the process that exports the objects.
func (h *Host) oxidBindings() *dcom.DualStringArray {
	units, security := h.bindings(fmt.Sprintf("[%d]", h.exporter.port.addr.Port()))
	return &dcom.DualStringArray{StringArray: units, SecurityOffset: security}
}

// resolverBindings are the bindings of the object resolver.
func (h *Host) resolverBindings() *dcom.DualStringArray {
	units, security := h.bindings("")
	return &dcom.DualStringArray{StringArray: units, SecurityOffset: security}
}

// wireGUID returns a GUID as it is on the wire.
func wireGUID(g *dtyp.GUID) (b [16]byte) {
	le.PutUint32(b[:], g.Data1)
	le.PutUint16(b[4:], g.Data2)
	le.PutUint16(b[6:], g.Data3)
	copy(b[8:], g.Data4)
	return b
}

// libraryGUID is the reverse of wireGUID.
func libraryGUID(b [16]byte) *dtyp.GUID {
	return &dtyp.GUID{Data1: le.Uint32(b[:]), Data2: le.Uint16(b[4:]), Data3: le.Uint16(b[6:]), Data4: b[8:16]}
}
