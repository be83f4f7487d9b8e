package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// mainModeForm is how main-mode security associations are listed.
func mainModeForm() saForm[*ikeext.SecurityAssociation] {
	return saForm[*ikeext.SecurityAssociation]{
		kind: "security association", member: "security_associations",
		columns: []string{"ID", "MODULE", "LOCAL", "REMOTE", "CIPHER", "INTEGRITY", "DH", "PEER"},
		cells:   mainModeCells,
		header: []string{
			"sa_id", "key_module", "ip_version", "local_address", "remote_address",
			"local_udp_encap_port", "remote_udp_encap_port", "cipher", "integrity", "dh_group", "max_lifetime_seconds",
			"quick_mode_limit", "authip_filter_id", "initiator_cookie", "responder_cookie", "policy_key", "tunnel_id",
			"correlation_key", "local_method", "local_identity", "peer_method", "peer_identity",
			"second_local_method", "second_local_identity", "second_peer_method", "second_peer_identity",
		},
		record: mainModeRecord,
	}
}

// The SDK's names are long and all alike; what tells them apart is what the tables
// show of them.
func moduleText(m ikeext.KeyModuleType) string            { return told(m, "IKEEXT_KEY_MODULE_") }
func cipherText(c ikeext.CipherType) string               { return told(c, "IKEEXT_CIPHER_") }
func integrityText(i ikeext.IntegrityType) string         { return told(i, "IKEEXT_INTEGRITY_") }
func groupText(g ikeext.DHGroup) string                   { return told(g, "IKEEXT_DH_") }
func versionText(v ikeext.IPVersion) string               { return told(v, "FWP_IP_VERSION_") }
func methodText(m ikeext.AuthenticationMethodType) string { return told(m, "IKEEXT_") }

// told is the short name of a value. Empty for one that was not read.
func told[E interface {
	~uint32
	fmt.Stringer
}](v E, prefix string) string {
	if v == ikeext.NotRead {
		return ""
	}
	return short(v.String(), prefix)
}

// short leaves out what the names of an enumeration begin with. A value that the SDK
// has no name for keeps the name of the enumeration, with its number.
func short(name, prefix string) string {
	if strings.HasSuffix(name, ")") {
		return name
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, prefix), "_16ICV")
	return strings.ToLower(strings.ReplaceAll(name, "_", "-"))
}

// mainModeCells is a row of the table.
func mainModeCells(sa *ikeext.SecurityAssociation) []string {
	var port *uint16
	if u := sa.UDPEncapsulation; u != nil {
		port = &u.RemotePort
	}
	return []string{
		numberText(sa.ID), dash(moduleText(sa.KeyModule)), endText(sa.Traffic.LocalAddress, nil),
		endText(sa.Traffic.RemoteAddress, port), dash(cipherText(sa.Proposal.Cipher.Type)),
		dash(integrityText(sa.Proposal.Integrity.Type)), dash(groupText(sa.Proposal.DHGroup)),
		printable(peerText(sa.Credentials)),
	}
}

// numberText is a number that the host may not have told.
func numberText[N uint8 | uint16 | uint32 | uint64](n *N) string {
	if n == nil {
		return notRead
	}
	return strconv.FormatUint(uint64(*n), 10)
}

// peerText says who the peer is: by both authentications, where there are two.
func peerText(pairs []ikeext.CredentialPair) string {
	if len(pairs) == 0 {
		return notRead
	}
	var texts []string
	for _, p := range pairs {
		texts = append(texts, credentialText(p.Peer))
	}
	return strings.Join(texts, ", then ")
}

// credentialText names the method, and with it the identity if there is one.
func credentialText(c ikeext.Credential) string {
	text := dash(methodText(c.Method))
	if identity := identityText(c); identity != "" {
		text += " " + identity
	}
	return text
}

// identityText is who a credential shows. Empty when that is nobody.
func identityText(c ikeext.Credential) string {
	x := c.Certificate
	switch {
	case c.PrincipalName != "":
		return c.PrincipalName
	case x != nil && x.Subject != "":
		return x.Subject
	case x != nil && len(x.Hash) > 0:
		return "SHA-1 " + x.Hash.String()
	}
	return ""
}

func mainModeRecord(sa *ikeext.SecurityAssociation) []string {
	p := sa.Proposal
	record := []string{
		number(sa.ID), moduleText(sa.KeyModule), versionText(sa.IPVersion),
		addressText(sa.Traffic.LocalAddress), addressText(sa.Traffic.RemoteAddress),
	}
	if u := sa.UDPEncapsulation; u != nil {
		record = append(record, strconv.Itoa(int(u.LocalPort)), strconv.Itoa(int(u.RemotePort)))
	} else {
		record = append(record, "", "")
	}
	record = append(record, cipherText(p.Cipher.Type), integrityText(p.Integrity.Type), groupText(p.DHGroup),
		secondsText(p.MaxLifetime), number(p.QuickModeLimit), number(sa.Traffic.AuthIPFilterID))
	if c := sa.Cookies; c != nil {
		record = append(record, c.Initiator.String(), c.Responder.String())
	} else {
		record = append(record, "", "")
	}
	record = append(record, optional(sa.PolicyKey), number(sa.VirtualInterfaceTunnelID), sa.CorrelationKey.String())
	for i := range 2 {
		if i < len(sa.Credentials) {
			pair := sa.Credentials[i]
			record = append(record, methodText(pair.Local.Method), identityText(pair.Local),
				methodText(pair.Peer.Method), identityText(pair.Peer))
		} else {
			record = append(record, "", "", "", "")
		}
	}
	return record
}

// number is empty for one that was not read.
func number[N uint8 | uint16 | uint32 | uint64](n *N) string {
	if n == nil {
		return ""
	}
	return numberText(n)
}

// optional is empty for what was not read.
func optional[T fmt.Stringer](v *T) string {
	if v == nil {
		return ""
	}
	return (*v).String()
}

func secondsText(d *time.Duration) string {
	if d == nil {
		return ""
	}
	return strconv.FormatInt(int64(*d/time.Second), 10)
}

// quickModeForm is how quick-mode security associations are listed.
func quickModeForm() saForm[*ikeext.QuickModeSA] {
	return saForm[*ikeext.QuickModeSA]{
		kind: "quick-mode security association", member: "quick_mode_security_associations",
		columns: []string{"MAIN MODE", "ID", "WAY", "LOCAL", "REMOTE", "CIPHER", "INTEGRITY", "SPI", "PEER"},
		cells:   quickModeCells,
		header: []string{
			"main_mode_sa_id", "sa_id", "inbound", "local_endpoint", "remote_endpoint", "local_port", "remote_port",
			"ip_protocol", "interface_alias", "local_udp_encap_port", "remote_udp_encap_port", "peer_private_address",
			"flags", "encapsulation_mode", "first_transform", "first_cipher", "first_integrity", "first_spi",
			"second_transform", "second_cipher", "second_integrity", "second_spi", "pfs_group", "lifetime_seconds",
			"lifetime_kilobytes", "lifetime_packets", "idle_seconds", "filter_id", "filter_name", "tunnel_id",
			"traffic_selector_id", "main_mode_target", "extended_mode_target",
		},
		record: quickModeRecord,
	}
}

func quickModeCells(sa *ikeext.QuickModeSA) []string {
	way := notRead
	if in := sa.InboundDirection; in != nil {
		way = map[bool]string{true: "in", false: "out"}[*in]
	}
	cipher, integrity, spi := notRead, notRead, notRead
	for _, t := range []*ikeext.QuickModeTransform{sa.Second, sa.First} { // the first has the last word
		if t == nil {
			continue
		}
		cipher, integrity = dash(optional(t.Cipher)), dash(optional(t.Integrity))
		if t.SPI != nil {
			spi = fmt.Sprintf("%08x", *t.SPI)
		}
	}
	peer := sa.MainModeTargetName
	if sa.ExtendedModeTargetName != "" {
		peer += ", then " + sa.ExtendedModeTargetName
	}
	return []string{
		numberText(sa.MainModeID), numberText(sa.ID), way, endText(sa.LocalEndpoint, sa.LocalPort),
		endText(sa.RemoteEndpoint, sa.RemotePort), cipher, integrity, spi, dash(printable(peer)),
	}
}

func dash(s string) string {
	if s == "" {
		return notRead
	}
	return s
}

func quickModeRecord(sa *ikeext.QuickModeSA) []string {
	record := []string{
		number(sa.MainModeID), number(sa.ID), truth(sa.InboundDirection), addressText(sa.LocalEndpoint),
		addressText(sa.RemoteEndpoint), number(sa.LocalPort), number(sa.RemotePort), number(sa.IPProtocol),
		sa.InterfaceAlias, number(sa.LocalUDPEncapsulationPort), number(sa.RemoteUDPEncapsulationPort),
		addressText(sa.PeerV4PrivateAddress), number(sa.Flags), number(sa.EncapsulationMode),
	}
	for _, t := range []*ikeext.QuickModeTransform{sa.First, sa.Second} {
		if t == nil {
			t = &ikeext.QuickModeTransform{}
		}
		record = append(record, number(t.Type), optional(t.Cipher), optional(t.Integrity), number(t.SPI))
	}
	return append(record, optional(sa.PFSGroup), secondsText(sa.Lifetime), number(sa.LifetimeKilobytes),
		number(sa.LifetimePackets), secondsText(sa.IdleDuration), number(sa.FilterID), sa.TransportLayerFilterName,
		number(sa.VirtualInterfaceTunnelID), number(sa.TrafficSelectorID), sa.MainModeTargetName, sa.ExtendedModeTargetName)
}

func truth(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}
