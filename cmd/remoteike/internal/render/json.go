package render

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/remoteike/remoteike/ikeext"
)

// Schema names the form of the JSON document. Members may be added to it; what
// is there keeps its name and meaning.
const Schema = "remoteike.stats/v1"

const (
	errorTableMember = "errorFrequencyTable"
	errorTableSize   = 97
	// firstErrorCode is what the first entry of an error table counts.
	firstErrorCode ikeext.Code = 13800
)

func writeJSON(w io.Writer, results []Result) error {
	list := make([]*object, len(results))
	for i, r := range results {
		list[i] = resultObject(r)
	}
	document := &object{}
	document.add("schema", Schema)
	document.add("results", list)

	var e encoder
	if err := e.value(document, 0); err != nil {
		return err
	}
	e.WriteByte('\n')
	_, err := w.Write(e.Bytes())
	return err
}

// writeNDJSON writes a result a line, as it stands among the results of writeJSON.
func writeNDJSON(w io.Writer, results ...Result) error {
	var lines bytes.Buffer
	for _, r := range results {
		var e encoder
		if err := e.value(resultObject(r), 0); err != nil {
			return err
		}
		if err := json.Compact(&lines, e.Bytes()); err != nil {
			return err
		}
		lines.WriteByte('\n')
	}
	_, err := w.Write(lines.Bytes())
	return err
}

func resultObject(r Result) *object {
	o := &object{}
	o.add("host", r.Host)
	if len(r.Labels) > 0 {
		o.add("labels", labelObject(r.Labels))
	}
	o.add("collected_at", r.collectedAt().Format(timeFormat))
	s := r.Snapshot
	if s == nil {
		o.add("duration_seconds", seconds(r.Duration))
		problem := ProblemOf(r.Err)
		if problem.Auth != (ikeext.SignIn{}) {
			o.add("auth", authObject(problem.Auth))
		}
		o.add("error", errorObject(problem))
		addTried(o, problem.Tried)
		return o
	}
	o.add("door", s.Door)
	addNonzero(o, "transport", s.Transport)
	addNonzero(o, "endpoint", s.Endpoint)
	if s.Auth != (ikeext.SignIn{}) {
		o.add("auth", authObject(s.Auth))
	}
	o.add("engine", s.Engine)
	addNonzero(o, "windows_build", s.WindowsBuild)
	addTried(o, problemsOf(s.Tried))
	if !s.MeasuredAt.IsZero() {
		o.add("measured_at", s.MeasuredAt.Format(timeFormat))
	}
	o.add("duration_seconds", seconds(r.Duration))
	o.add("statistics", statisticsObject(s))
	if failures, ok := s.Failures(); ok {
		o.add("errors", failureObjects(failures))
	}
	if wmi := wmiObject(s); len(wmi.members) > 0 {
		o.add("wmi", wmi)
	}
	return o
}

func authObject(s ikeext.SignIn) *object {
	o := &object{}
	o.add("mechanism", s.Mechanism)
	addNonzero(o, "level", s.Level)
	addNonzero(o, "fallback", s.Fallback)
	return o
}

// addTried lists the doors that were tried before, when there were any.
func addTried(o *object, tried []Problem) {
	if tried == nil {
		return
	}
	list := make([]*object, len(tried))
	for i, p := range tried {
		list[i] = errorObject(p)
	}
	o.add("tried", list)
}

// wmiObject nests by class what only WMI has: the values that have names here,
// and properties that have none, as they came.
func wmiObject(s *ikeext.Snapshot) *object {
	root := &object{}
	classes := map[string]*object{}
	class := func(name string) *object {
		if classes[name] == nil {
			classes[name] = &object{}
			root.add(name, classes[name])
		}
		return classes[name]
	}
	for f, v := range s.WMIFields() {
		class(f.Class()).add(f.Property(), v)
	}
	for _, p := range s.Unknown {
		class(p.Class).add(p.Name, property(p.Value))
	}
	return root
}

// statisticsObject nests the values that were read by their paths. An error
// table is an array, whose entries have their meaning from their place, so it is
// there when it was read in full and not at all otherwise.
func statisticsObject(s *ikeext.Snapshot) *object {
	root := &object{}
	for f, v := range s.Fields() {
		code, isSlot := f.Code()
		if !isSlot {
			parent, name := descend(root, f.String())
			parent.add(name, v)
			continue
		}
		if code != firstErrorCode {
			continue // written with the first of its table, or not at all
		}
		if table, ok := errorTable(s, f); ok {
			parent, _ := descend(root, f.String())
			parent.add(errorTableMember, table)
		}
	}
	return root
}

// errorTable returns the error table that begins at first. It is false unless
// the whole table was read.
func errorTable(s *ikeext.Snapshot, first ikeext.Field) (table []uint32, ok bool) {
	for f := first; f < first+errorTableSize; f++ {
		v, read := s.Lookup(f)
		if !read {
			return nil, false
		}
		table = append(table, v)
	}
	return table, true
}

// descend returns the object that holds the last member of a path, and that
// member's name.
func descend(root *object, path string) (parent *object, name string) {
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		root = root.child(name)
	}
	return root, names[len(names)-1]
}

func failureObjects(failures []ikeext.Failure) []*object {
	list := make([]*object, len(failures))
	for i, f := range failures {
		o := &object{}
		o.add("module", f.Module)
		o.add("code", f.Code)
		o.add("name", f.Code.Name())
		addNonzero(o, "message", f.Code.Message())
		o.add("count", f.Count)
		list[i] = o
	}
	return list
}

func labelObject(labels map[string]string) *object {
	o := &object{}
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		o.add(name, labels[name])
	}
	return o
}

func errorObject(p Problem) *object {
	o := &object{}
	addNonzero(o, "door", p.Door)
	addNonzero(o, "stage", p.Stage)
	o.add("class", p.Class)
	addNonzero(o, "code", p.Code)
	addNonzero(o, "name", p.Code.Name())
	o.add("message", p.Message)
	addNonzero(o, "hint", p.Hint)
	return o
}
