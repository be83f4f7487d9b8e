package main

import (
	"maps"
	"net/netip"
	"strings"
	"unicode"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
)

// target is a HOST argument taken apart.
type target struct {
	host string
	// user is what stood before the host: `DOMAIN\name`, DOMAIN/name, name@REALM
	// or name. Empty when nothing did.
	user string
	// password is empty when there was none.
	password string
	// from is where it was given, for errors.
	from string
	// more is what a file of targets says of it. Nil for other targets.
	more *config.Target
}

// ownUser is the user that a file of targets names for this host.
func (t target) ownUser() string {
	if t.more == nil {
		return ""
	}
	return t.more.User
}

// labels are those of a file of targets.
func (t target) labels() map[string]string {
	if t.more == nil {
		return nil
	}
	return t.more.Labels
}

// like reports whether files of targets say the same of two hosts.
func (t target) like(other target) bool {
	var a, b config.Override
	if t.more != nil {
		a = t.more.Override
	}
	if other.more != nil {
		b = other.more.Override
	}
	return a == b && maps.Equal(t.labels(), other.labels())
}

const targetHint = "give a name or an address, or [[domain/]user[:password]@]host"

// parseTarget reads the form [[domain/]user[:password]@]host. The host begins
// after the last @, the password after the first colon, so that passwords may
// hold anything. Its errors repeat nothing: what is wrong may be a password.
func parseTarget(arg string) (target, error) {
	if strings.HasPrefix(arg, "@") {
		return target{}, &usageError{reason: "the target is the name of a file", hint: targetsHint}
	}
	t := target{host: arg}
	if i := strings.LastIndexByte(arg, '@'); i >= 0 {
		t.host = arg[i+1:]
		t.user, t.password, _ = strings.Cut(arg[:i], ":")
		if t.user == "" {
			return target{}, &usageError{reason: "the target has a password and no user", hint: targetHint}
		}
	}
	if t.host == "" {
		return target{}, &usageError{reason: "the target has no host", hint: targetHint}
	}
	// A forgotten @host makes a host of the password.
	if !isHost(t.host) {
		return target{}, &usageError{reason: "the target's host is neither a name nor an address", hint: targetHint}
	}
	return t, nil
}

// isHost reports whether a text can be the name or the address of a host. What only
// looks like an address is no name: no resolver knows it.
func isHost(text string) bool {
	bare, bracketed := strings.CutPrefix(text, "[")
	if bracketed {
		bare, bracketed = strings.CutSuffix(bare, "]")
	}
	addr, err := netip.ParseAddr(bare)
	if bare != text {
		return bracketed && addr.Is6()
	}
	return err == nil || !strings.HasPrefix(text, "-") && strings.Trim(text, "0123456789.") != "" &&
		!strings.ContainsFunc(text, func(r rune) bool {
			return !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !strings.ContainsRune("-_.", r)
		})
}
