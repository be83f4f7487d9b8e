package ikeext

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"
)

// gate stands before the sign-ins of the hosts of a sweep that share a credential.
// Until one host has accepted it they go through one at a time, so that a
// credential that is wrong is tried once and not once a host.
type gate struct {
	// turn holds one token while nothing is known of the credential.
	turn chan struct{}
	// decided is closed when it is: accepted, or refused often enough.
	decided chan struct{}
	// allowed is how many refusals are left.
	mu      sync.Mutex
	allowed int
	refused *Error
	open    bool
}

func newGate(allowed int) *gate {
	g := &gate{turn: make(chan struct{}, 1), decided: make(chan struct{}), allowed: allowed}
	g.turn <- struct{}{}
	return g
}

// pass waits until the credential may be tried. Holds tells that nobody else goes
// through before settle; a *refusedElsewhere that it may not be tried any more.
func (g *gate) pass(ctx context.Context) (holds bool, err error) {
	select {
	case <-g.decided:
	case <-g.turn:
		return true, nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.refused != nil {
		return false, &refusedElsewhere{g.refused.Host, g.refused.Err}
	}
	return false, nil
}

// settle tells what came of a host: that it accepted the credential, refused it, or
// nothing to go by. Who holds the turn gives it back.
func (g *gate) settle(holds, accepted bool, refused *Error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.open || g.refused != nil:
		return
	case accepted:
		g.open = true
	case refused != nil && g.allowed <= 1:
		g.refused = refused
	case refused != nil:
		g.allowed--
	}
	if g.open || g.refused != nil {
		close(g.decided)
	} else if holds {
		g.turn <- struct{}{}
	}
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

// visit is one host of a sweep: its way through the gate, its time, and the paces
// that it keeps to.
type visit struct {
	gate          *gate
	clock         *clock
	passed, holds bool
	subnets       *pace[netip.Prefix]
	kdcs          *pace[string]
}

// admit waits at the gate before the first sign-in at this host. The time that
// takes is not the host's. A nil visit is no sweep.
func (v *visit) admit(ctx context.Context) (err error) {
	if v == nil || v.passed {
		return nil
	}
	err = v.await(func() (err error) {
		v.holds, err = v.gate.pass(ctx)
		return err
	})
	v.passed = err == nil
	return err
}

// await waits for others. The time that takes is not the host's.
func (v *visit) await(wait func() error) error {
	v.clock.stop()
	defer v.clock.start()
	return wait()
}

// settle tells the gate how the host answered.
func (v *visit) settle(err error) {
	var (
		e         *Error
		elsewhere *refusedElsewhere
	)
	if err == nil {
		v.gate.settle(v.holds, true, nil)
		return
	}
	if !errors.As(err, &e) || errors.As(err, &elsewhere) {
		v.gate.settle(v.holds, false, nil)
		return
	}
	var refused *Error
	if e.Class == ErrAuthenticationFailed || e.Class == ErrSignInUnproven {
		refused = e
	}
	v.gate.settle(v.holds, accepts(e), refused)
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
