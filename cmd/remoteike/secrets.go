package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/secret"
	"github.com/remoteike/remoteike/ikeext"
)

const passwordHint = "put it into REMOTEIKE_PASSWORD, a file (--password-file) or a pipe (--password-stdin)"

// askPassword asks on a terminal and nowhere else.
func (a *app) askPassword(ctx context.Context, cfg *ikeext.Config) error {
	fd, ok := terminal(a.stdin)
	if !ok {
		hint := passwordHint
		if cfg.Auth != ikeext.AuthNTLM {
			hint += "; to use the tickets of kinit: -k"
		}
		return &usageError{reason: "no password for " + cfg.User, hint: hint}
	}
	fmt.Fprintf(a.stderr, "password for %s: ", strings.Map(printable, cfg.User))
	text, err := readHidden(ctx, fd)
	fmt.Fprintln(a.stderr)
	if err != nil {
		return fmt.Errorf("reading the password: %w", err)
	}
	return source{"the password", kindPassword, literal(text)}.put(cfg)
}

// warnShown warns of a secret that any user of this machine can see in the list
// of processes.
func (a *app) warnShown(what, instead string) {
	a.say("warning", what+" can be seen by other users of this machine and stays in the shell's history")
	a.say("hint", instead)
}

func (a *app) secretStdin() (string, error) {
	if _, ok := terminal(a.stdin); ok {
		return "", &usageError{
			reason: "--password-stdin reads a pipe or a file, and standard input is a terminal",
			hint:   "leave it out to be asked for the password",
		}
	}
	text, err := secret.Line("standard input", a.stdin)
	return text, asUsage(err)
}

// secretFile reads a file that nobody but its owner may read.
func secretFile(name string) (string, error) {
	text, err := secret.File(name)
	return text, asUsage(err)
}
