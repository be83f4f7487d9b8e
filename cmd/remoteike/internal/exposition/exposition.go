// Package exposition brings metrics into the form that Prometheus reads.
package exposition

import (
	"cmp"
	"io"
	"slices"
	"strings"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
)

// Set gathers the metrics of one or several hosts. The zero Set is empty and ready.
// It is a prometheus.Gatherer.
type Set struct {
	families []*dto.MetricFamily
	byName   map[string]*dto.MetricFamily
}

// Add adds the metrics of a host. The extra labels tell it from the others; none of
// them is a label of a metric.
func (s *Set) Add(list []metrics.Family, extra ...metrics.Label) {
	for _, f := range list {
		family := s.family(f.Metric)
		for _, sample := range f.Samples {
			family.Metric = append(family.Metric, metric(f.Counter, sample, extra))
		}
	}
}

// family returns the family of a metric, which all hosts share.
func (s *Set) family(m *metrics.Metric) *dto.MetricFamily {
	if f := s.byName[m.Name]; f != nil {
		return f
	}
	kind := dto.MetricType_GAUGE
	if m.Counter {
		kind = dto.MetricType_COUNTER
	}
	f := &dto.MetricFamily{Name: &m.Name, Help: &m.Help, Type: &kind}
	if s.byName == nil {
		s.byName = map[string]*dto.MetricFamily{}
	}
	s.byName[m.Name] = f
	s.families = append(s.families, f)
	return f
}

func metric(counter bool, sample metrics.Sample, extra []metrics.Label) *dto.Metric {
	m := &dto.Metric{Label: pairs(sample.Labels, extra)}
	if counter {
		m.Counter = &dto.Counter{Value: &sample.Value}
	} else {
		m.Gauge = &dto.Gauge{Value: &sample.Value}
	}
	return m
}

// pairs are the labels in the order of their names.
func pairs(lists ...[]metrics.Label) []*dto.LabelPair {
	all := slices.Concat(lists...)
	slices.SortFunc(all, func(a, b metrics.Label) int { return cmp.Compare(a.Name, b.Name) })
	list := make([]*dto.LabelPair, len(all))
	for i := range all {
		all[i].Value = strings.ToValidUTF8(all[i].Value, "\uFFFD")
		list[i] = &dto.LabelPair{Name: &all[i].Name, Value: &all[i].Value}
	}
	return list
}

// Gather returns what was added. It never fails.
func (s *Set) Gather() ([]*dto.MetricFamily, error) { return s.families, nil }

// Write writes what was added as text.
func (s *Set) Write(w io.Writer) error {
	for _, f := range s.families {
		if _, err := expfmt.MetricFamilyToText(w, f); err != nil {
			return err
		}
	}
	return nil
}
