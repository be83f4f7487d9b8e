package reader

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/ikeext"
)

// key tells what is read from everything else that is.
type key struct{ target, profile, module string }

// state is a Reader with one configuration.
type state struct {
	*Reader
	cfg         *Config
	slots       *slots
	credentials map[string]*credential
	endpoints   *ikeext.Endpoints

	mu       sync.Mutex
	flights  map[key]*flight
	kept     *sessions
	outcomes outcomes
	retired  bool
}

func newState(r *Reader, cfg *Config, before *state) *state {
	s := &state{
		Reader: r, cfg: cfg, slots: newSlots(cfg.Parallel, cfg.Queue), credentials: map[string]*credential{},
		endpoints: new(ikeext.Endpoints), flights: map[key]*flight{}, kept: newSessions(cfg.Limits), outcomes: newOutcomes(),
	}
	for name, load := range cfg.Profiles {
		var old *credential
		if before != nil {
			old = before.credentials[name]
		}
		s.credentials[name] = newCredential(name, load, cfg, old)
	}
	return s
}

// flight is a reading under way, which several may wait for.
type flight struct {
	key     key
	done    chan struct{}
	reading metrics.Reading
	err     error
	waiters int
	cancel  context.CancelFunc
}

func (s *state) read(ctx context.Context, q Request) (metrics.Reading, error) {
	k, err := s.check(q)
	if err != nil {
		return metrics.Reading{}, err
	}
	start := time.Now()
	f, err := s.join(ctx, k, q.Target)
	if err != nil {
		return metrics.Reading{}, err
	}
	defer s.leave(f)
	select {
	case <-f.done:
		return f.reading, f.err
	case <-ctx.Done():
	}
	// The reading has the time of who began it, and mostly tells best why it ended.
	grace := time.NewTimer(200 * time.Millisecond)
	defer grace.Stop()
	select {
	case <-f.done:
		return f.reading, f.err
	case <-grace.C:
	}
	return metrics.Reading{
		Duration: time.Since(start),
		Err:      &ikeext.Error{Stage: "call", Class: ikeext.ErrTimeout, Host: q.Target, Err: context.Cause(ctx)},
	}, nil
}

// check looks at a request before anything else does.
func (s *state) check(q Request) (key, error) {
	module, ok := s.cfg.Modules[orDefault(q.Module)]
	if !ok {
		return key{}, &RequestError{"module", "the configuration has none of that name"}
	}
	if q.Profile == "" {
		q.Profile = cmp.Or(s.cfg.Hosts[normal(q.Target)].Profile, module.Profile)
	}
	if s.cfg.Profiles[q.Profile] == nil {
		return key{}, &RequestError{"auth", "the configuration has no auth profile of that name"}
	}
	if !isHost(q.Target) {
		return key{}, &RequestError{"target", "must be a name or an address, without a port"}
	}
	if !s.cfg.Allow.MayAdmit(normal(q.Target)) {
		return key{}, &DeniedError{q.Target}
	}
	return key{normal(q.Target), q.Profile, orDefault(q.Module)}, nil
}

// join waits for a reading that is under way, or begins one.
func (s *state) join(ctx context.Context, k key, target string) (*flight, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.flights[k]
	if f == nil {
		f = &flight{key: k, done: make(chan struct{})}
		var own context.Context
		own, f.cancel = s.bound(ctx, s.cfg.Modules[k.module].Timeout)
		if !s.begin(func() { s.land(own, f, target) }) {
			f.cancel()
			return nil, ErrBusy
		}
		s.flights[k] = f
	}
	f.waiters++
	return f, nil
}

// bound is the context of a reading. It ends in time for who began it, after the
// timeout of the module, and with the Reader, but not when whoever began it leaves:
// others may wait.
func (s *state) bound(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	if deadline, ok := ctx.Deadline(); ok {
		timeout = min(timeout, time.Until(deadline))
	}
	own, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), timeout, &overdue{timeout.Round(time.Millisecond)})
	stop := context.AfterFunc(s.life, cancel)
	return own, func() { stop(); cancel() }
}

// overdue is why a host was given up.
type overdue struct{ after time.Duration }

func (e *overdue) Error() string { return "not finished within " + e.after.String() }

// Is makes it a context.DeadlineExceeded.
func (e *overdue) Is(target error) bool { return target == context.DeadlineExceeded }

// land has a reading come to its end.
func (s *state) land(ctx context.Context, f *flight, target string) {
	f.reading, f.err = s.fly(ctx, f.key, target)
	s.mu.Lock()
	s.forget(f)
	s.mu.Unlock()
	f.cancel()
	close(f.done)
}

// leave ends a reading that nobody waits for any more.
func (s *state) leave(f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.waiters--; f.waiters == 0 {
		s.forget(f) // nobody is to join it any more
		f.cancel()
	}
}

func (s *state) forget(f *flight) {
	if s.flights[f.key] == f {
		delete(s.flights, f.key)
	}
}

// fly reads a host when its turn has come.
func (s *state) fly(ctx context.Context, k key, target string) (metrics.Reading, error) {
	if err := s.slots.acquire(ctx); err != nil {
		return metrics.Reading{}, err
	}
	defer s.slots.release()
	start := time.Now()
	w := &stopwatch{}
	snapshot, err := s.ask(withStopwatch(ctx, w), k, target)
	var denied *DeniedError
	var credential *CredentialError
	if errors.As(err, &denied) || errors.As(err, &credential) || errors.Is(err, ErrBusy) {
		return metrics.Reading{}, err
	}
	s.outcomes.note(s.cfg.Logger, k, err)
	return metrics.Reading{Snapshot: snapshot, Err: err, Duration: time.Since(start), Stages: w.read()}, nil
}

// stats tells what there is.
func (s *state) stats() Stats {
	s.mu.Lock()
	st := Stats{
		Reading: s.slots.busy(), Waiting: int(s.slots.waiting.Load()), Sessions: s.kept.order.Len(),
		Dials: s.counts.dials.Load(), Reuses: s.counts.reuses.Load(), Repairs: s.counts.repairs.Load(),
	}
	s.mu.Unlock()
	st.Profiles = slices.Sorted(maps.Keys(s.credentials))
	for _, name := range st.Profiles {
		if s.credentials[name].isRefused() {
			st.Refused = append(st.Refused, name)
		}
	}
	return st
}
