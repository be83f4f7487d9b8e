package ikeext

import (
	"fmt"
	"iter"
	"strings"
	"sync"
)

// WMIFieldCount is the number of values that WMI has beside those of Statistics.
const WMIFieldCount = 16

// WMIField names one of those values: a property of a performance class that no
// member of IKEEXT_STATISTICS1 renders. They come by DoorWMI alone. A number
// outside 0 to 15 is no field; its methods return nothing.
type WMIField uint8

// wmiFieldInfo is what is known about one such field.
type wmiFieldInfo struct {
	class, property, module, family string
	kind                            Kind
}

// Class returns the WMI class that f is a property of, without
// Win32_PerfRawData_Counters_: for example "IPsecIKEv2IPv4".
func (f WMIField) Class() string { return f.info().class }

// Property returns the name of the property, for example
// "PendingMainModeNegotiations".
func (f WMIField) Property() string { return f.info().property }

// Module returns the key module of f: "ike", "authip" or "ikev2". It is empty for
// the totals of all modules.
func (f WMIField) Module() string { return f.info().module }

// Family returns the address family of f: "ipv4" or "ipv6". It is empty where
// both are counted together.
func (f WMIField) Family() string { return f.info().family }

// Kind returns how to read f. It is empty for a number that is no field.
func (f WMIField) Kind() Kind { return f.info().kind }

// String returns class and property with a dot between them. A number that is no
// field gives "WMIField(16)".
func (f WMIField) String() string {
	if f >= WMIFieldCount {
		return fmt.Sprintf("WMIField(%d)", uint8(f))
	}
	return f.Class() + "." + f.Property()
}

func (f WMIField) info() wmiFieldInfo {
	if f >= WMIFieldCount {
		return wmiFieldInfo{}
	}
	return wmiFieldTable()[f]
}

// wmiFieldTable describes the fields: negotiations that wait for an answer, then
// totals over modules, of which Microsoft does not say which modes they sum.
var wmiFieldTable = sync.OnceValue(func() []wmiFieldInfo {
	var table []wmiFieldInfo
	for _, module := range []string{"IKEv1", "AuthIP", "IKEv2"} {
		for _, family := range []string{"IPv4", "IPv6"} {
			modes := []string{"Main", "Quick"}
			if module == "AuthIP" {
				modes = append(modes, "Extended")
			}
			for _, mode := range modes {
				table = append(table, wmiFieldInfo{
					class:    "IPsec" + module + family,
					property: "Pending" + mode + "ModeNegotiations",
					module:   strings.TrimSuffix(strings.ToLower(module), "v1"),
					family:   strings.ToLower(family),
					kind:     Gauge,
				})
			}
		}
	}
	for _, result := range []string{"Successful", "Failed"} {
		table = append(table, wmiFieldInfo{class: "GenericIKEv1AuthIPandIKEv2", property: result + "Negotiations", kind: Counter})
	}
	return table
})

// WMIProperty is a property of a performance class that this library does not
// know, as a newer Windows may have.
type WMIProperty struct {
	// Class is the WMI class, without Win32_PerfRawData_Counters_.
	Class string
	// Name is the name of the property.
	Name string
	// Value is a number, a string, a bool, a slice of one of them, or nil for NULL.
	Value any
}

// SetWMI records that f was read and had value v.
func (s *Snapshot) SetWMI(f WMIField, v uint32) {
	s.wmi[f], s.wmiPresent[f] = v, true
}

// LookupWMI returns the value of f and whether it was read.
func (s *Snapshot) LookupWMI(f WMIField) (value uint32, ok bool) {
	return s.wmi[f], s.wmiPresent[f]
}

// WMIFields walks over WMI's own values that were read.
func (s *Snapshot) WMIFields() iter.Seq2[WMIField, uint32] {
	return func(yield func(WMIField, uint32) bool) {
		for f, ok := range s.wmiPresent {
			if ok && !yield(WMIField(f), s.wmi[f]) {
				return
			}
		}
	}
}
