package bfe_test

import (
	"math/rand/v2"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/rpc/bfe"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// TestRandomPages encodes pages of random SAs and decodes them again, in both
// transfer syntaxes. It proves that nothing is lost, and nothing about the bytes:
// these the vectors prove, for NDR 2.0. NDR64 is never offered.
func TestRandomPages(t *testing.T) {
	for name, codec := range map[string]func([]byte, ...any) ndr.NDR{"NDR20": ndr.NDR20, "NDR64": ndr.NDR64} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(300) {
				r := random{rand.New(rand.NewPCG(seed, 7))}
				want := &ikeext.EnumSAsResponse{Entries: []*ikeext.IkeextSADetails1{}, Return: r.Uint32()}
				for range r.IntN(5) {
					want.Entries = append(want.Entries, r.sa())
				}
				want.EntriesReturnedLength = uint32(len(want.Entries))
				stub := encode(t, codec(nil), want)

				var got ikeext.EnumSAsResponse
				decode(t, codec(stub), &got)
				require.Equal(t, want, &got, "seed %d", seed)
			}
		})
	}
}

type random struct{ *rand.Rand }

// blob is empty, without data, in one of four.
func (r random) blob() *bfe.FwpByteBlob {
	if r.IntN(4) == 0 {
		return &bfe.FwpByteBlob{}
	}
	b := make([]byte, 1+r.IntN(40))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return &bfe.FwpByteBlob{Size: uint32(len(b)), Data: b}
}

func (r random) address(version ikeext.FwpIPVersion) *ikeext.IkeextAddressUnion {
	if version == ikeext.FwpIPVersionV4 {
		return &ikeext.IkeextAddressUnion{Value: &ikeext.IkeextAddressUnion_AddressV4{AddressV4: r.Uint32()}}
	}
	b := make([]byte, 16)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return &ikeext.IkeextAddressUnion{Value: &ikeext.IkeextAddressUnion_AddressV6{AddressV6: b}}
}

func (r random) encapsulation(version ikeext.FwpIPVersion) *ikeext.IkeextUDPEncapsulationUnion {
	if version == ikeext.FwpIPVersionV6 {
		return &ikeext.IkeextUDPEncapsulationUnion{Value: &ikeext.IkeextUDPEncapsulationUnion_FwpIPVersionV6{}}
	}
	arm := &ikeext.IkeextUDPEncapsulationUnion_UDPEncapsulationV4{}
	if r.IntN(2) == 0 {
		arm.UDPEncapsulationV4 = &ikeext.IPsecV4UDPEncapsulation0{
			LocalUDPEncapPort: uint16(r.Uint32()), RemoteUDPEncapPort: uint16(r.Uint32()),
		}
	}
	return &ikeext.IkeextUDPEncapsulationUnion{Value: arm}
}

func (r random) credential() *ikeext.IkeextCredential1 {
	c := &ikeext.IkeextCredential1{
		AuthenticationMethodType: ikeext.IkeextAuthenticationMethodType(r.IntN(13)),
		ImpersonationType:        ikeext.IkeextAuthenticationImpersonationType(r.IntN(2)),
		Credential:               &ikeext.IkeextCredentialUnion{},
	}
	switch c.AuthenticationMethodType {
	case 0:
		c.Credential.Value = &ikeext.IkeextCredentialUnion_PresharedKey{
			PresharedKey: &ikeext.IkeextPresharedKeyAuthentication1{PresharedKey: r.blob(), Flags: r.Uint32()},
		}
	case 2, 5, 11, 12:
		// The library's encoder counts the bytes of a name, not its UTF-16: it is
		// right for ASCII alone. Nothing sends names.
		c.Credential.Value = &ikeext.IkeextCredentialUnion_Name{
			Name: &ikeext.IkeextNameCredential0{PrincipalName: []string{"", "n", "host/a.example", "user@a.example"}[r.IntN(4)]},
		}
	case 3:
		c.Credential.Value = &ikeext.IkeextCredentialUnion_IkeextAnonymous{}
	default:
		c.Credential.Value = &ikeext.IkeextCredentialUnion_Certificate{
			Certificate: &ikeext.IkeextCertificateCredential1{
				SubjectName: r.blob(), CertHash: r.blob(), Flags: r.Uint32(), Certificate: r.blob(),
			},
		}
	}
	return c
}

func (r random) credentials() *ikeext.IkeextCredentials1 {
	c := &ikeext.IkeextCredentials1{}
	for range r.IntN(4) {
		c.Credentials = append(c.Credentials, &ikeext.IkeextCredentialPair1{
			LocalCredentials: r.credential(), PeerCredentials: r.credential(),
		})
	}
	c.CredentialsLength = uint32(len(c.Credentials))
	return c
}

func (r random) sa() *ikeext.IkeextSADetails1 {
	version := ikeext.FwpIPVersion(r.IntN(2))
	traffic := ikeext.FwpIPVersion(r.IntN(2))
	guid := &dtyp.GUID{Data1: r.Uint32(), Data2: uint16(r.Uint32()), Data3: uint16(r.Uint32()), Data4: make([]byte, 8)}
	for i := range guid.Data4 {
		guid.Data4[i] = byte(r.Uint32())
	}
	return &ikeext.IkeextSADetails1{
		ID:               r.Uint64(),
		KeyModuleType:    ikeext.IkeextKeyModuleType(r.IntN(3)),
		IPVersion:        version,
		UDPEncapsulation: r.encapsulation(version),
		IKETraffic: &ikeext.IkeextTraffic0{
			IPVersion: traffic, LocalAddress: r.address(traffic), RemoteAddress: r.address(traffic), AuthIPFilterID: r.Uint64(),
		},
		IKEProposal: &ikeext.IkeextProposal0{
			CipherAlgorithm:    &ikeext.IkeextCipherAlgorithm0{AlgoID: ikeext.IkeextCipherType(r.IntN(9)), KeyLength: r.Uint32(), Rounds: r.Uint32()},
			IntegrityAlgorithm: &ikeext.IkeextIntegrityAlgorithm0{AlgoID: ikeext.IkeextIntegrityType(r.IntN(6))},
			MaxLifetimeSeconds: r.Uint32(),
			DHGroup:            ikeext.IkeextDHGroup(r.IntN(9)),
			QuickModeLimit:     r.Uint32(),
		},
		CookiePair:               &ikeext.IkeextCookiePair0{Initiator: r.Uint64(), Responder: r.Uint64()},
		IKECredentials:           r.credentials(),
		IKEPolicyKey:             guid,
		VirtualInterfaceTunnelID: r.Uint64(),
		CorrelationKey:           r.blob(),
	}
}
