package ikeext

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"net/netip"
	"slices"
	"sync"
	"time"
)

// Target is one host of a sweep and how to reach it.
type Target struct {
	// Host is a name or an address, as for Dial.
	Host string
	// Config is as for Dial. Share one Tickets among the targets, so that the KDC is
	// asked once.
	Config *Config
}

// Result is what came of one target.
type Result struct {
	// Target is the target, as it was given.
	Target Target
	// Snapshot is what was read. Nil when Err is not.
	Snapshot *Snapshot
	// Err is why nothing was read, as from Dial and Statistics. Nil when Snapshot is
	// not.
	Err error
	// Duration is how long the host took in all, retries included and waiting for
	// others left out. Zero when it was not asked.
	Duration time.Duration
	// Attempts is how often the host was asked. Zero when it was not.
	Attempts int
}

// SweepOptions say how to read many hosts. Nil is the zero SweepOptions.
type SweepOptions struct {
	// Parallel is how many hosts are asked at the same time. Zero means 64.
	Parallel int
	// Timeout bounds each host in all. Zero means 30 s.
	Timeout time.Duration
	// Retries is how often a host is asked again that could not be reached. Zero
	// means never. Nothing that happened after a sign-in began is tried again.
	Retries int
	// KeepGoing goes on after a credential was refused once: the host may have been
	// to blame. A second refusal stops it all the same, unless a host has accepted the
	// credential: then none does.
	KeepGoing bool
	// SubnetRate is how many hosts in one subnet, a /24 of IPv4 or a /64 of IPv6, are
	// begun in a second, those that are asked again among them. Names count where they
	// resolve to; with a DialContext, which resolves them elsewhere, only where there
	// is a TargetIP. A host that waits takes up one of Parallel, and none of its
	// Timeout. Zero means no limit.
	SubnetRate int
	// KDCRate is how many requests are sent to one Kerberos KDC in a second. Waiting
	// takes up none of Timeout and of Config.StageTimeout. Zero means no limit.
	KDCRate int
}

// Sweep reads many hosts at once and yields the results as they come, one for each
// target. Hosts that share a credential sign in one at a time until one of them has
// accepted it. When it is refused, by the first host or a later one, it is not tried
// again: the rest of them are not asked, and get ErrAuthenticationFailed. So a sweep
// locks no account.
//
// When ctx ends, what is under way is cancelled and the rest is yielded as not
// asked, with ErrCancelled or ErrTimeout. Leaving the loop cancels too. Nothing
// runs any more when the loop has ended.
func Sweep(ctx context.Context, targets []Target, o *SweepOptions) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		s := newSweep(targets, o)
		results := make(chan Result)
		var workers sync.WaitGroup
		for range min(s.Parallel, len(targets)) {
			workers.Add(1)
			go func() {
				defer workers.Done()
				for t := range s.queue {
					results <- s.read(ctx, t)
				}
			}()
		}
		go func() { workers.Wait(); close(results) }()
		wanted := true
		for r := range results {
			if wanted && !yield(r) {
				wanted = false
				cancel()
			}
		}
	}
}

// sweep is one run of Sweep.
type sweep struct {
	SweepOptions
	queue   chan Target
	gates   map[credentialKey]*gate
	subnets *pace[netip.Prefix]
	kdcs    *pace[string]
}

func newSweep(targets []Target, o *SweepOptions) *sweep {
	s := &sweep{queue: make(chan Target, len(targets)), gates: map[credentialKey]*gate{}}
	if o != nil {
		s.SweepOptions = *o
	}
	if s.Parallel <= 0 {
		s.Parallel = 64
	}
	if s.Timeout <= 0 {
		s.Timeout = 30 * time.Second
	}
	s.subnets, s.kdcs = newPace[netip.Prefix](s.SubnetRate), newPace[string](s.KDCRate)
	for _, t := range targets {
		s.queue <- t
		if key := keyOf(t.Config); s.gates[key] == nil {
			s.gates[key] = newGate(s.KeepGoing)
		}
	}
	close(s.queue)
	return s
}

// credentialKey tells credentials apart.
type credentialKey struct {
	user, domain, password, ntHash, aesKey, ccache, keytab string
	tickets                                                bool
}

func keyOf(cfg *Config) credentialKey {
	if cfg == nil {
		return credentialKey{}
	}
	return credentialKey{
		cfg.User, cfg.Domain, cfg.Password.reveal(), cfg.NTHash.reveal(), cfg.AESKey.reveal(), cfg.CCache, cfg.Keytab,
		cfg.UseTickets,
	}
}

// read asks one host, again where it could not be reached.
func (s *sweep) read(ctx context.Context, t Target) Result {
	r := Result{Target: t}
	if ctx.Err() != nil {
		r.Err = notAsked(ctx, t.Host)
		return r
	}
	ctx, expire := context.WithCancelCause(ctx)
	defer expire(nil)
	v := s.visit(t)
	v.clock = newClock(s.Timeout, func() { expire(&stageTimeout{s.Timeout}) })
	for again := true; again; again = r.Attempts <= s.Retries && nowhereReached(r.Err) && pause(ctx, r.Attempts) {
		r.Attempts++
		r.Snapshot, r.Err = ask(ctx, t, v)
	}
	r.Duration = s.Timeout - v.clock.stop()
	v.settle(r.Err)
	return r
}

// visit is the way of a target through its gate.
func (s *sweep) visit(t Target) *visit {
	v := &visit{gate: s.gates[keyOf(t.Config)], host: t.Host}
	if t.Config != nil && t.Config.Gate != nil {
		v = t.Config.Gate.visit(t.Host)
	}
	v.subnets, v.kdcs = s.subnets, s.kdcs
	return v
}

// ask reads a host once.
func ask(ctx context.Context, t Target, v *visit) (*Snapshot, error) {
	client, err := dial(ctx, t.Host, t.Config, v)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return client.Statistics(ctx)
}

// nowhereReached reports whether a host could not be connected to by any door.
func nowhereReached(err error) bool {
	var e *Error
	return errors.As(err, &e) && unreachable(e) && !slices.ContainsFunc(e.Tried, func(e *Error) bool { return !unreachable(e) })
}

// notAsked is for a host whose turn did not come.
func notAsked(ctx context.Context, host string) *Error {
	e := &Error{Stage: stageConnect, Host: host, Err: fmt.Errorf("not asked: %w", context.Cause(ctx))}
	e.Class, _ = classify(ctx, e.Err)
	return e
}

// pause waits before another attempt, longer each time and never as long as the
// others that wait. It is false when the context ended first.
func pause(ctx context.Context, attempts int) bool {
	longest := min(time.Second<<(attempts-1), 30*time.Second)
	timer := time.NewTimer(longest/2 + rand.N(longest/2))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
