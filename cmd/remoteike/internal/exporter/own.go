package exporter

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
)

// ownMetrics are those of the exporter itself.
type ownMetrics struct {
	probes     *prometheus.CounterVec
	durations  prometheus.Histogram
	refusals   *prometheus.CounterVec
	successful prometheus.Gauge
	loaded     prometheus.Gauge
}

func newOwnMetrics(registry *prometheus.Registry, r *reader.Reader, build map[string]string) *ownMetrics {
	m := &ownMetrics{
		probes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "remoteike_probes_total", Help: "Probes that were answered with metrics, by result: success, or the class of the failure.",
		}, []string{"result"}),
		durations: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "remoteike_probe_duration_seconds", Help: "How long such probes took, waiting for their turn included.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "remoteike_probes_refused_total", Help: "Probes that were not answered with metrics, by HTTP status.",
		}, []string{"status"}),
		successful: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "remoteike_config_last_reload_successful", Help: "Whether the configuration that was loaded last could be used.",
		}),
		loaded: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "remoteike_config_last_reload_success_timestamp_seconds", Help: "When a configuration was last loaded that could be used.",
		}),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "remoteike_build_info", Help: "What was built, and with which Go.", ConstLabels: build,
	})
	info.Set(1)
	registry.MustRegister(m.probes, m.durations, m.refusals, m.successful, m.loaded, info, &readerCollector{r},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// handler serves them.
func (m *ownMetrics) handler(registry *prometheus.Registry) http.Handler {
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
}

// reloaded notes that a configuration was loaded, or not.
func (m *ownMetrics) reloaded(ok bool, now time.Time) {
	if !ok {
		m.successful.Set(0)
		return
	}
	m.successful.Set(1)
	m.loaded.Set(float64(now.Unix()))
}

// probed notes what came of a probe.
func (m *ownMetrics) probed(r metrics.Reading, err error, took time.Duration) {
	if err != nil {
		return // refused counts
	}
	m.durations.Observe(took.Seconds())
	m.probes.WithLabelValues(result(r.Err)).Inc()
}

func (m *ownMetrics) refused(status int) { m.refusals.WithLabelValues(strconv.Itoa(status)).Inc() }

// readerCollector tells what the reader does.
type readerCollector struct{ reader *reader.Reader }

type readerMetric struct {
	name, help string
	kind       prometheus.ValueType
	value      func(reader.Stats) float64
}

func readerMetrics() []readerMetric {
	return []readerMetric{
		{"remoteike_probes_in_flight", "Hosts that are being read now.", prometheus.GaugeValue,
			func(s reader.Stats) float64 { return float64(s.Reading) }},
		{"remoteike_probes_waiting", "Hosts that wait for their turn to be read.", prometheus.GaugeValue,
			func(s reader.Stats) float64 { return float64(s.Waiting) }},
		{"remoteike_sessions_idle", "Sessions that are kept for the next probe.", prometheus.GaugeValue,
			func(s reader.Stats) float64 { return float64(s.Sessions) }},
		{"remoteike_dials_total", "Sessions that were begun.", prometheus.CounterValue,
			func(s reader.Stats) float64 { return float64(s.Dials) }},
		{"remoteike_session_reuses_total", "Probes that took a session that was kept.", prometheus.CounterValue,
			func(s reader.Stats) float64 { return float64(s.Reuses) }},
		{"remoteike_session_repairs_total", "Probes that found the session that was kept broken, and began another.", prometheus.CounterValue,
			func(s reader.Stats) float64 { return float64(s.Repairs) }},
	}
}

// refusedProfile tells of an auth profile.
func refusedProfile() *prometheus.Desc {
	return prometheus.NewDesc("remoteike_auth_profile_refused",
		"Whether the credential of an auth profile was refused, so that no host is signed in to by it for now.", []string{"auth"}, nil)
}

// Describe and Collect make it a prometheus.Collector.
func (c *readerCollector) Describe(descriptions chan<- *prometheus.Desc) {
	for _, m := range readerMetrics() {
		descriptions <- prometheus.NewDesc(m.name, m.help, nil, nil)
	}
	descriptions <- refusedProfile()
}

// Collect sends the metrics as they are now.
func (c *readerCollector) Collect(values chan<- prometheus.Metric) {
	stats := c.reader.Stats()
	for _, m := range readerMetrics() {
		values <- prometheus.MustNewConstMetric(prometheus.NewDesc(m.name, m.help, nil, nil), m.kind, m.value(stats))
	}
	for _, name := range stats.Profiles {
		refused := 0.0
		if slices.Contains(stats.Refused, name) {
			refused = 1
		}
		values <- prometheus.MustNewConstMetric(refusedProfile(), prometheus.GaugeValue, refused, name)
	}
}
