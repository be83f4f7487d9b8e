package render

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/remoteike/remoteike/ikeext"
)

// writeCSV writes a row a host under a header that is always the same. An empty
// cell was not read.
func writeCSV(w io.Writer, results []Result) error {
	rows := [][]string{csvHeader()}
	for _, r := range results {
		rows = append(rows, csvRow(r))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func csvHeader() []string {
	header := []string{
		"host", "collected_at", "door", "transport", "endpoint", "mechanism", "level", "engine",
		"windows_build", "measured_at", "duration_seconds",
	}
	for f := range ikeext.Field(ikeext.FieldCount) {
		header = append(header, f.String())
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		header = append(header, "wmi."+f.String())
	}
	return append(header,
		"error_door", "error_stage", "error_class", "error_code", "error_name", "error_message", "error_hint",
		"labels")
}

func csvRow(r Result) []string {
	s := r.Snapshot
	if s == nil {
		s = &ikeext.Snapshot{Auth: ProblemOf(r.Err).Auth}
	}
	row := []string{
		r.Host, r.collectedAt().Format(timeFormat), string(s.Door), s.Transport, s.Endpoint,
		s.Auth.Mechanism, string(s.Auth.Level), string(s.Engine), s.WindowsBuild, measuredAt(s),
		strconv.FormatFloat(seconds(r.Duration), 'f', -1, 64),
	}
	for f := range ikeext.Field(ikeext.FieldCount) {
		row = append(row, cell(s.Lookup(f)))
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		row = append(row, cell(s.LookupWMI(f)))
	}
	if r.Snapshot != nil {
		return append(append(row, make([]string, 7)...), labelCell(r.Labels))
	}
	p := ProblemOf(r.Err)
	code := ""
	if p.Code != 0 {
		code = strconv.FormatUint(uint64(p.Code), 10)
	}
	return append(row, string(p.Door), string(p.Stage), string(p.Class), code, p.Code.Name(), p.Message, p.Hint,
		labelCell(r.Labels))
}

// labelCell holds all labels as one JSON object, so that the header stays the same.
// It is empty when there are none.
func labelCell(labels map[string]string) string {
	if len(labels) == 0 {
		return ""
	}
	var e encoder
	_ = e.scalar(labels) // strings can be encoded
	return e.String()
}

// cell is empty for a value that was not read.
func cell(v uint32, read bool) string {
	if !read {
		return ""
	}
	return strconv.FormatUint(uint64(v), 10)
}

func measuredAt(s *ikeext.Snapshot) string {
	if s.MeasuredAt.IsZero() {
		return ""
	}
	return s.MeasuredAt.Format(timeFormat)
}
