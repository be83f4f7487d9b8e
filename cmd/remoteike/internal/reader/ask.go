package reader

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// ask reads a host by the session that was kept, or by another when there is none or
// it turns out to be broken.
func (s *state) ask(ctx context.Context, k key, target string) (*ikeext.Snapshot, error) {
	if x := s.take(k); x != nil {
		s.counts.reuses.Add(1)
		snapshot, err := s.use(ctx, x)
		if err == nil || !worn(err) || ctx.Err() != nil {
			return snapshot, err
		}
		s.cfg.Logger.Debug("the session is broken, signing in again", "host", target, "error", err)
		s.counts.repairs.Add(1)
	}
	w, start := stopwatchOf(ctx), time.Now()
	var snapshot *ikeext.Snapshot
	x, err := s.dial(ctx, k, target)
	if err == nil {
		snapshot, err = s.use(ctx, x)
	}
	w.add("sign_in", time.Since(start)-w.of("resolve")-w.of("connect")-w.of("call"))
	return snapshot, err
}

// use asks the host of a session, which is kept when it answers.
func (s *state) use(ctx context.Context, x *session) (*ikeext.Snapshot, error) {
	snapshot, err := x.client.Statistics(ctx)
	if err != nil {
		s.dispose(x)
		return nil, err
	}
	stopwatchOf(ctx).add("call", snapshot.Duration)
	s.put(x)
	return snapshot, nil
}

// worn reports whether an error of a kept session may come of its age: the host let
// go of it, or what signed in to it does not count any more.
func worn(err error) bool {
	for _, class := range []ikeext.Class{
		ikeext.ErrUnreachable, ikeext.ErrSignInUnproven, ikeext.ErrAuthenticationFailed, ikeext.ErrAccessDenied,
		ikeext.ErrTicket, ikeext.ErrNotRegistered,
	} {
		if errors.Is(err, class) {
			return true
		}
	}
	return errors.Is(err, ikeext.ErrClosed)
}

// dial signs in to a host at an address that is admitted.
func (s *state) dial(ctx context.Context, k key, target string) (*session, error) {
	host := s.cfg.Hosts[k.target]
	place := target
	if host.TargetIP != "" {
		place = host.TargetIP
	}
	addrs, err := s.addresses(ctx, target, place)
	if err != nil {
		return nil, err
	}
	if addrs = s.cfg.Allow.Admit(k.target, addrs); len(addrs) == 0 {
		return nil, &DeniedError{target}
	}
	signIn, err := s.credentials[k.profile].get(ctx)
	if err != nil {
		return nil, err
	}
	cfg := s.cfg.Modules[k.module].Reach
	host.put(&cfg)
	signIn.put(&cfg)
	route := newRoute(place, addrs, cfg.DialContext)
	cfg.DialContext, cfg.Endpoints, cfg.Logger = route.DialContext, s.endpoints, s.cfg.Logger
	s.counts.dials.Add(1)
	client, err := ikeext.Dial(ctx, target, &cfg)
	if err != nil {
		return nil, err
	}
	return &session{key: k, client: client}, nil
}

// put fills in what is different at the host.
func (h *Host) put(cfg *ikeext.Config) {
	set := func(v *string, other string) {
		if other != "" {
			*v = other
		}
	}
	set(&cfg.SPN, h.SPN)
	set(&cfg.TargetIP, h.TargetIP)
	set(&cfg.Endpoint, h.Endpoint)
	set(&cfg.EngineEndpoint, h.EngineEndpoint)
	port := func(v *int, other int) {
		if other != 0 {
			*v = other
		}
	}
	port(&cfg.EPMPort, h.EPMPort)
	port(&cfg.SMBPort, h.SMBPort)
	port(&cfg.WinRMPort, h.WinRMPort)
	if h.Doors != nil {
		cfg.Doors = h.Doors
	}
}

// addresses resolves a place, which is that of a target.
func (s *state) addresses(ctx context.Context, target, place string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(normal(place)); err == nil {
		return []netip.Addr{addr}, nil
	}
	defer stopwatchOf(ctx).time("resolve")()
	addrs, err := s.cfg.Resolve(ctx, normal(place))
	if err == nil {
		return addrs, nil
	}
	class := ikeext.ErrUnreachable
	var dns *net.DNSError
	switch {
	case ctx.Err() != nil:
		class, err = ikeext.ErrTimeout, context.Cause(ctx)
	case errors.As(err, &dns) && dns.IsTimeout:
		class = ikeext.ErrTimeout
	}
	return nil, &ikeext.Error{Stage: "resolve", Class: class, Host: target, Err: err}
}

// isHost reports whether a target is a name or an address and nothing else.
func isHost(target string) bool {
	if addr, err := netip.ParseAddr(normal(target)); err == nil {
		return addr.Zone() == ""
	}
	if len(target) > 253 {
		return false
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(target, "."), ".") {
		if label == "" || strings.HasPrefix(label, "-") || strings.ContainsFunc(label, outsideNames) {
			return false
		}
	}
	return true
}

func outsideNames(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
}

func (s *state) take(k key) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept.take(k)
}

// put keeps a session, unless it is of a configuration that does not count any more.
func (s *state) put(x *session) {
	s.mu.Lock()
	gone := x
	if !s.retired {
		gone = s.kept.put(x, time.Now())
	}
	s.mu.Unlock()
	if gone != nil {
		s.dispose(gone)
	}
}

// expire closes the sessions that were not used for too long.
func (s *state) expire(now time.Time) {
	s.mu.Lock()
	gone := s.kept.expired(now, false)
	s.mu.Unlock()
	s.dispose(gone...)
}

// retire closes the sessions, and each that is in use when it is put back.
func (s *state) retire() {
	s.mu.Lock()
	s.retired = true
	gone := s.kept.expired(time.Time{}, true)
	s.mu.Unlock()
	s.dispose(gone...)
}

// dispose closes sessions, without making anybody wait for their hosts unless the
// Reader is being closed.
func (s *state) dispose(gone ...*session) {
	var here sync.WaitGroup
	for _, x := range gone {
		hangUp := func() { _ = x.client.Close() }
		if !s.begin(hangUp) {
			here.Go(hangUp)
		}
	}
	here.Wait()
}
