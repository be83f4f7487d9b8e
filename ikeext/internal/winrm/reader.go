package winrm

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// reader reads an answer element by element, within bounds. There is no DTD in
// SOAP, so no entity but XML's own five can be declared or meant.
type reader struct {
	decoder         *xml.Decoder
	elements, depth int
	// prefixes are those declared anywhere so far. They are looked at for the names
	// of faults alone, which are values and not names of elements.
	prefixes map[string]string
}

func newReader(body []byte) *reader {
	return &reader{decoder: xml.NewDecoder(bytes.NewReader(body)), prefixes: map[string]string{}}
}

const maxPrefixes = 64

// next returns the next token that is a start, an end or text.
func (r *reader) next() (xml.Token, error) {
	for {
		token, err := r.decoder.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil, io.EOF
			}
			return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			return t, r.start(t)
		case xml.EndElement:
			r.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, malformed("a document type definition")
		}
	}
}

func (r *reader) start(t xml.StartElement) error {
	r.elements++
	r.depth++
	if r.elements > maxElements || r.depth > maxDepth {
		return fmt.Errorf("%w: element %d at depth %d", ErrTooLarge, r.elements, r.depth)
	}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" && len(r.prefixes) < maxPrefixes {
			r.prefixes[a.Name.Local] = a.Value
		}
	}
	return nil
}

// root returns the first element.
func (r *reader) root() (xml.StartElement, error) {
	for {
		token, err := r.next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = malformed("no element")
			}
			return xml.StartElement{}, err
		}
		if t, ok := token.(xml.StartElement); ok {
			return t, nil
		}
	}
}

// finish requires that nothing but space follows the root.
func (r *reader) finish() error {
	for {
		token, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if text, ok := token.(xml.CharData); !ok || len(bytes.TrimSpace(text)) > 0 {
			return malformed("something behind the envelope")
		}
	}
}

// children calls each for every child of the element that was begun last, and
// ends with it. The function has to read its element to the end.
func (r *reader) children(each func(xml.StartElement) error) error {
	for {
		token, err := r.inside()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := each(t); err != nil {
				return err
			}
		}
	}
}

// inside is next where the document cannot end.
func (r *reader) inside() (xml.Token, error) {
	token, err := r.next()
	if errors.Is(err, io.EOF) {
		err = malformed("it ends within an element")
	}
	return token, err
}

// skip reads to the end of the element that was begun last.
func (r *reader) skip() error {
	return r.children(func(xml.StartElement) error { return r.skip() })
}

// text returns the text of the element that was begun last, which has no
// children.
func (r *reader) text() (string, error) {
	var b strings.Builder
	for {
		token, err := r.inside()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			return b.String(), nil
		case xml.StartElement:
			return "", malformed("<%s> within a value", t.Name.Local)
		}
	}
}

// is reports whether an element has a name of a namespace.
func is(t xml.StartElement, space, local string) bool {
	return t.Name.Space == space && t.Name.Local == local
}
