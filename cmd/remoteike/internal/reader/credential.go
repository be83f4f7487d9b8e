package reader

import (
	"context"
	"reflect"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

const (
	// reread is how long a refused credential is left alone before its source is
	// looked at again: it may have been mended.
	reread = 30 * time.Second
	// maxTickets bounds the tickets that are kept for a credential.
	maxTickets = 20000
)

// credential is an auth profile and what is known about it.
type credential struct {
	name  string
	load  Profile
	pause time.Duration
	// before is the credential of that name of the configuration before this one. Nil
	// when there is none, or it was looked at.
	before *credential

	// turn holds one token: who has it may look at what is below.
	turn chan struct{}
	now  *signIn
	// loaded is when the source was read last.
	loaded  time.Time
	refused bool
	tickets int
}

// signIn is a credential at a time: a change gives another.
type signIn struct {
	*ikeext.Config
	gate    *ikeext.Gate
	tickets *ikeext.Tickets
}

func newCredential(name string, load Profile, pause time.Duration, before *credential) *credential {
	c := &credential{name: name, load: load, pause: pause, before: before, turn: make(chan struct{}, 1)}
	c.turn <- struct{}{}
	return c
}

// get returns who signs in at another host.
func (c *credential) get(ctx context.Context) (*signIn, error) {
	select {
	case <-c.turn:
	case <-ctx.Done():
		return nil, ErrBusy
	}
	defer func() { c.turn <- struct{}{} }()
	if c.now == nil || c.now.gate.Refused() != nil && time.Since(c.loaded) >= reread {
		if err := c.read(ctx); err != nil {
			return nil, err
		}
	}
	refused := c.now.gate.Refused() != nil
	// Tickets remember a refusal for good, and the gate for a while.
	if c.refused && !refused || c.tickets >= maxTickets {
		c.now = &signIn{c.now.Config, c.now.gate, new(ikeext.Tickets)}
		c.tickets = 0
	}
	c.refused = refused
	c.tickets++
	return c.now, nil
}

// read reads the credential from its source. One that is the same as before keeps
// what is known of it: that it was refused, above all.
func (c *credential) read(ctx context.Context) error {
	cfg, err := c.load(ctx)
	if err != nil {
		return &CredentialError{c.name, err}
	}
	c.loaded = time.Now()
	if c.now != nil && reflect.DeepEqual(cfg, c.now.Config) {
		return nil
	}
	c.now = &signIn{cfg, &ikeext.Gate{Pause: c.pause}, new(ikeext.Tickets)}
	c.refused, c.tickets = false, 0
	if old := c.before.known(ctx); old != nil && old.gate.Refused() != nil && reflect.DeepEqual(cfg, old.Config) {
		c.now, c.refused = old, true
	}
	c.before = nil
	return nil
}

// isRefused reports whether the credential is not tried any more.
func (c *credential) isRefused() bool {
	select {
	case <-c.turn:
	default:
		return false // it is being read
	}
	defer func() { c.turn <- struct{}{} }()
	return c.now != nil && c.now.gate.Refused() != nil
}

// known is what there is now, nil when nothing was read.
func (c *credential) known(ctx context.Context) *signIn {
	if c == nil {
		return nil
	}
	select {
	case <-c.turn:
	case <-ctx.Done():
		return nil
	}
	defer func() { c.turn <- struct{}{} }()
	return c.now
}

// put fills in the fields of a Config that say who signs in.
func (s *signIn) put(cfg *ikeext.Config) {
	cfg.User, cfg.Domain = s.User, s.Domain
	cfg.Password, cfg.NTHash, cfg.AESKey = s.Password, s.NTHash, s.AESKey
	cfg.CCache, cfg.Keytab, cfg.UseTickets = s.CCache, s.Keytab, s.UseTickets
	cfg.Auth, cfg.RequireKerberos, cfg.Level = s.Auth, s.RequireKerberos, s.Level
	cfg.KDC, cfg.KRB5Conf = s.KDC, s.KRB5Conf
	cfg.Gate, cfg.Tickets = s.gate, s.tickets
}
