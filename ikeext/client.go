package ikeext

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is returned by calls on a Client that was closed, by Close or
// because an earlier call failed or was cancelled midway.
var ErrClosed = errors.New("ikeext: client is closed")

// Client is a session with one host. It is safe for concurrent use; calls
// queue. A call that fails or is cancelled midway closes the session.
type Client struct {
	*session
	// door is the way in; waiting are those that may still be tried, none once a
	// door has answered; tried is what the earlier ones said.
	door    door
	waiting []Door
	tried   []*Error
	// own is the visit of Config.Gate, nil without one and in a sweep.
	own *visit

	// turn holds one token: who has it may use the connections.
	turn chan struct{}
	// life ends with the session and interrupts what is under way.
	life  context.Context
	end   context.CancelFunc
	close sync.Once
}

// Dial reaches host, a name or an IPv4 or IPv6 address, by the first of the doors
// that opens, and signs in. A nil cfg is the zero Config. The context bounds Dial
// alone, not the session.
//
// A host that wants to see a call before it looks at the credential, as Windows
// does with NTLM, shows only in Statistics whether it accepts it.
//
// A configuration that cannot be used gives a *ConfigError before anything is
// sent, everything else an *Error, that of the last door that was tried, with what
// the earlier ones said. Which classes to expect: ErrNotRegistered
// from hosts that do not offer the interface to the network, ErrUnreachable and
// ErrTimeout from hosts that cannot be reached, ErrTicket when there is no Kerberos
// ticket, ErrAuthenticationFailed when the KDC, the host or its engine refused the
// credential.
func Dial(ctx context.Context, host string, cfg *Config) (*Client, error) {
	return dial(ctx, host, cfg, nil)
}

// dial is Dial, for a host of a sweep when v is not nil.
func dial(ctx context.Context, host string, cfg *Config, v *visit) (*Client, error) {
	if cfg == nil {
		cfg = &Config{}
	}
	s, err := check(host, cfg)
	if err != nil {
		return nil, err
	}
	var own *visit
	if v == nil {
		own = cfg.Gate.visit(host)
		v = own
	}
	if v != nil {
		s.log = s.log.With("host", s.name)
	}
	c := newClient(ctx, newSession(s, cfg, v))
	c.own = own
	c.warn()
	if err := c.open(ctx); err != nil {
		own.settle(err)
		return nil, err
	}
	return c, nil
}

// newClient returns a Client that is not open.
func newClient(ctx context.Context, s *session) *Client {
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	c := &Client{session: s, waiting: s.doors, turn: make(chan struct{}, 1), life: life, end: end}
	c.turn <- struct{}{}
	return c
}

// open opens the first door that can be opened, before anybody else has the Client.
func (c *Client) open(ctx context.Context) error {
	err := c.advance(ctx, nil)
	if err != nil {
		c.shut(false)
	}
	return err
}

// Statistics asks the host and returns what it answered: by DoorRPC and DoorLocal
// all 415 values, by the others what Snapshot tells. Where a host lets nobody in by
// a door and shows it only now, the next door is tried; the one that has answered
// stays. Any error but that of a context that ended while the call was still
// waiting for its turn closes the session; ErrClosed says that it was closed
// before.
//
// errors.Is finds, among others, ErrAccessDenied when the host accepted the
// sign-in and refused the call, ErrAuthenticationFailed when it refused the
// sign-in, ErrSignInUnproven when that cannot be told, ErrServiceStopped when the
// IKE service does not run there, ErrTruncated when a reply was not exactly what it
// has to be, and ErrProtocol when its signature
// did not verify.
func (c *Client) Statistics(ctx context.Context) (snapshot *Snapshot, err error) {
	err = c.do(ctx, func(ctx context.Context) error {
		return c.byAnyDoor(ctx, func(d door) (err error) {
			if snapshot, err = d.statistics(ctx); err == nil {
				snapshot.Tried = c.tried
			}
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return snapshot, nil
}

// do waits for its turn and runs f, whose context ends with the session too. An error
// closes the session, unless nothing was sent or the engine session alone is over.
func (c *Client) do(ctx context.Context, f func(context.Context) error) error {
	select {
	case <-c.life.Done():
		return ErrClosed
	case <-ctx.Done():
		return c.failWaiting(ctx)
	case <-c.turn:
	}
	defer func() { c.turn <- struct{}{} }()
	if c.life.Err() != nil {
		return ErrClosed
	}
	call, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()

	err := f(call)
	var e *Error
	unsent := errors.As(err, &e) && e.unsent
	if !unsent {
		c.own.settle(err)
	}
	if err == nil {
		return nil
	}
	if c.life.Err() != nil {
		return ErrClosed
	}
	if !unsent && (e == nil || !e.aborted) {
		c.shut(false)
	}
	return err
}

// failWaiting is for a call whose turn did not come. The doors are not looked at:
// they are the business of the call that has the turn.
func (c *Client) failWaiting(ctx context.Context) error {
	e := &Error{Stage: stageCall, Host: c.name, Err: ctx.Err()}
	e.Class, _ = classify(ctx, ctx.Err())
	return e
}

// byAnyDoor asks the door that is open and, until one has answered, the next where
// there is no way in by this one: some hosts tell only then.
func (c *Client) byAnyDoor(ctx context.Context, ask func(door) error) error {
	for {
		err := ask(c.door)
		if err == nil {
			c.waiting = nil
			return nil
		}
		if err := c.advance(ctx, err); err != nil {
			return err
		}
	}
}

// Door returns the door that has answered, empty before one did. It waits for a call
// that is under way.
func (c *Client) Door() Door {
	<-c.turn
	defer func() { c.turn <- struct{}{} }()
	if c.waiting != nil {
		return ""
	}
	return c.session.door
}

// Close ends the engine session and the connections. It interrupts a call that
// is under way. Calling it again does nothing.
func (c *Client) Close() error {
	c.end()
	<-c.turn // a call under way is interrupted, so this is soon
	c.own.settle(ErrClosed)
	c.shut(true)
	c.turn <- struct{}{}
	return nil
}

// shut closes everything; politely means to tell the host first.
func (c *Client) shut(politely bool) {
	c.close.Do(func() {
		c.end()
		if c.door != nil {
			c.door.close(politely)
		}
	})
}

// warn tells of what the caller may not have meant.
func (s *session) warn() {
	if s.way.fallback != "" {
		s.log.Warn("signing in with ntlm, not kerberos", "reason", s.way.fallback)
	}
	if s.level == LevelConnect {
		s.log.Warn("level connect protects nothing after the sign-in: what is read may be forged")
	}
}
