// Package cim holds instances of WMI classes, whichever door brought them.
package cim

import (
	"strconv"
	"strings"
)

// Instance is one object of a class.
type Instance struct {
	// Class is the name of the class, as the host writes it.
	Class string
	// Properties are in the order in which they came.
	Properties []Property
}

// Property is one property of an instance.
type Property struct {
	Name string
	// Value is nil for NULL. Otherwise it is a bool, an intN, a uintN, a floatN, a
	// string, an *Instance that is embedded, or a slice of those. XML has no types:
	// from there it is a string or a []string.
	Value any
}

// Lookup returns the value of a property, whose name is compared as WMI does,
// without regard to case. It is false when there is no such property, and nil
// for one that is NULL.
func (i *Instance) Lookup(name string) (value any, ok bool) {
	for _, p := range i.Properties {
		if strings.EqualFold(p.Name, name) {
			return p.Value, true
		}
	}
	return nil, false
}

// Uint returns a value as an unsigned number. It is false for NULL and for
// anything that is no unsigned number of at most bits bits.
func Uint(value any, bits int) (n uint64, ok bool) {
	switch v := value.(type) {
	case uint8:
		n = uint64(v)
	case uint16:
		n = uint64(v)
	case uint32:
		n = uint64(v)
	case uint64:
		n = v
	case string: // 64-bit numbers of WMI are strings, and so is all of XML
		var err error
		if n, err = strconv.ParseUint(v, 10, bits); err != nil {
			return 0, false
		}
	default:
		return 0, false
	}
	return n, bits == 64 || n>>bits == 0
}
