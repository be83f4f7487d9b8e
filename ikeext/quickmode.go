package ikeext

import (
	"encoding/json"
	"net/netip"
	"time"
)

// QuickModeSA renders MSFT_NetQuickModeSA of root\StandardCimv2: an IPsec SA, under the
// main-mode SA that MainModeID names. The procedures of IKEEXT do not list these; WMI
// does, from Windows 8 and Server 2012 on. The JSON names are the properties of the
// class, which begin in lower case, and its numbers of 64 bits are strings.
//
// A pointer is nil, and a text empty, where the host did not say: WMI has a null for
// that. Of EncapsulationMode, InboundDirection, Lifetime, LifetimeKilobytes and
// IdleDuration Microsoft says that Windows leaves them out; zero counts as left out.
type QuickModeSA struct {
	// LocalEndpoint and RemoteEndpoint are the two ends. The zero Addr is not read.
	LocalEndpoint  netip.Addr `json:"localEndpoint,omitzero"`
	RemoteEndpoint netip.Addr `json:"remoteEndpoint,omitzero"`
	// LocalPort and RemotePort are those of the traffic. Zero means all ports.
	LocalPort  *uint16 `json:"localPort,omitempty"`
	RemotePort *uint16 `json:"remotePort,omitempty"`
	// IPProtocol is the protocol of the traffic, by IANA's numbers. Zero means any.
	IPProtocol *uint8 `json:"ipProtocol,omitempty"`
	// InterfaceAlias is the name of the host's network interface.
	InterfaceAlias string `json:"interfaceAlias,omitempty"`
	// LocalUDPEncapsulationPort and RemoteUDPEncapsulationPort are for traffic through a
	// NAT. Zero means that there is none.
	LocalUDPEncapsulationPort  *uint16 `json:"localUdpEncapsulationPort,omitempty"`
	RemoteUDPEncapsulationPort *uint16 `json:"remoteUdpEncapsulationPort,omitempty"`
	// PeerV4PrivateAddress is the peer's own address behind a NAT.
	PeerV4PrivateAddress netip.Addr `json:"peerV4PrivateAddress,omitzero"`
	// Flags are those of the SA, as read.
	Flags *uint32 `json:"flags,omitempty"`

	// MainModeID is the number of the main-mode SA: SecurityAssociation.ID.
	MainModeID *uint64 `json:"mmSaId,string,omitempty"`
	// ID is what tells SAs of the same traffic apart.
	ID *uint32 `json:"qmSaId,omitempty"`
	// First and Second are what is done to packets. Second is nil where one suffices.
	First  *QuickModeTransform `json:"first,omitempty"`
	Second *QuickModeTransform `json:"second,omitempty"`
	// PFSGroup is the group of a fresh key exchange for this SA.
	PFSGroup *QuickModePFSGroup `json:"pfsGroupId,omitempty"`
	// EncapsulationMode tells tunnel and transport apart, as read: Microsoft does not name
	// the numbers.
	EncapsulationMode *uint16 `json:"encapsulationMode,omitempty"`
	// InboundDirection is true for packets that come in.
	InboundDirection *bool `json:"inboundDirection,omitempty"`

	// Lifetime is how long the SA may live, in JSON lifetimeSeconds, a string like all
	// numbers of 64 bits here.
	Lifetime *time.Duration `json:"-"`
	// LifetimeKilobytes is how much traffic it may carry.
	LifetimeKilobytes *uint64 `json:"lifetimeKilobytes,string,omitempty"`
	// LifetimePackets is how many packets it may carry.
	LifetimePackets *uint64 `json:"lifetimePackets,string,omitempty"`
	// IdleDuration is after what idle time it ends, in JSON idleDurationSeconds.
	IdleDuration *time.Duration `json:"-"`

	// FilterID is the filter behind the SA.
	FilterID *uint64 `json:"quickModeFilterId,string,omitempty"`
	// TransportLayerFilterName is the name of the filter above it.
	TransportLayerFilterName string `json:"transportLayerFilterName,omitempty"`
	// VirtualInterfaceTunnelID is the tunnel that the SA belongs to. Zero for none.
	VirtualInterfaceTunnelID *uint64 `json:"virtualIfTunnelId,string,omitempty"`
	// TrafficSelectorID is the traffic selector of IKEv2.
	TrafficSelectorID *uint64 `json:"trafficSelectorId,string,omitempty"`
	// MainModeTargetName and ExtendedModeTargetName are the names of the peer in its
	// two authentications.
	MainModeTargetName     string `json:"mmTargetName,omitempty"`
	ExtendedModeTargetName string `json:"emTargetName,omitempty"`
}

// quickModeMembers is a QuickModeSA without its methods.
type quickModeMembers QuickModeSA

// quickModeJSON is what a QuickModeSA is in JSON.
type quickModeJSON struct {
	quickModeMembers
	LifetimeSeconds     *uint64 `json:"lifetimeSeconds,string,omitempty"`
	IdleDurationSeconds *uint64 `json:"idleDurationSeconds,string,omitempty"`
}

// MarshalJSON writes times as numbers of seconds.
func (sa QuickModeSA) MarshalJSON() ([]byte, error) {
	return json.Marshal(quickModeJSON{quickModeMembers(sa), seconds(sa.Lifetime), seconds(sa.IdleDuration)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (sa *QuickModeSA) UnmarshalJSON(b []byte) error {
	var in quickModeJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*sa = QuickModeSA(in.quickModeMembers)
	sa.Lifetime, sa.IdleDuration = duration(in.LifetimeSeconds), duration(in.IdleDurationSeconds)
	return nil
}

// QuickModeTransform is one thing that is done to a packet: the properties
// FirstTransformType, FirstIntegrityAlgorithm, FirstCipherAlgorithm and SPI of
// MSFT_NetQuickModeSA, or those that begin with Second.
type QuickModeTransform struct {
	// Type is the kind of transform, as read: Microsoft does not name the numbers.
	Type *uint32 `json:"transformType,omitempty"`
	// Integrity authenticates the packet.
	Integrity *QuickModeIntegrity `json:"integrityAlgorithm,omitempty"`
	// Cipher encrypts it.
	Cipher *QuickModeCipher `json:"cipherAlgorithm,omitempty"`
	// SPI is the security parameter index in its header.
	SPI *uint32 `json:"spi,omitempty"`
}
