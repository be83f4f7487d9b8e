package ikeext

import (
	"cmp"
	"slices"
)

// Failure is one reason for which negotiations failed: an entry of an error table
// that is not zero.
type Failure struct {
	// Module is the key module: "ike", "authip" or "ikev2".
	Module string `json:"module"`
	// Code is the reason, 13800 to 13896.
	Code Code `json:"code"`
	// Count is how many negotiations ended so, a counter of both address families.
	// Never zero.
	Count uint32 `json:"count"`
}

// Failures lists the entries of the error tables that are not zero: the most
// frequent first, equal ones by code, then ike before authip before ikev2. Only
// tables that were read in full count. With none of them ok is false and there is
// no list; otherwise the list may be empty but is not nil.
func (s *Snapshot) Failures() (list []Failure, ok bool) {
	for first := Field(0); first < FieldCount; first++ {
		if code, _ := first.Code(); code != firstErrorCode {
			continue
		}
		table, read := s.errorTable(first)
		if !read {
			continue
		}
		if !ok {
			list, ok = []Failure{}, true
		}
		list = append(list, table...)
	}
	// Stable, because the tables come in the order of the modules.
	slices.SortStableFunc(list, func(a, b Failure) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	return list, ok
}

// errorTable lists the entries, other than zero, of the table that begins at first.
// It is false unless the whole table was read.
func (s *Snapshot) errorTable(first Field) (list []Failure, ok bool) {
	for f := first; f < first+errorTableSize; f++ {
		count, read := s.Lookup(f)
		if !read {
			return nil, false
		}
		if code, _ := f.Code(); count != 0 {
			list = append(list, Failure{Module: f.Module(), Code: code, Count: count})
		}
	}
	return list, true
}
