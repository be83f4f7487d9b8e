package render

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"totalSasAdded":                                          "Total SAs added",
		"invalidSpisOnInbound":                                   "Invalid SPIs on inbound",
		"udpEspValidationFailuresOnInbound":                      "UDP ESP validation failures on inbound",
		"authenticatedAHByteCount":                               "Authenticated AH byte count",
		"totalInboundPerIPRatelimitDiscardedIPv6IPsecUnauthPkts": "Total inbound per IP ratelimit discarded IPv6 IPsec unauth packets",
		"totalInboundAllowedICMPv6Pkts":                          "Total inbound allowed ICMPv6 packets",
	} {
		assert.Equal(t, want, words(name))
	}
}

// numbered statistics have no two values that are equal.
func numberedIPsec() *ikeext.IPsecStatistics {
	return &ikeext.IPsecStatistics{
		Source: ikeext.Source{
			Host: "vpn01", CollectedAt: time.Unix(1, 0), Door: ikeext.DoorRPC, Endpoint: "ncacn_ip_tcp:vpn01[49670]",
			Auth: ikeext.SignIn{Mechanism: "ntlm", Level: ikeext.LevelPrivacy}, Table: ikeext.EngineTableWindows81, Opnum: 106,
		},
		AggregateSA:     ikeext.IPsecAggregateSAStatistics{ActiveSAs: 11, TotalSAsAdded: 12},
		ESPDropPacket:   ikeext.IPsecESPDropPacketStatistics{InvalidSPIsOnInbound: 21},
		AHDropPacket:    ikeext.IPsecAHDropPacketStatistics{InvalidSPIsOnInbound: 31},
		InboundTraffic:  ikeext.IPsecTrafficStatistics{EncryptedByteCount: 1<<64 - 1},
		OutboundTraffic: ikeext.IPsecTrafficStatistics{EncryptedByteCount: 42},
	}
}

func TestIPsecTable(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, IPsec(&b, Table, numberedIPsec(), Options{}))
	assert.Regexp(t, `(?m)^  Active SAs +11$`, b.String())
	assert.Regexp(t, `(?m)^  Encrypted byte count +18446744073709551615 +42$`, b.String())
	assert.Regexp(t, `(?ms)^Packets of AH dropped\n  Invalid SPIs on inbound +31$`, b.String())
	assert.Contains(t, b.String(), "opnum 106 (table windows8.1)")
}

func TestIPsecJSON(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, IPsec(&b, JSON, numberedIPsec(), Options{}))
	var document struct {
		Schema string
		Host   string
		Opnum  int
		S      ikeext.IPsecStatistics `json:"ipsec_statistics"`
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &document))
	assert.Equal(t, IPsecSchema, document.Schema)
	assert.Equal(t, 106, document.Opnum)
	want := *numberedIPsec()
	want.Source = ikeext.Source{}
	assert.Equal(t, want, document.S)
	assert.Contains(t, b.String(), `"encryptedByteCount":"18446744073709551615"`, "no number that floats would change")
}

func TestDoSProtection(t *testing.T) {
	s := &ikeext.DoSProtectionStatistics{CurrentStateEntries: 1 << 40}
	var b bytes.Buffer
	require.NoError(t, DoSProtection(&b, Table, s, Options{}))
	assert.Regexp(t, `(?m)^  Current state entries +1099511627776$`, b.String())
	b.Reset()
	require.NoError(t, DoSProtection(&b, JSON, s, Options{}))
	assert.Contains(t, b.String(), `"currentStateEntries":"1099511627776"`)
	assert.Contains(t, b.String(), `"dosp_statistics": {`)
}
