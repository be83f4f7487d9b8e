package ikeext

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// enumeration is an enumeration of the Windows SDK: its name, and those of its
// values from 0 on.
type enumeration struct {
	name   string
	values []string
}

// NotRead is the value of an enumeration of SecurityAssociation that the door did not
// read. Its text is "not read". DoorRPC and DoorLocal read all of them.
const NotRead = 1<<32 - 1

const notRead = "not read"

// text returns the SDK's name of a value, and of one that it does not have the
// name of the enumeration with the number.
func (e enumeration) text(v uint32) string {
	switch {
	case int64(v) < int64(len(e.values)):
		return e.values[v]
	case v == NotRead:
		return notRead
	}
	return fmt.Sprintf("%s(%d)", e.name, v)
}

// parse is the way back from text, by which unknown values survive too.
func (e enumeration) parse(text []byte) (uint32, error) {
	s := string(text)
	if i := slices.Index(e.values, s); i >= 0 {
		return uint32(i), nil
	}
	if s == notRead {
		return NotRead, nil
	}
	if number, ok := strings.CutPrefix(s, e.name+"("); ok {
		if number, ok = strings.CutSuffix(number, ")"); ok {
			if v, err := strconv.ParseUint(number, 10, 32); err == nil {
				return uint32(v), nil
			}
		}
	}
	return 0, fmt.Errorf("%q is no %s", s, e.name)
}

// IPVersion is FWP_IP_VERSION.
type IPVersion uint32

// The IP versions.
const (
	IPVersionV4   IPVersion = 0
	IPVersionV6   IPVersion = 1
	IPVersionNone IPVersion = 2
)

func ipVersions() enumeration {
	return enumeration{"FWP_IP_VERSION", []string{"FWP_IP_VERSION_V4", "FWP_IP_VERSION_V6", "FWP_IP_VERSION_NONE"}}
}

// String returns the SDK's name, for example "FWP_IP_VERSION_V4", and of a value that
// the SDK does not have "FWP_IP_VERSION(9)".
func (v IPVersion) String() string { return ipVersions().text(uint32(v)) }

// MarshalText returns what String does.
func (v IPVersion) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *IPVersion) UnmarshalText(text []byte) error {
	return unmarshalEnumeration(v, ipVersions(), text)
}

// KeyModuleType is IKEEXT_KEY_MODULE_TYPE: the protocol that negotiated an SA.
type KeyModuleType uint32

// The key modules.
const (
	KeyModuleIKE    KeyModuleType = 0
	KeyModuleAuthIP KeyModuleType = 1
	KeyModuleIKEv2  KeyModuleType = 2
)

func keyModules() cimEnumeration {
	return cimEnumeration{cimKeyModules(), enumeration{"IKEEXT_KEY_MODULE_TYPE", []string{"IKEEXT_KEY_MODULE_IKE", "IKEEXT_KEY_MODULE_AUTHIP", "IKEEXT_KEY_MODULE_IKEV2"}}}
}

// String returns the SDK's name, for example "IKEEXT_KEY_MODULE_IKEV2", and of a value
// that the SDK does not have "IKEEXT_KEY_MODULE_TYPE(9)".
func (v KeyModuleType) String() string { return keyModules().text(uint32(v)) }

// MarshalText returns what String does.
func (v KeyModuleType) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *KeyModuleType) UnmarshalText(text []byte) error {
	return unmarshalEnumeration(v, keyModules(), text)
}

// AuthenticationMethodType is IKEEXT_AUTHENTICATION_METHOD_TYPE: how one end of an SA
// showed who it is.
type AuthenticationMethodType uint32

// The authentication methods. AuthenticationReserved exists from Windows 8.1 on.
const (
	AuthenticationPresharedKey         AuthenticationMethodType = 0
	AuthenticationCertificate          AuthenticationMethodType = 1
	AuthenticationKerberos             AuthenticationMethodType = 2
	AuthenticationAnonymous            AuthenticationMethodType = 3
	AuthenticationSSL                  AuthenticationMethodType = 4
	AuthenticationNTLMv2               AuthenticationMethodType = 5
	AuthenticationIPv6CGA              AuthenticationMethodType = 6
	AuthenticationCertificateECDSAP256 AuthenticationMethodType = 7
	AuthenticationCertificateECDSAP384 AuthenticationMethodType = 8
	AuthenticationSSLECDSAP256         AuthenticationMethodType = 9
	AuthenticationSSLECDSAP384         AuthenticationMethodType = 10
	AuthenticationEAP                  AuthenticationMethodType = 11
	AuthenticationReserved             AuthenticationMethodType = 12
)

func authenticationMethods() enumeration {
	return enumeration{"IKEEXT_AUTHENTICATION_METHOD_TYPE", []string{
		"IKEEXT_PRESHARED_KEY", "IKEEXT_CERTIFICATE", "IKEEXT_KERBEROS", "IKEEXT_ANONYMOUS", "IKEEXT_SSL",
		"IKEEXT_NTLM_V2", "IKEEXT_IPV6_CGA", "IKEEXT_CERTIFICATE_ECDSA_P256", "IKEEXT_CERTIFICATE_ECDSA_P384",
		"IKEEXT_SSL_ECDSA_P256", "IKEEXT_SSL_ECDSA_P384", "IKEEXT_EAP", "IKEEXT_RESERVED",
	}}
}

// String returns the SDK's name, for example "IKEEXT_KERBEROS", and of a value that the
// SDK does not have "IKEEXT_AUTHENTICATION_METHOD_TYPE(99)".
func (v AuthenticationMethodType) String() string { return authenticationMethods().text(uint32(v)) }

// MarshalText returns what String does.
func (v AuthenticationMethodType) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *AuthenticationMethodType) UnmarshalText(text []byte) error {
	return unmarshalEnumeration(v, authenticationMethods(), text)
}

// AuthenticationImpersonationType is IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE: whose
// identity was shown.
type AuthenticationImpersonationType uint32

// The kinds of impersonation.
const (
	ImpersonationNone            AuthenticationImpersonationType = 0
	ImpersonationSocketPrincipal AuthenticationImpersonationType = 1
)

func impersonations() enumeration {
	return enumeration{"IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE", []string{
		"IKEEXT_IMPERSONATION_NONE", "IKEEXT_IMPERSONATION_SOCKET_PRINCIPAL",
	}}
}

// String returns the SDK's name, for example "IKEEXT_IMPERSONATION_NONE", and of a value
// that the SDK does not have "IKEEXT_AUTHENTICATION_IMPERSONATION_TYPE(9)".
func (v AuthenticationImpersonationType) String() string { return impersonations().text(uint32(v)) }

// MarshalText returns what String does.
func (v AuthenticationImpersonationType) MarshalText() ([]byte, error) {
	return []byte(v.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (v *AuthenticationImpersonationType) UnmarshalText(text []byte) error {
	return unmarshalEnumeration(v, impersonations(), text)
}

// CipherType is IKEEXT_CIPHER_TYPE.
type CipherType uint32

// The ciphers.
const (
	CipherDES       CipherType = 0
	Cipher3DES      CipherType = 1
	CipherAES128    CipherType = 2
	CipherAES192    CipherType = 3
	CipherAES256    CipherType = 4
	CipherAESGCM128 CipherType = 5 // with an integrity check value of 16 bytes
	CipherAESGCM256 CipherType = 6 // the same
)

func ciphers() cimEnumeration {
	return cimEnumeration{quickModeCipherNames(), enumeration{"IKEEXT_CIPHER_TYPE", []string{
		"IKEEXT_CIPHER_DES", "IKEEXT_CIPHER_3DES", "IKEEXT_CIPHER_AES_128", "IKEEXT_CIPHER_AES_192",
		"IKEEXT_CIPHER_AES_256", "IKEEXT_CIPHER_AES_GCM_128_16ICV", "IKEEXT_CIPHER_AES_GCM_256_16ICV",
	}}}
}

// String returns the SDK's name, for example "IKEEXT_CIPHER_AES_256", and of a value that
// the SDK does not have "IKEEXT_CIPHER_TYPE(9)".
func (v CipherType) String() string { return ciphers().text(uint32(v)) }

// MarshalText returns what String does.
func (v CipherType) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *CipherType) UnmarshalText(text []byte) error {
	return unmarshalEnumeration(v, ciphers(), text)
}

// IntegrityType is IKEEXT_INTEGRITY_TYPE.
type IntegrityType uint32

// The integrity algorithms.
const (
	IntegrityMD5    IntegrityType = 0
	IntegritySHA1   IntegrityType = 1
	IntegritySHA256 IntegrityType = 2
	IntegritySHA384 IntegrityType = 3
)

func integrities() cimEnumeration {
	return cimEnumeration{cimHashes(), enumeration{"IKEEXT_INTEGRITY_TYPE", []string{
		"IKEEXT_INTEGRITY_MD5", "IKEEXT_INTEGRITY_SHA1", "IKEEXT_INTEGRITY_SHA_256", "IKEEXT_INTEGRITY_SHA_384",
	}}}
}

// String returns the SDK's name, for example "IKEEXT_INTEGRITY_SHA_256", and of a value
// that the SDK does not have "IKEEXT_INTEGRITY_TYPE(9)".
func (v IntegrityType) String() string { return integrities().text(uint32(v)) }

// MarshalText returns what String does.
func (v IntegrityType) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *IntegrityType) UnmarshalText(text []byte) error {
	return unmarshalEnumeration(v, integrities(), text)
}

// DHGroup is IKEEXT_DH_GROUP: the group of the Diffie-Hellman exchange.
type DHGroup uint32

// The groups. DHGroup14 is also called IKEEXT_DH_GROUP_2048, after its bits.
const (
	DHGroupNone DHGroup = 0
	DHGroup1    DHGroup = 1
	DHGroup2    DHGroup = 2
	DHGroup14   DHGroup = 3
	DHECP256    DHGroup = 4
	DHECP384    DHGroup = 5
	DHGroup24   DHGroup = 6
)

func dhGroups() cimEnumeration {
	return cimEnumeration{cimGroups(), enumeration{"IKEEXT_DH_GROUP", []string{
		"IKEEXT_DH_GROUP_NONE", "IKEEXT_DH_GROUP_1", "IKEEXT_DH_GROUP_2", "IKEEXT_DH_GROUP_14",
		"IKEEXT_DH_ECP_256", "IKEEXT_DH_ECP_384", "IKEEXT_DH_GROUP_24",
	}}}
}

// String returns the SDK's name, for example "IKEEXT_DH_GROUP_14", and of a value that the
// SDK does not have "IKEEXT_DH_GROUP(9)".
func (v DHGroup) String() string { return dhGroups().text(uint32(v)) }

// MarshalText returns what String does.
func (v DHGroup) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes, and the other name of DHGroup14.
func (v *DHGroup) UnmarshalText(text []byte) error {
	if string(text) == "IKEEXT_DH_GROUP_2048" {
		*v = DHGroup14
		return nil
	}
	return unmarshalEnumeration(v, dhGroups(), text)
}

// unmarshalEnumeration sets v to what text says.
func unmarshalEnumeration[T ~uint32](v *T, e interface{ parse([]byte) (uint32, error) }, text []byte) error {
	n, err := e.parse(text)
	if err == nil {
		*v = T(n)
	}
	return err
}
