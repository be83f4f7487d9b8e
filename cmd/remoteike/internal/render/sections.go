package render

import (
	"strconv"

	"github.com/remoteike/remoteike/ikeext"
)

// Section is a part of what was read, for pages that lay it out by themselves: the
// values of a key module, or those of the service as a whole.
type Section struct {
	// Title names it.
	Title string
	// Rows are its values, without those that no door has.
	Rows []SectionRow
	// Reasons are the reasons that negotiations failed for. Nil where they were not
	// read, and where there is no such table.
	Reasons []ikeext.Failure
}

// SectionRow is one member over both address families.
type SectionRow struct {
	// Label says what is counted.
	Label string
	// IPv4, IPv6 and Both are the values: "-" what was not read, empty what there is
	// not.
	IPv4, IPv6, Both string
}

// Sections returns the parts of a snapshot in the order of the table. Rows of zeros
// are among them.
func Sections(s *ikeext.Snapshot) []Section {
	values := index(s)
	failures, _ := s.Failures()
	var list []Section
	for _, b := range blocks() {
		section := Section{Title: b.title}
		for _, r := range b.rows {
			row := SectionRow{Label: r.label}
			exists := false
			for i, family := range families() {
				v, ok := values[place{b.module, family, r.member}]
				if !ok {
					continue
				}
				exists = true
				text := notRead
				if v.read {
					text = strconv.FormatUint(uint64(v.v), 10)
				}
				*[]*string{&row.IPv4, &row.IPv6, &row.Both}[i] = text
			}
			if exists {
				section.Rows = append(section.Rows, row)
			}
		}
		for _, f := range failures {
			if b.module != "" && f.Module == b.module {
				section.Reasons = append(section.Reasons, f)
			}
		}
		list = append(list, section)
	}
	return list
}
