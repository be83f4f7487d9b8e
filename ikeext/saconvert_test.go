package ikeext

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// saVector returns a stub of the file by which the stubs are proved.
func saVector(t testing.TB, name string) []byte {
	text, err := os.ReadFile("../rpc/bfe/testdata/ikeext.txt")
	require.NoError(t, err)
	_, block, found := strings.Cut(string(text), "\n"+name+"\n")
	require.True(t, found, name)
	block, _, _ = strings.Cut(block, "\n\n")
	_, digits, _ := strings.Cut(block, "\n")
	stub, err := hex.DecodeString(strings.Join(strings.Fields(digits), ""))
	require.NoError(t, err)
	return stub
}

// saOf returns what a reply to opnum 5 becomes.
func saOf(stub []byte) (*SecurityAssociation, error) {
	var answer ikerpc.GetSAByIDResponse
	if err := association.DecodeUnique(stub, &answer); err != nil {
		return nil, err
	}
	return newSecurityAssociation(answer.SA)
}

// TestSecurityAssociationOfVector looks at every member of an SA that others encoded.
func TestSecurityAssociationOfVector(t *testing.T) {
	sa, err := saOf(saVector(t, "get_sa_by_id_response_ssl"))
	require.NoError(t, err)
	assert.EqualValues(t, 2, *sa.ID)
	assert.Equal(t, KeyModuleIKEv2, sa.KeyModule)
	assert.Equal(t, IPVersionV4, sa.IPVersion)
	assert.Equal(t, &UDPEncapsulation{14, 15}, sa.UDPEncapsulation)
	assert.Equal(t, netip.MustParseAddr("0.0.0.3"), sa.Traffic.LocalAddress)
	assert.Equal(t, netip.MustParseAddr("0.0.0.4"), sa.Traffic.RemoteAddress)
	assert.EqualValues(t, 5, *sa.Traffic.AuthIPFilterID)
	assert.Equal(t, CipherAES256, sa.Proposal.Cipher.Type)
	assert.EqualValues(t, 6, *sa.Proposal.Cipher.KeyLength)
	assert.EqualValues(t, 7, *sa.Proposal.Cipher.Rounds)
	assert.Equal(t, IntegritySHA256, sa.Proposal.Integrity.Type)
	assert.Equal(t, 8*time.Second, *sa.Proposal.MaxLifetime)
	assert.Equal(t, DHGroup14, sa.Proposal.DHGroup)
	assert.EqualValues(t, 9, *sa.Proposal.QuickModeLimit)
	assert.Equal(t, &CookiePair{10, 11}, sa.Cookies)
	assert.Equal(t, "0f0e0d0c-1110-1312-1415-161718191a1b", sa.PolicyKey.String())
	assert.EqualValues(t, 13, *sa.VirtualInterfaceTunnelID)
	assert.Equal(t, Hex("01234"), sa.CorrelationKey)

	require.Len(t, sa.Credentials, 1)
	pair := sa.Credentials[0]
	assert.Equal(t, AuthenticationSSL, pair.Local.Method)
	assert.Equal(t, ImpersonationSocketPrincipal, *pair.Local.Impersonation)
	assert.Equal(t, AuthenticationAnonymous, pair.Peer.Method)
	certificate := pair.Local.Certificate
	assert.Equal(t, "121314", certificate.RawSubject.String())
	assert.Len(t, certificate.Hash, 20)
	assert.Len(t, certificate.Raw, 7)
	assert.EqualValues(t, 17, *certificate.Flags)
	assert.Nil(t, certificate.Certificate)
	assert.Contains(t, certificate.Unread, "certificate: ", "seven arbitrary bytes are no certificate")
}

// TestPresharedKeyIsForgotten looks for the key of a vector everywhere it must not be.
func TestPresharedKeyIsForgotten(t *testing.T) {
	stub := saVector(t, "get_sa_by_id_response_preshared_key")
	var answer ikerpc.GetSAByIDResponse
	require.NoError(t, association.DecodeUnique(stub, &answer))
	wire := answer.SA.IKECredentials.Credentials[0].LocalCredentials.Credential.Value.(*ikerpc.IkeextCredentialUnion_PresharedKey).PresharedKey
	key := wire.PresharedKey.Data
	require.Equal(t, []byte{0x12, 0x13, 0x14}, key, "the key of the vector")

	sa, err := newSecurityAssociation(answer.SA)
	require.NoError(t, err)
	assert.Equal(t, &PresharedKey{Present: true, Flags: 17}, sa.Credentials[0].Local.PresharedKey)
	assert.Equal(t, []byte{0, 0, 0}, key, "overwritten")
	assert.Nil(t, wire.PresharedKey.Data)
	text, err := json.Marshal(sa)
	require.NoError(t, err)
	for _, shown := range []string{string(text), fmt.Sprintf("%v %+v %#v", sa, sa.Credentials, sa.Credentials[0].Local.PresharedKey)} {
		assert.NotContains(t, shown, "121314")
		assert.NotContains(t, shown, "18 19 20")
		assert.NotContains(t, shown, "EhMU") // base64
	}
	assert.Contains(t, string(text), `"presharedKey":{"present":true,"flags":17}`)
}

// TestSecurityAssociationContradicts gives counts and selectors that contradict
// themselves.
func TestSecurityAssociationContradicts(t *testing.T) {
	for name, c := range map[string]struct {
		offset int
		value  uint32
		says   string
	}{
		"family of the SA":      {20, 1, "UDP encapsulation: an arm"},
		"family of the traffic": {32, 1, "local address: an arm"},
		"credentials":           {112, 2, "1 pairs of credentials, announced as 2"},
		"correlation key":       {144, 4, "correlation key: 5 bytes, announced as 4"},
		"method":                {160, 2, "local credential: IKEEXT_KERBEROS: an arm"},
		"unknown method":        {160, 99, "local credential: IKEEXT_AUTHENTICATION_METHOD_TYPE(99): an arm"},
		"unknown selector":      {168, 77, "77"},
	} {
		stub := saVector(t, "get_sa_by_id_response_preshared_key")
		binary.LittleEndian.PutUint32(stub[c.offset:], c.value)
		_, err := saOf(stub)
		require.ErrorContains(t, err, c.says, name)
	}
	// What Windows may add to its enumerations is no contradiction.
	stub := saVector(t, "get_sa_by_id_response_preshared_key")
	binary.LittleEndian.PutUint32(stub[16:], 9) // key module
	binary.LittleEndian.PutUint32(stub[64:], 9) // cipher
	sa, err := saOf(stub)
	require.NoError(t, err)
	assert.Equal(t, "IKEEXT_KEY_MODULE_TYPE(9)", sa.KeyModule.String())
	assert.Equal(t, "IKEEXT_CIPHER_TYPE(9)", sa.Proposal.Cipher.Type.String())
}

// TestSecurityAssociationDamaged cuts a reply everywhere and puts a byte of each
// value into each place: an error or an SA, never a panic.
func TestSecurityAssociationDamaged(t *testing.T) {
	stub := saVector(t, "get_sa_by_id_response_ssl")
	for n := range stub {
		_, err := saOf(stub[:n])
		require.Error(t, err, "%d bytes", n)
	}
	for at := range stub {
		for _, value := range []byte{0, 1, 2, 0x7f, 0x80, 0xff} {
			damaged := append([]byte(nil), stub...)
			damaged[at] = value
			_ = association.Checked(func() error {
				sa, err := saOf(damaged)
				if err == nil {
					_, err = json.Marshal(sa)
					require.NoError(t, err, "byte %d set to %d", at, value)
				}
				return err
			})
		}
	}
}

// TestSecurityAssociationJSON holds the names, which are the SDK's, and the way back.
func TestSecurityAssociationJSON(t *testing.T) {
	sa, err := saOf(saVector(t, "get_sa_by_id_response_kerberos"))
	require.NoError(t, err)
	text, err := json.Marshal(sa)
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"saId": "2", "keyModuleType": "IKEEXT_KEY_MODULE_IKEV2", "ipVersion": "FWP_IP_VERSION_V4",
		"v4UdpEncapsulation": {"localUdpEncapPort": 14, "remoteUdpEncapPort": 15},
		"ikeTraffic": {"localAddress": "0.0.0.3", "remoteAddress": "0.0.0.4", "authIpFilterId": "5"},
		"ikeProposal": {
			"cipherAlgorithm": {"algoIdentifier": "IKEEXT_CIPHER_AES_256", "keyLen": 6, "rounds": 7},
			"integrityAlgorithm": {"algoIdentifier": "IKEEXT_INTEGRITY_SHA_256"},
			"maxLifetimeSeconds": 8, "dhGroup": "IKEEXT_DH_GROUP_14", "quickModeLimit": 9
		},
		"cookiePair": {"initiator": "000000000000000a", "responder": "000000000000000b"},
		"ikeCredentials": [{
			"localCredentials": {
				"authenticationMethodType": "IKEEXT_KERBEROS", "impersonationType": "IKEEXT_IMPERSONATION_SOCKET_PRINCIPAL",
				"principalName": "ike17"
			},
			"peerCredentials": {
				"authenticationMethodType": "IKEEXT_ANONYMOUS", "impersonationType": "IKEEXT_IMPERSONATION_SOCKET_PRINCIPAL"
			}
		}],
		"ikePolicyKey": "0f0e0d0c-1110-1312-1415-161718191a1b", "virtualIfTunnelId": "13", "correlationKey": "1213141516"
	}`, string(text))
	var back SecurityAssociation
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, sa, &back)
}

// TestEnumerationsSurvive has every value, known or not, survive the way to text and
// back.
func TestEnumerationsSurvive(t *testing.T) {
	type enum interface {
		fmt.Stringer
		MarshalText() ([]byte, error)
		UnmarshalText([]byte) error
	}
	for _, of := range []func(v uint32) enum{
		func(v uint32) enum { return ref(IPVersion(v)) },
		func(v uint32) enum { return ref(KeyModuleType(v)) },
		func(v uint32) enum { return ref(AuthenticationMethodType(v)) },
		func(v uint32) enum { return ref(AuthenticationImpersonationType(v)) },
		func(v uint32) enum { return ref(CipherType(v)) },
		func(v uint32) enum { return ref(IntegrityType(v)) },
		func(v uint32) enum { return ref(DHGroup(v)) },
		func(v uint32) enum { return ref(QuickModeCipher(v)) },
		func(v uint32) enum { return ref(QuickModeIntegrity(v)) },
		func(v uint32) enum { return ref(QuickModePFSGroup(v)) },
	} {
		seen := map[string]bool{}
		for _, v := range []uint32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 24, 255, 65001, 65006, 65535, 1<<32 - 1} {
			text, err := of(v).MarshalText()
			require.NoError(t, err)
			assert.False(t, seen[string(text)], "%s twice", text)
			seen[string(text)] = true
			back := of(v ^ 1)
			require.NoError(t, back.UnmarshalText(text), "%s", text)
			assert.Equal(t, of(v), back)
		}
		assert.Error(t, of(0).UnmarshalText([]byte("IKEEXT_NONSENSE")))
		assert.Error(t, of(0).UnmarshalText([]byte("(4294967296)")))
	}
	var group DHGroup
	require.NoError(t, group.UnmarshalText([]byte("IKEEXT_DH_GROUP_2048")))
	assert.Equal(t, DHGroup14, group)
}
