package ikeexttest

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"net/netip"
	"strconv"
)

// Classes of security associations in root\StandardCimv2.
const (
	mainModeClass  = "MSFT_NetMainModeSA"
	quickModeClass = "MSFT_NetQuickModeSA"
	identityClass  = "MSFT_NetIPsecIdentity"
)

// Places of their ancestors, counted from the top.
const (
	originElement       = 0 // CIM_ManagedElement
	originSystemElement = 1 // CIM_ManagedSystemElement
	originEnabled       = 3 // CIM_EnabledLogicalElement
	originAccessPoint   = 4 // CIM_ServiceAccessPoint
	originProtocol      = 5 // CIM_ProtocolEndpoint
	originAssociation   = 6 // CIM_SecurityAssociationEndpoint
	originModel         = 7 // CIM_IKESAEndpoint, CIM_IPsecSAEndpoint
	originOwn           = 8 // the class itself
)

// newEndpoint makes an instance of a class of associations, below a class of the
// common model, with what both inherit. What the documentation of the classes calls
// ignored is NULL.
func (h *Host) newEndpoint(class, parent, name string) *cimClass {
	c := &cimClass{
		name: class,
		ancestors: []string{
			parent, "CIM_SecurityAssociationEndpoint", "CIM_ProtocolEndpoint", "CIM_ServiceAccessPoint",
			"CIM_EnabledLogicalElement", "CIM_LogicalElement", "CIM_ManagedSystemElement", "CIM_ManagedElement",
		},
		qualifiers: []cimQualifier{{"dynamic", flavorPropagates, true}, {"provider", flavorPropagates, "WFasCim"}},
	}
	add := func(origin uint32, typ cimType, value any, names ...string) {
		for _, name := range names {
			c.add(name, typ, origin, value)
		}
	}
	add(originElement, cimString, nil, "Caption", "Description", "ElementName")
	add(originElement, cimString, name, "InstanceID")
	add(originSystemElement, cimDatetime, nil, "InstallDate")
	add(originSystemElement, cimUint16|cimArray, nil, "OperationalStatus")
	add(originSystemElement, cimString|cimArray, nil, "StatusDescriptions")
	add(originSystemElement, cimString, nil, "Status")
	add(originSystemElement, cimUint16, nil, "HealthState", "CommunicationStatus", "DetailedStatus", "OperatingStatus", "PrimaryStatus")
	add(originEnabled, cimUint16, nil, "EnabledState", "RequestedState", "EnabledDefault", "TransitioningToState")
	add(originEnabled, cimString, nil, "OtherEnabledState")
	add(originEnabled, cimDatetime, nil, "TimeOfLastStateChange")
	add(originEnabled, cimUint16|cimArray, nil, "AvailableRequestedStates")
	add(originAccessPoint, cimString, "", "SystemCreationClassName", "SystemName", "CreationClassName")
	add(originAccessPoint, cimString, name, "Name")
	add(originProtocol, cimString, nil, "NameFormat", "OtherTypeDescription")
	add(originProtocol, cimUint16, nil, "ProtocolType", "ProtocolIFType")
	add(originAssociation, cimBoolean, nil, "PacketLoggingActive")
	add(originAssociation, cimUint8, nil, "RefreshThresholdSecondsPercentage", "RefreshThresholdKbytesPercentage")
	add(originAssociation, cimUint64, nil, "IdleDurationSeconds")
	return c
}

// add adds a property.
func (c *cimClass) add(name string, typ cimType, origin uint32, value any) {
	flavor := byte(flavorPropagates)
	if origin != originOwn {
		flavor |= flavorPropagated
	}
	c.properties = append(c.properties, cimProperty{
		name: name, typ: typ, inherited: origin != originOwn, origin: origin, value: value,
		qualifiers: []cimQualifier{{"CIMTYPE", flavor, typ.name()}},
	})
}

// addIgnored adds a property that the documentation calls ignored: with its value
// if the host gives those, too, otherwise NULL.
func (h *Host) addIgnored(c *cimClass, name string, typ cimType, origin uint32, value any) {
	if !h.cfg.IgnoredSAProperties {
		value = nil
	}
	c.add(name, typ, origin, value)
}

// mainModeInstance is an association as MSFT_NetMainModeSA has it.
func (h *Host) mainModeInstance(sa *SA) *cimClass {
	c := h.newEndpoint(mainModeClass, "CIM_IKESAEndpoint", strconv.FormatUint(sa.ID, 10))
	h.addIgnored(c, "LifetimeSeconds", cimUint64, originAssociation, uint64(sa.Proposal.LifetimeSeconds))
	h.addIgnored(c, "LifetimeKilobytes", cimUint64, originAssociation, nil)
	h.addIgnored(c, "InitiatorCookie", cimUint64, originModel, sa.InitiatorCookie)
	h.addIgnored(c, "ResponderCookie", cimUint64, originModel, sa.ResponderCookie)
	h.addIgnored(c, "AuthenticationMethod", cimUint16, originModel, nil)
	c.add("CipherAlgorithm", cimUint16, originModel, cimCipher(sa.Proposal.Cipher))
	c.add("HashAlgorithm", cimUint16, originModel, cimHash(sa.Proposal.Integrity))
	c.add("GroupId", cimUint16, originModel, cimGroup(sa.Proposal.DHGroup))
	for _, name := range []string{"OtherAuthenticationMethod", "OtherCipherAlgorithm", "OtherHashAlgorithm", "VendorID"} {
		c.add(name, cimString, originModel, nil)
	}
	c.add("KeyModule", cimUint16, originOwn, uint16(sa.KeyModule)+1)
	c.add("LocalEndpoint", cimString, originOwn, sa.Local.String())
	c.add("RemoteEndpoint", cimString, originOwn, sa.Remote.String())
	c.add("MaxQMSAs", cimUint32, originOwn, sa.Proposal.QuickModeLimit)
	for i, which := range []string{"First", "Second"} {
		var local, remote any
		if i < len(sa.Credentials) {
			local, remote = sa.Credentials[i].Local.identity(), sa.Credentials[i].Peer.identity()
		}
		c.add("Local"+which+"Id", cimObject, originOwn, local)
		c.add("Remote"+which+"Id", cimObject, originOwn, remote)
	}
	c.add("OtherGroupId", cimString, originOwn, nil)
	c.add("ExtendedFilterId", cimUint64, originOwn, sa.AuthIPFilterID)
	c.addPorts(sa.UDPEncapsulation)
	c.add("IkePolicyKey", cimString, originOwn, guidText(sa.PolicyKey))
	c.add("VirtualIfTunnelId", cimUint64, originOwn, sa.VirtualIfTunnelID)
	return c
}

// addPorts adds the ports of UDP encapsulation, which are 0 when there is none.
func (c *cimClass) addPorts(ports *UDPPorts) {
	if ports == nil {
		ports = &UDPPorts{}
	}
	c.add("LocalUdpEncapsulationPort", cimUint16, originOwn, ports.Local)
	c.add("RemoteUdpEncapsulationPort", cimUint16, originOwn, ports.Remote)
}

// identity is a credential as MSFT_NetIPsecIdentity has it. The numbers of the
// methods are taken to be those of the filter platform; a preshared key is not told.
func (c *Credential) identity() *cimClass {
	var identity any
	switch {
	case c.Method.byName():
		identity = c.PrincipalName
	case c.Method.byCertificate():
		identity = subjectText(c.SubjectName)
	}
	object := &cimClass{name: identityClass}
	add := func(name string, typ cimType, value any) {
		object.properties = append(object.properties, cimProperty{
			name: name, typ: typ, value: value, qualifiers: []cimQualifier{{"CIMTYPE", flavorPropagates, typ.name()}},
		})
	}
	add("ImpersonationType", cimUint32, c.Impersonation)
	add("AuthenticationMethod", cimUint32, uint32(c.Method))
	add("Flags", cimUint32, c.Flags)
	add("Identity", cimString, identity)
	return object
}

// subjectText returns an encoded name as text, nil where there is none.
func subjectText(encoded []byte) any {
	var rdn pkix.RDNSequence
	if rest, err := asn1.Unmarshal(encoded, &rdn); err != nil || len(rest) > 0 {
		return nil
	}
	return rdn.String()
}

// quickModeInstance is an association as MSFT_NetQuickModeSA has it.
func (h *Host) quickModeInstance(q *QuickModeSA) *cimClass {
	direction := "out"
	if q.Inbound {
		direction = "in"
	}
	c := h.newEndpoint(quickModeClass, "CIM_IPsecSAEndpoint", fmt.Sprintf("%d-%s", q.ID, direction))
	h.addIgnored(c, "LifetimeSeconds", cimUint64, originAssociation, q.LifetimeSeconds)
	h.addIgnored(c, "LifetimeKilobytes", cimUint64, originAssociation, q.LifetimeKilobytes)
	h.addIgnored(c, "DFHandling", cimUint16, originModel, nil)
	h.addIgnored(c, "EncapsulationMode", cimUint16, originModel, q.Mode)
	h.addIgnored(c, "InboundDirection", cimBoolean, originModel, q.Inbound)
	h.addIgnored(c, "PFSInUse", cimBoolean, originModel, q.PFSGroup != 0)
	c.add("SPI", cimUint32, originModel, q.SPI)
	c.add("LocalEndpoint", cimString, originOwn, q.Local.String())
	c.add("RemoteEndpoint", cimString, originOwn, q.Remote.String())
	c.add("LocalPort", cimUint16, originOwn, q.LocalPort)
	c.add("RemotePort", cimUint16, originOwn, q.RemotePort)
	c.add("IpProtocol", cimUint8, originOwn, q.Protocol)
	c.add("InterfaceAlias", cimString, originOwn, q.InterfaceAlias)
	c.addPorts(q.UDPEncapsulation)
	c.add("PeerV4PrivateAddress", cimString, originOwn, addressText(q.PeerPrivateAddress))
	for _, p := range []struct {
		name  string
		value uint64
	}{
		{"TrafficLuid", 0}, {"RealIfProfileId", 1}, {"MmSaId", q.MainModeID}, {"QuickModeFilterId", q.FilterID},
		{"LifetimePackets", q.LifetimePackets}, {"VirtualIfTunnelId", q.VirtualIfTunnelID},
		{"TrafficSelectorId", q.TrafficSelectorID}, {"ExplicitCredentials", 0},
	} {
		c.add(p.name, cimUint64, originOwn, p.value)
	}
	for _, p := range []struct {
		name  string
		value uint32
	}{
		{"Flags", 0}, {"FirstTransformType", q.First.Type}, {"FirstIntegrityAlgorithm", q.First.Integrity},
		{"FirstCipherAlgorithm", q.First.Cipher}, {"SecondTransformType", q.Second.Type},
		{"SecondIntegrityAlgorithm", q.Second.Integrity}, {"SecondCipherAlgorithm", q.Second.Cipher},
		{"SecondSPI", q.SecondSPI}, {"PfsGroupId", q.PFSGroup}, {"NdAllowClearTimeoutSeconds", 0}, {"NapContext", 0},
		{"QmSaId", q.ID},
	} {
		c.add(p.name, cimUint32, originOwn, p.value)
	}
	for _, p := range []struct{ name, value string }{
		{"TransportLayerFilterName", ""}, {"MmTargetName", q.MainModeTarget}, {"EmTargetName", q.ExtendedModeTarget},
	} {
		c.add(p.name, cimString, originOwn, orNull(p.value))
	}
	return c
}

// orNull returns a text, or NULL in place of none.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func addressText(a netip.Addr) any {
	if !a.IsValid() {
		return nil
	}
	return a.String()
}

// guidText writes a GUID of the wire as Windows does.
func guidText(g [16]byte) string {
	return fmt.Sprintf("{%08X-%04X-%04X-%X-%X}", le.Uint32(g[:]), le.Uint16(g[4:]), le.Uint16(g[6:]), g[8:10], g[10:])
}

// cimCipher returns the number that the classes have for an IKEEXT_CIPHER_TYPE.
func cimCipher(cipher uint32) uint16 {
	return numberIn([]uint16{2, 6, 65001, 65002, 65003, 65004, 65006}, cipher)
}

// cimHash returns the number that the classes have for an IKEEXT_INTEGRITY_TYPE.
func cimHash(integrity uint32) uint16 { return numberIn([]uint16{2, 3, 65001, 65002}, integrity) }

// cimGroup returns the number that the classes have for an IKEEXT_DH_GROUP.
func cimGroup(group uint32) uint16 { return numberIn([]uint16{0, 1, 2, 14, 19, 20, 24}, group) }

// numberIn returns what stands in a list at a place, 0 for one outside.
func numberIn(list []uint16, place uint32) uint16 {
	if int64(place) >= int64(len(list)) {
		return 0
	}
	return list[place]
}
