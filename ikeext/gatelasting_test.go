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
	assert.Len(t, c.gate.gate.memory.hosts, 60)
}

func TestVisitSettlesOnce(t *testing.T) {
	c := newClockwork(t, time.Hour)
	v := c.enter("a")
	v.settle(nil)
	v.settle(no("a")) // of a later call on the session
	c.enter("b")
	c.enter("c")
}
