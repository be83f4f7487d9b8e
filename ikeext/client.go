package ikeext

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/association"
)

// ErrClosed is returned by calls on a Client that was closed, by Close or
// because an earlier call failed or was cancelled midway.
var ErrClosed = errors.New("ikeext: client is closed")

// Client is a session with one host. It is safe for concurrent use; calls
// queue. A call that fails or is cancelled midway closes the session.
type Client struct {
	*settings
	net     *network
	ike     *association.Association
	place   binding // of ike
	engine  *engine
	tickets tickets

	// turn holds one token: who has it may use the connections.
	turn chan struct{}
	// life ends with the session and interrupts what is under way.
	life  context.Context
	end   context.CancelFunc
	close sync.Once
}

// Dial reaches host, a name or an IPv4 or IPv6 address, and signs in. A nil
// cfg is the zero Config. The context bounds Dial alone, not the session.
//
// A host that wants to see a call before it looks at the credential, as Windows
// does with NTLM, shows only in Statistics whether it accepts it.
//
// A configuration that cannot be used gives a *ConfigError before anything is
// sent, everything else an *Error. Which classes to expect: ErrNotRegistered
// from hosts that do not offer the interface to the network, ErrUnreachable and
// ErrTimeout from hosts that cannot be reached, ErrTicket when there is no Kerberos
// ticket, ErrAuthenticationFailed when the KDC, the host or its engine refused the
// credential.
func Dial(ctx context.Context, host string, cfg *Config) (*Client, error) {
	if cfg == nil {
		cfg = &Config{}
	}
	s, err := check(host, cfg)
	if err != nil {
		return nil, err
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	c := &Client{
		settings: s,
		net:      newNetwork(s.host, s.targetIP, cfg.DialContext),
		turn:     make(chan struct{}, 1),
		life:     life,
		end:      end,
	}
	if err := c.open(ctx); err != nil {
		c.shut(false)
		return nil, err
	}
	c.turn <- struct{}{}
	return c, nil
}

// Statistics calls on the host the procedure behind IkeextGetStatistics1 and
// returns what it answered, all 415 values. Any error but that of a context that
// ended while the call was still waiting for its turn closes the session;
// ErrClosed says that it was closed before.
//
// errors.Is finds, among others, ErrAccessDenied when the host accepted the
// sign-in and refused the call, ErrAuthenticationFailed when it refused the
// sign-in, ErrSignInUnproven when that cannot be told, ErrTruncated when the
// reply was not exactly IKEEXT_STATISTICS1, and ErrProtocol when its signature
// did not verify.
func (c *Client) Statistics(ctx context.Context) (*Snapshot, error) {
	select {
	case <-c.life.Done():
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, c.fail(ctx, stageCall, ctx.Err())
	case <-c.turn:
	}
	defer func() { c.turn <- struct{}{} }()
	if c.life.Err() != nil {
		return nil, ErrClosed
	}
	call, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()

	snapshot, err := c.statistics(call)
	if err == nil {
		return snapshot, nil
	}
	if c.life.Err() != nil {
		return nil, ErrClosed
	}
	c.shut(false)
	return nil, err
}

// Close ends the engine session and the connections. It interrupts a call that
// is under way. Calling it again does nothing.
func (c *Client) Close() error {
	c.end()
	<-c.turn // a call under way is interrupted, so this is soon
	c.shut(true)
	c.turn <- struct{}{}
	return nil
}

// shut closes everything; politely means to tell the engine first.
func (c *Client) shut(politely bool) {
	c.close.Do(func() {
		c.end()
		c.closeEngine(politely)
		if c.ike != nil {
			_ = c.ike.Close()
		}
	})
}

// stage runs f under the stage's own deadline.
func (c *Client) stage(ctx context.Context, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, c.stageTimeout, &stageTimeout{c.stageTimeout})
	defer cancel()
	err := f(ctx)
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// stageTimeout is the cause of a stage that took too long.
type stageTimeout struct{ after time.Duration }

func (e *stageTimeout) Error() string { return "no answer within " + e.after.String() }

// Is makes it a context.DeadlineExceeded.
func (e *stageTimeout) Is(target error) bool { return target == context.DeadlineExceeded }
