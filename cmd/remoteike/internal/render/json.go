package render

import (
	"io"
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

func resultObject(r Result) *object {
	o := &object{}
	o.add("host", r.Host)
	o.add("collected_at", r.collectedAt().Format(timeFormat))
	s := r.Snapshot
	if s == nil {
		o.add("duration_seconds", seconds(r.Duration))
		o.add("error", errorObject(ProblemOf(r.Err)))
		return o
	}
	auth := &object{}
	auth.add("mechanism", s.Auth.Mechanism)
	addNonzero(auth, "level", s.Auth.Level)
	addNonzero(auth, "fallback", s.Auth.Fallback)
	o.add("door", s.Door)
	o.add("transport", s.Transport)
	o.add("endpoint", s.Endpoint)
	o.add("auth", auth)
	o.add("engine", s.Engine)
	addNonzero(o, "windows_build", s.WindowsBuild)
	o.add("duration_seconds", seconds(r.Duration))
	o.add("statistics", statisticsObject(s))
	if failures, ok := s.Failures(); ok {
		o.add("errors", failureObjects(failures))
	}
	return o
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

func errorObject(p Problem) *object {
	o := &object{}
	addNonzero(o, "stage", p.Stage)
	o.add("class", p.Class)
	addNonzero(o, "code", p.Code)
	addNonzero(o, "name", p.Code.Name())
	o.add("message", p.Message)
	addNonzero(o, "hint", p.Hint)
	return o
}
