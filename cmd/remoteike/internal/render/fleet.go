package render

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/remoteike/remoteike/ikeext"
)

// Fleet writes the results of many hosts: a line a host, as they come. JSON, which
// is one document, and the exposition format, which keeps the hosts of a metric
// together, come at the end.
type Fleet struct {
	w       io.Writer
	format  Format
	options Options
	kept    []Result // for what comes at the end
	begun   bool
	hosts   int
	failed  int
}

// NewFleet begins the output. Of the options the width counts: nothing is cut where
// it is zero.
func NewFleet(w io.Writer, format Format, options Options) *Fleet {
	return &Fleet{w: w, format: format, options: options}
}

// Add adds a result.
func (f *Fleet) Add(r Result) error {
	f.hosts++
	if r.Err != nil {
		f.failed++
	}
	switch f.format {
	case JSON, Prometheus:
		f.kept = append(f.kept, r)
		return nil
	case NDJSON:
		return writeNDJSON(f.w, r)
	case CSV:
		return f.csv(r)
	case Table:
		return f.line(r)
	}
	return fmt.Errorf("unknown output format %q", f.format)
}

// Close ends the output.
func (f *Fleet) Close() error {
	switch f.format {
	case JSON:
		return writeJSON(f.w, f.kept)
	case Prometheus:
		return writePrometheus(f.w, f.kept, f.options)
	case CSV:
		if !f.begun {
			return f.csv()
		}
	case Table:
		_, err := fmt.Fprintf(f.w, "%s, %d answered, %d did not\n", plural(f.hosts, "host"), f.hosts-f.failed, f.failed)
		return err
	}
	return nil
}

// csv writes rows, and the header before the first.
func (f *Fleet) csv(results ...Result) error {
	w := csv.NewWriter(f.w)
	if !f.begun {
		f.begun = true
		_ = w.Write(csvHeader()) // Error tells
	}
	for _, r := range results {
		_ = w.Write(csvRow(r))
	}
	w.Flush()
	return w.Error()
}

// The columns of the table: host, door, and figures over all modules.
const (
	fleetHost   = 30
	fleetDoor   = 6
	fleetFigure = 11
)

// fleetFigures are the columns of figures, each the sum of a member over modules
// and address families.
func fleetFigures() []row {
	return []row{
		{"currentActiveMainModes", "MM active"}, {"currentActiveQuickModes", "QM active"},
		{"totalMainModesStarted", "MM started"}, {"totalFailedMainModes", "MM failed"},
	}
}

// line writes a line of the table.
func (f *Fleet) line(r Result) error {
	out := bufio.NewWriter(f.w)
	if !f.begun {
		f.begun = true
		fmt.Fprintf(out, "%-*s%-*s", fleetHost, "HOST", fleetDoor, "DOOR")
		for _, c := range fleetFigures() {
			fmt.Fprintf(out, "%*s", fleetFigure, c.label)
		}
		fmt.Fprintln(out)
	}
	name := printable(r.Host)
	if len(name) >= fleetHost { // a line of its own: half a name is none
		fmt.Fprintln(out, name)
		name = ""
	}
	if r.Snapshot == nil {
		text := inWords(ProblemOf(r.Err))
		if f.options.Width > 0 {
			text = truncate(text, max(f.options.Width-fleetHost, minimumWidth-fleetHost))
		}
		fmt.Fprintf(out, "%-*s%s\n", fleetHost, name, printable(text))
		return out.Flush()
	}
	fmt.Fprintf(out, "%-*s%-*s", fleetHost, name, fleetDoor, r.Snapshot.Door)
	for _, c := range fleetFigures() {
		fmt.Fprintf(out, "%*s", fleetFigure, sum(r.Snapshot, c.member))
	}
	fmt.Fprintln(out)
	return out.Flush()
}

// inWords tells a failure in a line: what the last door said, and where there were
// several, first what the ones before did.
func inWords(p Problem) string {
	text := fmt.Sprintf("%s: %s", p.Class, p.Message)
	if len(p.Tried) == 0 {
		return text
	}
	var b strings.Builder
	for _, before := range p.Tried {
		fmt.Fprintf(&b, "%s: %s; ", before.Door, before.Class)
	}
	fmt.Fprintf(&b, "%s: %s", p.Door, text)
	return b.String()
}

// sum adds up a member over modules and families. Where one of the values was not
// read there is no sum.
func sum(s *ikeext.Snapshot, member string) string {
	total := uint64(0)
	for f := range ikeext.Field(ikeext.FieldCount) {
		if f.Member() != member {
			continue
		}
		v, ok := s.Lookup(f)
		if !ok {
			return notRead
		}
		total += uint64(v)
	}
	return strconv.FormatUint(total, 10)
}

// printable keeps what a host said, or is called, on its line.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}
