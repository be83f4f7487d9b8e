// Package exporter serves what a reader reads to Prometheus, and to people: an
// exporter of the multi-target pattern, which reads the host that a request names.
package exporter

import (
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
)

// Setup is what a configuration says.
type Setup struct {
	// Reader says what is read, and how.
	Reader reader.Config
	// Targets are the hosts that http_sd tells Prometheus of.
	Targets []Target
}

// Target is a host that is known beforehand.
type Target struct {
	// Host is a name or an address.
	Host string
	// Profile is the auth profile. Empty means the module's.
	Profile string
	// Labels are the user's own, by label name.
	Labels map[string]string
}

// Options say how to serve.
type Options struct {
	// Load reads the configuration, at first and for each reload.
	Load func() (*Setup, error)
	// Lifecycle allows POST /-/reload.
	Lifecycle bool
	// Offset is how much of Prometheus's scrape timeout is left for the way back.
	Offset time.Duration
	// AllowedHosts are the names by which it may be asked at a loopback address,
	// without TLS, beside localhost.
	AllowedHosts []string
	// Build are the labels of remoteike_build_info.
	Build map[string]string
	// Logger receives what happens. It must not be nil.
	Logger *slog.Logger
}

// Exporter serves over HTTP. It is safe for concurrent use.
type Exporter struct {
	Options
	reader   *reader.Reader
	own      *ownMetrics
	registry *prometheus.Registry
	reload   sync.Mutex // one at a time
	setup    atomic.Pointer[Setup]
	leaving  atomic.Bool
}

// New loads the configuration and returns the Exporter, which runs until Close.
func New(o Options) (*Exporter, error) {
	setup, err := o.Load()
	if err != nil {
		return nil, err
	}
	e := &Exporter{Options: o, reader: reader.New(setup.Reader)}
	e.setup.Store(setup)
	e.registry = prometheus.NewRegistry()
	e.own = newOwnMetrics(e.registry, e.reader, o.Build)
	e.own.reloaded(true, time.Now())
	return e, nil
}

// Reload loads the configuration anew. One that cannot be used leaves everything as
// it is.
func (e *Exporter) Reload() error {
	e.reload.Lock()
	defer e.reload.Unlock()
	setup, err := e.Load()
	e.own.reloaded(err == nil, time.Now())
	if err != nil {
		return err
	}
	e.reader.Reload(setup.Reader)
	e.setup.Store(setup)
	e.Logger.Info("configuration loaded")
	return nil
}

// Reader is the reader of the Exporter, for others that need hosts read.
func (e *Exporter) Reader() *reader.Reader { return e.reader }

// Targets are the hosts that are known beforehand.
func (e *Exporter) Targets() []Target { return e.setup.Load().Targets }

// Leave has /-/ready say that no more requests should come.
func (e *Exporter) Leave() { e.leaving.Store(true) }

// Close ends everything and waits for it.
func (e *Exporter) Close() { e.reader.Close() }

// Handler serves everything.
func (e *Exporter) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", e.home)
	mux.HandleFunc("GET /read", e.readPage)
	mux.HandleFunc("GET /style.css", style)
	mux.HandleFunc("GET /probe", e.probe)
	mux.HandleFunc("GET /http_sd", e.discover)
	mux.Handle("GET /metrics", e.own.handler(e.registry))
	mux.HandleFunc("GET /-/healthy", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "healthy") })
	mux.HandleFunc("GET /-/ready", e.ready)
	mux.HandleFunc("POST /-/reload", e.reloadNow)
	return http.NewCrossOriginProtection().Handler(named(e.AllowedHosts, headers(mux)))
}

func (e *Exporter) ready(w http.ResponseWriter, _ *http.Request) {
	if e.leaving.Load() {
		http.Error(w, "leaving", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

func (e *Exporter) reloadNow(w http.ResponseWriter, _ *http.Request) {
	if !e.Lifecycle {
		http.Error(w, "not allowed: start with --web.enable-lifecycle, or send SIGHUP", http.StatusForbidden)
		return
	}
	if err := e.Reload(); err != nil {
		e.Logger.Error("configuration not loaded, the one before stays", "error", err)
		http.Error(w, "the configuration before stays: "+err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, "loaded")
}

// headers keep what is served from being used by other people's pages: a page must
// not have this exporter read hosts, show what it says in a frame, or guess types.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy",
			"default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		if site := r.Header.Get("Sec-Fetch-Site"); (site == "cross-site" || site == "same-site") && r.URL.Path != "/" {
			http.Error(w, "asked for by another site", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
