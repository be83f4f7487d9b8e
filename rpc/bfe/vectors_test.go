package bfe_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/rpc/bfe"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// vector is a stub that others made.
type vector struct {
	name      string
	referents []int
	stub      []byte
}

// vectors reads testdata/ikeext.txt: blocks between empty lines.
func vectors(t testing.TB) []vector {
	text, err := os.ReadFile("testdata/ikeext.txt")
	require.NoError(t, err)
	var all []vector
	for block := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		if strings.HasPrefix(block, "#") {
			continue
		}
		lines := strings.SplitN(block, "\n", 3)
		require.Len(t, lines, 3, block)
		v := vector{name: lines[0], stub: unhex(t, lines[2])}
		for _, at := range strings.Fields(lines[1])[1:] {
			if at != "none" {
				offset, err := strconv.Atoi(at)
				require.NoError(t, err)
				v.referents = append(v.referents, offset)
			}
		}
		all = append(all, v)
	}
	return all
}

// message is a request or a reply of the stubs.
type message interface {
	ndr.Marshaler
	ndr.Unmarshaler
}

// messageOf returns the empty message that the stub of a name holds.
func messageOf(t testing.TB, name string) message {
	for prefix, m := range map[string]message{
		"create_sa_enum_request":              &ikeext.CreateSAEnumRequest{},
		"create_sa_enum_response":             &ikeext.CreateSAEnumResponse{},
		"enum_sas_request":                    &ikeext.EnumSAsRequest{},
		"enum_sas_response":                   &ikeext.EnumSAsResponse{},
		"destroy_sa_enum_request":             &ikeext.DestroySAEnumRequest{},
		"destroy_sa_enum_response":            &ikeext.DestroySAEnumResponse{},
		"delete_sa_by_id_request":             &ikeext.DeleteSAByIDRequest{},
		"delete_sa_by_id_response":            &ikeext.DeleteSAByIDResponse{},
		"get_sa_by_id_request":                &ikeext.GetSAByIDRequest{},
		"get_sa_by_id_response":               &ikeext.GetSAByIDResponse{},
		"get_security_info_request":           &ikeext.GetSecurityInfoRequest{},
		"get_security_info_response":          &ikeext.GetSecurityInfoResponse{},
		"set_security_info_request":           &ikeext.SetSecurityInfoRequest{},
		"set_security_info_response":          &ikeext.SetSecurityInfoResponse{},
		"update_preferred_addresses_request":  &ikeext.UpdatePreferredAddressesRequest{},
		"update_additional_addresses_request": &ikeext.UpdateAdditionalAddressesRequest{},
	} {
		if name == prefix || strings.HasPrefix(name, prefix+"_") {
			return m
		}
	}
	require.Fail(t, "no message for "+name)
	return nil
}

// TestVectors decodes every vector to its last byte and encodes it back to the
// same bytes, referent ids apart. Together with that of opnum 0 there are 28.
func TestVectors(t *testing.T) {
	all := vectors(t)
	require.Len(t, all, 27)
	for _, v := range all {
		t.Run(v.name, func(t *testing.T) {
			m := messageOf(t, v.name)
			decode(t, ndr.NDR20(v.stub), m)
			got := encode(t, ndr.NDR20(nil), m)
			require.Len(t, got, len(v.stub))
			assert.Equal(t, mask(v.stub, v.referents), mask(got, v.referents))
		})
	}
}

// TestVectorsTruncated cuts every vector everywhere: not one cut may pass for a
// whole message.
func TestVectorsTruncated(t *testing.T) {
	for _, v := range vectors(t) {
		for n := range len(v.stub) {
			r := ndr.NDR20(slices.Clone(v.stub[:n]))
			err := messageOf(t, v.name).UnmarshalNDR(t.Context(), r)
			require.Error(t, err, "%s cut to %d bytes", v.name, n)
		}
	}
}

// find returns the vector of a name.
func find(t testing.TB, name string) vector {
	for _, v := range vectors(t) {
		if v.name == name {
			return v
		}
	}
	require.Fail(t, "no vector "+name)
	return vector{}
}

// TestVectorMembers looks at the members of what was decoded: two that change
// places would pass unseen above.
func TestVectorMembers(t *testing.T) {
	var enum ikeext.EnumSAsResponse
	decode(t, ndr.NDR20(find(t, "enum_sas_response_two").stub), &enum)
	assert.EqualValues(t, 2, enum.EntriesReturnedLength)
	assert.Zero(t, enum.Return)
	require.Len(t, enum.Entries, 2)

	sa := enum.Entries[0]
	assert.EqualValues(t, 2, sa.ID)
	assert.EqualValues(t, 2, sa.KeyModuleType)
	assert.Zero(t, sa.IPVersion)
	encapsulation := sa.UDPEncapsulation.Value.(*ikeext.IkeextUDPEncapsulationUnion_UDPEncapsulationV4).UDPEncapsulationV4
	assert.EqualValues(t, 0x39, encapsulation.LocalUDPEncapPort)
	assert.EqualValues(t, 0x3a, encapsulation.RemoteUDPEncapPort)
	assert.EqualValues(t, 3, sa.IKETraffic.LocalAddress.Value.(*ikeext.IkeextAddressUnion_AddressV4).AddressV4)
	assert.EqualValues(t, 4, sa.IKETraffic.RemoteAddress.Value.(*ikeext.IkeextAddressUnion_AddressV4).AddressV4)
	assert.EqualValues(t, 5, sa.IKETraffic.AuthIPFilterID)
	assert.EqualValues(t, 4, sa.IKEProposal.CipherAlgorithm.AlgoID)
	assert.EqualValues(t, 6, sa.IKEProposal.CipherAlgorithm.KeyLength)
	assert.EqualValues(t, 7, sa.IKEProposal.CipherAlgorithm.Rounds)
	assert.EqualValues(t, 2, sa.IKEProposal.IntegrityAlgorithm.AlgoID)
	assert.EqualValues(t, 8, sa.IKEProposal.MaxLifetimeSeconds)
	assert.EqualValues(t, 3, sa.IKEProposal.DHGroup)
	assert.EqualValues(t, 9, sa.IKEProposal.QuickModeLimit)
	assert.EqualValues(t, 10, sa.CookiePair.Initiator)
	assert.EqualValues(t, 11, sa.CookiePair.Responder)
	assert.EqualValues(t, 13, sa.VirtualInterfaceTunnelID)
	assert.Equal(t, "0f0e0d0c-1110-1312-1415-161718191a1b", sa.IKEPolicyKey.String())
	assert.EqualValues(t, 5, sa.CorrelationKey.Size)

	var template ikeext.CreateSAEnumRequest
	decode(t, ndr.NDR20(find(t, "create_sa_enum_request_v6_addr_mask").stub), &template)
	mask := template.EnumTemplate.LocalSubnet.Value.Value.(*bfe.FwpConditionValue0Union_AddrMaskV6).AddrMaskV6
	assert.EqualValues(t, []byte{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}, mask.Addr)
	assert.EqualValues(t, 18, mask.PrefixLength)
}

// TestUnknownSelector gives every kind of union a selector that has no arm: an
// error that names it, and never a guess.
func TestUnknownSelector(t *testing.T) {
	for _, c := range []struct {
		vector   string
		offset   int // of the selector in front of the arm
		selector byte
	}{
		{"create_sa_enum_request_empty", 8, 21},                  // a value past those of Windows 10
		{"create_sa_enum_request_empty", 8, 255},                 // FWP_SINGLE_DATA_TYPE_MAX
		{"get_sa_by_id_response_preshared_key", 24, 2},           // encapsulation: FWP_IP_VERSION_NONE
		{"get_sa_by_id_response_preshared_key", 36, 3},           // local address
		{"get_sa_by_id_response_preshared_key", 44, 7},           // remote address
		{"get_sa_by_id_response_preshared_key", 168, 13},         // local credential: one past the last
		{"update_preferred_addresses_request_v4", 12, 5},         // tunnel endpoint
		{"update_preferred_addresses_request_v4", 20, 2},         // the other one
		{"create_sa_enum_request_byte_array6", 8, 200},           // between the values and the masks
		{"get_sa_by_id_response_ipv6_cga", 184, 99},              // peer credential
		{"create_sa_enum_request_v6_addr_mask", 8, 3 /* +256 */}, // FWP_DATA_TYPE_MAX
	} {
		v := find(t, c.vector)
		stub := slices.Clone(v.stub)
		stub[c.offset] = c.selector
		err := messageOf(t, v.name).UnmarshalNDR(t.Context(), ndr.NDR20(stub))
		selector := int(stub[c.offset]) | int(stub[c.offset+1])<<8
		require.ErrorContains(t, err, strconv.Itoa(selector), "%s at %d", c.vector, c.offset)
	}
}
