package ikeext_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// standIn dials the host that this process runs on, which has a stand-in for
// fwpuclnt.dll that behaves in a way of its own.
func standIn(t *testing.T, mode string, page int) *ikeext.Client {
	t.Helper()
	if os.Getenv("REMOTEIKE_FWPUCLNT") != "stand-in" {
		t.Skip("this test wants REMOTEIKE_FWPUCLNT=stand-in, under Wine: run go test ./integration on Linux")
	}
	t.Setenv("REMOTEIKE_STANDIN", mode)
	return client(t, &ikeext.Config{Doors: []ikeext.Door{ikeext.DoorLocal}, SAPageSize: page})
}

// TestStandInListing reads what integration/wine has.
func TestStandInListing(t *testing.T) {
	for page := range 4 {
		c := standIn(t, "", page+1)
		sas, err := list(t.Context(), c, nil)
		require.NoError(t, err)
		assertStandInSAs(t, sas)
	}
	c := standIn(t, "", 2)
	sas, err := list(t.Context(), c, &ikeext.SATemplate{RemoteSubNet: netip.MustParsePrefix("2001:db8::/32")})
	require.NoError(t, err)
	assert.Equal(t, []uint64{2}, numbers(sas))
	for range c.SecurityAssociations(t.Context(), nil) {
		break
	}
	sa, err := c.SecurityAssociation(t.Context(), 3<<32)
	require.NoError(t, err)
	assert.EqualValues(t, 3<<32, *sa.ID)
	_, err = c.SecurityAssociation(t.Context(), 99)
	e := failure(t, err)
	assert.Equal(t, "FWP_E_NOT_FOUND", e.Code.Name())
	assert.Contains(t, e.Hint, "come and go")
}

func assertStandInSAs(t *testing.T, sas []*ikeext.SecurityAssociation) {
	t.Helper()
	require.Equal(t, []uint64{1, 2, 3 << 32}, numbers(sas))
	key, kerberos, tunnel := sas[0], sas[1], sas[2]

	assert.Equal(t, ikeext.KeyModuleIKE, key.KeyModule)
	assert.Equal(t, &ikeext.UDPEncapsulation{LocalPort: 4500, RemotePort: 61234}, key.UDPEncapsulation)
	assert.Equal(t, netip.MustParseAddr("192.0.2.1"), key.Traffic.LocalAddress)
	assert.Equal(t, netip.MustParseAddr("198.51.100.7"), key.Traffic.RemoteAddress)
	assert.Equal(t, ikeext.Cipher3DES, key.Proposal.Cipher.Type)
	assert.Equal(t, ikeext.DHGroup2, key.Proposal.DHGroup)
	require.Len(t, key.Credentials, 1)
	assert.Equal(t, &ikeext.PresharedKey{Present: true, Flags: 2}, key.Credentials[0].Local.PresharedKey)
	assert.Nil(t, key.Credentials[0].Peer.PresharedKey)
	text, err := json.Marshal(sas)
	require.NoError(t, err)
	assert.NotContains(t, fmt.Sprintf("%s %+v", text, key.Credentials), "stand-in key")

	assert.Equal(t, ikeext.KeyModuleAuthIP, kerberos.KeyModule)
	assert.Equal(t, ikeext.IPVersionV6, kerberos.IPVersion)
	assert.Nil(t, kerberos.UDPEncapsulation)
	assert.Equal(t, netip.MustParseAddr("2001:db8::1"), kerberos.Traffic.LocalAddress)
	assert.Equal(t, netip.MustParseAddr("2001:db8:5::17"), kerberos.Traffic.RemoteAddress)
	assert.EqualValues(t, 70001, *kerberos.Traffic.AuthIPFilterID)
	require.Len(t, kerberos.Credentials, 2)
	assert.Equal(t, "HOST$@CORP.EXAMPLE", kerberos.Credentials[0].Local.PrincipalName)
	assert.Equal(t, "jörg@CORP.EXAMPLE", kerberos.Credentials[0].Peer.PrincipalName)
	assert.Equal(t, ikeext.ImpersonationSocketPrincipal, *kerberos.Credentials[0].Peer.Impersonation)
	assert.Equal(t, ikeext.AuthenticationAnonymous, kerberos.Credentials[1].Local.Method)
	assert.Equal(t, ikeext.AuthenticationNTLMv2, kerberos.Credentials[1].Peer.Method)

	assert.Equal(t, ikeext.KeyModuleIKEv2, tunnel.KeyModule)
	assert.Nil(t, tunnel.UDPEncapsulation)
	assert.Equal(t, ikeext.CipherAESGCM256, tunnel.Proposal.Cipher.Type)
	assert.EqualValues(t, 256, *tunnel.Proposal.Cipher.KeyLength)
	assert.EqualValues(t, 14, *tunnel.Proposal.Cipher.Rounds)
	assert.Equal(t, ikeext.IntegritySHA384, tunnel.Proposal.Integrity.Type)
	assert.Equal(t, 24*time.Hour, *tunnel.Proposal.MaxLifetime)
	assert.Equal(t, ikeext.DHECP384, tunnel.Proposal.DHGroup)
	assert.EqualValues(t, 64, *tunnel.Proposal.QuickModeLimit)
	assert.Equal(t, &ikeext.CookiePair{Initiator: 0x0102030405060708, Responder: 0xF1F2F3F4F5F6F7F8}, tunnel.Cookies)
	assert.Equal(t, "01020304-0506-0708-090a-0b0c0d0e0f10", tunnel.PolicyKey.String())
	assert.EqualValues(t, 7<<40, *tunnel.VirtualInterfaceTunnelID)
	assert.Equal(t, "tunnel-7", string(tunnel.CorrelationKey))
	require.Len(t, tunnel.Credentials, 1)
	certificate := tunnel.Credentials[0].Local.Certificate
	require.NotNil(t, certificate)
	assert.Equal(t, "CN=stand-in", certificate.Subject)
	assert.Equal(t, "0123456789abcdefghij", string(certificate.Hash))
	assert.EqualValues(t, 1, *certificate.Flags)
	assert.Equal(t, "none", string(certificate.Raw))
	assert.NotEmpty(t, certificate.Unread)
	assert.Equal(t, "alice@corp.example", tunnel.Credentials[0].Peer.PrincipalName)
}

// TestStandInListingRefused has a host that lets nobody enumerate, and one whose answer
// cannot be read.
func TestStandInListingRefused(t *testing.T) {
	e := failure(t, errorOf(list(t.Context(), standIn(t, "denied-sa", 0), nil)))
	assert.Equal(t, ikeext.ErrAccessDenied, e.Class)
	assert.Contains(t, e.Hint, "FWPM_ACTRL_ENUM")
	assert.Equal(t, ikeext.Stage("local"), e.Stage)
	e = failure(t, errorOf(list(t.Context(), standIn(t, "malformed", 0), nil)))
	assert.Equal(t, ikeext.ErrTruncated, e.Class)
	e = failure(t, errorOf(listQuick(t.Context(), standIn(t, "", 0), nil)))
	assert.Equal(t, ikeext.ErrNotSupported, e.Class)
}

// TestStandInIPsecStatistics holds that each number is in its place.
func TestStandInIPsecStatistics(t *testing.T) {
	s, err := standIn(t, "", 0).IPsecStatistics(t.Context())
	require.NoError(t, err)
	assert.Equal(t, ikeext.DoorLocal, s.Source.Door)
	assert.Equal(t, os.Getenv("REMOTEIKE_BUILD"), s.Source.WindowsBuild)
	n := 0
	value := reflect.ValueOf(*s)
	for i := range value.NumField() {
		if value.Type().Field(i).Name == "Source" {
			continue
		}
		for j := range value.Field(i).NumField() {
			want := uint64(uint32(uint64(n)*2654435761 + 12345))
			field := value.Field(i).Field(j)
			if field.Kind() == reflect.Uint64 {
				want |= uint64(n) << 32
			}
			require.Equal(t, want, field.Uint(), "%s, member %d", value.Type().Field(i).Name, j)
			n++
		}
	}
	assert.Equal(t, 40, n)
}
