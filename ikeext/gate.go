package ikeext

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"
)

// gate stands before the sign-ins of hosts that share a credential. Until one host
// has accepted it they go through one at a time, so that a credential that is wrong
// is tried once and not once a host.
type gate struct {
	// keepGoing overrules one refusal, and each that follows an acceptance.
	keepGoing bool

	mu      sync.Mutex
	doubted bool // by a refusal that was overruled
	refused *Error
	open    bool
	// held says that somebody is trying the credential alone; changed is closed when
	// that has ended, and made anew.
	held    bool
	changed chan struct{}
	// memory is nil where the hosts are those of one sweep.
	memory *gateMemory
}

func newGate(keepGoing bool) *gate {
	return &gate{keepGoing: keepGoing, changed: make(chan struct{})}
}

// pass waits until the credential may be tried at a host. Holds tells that nobody
// else goes through before settle; a *refusedElsewhere or a *refusedBefore that it
// may not be tried.
func (g *gate) pass(ctx context.Context, host string) (holds bool, err error) {
	for {
		holds, passed, changed, err := g.try(host)
		if passed || err != nil {
			return holds, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// try is pass without waiting.
func (g *gate) try(host string) (holds, passed bool, changed <-chan struct{}, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.memory != nil {
		if err := g.recall(host); err != nil {
			return false, false, nil, err
		}
	}
	switch {
	case g.refused != nil:
		return false, false, nil, &refusedElsewhere{g.refused.Host, g.refused.Err}
	case g.open:
		return false, true, nil, nil
	case !g.held:
		g.held = true
		return true, true, nil, nil
	}
	return false, false, g.changed, nil
}

// settle tells what came of a host: that it accepted the credential, refused it, or
// nothing to go by. Who holds the gate lets go of it.
func (g *gate) settle(host string, holds, accepted bool, refused *Error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = g.held && !holds
	switch {
	case g.refused != nil:
	case g.memory != nil:
		g.remember(host, accepted, refused)
	case accepted:
		g.open = true
	case refused == nil, g.open && (g.keepGoing || !counts(refused)):
	case g.keepGoing && !g.doubted:
		g.doubted = true
	default:
		g.refused = refused
	}
	close(g.changed)
	g.changed = make(chan struct{})
}

// counts reports whether a refusal counts towards a lockout even though another host
// has accepted the credential: that host may know an account of its own by the same
// name, or the password was changed since. A ticket was accepted by the KDC, and a
// host that does not take it has no say in that.
func counts(refused *Error) bool {
	return refused.Class == ErrAuthenticationFailed && (refused.Auth.Mechanism != "kerberos" || refused.Stage == stageKerberos)
}

// refusedElsewhere is why a host was not asked: another had refused the
// credential.
type refusedElsewhere struct {
	host string
	why  error
}

func (e *refusedElsewhere) Error() string {
	return "not asked, because " + e.host + " refused the credential: " + e.why.Error()
}

// visit is one host: its way through the gate, its time, and the paces that it
// keeps to.
type visit struct {
	gate *gate
	host string
	// clock is nil where the time at the gate counts.
	clock                  *clock
	passed, holds, settled bool
	// subnets and kdcs are nil where nothing keeps a pace.
	subnets *pace[netip.Prefix]
	kdcs    *pace[string]
}

// admit waits at the gate before the first sign-in at this host. In a sweep the time
// that takes is not the host's. A nil visit has no gate.
func (v *visit) admit(ctx context.Context) (err error) {
	if v == nil || v.passed {
		return nil
	}
	err = v.await(func() (err error) {
		v.holds, err = v.gate.pass(ctx, v.host)
		return err
	})
	v.passed = err == nil
	return err
}

// await waits for others. In a sweep the time that takes is not the host's.
func (v *visit) await(wait func() error) error {
	if v.clock != nil {
		v.clock.stop()
		defer v.clock.start()
	}
	return wait()
}

// settle tells the gate how the host answered. Only the first answer counts.
func (v *visit) settle(err error) {
	if v == nil || v.settled {
		return
	}
	v.settled = true
	var (
		e         *Error
		elsewhere *refusedElsewhere
		before    *refusedBefore
	)
	if err == nil {
		v.gate.settle(v.host, v.holds, true, nil)
		return
	}
	if !errors.As(err, &e) || errors.As(err, &elsewhere) || errors.As(err, &before) {
		v.gate.settle(v.host, v.holds, false, nil)
		return
	}
	var refused *Error
	if e.Class == ErrAuthenticationFailed || e.Class == ErrSignInUnproven {
		refused = e
	}
	v.gate.settle(v.host, v.holds, accepts(e), refused)
}

// accepts reports whether a host that gave no counters took the credential.
func accepts(e *Error) bool {
	for _, said := range append([]*Error{e}, e.Tried...) {
		if said.Class == ErrAccessDenied && said.Auth.Mechanism != "none" {
			return true
		}
	}
	return e.Class == ErrServiceStopped
}

// clock is the time that a host or a stage has, which can be stopped: it runs when
// it was started as often as it was stopped. Its methods may be called from
// anywhere.
type clock struct {
	expire func()

	mu    sync.Mutex
	stops int
	left  time.Duration
	since time.Time
	timer *time.Timer
}

// newClock returns a clock that runs.
func newClock(limit time.Duration, expire func()) *clock {
	c := &clock{left: limit, expire: expire, stops: 1}
	c.start()
	return c
}

func (c *clock) start() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stops--; c.stops == 0 {
		c.since = time.Now()
		c.timer = time.AfterFunc(c.left, c.expire)
	}
}

// stop returns the time that is left.
func (c *clock) stop() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stops++; c.stops == 1 {
		c.timer.Stop()
		c.left -= time.Since(c.since)
	}
	return c.left
}
