package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
)

// maxDepth is how deep the values of a file may stand in each other: more than any
// of ours do.
const maxDepth = 10

// Position is a place in a file.
type Position struct {
	// File is the name of the file, Line and Column count from 1.
	File         string
	Line, Column int
}

// String returns the position as compilers write it: file:line:column.
func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Errorf returns an error about what stands there.
func (p Position) Errorf(hint, format string, args ...any) error {
	return &usage.Error{Reason: p.String() + ": " + fmt.Sprintf(format, args...), Hint: hint}
}

// decoder reads the values of one file strictly: what is not known, stands there
// twice or has another type is an error with its place. Errors repeat names of keys
// and no values, which may be a secret in a wrong place.
type decoder struct{ file string }

// field decodes the value of one key.
type field func(*yaml.Node) error

// document parses a file of one document. It is nil when the file is empty.
func (d decoder) document(text []byte) (*yaml.Node, error) {
	if err := d.characters(text); err != nil {
		return nil, err
	}
	var root, more yaml.Node
	parser := yaml.NewDecoder(bytes.NewReader(text))
	switch err := parser.Decode(&root); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, d.syntax(err)
	}
	switch err := parser.Decode(&more); {
	case err == nil:
		return nil, d.at(&more).Errorf("leave --- out", "a second document begins")
	case !errors.Is(err, io.EOF):
		return nil, d.syntax(err)
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	return root.Content[0], d.plain(root.Content[0], 0)
}

// characters refuses what is no text, with the place that the parser does not tell.
func (d decoder) characters(text []byte) error {
	p := Position{d.file, 1, 1}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			return p.Errorf("store it as UTF-8", "not UTF-8 text")
		case r == '\n':
			p.Line, p.Column = p.Line+1, 0
		case unicode.IsControl(r) && r != '\t' && r != '\r':
			return p.Errorf("take it out", "a control character")
		}
		text = text[size:]
		p.Column++
	}
	return nil
}

// syntax is an error of the parser's without what it may quote.
func (d decoder) syntax(err error) error {
	reason := strings.TrimPrefix(err.Error(), "yaml: ")
	if strings.Contains(reason, "anchor") { // it is quoted, and has no line either
		return &usage.Error{Reason: d.file + ": anchors and aliases (& and *) are not for this file", Hint: "write it out"}
	}
	where, rest, found := strings.Cut(reason, ": ")
	if line, isLine := strings.CutPrefix(where, "line "); found && isLine {
		return &usage.Error{Reason: d.file + ":" + line + ": " + rest, Hint: yamlHint}
	}
	if strings.HasPrefix(reason, "exceeded") { // which has no line
		return &usage.Error{Reason: d.file + ": nested too deep", Hint: yamlHint}
	}
	return &usage.Error{Reason: d.file + ":1: " + reason, Hint: yamlHint} // the parser leaves the first line out
}

const yamlHint = "the file must be YAML; put text with signs of YAML's in it between single quotes"

// plain refuses what YAML has beyond mappings, lists and scalars: aliases repeat
// what is not there, and tags say what we know better.
func (d decoder) plain(n *yaml.Node, depth int) error {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		return d.at(n).Errorf("write it out", "anchors and aliases (& and *) are not for this file")
	case n.Style&yaml.TaggedStyle != 0:
		return d.at(n).Errorf("leave it out", "tags (!) are not for this file")
	case depth == maxDepth:
		return d.at(n).Errorf("", "nested too deep")
	}
	for _, c := range n.Content {
		if err := d.plain(c, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (d decoder) at(n *yaml.Node) Position { return Position{d.file, n.Line, n.Column} }

// mapping decodes a mapping whose keys are known. Nothing in its place is an empty
// one.
func (d decoder) mapping(n *yaml.Node, fields map[string]field) error {
	return d.pairs(n, func(key, value *yaml.Node) error {
		decode, known := fields[key.Value]
		if !known {
			return d.unknown(key, fields)
		}
		return decode(value)
	})
}

// pairs goes through a mapping, each key once.
func (d decoder) pairs(n *yaml.Node, each func(key, value *yaml.Node) error) error {
	if isNull(n) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return d.at(n).Errorf("write key: value, a line each", "must be a mapping")
	}
	seen := map[string]Position{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.ShortTag() == "!!merge" {
			return d.at(key).Errorf("", "a key must be a name")
		}
		if first, twice := seen[key.Value]; twice {
			return d.at(key).Errorf("leave one of them out", "%s stands there already at line %d", quoted(key.Value), first.Line)
		}
		seen[key.Value] = d.at(key)
		if err := each(key, value); err != nil {
			return err
		}
	}
	return nil
}

// unknown is the error for a key that is not known.
func (d decoder) unknown(key *yaml.Node, fields map[string]field) error {
	for _, secret := range []string{"password", "nt_hash", "aes_key"} {
		if key.Value == secret {
			return d.at(key).Errorf(fmt.Sprintf("give %s_file, %s_env or %s_command in an auth profile", secret, secret, secret),
				"%s: secrets do not stand in this file", secret)
		}
	}
	return d.at(key).Errorf("known here: "+strings.Join(slices.Sorted(maps.Keys(fields)), ", "), "unknown key %s", quoted(key.Value))
}

// quoted returns a key as it is, if it looks like one.
func quoted(key string) string {
	if regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,39}$`).MatchString(key) {
		return key
	}
	return "that is no name"
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// text decodes text that is not empty.
func (d decoder) text(into *string) field {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" {
			return d.at(n).Errorf("put numbers and words of YAML's such as yes into quotes", "must be text")
		}
		if n.Value == "" {
			return d.at(n).Errorf("leave the key out", "must not be empty")
		}
		if strings.ContainsFunc(n.Value, unicode.IsControl) {
			return d.at(n).Errorf(`between double quotes \ begins one: take single quotes`, "holds a control character")
		}
		*into = n.Value
		return nil
	}
}

// scalar decodes text, a number or true and false as it is written, for those who
// know what it must be.
func (d decoder) scalar(into *string) field {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || isNull(n) {
			return d.at(n).Errorf("", "must be one value")
		}
		*into = n.Value
		return nil
	}
}

func (d decoder) boolean(into *bool) field {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
			return d.at(n).Errorf("", "must be true or false")
		}
		return n.Decode(into)
	}
}

func (d decoder) port(into *int) field {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || n.Decode(into) != nil || *into < 1 || *into > 65535 {
			return d.at(n).Errorf("", "must be a TCP port, 1 to 65535")
		}
		return nil
	}
}

// texts decodes a list of text with at least one in it.
func (d decoder) texts(into *[]string) field {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			return d.at(n).Errorf("write [one, two]", "must be a list")
		}
		*into = make([]string, len(n.Content))
		for i, c := range n.Content {
			if err := d.text(&(*into)[i])(c); err != nil {
				return err
			}
		}
		return nil
	}
}

// choice decodes one of a few words.
func choice[T ~string](d decoder, into *T, allowed ...T) field {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || !slices.Contains(allowed, T(n.Value)) {
			return d.at(n).Errorf("", "must be one of %s", joined(allowed))
		}
		*into = T(n.Value)
		return nil
	}
}

func joined[T ~string](words []T) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = string(w)
	}
	return strings.Join(list, ", ")
}
