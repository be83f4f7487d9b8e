package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/exporter"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
	"github.com/remoteike/remoteike/ikeext"
)

// loadServed reads the configuration file of the exporter.
func loadServed(name string) (*config.File, error) {
	if name == "" {
		name = os.Getenv(variable("config"))
	}
	if name == "" {
		name = config.DefaultName()
	}
	file, err := config.Load(name, configurable())
	if path := (*os.PathError)(nil); errors.As(err, &path) {
		return nil, &usageError{reason: "the configuration file cannot be read: " + err.Error(), hint: "give another by --config"}
	}
	return file, err
}

// newSetup makes of the file what the exporter needs, and checks that its parts know
// each other.
func newSetup(file *config.File, log *slog.Logger) (*exporter.Setup, error) {
	r := reader.Config{
		Allow: file.Allow, Logger: log,
		Profiles: map[string]reader.Profile{}, Modules: map[string]reader.Module{}, Hosts: map[string]reader.Host{},
		Limits: reader.Limits{
			Parallel: file.Serve.Parallel, Queue: file.Serve.Queue, Sessions: file.Serve.Sessions,
			Idle: file.Serve.Idle, Pause: file.Serve.RefusalPause,
		},
	}
	for name, p := range file.Profiles {
		r.Profiles[name] = func(ctx context.Context) (*ikeext.Config, error) { return signInOf(ctx, p) }
	}
	for name, m := range file.Modules {
		if m.AuthProfile != "" && file.Profiles[m.AuthProfile] == nil {
			return nil, m.At.Errorf(known(file.Profiles), "module %s names an auth profile that is not there", name)
		}
		module, err := newModule(m)
		if err != nil {
			return nil, m.At.Errorf("", "module %s: %v", name, err)
		}
		r.Modules[name] = *module
	}
	targets, err := newTargets(file, r.Hosts)
	if err != nil {
		return nil, err
	}
	if file.Allow == nil {
		log.Warn("every host is denied: the configuration has no allow list", "file", file.Name)
	}
	return &exporter.Setup{Reader: r, Targets: targets}, nil
}

func known[T any](named map[string]T) string {
	if len(named) == 0 {
		return "add it under auth_profiles"
	}
	return "known here: " + strings.Join(slices.Sorted(maps.Keys(named)), ", ")
}

// signInOf reads the credential of a profile.
func signInOf(ctx context.Context, p *config.Profile) (*ikeext.Config, error) {
	cfg := &ikeext.Config{
		User: p.User, Domain: p.Domain, CCache: p.CCache, Keytab: p.Keytab, UseTickets: p.UseTickets,
		Auth: p.Mechanism, Level: p.Level, KDC: p.KDC, KRB5Conf: p.KRB5Conf,
	}
	if p.RequireKerberos != nil {
		cfg.RequireKerberos = *p.RequireKerberos
	}
	if p.UseTickets && p.Mechanism == "" {
		cfg.Auth = ikeext.AuthKerberos
	}
	if p.Secret == nil {
		return cfg, nil
	}
	text, err := p.Secret.From.Read(ctx)
	if err == nil && text == "" {
		err = errors.New("is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Secret.Key, err)
	}
	into := map[config.Kind]*ikeext.Secret{config.Password: &cfg.Password, config.NTHash: &cfg.NTHash, config.AESKey: &cfg.AESKey}
	*into[p.Secret.Kind] = ikeext.NewSecret(text)
	return cfg, nil
}

func newModule(m *config.Module) (*reader.Module, error) {
	reach := ikeext.Config{
		Doors: m.Doors, Transport: m.Transport, Engine: m.Engine,
		EPMPort: m.EPMPort, SMBPort: m.SMBPort, WinRMPort: m.WinRMPort,
		HTTPS: m.HTTPS || m.CA != "", StageTimeout: m.StageTimeout,
	}
	var err error
	if reach.RootCAs, err = authorities(m.CA); err != nil {
		return nil, err
	}
	if m.Proxy != "" {
		if reach.DialContext, _, err = socks(m.Proxy); err != nil {
			return nil, err
		}
	}
	return &reader.Module{Reach: reach, Profile: m.AuthProfile, Timeout: m.Timeout, AllErrors: m.AllErrors}, nil
}

// newTargets lists the targets, networks and ranges taken apart, and puts what is
// different at single hosts into hosts.
func newTargets(file *config.File, hosts map[string]reader.Host) (list []exporter.Target, err error) {
	for _, t := range file.Targets {
		switch {
		case t.User != "":
			return nil, t.At.Errorf("name an auth_profile with that user", "user: the exporter signs in by profiles")
		case t.AuthProfile != "" && file.Profiles[t.AuthProfile] == nil:
			return nil, t.At.Errorf(known(file.Profiles), "the target names an auth profile that is not there")
		}
		names, err := expand(t.Host)
		if err != nil {
			return nil, t.At.Errorf("divide them", "%v", err)
		}
		if key := t.OfOneHost(); key != "" && len(names) > 1 {
			return nil, t.At.Errorf("leave it out", "%s is of one host, and there are several", key)
		}
		for _, name := range names {
			if len(list) == maxTargets {
				return nil, t.At.Errorf("divide them among several exporters", "more than %d targets", maxTargets)
			}
			key := reader.Key(name)
			if _, twice := hosts[key]; twice {
				return nil, t.At.Errorf("leave one of them out", "%s is a target already", name)
			}
			hosts[key] = reader.Host{
				Profile: t.AuthProfile, SPN: t.SPN, TargetIP: t.TargetIP, Endpoint: t.Endpoint, EngineEndpoint: t.EngineEndpoint,
				EPMPort: t.EPMPort, SMBPort: t.SMBPort, WinRMPort: t.WinRMPort, Doors: targetDoors(t.Door),
			}
			list = append(list, exporter.Target{Host: name, Profile: t.AuthProfile, Labels: t.Labels})
		}
	}
	return list, nil
}

// targetDoors are the doors of a target. Nil means those of the module.
func targetDoors(door string) []ikeext.Door {
	switch door {
	case "":
		return nil
	case doorAuto:
		return []ikeext.Door{ikeext.DoorRPC, ikeext.DoorWMI, ikeext.DoorWinRM}
	}
	return []ikeext.Door{ikeext.Door(door)}
}
