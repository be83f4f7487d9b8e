package main

import (
	"cmp"
	"context"
	"os"
	"slices"

	"github.com/remoteike/remoteike/ikeext"
)

const (
	credentialHint = "give -u USER with a password (asked for on a terminal, else REMOTEIKE_PASSWORD, --password-file " +
		"or --password-stdin), a hash or a key; or -k for the tickets of kinit; or ask for --auth none"
	oneHint     = "give one credential, in one way"
	ticketsHint = "-k signs in with the tickets of kinit or a keytab and with nothing else: leave one of the two out"
)

// signIn fills in who signs in, and with what. What the command line says comes
// before the environment, then the configuration file, and a prompt comes last.
func (a *app) signIn(ctx context.Context, cfg *ikeext.Config, c *connection, t target) error {
	if c.user != "" && t.user != "" {
		return &usageError{reason: "the user is given twice", hint: "give it by --user or before the host"}
	}
	given := a.givenSources(c, t)
	profile, err := c.runProfile(given, t.user)
	switch {
	case err != nil:
		return err
	case profile != nil:
		return a.signInBy(ctx, cfg, c, profile, t.ownUser())
	}
	cfg.User = cmp.Or(t.ownUser(), c.user, t.user)
	if c.kerberos {
		if err := useTickets(cfg, c, given); err != nil {
			return err
		}
	}
	anonymous := cfg.Auth == ikeext.AuthNone
	if len(given) == 0 && !anonymous {
		given = environmentSources()
		if c.kerberos {
			given = slices.DeleteFunc(given, func(s source) bool { return !s.kind.file() })
		}
	}
	if len(given) > 1 {
		return &usageError{reason: given[0].name + " and " + given[1].name + " are both given", hint: oneHint}
	}
	// A cache tells by itself who signs in.
	fromCache := len(given) == 0 && c.kerberos || len(given) == 1 && given[0].kind == kindCCache
	if cfg.User == "" && !anonymous && !fromCache {
		cfg.User = os.Getenv(variable("user"))
	}
	switch {
	case len(given) == 1:
		return putCredential(cfg, given[0])
	case c.kerberos:
		cfg.UseTickets = true
		return nil
	case anonymous:
		return nil
	case cfg.User != "":
		return a.askPassword(ctx, cfg)
	case cfg.Auth == ikeext.AuthKerberos:
		return nil // the default cache
	}
	return &usageError{reason: "no credential given", hint: credentialHint}
}

// useTickets is what -k means beside the other flags: Kerberos, and no secret.
// An --auth negotiate of the command line stays, and takes nothing but a ticket
// then.
func useTickets(cfg *ikeext.Config, c *connection, given []source) error {
	for _, s := range given {
		if !s.kind.file() {
			return &usageError{reason: "--kerberos and " + s.name + " are both given", hint: ticketsHint}
		}
	}
	if !c.flags.Changed("auth") {
		cfg.Auth = ikeext.AuthKerberos
	}
	if cfg.Auth == ikeext.AuthNTLM || cfg.Auth == ikeext.AuthNone {
		return &usageError{reason: "--kerberos contradicts --auth " + string(cfg.Auth), hint: "leave one of the two out"}
	}
	return nil
}

// putCredential reads a credential into cfg if it suits the way to sign in.
func putCredential(cfg *ikeext.Config, from source) error {
	if cfg.Auth == ikeext.AuthNTLM && from.kind.kerberosOnly() {
		return &usageError{
			reason: from.name + " is for kerberos, and --auth is ntlm",
			hint:   "leave --auth out, or give a password or an NT hash",
		}
	}
	return from.put(cfg)
}
