package ikeext

import (
	"context"
	"maps"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
)

// pace spaces out what is done to each of many, evenly and in the order in which it
// was asked for. Its methods may be called from anywhere; nil is no limit.
type pace[K comparable] struct {
	limit rate.Limit

	mu       sync.Mutex
	limiters map[K]*rate.Limiter
}

// newPace allows so much a second to each.
func newPace[K comparable](perSecond int) *pace[K] {
	if perSecond <= 0 {
		return nil
	}
	return &pace[K]{limit: rate.Limit(perSecond), limiters: map[K]*rate.Limiter{}}
}

// maxLimiters is how many limiters there are before those are looked for that limit
// nothing any more. More than that have been used within a second.
const maxLimiters = 1024

func (p *pace[K]) limiter(key K) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.limiters[key]
	if l == nil {
		if len(p.limiters) >= maxLimiters {
			maps.DeleteFunc(p.limiters, func(_ K, l *rate.Limiter) bool { return l.Tokens() >= 1 })
		}
		l = rate.NewLimiter(p.limit, 1)
		p.limiters[key] = l
	}
	return l
}

// wait waits for a turn at key, or until ctx ends.
func (p *pace[K]) wait(ctx context.Context, key K) error {
	if p == nil {
		return nil
	}
	turn := p.limiter(key).Reserve()
	timer := time.NewTimer(turn.Delay())
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		turn.Cancel()
		return context.Cause(ctx)
	}
}

// begin waits until another host of the subnet may be connected to. The time that
// takes is not the host's.
func (s *session) begin(ctx context.Context) error {
	if s.begun || s.visit == nil || s.visit.subnets == nil {
		return nil
	}
	s.begun = true
	for _, subnet := range s.subnets(ctx) {
		if err := s.visit.await(func() error { return s.visit.subnets.wait(ctx, subnet) }); err != nil {
			return err
		}
	}
	return nil
}

// subnets returns where connections to the host may go: one subnet, unless a name
// stands for several. None where nobody here knows: a dialer of the caller's
// resolves the name, or it does not resolve, which dialling will tell.
func (s *session) subnets(ctx context.Context) (subnets []netip.Prefix) {
	addr, err := netip.ParseAddr(s.net.address())
	addrs := []netip.Addr{addr}
	if err != nil {
		if addrs = nil; s.net.custom {
			return nil
		}
		_ = s.stage(ctx, func(ctx context.Context) (err error) {
			addrs, err = net.DefaultResolver.LookupNetIP(ctx, "ip", s.net.address())
			return err
		})
		if len(addrs) == 1 {
			s.net.pinned = addrs[0].Unmap().String() // and is not looked up again
		}
	}
	for _, addr := range addrs {
		if subnet := subnetOf(addr); !slices.Contains(subnets, subnet) {
			subnets = append(subnets, subnet)
		}
	}
	return subnets
}

// subnetOf returns the /24 or /64 of an address.
func subnetOf(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	bits := 64
	if addr.Is4() {
		bits = 24
	}
	subnet, _ := addr.Prefix(bits)
	return subnet
}

// within is within for a stage that asks a KDC: in a sweep its requests go at a
// pace, and while one waits for its turn the time of the stage and that of the host
// stand still.
func (v *visit) within(ctx context.Context, limit time.Duration, f func(context.Context) error) error {
	if v == nil || v.kdcs == nil {
		return within(ctx, limit, f)
	}
	ctx, expire := context.WithCancelCause(ctx)
	defer expire(nil)
	stage := newClock(limit, func() { expire(&stageTimeout{limit}) })
	defer stage.stop()
	err := f(kerberos.WithPace(ctx, func(ctx context.Context, kdc string) error {
		stage.stop()
		defer stage.start()
		return v.await(func() error { return v.kdcs.wait(ctx, kdc) })
	}))
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
