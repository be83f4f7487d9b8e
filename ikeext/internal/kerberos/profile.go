package kerberos

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Limits on what configuration files may hold.
const (
	maxConfigBytes    = 1 << 20
	maxConfigFiles    = 256
	maxConfigDepth    = 8
	maxIncludeDepth   = 8
	maxRelationValues = 256
)

// profile is a krb5.conf as MIT reads it: relations by their path, the values
// of all files in the order in which they were found. gokrb5 reads neither
// includes nor nested blocks, and panics on some.
type profile struct {
	values map[string][]string
	order  []string
	final  map[string]bool
	files  []string
	size   int
}

const pathSeparator = "\x00"

// add reads one file and what it includes.
func (p *profile) add(path string) error {
	if p.values == nil {
		p.values, p.final = map[string][]string{}, map[string]bool{}
	}
	return p.read(path, 0)
}

func (p *profile) read(path string, depth int) error {
	if depth > maxIncludeDepth || len(p.files) >= maxConfigFiles {
		return fmt.Errorf("too many files are included")
	}
	text, err := readBounded(path, maxConfigBytes-p.size)
	if err != nil {
		return err
	}
	p.files = append(p.files, path)
	p.size += len(text)
	var at []string
	for n, line := range strings.Split(string(text), "\n") {
		if at, err = p.line(at, strings.TrimSpace(line), depth); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n+1, err)
		}
	}
	return nil
}

// line reads one line within the section or block at and returns where the next
// line is.
func (p *profile) line(at []string, line string, depth int) ([]string, error) {
	switch {
	case line == "" || line[0] == '#' || line[0] == ';':
		return at, nil
	case strings.HasPrefix(line, "include ") || strings.HasPrefix(line, "include\t"):
		return at, p.read(strings.TrimSpace(line[len("include"):]), depth+1)
	case strings.HasPrefix(line, "includedir ") || strings.HasPrefix(line, "includedir\t"):
		return at, p.readDir(strings.TrimSpace(line[len("includedir"):]), depth+1)
	case strings.HasPrefix(line, "module "):
		return at, nil
	case line[0] == '[':
		name, _, ok := strings.Cut(line[1:], "]")
		if !ok {
			return nil, fmt.Errorf("section without a closing bracket")
		}
		return []string{strings.TrimSpace(name)}, nil
	case line[0] == '}':
		if len(at) < 2 {
			return nil, fmt.Errorf("closing brace without an opening one")
		}
		return at[:len(at)-1], nil
	}
	return p.relation(at, line)
}

func (p *profile) relation(at []string, line string) ([]string, error) {
	key, value, ok := strings.Cut(line, "=")
	if !ok || len(at) == 0 {
		return nil, fmt.Errorf("neither a section nor key = value")
	}
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if strings.HasPrefix(value, "{") {
		if len(at) >= maxConfigDepth {
			return nil, fmt.Errorf("blocks are nested too deep")
		}
		return append(append([]string(nil), at...), strings.TrimSuffix(key, "*")), nil
	}
	key, isFinal := strings.CutSuffix(key, "*")
	p.put(strings.Join(append(append([]string(nil), at...), key), pathSeparator), unquote(value), isFinal)
	return at, nil
}

func unquote(value string) string {
	if len(value) < 2 || value[0] != '"' {
		return value
	}
	end := strings.LastIndexByte(value, '"')
	if end == 0 {
		return value
	}
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n", `\t`, "\t").Replace(value[1:end])
}

func (p *profile) put(path, value string, isFinal bool) {
	known, seen := p.values[path]
	if p.final[path] || len(known) >= maxRelationValues {
		return
	}
	if !seen {
		p.order = append(p.order, path)
	}
	p.values[path] = append(known, value)
	p.final[path] = isFinal
}

// readDir includes the files of a folder whose names MIT would read.
func (p *profile) readDir(dir string, depth int) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		// MIT refuses to start as well, but an empty drop-in folder is no reason to
		// leave a whole fleet unread.
		return nil
	}
	for _, entry := range entries {
		if !includable(entry.Name()) || entry.IsDir() {
			continue
		}
		if err := p.read(filepath.Join(dir, entry.Name()), depth); err != nil {
			return err
		}
	}
	return nil
}

func includable(name string) bool {
	if strings.HasSuffix(name, ".conf") && name[0] != '.' {
		return true
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
}

// first returns the first value of a relation, which is the one that counts.
func (p *profile) first(path ...string) (string, bool) {
	values := p.values[strings.Join(path, pathSeparator)]
	if len(values) == 0 {
		return "", false
	}
	return values[0], true
}
