package render

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/remoteike/remoteike/ikeext"
)

// The columns of a block: labels, then IPv4, IPv6 and what is counted for both
// together. Ten digits, the most that a value has, always fit.
const (
	labelWidth   = 36
	cellWidth    = 13
	minimumWidth = 2 + labelWidth + 3*cellWidth
	defaultWidth = 80
)

// families are the columns, as Field.Family names them.
func families() []string { return []string{"ipv4", "ipv6", ""} }

// notRead stands where no value was read.
const notRead = "-"

// writeTables writes a table for each host that answered.
func writeTables(w io.Writer, results []Result, options Options) error {
	if options.Width < minimumWidth {
		options.Width = defaultWidth
	}
	out := bufio.NewWriter(w)
	written := false
	for _, r := range results {
		if r.Snapshot == nil {
			continue
		}
		if written {
			fmt.Fprintln(out)
		}
		t := &table{out: out, snapshot: r.Snapshot, options: options, paint: paint{options.Colour}, values: index(r.Snapshot)}
		t.header(r)
		for _, b := range blocks() {
			t.block(b)
		}
		t.footnotes()
		written = true
	}
	return out.Flush()
}

// table writes one host.
type table struct {
	paint

	out      *bufio.Writer
	snapshot *ikeext.Snapshot
	options  Options
	// values are what was read, WMI's own among it, and whether it was; what WMI
	// alone has is in it only when it was read.
	values map[place]value
	// gaps tells that notRead was written.
	gaps bool
	// times tells that a negotiation time was written.
	times bool
}

// place is where the table shows a field.
type place struct{ module, family, member string }

// value is what there is at a place.
type value struct {
	v    uint32
	read bool
}

// index finds the value of a place, the error tables apart.
func index(s *ikeext.Snapshot) map[place]value {
	values := make(map[place]value, ikeext.FieldCount)
	for f := range ikeext.Field(ikeext.FieldCount) {
		if _, isSlot := f.Code(); !isSlot {
			v, ok := s.Lookup(f)
			values[place{f.Module(), f.Family(), f.Member()}] = value{v, ok}
		}
	}
	for f, v := range s.WMIFields() {
		values[place{f.Module(), f.Family(), f.Property()}] = value{v, true}
	}
	return values
}

func (t *table) block(b block) {
	read, folded := 0, 0
	var lines []string
	for _, r := range b.rows {
		line, exists, seen, zero := t.row(b.module, r)
		if !exists {
			continue
		}
		if seen {
			read++
		}
		if zero && !t.options.All {
			folded++
			continue
		}
		lines = append(lines, line)
		t.times = t.times || strings.HasSuffix(r.label, "*")
	}
	reasons, table := t.reasons(b.module)
	if read == 0 && !table.read {
		fmt.Fprintf(t.out, "\n%s\n  %s\n", t.bold(b.title), notRead)
		t.gaps = true
		return
	}
	t.heading(b.title)
	for _, line := range lines {
		fmt.Fprintln(t.out, line)
	}
	t.writeReasons(reasons, table)
	t.fold(folded, table)
}

func (t *table) heading(title string) {
	pad := strings.Repeat(" ", labelWidth+2-len(title))
	fmt.Fprintf(t.out, "\n%s%s%s\n", t.bold(title), pad,
		t.faint(fmt.Sprintf("%*s%*s%*s", cellWidth, "IPv4", cellWidth, "IPv6", cellWidth, "both")))
}

// row returns a line, whether there is anything at its places, whether any of it
// was read, and whether it says nothing but zero. A row with a value that was not
// read is no row of zeros.
func (t *table) row(module string, r row) (line string, exists, read, zero bool) {
	var b strings.Builder
	fmt.Fprintf(&b, "  %-*s", labelWidth, r.label)
	zero = true
	blanks := ""
	for _, family := range families() {
		here, ok := t.values[place{module, family, r.member}]
		if !ok {
			blanks += strings.Repeat(" ", cellWidth)
			continue
		}
		exists = true
		text := notRead
		if here.read {
			text = strconv.FormatUint(uint64(here.v), 10)
			read = true
		}
		zero = zero && here.read && here.v == 0
		b.WriteString(blanks + t.cell(r, text, here.v))
		blanks = ""
	}
	return b.String(), exists, read, zero
}

// cell pads before it paints: colours have no width.
func (t *table) cell(r row, text string, v uint32) string {
	padded := fmt.Sprintf("%*s", cellWidth, text)
	switch {
	case text == notRead:
		t.gaps = true
		return t.faint(padded)
	case v != 0 && strings.HasSuffix(r.label, " failed"):
		return t.red(padded)
	}
	return padded
}

// fold says how much of a block is not shown.
func (t *table) fold(rows int, table reasonTable) {
	var what []string
	if rows > 0 {
		what = append(what, plural(rows, "row"))
	}
	if table.folded > 0 {
		what = append(what, plural(table.folded, "reason"))
	}
	if what != nil {
		fmt.Fprintln(t.out, t.faint("  ("+strings.Join(what, " and ")+" of zero folded, --all shows them)"))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
