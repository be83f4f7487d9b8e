package ikeext

import "github.com/remoteike/remoteike/ikeext/internal/cim"

// newQuickModeSA makes an SA of an instance of MSFT_NetQuickModeSA.
func newQuickModeSA(i *cim.Instance) (*QuickModeSA, error) {
	r := newCIMReader(i, quickModeClass().name)
	sa := &QuickModeSA{
		LocalEndpoint:              r.address("LocalEndpoint"),
		RemoteEndpoint:             r.address("RemoteEndpoint"),
		LocalPort:                  number[uint16](r, "LocalPort"),
		RemotePort:                 number[uint16](r, "RemotePort"),
		IPProtocol:                 number[uint8](r, "IpProtocol"),
		InterfaceAlias:             r.text("InterfaceAlias"),
		LocalUDPEncapsulationPort:  number[uint16](r, "LocalUdpEncapsulationPort"),
		RemoteUDPEncapsulationPort: number[uint16](r, "RemoteUdpEncapsulationPort"),
		PeerV4PrivateAddress:       r.address("PeerV4PrivateAddress"),
		Flags:                      number[uint32](r, "Flags"),
		MainModeID:                 number[uint64](r, "MmSaId"),
		ID:                         number[uint32](r, "QmSaId"),
		First:                      transformFromCIM(r, "First", "SPI"),
		Second:                     transformFromCIM(r, "Second", "SecondSPI"),
		EncapsulationMode:          told[uint16](r, "EncapsulationMode"),
		InboundDirection:           r.boolean("InboundDirection"),
		Lifetime:                   duration(told[uint64](r, "LifetimeSeconds")),
		LifetimeKilobytes:          told[uint64](r, "LifetimeKilobytes"),
		LifetimePackets:            number[uint64](r, "LifetimePackets"),
		IdleDuration:               duration(told[uint64](r, "IdleDurationSeconds")),
		FilterID:                   number[uint64](r, "QuickModeFilterId"),
		TransportLayerFilterName:   r.text("TransportLayerFilterName"),
		VirtualInterfaceTunnelID:   number[uint64](r, "VirtualIfTunnelId"),
		TrafficSelectorID:          number[uint64](r, "TrafficSelectorId"),
		MainModeTargetName:         r.text("MmTargetName"),
		ExtendedModeTargetName:     r.text("EmTargetName"),
	}
	if group := number[uint32](r, "PfsGroupId"); group != nil {
		sa.PFSGroup = ref(QuickModePFSGroup(*group))
	}
	if r.err != nil {
		return nil, r.err
	}
	return sa, nil
}

// transformFromCIM returns a transform, nil where there is none: type and SPI are zero or
// were not read.
func transformFromCIM(r *cimReader, which, spi string) *QuickModeTransform {
	t := &QuickModeTransform{Type: number[uint32](r, which+"TransformType"), SPI: number[uint32](r, spi)}
	if v := number[uint32](r, which+"IntegrityAlgorithm"); v != nil {
		t.Integrity = ref(QuickModeIntegrity(*v))
	}
	if v := number[uint32](r, which+"CipherAlgorithm"); v != nil {
		t.Cipher = ref(QuickModeCipher(*v))
	}
	none := func(n *uint32) bool { return n == nil || *n == 0 }
	if none(t.Type) && none(t.SPI) {
		return nil
	}
	return t
}
