package ikeexttest

import "net/netip"

// QuickModeSA is a quick-mode security association of a Host, one direction of it,
// with the numbers that MSFT_NetQuickModeSA uses.
type QuickModeSA struct {
	// ID tells associations apart that came about at the same time, MainModeID is the
	// SA.ID of the association that protected the negotiation.
	ID         uint32
	MainModeID uint64
	// Local and Remote are the ends, LocalPort and RemotePort the ports of the
	// traffic and Protocol its protocol; 0 for all.
	Local, Remote         netip.Addr
	LocalPort, RemotePort uint16
	Protocol              uint8
	// InterfaceAlias is the name of the interface.
	InterfaceAlias string
	// UDPEncapsulation has the ports behind a NAT; nil for none. PeerPrivateAddress
	// is the peer's address behind it; the zero Addr for none.
	UDPEncapsulation   *UDPPorts
	PeerPrivateAddress netip.Addr
	// First and Second are the transforms; the zero Second means that there is none.
	First, Second Transform
	// SPI and SecondSPI are those of the transforms.
	SPI, SecondSPI uint32
	// PFSGroup is the number of the group as in RFC 2409 and later, 0 for none, 65535
	// for that of the main mode.
	PFSGroup uint32
	// Mode is 2 for a tunnel and 3 for transport.
	Mode uint16
	// Inbound says which direction it is.
	Inbound bool
	// How long the association may last. LifetimePackets of 0 is no limit.
	LifetimeSeconds, LifetimeKilobytes, LifetimePackets uint64
	// FilterID and TrafficSelectorID are what the traffic matched, VirtualIfTunnelID
	// the tunnel of a virtual interface; 0 for none.
	FilterID, TrafficSelectorID, VirtualIfTunnelID uint64
	// MainModeTarget and ExtendedModeTarget are the service principal names of the
	// peer; empty for none.
	MainModeTarget, ExtendedModeTarget string
}

// Transform is what a quick-mode association does to packets.
type Transform struct {
	// Type is an IPSEC_TRANSFORM_TYPE: 1 for AH, 2 for ESP with authentication, 3
	// with encryption, 4 with both; 0 for no transform.
	Type uint32
	// Integrity and Cipher are the algorithms, with 65001 to 65006 for those that came
	// after RFC 2407.
	Integrity, Cipher uint32
}

// QuickModeSAsOf returns the quick-mode associations that a Host without
// Config.QuickModeSAs has for a main-mode association: one in each direction.
func QuickModeSAsOf(sa SA) []QuickModeSA {
	in := QuickModeSA{
		ID:               uint32(sa.ID),
		MainModeID:       sa.ID,
		Local:            sa.Local,
		Remote:           sa.Remote,
		InterfaceAlias:   "Ethernet",
		UDPEncapsulation: sa.UDPEncapsulation,
		First:            Transform{Type: 4, Integrity: 65001, Cipher: 65003},
		SPI:              0xC0000000 | uint32(sa.ID)<<1&0x0FFFFFFF,
		Mode:             3,
		Inbound:          true,
		LifetimeSeconds:  3600, LifetimeKilobytes: 100000, LifetimePackets: 1 << 31,
		FilterID:          70000 + sa.ID,
		VirtualIfTunnelID: sa.VirtualIfTunnelID,
	}
	switch {
	case sa.VirtualIfTunnelID != 0:
		in.First, in.Mode, in.PFSGroup, in.TrafficSelectorID = Transform{Type: 4, Integrity: 65005, Cipher: 65006}, 2, 20, 90000+sa.ID
	case sa.KeyModule == KeyModuleAuthIP:
		in.Protocol, in.LocalPort, in.MainModeTarget = 6, 445, "host/peer.corp.example"
		in.Second, in.SecondSPI = Transform{Type: 1, Integrity: 65001}, in.SPI|0x10000000
	}
	if sa.UDPEncapsulation != nil {
		in.PeerPrivateAddress = netip.MustParseAddr("10.1.2.3")
	}
	out := in
	out.Inbound, out.SPI = false, in.SPI|1
	if out.SecondSPI != 0 {
		out.SecondSPI |= 1
	}
	return []QuickModeSA{in, out}
}
