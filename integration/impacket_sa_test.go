package integration_test

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/netip"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// impacketAssociation is an association as impacket's NDR reads it.
type impacketAssociation struct {
	ID          uint64
	KeyModule   uint32
	Version     uint32
	Ports       []uint16
	Local       netip.Addr
	Remote      netip.Addr
	Filter      uint64
	Proposal    []uint32
	Cookies     []uint64
	Credentials [][]impacketCredential
	Policy      string
	Tunnel      uint64
	Correlation string
}

// impacketCredential is a credential within it, octets as hexadecimal.
type impacketCredential struct {
	Method, Impersonation, Tag, Flags     uint32
	Key, Subject, Hash, Certificate, Name string
}

// associationOf is what impacket has to read of an association.
func associationOf(sa ikeexttest.SA) impacketAssociation {
	p := sa.Proposal
	a := impacketAssociation{
		ID: sa.ID, KeyModule: uint32(sa.KeyModule), Local: sa.Local, Remote: sa.Remote, Filter: sa.AuthIPFilterID,
		Proposal: []uint32{p.Cipher, p.KeyLength, p.Rounds, p.Integrity, p.LifetimeSeconds, p.DHGroup, p.QuickModeLimit},
		Cookies:  []uint64{sa.InitiatorCookie, sa.ResponderCookie},
		Policy:   hex.EncodeToString(sa.PolicyKey[:]), Tunnel: sa.VirtualIfTunnelID,
		Correlation: hex.EncodeToString(sa.CorrelationKey),
	}
	if sa.Remote.Is6() {
		a.Version = 1
	}
	if ports := sa.UDPEncapsulation; ports != nil {
		a.Ports = []uint16{ports.Local, ports.Remote}
	}
	for _, pair := range sa.Credentials {
		a.Credentials = append(a.Credentials, []impacketCredential{credentialOf(pair.Local), credentialOf(pair.Peer)})
	}
	return a
}

func credentialOf(c ikeexttest.Credential) impacketCredential {
	return impacketCredential{
		Method: uint32(c.Method), Impersonation: c.Impersonation, Tag: uint32(c.Method), Flags: c.Flags,
		Key: hex.EncodeToString(c.PresharedKey), Subject: hex.EncodeToString(c.SubjectName),
		Hash: hex.EncodeToString(c.CertificateHash), Certificate: hex.EncodeToString(c.Certificate), Name: c.PrincipalName,
	}
}

// callByImpacket lets impacket call an endpoint of a host, and decodes what it read.
func callByImpacket(t *testing.T, endpoint, level string, into any, what ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	addr, err := netip.ParseAddrPort(strings.NewReplacer("ncacn_ip_tcp:", "", "[", ":", "]", "").Replace(endpoint))
	require.NoError(t, err)
	args := append([]string{"impacket/sa.py", "--port", strconv.Itoa(int(addr.Port())), "--level", level}, what...)
	cmd := exec.CommandContext(ctx, peers.Python, args...)
	cmd.Env = append(os.Environ(), "REMOTEIKE_USER="+ikeexttest.DefaultUser, "REMOTEIKE_PASSWORD="+ikeexttest.DefaultPassword)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	require.NoError(t, err, "%s", &stderr)
	require.NoError(t, json.Unmarshal(output, into), "%s", output)
}

// startHost starts a host that must see no breach of the protocol.
func startHost(t *testing.T, cfg ikeexttest.Config) *ikeexttest.Host {
	t.Helper()
	host, err := ikeexttest.Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Empty(t, host.Violations())
		assert.NoError(t, host.Close())
	})
	return host
}

// TestIntegrationImpacketAssociations lets impacket enumerate, and its NDR judge
// every member of every association.
func TestIntegrationImpacketAssociations(t *testing.T) {
	version := peers.FindImpacket(t)
	for _, level := range []string{"integrity", "privacy"} {
		t.Run(level, func(t *testing.T) {
			noteImpacket(t, level, "10 associations, read by impacket "+version)
			host := startHost(t, ikeexttest.Config{})
			type answer struct {
				Associations []impacketAssociation
				Pages        []int
				Closed       string
			}
			var got, some answer
			callByImpacket(t, host.Endpoint(), level, &got, "associations", "--page", "4")
			require.Equal(t, []int{4, 4, 2}, got.Pages)
			var want []impacketAssociation
			for _, sa := range ikeexttest.DefaultSAs() {
				want = append(want, associationOf(sa))
			}
			assert.Equal(t, want, got.Associations)
			assert.Equal(t, strings.Repeat("00", 16), got.Closed)
			assert.Zero(t, host.OpenEnumerations())

			callByImpacket(t, host.Endpoint(), level, &some, "associations", "--remote", "203.0.113.0/24")
			assert.Equal(t, []impacketAssociation{want[1], want[5]}, some.Associations)
		})
	}
}

// TestIntegrationImpacketDeletes lets impacket delete an association.
func TestIntegrationImpacketDeletes(t *testing.T) {
	peers.FindImpacket(t)
	noteImpacket(t, "privacy", "an association deleted")
	host := startHost(t, ikeexttest.Config{SACount: 3})
	var deleted struct{ Status *uint32 }
	callByImpacket(t, host.Endpoint(), "privacy", &deleted, "delete", "2")
	require.NotNil(t, deleted.Status)
	assert.Zero(t, *deleted.Status)
	assert.Equal(t, []uint64{2}, host.DeletedSAs())
}

// TestIntegrationImpacketDescriptor lets impacket's reader of security descriptors
// judge the default one.
func TestIntegrationImpacketDescriptor(t *testing.T) {
	peers.FindImpacket(t)
	noteImpacket(t, "privacy", "a security descriptor")
	host := startHost(t, ikeexttest.Config{})
	var got struct {
		Owner, Group string
		Entries      [][2]any
	}
	callByImpacket(t, host.Endpoint(), "privacy", &got, "descriptor")
	assert.Equal(t, "S-1-5-18", got.Owner)
	assert.Equal(t, "S-1-5-18", got.Group)
	require.Len(t, got.Entries, 7)
	assert.Equal(t, [2]any{"S-1-5-32-544", float64(0xF07FF)}, got.Entries[0])
	assert.Equal(t, [2]any{"S-1-1-0", float64(0x40)}, got.Entries[6])
}

// TestIntegrationImpacketEngine lets impacket open a session of the filter engine
// and read the statistics of IPsec.
func TestIntegrationImpacketEngine(t *testing.T) {
	peers.FindImpacket(t)
	noteImpacket(t, "privacy", "40 values of IPsec")
	host := startHost(t, ikeexttest.Config{})
	var got struct {
		Event   string
		Counts  [26]uint32
		Traffic [14]uint64
	}
	callByImpacket(t, host.EngineEndpoint(), "privacy", &got, "engine")
	want := ikeexttest.DefaultIPsecStatistics()
	assert.Equal(t, want.Counts, got.Counts)
	assert.Equal(t, append(want.Inbound[:], want.Outbound[:]...), got.Traffic[:])
	assert.Contains(t, got.Event, `Global\BFE_Notify_Event_{`)
	assert.Zero(t, host.OpenEngines())
}

// TestIntegrationImpacketAssociationsByWMI lets impacket's reader of objects judge
// the classes of associations.
func TestIntegrationImpacketAssociationsByWMI(t *testing.T) {
	peers.FindImpacket(t)
	noteImpacket(t, "privacy", "10 main modes and 20 quick modes by WMI")
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.WMIOpenSplit})
	account := []string{"REMOTEIKE_USER=" + ikeexttest.DefaultUser, "REMOTEIKE_PASSWORD=" + ikeexttest.DefaultPassword}
	_, results, complaint := runImpacketAs(t, host, account, "--level", "privacy",
		"--namespace", "//./root/StandardCimv2", "MSFT_NetMainModeSA", "MSFT_NetQuickModeSA")
	require.Empty(t, complaint)
	require.Len(t, results["MSFT_NetMainModeSA"], 10)
	// Its reader takes numbers that are NULL for those that the class has in their
	// place, so what is compared here has values.
	main := results["MSFT_NetMainModeSA"][5]
	for name, want := range map[string]any{
		"Name": "6", "KeyModule": number(3), "LocalEndpoint": "192.0.2.1", "RemoteEndpoint": "203.0.113.99",
		"LocalUdpEncapsulationPort": number(4500), "CipherAlgorithm": number(65006), "HashAlgorithm": number(65002),
		"GroupId": number(20), "MaxQMSAs": number(64), "VirtualIfTunnelId": number(7), "LocalSecondId": nil, "OperationalStatus": nil,
		"LocalFirstId": map[string]any{
			"AuthenticationMethod": number(7), "Flags": number(0), "ImpersonationType": number(0),
			"Identity": "CN=vpn.corp.example,O=Corp Example",
		},
		"RemoteFirstId": map[string]any{
			"AuthenticationMethod": number(11), "Flags": number(0), "ImpersonationType": number(0), "Identity": "alice@corp.example",
		},
	} {
		assert.Equal(t, want, main.Properties[name], name)
	}
	assert.Len(t, main.Order, 58)
	require.Len(t, results["MSFT_NetQuickModeSA"], 20)
	quick := results["MSFT_NetQuickModeSA"][4]
	for name, want := range map[string]any{
		"MmSaId": number(3), "QmSaId": number(3), "IpProtocol": number(6), "LocalPort": number(445), "SPI": number(0xC0000006),
		"SecondSPI": number(0xD0000006), "FirstCipherAlgorithm": number(65003), "SecondTransformType": number(1),
		"LifetimePackets": number(1 << 31), "QuickModeFilterId": number(70003), "MmTargetName": "host/peer.corp.example",
		"InterfaceAlias": "Ethernet",
	} {
		assert.Equal(t, want, quick.Properties[name], name)
	}
	assert.Len(t, quick.Order, 71)
}

// number is a number as JSON has it.
func number(n uint64) json.Number { return json.Number(strconv.FormatUint(n, 10)) }
