// Package reader reads hosts that others name, again and again: who may be named is
// decided here, sessions are kept in between, credentials do not lock their accounts,
// and everything has a bound.
package reader

import (
	"context"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/allow"
	"github.com/remoteike/remoteike/ikeext"
)

// DefaultName is the profile and the module that count where none is named.
const DefaultName = "default"

// Config says what a Reader reads, and how. It is not changed once a Reader has it.
type Config struct {
	// Allow decides which hosts may be read. Nil admits none.
	Allow *allow.List
	// Profiles are the ways to sign in, by name.
	Profiles map[string]Profile
	// Modules are the ways to read a host, by name. DefaultName stands for the zero
	// Module unless it is there.
	Modules map[string]Module
	// Hosts is what is different at single hosts, by Key of their names.
	Hosts map[string]Host
	Limits
	// Resolve returns the addresses of a name. Nil means DNS.
	Resolve func(ctx context.Context, name string) ([]netip.Addr, error)
	// Logger receives what changed at hosts, and at level Debug everything else. Nil
	// means no log.
	Logger *slog.Logger
}

// Profile returns who signs in, with what and how: of the ikeext.Config the fields
// from User to Level, KDC and KRB5Conf count. It reads the secret anew each time.
type Profile func(ctx context.Context) (*ikeext.Config, error)

// Module is a way to read a host.
type Module struct {
	// Reach says how to get to the host: the fields of Profile, those of single hosts,
	// Tickets, Gate and Logger do not count.
	Reach ikeext.Config
	// Profile is the profile where a request names none. Empty means DefaultName.
	Profile string
	// Timeout bounds a reading, beside the time that the request gives. Zero means
	// DefaultTimeout.
	Timeout time.Duration
	// AllErrors tells the reasons that nothing failed for too.
	AllErrors bool
}

// Host is what is different at a single host. The zero Host is nothing.
type Host struct {
	// Profile is the profile where a request names none. Empty means the module's.
	Profile string
	// SPN, TargetIP, Endpoint, EngineEndpoint and the ports are those of
	// [ikeext.Config], and zero where the module's count. The TargetIP has to be
	// admitted like any address.
	SPN, TargetIP               string
	Endpoint, EngineEndpoint    string
	EPMPort, SMBPort, WinRMPort int
	// Doors are the doors instead of the module's. Nil means those.
	Doors []ikeext.Door
}

// Limits bound what a Reader takes. Zero fields mean the defaults.
type Limits struct {
	// Parallel is how many hosts are read at the same time.
	Parallel int
	// Queue is how many more wait for their turn.
	Queue int
	// Sessions is how many sessions are kept between readings, Idle for how long.
	Sessions int
	Idle     time.Duration
	// Pause is how long a credential that was refused is not tried again.
	Pause time.Duration
}

// The defaults of Limits and Module.
const (
	DefaultParallel = 500
	DefaultQueue    = 2000
	DefaultSessions = 8000
	DefaultIdle     = 5 * time.Minute
	DefaultPause    = 15 * time.Minute
	DefaultTimeout  = 10 * time.Second
)

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	or := func(v *int, standard int) {
		if *v == 0 {
			*v = standard
		}
	}
	or(&l.Parallel, DefaultParallel)
	or(&l.Queue, DefaultQueue)
	or(&l.Sessions, DefaultSessions)
	if l.Idle == 0 {
		l.Idle = DefaultIdle
	}
	if l.Pause == 0 {
		l.Pause = DefaultPause
	}
	return l
}

// withDefaults returns a copy in which nothing is nil.
func (c Config) withDefaults() *Config {
	c.Limits = c.Limits.withDefaults()
	if c.Allow == nil {
		c.Allow = &allow.List{}
	}
	modules := map[string]Module{DefaultName: {}}
	for name, m := range c.Modules {
		modules[name] = m
	}
	for name, m := range modules {
		if m.Profile == "" {
			m.Profile = DefaultName
		}
		if m.Timeout == 0 {
			m.Timeout = DefaultTimeout
		}
		modules[name] = m
	}
	c.Modules = modules
	if c.Resolve == nil {
		c.Resolve = func(ctx context.Context, name string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", name)
		}
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return &c
}
