package render

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// SASchema names the form of the JSON documents about security associations.
// Members may be added to it; what is there keeps its name and meaning.
const SASchema = "remoteike.sa/v1"

// SAs writes security associations as they come: a row, a line or a member each.
// T is *ikeext.SecurityAssociation or *ikeext.QuickModeSA.
type SAs[T any] struct {
	w       *bufio.Writer
	format  Format
	host    string
	options Options
	form    saForm[T]
	// rows are those of the table that wait for its columns to be measured.
	rows   [][]string
	widths []int
	n      int
}

// saForm is what the two kinds of security associations differ in.
type saForm[T any] struct {
	// kind is what one is called, member the list of them in JSON.
	kind, member string
	// columns are those of the table, cells a row of it.
	columns []string
	cells   func(T) []string
	// header is that of CSV, record a row of it.
	header []string
	record func(T) []string
}

// measured is how many rows of the table decide about the widths of its columns.
// Those that come later may stand out.
const measured = 500

// NewSAs begins a list of main-mode security associations of a host, read at a time.
func NewSAs(w io.Writer, format Format, host string, at time.Time, options Options) (*SAs[*ikeext.SecurityAssociation], error) {
	return newSAs(w, format, host, at, options, mainModeForm())
}

// NewQuickModeSAs is NewSAs for those of quick mode.
func NewQuickModeSAs(w io.Writer, format Format, host string, at time.Time, options Options) (*SAs[*ikeext.QuickModeSA], error) {
	return newSAs(w, format, host, at, options, quickModeForm())
}

func newSAs[T any](w io.Writer, format Format, host string, at time.Time, options Options, form saForm[T]) (*SAs[T], error) {
	s := &SAs[T]{w: bufio.NewWriter(w), format: format, host: host, options: options, form: form}
	switch format {
	case Table, NDJSON:
		return s, nil
	case CSV:
		return s, s.csv(append([]string{"host"}, form.header...))
	case JSON:
		head := &object{}
		head.add("schema", SASchema)
		head.add("host", host)
		head.add("collected_at", at.UTC().Format(timeFormat))
		var e encoder
		if err := e.value(head, 0); err != nil {
			return nil, err
		}
		// The object goes on with the list.
		_, err := fmt.Fprintf(s.w, "%s,\n  %q: [", strings.TrimSuffix(e.String(), "\n}"), form.member)
		return s, err
	}
	return nil, fmt.Errorf("unknown output format %q", format)
}

// Add adds one. What was added is written sooner or later, by Close at the latest.
func (s *SAs[T]) Add(sa T) error {
	s.n++
	switch s.format {
	case CSV:
		return s.csv(append([]string{s.host}, s.form.record(sa)...))
	case JSON:
		b, err := json.Marshal(sa)
		if err != nil {
			return err
		}
		separator := ",\n    "
		if s.n == 1 {
			separator = "\n    "
		}
		_, err = fmt.Fprintf(s.w, "%s%s", separator, b)
		return err
	case NDJSON:
		return s.line(sa)
	}
	row := s.form.cells(sa)
	if s.widths != nil {
		return s.row(row)
	}
	if s.rows = append(s.rows, row); len(s.rows) < measured {
		return nil
	}
	return s.measure()
}

// line writes a line of NDJSON: what the association is in JSON, led by the host.
func (s *SAs[T]) line(v any) error {
	var line bytes.Buffer
	host := &encoder{}
	if err := host.scalar(s.host); err != nil {
		return err
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	separator := ","
	if len(b) == len("{}") {
		separator = ""
	}
	fmt.Fprintf(&line, `{"host":%s%s%s`+"\n", host.String(), separator, b[1:])
	_, err = s.w.Write(line.Bytes())
	return err
}

func (s *SAs[T]) csv(record []string) error {
	w := csv.NewWriter(s.w)
	_ = w.Write(record) // Error tells
	w.Flush()           // into s.w
	return w.Error()
}

// measure decides about the columns and writes the rows that waited for it.
func (s *SAs[T]) measure() error {
	s.widths = make([]int, len(s.form.columns))
	rows := append([][]string{s.form.columns}, s.rows...)
	s.rows = nil
	for _, row := range rows {
		for i, cell := range row {
			s.widths[i] = max(s.widths[i], len([]rune(cell)))
		}
	}
	for _, row := range rows {
		if err := s.row(row); err != nil {
			return err
		}
	}
	return nil
}

// row writes a row. Only its last cell, for which there is no column to hold, is cut
// where the terminal ends.
func (s *SAs[T]) row(cells []string) error {
	var line strings.Builder
	last := len(cells) - 1
	for i, cell := range cells[:last] {
		fmt.Fprintf(&line, "%-*s  ", s.widths[i], cell)
	}
	text := cells[last]
	if left := s.options.Width - len([]rune(line.String())); s.options.Width > 0 && left > len(ellipsis) {
		text = truncate(text, left)
	}
	_, err := fmt.Fprintln(s.w, strings.TrimRight(line.String()+text, " "))
	return err
}

// Close ends the list and names the door that gave it, empty when none did. A failure,
// nil if there was none, is told in JSON, where the list would look complete without.
func (s *SAs[T]) Close(door ikeext.Door, failure error) error {
	switch s.format {
	case JSON:
		if s.n > 0 {
			fmt.Fprint(s.w, "\n  ")
		}
		fmt.Fprint(s.w, "]")
		if door != "" {
			fmt.Fprintf(s.w, ",\n  \"door\": %q", door)
		}
		if failure != nil {
			var e encoder
			if err := e.value(errorObject(ProblemOf(failure)), 1); err != nil {
				return err
			}
			fmt.Fprintf(s.w, ",\n  \"error\": %s", e.String())
		}
		fmt.Fprintln(s.w, "\n}")
	case NDJSON:
		if failure != nil {
			var e encoder
			if err := e.value(errorObject(ProblemOf(failure)), 0); err != nil {
				return err
			}
			if err := s.line(struct {
				Error json.RawMessage `json:"error"`
			}{e.Bytes()}); err != nil {
				return err
			}
		}
	case Table:
		if s.n > 0 && s.widths == nil {
			if err := s.measure(); err != nil {
				return err
			}
		}
		if failure == nil {
			fmt.Fprintf(s.w, "%s, by door %s\n", plural(s.n, s.form.kind), door)
		} else if s.n > 0 {
			fmt.Fprintf(s.w, "%s, and the list is not complete\n", plural(s.n, s.form.kind))
		}
	}
	return s.w.Flush()
}
