package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/remoteike/remoteike/ikeext"
)

const (
	passwordHint = "put it into REMOTEIKE_PASSWORD, a file (--password-file) or a pipe (--password-stdin)"

	// maxSecret bounds a file that was named by mistake.
	maxSecret = 4096
)

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
	return readOneLine("standard input", a.stdin)
}

// secretFile reads a file that nobody but its owner may read. It looks at the
// open file, which cannot be exchanged in between.
func secretFile(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", &usageError{reason: "secrets file: " + err.Error(), hint: "give the name of a file that holds one line"}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return "", &usageError{reason: "secrets file " + name + " is a directory", hint: "give the name of a file that holds one line"}
	}
	// Windows has no such bits; what Go reports there says nothing.
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o044 != 0 {
		return "", &usageError{
			reason: fmt.Sprintf("secrets file %s can be read by others (mode %04o)", name, mode),
			hint:   "take that right away: chmod 600 " + name,
		}
	}
	return readOneLine("secrets file "+name, file)
}

// readOneLine reads a secret and takes the line end off. What cannot be one is
// refused rather than tried: failed sign-ins lock accounts.
func readOneLine(name string, r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSecret+1))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	text := strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r")
	switch {
	case len(data) > maxSecret:
		return "", &usageError{reason: name + " is too long for a secret", hint: "it should hold one line"}
	case strings.ContainsAny(text, "\r\n\x00"):
		return "", &usageError{reason: name + " holds more than one line", hint: "it should hold the secret and nothing else"}
	case !utf8.ValidString(text):
		return "", &usageError{reason: name + " is not UTF-8 text", hint: "store it as UTF-8"}
	}
	return text, nil
}
