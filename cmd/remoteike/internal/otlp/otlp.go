// Package otlp pushes the metrics of hosts by OTLP over HTTP, for those who have a
// collector in place of a Prometheus that scrapes.
package otlp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/resource"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
)

// DefaultInterval is the time between two pushes unless it is told.
const DefaultInterval = time.Minute

const (
	// batch is how many hosts go into one request.
	batch = 100
	// workers is how many hosts are read at the same time, of what the reader allows.
	workers = 64
)

// Host is a host to read and push.
type Host struct {
	reader.Request
	// Labels are the user's own, by name. They become attributes.
	Labels map[string]string
}

// Config says what to push, and where to.
type Config struct {
	// Endpoint is the URL of the receiver. Without a path it is /v1/metrics.
	Endpoint string
	// Interval is the time between two pushes. Zero means DefaultInterval.
	Interval time.Duration
	// RootCAs are the authorities whose certificates count. Nil means those of the
	// system.
	RootCAs *x509.CertPool
	// Version is the version of this program.
	Version string
	// Hosts lists the hosts, anew for each push.
	Hosts func() []Host
	// Reader reads them.
	Reader *reader.Reader
	// Logger receives what goes wrong. It must not be nil.
	Logger *slog.Logger
}

// Pusher pushes until its context ends.
type Pusher struct {
	Config
	exporter *otlpmetrichttp.Exporter
	resource *resource.Resource
	failing  bool
}

// New returns a Pusher. Headers, such as those with a token, come from
// OTEL_EXPORTER_OTLP_HEADERS.
func New(ctx context.Context, cfg Config) (*Pusher, error) {
	if cfg.Interval == 0 {
		cfg.Interval = DefaultInterval
	}
	u, err := url.Parse(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = "/v1/metrics"
	}
	options := []otlpmetrichttp.Option{
		otlpmetrichttp.WithEndpointURL(u.String()),
		otlpmetrichttp.WithCompression(otlpmetrichttp.GzipCompression),
		otlpmetrichttp.WithTimeout(min(cfg.Interval, 10*time.Second)),
		otlpmetrichttp.WithRetry(otlpmetrichttp.RetryConfig{
			Enabled: true, InitialInterval: time.Second, MaxInterval: 5 * time.Second, MaxElapsedTime: cfg.Interval / 2,
		}),
	}
	if u.Scheme == "https" {
		options = append(options, otlpmetrichttp.WithTLSClientConfig(&tls.Config{RootCAs: cfg.RootCAs, MinVersion: tls.VersionTLS12}))
	}
	exporter, err := otlpmetrichttp.New(ctx, options...)
	if err != nil {
		return nil, err
	}
	return &Pusher{Config: cfg, exporter: exporter, resource: resource.NewSchemaless(
		attribute.String("service.name", "remoteike"), attribute.String("service.version", cfg.Version),
	)}, nil
}

// Run pushes until ctx ends, and once at the beginning.
func (p *Pusher) Run(ctx context.Context) {
	ticker := time.NewTicker(p.Interval)
	defer ticker.Stop()
	for {
		p.note(p.Push(ctx))
		select {
		case <-ctx.Done():
			late, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			defer cancel()
			_ = p.exporter.Shutdown(late)
			return
		case <-ticker.C:
		}
	}
}

// note logs that pushing fails, or goes on.
func (p *Pusher) note(err error) {
	if failing := err != nil; failing != p.failing {
		p.failing = failing
		if failing {
			p.Logger.Warn("pushing metrics fails", "endpoint", p.Endpoint, "error", err)
		} else {
			p.Logger.Info("pushing metrics works again", "endpoint", p.Endpoint)
		}
	}
}

// Push reads all hosts and pushes what they gave.
func (p *Pusher) Push(ctx context.Context) error {
	hosts := p.Hosts()
	for len(hosts) > 0 {
		n := min(batch, len(hosts))
		set := p.read(ctx, hosts[:n])
		if err := ctx.Err(); err != nil {
			return nil // there is no more to say
		}
		if err := p.exporter.Export(ctx, set); err != nil {
			return fmt.Errorf("OTLP: %w", err)
		}
		hosts = hosts[n:]
	}
	return nil
}

// read reads hosts at the same time.
func (p *Pusher) read(ctx context.Context, hosts []Host) *metricdata.ResourceMetrics {
	var (
		mu  sync.Mutex
		wg  sync.WaitGroup
		set = newSet()
	)
	turns := make(chan struct{}, workers)
	for _, h := range hosts {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			reading, err := p.Reader.Read(ctx, h.Request)
			if err != nil {
				p.Logger.Debug("a host is not pushed", "host", h.Target, "error", err)
				return
			}
			families := reading.Families(p.Reader.Options(h.Request))
			mu.Lock()
			defer mu.Unlock()
			set.add(families, attributes(h), when(reading))
		})
	}
	wg.Wait()
	return set.of(p.resource)
}

// when is the time of a reading.
func when(r metrics.Reading) time.Time {
	if r.Snapshot != nil {
		return r.Snapshot.CollectedAt
	}
	return time.Now()
}

// attributes tell a host from the others.
func attributes(h Host) []attribute.KeyValue {
	list := []attribute.KeyValue{attribute.String("host", h.Target)}
	for name, value := range h.Labels {
		list = append(list, attribute.String(name, value))
	}
	return list
}
