package ikeext

import (
	"context"
	"net/netip"
	"testing"

	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// TestSATemplateWire compares requests with bytes written out by hand, whose referent
// ids are ours.
func TestSATemplateWire(t *testing.T) {
	for want, template := range map[string]*SATemplate{
		"00000000  # no template": nil,
		"00000000  # none either": {},
		`01000000                 # template: referent
		00010000 00010000 0d000000 # localSubNet: FWP_V4_ADDR_MASK, referent
		01010000 01010000 19000000 # remoteSubNet: FWP_V6_ADDR_MASK, referent
		03000000 21000000          # localMainModeCertHash: 3 bytes, referent
		006433c6 00ffffff          # 198.51.100.0, 255.255.255.0 in host order
		20010db8000000000000000000000000 23 # 2001:db8::, 35
		000000 03000000 aabbcc     # padding, maximum count, bytes`: {
			LocalSubNet:           netip.MustParsePrefix("198.51.100.200/24"),
			RemoteSubNet:          netip.MustParsePrefix("2001:db8::7/35"),
			LocalMainModeCertHash: Hex{0xaa, 0xbb, 0xcc},
		},
		`01000000
		00000000 00000000          # localSubNet: FWP_EMPTY
		00010000 00010000 15000000 # remoteSubNet: FWP_V4_ADDR_MASK, referent
		00000000 00000000          # no hash
		00000000 00000000          # 0.0.0.0, 0.0.0.0`: {
			RemoteSubNet: netip.MustParsePrefix("192.0.2.1/0"),
		},
	} {
		w := ndr.NDR20(nil)
		request := &ikerpc.CreateSAEnumRequest{EnumTemplate: template.wire()}
		require.NoError(t, request.MarshalNDR(context.Background(), w))
		assert.Equal(t, unhexLines(t, want), w.Bytes(), want)
	}
}
