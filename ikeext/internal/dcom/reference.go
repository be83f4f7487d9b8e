package dcom

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
)

var le = binary.LittleEndian

// Kinds of OBJREF and the sizes of their parts ([MS-DCOM] 2.2.18).
const (
	kindStandard = 1
	kindCustom   = 4

	headerSize   = 24 // signature, flags, IID
	standardSize = 40 // STDOBJREF
	customSize   = 24 // class, size of the extension, a size that is to be ignored
)

// Reference is an interface of an object on the host.
type Reference struct {
	// IPID identifies the interface. Calls to it carry it as their object.
	IPID *dcom.IPID
	// Count is how many references the host counts for us, to be released.
	Count uint32
}

// ParseReference reads an OBJREF_STANDARD, which must be of the interface that was
// asked for. The bindings in it are not used: the object is where the connection
// leads that brought it.
func ParseReference(p *dcom.InterfacePointer, iid *dcom.IID) (*Reference, error) {
	body, err := body(p, kindStandard)
	if err != nil {
		return nil, err
	}
	if came := guid(p.Data[8:]); !came.Equal(iid.GUID()) {
		return nil, fmt.Errorf("reference to an object by its interface %s, not %s", came, iid.GUID())
	}
	if len(body) < standardSize {
		return nil, errors.New("reference to an object is cut short")
	}
	return &Reference{IPID: (*dcom.IPID)(guid(body[24:])), Count: le.Uint32(body[4:])}, nil
}

// ParseCustom returns the data in an OBJREF_CUSTOM, which is for an unmarshaler of
// the given class.
func ParseCustom(p *dcom.InterfacePointer, class *dcom.ClassID) ([]byte, error) {
	body, err := body(p, kindCustom)
	if err != nil {
		return nil, err
	}
	if len(body) < customSize {
		return nil, errors.New("object by value is cut short")
	}
	if !(*dcom.ClassID)(guid(body)).Equal(class) {
		return nil, fmt.Errorf("object by value of class %s, not %s", guid(body), class)
	}
	if le.Uint32(body[16:]) != 0 {
		return nil, errors.New("object by value with an extension")
	}
	return body[customSize:], nil
}

// body checks the header of an OBJREF and returns what follows it.
func body(p *dcom.InterfacePointer, kind uint32) ([]byte, error) {
	if p == nil {
		return nil, errors.New("reference to an object is missing")
	}
	b := p.Data
	switch {
	case len(b) < headerSize:
		return nil, errors.New("reference to an object is cut short")
	case !bytes.HasPrefix(b, []byte("MEOW")):
		return nil, errors.New("reference to an object lacks its signature")
	case le.Uint32(b[4:]) != kind:
		return nil, fmt.Errorf("reference to an object of kind %d, not %d", le.Uint32(b[4:]), kind)
	}
	return b[headerSize:], nil
}
