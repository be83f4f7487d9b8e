package reader

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
)

// Reader reads hosts. It is safe for concurrent use.
type Reader struct {
	mu    sync.Mutex
	state *state
	// life ends with Close; running is what has to end then: the readings, the janitor,
	// and the sessions that are being closed.
	life    context.Context
	end     context.CancelFunc
	running sync.WaitGroup
	counts  counts
}

// counts are what Stats tells, over all configurations.
type counts struct{ dials, reuses, repairs atomic.Uint64 }

// Request names a host and how to read it.
type Request struct {
	// Target is a name or an address.
	Target string
	// Profile and Module are names. Empty means the module's profile and DefaultName.
	Profile, Module string
}

// Stats tells what a Reader does now, and has done.
type Stats struct {
	// Reading is how many hosts are being read, Waiting how many wait for that.
	Reading, Waiting int
	// Sessions is how many sessions are kept and not used now.
	Sessions int
	// Dials is how many sessions were begun, Reuses how many readings took one that
	// was kept, and Repairs how many of these found it broken and began another.
	Dials, Reuses, Repairs uint64
	// Profiles are the names of all profiles, Refused of those whose credential is not
	// tried for now.
	Profiles, Refused []string
}

// New returns a Reader, which runs until Close.
func New(cfg Config) *Reader {
	r := &Reader{}
	r.life, r.end = context.WithCancel(context.Background())
	r.state = newState(r, cfg.withDefaults(), nil)
	r.begin(r.tidy)
	return r
}

// begin runs f beside everything else. It is false when the Reader is being closed.
func (r *Reader) begin(f func()) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.life.Err() != nil {
		return false
	}
	r.running.Go(f)
	return true
}

// Reload has the Reader go on with another configuration. What was signed in to by
// the old one is closed; readings under way end by it. A credential that was refused
// stays so, unless it has changed.
func (r *Reader) Reload(cfg Config) {
	fresh := cfg.withDefaults()
	r.mu.Lock()
	old := r.state
	r.state = newState(r, fresh, old)
	r.mu.Unlock()
	old.retire()
}

// Close ends everything and waits for it. Readings after it fail with ErrBusy.
func (r *Reader) Close() {
	r.mu.Lock()
	state := r.state
	r.end()
	r.mu.Unlock()
	state.retire()
	r.running.Wait()
}

// Read reads a host, together with others that ask for the same at the same time. A
// host that gave nothing is a Reading like another. Errors, after which nothing is
// known about the host, are *RequestError, *DeniedError, *CredentialError and
// ErrBusy. When ctx ends, Read returns soon.
func (r *Reader) Read(ctx context.Context, q Request) (metrics.Reading, error) {
	r.mu.Lock()
	s := r.state
	r.mu.Unlock()
	return s.read(ctx, q)
}

// Options are the options of metrics that the module of a request has.
func (r *Reader) Options(q Request) metrics.Options {
	r.mu.Lock()
	defer r.mu.Unlock()
	return metrics.Options{AllErrors: r.state.cfg.Modules[orDefault(q.Module)].AllErrors}
}

// Stats tells what the Reader does.
func (r *Reader) Stats() Stats {
	r.mu.Lock()
	s := r.state
	r.mu.Unlock()
	return s.stats()
}

// tidy closes sessions that were not used for too long.
func (r *Reader) tidy() {
	ticker := time.NewTicker(5 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-r.life.Done():
			return
		case now := <-ticker.C:
			r.mu.Lock()
			s := r.state
			r.mu.Unlock()
			s.expire(now)
		}
	}
}

func orDefault(name string) string {
	if name == "" {
		return DefaultName
	}
	return name
}
