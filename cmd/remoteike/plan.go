package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
	"github.com/remoteike/remoteike/ikeext"
)

// plan is how the hosts of a run are reached and signed in to, with what files of
// targets say of single ones. Hosts with nothing of their own share a Config.
type plan struct {
	app  *app
	conn *connection
	// base is the run's Config, in which nobody signs in yet.
	base *ikeext.Config
	// signedIn are copies of it in which somebody does.
	signedIn map[identity]*ikeext.Config
}

// identity is who signs in: the zero identity is whom the run names.
type identity struct{ profile, user string }

// plan makes targets of the hosts. It may ask for passwords, and says what is wrong
// with any of them before one is dialled.
func (a *app) plan(ctx context.Context, c *connection, hosts []target, log *slog.Logger) ([]ikeext.Target, error) {
	base, err := a.reach(c)
	if err != nil {
		return nil, err
	}
	base.Logger = log
	p := &plan{a, c, base, map[identity]*ikeext.Config{}}
	for _, t := range hosts {
		if t.more != nil {
			if err := p.check(t); err != nil {
				return nil, err
			}
		}
	}
	list := make([]ikeext.Target, len(hosts))
	for i, t := range hosts {
		cfg, err := p.config(ctx, t)
		if err != nil {
			return nil, err
		}
		list[i] = ikeext.Target{Host: t.host, Config: cfg}
	}
	return list, nil
}

// check refuses what a file of targets says of a host and cannot be.
func (p *plan) check(t target) error {
	if name := t.more.AuthProfile; name != "" {
		if _, err := p.conn.profile(name); err != nil {
			var wrong *usageError
			if errors.As(err, &wrong) {
				return asUsage(t.more.At.Errorf(wrong.hint, "%s", wrong.reason))
			}
			return err
		}
	}
	// Somebody has to sign in for the rest to be looked at, and it matters not who.
	cfg := overridden(p.base, &t.more.Override)
	cfg.Auth, cfg.User, cfg.Password, cfg.RequireKerberos = ikeext.AuthNTLM, "somebody", ikeext.NewSecret("x"), false
	var wrong *ikeext.ConfigError
	if err := ikeext.Check(t.host, cfg); errors.As(err, &wrong) {
		return asUsage(t.more.At.Errorf("", "%s", configUsage(wrong).reason))
	}
	return nil
}

// config returns the Config of a host.
func (p *plan) config(ctx context.Context, t target) (*ikeext.Config, error) {
	var who identity
	if t.more != nil {
		who = identity{t.more.AuthProfile, t.more.User}
	}
	cfg := p.signedIn[who]
	if cfg == nil {
		own := *p.base
		if err := p.signIn(ctx, &own, t, who); err != nil {
			return nil, err
		}
		cfg, p.signedIn[who] = &own, &own
	}
	if t.more != nil && reachedOtherwise(&t.more.Override) {
		return overridden(cfg, &t.more.Override), nil
	}
	return cfg, nil
}

// signIn fills in who signs in at a host and others like it. Where that is not whom
// the run names, the library looks at it now: it is not wrong for every host.
func (p *plan) signIn(ctx context.Context, cfg *ikeext.Config, t target, who identity) error {
	if who.profile == "" {
		if err := p.app.signIn(ctx, cfg, p.conn, t); err != nil || who.user == "" {
			return err
		}
	} else {
		profile, err := p.conn.profile(who.profile)
		if err != nil {
			return err
		}
		if err := p.app.signInBy(ctx, cfg, p.conn, profile, who.user); err != nil {
			return err
		}
	}
	var wrong *ikeext.ConfigError
	if err := ikeext.Check(t.host, cfg); errors.As(err, &wrong) && wrong.Field != "SPN" && wrong.Field != "host" {
		usage := configUsage(wrong)
		if who.profile != "" {
			usage = &usageError{reason: "auth profile " + who.profile + ": " + usage.reason, hint: "mend it in " + p.conn.file.Name}
		}
		return usage
	}
	return nil
}

// reachedOtherwise reports whether a host is reached in a way of its own.
func reachedOtherwise(o *config.Override) bool {
	reach := *o
	reach.AuthProfile, reach.User = "", ""
	return reach != config.Override{}
}

// overridden is a copy of a Config with what is different at one host.
func overridden(of *ikeext.Config, o *config.Override) *ikeext.Config {
	cfg := *of
	for _, f := range []struct {
		field *string
		own   string
	}{
		{&cfg.SPN, o.SPN}, {&cfg.TargetIP, o.TargetIP}, {&cfg.Endpoint, o.Endpoint}, {&cfg.EngineEndpoint, o.EngineEndpoint},
	} {
		if f.own != "" {
			*f.field = f.own
		}
	}
	for _, f := range []struct {
		field *int
		own   int
	}{
		{&cfg.EPMPort, o.EPMPort}, {&cfg.SMBPort, o.SMBPort}, {&cfg.WinRMPort, o.WinRMPort},
	} {
		if f.own != 0 {
			*f.field = f.own
		}
	}
	if o.Door != "" {
		cfg.Doors = doorsOf(o.Door)
	}
	return &cfg
}
