package dcom

import (
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
)

// The properties of an activation are read here and not by the library, whose
// reader takes the lengths in them for granted. They are a list of structures, each
// in the type serialization of [MS-RPCE] 2.2.6, behind a header that tells their
// classes and sizes ([MS-DCOM] 2.2.22).
const (
	serializationHeader = 16
	mostProperties      = 10 // [MS-DCOM] 2.2.22.1
	littleEndian        = 0x10
)

// outcome is what is needed of them.
type outcome struct {
	// bindings, unknown and version are of ScmReplyInfoData.
	bindings *dcom.DualStringArray
	unknown  *dcom.IPID
	version  *dcom.COMVersion
	// results and interfaces are of PropsOutInfo.
	results    []int32
	interfaces []*dcom.InterfacePointer
}

// parseOutcome reads a blob of properties. Those that are not needed are passed
// over.
func parseOutcome(blob []byte) (*outcome, error) {
	r := &reader{b: blob}
	size := r.u32()
	r.u32() // reserved
	whole := r.part(uint64(size))
	header := serialized(whole)
	total, headerSize := header.u32(), header.u32()
	header.take(8) // reserved, context
	count := header.u32()
	header.take(16)                                   // class
	classList, sizeList := header.u32(), header.u32() // pointers
	if classList == 0 || sizeList == 0 || count == 0 || count > mostProperties {
		return nil, errors.New("activation without a list of properties")
	}
	header.u32() // reserved
	classes := header.array(count, 16)
	sizes := header.array(count, 4)
	if header.short || total != size || headerSize > size {
		return nil, errors.New("list of the properties of the activation is malformed")
	}
	var o outcome
	rest := &reader{b: whole.b[headerSize:]}
	for i := range int(count) {
		property := serialized(rest.part(uint64(le.Uint32(sizes[4*i:]))))
		class := (*dcom.ClassID)(guid(classes[16*i:]))
		switch {
		case class.Equal(dcom.SCMReplyInfoClassID):
			o.readReplyInfo(property)
		case class.Equal(dcom.PropertiesOutInfoClassID):
			o.readOut(property)
		}
		if property.short {
			return nil, fmt.Errorf("property %s of the activation is malformed", class)
		}
	}
	if o.unknown == nil || o.interfaces == nil {
		return nil, errors.New("a property of the activation is missing")
	}
	return &o, nil
}

// serialized passes the header of a serialized structure and returns the reader of
// what is inside.
func serialized(r *reader) *reader {
	header := r.take(serializationHeader)
	if r.short || header[0] != 1 || header[1] != littleEndian || le.Uint16(header[2:]) != 8 {
		return &reader{short: true}
	}
	return r.part(uint64(le.Uint32(header[8:])))
}

// readReplyInfo reads a ScmReplyInfoData.
func (o *outcome) readReplyInfo(r *reader) {
	r.u32() // reserved
	r.require(r.u32() != 0)
	r.take(8) // exporter
	r.require(r.u32() != 0)
	unknown := r.take(16)
	r.u32() // level of authentication
	version := &dcom.COMVersion{MajorVersion: r.u16(), MinorVersion: r.u16()}
	entries := r.u32()
	array := &dcom.DualStringArray{EntriesLength: r.u16(), SecurityOffset: r.u16()}
	r.require(entries == uint32(array.EntriesLength))
	units := r.take(2 * uint64(entries))
	if r.short {
		return
	}
	for ; len(units) > 0; units = units[2:] {
		array.StringArray = append(array.StringArray, le.Uint16(units))
	}
	o.bindings, o.unknown, o.version = array, (*dcom.IPID)(guid(unknown)), version
}

// readOut reads a PropsOutInfo. What interface came is told again in the reference.
func (o *outcome) readOut(r *reader) {
	count := r.u32()
	r.require(count <= mostInterfaces)
	for range 3 { // pointers to the lists
		r.require(r.u32() != 0)
	}
	r.array(count, 16)
	results := r.array(count, 4)
	pointers := r.array(count, 4)
	if r.short {
		return
	}
	o.results, o.interfaces = make([]int32, count), make([]*dcom.InterfacePointer, count)
	for i := range o.results {
		o.results[i] = int32(le.Uint32(results[4*i:]))
		if le.Uint32(pointers[4*i:]) == 0 {
			continue
		}
		size := r.u32()
		r.require(r.u32() == size)
		o.interfaces[i] = &dcom.InterfacePointer{DataCount: size, Data: r.take(uint64(size))}
		r.align(4)
	}
}

// mostInterfaces is how many are read of: one is asked for.
const mostInterfaces = 1

// reader reads in order, and nothing more when it came too short once.
type reader struct {
	b     []byte
	at    int
	short bool
}

// take returns the next n bytes, nil when there are fewer.
func (r *reader) take(n uint64) []byte {
	if r.short || n > uint64(len(r.b)-r.at) {
		r.short = true
		return nil
	}
	b := r.b[r.at : r.at+int(n) : r.at+int(n)]
	r.at += int(n)
	return b
}

// part returns a reader of the next n bytes.
func (r *reader) part(n uint64) *reader {
	b := r.take(n)
	return &reader{b: b, short: r.short}
}

func (r *reader) u16() uint16 {
	if b := r.take(2); b != nil {
		return le.Uint16(b)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return le.Uint32(b)
	}
	return 0
}

// array returns the elements of an array whose own count must be the same.
func (r *reader) array(count, size uint32) []byte {
	r.require(r.u32() == count)
	return r.take(uint64(count) * uint64(size))
}

// align passes what fills up to a multiple of n, which may be missing at the end.
func (r *reader) align(n int) {
	r.at = min((r.at+n-1)/n*n, len(r.b))
}

// require lets reading end where what was read cannot be.
func (r *reader) require(good bool) {
	if !good {
		r.short = true
	}
}
