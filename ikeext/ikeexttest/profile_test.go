package ikeexttest

import (
	"fmt"
	"net"
	"syscall"
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	iactivation "github.com/oiweiwei/go-msrpc/msrpc/dcom/iactivation/v0"
	iwbemlevel1login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

func TestUnknownProfile(t *testing.T) {
	_, err := Start(Config{Profile: "vista"})
	assert.EqualError(t, err, `simulated host: unknown profile "vista"`)
}

func TestAddressThatCannotBeListenedOn(t *testing.T) {
	_, err := Start(Config{Addr: "192.0.2.1:0"})
	assert.ErrorContains(t, err, "simulated host: listen")
}

func TestProfiles(t *testing.T) {
	tests := []struct {
		profile           Profile
		ikeext, engine    bool // in the mapper
		statisticsAllowed bool
	}{
		{"", true, true, true},
		{Permissive, true, true, true},
		{Windows7, true, false, true},
		{Stock2016, true, false, false},
		{StockSplit, false, false, false},
		{WMIOpen2016, true, false, false},
		{WMIOpenSplit, false, false, false},
		{ServiceStopped, false, false, false},
	}
	for _, test := range tests {
		t.Run(string(test.profile), func(t *testing.T) {
			h := start(t, Config{Profile: test.profile})
			requireMapped(t, h, ikeext.IkeextSyntaxV1_0, h.Endpoint(), test.ikeext)
			requireMapped(t, h, engine.EngineSyntaxV1_0, h.EngineEndpoint(), test.engine)
			if !test.ikeext {
				return
			}
			_, err := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...).statistics()
			if test.statisticsAllowed {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, denied)
			}
			assert.Empty(t, h.Violations())
		})
	}
}

func TestActivationIsThereWhereWMIIs(t *testing.T) {
	wmi := map[Profile]bool{WMIOpen2016: true, WMIOpenSplit: true, ServiceStopped: true}
	for _, profile := range []Profile{
		Permissive, Windows7, Stock2016, StockSplit, WMIOpen2016, WMIOpenSplit, ServiceStopped,
	} {
		for name, iid := range map[string]string{"oxid": iidExporter, "old": iidActivation, "new": iidActivator} {
			t.Run(string(profile)+"/"+name, func(t *testing.T) {
				h := start(t, Config{Profile: profile})
				c := dialRaw(t, h.Addr().String())
				c.send(bindOf(t, iid))
				ack := c.receive()
				want := "0200 0100 00000000000000000000000000000000 00000000" // rejected: unknown interface
				if wmi[profile] {
					want = "0000 0000 045d888aeb1cc9119fe808002b104860 02000000"
				}
				assert.Equal(t, unhex(t, want), ack[len(ack)-24:])
				assert.Equal(t, wmi[profile], h.WMIEndpoint() != "")
				assert.Empty(t, h.Violations())
			})
		}
	}
}

func TestWMIIsNotInTheMapper(t *testing.T) {
	h := start(t, Config{Profile: WMIOpen2016})
	for _, id := range []*dcerpc.SyntaxID{
		iactivation.ActivationSyntaxV0_0, iwbemlevel1login.Level1LoginSyntaxV0_0,
	} {
		assert.EqualValues(t, 0x16C9A0D6, mapTower(t, h, id).Status)
	}
}

func TestStockClosedRefusesConnections(t *testing.T) {
	h, err := Start(Config{Profile: StockClosed})
	require.NoError(t, err)
	require.NotZero(t, h.EPMPort())
	for range 2 {
		_, err = net.Dial("tcp", h.Addr().String())
		require.ErrorIs(t, err, syscall.ECONNREFUSED)
	}
	_, err = net.Listen("tcp", h.Addr().String())
	require.Error(t, err, "the port is taken")
	require.NoError(t, h.Close())
	require.NoError(t, h.Close())
	l, err := net.Listen("tcp", h.Addr().String())
	require.NoError(t, err, "the port is free at once")
	require.NoError(t, l.Close())
}

func TestStockClosedOnAGivenPort(t *testing.T) {
	first, err := Start(Config{Profile: StockClosed})
	require.NoError(t, err)
	addr := first.Addr()
	require.NoError(t, first.Close())
	h := start(t, Config{Profile: StockClosed, Addr: addr.String()})
	assert.Equal(t, addr, h.Addr())
	_, err = Start(Config{Profile: StockClosed, Addr: addr.String()})
	assert.ErrorContains(t, err, "simulated host: ")
}

func TestIPv6(t *testing.T) {
	h, err := Start(Config{Addr: "[::1]:0"})
	if err != nil {
		t.Skipf("no IPv6 on loopback: %v", err)
	}
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	assert.Equal(t, fmt.Sprintf("ncacn_ip_tcp:::1[%d]", h.ports[1].addr.Port()), h.Endpoint())
	assert.Equal(t, h.Addr().Port(), uint16(h.EPMPort()))
	c := dialRaw(t, h.Addr().String())
	c.ask(bindEPM)
	stub := c.ask(mapIKEEXT)[24:]
	assert.Equal(t, make([]byte, 4), stub[119:123], "address in the tower")
}

// requireMapped checks the mapper's answer against what the Host says of itself.
func requireMapped(t *testing.T, h *Host, id *dcerpc.SyntaxID, binding string, want bool) {
	t.Helper()
	response := mapTower(t, h, id)
	if !want {
		require.Empty(t, binding)
		require.EqualValues(t, 0x16C9A0D6, response.Status)
		require.Empty(t, response.Towers)
		return
	}
	require.Zero(t, response.Status)
	require.Len(t, response.Towers, 1)
	require.Equal(t, binding, response.Towers[0].Binding().StringBinding.String())
}

func TestBuildIsToldInTheChallenge(t *testing.T) {
	tests := []struct {
		name string
		cfg  Config
		want string
	}{
		{"Windows 7", Config{Profile: Windows7}, "06 01 b1 1d 00 00 00 0f"},
		{"2016", Config{Profile: Stock2016}, "0a 00 39 38 00 00 00 0f"},
		{"permissive", Config{}, "0a 00 7c 4f 00 00 00 0f"},
		{"given", Config{Build: 9600}, "06 03 80 25 00 00 00 0f"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, test.cfg)
			challenge := askChallenge(t, h)
			assert.Equal(t, unhex(t, test.want), challenge[48:56])
		})
	}
}

func TestNamesAreToldInTheChallenge(t *testing.T) {
	h := start(t, Config{Domain: "LAB", Name: "RAS01"})
	challenge := askChallenge(t, h)
	length, offset := le.Uint16(challenge[12:]), le.Uint32(challenge[16:])
	assert.Equal(t, []byte("L\x00A\x00B\x00"), challenge[offset:offset+uint32(length)], "target name")
	assert.Contains(t, string(challenge), "\x01\x00\x0a\x00R\x00A\x00S\x000\x001\x00", "NetBIOS computer name")
}

// negotiateMessage is an NTLM negotiate message, by hand from [MS-NLMP] 2.2.1.1.
func negotiateMessage(t testing.TB) []byte {
	t.Helper()
	return unhex(t, `
		4e 54 4c 4d 53 53 50 00 01 00 00 00
		b7 82 08 e2              # 56, key exchange, 128, version, extended security, sign, seal ...
		00 00 00 00 00 00 00 00  # no domain
		00 00 00 00 00 00 00 00  # no workstation
		0a 00 63 45 00 00 00 0f  # version`)
}

// askChallenge binds with NTLM and returns the challenge.
func askChallenge(t *testing.T, h *Host) []byte {
	t.Helper()
	token := negotiateMessage(t)
	bind := unhex(t, bindIKEEXT)
	bind = append(bind, authNTLM, levelPrivacy, 0, 0, 7, 0, 0, 0)
	bind = append(bind, token...)
	setLengths(bind, len(token))
	c := dialRaw(t, addressOf(t, h.Endpoint()))
	c.send(bind)
	ack := c.receive()
	require.Equal(t, byte(typeBindAck), ack[2])
	n := int(le.Uint16(ack[10:]))
	trailer := ack[len(ack)-n-8:]
	require.Equal(t, []byte{authNTLM, levelPrivacy, 0, 0, 7, 0, 0, 0}, trailer[:8])
	require.Equal(t, "NTLMSSP\x00\x02\x00\x00\x00", string(trailer[8:20]))
	return trailer[8:]
}
