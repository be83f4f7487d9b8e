package bfe_test

import (
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// The stubs below are written out by hand from the layout, for the arms and the
// procedures that no vector shows. Referents are ffffffff, as mask leaves them.

// template returns a request of opnum 1 around a value: the arm in its place, and
// what the arm points to behind the rest of the structure.
func template(selector, arm, pointee string) string {
	return "ffffffff" + selector + selector + arm + `
	02000000 02000000  # remoteSubNet: FWP_UINT16
	0700 0000          # 7, padding
	00000000 00000000  # localMainModeCertHash: empty
	` + pointee
}

var arms = map[string]string{
	"FWP_UINT8":              template("01000000", "05 000000", ""),
	"FWP_UINT32":             template("03000000", "05060708", ""),
	"FWP_INT8":               template("05000000", "fb 000000", ""),
	"FWP_INT32":              template("07000000", "fbffffff", ""),
	"FWP_FLOAT":              template("09000000", "0000c03f", ""),
	"FWP_BYTE_ARRAY16_TYPE":  template("0b000000", "ffffffff", "000102030405060708090a0b0c0d0e0f"),
	"FWP_BITMAP_INDEX_TYPE":  template("13000000", "3f 000000", ""),
	"FWP_V4_ADDR_MASK":       template("00010000", "ffffffff", "0000000a 000000ff"),
	"FWP_BYTE_BLOB_TYPE (0)": template("0c000000", "ffffffff", "00000000 00000000"),
	"FWP_UINT64 (null)":      template("04000000", "00000000", ""),
	"FWP_UINT64 (0)":         template("04000000", "ffffffff", "00000000 0000000000000000"),
	"FWP_SID": template("0d000000", "ffffffff", `
	02000000                  # maximum count
	01 02 000000000005        # revision, number of authorities, NT authority
	20000000 20020000         # Administrators`),
	"FWP_UNICODE_STRING_TYPE": template("11000000", "ffffffff", `
	03000000 00000000 03000000
	6800 6900 0000`),
	"FWP_TOKEN_INFORMATION_TYPE": template("0f000000", "ffffffff", `
	02000000 ffffffff         # sids
	00000000 00000000         # restricted SIDs: none
	02000000                  # maximum count
	ffffffff 07000000         # SID, attributes
	00000000 09000000         # no SID, attributes
	01000000 01 01 000000000001 00000000`),
	"FWP_RANGE_TYPE": template("02010000", "ffffffff", `
	04000000 04000000 ffffffff   # valueLow: FWP_UINT64
	01000000 01000000 09         # valueHigh: FWP_UINT8
	000000 00000000              # padding to 8
	1122334455667788`),
}

// TestArms decodes the arms that no vector shows and encodes them back.
func TestArms(t *testing.T) {
	for name, text := range arms {
		t.Run(name, func(t *testing.T) {
			same(t, text, &ikeext.CreateSAEnumRequest{})
		})
	}
}

// same decodes a stub written by hand into m to its last byte, and requires that m
// encodes back to it.
func same(t *testing.T, text string, m message) {
	want := unhex(t, text)
	var referents []int
	for i := 0; i+4 <= len(want); i += 4 {
		if string(want[i:i+4]) == "\xff\xff\xff\xff" {
			referents = append(referents, i)
		}
	}
	decode(t, ndr.NDR20(distinct(want, referents)), m)
	got := encode(t, ndr.NDR20(nil), m)
	require.Len(t, got, len(want))
	assert.Equal(t, want, mask(got, referents))
}

// distinct gives each referent an id of its own: the decoder takes two pointers
// with the same id for one object.
func distinct(b []byte, referents []int) []byte {
	b = mask(b, nil)
	for i, at := range referents {
		copy(b[at:], []byte{byte(4 * i), 0, 2, 0})
	}
	return b
}

const handleText = "00000000 404142434445464748494a4b4c4d4e4f"

// TestMessages holds the messages that no vector shows.
func TestMessages(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		m    message
	}{
		"every SA":                {"00000000", &ikeext.CreateSAEnumRequest{}},
		"a page of 32":            {handleText + "20000000", &ikeext.EnumSAsRequest{}},
		"no page":                 {"00000000 00000000 00000000", &ikeext.EnumSAsResponse{}},
		"an empty page":           {"ffffffff 00000000 00000000 00000000", &ikeext.EnumSAsResponse{}},
		"an enumeration's end":    {strings.Repeat("00", 24), &ikeext.DestroySAEnumResponse{}},
		"deleted":                 {"00000000", &ikeext.DeleteSAByIDResponse{}},
		"an SA by its id":         {"0700000000000000 00000000", &ikeext.GetSAByIDRequest{}},
		"no SA":                   {"00000000 08003280", &ikeext.GetSAByIDResponse{}},
		"the DACL, please":        {"04000000", &ikeext.GetSecurityInfoRequest{}},
		"no descriptor":           {"00000000 00000000 05000000", &ikeext.GetSecurityInfoResponse{}},
		"a new descriptor":        {"04000000 03000000 ffffffff 03000000 010203", &ikeext.SetSecurityInfoRequest{}},
		"set":                     {"00000000", &ikeext.SetSecurityInfoResponse{}},
		"tunnel over IPv6":        {"0807060504030201 01000000 01000000 000102030405060708090a0b0c0d0e0f 01000000 101112131415161718191a1b1c1d1e1f", &ikeext.UpdatePreferredAddressesRequest{}},
		"no additional addresses": {"0807060504030201 00000000 00000000 00000000 00000000", &ikeext.UpdateAdditionalAddressesRequest{}},
		"an engine option":        {handleText + "0300", &engine.EngineGetOptionRequest{}},
		"its value":               {"ffffffff 03000000 03000000 01000000 00000000", &engine.EngineGetOptionResponse{}},
		"the engine's DACL":       {handleText + "04000000", &engine.EngineGetSecurityInfoRequest{}},
		"its bytes":               {"02000000 ffffffff 02000000 0102 0000 00000000", &engine.EngineGetSecurityInfoResponse{}},
		"IPsec statistics":        {handleText, &engine.GetIPsecStatisticsRequest{}},
		"DoS protection":          {handleText, &engine.GetIPsecDospStatisticsRequest{}},
	} {
		t.Run(name, func(t *testing.T) { same(t, c.text, c.m) })
	}
}
