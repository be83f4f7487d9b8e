package render

import (
	"io"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/exposition"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
)

// writePrometheus writes the metrics of all hosts, each with its name in a label.
func writePrometheus(w io.Writer, results []Result, options Options) error {
	var set exposition.Set
	for _, r := range results {
		reading := metrics.Reading{Snapshot: r.Snapshot, Err: r.Err, Duration: r.Duration}
		set.Add(reading.Families(metrics.Options{AllErrors: options.All}), metrics.Label{Name: "host", Value: r.Host})
	}
	return set.Write(w)
}
