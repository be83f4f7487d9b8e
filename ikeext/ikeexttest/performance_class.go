package ikeexttest

import (
	"slices"
	"strings"
	"time"
)

// classPrefix begins the name of every class of raw counters.
const classPrefix = "Win32_PerfRawData_Counters_"

// Places of the ancestors of those classes, counted from the top.
const (
	originStatistical = 0 // CIM_StatisticalInformation
	originPerf        = 1 // Win32_Perf
	originCounters    = 3 // the class itself, below Win32_PerfRawData
)

// classOf returns the class of a performance object with the object's values.
func classOf(o PerformanceObject, now time.Time) *cimClass {
	c := &cimClass{
		name:      classPrefix + o.Set,
		ancestors: []string{"Win32_PerfRawData", "Win32_Perf", "CIM_StatisticalInformation"},
		qualifiers: []cimQualifier{
			{"dynamic", flavorPropagates, true},
			{"provider", flavorPropagates, "WmiPerfInst"},
		},
	}
	for _, name := range []string{"Caption", "Description", "Name"} {
		c.declare(name, cimString, originStatistical, nil)
	}
	// The clocks count in 100 ns; nothing here is measured in time of its own.
	const ticks = 10_000_000
	clock := filetime(now)
	declare := func(name string, value uint64) { c.declare(name, cimUint64, originPerf, value) }
	declare("Frequency_Object", 0)
	declare("Frequency_PerfTime", ticks)
	declare("Frequency_Sys100NS", ticks)
	declare("Timestamp_Object", 0)
	declare("Timestamp_PerfTime", clock/3) // of another zero
	declare("Timestamp_Sys100NS", clock)
	for _, counter := range o.Counters {
		c.declare(counter.Name, cimUint32, originCounters, counter.Value)
	}
	return c
}

// declare adds a property to the class.
func (c *cimClass) declare(name string, typ cimType, origin uint32, value any) {
	flavor := byte(flavorPropagates)
	if origin != originCounters {
		flavor |= flavorPropagated
	}
	c.properties = append(c.properties, cimProperty{
		name: name, typ: typ, inherited: origin != originCounters, origin: origin, value: value,
		qualifiers: []cimQualifier{{"CIMTYPE", flavor, typ.name()}},
	})
}

// has reports whether the class has all of these properties.
func (c *cimClass) has(names []string) bool {
	for _, name := range names {
		if !slices.ContainsFunc(c.properties, func(p cimProperty) bool { return strings.EqualFold(p.name, name) }) {
			return false
		}
	}
	return true
}

// keep leaves the class with these properties only.
func (c *cimClass) keep(names []string) {
	c.properties = slices.DeleteFunc(c.properties, func(p cimProperty) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(p.name, name) })
	})
}
