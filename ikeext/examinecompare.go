package ikeext

import "context"

// Comparison is what came of comparing the values of two doors. The door A was read
// before and after the door B, so that a value which moved meanwhile is not taken for
// a difference.
type Comparison struct {
	A, B Door
	// Values is how many values both doors have. Moved is how many of them were not the
	// same in the two readings of A, with B's between.
	Values, Moved int
	// Again reports whether A was read a second time. Where it could not be, a
	// difference may be no more than time that went by.
	Again bool
	// Differences are the values that are not the same, in wire order.
	Differences []Difference
}

// Difference is a value that two doors do not agree about.
type Difference struct {
	// Path names the value, as Field.String does, or WMIField.String behind "wmi.".
	Path string
	// Kind tells how to read the value: gauges may go up and down between two readings
	// of the same value.
	Kind Kind
	// First and Second are A's two readings, B is B's between them.
	First, B, Second uint32
}

// reading is an open door and what it gave.
type reading struct {
	client        *Client
	first, second *Snapshot
}

// compare reads the doors but the last again, in reverse, and compares each with those
// after it.
func (x *examiner) compare(ctx context.Context, open []*reading) {
	for i := len(open) - 2; i >= 0; i-- {
		ctx, cancel := x.limited(ctx)
		if snapshot, err := open[i].client.Statistics(ctx); err == nil {
			open[i].second = snapshot
		}
		cancel()
	}
	for i, a := range open {
		for _, b := range open[i+1:] {
			x.Comparisons = append(x.Comparisons, compare(a.first, b.first, a.second))
		}
	}
}

// compare compares b with the readings of another door before and after it, the latter
// of which may be nil.
func compare(first, b, second *Snapshot) Comparison {
	c := Comparison{A: first.Door, B: b.Door, Again: second != nil}
	if second == nil {
		second = first
	}
	value := func(path string, kind Kind, one, between, two uint32) {
		c.Values++
		if one != two {
			c.Moved++
		}
		if !kind.between(one, between, two) {
			c.Differences = append(c.Differences, Difference{path, kind, one, between, two})
		}
	}
	for f, between := range b.Fields() {
		one, ok := first.Lookup(f)
		two, again := second.Lookup(f)
		if ok && again {
			value(f.String(), f.Kind(), one, between, two)
		}
	}
	for f, between := range b.WMIFields() {
		one, ok := first.LookupWMI(f)
		two, again := second.LookupWMI(f)
		if ok && again {
			value("wmi."+f.String(), f.Kind(), one, between, two)
		}
	}
	return c
}

// between reports whether a value may have been read between two others. Counters go
// up, and wrap; a time is the last one, so that it is one of the two or, when they are
// not the same, any other.
func (k Kind) between(first, b, second uint32) bool {
	switch k {
	case Counter:
		return b-first <= second-first
	case Gauge:
		return min(first, second) <= b && b <= max(first, second)
	}
	return b == first || b == second || first != second
}
