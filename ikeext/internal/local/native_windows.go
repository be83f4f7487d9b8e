//go:build amd64 || arm64

package local

import (
	"encoding/binary"
	"fmt"
	"unsafe"

	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
	"golang.org/x/sys/windows"

	"github.com/remoteike/remoteike/rpc/bfe"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// saDetails is IKEEXT_SA_DETAILS2 as C lays it out with pointers of 64 bits. That of
// IKEEXT_SA_DETAILS1 is the same.
type saDetails struct {
	id                   uint64
	keyModule, ipVersion uint32
	udp                  *udpEncapsulation
	traffic              traffic
	proposal             proposal
	cookies              [2]uint64
	credentials          credentials
	policyKey            windows.GUID
	tunnel               uint64
	correlationKey       blob
}

// udpEncapsulation is IPSEC_V4_UDP_ENCAPSULATION0.
type udpEncapsulation struct{ local, remote uint16 }

// traffic is IKEEXT_TRAFFIC0. Each address is a union; of IPv4 the first four bytes are
// a number.
type traffic struct {
	ipVersion     uint32
	local, remote [16]byte
	filter        uint64
}

// proposal is IKEEXT_PROPOSAL0.
type proposal struct {
	cipher, keyLength, rounds, integrity, maxLifetime, dhGroup, quickModeLimit uint32
}

// credentials is IKEEXT_CREDENTIALS2.
type credentials struct {
	count uint32
	pairs *[2]credential // so many pairs, each local and peer
}

// credential is IKEEXT_CREDENTIAL2, whose pointer is a union.
type credential struct {
	method, impersonation uint32
	arm                   unsafe.Pointer
}

// presharedKey is IKEEXT_PRESHARED_KEY_AUTHENTICATION1.
type presharedKey struct {
	key   blob
	flags uint32
}

// certificate is IKEEXT_CERTIFICATE_CREDENTIAL1.
type certificate struct {
	subject, hash blob
	flags         uint32
	certificate   blob
}

// name is IKEEXT_NAME_CREDENTIAL0.
type name struct{ principal *uint16 }

// blob is FWP_BYTE_BLOB.
type blob struct {
	size uint32
	data *byte
}

// These do not compile if the toolchain of C has other sizes and places: see the
// assertions in the stand-in.
var (
	_ [176]byte = [unsafe.Sizeof(saDetails{})]byte{}
	_ [24]byte  = [unsafe.Offsetof(saDetails{}.traffic)]byte{}
	_ [48]byte  = [unsafe.Sizeof(traffic{})]byte{}
	_ [72]byte  = [unsafe.Offsetof(saDetails{}.proposal)]byte{}
	_ [104]byte = [unsafe.Offsetof(saDetails{}.cookies)]byte{}
	_ [120]byte = [unsafe.Offsetof(saDetails{}.credentials)]byte{}
	_ [136]byte = [unsafe.Offsetof(saDetails{}.policyKey)]byte{}
	_ [160]byte = [unsafe.Offsetof(saDetails{}.correlationKey)]byte{}
	_ [16]byte  = [unsafe.Sizeof(credential{})]byte{}
	_ [24]byte  = [unsafe.Sizeof(presharedKey{})]byte{}
	_ [56]byte  = [unsafe.Sizeof(certificate{})]byte{}
	_ [48]byte  = [unsafe.Sizeof(template{})]byte{}
	_ [17]byte  = [unsafe.Sizeof(v6Network{})]byte{}
)

// Bounds on what is read behind a pointer: Windows is believed that memory is there, and
// not that it has any size.
const (
	mostPairs = 16
	mostBlob  = 1 << 16
	mostName  = 1 << 12
)

func malformed(function, format string, args ...any) error {
	return &Error{Function: function, Err: fmt.Errorf("%w: %s", ErrMalformed, fmt.Sprintf(format, args...))}
}

// converter copies a structure out of memory of Windows. The first error stays.
type converter struct {
	function string
	err      error
}

func (c *converter) wrong(format string, args ...any) {
	if c.err == nil {
		c.err = malformed(c.function, format, args...)
	}
}

// convert makes of a structure what it is on the wire.
func convert(function string, in *saDetails) (*ikerpc.IkeextSADetails1, error) {
	c := &converter{function: function}
	if in == nil {
		return nil, malformed(function, "a null pointer for a security association")
	}
	out := &ikerpc.IkeextSADetails1{
		ID:               in.id,
		KeyModuleType:    ikerpc.IkeextKeyModuleType(in.keyModule),
		IPVersion:        ikerpc.FwpIPVersion(in.ipVersion),
		UDPEncapsulation: newEncapsulation(in),
		IKETraffic: &ikerpc.IkeextTraffic0{
			IPVersion:      ikerpc.FwpIPVersion(in.traffic.ipVersion),
			LocalAddress:   newAddress(in.traffic.ipVersion, in.traffic.local),
			RemoteAddress:  newAddress(in.traffic.ipVersion, in.traffic.remote),
			AuthIPFilterID: in.traffic.filter,
		},
		IKEProposal: &ikerpc.IkeextProposal0{
			CipherAlgorithm: &ikerpc.IkeextCipherAlgorithm0{
				AlgoID: ikerpc.IkeextCipherType(in.proposal.cipher), KeyLength: in.proposal.keyLength, Rounds: in.proposal.rounds,
			},
			IntegrityAlgorithm: &ikerpc.IkeextIntegrityAlgorithm0{AlgoID: ikerpc.IkeextIntegrityType(in.proposal.integrity)},
			MaxLifetimeSeconds: in.proposal.maxLifetime,
			DHGroup:            ikerpc.IkeextDHGroup(in.proposal.dhGroup),
			QuickModeLimit:     in.proposal.quickModeLimit,
		},
		CookiePair:     &ikerpc.IkeextCookiePair0{Initiator: in.cookies[0], Responder: in.cookies[1]},
		IKECredentials: c.credentials(in.credentials),
		IKEPolicyKey: &dtyp.GUID{
			Data1: in.policyKey.Data1, Data2: in.policyKey.Data2, Data3: in.policyKey.Data3, Data4: in.policyKey.Data4[:],
		},
		VirtualInterfaceTunnelID: in.tunnel,
		CorrelationKey:           c.blob(in.correlationKey),
	}
	return out, c.err
}

// newEncapsulation returns the arm of IPv4; the others have nothing.
func newEncapsulation(in *saDetails) *ikerpc.IkeextUDPEncapsulationUnion {
	switch ikerpc.FwpIPVersion(in.ipVersion) {
	case ikerpc.FwpIPVersionV4:
		arm := &ikerpc.IkeextUDPEncapsulationUnion_UDPEncapsulationV4{}
		if in.udp != nil {
			arm.UDPEncapsulationV4 = &ikerpc.IPsecV4UDPEncapsulation0{LocalUDPEncapPort: in.udp.local, RemoteUDPEncapPort: in.udp.remote}
		}
		return &ikerpc.IkeextUDPEncapsulationUnion{Value: arm}
	case ikerpc.FwpIPVersionV6:
		return &ikerpc.IkeextUDPEncapsulationUnion{Value: &ikerpc.IkeextUDPEncapsulationUnion_FwpIPVersionV6{}}
	}
	return &ikerpc.IkeextUDPEncapsulationUnion{}
}

// newAddress returns the arm of a version; of another than 4 and 6 there is none.
func newAddress(version uint32, in [16]byte) *ikerpc.IkeextAddressUnion {
	switch ikerpc.FwpIPVersion(version) {
	case ikerpc.FwpIPVersionV4:
		return &ikerpc.IkeextAddressUnion{Value: &ikerpc.IkeextAddressUnion_AddressV4{AddressV4: binary.NativeEndian.Uint32(in[:])}}
	case ikerpc.FwpIPVersionV6:
		return &ikerpc.IkeextAddressUnion{Value: &ikerpc.IkeextAddressUnion_AddressV6{AddressV6: in[:]}}
	}
	return &ikerpc.IkeextAddressUnion{}
}

// all returns the pairs.
func (in credentials) all() []([2]credential) {
	if in.pairs == nil || in.count > mostPairs {
		return nil
	}
	return unsafe.Slice(in.pairs, in.count)
}

func (c *converter) credentials(in credentials) *ikerpc.IkeextCredentials1 {
	pairs := in.all()
	if uint64(len(pairs)) != uint64(in.count) {
		c.wrong("%d pairs of credentials", in.count)
		return nil
	}
	out := &ikerpc.IkeextCredentials1{CredentialsLength: in.count}
	for i := range pairs {
		out.Credentials = append(out.Credentials, &ikerpc.IkeextCredentialPair1{
			LocalCredentials: c.credential(&pairs[i][0]), PeerCredentials: c.credential(&pairs[i][1]),
		})
	}
	return out
}

// credential returns a credential with the arm of its method. What an unknown method has
// is unknown.
func (c *converter) credential(in *credential) *ikerpc.IkeextCredential1 {
	out := &ikerpc.IkeextCredential1{
		AuthenticationMethodType: ikerpc.IkeextAuthenticationMethodType(in.method),
		ImpersonationType:        ikerpc.IkeextAuthenticationImpersonationType(in.impersonation),
		Credential:               &ikerpc.IkeextCredentialUnion{},
	}
	switch in.kind() {
	case armKey:
		out.Credential.Value = &ikerpc.IkeextCredentialUnion_PresharedKey{PresharedKey: c.presharedKey((*presharedKey)(in.arm))}
	case armCertificate:
		out.Credential.Value = &ikerpc.IkeextCredentialUnion_Certificate{Certificate: c.certificate((*certificate)(in.arm))}
	case armName:
		out.Credential.Value = &ikerpc.IkeextCredentialUnion_Name{Name: c.name((*name)(in.arm))}
	case armNothing:
		out.Credential.Value = &ikerpc.IkeextCredentialUnion_IkeextAnonymous{}
	}
	return out
}

// arm says what the union of a credential points to.
type arm int

const (
	armUnknown arm = iota
	armNothing
	armKey
	armCertificate
	armName
)

// kind returns the arm of the method, by the numbers of
// IKEEXT_AUTHENTICATION_METHOD_TYPE.
func (in *credential) kind() arm {
	switch in.method {
	case 0:
		return armKey
	case 1, 4, 6, 7, 8, 9, 10:
		return armCertificate
	case 2, 5, 11, 12:
		return armName
	case 3:
		return armNothing
	}
	return armUnknown
}

// presharedKey tells of the key that there is one. It is not copied.
func (c *converter) presharedKey(in *presharedKey) *ikerpc.IkeextPresharedKeyAuthentication1 {
	if in == nil {
		return nil
	}
	out := &ikerpc.IkeextPresharedKeyAuthentication1{PresharedKey: &bfe.FwpByteBlob{}, Flags: in.flags}
	if in.key.size > 0 {
		out.PresharedKey = &bfe.FwpByteBlob{Size: 1, Data: []byte{0}}
	}
	return out
}

func (c *converter) certificate(in *certificate) *ikerpc.IkeextCertificateCredential1 {
	if in == nil {
		return nil
	}
	return &ikerpc.IkeextCertificateCredential1{
		SubjectName: c.blob(in.subject), CertHash: c.blob(in.hash), Flags: in.flags, Certificate: c.blob(in.certificate),
	}
}

func (c *converter) name(in *name) *ikerpc.IkeextNameCredential0 {
	if in == nil || in.principal == nil {
		return nil
	}
	length := 0
	for p := in.principal; *p != 0; p = (*uint16)(unsafe.Add(unsafe.Pointer(p), 2)) {
		if length++; length > mostName {
			c.wrong("a name without an end")
			return nil
		}
	}
	return &ikerpc.IkeextNameCredential0{PrincipalName: windows.UTF16ToString(unsafe.Slice(in.principal, length))}
}

// blob copies bytes.
func (c *converter) blob(in blob) *bfe.FwpByteBlob {
	if in.size > mostBlob || in.size > 0 && in.data == nil {
		c.wrong("%d bytes", in.size)
		return nil
	}
	out := &bfe.FwpByteBlob{Size: in.size}
	if in.size > 0 {
		out.Data = append(out.Data, unsafe.Slice(in.data, in.size)...)
	}
	return out
}

// forgetKeys overwrites the preshared keys before Windows takes the memory back.
func forgetKeys(entries []*saDetails) {
	for _, entry := range entries {
		if entry == nil {
			continue
		}
		pairs := entry.credentials.all()
		for i := range pairs {
			for j := range pairs[i] {
				forgetKey(&pairs[i][j])
			}
		}
	}
}

func forgetKey(in *credential) {
	if in.kind() != armKey || in.arm == nil {
		return
	}
	if key := (*presharedKey)(in.arm).key; key.data != nil && key.size <= mostBlob {
		clear(unsafe.Slice(key.data, key.size))
	}
}
