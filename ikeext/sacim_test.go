package ikeext

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// mainMode makes an SA of properties.
func mainMode(properties ...cim.Property) (*SecurityAssociation, error) {
	return newMainModeSA(&cim.Instance{Class: "MSFT_NetMainModeSA", Properties: properties})
}

// TestNothingRead makes SAs of which the host told nothing: nothing is made up.
func TestNothingRead(t *testing.T) {
	for _, name := range []string{"KeyModule", "CipherAlgorithm", "LocalFirstId", "LifetimeSeconds"} {
		sa, err := mainMode(cim.Property{Name: name})
		require.NoError(t, err)
		assert.Equal(t, &SecurityAssociation{
			KeyModule: NotRead, IPVersion: NotRead,
			Proposal: Proposal{Cipher: CipherAlgorithm{Type: NotRead}, Integrity: IntegrityAlgorithm{Type: NotRead}, DHGroup: NotRead},
		}, sa)
		text, err := json.Marshal(sa)
		require.NoError(t, err)
		var read SecurityAssociation
		require.NoError(t, json.Unmarshal(text, &read))
		assert.Equal(t, sa, &read)
		assert.Contains(t, string(text), `"keyModuleType":"not read"`)
	}
	sa, err := newQuickModeSA(&cim.Instance{Class: "msft_netquickmodesa"})
	require.NoError(t, err)
	assert.Equal(t, &QuickModeSA{}, sa)
}

// TestNumbersOfWMI takes the numbers from Microsoft's documentation of the class, and
// others that stay what they are.
func TestNumbersOfWMI(t *testing.T) {
	for number, text := range map[uint16]string{
		2: "IKEEXT_CIPHER_DES", 6: "IKEEXT_CIPHER_3DES", 65001: "IKEEXT_CIPHER_AES_128", 65002: "IKEEXT_CIPHER_AES_192",
		65003: "IKEEXT_CIPHER_AES_256", 65004: "IKEEXT_CIPHER_AES_GCM_128_16ICV", 65006: "IKEEXT_CIPHER_AES_GCM_256_16ICV",
		0: "None", 65005: "AES-GCM-192", 1: "CipherAlgorithm(1)", 65535: "CipherAlgorithm(65535)",
	} {
		assertText(t, text, cipherFromCIM(&number))
	}
	for number, text := range map[uint16]string{
		2: "IKEEXT_INTEGRITY_MD5", 3: "IKEEXT_INTEGRITY_SHA1", 65001: "IKEEXT_INTEGRITY_SHA_256", 65002: "IKEEXT_INTEGRITY_SHA_384",
		0: "None", 65003: "AES-GMAC-128", 1: "HashAlgorithm(1)",
	} {
		assertText(t, text, integrityFromCIM(&number))
	}
	for number, text := range map[uint16]string{
		0: "IKEEXT_DH_GROUP_NONE", 1: "IKEEXT_DH_GROUP_1", 2: "IKEEXT_DH_GROUP_2", 14: "IKEEXT_DH_GROUP_14",
		19: "IKEEXT_DH_ECP_256", 20: "IKEEXT_DH_ECP_384", 24: "IKEEXT_DH_GROUP_24", 5: "GroupId(5)",
	} {
		assertText(t, text, groupFromCIM(&number))
	}
	for number, text := range map[uint16]string{
		1: "IKEEXT_KEY_MODULE_IKE", 2: "IKEEXT_KEY_MODULE_AUTHIP", 3: "IKEEXT_KEY_MODULE_IKEV2", 4: "IKEEXT_KEY_MODULE_IKEV2",
		0: "KeyModule(0)", 9: "KeyModule(9)",
	} {
		assertText(t, text, keyModuleFromCIM(&number))
	}
}

// assertText holds that a value has a text, and that the way back leads to the value.
func assertText[T interface {
	~uint32
	String() string
}](t *testing.T, want string, v T) {
	t.Helper()
	assert.Equal(t, want, v.String())
	text, err := json.Marshal(v)
	require.NoError(t, err)
	read := T(77)
	require.NoError(t, json.Unmarshal(text, &read))
	assert.Equal(t, v, read, want)
}

// TestPropertiesOfOtherTypes refuses what is there and is not what it has to be, in place
// of bending it into something.
func TestPropertiesOfOtherTypes(t *testing.T) {
	for name, values := range map[string][]any{
		"KeyModule":         {"x", -1, uint32(1 << 16), "65536", true, []uint16{1}},
		"LocalEndpoint":     {"host", "192.0.2.1/32", uint32(7), "300.1.1.1"},
		"IkePolicyKey":      {"x", "{01020304-0506-0708-090a-0b0c0d0e0f1}", uint64(1)},
		"VirtualIfTunnelId": {"18446744073709551616", "", int64(1)},
		"LocalFirstId":      {"alice", uint32(1), []*cim.Instance{{}}},
		"InitiatorCookie":   {"0x1", " 1"},
	} {
		for _, value := range values {
			_, err := mainMode(cim.Property{Name: name, Value: value})
			var decode *association.DecodeError
			require.ErrorAs(t, err, &decode, "%s %v", name, value)
			assert.ErrorContains(t, err, name)
		}
	}
	for _, value := range []any{"yes", uint16(1), ""} {
		_, err := newQuickModeSA(&cim.Instance{Class: "MSFT_NetQuickModeSA", Properties: []cim.Property{{Name: "InboundDirection", Value: value}}})
		assert.ErrorContains(t, err, "InboundDirection of MSFT_NetQuickModeSA is no truth value")
	}
	for _, class := range []string{"", "MSFT_NetMainModeRule", "MSFT_NetQuickModeSA"} {
		_, err := newMainModeSA(&cim.Instance{Class: class})
		assert.ErrorContains(t, err, "not MSFT_NetMainModeSA", class)
	}
	_, err := mainMode(cim.Property{Name: "LocalFirstId", Value: &cim.Instance{Properties: []cim.Property{{Name: "Flags", Value: "x"}, {Name: "AuthenticationMethod", Value: uint32(1)}}}})
	assert.ErrorContains(t, err, "Flags")
}

// TestIgnoredProperties takes zero for nothing where Microsoft calls a property ignored,
// and nowhere else.
func TestIgnoredProperties(t *testing.T) {
	zero := uint64(0)
	sa, err := mainMode(cim.Property{Name: "LifetimeSeconds", Value: zero}, cim.Property{Name: "InitiatorCookie", Value: zero},
		cim.Property{Name: "ResponderCookie", Value: zero}, cim.Property{Name: "ExtendedFilterId", Value: zero})
	require.NoError(t, err)
	assert.Nil(t, sa.Proposal.MaxLifetime)
	assert.Nil(t, sa.Cookies)
	assert.Equal(t, &zero, sa.Traffic.AuthIPFilterID)
}

// TestCertificateOfWMI keeps what is told of a certificate, whatever is missing beside it.
func TestCertificateOfWMI(t *testing.T) {
	flags := uint32(1)
	for name, c := range map[string]struct {
		identity, flags any
		want            *CertificateCredential
	}{
		"both":            {"CN=vpn", flags, &CertificateCredential{Subject: "CN=vpn", Flags: &flags}},
		"the subject":     {"CN=vpn", nil, &CertificateCredential{Subject: "CN=vpn"}},
		"the flags":       {nil, flags, &CertificateCredential{Flags: &flags}},
		"neither":         {nil, nil, nil},
		"an empty string": {"", nil, nil},
	} {
		for _, method := range []AuthenticationMethodType{1, 4, 6, 7, 8, 9, 10} {
			sa, err := mainMode(cim.Property{Name: "RemoteFirstId", Value: &cim.Instance{Properties: []cim.Property{
				{Name: "AuthenticationMethod", Value: uint32(method)}, {Name: "Identity", Value: c.identity}, {Name: "Flags", Value: c.flags},
			}}})
			require.NoError(t, err, name)
			assert.Equal(t, Credential{Method: method, Certificate: c.want}, sa.Credentials[0].Peer, name)
			text, err := json.Marshal(sa)
			require.NoError(t, err)
			assert.Equal(t, c.flags != nil, strings.Contains(string(text), `"flags"`), name)
		}
	}
}

// TestNoKeyAsIdentity has a host tell a preshared key as an identity, and one of a method
// that nobody knows.
func TestNoKeyAsIdentity(t *testing.T) {
	for _, method := range []any{uint32(0), uint32(99), nil} {
		sa, err := mainMode(cim.Property{Name: "RemoteFirstId", Value: &cim.Instance{Properties: []cim.Property{
			{Name: "AuthenticationMethod", Value: method}, {Name: "Identity", Value: "a key"}, {Name: "Flags", Value: uint32(1)},
		}}})
		require.NoError(t, err)
		require.Len(t, sa.Credentials, 1)
		assert.EqualValues(t, NotRead, sa.Credentials[0].Local.Method)
		text, err := json.Marshal(sa)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "a key")
	}
}
