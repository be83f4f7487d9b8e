package ikeext

import (
	"encoding/binary"
	"net/netip"

	"github.com/remoteike/remoteike/rpc/bfe"
	rpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// SATemplate renders IKEEXT_SA_ENUM_TEMPLATE0: which SAs to list. The zero value, and a
// nil pointer, list all of them.
type SATemplate struct {
	// LocalSubNet is the network of the host's own address. The zero Prefix is any.
	LocalSubNet netip.Prefix
	// RemoteSubNet is the network of the peer's address. The zero Prefix is any. Of the
	// same family as LocalSubNet, if both are set.
	RemoteSubNet netip.Prefix
	// LocalMainModeCertHash is the SHA-1 hash of the host's own certificate. Empty is
	// any.
	LocalMainModeCertHash Hex
}

// Check returns a *ConfigError when the template cannot be used. Those that list SAs do
// the same, when there is a connection already.
func (t *SATemplate) Check() error {
	if t == nil {
		return nil
	}
	for name, network := range map[string]netip.Prefix{"LocalSubNet": t.LocalSubNet, "RemoteSubNet": t.RemoteSubNet} {
		switch {
		case network == netip.Prefix{}:
		case !network.IsValid():
			return &ConfigError{name, "is no network: the zero Prefix lists SAs of any"}
		case network.Addr().Is4In6():
			return &ConfigError{name, "is an IPv4 address written as an IPv6 address: write it as IPv4"}
		case network.Addr().Zone() != "":
			return &ConfigError{name, "has a zone, which the host does not know: leave it out"}
		}
	}
	if t.LocalSubNet.IsValid() && t.RemoteSubNet.IsValid() && t.LocalSubNet.Addr().Is4() != t.RemoteSubNet.Addr().Is4() {
		return &ConfigError{"RemoteSubNet", "is not of the address family of LocalSubNet, as the two ends of an SA are"}
	}
	return nil
}

// fits reports whether an SA between two addresses is one that is asked for, apart from
// certificates.
func (t *SATemplate) fits(local, remote netip.Addr) bool {
	within := func(network netip.Prefix, a netip.Addr) bool {
		return !network.IsValid() || network.Contains(a.WithZone(""))
	}
	return t == nil || within(t.LocalSubNet, local) && within(t.RemoteSubNet, remote)
}

// byHash reports whether SAs with a certificate are asked for.
func (t *SATemplate) byHash() bool { return t != nil && len(t.LocalMainModeCertHash) > 0 }

// wire returns the template as the host is asked with it, nil for all SAs.
func (t *SATemplate) wire() *rpc.IkeextSAEnumTemplate0 {
	if t == nil || !t.LocalSubNet.IsValid() && !t.RemoteSubNet.IsValid() && len(t.LocalMainModeCertHash) == 0 {
		return nil
	}
	return &rpc.IkeextSAEnumTemplate0{
		LocalSubnet:           subNetCondition(t.LocalSubNet),
		RemoteSubnet:          subNetCondition(t.RemoteSubNet),
		LocalMainModeCertHash: &bfe.FwpByteBlob{Size: uint32(len(t.LocalMainModeCertHash)), Data: t.LocalMainModeCertHash},
	}
}

// subNetCondition is a network as FWP_V4_ADDR_AND_MASK or FWP_V6_ADDR_AND_MASK, and the
// zero Prefix as FWP_EMPTY.
func subNetCondition(network netip.Prefix) *bfe.FwpConditionValue0 {
	if !network.IsValid() {
		return &bfe.FwpConditionValue0{
			Type: bfe.FwpDataTypeEmpty, Value: &bfe.FwpConditionValue0Union{Value: &bfe.FwpConditionValue0Union_FwpEmpty{}},
		}
	}
	network = network.Masked()
	address := network.Addr().AsSlice()
	if network.Addr().Is4() {
		return &bfe.FwpConditionValue0{
			Type: bfe.FwpDataTypeV4AddrMask,
			Value: &bfe.FwpConditionValue0Union{Value: &bfe.FwpConditionValue0Union_AddrMaskV4{
				AddrMaskV4: &bfe.FwpV4AddrAndMask{
					Addr: binary.BigEndian.Uint32(address), Mask: ^uint32(0) << (32 - network.Bits()),
				},
			}},
		}
	}
	return &bfe.FwpConditionValue0{
		Type: bfe.FwpDataTypeV6AddrMask,
		Value: &bfe.FwpConditionValue0Union{Value: &bfe.FwpConditionValue0Union_AddrMaskV6{
			AddrMaskV6: &bfe.FwpV6AddrAndMask{Addr: address, PrefixLength: uint8(network.Bits())},
		}},
	}
}
