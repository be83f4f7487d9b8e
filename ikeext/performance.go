package ikeext

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// performancePrefix begins the names of the classes that render the performance
// counters of IKE in WMI, their raw values.
const performancePrefix = "Win32_PerfRawData_Counters_"

// performanceClass is one of those classes. There is one instance of each while
// the service runs.
type performanceClass struct {
	name       string // after performancePrefix
	properties map[string]target
}

// target is what the value of a property is recorded as.
type target struct {
	field *Field    // of Statistics
	own   *WMIField // of WMI alone
	// doubtful says that the property and the field may count a little differently.
	doubtful bool
	// twin is the same number once more, as the base of a rate.
	twin bool
}

// query returns the WQL that asks for the instance.
func (c *performanceClass) query() string { return "SELECT * FROM " + performancePrefix + c.name }

// performanceClasses are the seven classes, in the order in which they are asked
// for. Names and meaning of the properties are Microsoft's, in the bindings that
// its tools generate; which field of IKEEXT_STATISTICS1 is the same number
// follows from both descriptions. No host was seen yet that shows the two side by
// side.
var performanceClasses = sync.OnceValue(func() []*performanceClass {
	generic := &performanceClass{name: "GenericIKEv1AuthIPandIKEv2", properties: map[string]target{}}
	generic.add("commonStatistics", map[string]string{
		// Described as validated packets, so that the field may count more.
		"PacketsReceivedPersec":        "totalPacketsReceived?",
		"InvalidPacketsReceivedPersec": "totalInvalidPacketsReceived?",
	})
	list := []*performanceClass{generic}
	for _, m := range []struct{ name, path string }{
		{"IKEv1", "ikeStatistics"}, {"IKEv2", "ikeV2Statistics"}, {"AuthIP", "authipStatistics"},
	} {
		generic.add(m.path, map[string]string{
			m.name + "MainModeNegotiationTime":  "mainModeNegotiationTime",
			m.name + "QuickModeNegotiationTime": "quickModeNegotiationTime",
		})
		for _, family := range []string{"4", "6"} {
			c := &performanceClass{name: "IPsec" + m.name + "IPv" + family, properties: map[string]target{}}
			path := m.path + ".v" + family + "Statistics"
			c.add(path, mainAndQuickModes())
			if m.name == "AuthIP" {
				c.add(path, extendedModes())
			}
			list = append(list, c)
		}
	}
	generic.add("authipStatistics", map[string]string{"ExtendedModeNegotiationTime": "extendedModeNegotiationTime"})
	for f := range WMIField(WMIFieldCount) {
		for _, c := range list {
			if c.name == f.Class() {
				c.properties[strings.ToLower(f.Property())] = target{own: &f}
			}
		}
	}
	for _, c := range list {
		c.addTwins()
	}
	return list
})

func mainAndQuickModes() map[string]string {
	return map[string]string{
		"ActiveMainModeSAs":                   "currentActiveMainModes",
		"MainModeNegotiations":                "totalMainModesStarted",
		"SuccessfulMainModeNegotiations":      "totalSuccessfulMainModes",
		"FailedMainModeNegotiations":          "totalFailedMainModes",
		"MainModeNegotiationRequestsReceived": "totalResponderMainModes",
		"ActiveQuickModeSAs":                  "currentActiveQuickModes",
		"QuickModeNegotiations":               "totalQuickModesStarted",
		"SuccessfulQuickModeNegotiations":     "totalSuccessfulQuickModes",
		"FailedQuickModeNegotiations":         "totalFailedQuickModes",
	}
}

func extendedModes() map[string]string {
	return map[string]string{
		"MainModeSAsThatUsedImpersonation":     "totalImpersonationMainModes",
		"ActiveExtendedModeSAs":                "currentActiveExtendedModes",
		"ExtendedModeNegotiations":             "totalExtendedModesStarted",
		"SuccessfulExtendedModeNegotiations":   "totalSuccessfulExtendedModes",
		"FailedExtendedModeNegotiations":       "totalFailedExtendedModes",
		"ExtendedModeSAsThatUsedImpersonation": "totalImpersonationExtendedModes",
	}
}

// add maps properties to members of the structure at a path. A member with a
// question mark is doubtful.
func (c *performanceClass) add(path string, members map[string]string) {
	for property, member := range members {
		member, doubtful := strings.CutSuffix(member, "?")
		f, ok := ParseField(path + "." + member)
		if !ok {
			panic("no field " + path + "." + member)
		}
		c.properties[strings.ToLower(property)] = target{field: &f, doubtful: doubtful}
	}
}

// addTwins adds the properties that have a counter's number a second time. Of
// gauges, times and the one counter below there are none.
func (c *performanceClass) addTwins() {
	for property, t := range c.properties {
		counter := t.field != nil && t.field.Kind() == Counter || t.own != nil && t.own.Kind() == Counter
		if counter && !strings.HasSuffix(property, "persec") && property != "extendedmodesasthatusedimpersonation" {
			c.properties[property+"persec"] = target{twin: true}
		}
	}
}

// inherited reports whether a property belongs to every performance class.
func inherited(property string) bool {
	switch strings.ToLower(property) {
	case "caption", "description", "name",
		"frequency_object", "frequency_perftime", "frequency_sys100ns",
		"timestamp_object", "timestamp_perftime", "timestamp_sys100ns":
		return true
	}
	return false
}

// fillPerformance records what an instance of a performance class holds. NULL is
// a value that was not read.
func (s *Snapshot) fillPerformance(class *performanceClass, i *cim.Instance) error {
	if !strings.EqualFold(i.Class, performancePrefix+class.name) {
		return &association.DecodeError{Err: fmt.Errorf("an object of class %q, not %s%s", i.Class, performancePrefix, class.name)}
	}
	for _, p := range i.Properties {
		to, known := class.properties[strings.ToLower(p.Name)]
		switch {
		case !known && !inherited(p.Name):
			s.Unknown = append(s.Unknown, WMIProperty{Class: class.name, Name: p.Name, Value: p.Value})
			continue
		case !known, to.twin, p.Value == nil:
			continue
		}
		v, ok := cim.Uint(p.Value, 32)
		if !ok {
			return &association.DecodeError{Err: fmt.Errorf("%s of %s is no 32-bit counter", p.Name, class.name)}
		}
		if to.field != nil {
			s.Set(*to.field, uint32(v))
		} else {
			s.SetWMI(*to.own, uint32(v))
		}
	}
	s.measured(i)
	return nil
}

// measured takes note of the host's clock, which each instance tells: the
// earliest counts.
func (s *Snapshot) measured(i *cim.Instance) {
	stamp, _ := i.Lookup("Timestamp_Sys100NS")
	ticks, ok := cim.Uint(stamp, 64)
	if !ok || ticks == 0 {
		return
	}
	const unixEpoch = 116444736000000000 // 1 January 1970 in 100 ns since 1601
	if ticks < unixEpoch || (ticks-unixEpoch)/1e7 > 1<<34 {
		return
	}
	since := ticks - unixEpoch
	at := time.Unix(int64(since/1e7), int64(since%1e7)*100).UTC()
	if s.MeasuredAt.IsZero() || at.Before(s.MeasuredAt) {
		s.MeasuredAt = at
	}
}
