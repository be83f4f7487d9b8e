package otlp

import (
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/instrumentation"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/resource"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
)

// set gathers the metrics of several hosts.
type set struct {
	order  []*metrics.Metric
	points map[string][]metricdata.DataPoint[float64]
}

func newSet() *set { return &set{points: map[string][]metricdata.DataPoint[float64]{}} }

// add adds the metrics of a host, each with the host's attributes. Where counters
// began is not known, so their points have no start.
func (s *set) add(list []metrics.Family, host []attribute.KeyValue, at time.Time) {
	for _, f := range list {
		points, again := s.points[f.Name]
		if !again {
			s.order = append(s.order, f.Metric)
		}
		for _, sample := range f.Samples {
			all := make([]attribute.KeyValue, 0, len(host)+len(sample.Labels))
			all = append(all, host...)
			for _, l := range sample.Labels { // after the host's, so that they count
				all = append(all, attribute.String(l.Name, l.Value))
			}
			points = append(points, metricdata.DataPoint[float64]{Attributes: attribute.NewSet(all...), Time: at, Value: sample.Value})
		}
		s.points[f.Name] = points
	}
}

// of returns what was added, as of a resource.
func (s *set) of(from *resource.Resource) *metricdata.ResourceMetrics {
	scope := metricdata.ScopeMetrics{Scope: instrumentation.Scope{Name: "github.com/remoteike/remoteike"}}
	for _, m := range s.order {
		var data metricdata.Aggregation = metricdata.Gauge[float64]{DataPoints: s.points[m.Name]}
		if m.Counter {
			data = metricdata.Sum[float64]{DataPoints: s.points[m.Name], Temporality: metricdata.CumulativeTemporality, IsMonotonic: true}
		}
		scope.Metrics = append(scope.Metrics, metricdata.Metrics{Name: m.Name, Description: m.Help, Unit: m.Unit, Data: data})
	}
	return &metricdata.ResourceMetrics{Resource: from, ScopeMetrics: []metricdata.ScopeMetrics{scope}}
}
