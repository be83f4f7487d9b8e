package winrm

import (
	"encoding/xml"
	"strings"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// instanceReader reads the properties of one instance.
type instanceReader struct {
	*reader
	space    string
	instance *cim.Instance
	places   map[string]int
}

// instance reads the instance that was begun last. Its name is that of the class,
// and its namespace is the class's resource URI; what stands in it in another
// namespace is no property.
func (r *reader) instance(t xml.StartElement) (cim.Instance, error) {
	i := cim.Instance{Class: t.Name.Local}
	if !strings.HasPrefix(strings.ToLower(t.Name.Space), nsWMI) {
		return i, malformed("<%s> of namespace %.100q is no WMI instance", t.Name.Local, t.Name.Space)
	}
	p := &instanceReader{reader: r, space: t.Name.Space, instance: &i, places: map[string]int{}}
	return i, p.properties("")
}

func (p *instanceReader) properties(prefix string) error {
	return p.children(func(t xml.StartElement) error { return p.property(prefix, t) })
}

// property reads a property. Those of an embedded instance are named after it and
// their own name: Outer.Inner.
func (p *instanceReader) property(prefix string, t xml.StartElement) error {
	if prefix == "" && t.Name.Space != p.space {
		return p.skip()
	}
	name := prefix + t.Name.Local
	if isNil(t) {
		p.add(name, nil)
		return p.skip()
	}
	text, embedded, err := p.value(name)
	if err == nil && !embedded {
		p.add(name, text)
	}
	return err
}

// value reads what is within a property: text, also that of a date or an interval
// in an element of its own, or an embedded instance, whose properties it adds.
func (p *instanceReader) value(name string) (value string, embedded bool, err error) {
	var text strings.Builder
	for {
		token, err := p.inside()
		if err != nil {
			return "", false, err
		}
		switch t := token.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			return text.String(), embedded, nil
		case xml.StartElement:
			if t.Name.Space == nsCommon {
				text.Reset()
				value, err = p.text()
				text.WriteString(value)
			} else {
				embedded = true
				err = p.property(name+".", t)
			}
			if err != nil {
				return "", false, err
			}
		}
	}
}

// add notes a value. A name that comes again is an array.
func (p *instanceReader) add(name string, value any) {
	at, again := p.places[name]
	if !again {
		p.places[name] = len(p.instance.Properties)
		p.instance.Properties = append(p.instance.Properties, cim.Property{Name: name, Value: value})
		return
	}
	p.instance.Properties[at].Value = append(asArray(p.instance.Properties[at].Value), asArray(value)...)
}

// asArray returns a value as an array. There is no NULL in one.
func asArray(value any) []string {
	switch v := value.(type) {
	case []string:
		return v
	case string:
		return []string{v}
	}
	return []string{""}
}

func isNil(t xml.StartElement) bool {
	for _, a := range t.Attr {
		if a.Name.Space == nsInstance && a.Name.Local == "nil" {
			return a.Value == "true" || a.Value == "1"
		}
	}
	return false
}
