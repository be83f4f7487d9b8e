package ikeexttest

import (
	"fmt"
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
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
