package ikeext_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

func TestCodeUnknown(t *testing.T) {
	for code, want := range map[ikeext.Code]string{
		0:          "0",
		4321:       "4321",
		13897:      "13897",
		0xFFFF:     "65535",
		0x10000:    "0x00010000",
		0x80070000: "0x80070000",
		0x80320045: "0x80320045",
		0xDEADBEEF: "0xDEADBEEF",
	} {
		assert.Empty(t, code.Name(), want)
		assert.Empty(t, code.Message(), want)
		assert.Equal(t, want, code.String())
	}
}

func TestCodeString(t *testing.T) {
	for code, want := range map[ikeext.Code]string{
		5:          "ERROR_ACCESS_DENIED (5)",
		1753:       "EPT_S_NOT_REGISTERED (1753)",
		13801:      "ERROR_IPSEC_IKE_AUTH_FAIL (13801)",
		0x16C9A0D6: "EPT_S_NOT_REGISTERED (0x16C9A0D6)",
		0x1C010003: "nca_unk_if (0x1C010003)",
		0x80070005: "ERROR_ACCESS_DENIED (0x80070005)",
		0x80320044: "FWP_E_IKEEXT_NOT_RUNNING (0x80320044)",
		0xC000006D: "STATUS_LOGON_FAILURE (0xC000006D)",
	} {
		assert.Equal(t, want, code.String())
	}
}

func TestCodeMessage(t *testing.T) {
	assert.Equal(t, "The IKE authentication credentials are unacceptable.", ikeext.Code(13801).Message())
}

func TestCodeOfEveryErrorSlotHasAName(t *testing.T) {
	for f := range ikeext.Field(ikeext.FieldCount) {
		if code, ok := f.Code(); ok {
			assert.Contains(t, code.Name(), "ERROR_IPSEC_IKE_", f)
		}
	}
}

func TestCodeIsANumberInJSON(t *testing.T) {
	text, err := json.Marshal(ikeext.Code(0x80320044))
	require.NoError(t, err)
	assert.Equal(t, "2150760516", string(text))
}
