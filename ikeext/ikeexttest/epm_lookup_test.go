package ikeexttest

import (
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
	epm "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// lookUp asks a host for entries of its endpoint map, by the library's own codec.
func lookUp(t *testing.T, client epm.EpmClient, request *epm.LookupRequest) (*epm.LookupResponse, error) {
	t.Helper()
	if request.EntryHandle == nil {
		request.EntryHandle = &epm.LookupHandle{}
	}
	return client.Lookup(t.Context(), request)
}

// again returns a copy of a handle: the library decodes answers into what it sent.
func again(h *epm.LookupHandle) *epm.LookupHandle {
	id := *h.UUID
	id.Data4 = append([]byte{}, id.Data4...)
	return &epm.LookupHandle{Attributes: h.Attributes, UUID: &id}
}

func dialMapper(t *testing.T, h *Host) epm.EpmClient {
	t.Helper()
	c := dialClient(t, "ncacn_ip_tcp:127.0.0.1["+portOf(h)+"]", dcerpc.WithInsecure())
	client, err := epm.NewEpmClient(c.ctx, c.conn, c.bindOptions()...)
	require.NoError(t, err)
	return client
}

func TestLookup(t *testing.T) {
	h := start(t, Config{Profile: WMIOpen2016})
	client := dialMapper(t, h)
	all, err := lookUp(t, client, &epm.LookupRequest{VersOption: 1, MaxEntries: 100})
	require.NoError(t, err)
	require.Len(t, all.Entries, 7)
	assert.Zero(t, all.Status)
	assert.Equal(t, "IKE/Authip API", all.Entries[0].Annotation)
	assert.Equal(t, h.Endpoint(), all.Entries[0].Tower.Binding().StringBinding.String())

	id := ikeext.IkeextSyntaxV1_0
	some, err := lookUp(t, client, &epm.LookupRequest{
		InquiryType: 1, VersOption: 1, MaxEntries: 100,
		InterfaceID: &dcetypes.InterfaceID{UUID: dtyp.GUIDFromUUID(id.IfUUID), VersMajor: id.IfVersionMajor},
	})
	require.NoError(t, err)
	assert.Len(t, some.Entries, 3)
	assert.Empty(t, h.Violations())
}

// A handle is good until the last entry came, or until it was given back.
func TestLookupHandles(t *testing.T) {
	h := start(t, Config{Profile: Stock2016})
	client := dialMapper(t, h)
	first, err := lookUp(t, client, &epm.LookupRequest{VersOption: 1, MaxEntries: 4})
	require.NoError(t, err)
	require.Len(t, first.Entries, 4)
	rest, err := lookUp(t, client, &epm.LookupRequest{VersOption: 1, MaxEntries: 4, EntryHandle: again(first.EntryHandle)})
	require.NoError(t, err)
	require.Len(t, rest.Entries, 3)
	assert.Zero(t, rest.EntryHandle.UUID.Data1, "a null handle ends it")
	assert.Empty(t, h.Violations())
	_, err = lookUp(t, client, &epm.LookupRequest{VersOption: 1, MaxEntries: 4, EntryHandle: again(first.EntryHandle)})
	require.Error(t, err)
	assert.Len(t, h.Violations(), 1)

	client = dialMapper(t, h)
	first, err = lookUp(t, client, &epm.LookupRequest{VersOption: 1, MaxEntries: 1})
	require.NoError(t, err)
	_, err = client.LookupHandleFree(t.Context(), &epm.LookupHandleFreeRequest{EntryHandle: again(first.EntryHandle)})
	require.NoError(t, err)
	_, err = client.LookupHandleFree(t.Context(), &epm.LookupHandleFreeRequest{EntryHandle: again(first.EntryHandle)})
	require.Error(t, err)
}

// What the map lists follows from the profile: no network leads to the engine of a
// stock Windows, and a service that does not run is not there.
func TestLookupByProfile(t *testing.T) {
	for profile, want := range map[Profile]map[string]int{
		Permissive:     {annotationIKE: 2, annotationEngine: 2, annotationFw: 3},
		Stock2016:      {annotationIKE: 3, annotationEngine: 1, annotationFw: 3},
		StockSplit:     {annotationIKE: 1, annotationEngine: 1, annotationFw: 3},
		ServiceStopped: {annotationEngine: 1, annotationFw: 3},
	} {
		h := start(t, Config{Profile: profile})
		all, err := lookUp(t, dialMapper(t, h), &epm.LookupRequest{VersOption: 1, MaxEntries: 100})
		require.NoError(t, err)
		got := map[string]int{}
		for _, e := range all.Entries {
			got[e.Annotation]++
		}
		assert.Equal(t, want, got, profile)
	}
}
