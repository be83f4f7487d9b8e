package main

import (
	"strings"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// demoPerformance returns the gateway's performance counters. What only they have
// follows from the others: what is pending was started and has not ended.
func demoPerformance() []ikeexttest.PerformanceObject {
	objects := ikeexttest.PerformanceOf(demoStatistics())
	var succeeded, failed uint32
	for _, o := range objects {
		succeeded += counter(o, "SuccessfulMainModeNegotiations")
		failed += counter(o, "FailedMainModeNegotiations")
	}
	for _, o := range objects {
		for i, c := range o.Counters {
			name := strings.TrimSuffix(c.Name, "Persec")
			switch mode, pending := strings.CutPrefix(name, "Pending"); {
			case pending:
				o.Counters[i].Value = counter(o, mode) - counter(o, "Successful"+mode) - counter(o, "Failed"+mode)
			case name == "SuccessfulNegotiations":
				o.Counters[i].Value = succeeded
			case name == "FailedNegotiations":
				o.Counters[i].Value = failed
			}
		}
	}
	return objects
}

// counter returns a counter of an object, zero when it has none of the name.
func counter(o ikeexttest.PerformanceObject, name string) uint32 {
	for _, c := range o.Counters {
		if c.Name == name {
			return c.Value
		}
	}
	return 0
}
