package ikeext

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"

	"github.com/remoteike/remoteike/rpc/bfe"
	rpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// newSecurityAssociation makes an SA of what was on the wire, which it takes over. A
// count that contradicts its list, and an arm that is not that of its selector, are
// errors: which of the two is right would be a guess.
func newSecurityAssociation(in *rpc.IkeextSADetails1) (*SecurityAssociation, error) {
	sa := &SecurityAssociation{
		ID:                       ref(in.ID),
		KeyModule:                KeyModuleType(in.KeyModuleType),
		IPVersion:                IPVersion(in.IPVersion),
		Proposal:                 newProposal(in.IKEProposal),
		Cookies:                  &CookiePair{Cookie(in.CookiePair.Initiator), Cookie(in.CookiePair.Responder)},
		PolicyKey:                newGUID(in.IKEPolicyKey),
		VirtualInterfaceTunnelID: ref(in.VirtualInterfaceTunnelID),
	}
	var err error
	if sa.UDPEncapsulation, err = newUDPEncapsulation(in); err != nil {
		return nil, fmt.Errorf("UDP encapsulation: %w", err)
	}
	if sa.Traffic, err = newTraffic(in.IKETraffic); err != nil {
		return nil, err
	}
	if sa.Credentials, err = newCredentials(in.IKECredentials); err != nil {
		return nil, err
	}
	if sa.CorrelationKey, err = newBlob(in.CorrelationKey); err != nil {
		return nil, fmt.Errorf("correlation key: %w", err)
	}
	return sa, nil
}

// ref returns a pointer to a copy of v, which keeps nothing else alive.
func ref[T any](v T) *T { return &v }

// errArm is an arm of a union that is not the one of its selector.
var errArm = errors.New("an arm that is not that of its selector")

func newUDPEncapsulation(in *rpc.IkeextSADetails1) (*UDPEncapsulation, error) {
	switch arm := in.UDPEncapsulation.Value.(type) {
	case *rpc.IkeextUDPEncapsulationUnion_UDPEncapsulationV4:
		if in.IPVersion != rpc.FwpIPVersionV4 {
			return nil, errArm
		}
		if arm.UDPEncapsulationV4 == nil {
			return nil, nil
		}
		return &UDPEncapsulation{arm.UDPEncapsulationV4.LocalUDPEncapPort, arm.UDPEncapsulationV4.RemoteUDPEncapPort}, nil
	case *rpc.IkeextUDPEncapsulationUnion_FwpIPVersionV6:
		if in.IPVersion != rpc.FwpIPVersionV6 {
			return nil, errArm
		}
	}
	return nil, nil
}

func newTraffic(in *rpc.IkeextTraffic0) (t Traffic, err error) {
	t.AuthIPFilterID = ref(in.AuthIPFilterID)
	if t.LocalAddress, err = newAddress(in.IPVersion, in.LocalAddress); err != nil {
		return t, fmt.Errorf("local address: %w", err)
	}
	if t.RemoteAddress, err = newAddress(in.IPVersion, in.RemoteAddress); err != nil {
		return t, fmt.Errorf("remote address: %w", err)
	}
	return t, nil
}

// newAddress makes an address of its arm: an IPv4 address is a number, in the order of
// the host that reads it.
func newAddress(version rpc.FwpIPVersion, in *rpc.IkeextAddressUnion) (netip.Addr, error) {
	switch arm := in.Value.(type) {
	case *rpc.IkeextAddressUnion_AddressV4:
		if version == rpc.FwpIPVersionV4 {
			return netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, arm.AddressV4))), nil
		}
	case *rpc.IkeextAddressUnion_AddressV6:
		if version == rpc.FwpIPVersionV6 && len(arm.AddressV6) == 16 {
			return netip.AddrFrom16([16]byte(arm.AddressV6)), nil
		}
	}
	return netip.Addr{}, errArm
}

func newProposal(in *rpc.IkeextProposal0) Proposal {
	return Proposal{
		Cipher: CipherAlgorithm{
			Type: CipherType(in.CipherAlgorithm.AlgoID), KeyLength: ref(in.CipherAlgorithm.KeyLength), Rounds: ref(in.CipherAlgorithm.Rounds),
		},
		Integrity:      IntegrityAlgorithm{Type: IntegrityType(in.IntegrityAlgorithm.AlgoID)},
		MaxLifetime:    ref(time.Duration(in.MaxLifetimeSeconds) * time.Second),
		DHGroup:        DHGroup(in.DHGroup),
		QuickModeLimit: ref(in.QuickModeLimit),
	}
}

func newGUID(in *dtyp.GUID) *GUID {
	var g GUID
	binary.BigEndian.PutUint32(g[:], in.Data1)
	binary.BigEndian.PutUint16(g[4:], in.Data2)
	binary.BigEndian.PutUint16(g[6:], in.Data3)
	copy(g[8:], in.Data4)
	return &g
}

// newBlob returns the bytes of a blob, whose size stands there twice.
func newBlob(in *bfe.FwpByteBlob) ([]byte, error) {
	if uint64(in.Size) != uint64(len(in.Data)) {
		return nil, fmt.Errorf("%d bytes, announced as %d", len(in.Data), in.Size)
	}
	return in.Data, nil
}
