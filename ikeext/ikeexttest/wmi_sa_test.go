package ikeexttest

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmio"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const standardNamespace = "//./root/StandardCimv2"

// readAssociations reads a class of associations with go-msrpc's client and reader.
func readAssociations(t *testing.T, h *Host, query string) (list []map[string]any) {
	t.Helper()
	s, err := openWMI(t, h, createInstance, standardNamespace, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
	next, err := s.query(query, 0x30, 1000)
	require.NoError(t, err)
	for _, object := range next.Objects {
		list = append(list, unmarshal(t, object).Values())
	}
	return list
}

// The numbers are those of Microsoft's documentation of the class.
func TestMainModeByWMI(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit})
	list := readAssociations(t, h, "SELECT * FROM MSFT_NetMainModeSA")
	require.Len(t, list, 10)
	assert.Empty(t, h.Violations())
	natted := list[5]
	assert.Len(t, natted, 58, "properties of the class with all that it inherits")
	for name, want := range map[string]any{
		"Name": "6", "InstanceID": "6", "KeyModule": uint16(3),
		"LocalEndpoint": "192.0.2.1", "RemoteEndpoint": "203.0.113.99",
		"LocalUdpEncapsulationPort": uint16(4500), "RemoteUdpEncapsulationPort": uint16(4500),
		"CipherAlgorithm": uint16(65006), "HashAlgorithm": uint16(65002), "GroupId": uint16(20),
		"MaxQMSAs": uint32(64), "ExtendedFilterId": uint64(0), "VirtualIfTunnelId": uint64(7),
		"LifetimeSeconds": nil, "InitiatorCookie": nil, "ResponderCookie": nil, "AuthenticationMethod": nil,
		"OperationalStatus": nil, "InstallDate": nil, "LocalSecondId": nil, "RemoteSecondId": nil,
		"PacketLoggingActive": nil, "RefreshThresholdSecondsPercentage": nil,
	} {
		require.Contains(t, natted, name)
		assert.Equal(t, want, natted[name], name)
	}
	assert.Regexp(t, `^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$`, natted["IkePolicyKey"])

	assert.Equal(t, "2001:db8:5::17", list[3]["RemoteEndpoint"])
	assert.Equal(t, uint64(70001), list[2]["ExtendedFilterId"])
	assert.Equal(t, uint16(2), list[2]["KeyModule"])
	assert.Equal(t, uint16(0), list[2]["LocalUdpEncapsulationPort"])
}

// The identities are instances within the instance.
func TestIdentitiesByWMI(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit})
	list := readAssociations(t, h, "SELECT LocalFirstId, RemoteFirstId, RemoteSecondId FROM MSFT_NetMainModeSA")
	require.Len(t, list, 10)
	identity := func(i int, name string) map[string]any {
		object, ok := list[i][name].(wmio.Values)
		require.True(t, ok, "%T", list[i][name])
		return object
	}
	assert.Equal(t, map[string]any{
		"ImpersonationType": uint32(0), "AuthenticationMethod": uint32(7), "Flags": uint32(0),
		"Identity": "CN=vpn.corp.example,O=Corp Example",
	}, identity(5, "LocalFirstId"))
	assert.Equal(t, "alice@corp.example", identity(5, "RemoteFirstId")["Identity"])
	assert.Nil(t, identity(0, "LocalFirstId")["Identity"], "a preshared key is not told")
	assert.Equal(t, uint32(5), identity(3, "RemoteSecondId")["AuthenticationMethod"])
	assert.NotContains(t, fmt.Sprint(list), "sim-preshared-key")
}

func TestIgnoredPropertiesOfAssociations(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, IgnoredSAProperties: true})
	main := readAssociations(t, h, "SELECT * FROM MSFT_NetMainModeSA")[5]
	assert.Equal(t, uint64(86400), main["LifetimeSeconds"])
	assert.Equal(t, DefaultSAs()[5].InitiatorCookie, main["InitiatorCookie"])
	assert.Equal(t, DefaultSAs()[5].ResponderCookie, main["ResponderCookie"])
	quick := readAssociations(t, h, "SELECT * FROM MSFT_NetQuickModeSA")[10]
	assert.Equal(t, true, quick["InboundDirection"])
	assert.Equal(t, uint16(2), quick["EncapsulationMode"])
	assert.Equal(t, uint64(3600), quick["LifetimeSeconds"])
}

func TestQuickModeByWMI(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit})
	list := readAssociations(t, h, "SELECT * FROM MSFT_NetQuickModeSA")
	require.Len(t, list, 20)
	assert.Len(t, list[0], 71, "properties of the class with all that it inherits")
	for name, want := range map[string]any{
		"LocalEndpoint": "192.0.2.1", "RemoteEndpoint": "203.0.113.99", "LocalPort": uint16(0), "IpProtocol": uint8(0),
		"InterfaceAlias": "Ethernet", "LocalUdpEncapsulationPort": uint16(4500), "PeerV4PrivateAddress": "10.1.2.3",
		"MmSaId": uint64(6), "QmSaId": uint32(6), "FirstTransformType": uint32(4), "FirstIntegrityAlgorithm": uint32(65005),
		"FirstCipherAlgorithm": uint32(65006), "SecondTransformType": uint32(0), "SPI": uint32(0xC000000C), "SecondSPI": uint32(0),
		"PfsGroupId": uint32(20), "LifetimePackets": uint64(1 << 31), "VirtualIfTunnelId": uint64(7),
		"TrafficSelectorId": uint64(90006), "MmTargetName": nil, "EncapsulationMode": nil, "InboundDirection": nil,
		"LifetimeSeconds": nil, "LifetimeKilobytes": nil,
	} {
		require.Contains(t, list[10], name)
		assert.Equal(t, want, list[10][name], name)
	}
	assert.Equal(t, uint32(0xC000000D), list[11]["SPI"])
	assert.Equal(t, "host/peer.corp.example", list[4]["MmTargetName"])
}

func TestConfiguredQuickModes(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, QuickModeSAs: []QuickModeSA{{ID: 77}}})
	list := readAssociations(t, h, "SELECT * FROM MSFT_NetQuickModeSA")
	require.Len(t, list, 1)
	assert.Equal(t, uint32(77), list[0]["QmSaId"])
	h = start(t, Config{Profile: WMIOpenSplit, QuickModeSAs: []QuickModeSA{}})
	assert.Empty(t, readAssociations(t, h, "SELECT * FROM MSFT_NetQuickModeSA"))
}

func TestAssociationsInAnotherNamespaceOrStopped(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit})
	s, err := openWMI(t, h, createInstance, cimv2, defaultUser(dcerpc.WithSeal())...)
	require.NoError(t, err)
	_, err = s.query("SELECT * FROM MSFT_NetMainModeSA", 0, 1)
	require.ErrorContains(t, err, "-2147217392")
	h = start(t, Config{Profile: ServiceStopped})
	assert.Empty(t, readAssociations(t, h, "SELECT * FROM MSFT_NetMainModeSA"))
}

func TestDeniedAndMissingNamespaces(t *testing.T) {
	const accessDenied, invalidNamespace = "-2147217405", "-2147217394"
	denied := Config{Profile: WMIOpenSplit, DeniedNamespaces: []string{"root/standardcimv2"}}
	for _, test := range []struct {
		cfg  Config
		want string
	}{{denied, accessDenied}, {Config{Profile: WMIOpenSplit, Build: 7601}, invalidNamespace}} {
		h := start(t, test.cfg)
		_, err := openWMI(t, h, createInstance, standardNamespace, defaultUser(dcerpc.WithSeal())...)
		require.ErrorContains(t, err, test.want)
		_, err = openWMI(t, h, createInstance, cimv2, defaultUser(dcerpc.WithSeal())...)
		require.NoError(t, err)
		assert.Empty(t, h.Violations())
	}
}

func TestManyAssociationsByWMI(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, SACount: 2000})
	list := readAssociations(t, h, "SELECT Name FROM MSFT_NetMainModeSA")
	require.Len(t, list, 1000)
	assert.Equal(t, "1000", list[999]["Name"])
}

// dmtf is an element of an instance by WinRM.
type dmtf struct {
	XMLName  xml.Name
	Nil      string `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
	Text     string `xml:",chardata"`
	Children []dmtf `xml:",any"`
}

// child returns the text of a child element.
func (e *dmtf) child(t *testing.T, name string) *dmtf {
	t.Helper()
	i := slices.IndexFunc(e.Children, func(c dmtf) bool { return c.XMLName.Local == name })
	require.GreaterOrEqual(t, i, 0, name)
	return &e.Children[i]
}

// enumerateByWinRM answers a query as a session of WinRM would.
func enumerateByWinRM(t *testing.T, h *Host, resource, query string) (int, string) {
	t.Helper()
	s := &winrmSession{winrm: h.winrm, messages: map[string]bool{}, pulls: map[string]*unpulled{}}
	status, envelope := s.envelope([]byte(fmt.Sprintf(`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
		xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
		xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"><s:Header><a:To>http://host/wsman</a:To>
		<a:Action>http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate</a:Action><a:MessageID>%s</a:MessageID>
		<a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>
		<w:ResourceURI>%s</w:ResourceURI><w:MaxEnvelopeSize>512000</w:MaxEnvelopeSize></s:Header><s:Body><n:Enumerate>
		<w:OptimizeEnumeration/><w:MaxElements>1000</w:MaxElements>
		<w:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">%s</w:Filter></n:Enumerate></s:Body></s:Envelope>`,
		newWinRMID(), winrmWMI+resource+"/*", query)), &Reply{})
	return status, string(envelope)
}

func TestAssociationsByWinRM(t *testing.T) {
	h := start(t, Config{Profile: WinRMOnly})
	status, envelope := enumerateByWinRM(t, h, "root/standardcimv2", "SELECT * FROM MSFT_NetMainModeSA")
	require.Equal(t, 200, status, envelope)
	var read struct {
		Items struct {
			List []dmtf `xml:",any"`
		} `xml:"Body>EnumerateResponse>Items"`
	}
	require.NoError(t, xml.Unmarshal([]byte(envelope), &read))
	require.Len(t, read.Items.List, 10)
	sa := read.Items.List[5]
	assert.Equal(t, "MSFT_NetMainModeSA", sa.XMLName.Local)
	assert.Len(t, sa.Children, 58)
	assert.Equal(t, "203.0.113.99", sa.child(t, "RemoteEndpoint").Text)
	assert.Equal(t, "4500", sa.child(t, "RemoteUdpEncapsulationPort").Text)
	assert.Equal(t, "true", sa.child(t, "LifetimeSeconds").Nil)
	identity := sa.child(t, "RemoteFirstId")
	assert.Equal(t, "alice@corp.example", identity.child(t, "Identity").Text)
	assert.Equal(t, "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/standardcimv2/MSFT_NetIPsecIdentity",
		identity.child(t, "Identity").XMLName.Space)
	assert.NotContains(t, envelope, "sim-preshared-key")

	_, envelope = enumerateByWinRM(t, h, "root/standardcimv2", "SELECT * FROM MSFT_NetQuickModeSA")
	assert.Equal(t, 20, strings.Count(envelope, "<p:MSFT_NetQuickModeSA "))
	assert.Empty(t, h.Violations())
}

func TestDeniedNamespaceByWinRM(t *testing.T) {
	h := start(t, Config{Profile: WinRMOnly, DeniedNamespaces: []string{`root\standardcimv2`}})
	status, envelope := enumerateByWinRM(t, h, "root/standardcimv2", "SELECT * FROM MSFT_NetMainModeSA")
	assert.Equal(t, 500, status)
	assert.Contains(t, envelope, "w:AccessDenied")
	h = start(t, Config{Profile: WinRMOnly, Build: 7601})
	_, envelope = enumerateByWinRM(t, h, "root/standardcimv2", "SELECT * FROM MSFT_NetMainModeSA")
	assert.Contains(t, envelope, "a:DestinationUnreachable")
	_, envelope = enumerateByWinRM(t, h, "root/cimv2", "SELECT * FROM MSFT_NetMainModeSA")
	assert.Contains(t, envelope, "a:DestinationUnreachable")
}
