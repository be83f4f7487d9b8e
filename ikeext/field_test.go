package ikeext_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// layoutRow is a value as the layout of IKEEXT_STATISTICS1 has it.
type layoutRow struct {
	index, offset int
	path          string
}

// readLayout reads testdata/fields.txt, which was not made by this package.
func readLayout(t *testing.T) []layoutRow {
	t.Helper()
	file, err := os.Open("testdata/fields.txt")
	require.NoError(t, err)
	defer file.Close()
	var rows []layoutRow
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		var row layoutRow
		_, err := fmt.Sscanf(lines.Text(), "%d %d %s", &row.index, &row.offset, &row.path)
		require.NoError(t, err, lines.Text())
		rows = append(rows, row)
	}
	require.Len(t, rows, 415)
	return rows
}

func TestParseFieldRefusesOtherText(t *testing.T) {
	for _, path := range []string{
		"",
		".",
		"ikeStatistics",
		"ikeStatistics.v4Statistics",
		"ikeStatistics.v4Statistics.",
		"ikeStatistics.v4Statistics.currentActiveMainModes ",
		" ikeStatistics.v4Statistics.currentActiveMainModes",
		"ikeStatistics.v4Statistics.CurrentActiveMainModes",
		"ikestatistics.v4statistics.currentactivemainmodes",
		"v4Statistics.currentActiveMainModes",
		"ikeStatistics.errorFrequencyTable",
		"ikeStatistics.errorFrequencyTable[]",
		"ikeStatistics.errorFrequencyTable[-1]",
		"ikeStatistics.errorFrequencyTable[01]",
		"ikeStatistics.errorFrequencyTable[97]",
		"ikeStatistics.errorFrequencyTable[1",
		"commonStatistics.v4Statistics.totalPacketsReceived",
		"Field(415)",
		"0",
	} {
		_, ok := ikeext.ParseField(path)
		assert.False(t, ok, "%q", path)
	}
}

func TestFieldOutOfRange(t *testing.T) {
	for _, f := range []ikeext.Field{ikeext.FieldCount, 65535} {
		assert.Equal(t, fmt.Sprintf("Field(%d)", uint16(f)), f.String())
		assert.Empty(t, f.Member())
		assert.Empty(t, f.Module())
		assert.Empty(t, f.Family())
		assert.Empty(t, f.Kind())
		_, ok := f.Code()
		assert.False(t, ok)
	}
}

func TestFieldPathsAreTheLayouts(t *testing.T) {
	rows := readLayout(t)
	require.Equal(t, len(rows), ikeext.FieldCount)
	for i, row := range rows {
		assert.Equal(t, i, row.index)
		assert.Equal(t, row.path, ikeext.Field(i).String())
	}
}

func TestFieldIsAQuarterOfItsOffset(t *testing.T) {
	for _, row := range readLayout(t) {
		f, ok := ikeext.ParseField(row.path)
		assert.True(t, ok, row.path)
		assert.Equal(t, row.offset, 4*int(f), row.path)
	}
}

func TestFieldMemberEndsThePath(t *testing.T) {
	for _, row := range readLayout(t) {
		last := row.path[strings.LastIndexByte(row.path, '.')+1:]
		member, _, _ := strings.Cut(last, "[")
		assert.Equal(t, member, ikeext.Field(row.index).Member(), row.path)
	}
}

func TestFieldModule(t *testing.T) {
	want := map[string]string{
		"ikeStatistics": "ike", "authipStatistics": "authip", "ikeV2Statistics": "ikev2", "commonStatistics": "",
	}
	for _, row := range readLayout(t) {
		structure, _, _ := strings.Cut(row.path, ".")
		require.Contains(t, want, structure)
		assert.Equal(t, want[structure], ikeext.Field(row.index).Module(), row.path)
	}
}

func TestFieldFamily(t *testing.T) {
	for _, row := range readLayout(t) {
		want := ""
		switch {
		case strings.Contains(row.path, ".v4Statistics."):
			want = "ipv4"
		case strings.Contains(row.path, ".v6Statistics."):
			want = "ipv6"
		}
		assert.Equal(t, want, ikeext.Field(row.index).Family(), row.path)
	}
}

func TestFieldKind(t *testing.T) {
	want := map[string]ikeext.Kind{
		"currentActiveMainModes":       "gauge",
		"currentNewResponderMainModes": "gauge",
		"currentActiveQuickModes":      "gauge",
		"currentActiveExtendedModes":   "gauge",
		"currentQueuedWorkitems":       "gauge",
		"mainModeNegotiationTime":      "time",
		"quickModeNegotiationTime":     "time",
		"extendedModeNegotiationTime":  "time",
	}
	for _, row := range readLayout(t) {
		f := ikeext.Field(row.index)
		kind, ok := want[f.Member()]
		if !ok {
			kind = "counter"
		}
		assert.Equal(t, kind, f.Kind(), row.path)
	}
}

func TestFieldCodeCountsUpFrom13800(t *testing.T) {
	slots := 0
	for _, row := range readLayout(t) {
		code, ok := ikeext.Field(row.index).Code()
		_, slot, inTable := strings.Cut(row.path, "errorFrequencyTable[")
		require.Equal(t, inTable, ok, row.path)
		if !ok {
			assert.Zero(t, code, row.path)
			continue
		}
		slots++
		assert.Equal(t, slot, fmt.Sprintf("%d]", code-13800), row.path)
	}
	assert.Equal(t, 3*97, slots)
}
