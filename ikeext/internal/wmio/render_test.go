package wmio

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// rendering is an object written out in full, NaN and what pointers point to
// included, so that two can be compared.
type rendering struct {
	text string
	size int // octets that the object takes in memory
}

func render(i *cim.Instance) (r rendering) {
	var s strings.Builder
	fmt.Fprintf(&s, "%q{", i.Class)
	r.size = int(reflect.TypeFor[cim.Instance]().Size()) + len(i.Class)
	for _, p := range i.Properties {
		v := renderValue(p.Value)
		fmt.Fprintf(&s, "%q=%s;", p.Name, v.text)
		r.size += int(reflect.TypeFor[cim.Property]().Size()) + len(p.Name) + v.size
	}
	r.text = s.String() + "}"
	return r
}

func renderValue(v any) (r rendering) {
	if i, ok := v.(*cim.Instance); ok {
		return render(i)
	}
	r.text = fmt.Sprintf("%T", v)
	switch v := reflect.ValueOf(v); v.Kind() {
	case reflect.Invalid:
	case reflect.Slice:
		for k := range v.Len() {
			e := renderValue(v.Index(k).Interface())
			r.text += e.text
			r.size += e.size
		}
	case reflect.String:
		r.text += fmt.Sprintf("%q", v.String())
		r.size = int(v.Type().Size()) + v.Len()
	default:
		r.text += fmt.Sprintf("(%v)", v)
		r.size = int(v.Type().Size())
	}
	return r
}

func renderClass(c *Class) (r rendering) {
	r.text = fmt.Sprintf("%q%q{", c.Name, c.Derivation)
	r.size = int(reflect.TypeFor[Class]().Size()) + len(c.Name)
	for _, name := range c.Derivation {
		r.size += int(reflect.TypeFor[string]().Size()) + len(name)
	}
	for _, p := range c.Properties {
		v := renderValue(p.Default)
		r.text += fmt.Sprintf("%s %q=%s;", p.Type, p.Name, v.text)
		r.size += int(reflect.TypeFor[ClassProperty]().Size()) + len(p.Name) + v.size
	}
	return r
}
