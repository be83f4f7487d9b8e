package ikeexttest

import (
	"fmt"
	"slices"
	"strings"
)

// xml writes an instance of a namespace as WinRM does: a property an element, in
// the order of their names, an array one element an entry.
func (c *cimClass) xml(path string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<p:%s xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="%s%s/%s"`+
		` xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xsi:type="p:%s_Type" xml:lang="en-US">`,
		c.name, winrmWMI, path, c.name, c.name)
	c.writeProperties(&b, path, "p")
	fmt.Fprintf(&b, "</p:%s>", c.name)
	return b.String()
}

// writeProperties writes the properties of an instance with a prefix.
func (c *cimClass) writeProperties(b *strings.Builder, path, prefix string) {
	properties := slices.Clone(c.properties)
	slices.SortFunc(properties, func(x, y cimProperty) int { return strings.Compare(x.name, y.name) })
	for _, p := range properties {
		switch v := p.value.(type) {
		case nil:
			fmt.Fprintf(b, `<%s:%s xsi:nil="true"/>`, prefix, p.name)
		case *cimClass:
			// An instance within the instance has elements of its own class.
			fmt.Fprintf(b, `<%s:%s xmlns:e="%s%s/%s" xsi:type="e:%s_Type">`, prefix, p.name, winrmWMI, path, v.name, v.name)
			v.writeProperties(b, path, "e")
			fmt.Fprintf(b, "</%s:%s>", prefix, p.name)
		case []uint16:
			for _, entry := range v {
				writeElement(b, prefix, p.name, entry)
			}
		case []string:
			for _, entry := range v {
				writeElement(b, prefix, p.name, entry)
			}
		default:
			writeElement(b, prefix, p.name, v)
		}
	}
}

func writeElement(b *strings.Builder, prefix, name string, value any) {
	fmt.Fprintf(b, `<%s:%s>%s</%s:%s>`, prefix, name, xmlText(fmt.Sprint(value)), prefix, name)
}
