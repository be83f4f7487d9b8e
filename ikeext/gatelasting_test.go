package ikeext

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// clockwork is a gate whose time a test sets.
type clockwork struct {
	*testing.T
	gate Gate
	now  time.Time
}

func newClockwork(t *testing.T, pause time.Duration) *clockwork {
	c := &clockwork{T: t, now: time.Unix(1e9, 0)}
	c.gate.Pause = pause
	c.gate.visit("")
	c.gate.gate.memory.now = func() time.Time { return c.now }
	return c
}

// enter goes through the gate without waiting.
func (c *clockwork) enter(host string) *visit {
	c.Helper()
	v := c.gate.visit(host)
	require.NoError(c, v.admit(c.ended()))
	return v
}

// ended is a context for which nothing waits.
func (c *clockwork) ended() context.Context {
	ctx, cancel := context.WithCancel(c.Context())
	cancel()
	return ctx
}

func (c *clockwork) waits(host string) {
	c.Helper()
	assert.ErrorIs(c, c.gate.visit(host).admit(c.ended()), context.Canceled)
}

func (c *clockwork) turnedAway(host, why string) {
	c.Helper()
	err := c.gate.visit(host).admit(c.ended())
	require.ErrorContains(c, err, why)
	class, _ := classify(c.Context(), err)
	assert.Equal(c, ErrAuthenticationFailed, class)
}

// no is a host that refuses the credential.
func no(host string) error {
	return &Error{Stage: stageBind, Class: ErrAuthenticationFailed, Host: host, Err: errors.New("wrong password")}
}

func TestGateLetsOneGoFirst(t *testing.T) {
	c := newClockwork(t, time.Hour)
	first := c.enter("a")
	c.waits("b")
	first.settle(nil)
	b, d := c.enter("b"), c.enter("c") // both at once
	b.settle(nil)
	d.settle(nil)
}

// TestGateIsPassedOn by who had nothing to say about the credential.
func TestGateIsPassedOn(t *testing.T) {
	c := newClockwork(t, time.Hour)
	first := c.enter("a")
	waiting := make(chan error)
	b := c.gate.visit("b")
	go func() { waiting <- b.admit(t.Context()) }()
	first.settle(&Error{Class: ErrTimeout, Host: "a", Err: errors.New("silence")})
	require.NoError(t, <-waiting)
	c.waits("c")
	b.settle(ErrClosed)
	c.enter("c")
}

func TestGateClosesAtTheFirstRefusal(t *testing.T) {
	c := newClockwork(t, time.Hour)
	require.NoError(t, c.gate.Refused())
	c.enter("a").settle(no("a"))
	require.EqualError(t, c.gate.Refused(), no("a").Error())
	c.turnedAway("a", "not asked again, because the host refused the credential 0s ago: wrong password")
	c.turnedAway("b", "not asked, because a refused the credential: wrong password")
	c.now = c.now.Add(time.Hour - 1)
	c.turnedAway("b", "a refused")
	c.now = c.now.Add(1)
	require.NoError(t, c.gate.Refused())
	c.enter("b")
	c.waits("c")
}

func TestGateWithoutPauseClosesForGood(t *testing.T) {
	c := newClockwork(t, 0)
	c.enter("a").settle(no("a"))
	c.now = c.now.Add(1e6 * time.Hour)
	c.turnedAway("a", "not asked again")
	c.turnedAway("b", "a refused")
}

// TestGateDoubtsAHost that refuses what others accept, and not the credential.
func TestGateDoubtsAHost(t *testing.T) {
	c := newClockwork(t, time.Hour)
	c.enter("a").settle(nil)
	c.enter("odd").settle(no("odd"))
	c.turnedAway("odd", "not asked again")
	b := c.enter("b")
	c.waits("c") // it may be the credential after all
	b.settle(nil)
	c.enter("c").settle(nil)
	c.turnedAway("odd", "not asked again")

	c.now = c.now.Add(time.Hour)
	c.enter("odd").settle(no("odd"))
	c.now = c.now.Add(time.Hour)
	c.enter("odd").settle(no("odd")) // the same again is no second one
	c.enter("b").settle(no("b"))
	c.turnedAway("c", "b refused the credential")
}

// TestGateBearsHostsThatAlwaysRefuse: each of them is tried now and then, and all
// others get in, though none of these signs in for days because sessions are kept.
func TestGateBearsHostsThatAlwaysRefuse(t *testing.T) {
	const pause = 15 * time.Minute
	c := newClockwork(t, pause)
	c.enter("good").settle(nil)
	bad := []string{"bad1", "bad2", "bad3"}
	for _, host := range bad {
		c.enter(host).settle(no(host))
		c.enter("good").settle(nil)
	}
	tries := map[string]int{}
	last := c.now
	for range 48 * 60 {
		c.now = c.now.Add(time.Minute)
		for _, host := range bad {
			v := c.gate.visit(host)
			if v.admit(c.ended()) != nil {
				continue
			}
			v.settle(no(host))
			require.NoError(t, c.gate.Refused())
			require.GreaterOrEqual(t, c.now.Sub(last), pause, "two sign-ins failed")
			last = c.now
			tries[host]++
		}
	}
	for _, host := range bad {
		assert.Greater(t, tries[host], 20, host)
	}
	c.enter("rebooted").settle(nil)

	c.now = c.now.Add(pause)
	c.enter("rebooted").settle(nil)
	one, other := c.enter("bad1"), c.enter("bad2")
	one.settle(no("bad1"))
	other.settle(no("bad2"))
	require.NoError(t, c.gate.Refused(), "they had refused it before")
}

// TestGateOpensPastHostsThatAlwaysRefuse: of these the first closes it, and is the
// first again after the pause, but not a third time.
func TestGateOpensPastHostsThatAlwaysRefuse(t *testing.T) {
	c := newClockwork(t, time.Hour)
	c.enter("bad").settle(no("bad"))
	c.now = c.now.Add(time.Hour)
	c.enter("bad").settle(no("bad"))
	c.turnedAway("good", "bad refused")
	c.now = c.now.Add(time.Hour)
	c.turnedAway("bad", "not asked again")
	c.enter("good").settle(nil)
	c.enter("bad").settle(no("bad"))
	c.enter("good").settle(nil)
}

// TestGateTriesAHostByItself that is the only one.
func TestGateTriesAHostByItself(t *testing.T) {
	c := newClockwork(t, time.Hour)
	for _, wait := range []time.Duration{time.Hour, 2 * time.Hour, 2 * time.Hour} {
		c.enter("a").settle(no("a"))
		c.now = c.now.Add(wait - 1)
		c.turnedAway("a", "not asked again")
		c.now = c.now.Add(1)
	}
	c.enter("a").settle(nil)
	assert.Empty(t, c.gate.gate.memory.hosts)
}

// TestGateForgetsADoubt after the pause: refusals that lie so far apart lock nothing.
func TestGateForgetsADoubt(t *testing.T) {
	c := newClockwork(t, time.Hour)
	c.enter("a").settle(nil)
	c.enter("b").settle(no("b"))
	c.now = c.now.Add(time.Hour)
	c.enter("c").settle(no("c"))
	require.NoError(t, c.gate.Refused())
	c.enter("d").settle(no("d"))
	require.Error(t, c.gate.Refused())
}

// TestGateRechecks the credential at one host, and forgets no refusal by that.
func TestGateRechecks(t *testing.T) {
	c := newClockwork(t, time.Hour)
	c.enter("a").settle(nil)
	c.enter("odd").settle(no("odd"))
	c.enter("a").settle(nil)
	c.enter("a")
	c.gate.Recheck()
	first := c.enter("a")
	c.waits("b")
	c.turnedAway("odd", "not asked again")
	first.settle(nil)
	c.enter("b")
}

// TestGateTrustsForAWhile, after which a password that was changed is tried once.
func TestGateTrustsForAWhile(t *testing.T) {
	c := newClockwork(t, time.Hour)
	c.enter("a").settle(nil)
	c.now = c.now.Add(gateTrust - 1)
	c.enter("b")
	c.enter("c")
	c.now = c.now.Add(1)
	first := c.enter("d")
	c.waits("e")
	first.settle(nil)
	c.enter("e")
}

// TestGateForgetsHosts whose refusal does not count any more.
func TestGateForgetsHosts(t *testing.T) {
	c := newClockwork(t, time.Minute)
	for i := range 1000 {
		c.enter("good").settle(nil)
		host := fmt.Sprint("bad", i)
		c.enter(host).settle(no(host))
		c.now = c.now.Add(time.Second)
	}
	assert.Len(t, c.gate.gate.memory.hosts, 120, "those of two pauses")
}

func TestVisitSettlesOnce(t *testing.T) {
	c := newClockwork(t, time.Hour)
	v := c.enter("a")
	v.settle(nil)
	v.settle(no("a")) // of a later call on the session
	c.enter("b")
	c.enter("c")
}
