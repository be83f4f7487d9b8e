package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
)

const resumeHint = "give what stats wrote with -o ndjson or -o json"

// unanswered leaves out the hosts that an earlier output has counters of.
func (a *app) unanswered(hosts []target, name string, out *output) ([]target, error) {
	earlier, err := readAnswers(name)
	if err != nil {
		return nil, err
	}
	if earlier.cut {
		a.say("note", name+" ends within a result, which does not count")
	}
	if err := a.continueFile(earlier, out); err != nil {
		return nil, err
	}
	all := len(hosts)
	hosts = slices.DeleteFunc(hosts, func(t target) bool { return earlier.hosts[hostKey(t.host)] })
	a.say("note", fmt.Sprintf("%d of %d hosts have answered in %s and are not asked again", all-len(hosts), all, name))
	return hosts, nil
}

// answers is what an earlier output holds.
type answers struct {
	name  string
	info  fs.FileInfo
	hosts map[string]bool // that answered, by hostKey
	// whole is how long the file is without the result that was cut.
	whole int64
	cut   bool
	// open says that the last result lacks the end of its line.
	open bool
}

// readAnswers reads an output of stats: results, or documents of them, one after the
// other. The last may be cut, as by an interrupt.
func readAnswers(name string) (*answers, error) {
	file, err := os.Open(name)
	if err != nil {
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			err = path.Err
		}
		return nil, &usageError{reason: "--resume: the file cannot be read: " + err.Error(), hint: resumeHint}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	e := &answers{name: name, info: info, hosts: map[string]bool{}}
	results := json.NewDecoder(bufio.NewReader(file))
	for {
		var r earlierResult
		err := results.Decode(&r)
		switch {
		case err == io.EOF:
			return e, e.measure(file)
		case errors.Is(err, io.ErrUnexpectedEOF) && e.onLastLine(file):
			e.cut = true
			return e, e.measure(file)
		case err == nil:
			err = r.add(e.hosts)
		}
		if err != nil {
			return nil, &usageError{
				reason: fmt.Sprintf("--resume: line %d of %s is no result of stats", e.lineAfter(file), name), hint: resumeHint,
			}
		}
		e.whole = results.InputOffset()
	}
}

// earlierResult is a result, or a document of them.
type earlierResult struct {
	Schema     string           `json:"schema"`
	Results    *[]earlierResult `json:"results"`
	Host       string           `json:"host"`
	Statistics present          `json:"statistics"`
	Error      present          `json:"error"`
}

// present is whether a member is an object.
type present bool

// UnmarshalJSON looks at nothing else.
func (p *present) UnmarshalJSON(b []byte) error {
	*p = len(b) > 0 && b[0] == '{'
	return nil
}

var errNoResult = errors.New("no result")

func (r earlierResult) add(hosts map[string]bool) error {
	if r.Results != nil {
		if r.Schema != render.Schema {
			return errNoResult
		}
		for _, one := range *r.Results {
			if one.Results != nil {
				return errNoResult
			}
			if err := one.add(hosts); err != nil {
				return err
			}
		}
		return nil
	}
	if r.Host == "" || r.Statistics == r.Error { // one of them is there
		return errNoResult
	}
	if r.Statistics {
		hosts[hostKey(r.Host)] = true
	}
	return nil
}

// measure finds the end of the last whole line.
func (e *answers) measure(file *os.File) error {
	end := make([]byte, 2)
	n, err := file.ReadAt(end, e.whole)
	if err != nil && err != io.EOF {
		return err
	}
	switch end := string(end[:n]); {
	case end == "\r\n":
		e.whole += 2
	case n > 0 && end[0] == '\n':
		e.whole++
	default:
		e.open = e.whole > 0
	}
	return nil
}

// onLastLine reports whether what follows the whole part is one line without an end.
// More than that was not cut but damaged.
func (e *answers) onLastLine(file *os.File) bool {
	rest, err := io.ReadAll(io.NewSectionReader(file, e.whole, e.info.Size()-e.whole))
	return err == nil && !bytes.ContainsRune(bytes.TrimLeft(rest, " \t\r\n"), '\n')
}

// lineAfter is the line on which what follows the whole part begins.
func (e *answers) lineAfter(file *os.File) int {
	text := bufio.NewReader(io.NewSectionReader(file, 0, e.info.Size()))
	line := 1
	for offset := int64(0); ; offset++ {
		b, err := text.ReadByte()
		switch {
		case err != nil, offset >= e.whole && b != '\n' && b != '\r' && b != ' ' && b != '\t':
			return line
		case b == '\n':
			line++
		}
	}
}

// continueFile readies the file for more where standard output goes on with it: what
// was cut is taken away, as nothing could tell it from the next result.
func (a *app) continueFile(e *answers, out *output) error {
	file, ok := a.stdout.(*os.File)
	if !ok {
		return nil
	}
	info, err := file.Stat()
	if err != nil || !os.SameFile(info, e.info) {
		return nil // a pipe that cannot be looked at is no file of results
	}
	if f := render.Format(out.format.value); f != render.NDJSON && f != render.JSON {
		return &usageError{reason: "standard output is the file of --resume, and the output is " + string(f), hint: "add -o ndjson"}
	}
	if e.cut {
		if err := os.Truncate(e.name, e.whole); err != nil {
			return fmt.Errorf("--resume: the result that was cut cannot be taken away: %w", err)
		}
		if _, err := file.Seek(0, io.SeekEnd); err != nil {
			return err
		}
	}
	if e.open {
		_, err = fmt.Fprintln(a.stdout)
	}
	return err
}
