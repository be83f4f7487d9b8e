package render_test

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// cells writes results as CSV and reads them back, a map a row.
func cells(t *testing.T, results ...render.Result) (rows []map[string]string, header []string) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(write(t, render.CSV, render.Options{}, results...))).ReadAll()
	require.NoError(t, err)
	require.Len(t, records, 1+len(results))
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, cell := range record {
			row[records[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows, records[0]
}

func TestCSVLeavesEmptyWhatWasNotRead(t *testing.T) {
	s := newSnapshot()
	const path = "ikeV2Statistics.v4Statistics.currentActiveMainModes"
	set(t, s, path, 0)
	rows, _ := cells(t, answered(s))
	for f := range ikeext.Field(ikeext.FieldCount) {
		want := ""
		if f.String() == path {
			want = "0"
		}
		assert.Equal(t, want, rows[0][f.String()], f.String())
	}
}

func TestCSVHasAllValues(t *testing.T) {
	rows, _ := cells(t, answered(fullSnapshot(distinct)))
	for f := range ikeext.Field(ikeext.FieldCount) {
		assert.Equal(t, strconv.Itoa(70001+int(f)), rows[0][f.String()], f.String())
	}
}

func TestCSVHeaderIsAlwaysTheSame(t *testing.T) {
	_, empty := cells(t)
	_, full := cells(t, answered(fullSnapshot(zero)), refused())
	assert.Equal(t, empty, full)
	assert.Len(t, empty, 11+ikeext.FieldCount+ikeext.WMIFieldCount+7+1)
}

func TestCSVTellsOfFailure(t *testing.T) {
	rows, _ := cells(t, refused())
	got := map[string]string{}
	for key, cell := range rows[0] {
		if cell != "" {
			got[key] = cell
		}
	}
	assert.Equal(t, map[string]string{
		"host": "old01", "collected_at": "2026-03-04T05:00:00.000Z", "duration_seconds": "2",
		"error_stage": "call", "error_class": "access_denied", "error_code": "5",
		"error_name": "ERROR_ACCESS_DENIED", "error_message": "IkeGetStatistics refused", "error_hint": "ask the owner",
	}, got)
}

func TestCSVTellsOfTheReading(t *testing.T) {
	rows, _ := cells(t, answered(newSnapshot()))
	for key, want := range map[string]string{
		"host": "vpn01.corp.example", "collected_at": "2026-03-04T05:06:07.089Z", "door": "rpc",
		"transport": "ncacn_ip_tcp", "endpoint": "ncacn_ip_tcp:192.0.2.7[49666]", "mechanism": "ntlm",
		"level": "privacy", "engine": "not_registered", "windows_build": "10.0.17763", "duration_seconds": "0.012346",
		"error_class": "",
	} {
		assert.Equal(t, want, rows[0][key], key)
	}
}
