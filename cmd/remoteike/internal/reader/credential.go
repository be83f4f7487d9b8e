package reader

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"sync/atomic"
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
	log   *slog.Logger
	// before is the credential of that name of the configuration before this one. Nil
	// when there is none, or it was looked at.
	before *credential

	// turn holds one token: who has it may look at what is below.
	turn chan struct{}
	now  *signIn
	// loaded is when the source was read last.
	loaded  time.Time
	tickets int

	// refused may be read by anybody.
	refused atomic.Bool
}

// signIn is a credential at a time: a change gives another.
type signIn struct {
	*ikeext.Config
	// files tells the contents of the files that the Config names from others.
	files   string
	gate    *ikeext.Gate
	tickets *ikeext.Tickets
}

func newCredential(name string, load Profile, cfg *Config, before *credential) *credential {
	c := &credential{name: name, load: load, pause: cfg.Pause, log: cfg.Logger, before: before.last(), turn: make(chan struct{}, 1)}
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
	c.look()
	c.tickets++
	return c.now, nil
}

// look finds out whether the credential is refused now.
func (c *credential) look() {
	err := c.now.gate.Refused()
	// Tickets remember a refusal for good, and the gate for a while.
	before := c.refused.Swap(err != nil)
	if before && err == nil || c.tickets >= maxTickets {
		now := *c.now
		now.tickets = new(ikeext.Tickets)
		c.now, c.tickets = &now, 0
	}
	switch {
	case err != nil && !before:
		c.log.Error("an auth profile is not used for now, its credential was refused", "auth", c.name, "pause", c.pause, "error", err,
			"hint", "mend the credential, which is read again within half a minute; a restart tries it at once")
	case err == nil && before:
		c.log.Info("an auth profile is tried again", "auth", c.name)
	}
}

// read reads the credential from its source. One that is the same as before keeps
// what is known of it: that it was refused, above all.
func (c *credential) read(ctx context.Context) error {
	cfg, err := c.load(ctx)
	if err != nil {
		return &CredentialError{c.name, err}
	}
	c.loaded = time.Now()
	fresh := &signIn{cfg, contents(cfg), &ikeext.Gate{Pause: c.pause}, new(ikeext.Tickets)}
	if c.now.same(fresh) {
		return nil
	}
	c.now, c.tickets = fresh, 0
	if old := c.before.known(ctx); old.same(fresh) {
		old.gate.Recheck()
		c.now.gate = old.gate
		if old.gate.Refused() != nil {
			c.now = old
			c.refused.Store(true)
		}
	}
	c.before = nil
	return nil
}

// same reports whether s is there and another signs in by the same.
func (s *signIn) same(other *signIn) bool {
	return s != nil && s.files == other.files && reflect.DeepEqual(s.Config, other.Config)
}

// contents tells the contents of a keytab and a credential cache from others: by
// when they were written, for what they hold is for the library to read.
func contents(cfg *ikeext.Config) (files string) {
	for _, name := range []string{cfg.Keytab, cfg.CCache} {
		path := strings.TrimPrefix(strings.TrimPrefix(name, "FILE:"), "DIR:")
		if info, err := os.Stat(path); err == nil {
			files += fmt.Sprintln(info.Size(), info.ModTime().UnixNano())
		}
	}
	return files
}

// isRefused reports whether the credential is not tried any more.
func (c *credential) isRefused() bool {
	select {
	case <-c.turn:
	default:
		return c.refused.Load() // it is being read
	}
	defer func() { c.turn <- struct{}{} }()
	if c.now != nil {
		c.look()
	}
	return c.refused.Load()
}

// last is c, or the one before when c was never read, so that reloads without a
// reading in between do not pile up.
func (c *credential) last() *credential {
	if c == nil {
		return nil
	}
	select {
	case <-c.turn:
	default:
		return c // it is being read
	}
	defer func() { c.turn <- struct{}{} }()
	if c.now == nil && c.before != nil {
		return c.before
	}
	return c
}

// known is what there is now, or was of the configuration before when nothing was read
// since. Nil when nothing was ever.
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
	if c.now == nil {
		return c.before.known(ctx)
	}
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
