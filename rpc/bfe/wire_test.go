package bfe_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// unhex reads hexadecimal text with comments behind "#".
func unhex(t testing.TB, text string) []byte {
	var digits strings.Builder
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		digits.WriteString(strings.Join(strings.Fields(line), ""))
	}
	b, err := hex.DecodeString(digits.String())
	require.NoError(t, err)
	return b
}

func encode(t *testing.T, w ndr.NDR, m ndr.Marshaler) []byte {
	require.NoError(t, m.MarshalNDR(context.Background(), w))
	require.NoError(t, w.Err())
	return w.Bytes()
}

func decode(t *testing.T, r ndr.NDR, m ndr.Unmarshaler) {
	require.NoError(t, m.UnmarshalNDR(context.Background(), r))
	require.NoError(t, r.Err())
	require.Zero(t, r.Len(), "bytes left over")
}

// TestGetStatistics proves the stub of opnum 0 with a vector that others made.
// NDR64 encodes this structure in the same bytes: it has neither pointers nor
// counts. Elsewhere NDR64 is unproved, and it is never offered.
func TestGetStatistics(t *testing.T) {
	text, err := os.ReadFile("testdata/get_statistics_response.hex")
	require.NoError(t, err)
	vector := unhex(t, string(text))
	require.Len(t, vector, 1664)

	for name, codec := range map[string]func([]byte, ...any) ndr.NDR{"NDR20": ndr.NDR20, "NDR64": ndr.NDR64} {
		t.Run(name, func(t *testing.T) {
			var response ikeext.GetStatisticsResponse
			decode(t, codec(vector), &response)

			s := response.Statistics
			at := func(offset int) uint32 { return binary.LittleEndian.Uint32(vector[offset:]) }
			assert.Equal(t, at(0x000), s.IKEStatistics.StatisticsV4.CurrentActiveMainModes)
			assert.Equal(t, at(0x044), s.IKEStatistics.StatisticsV4.TotalImpersonationMainModes)
			assert.Equal(t, at(0x048), s.IKEStatistics.StatisticsV6.CurrentActiveMainModes)
			assert.Len(t, s.IKEStatistics.ErrorFrequencyTable, 97)
			assert.Equal(t, at(0x094), s.IKEStatistics.ErrorFrequencyTable[1])
			assert.Equal(t, at(0x21C), s.IKEStatistics.ExtendedModeNegotiationTime)
			assert.Equal(t, at(0x220), s.AuthIPStatistics.StatisticsV4.CurrentActiveMainModes)
			assert.Equal(t, at(0x440), s.IKEV2Statistics.StatisticsV4.CurrentActiveMainModes)
			assert.Equal(t, at(0x660), s.CommonStatistics.StatisticsV4.TotalSocketReceiveFailures)
			assert.Equal(t, at(0x678), s.CommonStatistics.CurrentQueuedWorkitems)
			assert.Equal(t, at(0x67C), response.Return)

			assert.Equal(t, vector, encode(t, codec(nil), &response))
		})
	}
}

// TestGetStatisticsTruncated cuts the vector everywhere: not one cut may pass
// for a whole reply.
func TestGetStatisticsTruncated(t *testing.T) {
	text, err := os.ReadFile("testdata/get_statistics_response.hex")
	require.NoError(t, err)
	vector := unhex(t, string(text))
	for n := range len(vector) {
		var response ikeext.GetStatisticsResponse
		err := response.UnmarshalNDR(context.Background(), ndr.NDR20(vector[:n]))
		require.Error(t, err, "%d bytes", n)
	}
}

func TestGetStatisticsRequestIsEmpty(t *testing.T) {
	assert.Empty(t, encode(t, ndr.NDR20(nil), &ikeext.GetStatisticsRequest{}))
}

func TestIdentity(t *testing.T) {
	assert.Equal(t, "a398e520-d59a-4bdd-aa7a-3c1e0303a511", ikeext.IkeextSyntaxUUID.String())
	assert.Equal(t, "dd490425-5325-4565-b774-7e27d6c09c24", engine.EngineSyntaxUUID.String())
	assert.EqualValues(t, 1, ikeext.IkeextSyntaxV1_0.IfVersionMajor)
	assert.EqualValues(t, 0, ikeext.IkeextSyntaxV1_0.IfVersionMinor)
	assert.EqualValues(t, 1, engine.EngineSyntaxV1_0.IfVersionMajor)
	assert.EqualValues(t, 0, engine.EngineSyntaxV1_0.IfVersionMinor)
}

// The bytes below are written out by hand from the layout of the engine's
// procedures. Referent ids are the encoder's choice and masked.

const engineOpenRequest = `
	01000000                          # session: referent
	33221100554477668899aabbccddeeff  # sessionKey
	02000000                          # displayData.name: referent
	00000000                          # displayData.description: null
	01000000                          # flags: FWPM_SESSION_FLAG_DYNAMIC
	88130000                          # txnWaitTimeoutInMSec: 5000
	00000000                          # processId
	00000000                          # sid: null
	00000000                          # username: null
	00000000                          # kernelMode
	03000000 00000000 03000000        # name: maximum, offset, actual
	67006f000000 0000                 # "go", padding
	04000000                          # language: referent
	08000000                          # flags: MUI_LANGUAGE_NAME
	01000000                          # numLanguages
	07000000                          # chars
	05000000                          # languages: referent
	07000000                          # maximum count
	65006e002d00550053000000 0000     # "en-US", two nulls`

func TestEngineOpenRequest(t *testing.T) {
	want := unhex(t, engineOpenRequest)
	require.Len(t, want, 110)
	request := &engine.EngineOpenRequest{
		Session: &engine.FwpmSession0{
			SessionKey: &dtyp.GUID{
				Data1: 0x00112233, Data2: 0x4455, Data3: 0x6677,
				Data4: []byte{0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff},
			},
			DisplayData:    &engine.FwpmDisplayData0{Name: "go"},
			Flags:          1,
			TxnWaitTimeout: 5000,
		},
		Language: &engine.BfeLanguageInfo{Flags: 8, LanguagesLength: 1, Chars: 7, Languages: "en-US"},
	}
	referents := []int{0, 20, 72, 88}
	assert.Equal(t, mask(want, referents), mask(encode(t, ndr.NDR20(nil), request), referents))

	var back engine.EngineOpenRequest
	decode(t, ndr.NDR20(want), &back)
	assert.Equal(t, "go", back.Session.DisplayData.Name)
	assert.EqualValues(t, 5000, back.Session.TxnWaitTimeout)
	assert.Equal(t, "en-US", back.Language.Languages)
}

// TestEngineOpenRequestNull holds the request that the client really sends.
func TestEngineOpenRequestNull(t *testing.T) {
	assert.Equal(t, make([]byte, 8), encode(t, ndr.NDR20(nil), &engine.EngineOpenRequest{}))
}

const (
	contextHandle = `
	00000000                          # attributes
	404142434445464748494a4b4c4d4e4f  # UUID`
	notifyEvent = `
	01000000                          # notifyEvent.name: referent
	3f000000 00000000 3f000000        # 63 characters with the terminator`
)

func TestEngineOpenResponse(t *testing.T) {
	const event = `Global\BFE_Notify_Event_{00112233-4455-6677-8899-aabbccddeeff}`
	require.Len(t, event, 62)
	want := unhex(t, contextHandle+notifyEvent)
	for _, c := range event {
		want = append(want, byte(c), 0)
	}
	want = append(want, 0, 0, 0, 0)    // terminator, padding
	want = append(want, 7, 0, 0, 0)    // inProcessEvent: as wide as a pointer, 4 in NDR 2.0
	want = append(want, 0, 0, 0, 0x80) // status
	require.Len(t, want, 172)

	var response engine.EngineOpenResponse
	decode(t, ndr.NDR20(want), &response)
	assert.Equal(t, event, response.NotifyEvent.Name)
	assert.EqualValues(t, 7, response.InProcessEvent)
	assert.EqualValues(t, 0x80000000, response.Return)
	assert.Equal(t, mask(want, []int{20}), mask(encode(t, ndr.NDR20(nil), &response), []int{20}))
}

func TestEngineClose(t *testing.T) {
	handle := unhex(t, contextHandle)
	var request engine.EngineCloseRequest
	decode(t, ndr.NDR20(handle), &request)
	assert.Equal(t, handle, encode(t, ndr.NDR20(nil), &request))

	closed := make([]byte, 24) // the handle zeroed, and the status
	var response engine.EngineCloseResponse
	decode(t, ndr.NDR20(closed), &response)
	assert.Zero(t, response.Return)
	assert.Equal(t, closed, encode(t, ndr.NDR20(nil), &response))
}

// mask overwrites the referent ids at the given offsets.
func mask(b []byte, offsets []int) []byte {
	b = bytes.Clone(b)
	for _, o := range offsets {
		copy(b[o:], "\xff\xff\xff\xff")
	}
	return b
}
