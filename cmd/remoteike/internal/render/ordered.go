package render

import (
	"bytes"
	"encoding/json"
	"strings"
)

// object is a JSON object whose members stay in the order in which they were
// added; a Go map would sort them.
type object struct{ members []member }

type member struct {
	key   string
	value any
}

func (o *object) add(key string, value any) {
	o.members = append(o.members, member{key, value})
}

// addNonzero adds a member unless its value is the zero of its type.
func addNonzero[T comparable](o *object, key string, value T) {
	var zero T
	if value != zero {
		o.add(key, value)
	}
}

// child returns the object below key and adds it when there is none. Values come
// in wire order, so it can only be the last one.
func (o *object) child(key string) *object {
	if n := len(o.members); n > 0 && o.members[n-1].key == key {
		return o.members[n-1].value.(*object)
	}
	c := &object{}
	o.add(key, c)
	return c
}

// encoder writes objects a member a line and lists of objects an object a line;
// everything else, the error tables above all, stays on one line.
type encoder struct{ bytes.Buffer }

func (e *encoder) value(v any, depth int) error {
	switch v := v.(type) {
	case *object:
		return e.object(v, depth)
	case []*object:
		return e.list(v, depth)
	}
	return e.scalar(v)
}

func (e *encoder) object(o *object, depth int) error {
	return e.block('{', '}', len(o.members), depth, func(i int) error {
		if err := e.scalar(o.members[i].key); err != nil { // some keys are the host's
			return err
		}
		e.WriteString(": ")
		return e.value(o.members[i].value, depth+1)
	})
}

func (e *encoder) list(list []*object, depth int) error {
	return e.block('[', ']', len(list), depth, func(i int) error {
		return e.value(list[i], depth+1)
	})
}

// block writes n items on lines of their own between two brackets.
func (e *encoder) block(left, right byte, n, depth int, item func(i int) error) error {
	e.WriteByte(left)
	for i := range n {
		if i > 0 {
			e.WriteByte(',')
		}
		e.newline(depth + 1)
		if err := item(i); err != nil {
			return err
		}
	}
	if n > 0 {
		e.newline(depth)
	}
	e.WriteByte(right)
	return nil
}

func (e *encoder) newline(depth int) {
	e.WriteByte('\n')
	e.WriteString(strings.Repeat("  ", depth))
}

func (e *encoder) scalar(v any) error {
	plain := json.NewEncoder(e)
	plain.SetEscapeHTML(false)
	if err := plain.Encode(v); err != nil {
		return err
	}
	e.Truncate(e.Len() - 1) // the line feed that Encode adds
	return nil
}
