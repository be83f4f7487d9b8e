// Package render writes what was read from hosts: a table for people, JSON, CSV and
// the exposition format of Prometheus for programs. All are made from
// [ikeext.Snapshot.Fields] and its relatives, so a value that was not read appears in
// none of them as zero.
package render

import (
	"fmt"
	"io"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// Result is what came of one host: a snapshot or an error.
type Result struct {
	// Host is the host as the user named it.
	Host string
	// Labels are the user's own names for the host. Nil when there are none; a table
	// does not show them.
	Labels map[string]string
	// FinishedAt is when the result was there.
	FinishedAt time.Time
	// Duration is how long the host took in all, connecting and signing in
	// included.
	Duration time.Duration
	// Snapshot is what was read. Nil when Err is not.
	Snapshot *ikeext.Snapshot
	// Err is why nothing was read. Nil when Snapshot is not.
	Err error
}

// collectedAt is when the values were read, or when it was clear that they could
// not be.
func (r Result) collectedAt() time.Time {
	if r.Snapshot != nil {
		return r.Snapshot.CollectedAt.UTC()
	}
	return r.FinishedAt.UTC()
}

// Format is a form of output.
type Format string

// The forms of output.
const (
	Table      Format = "table"
	JSON       Format = "json"
	NDJSON     Format = "ndjson"
	CSV        Format = "csv"
	Prometheus Format = "prometheus"
)

// Options adjust the table and, where that is told, what Prometheus reads; the other
// formats always hold everything.
type Options struct {
	// All shows rows whose values are all zero instead of folding them, and has
	// Prometheus read the reasons that nothing failed for.
	All bool
	// Width is the number of columns to stay within. Zero means 80, and so does
	// anything narrower than the numbers need.
	Width int
	// Colour allows terminal colours.
	Colour bool
}

// Write writes the results to w. A table has no place for hosts that failed, so
// the caller tells of those.
func Write(w io.Writer, format Format, results []Result, options Options) error {
	switch format {
	case Table:
		return writeTables(w, results, options)
	case JSON:
		return writeJSON(w, results)
	case NDJSON:
		return writeNDJSON(w, results...)
	case CSV:
		return writeCSV(w, results)
	case Prometheus:
		return writePrometheus(w, results, options)
	}
	return fmt.Errorf("unknown output format %q", format)
}

// timeFormat is RFC 3339 with milliseconds.
const timeFormat = "2006-01-02T15:04:05.000Z07:00"

// seconds returns d in seconds, to the microsecond.
func seconds(d time.Duration) float64 { return d.Round(time.Microsecond).Seconds() }
