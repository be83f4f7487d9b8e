package ikeext

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// cimReader reads properties of an instance. One that is NULL or missing was not read;
// one that is there and is not what it has to be is an error, the first of which stays.
type cimReader struct {
	instance *cim.Instance
	err      error
}

// newCIMReader returns a reader for an instance of a class.
func newCIMReader(i *cim.Instance, class string) *cimReader {
	r := &cimReader{instance: i}
	if !strings.EqualFold(i.Class, class) {
		r.err = &association.DecodeError{Err: fmt.Errorf("an object of class %q, not %s", i.Class, class)}
	}
	return r
}

// value returns a property's value, nil when it was not read.
func (r *cimReader) value(name string) any {
	value, _ := r.instance.Lookup(name)
	return value
}

func (r *cimReader) wrong(name, what string) {
	if r.err == nil {
		r.err = &association.DecodeError{Err: fmt.Errorf("%s of %s is no %s", name, r.instance.Class, what)}
	}
}

// number returns an unsigned number of the size of T.
func number[T uint8 | uint16 | uint32 | uint64](r *cimReader, name string) *T {
	value := r.value(name)
	if value == nil {
		return nil
	}
	bits := 0
	for most := ^T(0); most != 0; most >>= 1 {
		bits++
	}
	n, ok := cim.Uint(value, bits)
	if !ok {
		r.wrong(name, fmt.Sprintf("unsigned number of %d bits", bits))
		return nil
	}
	return ref(T(n))
}

// told is a number of a property of which Microsoft says that it is ignored: Windows may
// leave zero there, which then tells nothing.
func told[T uint8 | uint16 | uint32 | uint64](r *cimReader, name string) *T {
	n := number[T](r, name)
	if n == nil || *n == 0 {
		return nil
	}
	return n
}

func (r *cimReader) text(name string) string {
	switch v := r.value(name).(type) {
	case nil:
	case string:
		return v
	default:
		r.wrong(name, "text")
	}
	return ""
}

func (r *cimReader) boolean(name string) *bool {
	switch v := r.value(name).(type) {
	case nil:
		return nil
	case bool:
		return &v
	case string: // from XML
		switch strings.ToLower(v) {
		case "true", "1":
			return ref(true)
		case "false", "0":
			return ref(false)
		}
	}
	r.wrong(name, "truth value")
	return nil
}

func (r *cimReader) address(name string) netip.Addr {
	text := r.text(name)
	if text == "" {
		return netip.Addr{}
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		r.wrong(name, "address")
	}
	return address
}

func (r *cimReader) guid(name string) *GUID {
	text := r.text(name)
	if text == "" {
		return nil
	}
	g := new(GUID)
	if g.UnmarshalText([]byte(text)) != nil {
		r.wrong(name, "GUID")
		return nil
	}
	return g
}

// embedded returns a reader for an instance within the instance, nil when it was not
// read. From XML its properties have names that begin with its own.
func (r *cimReader) embedded(name string) *cimReader {
	switch v := r.value(name).(type) {
	case *cim.Instance:
		return &cimReader{instance: v}
	case nil:
	case string:
		if v != "" {
			r.wrong(name, "instance")
		}
	default:
		r.wrong(name, "instance")
	}
	inner := &cim.Instance{Class: name}
	for _, p := range r.instance.Properties {
		if len(p.Name) > len(name) && p.Name[len(name)] == '.' && strings.EqualFold(p.Name[:len(name)], name) {
			inner.Properties = append(inner.Properties, cim.Property{Name: p.Name[len(name)+1:], Value: p.Value})
		}
	}
	if len(inner.Properties) == 0 {
		return nil
	}
	return &cimReader{instance: inner}
}
