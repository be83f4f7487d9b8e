package codes

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readNames reads testdata/names.txt, which was not made by this package.
func readNames(t *testing.T) map[uint32]string {
	t.Helper()
	file, err := os.Open("testdata/names.txt")
	require.NoError(t, err)
	defer file.Close()
	table := map[uint32]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		number, name, ok := strings.Cut(lines.Text(), " ")
		require.True(t, ok, lines.Text())
		code, err := strconv.ParseUint(number, 0, 32)
		require.NoError(t, err)
		table[uint32(code)] = name
	}
	require.Len(t, table, 97+0x44+1)
	return table
}

func TestNameOfUnknown(t *testing.T) {
	for _, code := range []uint32{
		0, 1731, 1738, 1776, 13799, 13897, 0x16C9A000, 0x1C000000, 0x1C000011, 0x1C00001E, 0x1C000026,
		0x80070000, 0x8007FFFF, 0x80320000, 0x80320045, 0x80320103, 0xFFFFFFFF,
	} {
		assert.Empty(t, Name(code), "%#x", code)
	}
}

func TestNamesOfIKEAndFWPAreComplete(t *testing.T) {
	want := readNames(t)
	for code := uint32(13800); code <= 13896; code++ {
		require.Contains(t, want, code)
		assert.Equal(t, want[code], Name(code))
	}
	for code := uint32(0x80320001); code <= 0x80320044; code++ {
		require.Contains(t, want, code)
		assert.Equal(t, want[code], Name(code))
	}
	assert.Equal(t, want[0x80320104], Name(0x80320104))
}

func TestNamesAgreeWithThePublishedLists(t *testing.T) {
	// Names that the lists have otherwise, and why ours stand.
	renamed := map[uint32]string{
		13889:      "ERROR_IPSEC_IKE_INVALID_UMATTS",   // before IKEv2
		0x1C000021: "ncs_s_fault_user_defined",         // C706 spells its header's name so
		0x80320018: "FWP_E_TOO_MANY_BOOTTIME_FILTERS",  // before the release
		0x80320038: "FWP_E_INCOMPATIBLE_AUTH_CONFIG",   // before the release
		0x80320039: "FWP_E_INCOMPATIBLE_CIPHER_CONFIG", // before the release
	}
	var unlisted []uint32
	for code, name := range names() {
		published, _ := published(code)
		if code>>12 == 0x80041 { // WMI's, see below
			continue
		}
		switch want, ok := renamed[code]; {
		case published == "":
			unlisted = append(unlisted, code)
		case ok:
			assert.Equal(t, want, published, "%#x", code)
			assert.NotEqual(t, name, published, "%#x", code)
		default:
			assert.Equal(t, published, name, "%#x", code)
		}
	}
	assert.ElementsMatch(t, []uint32{
		13821, 13823, 13880,
		0x16C9A012, 0x16C9A0CE, 0x16C9A0CF, 0x16C9A0D1, 0x16C9A0D2, 0x16C9A0D4, 0x16C9A0D5, 0x16C9A0D7,
		0x1C000012, 0x1C000013, 0x1C010001, 0x1C010015,
		0x8032003A, 0x8032003B, 0x8032003C, 0x8032003D, 0x8032003E, 0x8032003F,
		0x80320040, 0x80320041, 0x80320042, 0x80320043, 0x80320044, 0x80320104,
	}, unlisted, "the names that the lists do not have")
}

// TestNamesOfWMI compares with the list that the RPC library has of [MS-WMI], whose
// names are spelt for Go.
func TestNamesOfWMI(t *testing.T) {
	compared := 0
	for code, name := range names() {
		if code>>12 != 0x80041 {
			continue
		}
		want := strings.TrimPrefix(wmi.Status(code).String(), "Status")
		got := strings.ReplaceAll(strings.TrimPrefix(name, "WBEM_E_"), "_", "")
		assert.True(t, strings.EqualFold(want, got), "%#x is %s, the list has %s", code, name, want)
		compared++
	}
	assert.Equal(t, 50, compared)
}

func TestNameOfWireForms(t *testing.T) {
	for code, want := range map[uint32]string{
		0x16C9A0CD: "EPT_S_CANT_PERFORM_OP",
		0x16C9A0D0: "EPT_S_CANT_CREATE",
		0x16C9A0D3: "EPT_S_INVALID_ENTRY",
		0x16C9A0D6: "EPT_S_NOT_REGISTERED",
		0x80070005: "ERROR_ACCESS_DENIED",
		0x800706D9: "EPT_S_NOT_REGISTERED",
		0x800735E9: "ERROR_IPSEC_IKE_AUTH_FAIL",
	} {
		assert.Equal(t, want, Name(code), "%#x", code)
	}
}

func TestNameOfWhatACallerMeets(t *testing.T) {
	for code, want := range map[uint32]string{
		5:          "ERROR_ACCESS_DENIED",
		1062:       "ERROR_SERVICE_NOT_ACTIVE",
		1702:       "RPC_S_INVALID_BINDING",
		1717:       "RPC_S_UNKNOWN_IF",
		1722:       "RPC_S_SERVER_UNAVAILABLE",
		1726:       "RPC_S_CALL_FAILED",
		1727:       "RPC_S_CALL_FAILED_DNE",
		1733:       "RPC_S_INVALID_TAG",
		1745:       "RPC_S_PROCNUM_OUT_OF_RANGE",
		1753:       "EPT_S_NOT_REGISTERED",
		1765:       "RPC_S_NO_CONTEXT_AVAILABLE",
		1783:       "RPC_X_BAD_STUB_DATA",
		1818:       "RPC_S_CALL_CANCELLED",
		1825:       "RPC_S_SEC_PKG_ERROR",
		0x1C000006: "nca_s_fault_invalid_tag",
		0x1C000009: "nca_unspec_reject",
		0x1C00001A: "nca_s_fault_context_mismatch",
		0x1C00001D: "nca_unsupported_authn_level",
		0x1C000025: "nca_s_fault_no_client_stub",
		0x1C010002: "nca_op_rng_error",
		0x1C010003: "nca_unk_if",
		0x1C01000B: "nca_proto_error",
		0xC0000022: "STATUS_ACCESS_DENIED",
		0xC000005E: "STATUS_NO_LOGON_SERVERS",
		0xC000006D: "STATUS_LOGON_FAILURE",
		0xC000006E: "STATUS_ACCOUNT_RESTRICTION",
		0xC000006F: "STATUS_INVALID_LOGON_HOURS",
		0xC0000070: "STATUS_INVALID_WORKSTATION",
		0xC0000071: "STATUS_PASSWORD_EXPIRED",
		0xC0000072: "STATUS_ACCOUNT_DISABLED",
		0xC000015B: "STATUS_LOGON_TYPE_NOT_GRANTED",
		0xC0000193: "STATUS_ACCOUNT_EXPIRED",
		0xC0000224: "STATUS_PASSWORD_MUST_CHANGE",
		0xC0000234: "STATUS_ACCOUNT_LOCKED_OUT",
	} {
		assert.Equal(t, want, Name(code), "%#x", code)
	}
}
