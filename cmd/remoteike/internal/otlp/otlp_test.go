package otlp_test

import (
	"compress/gzip"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	collector "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	wire "go.opentelemetry.io/proto/otlp/metrics/v1"
	"go.uber.org/goleak"
	"google.golang.org/protobuf/proto"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/allow"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/otlp"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

func TestMain(m *testing.M) {
	if err := os.Setenv("KRB5_CONFIG", filepath.Join(os.TempDir(), "remoteike-no-such-file")); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// receiver takes what is pushed, by the message types of OpenTelemetry.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	requests []*collector.ExportMetricsServiceRequest
	headers  []http.Header
	refuse   atomic.Bool
	refused  atomic.Int32
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{}
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if r.refuse.Load() {
			r.refused.Add(1)
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		if q.URL.Path != "/v1/metrics" {
			http.NotFound(w, q)
			return
		}
		body, err := gzip.NewReader(q.Body)
		if !assert.NoError(t, err) {
			return
		}
		text, err := io.ReadAll(body)
		assert.NoError(t, err)
		message := &collector.ExportMetricsServiceRequest{}
		assert.NoError(t, proto.Unmarshal(text, message))
		r.mu.Lock()
		defer r.mu.Unlock()
		r.requests = append(r.requests, message)
		r.headers = append(r.headers, q.Header)
	}))
	t.Cleanup(r.Close)
	return r
}

// series are the points of all requests by metric and attributes.
func (r *receiver) series(t *testing.T) map[string]*wire.NumberDataPoint {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := map[string]*wire.NumberDataPoint{}
	for _, q := range r.requests {
		for _, rm := range q.ResourceMetrics {
			for _, sm := range rm.ScopeMetrics {
				for _, m := range sm.Metrics {
					points := m.GetGauge().GetDataPoints()
					if sum := m.GetSum(); sum != nil {
						points = sum.DataPoints
						assert.True(t, sum.IsMonotonic, m.Name)
						assert.Equal(t, wire.AggregationTemporality_AGGREGATION_TEMPORALITY_CUMULATIVE, sum.AggregationTemporality)
					}
					assert.Equal(t, strings.HasSuffix(m.Name, "_total"), m.GetSum() != nil, m.Name)
					assert.NotEmpty(t, m.Description)
					for _, p := range points {
						key := m.Name
						for _, a := range p.Attributes {
							key += "," + a.Key + "=" + a.Value.GetStringValue()
						}
						if found[key] != nil {
							assert.Fail(t, "twice", key)
						}
						found[key] = p
					}
				}
			}
		}
	}
	return found
}

func served() (values [ikeexttest.StatisticsCount]uint32) {
	for i := range values {
		values[i] = 4_000_000_000 + uint32(i)
	}
	return values
}

func newPusher(t *testing.T, to *receiver, edit func(*otlp.Config)) *otlp.Pusher {
	t.Helper()
	host, err := ikeexttest.Start(ikeexttest.Config{Statistics: served})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, host.Close()) })
	rules, err := allow.Parse([]string{"127.0.0.1"})
	require.NoError(t, err)
	reads := reader.New(reader.Config{
		Allow: rules,
		Profiles: map[string]reader.Profile{"default": func(context.Context) (*ikeext.Config, error) {
			return &ikeext.Config{
				User: ikeexttest.DefaultUser, Password: ikeext.NewSecret(ikeexttest.DefaultPassword), Auth: ikeext.AuthNTLM,
			}, nil
		}},
		Modules: map[string]reader.Module{"default": {Reach: ikeext.Config{EPMPort: host.EPMPort(), Doors: []ikeext.Door{ikeext.DoorRPC}}}},
		Hosts:   map[string]reader.Host{"vpn01": {TargetIP: "127.0.0.1"}},
	})
	t.Cleanup(reads.Close)
	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: to.Certificate().Raw})))
	cfg := otlp.Config{
		Endpoint: to.URL, RootCAs: roots, Version: "v9", Reader: reads, Logger: slog.New(slog.DiscardHandler),
		Hosts: func() []otlp.Host {
			return []otlp.Host{
				{Request: reader.Request{Target: "127.0.0.1"}},
				{Request: reader.Request{Target: "vpn01"}, Labels: map[string]string{"site": "graz", "module": "mine"}},
				{Request: reader.Request{Target: "127.0.0.9"}}, // not admitted
			}
		},
	}
	if edit != nil {
		edit(&cfg)
	}
	p, err := otlp.New(t.Context(), cfg)
	require.NoError(t, err)
	return p
}

func TestPush(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20token")
	to := newReceiver(t)
	p := newPusher(t, to, nil)
	require.NoError(t, p.Push(t.Context()))
	series := to.series(t)
	for key, want := range map[string]float64{
		"ikeext_up,host=127.0.0.1":                                                      1,
		"ikeext_up,host=vpn01,module=mine,site=graz":                                    1,
		"ikeext_main_modes_total,family=ipv4,host=127.0.0.1,module=ike,result=success":  4_000_000_002,
		"ikeext_main_modes_active,family=ipv6,host=vpn01,module=ikev2,site=graz":        4_000_000_290,
		"ikeext_last_negotiation_seconds,host=vpn01,mode=main,module=ike,site=graz":     4_000_000.133,
		"ikeext_queued_work_items,host=127.0.0.1":                                       4_000_000_414,
		"ikeext_socket_failures_total,direction=send,family=ipv4,host=127.0.0.1":        4_000_000_409,
		"ikeext_impersonation_total,family=ipv6,host=127.0.0.1,mode=main,module=authip": 4_000_000_171,
		"ikeext_pending_negotiations,family=ipv4,host=127.0.0.1,mode=main,module=ike":   -1, // only WMI has it
		"ikeext_up,host=127.0.0.9":                                                      -1,
	} {
		if want < 0 {
			assert.NotContains(t, series, key)
			continue
		}
		require.Contains(t, series, key)
		assert.Equal(t, want, series[key].GetAsDouble(), key)
		assert.Zero(t, series[key].StartTimeUnixNano, "where it began is not known")
		assert.InDelta(t, time.Now().Unix(), int64(series[key].TimeUnixNano/1e9), 60)
	}
	errors := 0
	for key := range series {
		if strings.HasPrefix(key, "ikeext_negotiation_errors_total,") && strings.Contains(key, "host=127.0.0.1") {
			errors++
		}
	}
	assert.Equal(t, 291, errors)
	assert.Equal(t, "Bearer token", to.headers[0].Get("Authorization"))
	assert.Equal(t, `service.name`, to.requests[0].ResourceMetrics[0].Resource.Attributes[0].Key)
}

// TestManyHosts go in several requests, each host once.
func TestManyHosts(t *testing.T) {
	to := newReceiver(t)
	p := newPusher(t, to, func(c *otlp.Config) {
		c.Hosts = func() (list []otlp.Host) {
			for i := range 120 {
				list = append(list, otlp.Host{Request: reader.Request{Target: "127.0.0.1"}, Labels: map[string]string{"n": fmt.Sprint(i)}})
			}
			return list
		}
	})
	require.NoError(t, p.Push(t.Context()))
	assert.Len(t, to.requests, 2)
	up := 0
	for key := range to.series(t) {
		if strings.HasPrefix(key, "ikeext_up,") {
			up++
		}
	}
	assert.Equal(t, 120, up)
}

// TestRun goes on after a receiver that refuses, and tells of both once.
func TestRun(t *testing.T) {
	var log lines
	to := newReceiver(t)
	to.refuse.Store(true)
	p := newPusher(t, to, func(c *otlp.Config) {
		c.Interval, c.Logger = time.Second, slog.New(slog.NewTextHandler(&log, nil))
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { p.Run(ctx); close(ended) }()
	require.Eventually(t, func() bool { return to.refused.Load() >= 3 }, time.Minute, 10*time.Millisecond)
	to.refuse.Store(false)
	require.Eventually(t, func() bool { return log.count("works again") == 1 }, time.Minute, 10*time.Millisecond)
	assert.Equal(t, 1, log.count("pushing metrics fails"))
	cancel()
	<-ended
}

// lines is a log that may be read while it is written.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) count(what string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), what)
}

func TestCertificateIsChecked(t *testing.T) {
	to := newReceiver(t)
	p := newPusher(t, to, func(c *otlp.Config) { c.RootCAs, c.Interval = nil, 2*time.Second })
	require.Error(t, p.Push(t.Context()))
	assert.Empty(t, to.requests)
}
