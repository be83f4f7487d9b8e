package render_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// decodeOne writes one result as JSON and reads it back with encoding/json.
func decodeOne(t *testing.T, r render.Result) map[string]any {
	t.Helper()
	var document struct {
		Schema  string           `json:"schema"`
		Results []map[string]any `json:"results"`
	}
	require.NoError(t, json.Unmarshal([]byte(write(t, render.JSON, render.Options{}, r)), &document))
	require.Equal(t, "remoteike.stats/v1", document.Schema)
	require.Len(t, document.Results, 1)
	return document.Results[0]
}

func TestJSONLeavesOutWhatWasNotRead(t *testing.T) {
	s := newSnapshot()
	set(t, s, "ikeV2Statistics.v4Statistics.currentActiveMainModes", 0)
	want := map[string]any{"ikeV2Statistics": map[string]any{"v4Statistics": map[string]any{"currentActiveMainModes": 0.0}}}
	assert.Equal(t, want, decodeOne(t, answered(s))["statistics"])
}

func TestJSONLeavesOutErrorsOfUnreadTable(t *testing.T) {
	s := newSnapshot()
	for i := range 96 { // one short of a table
		set(t, s, fmt.Sprintf("ikeStatistics.errorFrequencyTable[%d]", i), 7)
	}
	got := decodeOne(t, answered(s))
	assert.NotContains(t, got, "errors")
	assert.Empty(t, got["statistics"])
}

func TestJSONMixesNoTables(t *testing.T) {
	s := newSnapshot()
	for i := range 60 { // the end of one table and the start of the next are no table
		set(t, s, fmt.Sprintf("ikeStatistics.errorFrequencyTable[%d]", i), 7)
	}
	for i := 60; i < 97; i++ {
		set(t, s, fmt.Sprintf("authipStatistics.errorFrequencyTable[%d]", i), 7)
	}
	assert.Empty(t, decodeOne(t, answered(s))["statistics"])
}

func TestJSONHasEmptyErrorsForTablesOfZero(t *testing.T) {
	assert.Equal(t, []any{}, decodeOne(t, answered(fullSnapshot(zero)))["errors"])
}

func TestJSONHasAllValues(t *testing.T) {
	for name, value := range map[string]func(ikeext.Field) uint32{"zero": zero, "distinct": distinct, "greatest": greatest} {
		t.Run(name, func(t *testing.T) {
			want := fullSnapshot(value)
			text, err := json.Marshal(decodeOne(t, answered(want))["statistics"])
			require.NoError(t, err)
			// The library's structure has the SDK's names from a list of its own.
			var got ikeext.Statistics
			decoder := json.NewDecoder(strings.NewReader(string(text)))
			decoder.DisallowUnknownFields()
			require.NoError(t, decoder.Decode(&got))
			full, ok := want.Full()
			require.True(t, ok)
			assert.Equal(t, *full, got)
			assert.Equal(t, ikeext.FieldCount, countNumbers(t, string(text)))
		})
	}
}

func countNumbers(t *testing.T, text string) int {
	t.Helper()
	n := 0
	for _, token := range tokens(t, text) {
		if _, ok := token.(float64); ok {
			n++
		}
	}
	return n
}

func tokens(t *testing.T, text string) (list []json.Token) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return list
		}
		require.NoError(t, err)
		list = append(list, token)
	}
}

func TestJSONKeepsWireOrder(t *testing.T) {
	text := write(t, render.JSON, render.Options{}, answered(fullSnapshot(distinct)))
	_, statistics, _ := strings.Cut(text, `"statistics":`)
	statistics, _, _ = strings.Cut(statistics, `"errors":`)
	var got []uint32
	for _, token := range tokens(t, strings.TrimSuffix(strings.TrimSpace(statistics), ",")) {
		if v, ok := token.(float64); ok {
			got = append(got, uint32(v))
		}
	}
	var want []uint32
	for f := range ikeext.Field(ikeext.FieldCount) {
		want = append(want, distinct(f))
	}
	assert.Equal(t, want, got)
}

func TestJSONTellsOfTheReading(t *testing.T) {
	got := decodeOne(t, answered(newSnapshot()))
	delete(got, "statistics")
	assert.Equal(t, map[string]any{
		"host":             "vpn01.corp.example",
		"collected_at":     "2026-03-04T05:06:07.089Z",
		"door":             "rpc",
		"transport":        "ncacn_ip_tcp",
		"endpoint":         "ncacn_ip_tcp:192.0.2.7[49666]",
		"auth":             map[string]any{"mechanism": "ntlm", "level": "privacy"},
		"engine":           "not_registered",
		"windows_build":    "10.0.17763",
		"duration_seconds": 0.012346,
	}, got)
}

func TestJSONLeavesOutUnknownBuildAndLevel(t *testing.T) {
	s := newSnapshot()
	s.WindowsBuild, s.Auth = "", ikeext.SignIn{Mechanism: "none"}
	got := decodeOne(t, answered(s))
	assert.NotContains(t, got, "windows_build")
	assert.Equal(t, map[string]any{"mechanism": "none"}, got["auth"])
}

func TestJSONTellsOfFallback(t *testing.T) {
	s := newSnapshot()
	s.Auth.Fallback = "no KDC"
	want := map[string]any{"mechanism": "ntlm", "level": "privacy", "fallback": "no KDC"}
	assert.Equal(t, want, decodeOne(t, answered(s))["auth"])
}

func TestJSONListsErrors(t *testing.T) {
	s := fullSnapshot(zero)
	set(t, s, "ikeV2Statistics.errorFrequencyTable[1]", 5)
	set(t, s, "authipStatistics.errorFrequencyTable[21]", 9) // has no message
	assert.Equal(t, []any{
		map[string]any{"module": "authip", "code": 13821.0, "name": "ERROR_IPSEC_IKE_SIMULTANEOUS_REKEY", "count": 9.0},
		map[string]any{
			"module": "ikev2", "code": 13801.0, "name": "ERROR_IPSEC_IKE_AUTH_FAIL",
			"message": "The IKE authentication credentials are unacceptable.", "count": 5.0,
		},
	}, decodeOne(t, answered(s))["errors"])
}

func TestJSONTellsOfFailure(t *testing.T) {
	assert.Equal(t, map[string]any{
		"host":             "old01",
		"collected_at":     "2026-03-04T05:00:00.000Z",
		"duration_seconds": 2.0,
		"error": map[string]any{
			"stage": "call", "class": "access_denied", "code": 5.0, "name": "ERROR_ACCESS_DENIED",
			"message": "IkeGetStatistics refused", "hint": "ask the owner",
		},
	}, decodeOne(t, refused()))
}

func TestJSONOfNoResultsHasAList(t *testing.T) {
	assert.JSONEq(t, `{"schema":"remoteike.stats/v1","results":[]}`, write(t, render.JSON, render.Options{}))
}
