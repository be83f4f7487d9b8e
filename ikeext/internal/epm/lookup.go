package epm

import (
	"context"
	"fmt"
	"slices"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/midl/uuid"
	epmv3 "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"

	"github.com/remoteike/remoteike/ikeext/internal/association"
)

// LookupPage is how many entries to ask for at a time: with all the pages that are read
// there is room for ten times what a busy domain controller has.
const LookupPage = 200

const (
	opLookup     = 2
	opLookupFree = 4
	// inquireAll asks for every entry: implementations differ in what they make of
	// the narrower inquiries.
	inquireAll = 0
	// allVersions is RPC_C_VERS_ALL.
	allVersions = 1
	// maxPages are read at most.
	maxPages = 64
	// maxEntry bounds an entry: object, annotation and a tower that may hold a name.
	maxEntry = 1024
)

// Entry is an entry of the endpoint map: an interface, and where a process of the host
// offers it.
type Entry struct {
	// Interface is the interface's UUID and Major and Minor are its version.
	Interface    uuid.UUID
	Major, Minor uint16
	// Annotation is what the process calls it. Empty when it has none.
	Annotation string
	// Protocol is the protocol sequence, such as "ncacn_ip_tcp" or "ncalrpc". Empty
	// when it has none that is known here.
	Protocol string
	// Endpoint is the port or the name there.
	Endpoint string
}

// Is reports whether the entry is for an interface.
func (e *Entry) Is(syntax *dcerpc.SyntaxID) bool {
	return syntax.IfUUID.Equals(&e.Interface) && e.Major == syntax.IfVersionMajor
}

// Lookup returns the endpoint map: every entry in the mapper's order, a page of so many
// at a time. Cut tells that there may be more than are read here.
func Lookup(ctx context.Context, mapper *association.Association, page uint32) (entries []Entry, cut bool, err error) {
	var handle *epmv3.LookupHandle
	for range maxPages {
		answer, err := lookupPage(ctx, mapper, handle, page)
		if err != nil {
			return entries, false, err
		}
		for _, e := range answer.Entries {
			if entry, ok := newEntry(e); ok {
				entries = append(entries, entry)
			}
		}
		if handle = answer.EntryHandle; answer.Status == NotRegistered || isNull(handle) {
			return entries, false, nil
		}
		if answer.Status != 0 {
			return entries, false, &StatusError{Status: answer.Status}
		}
		if len(answer.Entries) == 0 {
			break // and yet there should be more
		}
	}
	free(ctx, mapper, handle)
	return entries, true, nil
}

// lookupPage asks for the next entries.
func lookupPage(ctx context.Context, mapper *association.Association, handle *epmv3.LookupHandle, page uint32) (*epmv3.LookupResponse, error) {
	if handle == nil {
		handle = &epmv3.LookupHandle{}
	}
	request := &epmv3.LookupRequest{
		InquiryType: inquireAll, VersOption: allVersions, EntryHandle: handle, MaxEntries: page,
	}
	stub, err := mapper.Call(ctx, association.Request{Opnum: opLookup, Name: "ept_lookup", In: request}, int(page)*maxEntry+64)
	if err != nil {
		return nil, err
	}
	return decodeLookup(stub, page)
}

// decodeLookup decodes a reply of ept_lookup, which must not have more than was asked
// for.
func decodeLookup(stub []byte, page uint32) (*epmv3.LookupResponse, error) {
	answer := &epmv3.LookupResponse{}
	if err := association.Decode(stub, answer); err != nil {
		return nil, err
	}
	if n := len(answer.Entries); uint64(n) > uint64(page) || uint64(answer.EntriesLength) != uint64(n) {
		return nil, &association.DecodeError{
			Err: fmt.Errorf("%d entries, announced as %d, with %d asked for", n, answer.EntriesLength, page),
		}
	}
	return answer, nil
}

// free gives an entry handle back. Whatever comes of that, it ends with the
// connection.
func free(ctx context.Context, mapper *association.Association, handle *epmv3.LookupHandle) {
	if isNull(handle) {
		return
	}
	request := &epmv3.LookupHandleFreeRequest{EntryHandle: handle}
	_, _ = mapper.Call(ctx, association.Request{Opnum: opLookupFree, Name: "ept_lookup_handle_free", In: request}, maxEntry)
}

func isNull(handle *epmv3.LookupHandle) bool {
	if handle == nil || handle.UUID == nil {
		return true
	}
	id := handle.UUID
	return id.Data1 == 0 && id.Data2 == 0 && id.Data3 == 0 && !slices.ContainsFunc(id.Data4, func(b byte) bool { return b != 0 })
}

// newEntry makes an entry of what was on the wire. It is false for one without a tower
// that can be read.
func newEntry(e *epmv3.Entry) (Entry, bool) {
	if e == nil || e.Tower == nil {
		return Entry{}, false
	}
	entry, ok := parseTower(e.Tower.TowerOctetString)
	entry.Annotation = e.Annotation
	return entry, ok
}
