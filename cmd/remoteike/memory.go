package main

import (
	"os"
	"runtime/debug"
)

// sparingly has memory collected earlier while many hosts are read, by GOGC 60: for a
// seventh more processor time a thousand hosts at once fit into 150 MB, and the sessions
// that serve keeps take a seventh less. Who sets GOGC or GOMEMLIMIT has a better idea. The
// function that it returns takes it back.
func sparingly() (restore func()) {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		if os.Getenv(name) != "" {
			return func() {}
		}
	}
	before := debug.SetGCPercent(60)
	return func() { debug.SetGCPercent(before) }
}
