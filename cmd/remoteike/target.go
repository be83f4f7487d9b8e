package main

import (
	"net/netip"
	"strings"
)

// target is a HOST argument taken apart.
type target struct {
	host string
	// user is what stood before the host: `DOMAIN\name`, DOMAIN/name, name@REALM
	// or name. Empty when nothing did.
	user string
	// password is empty when there was none.
	password string
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
	if _, err := netip.ParseAddr(strings.Trim(t.host, "[]")); err != nil && strings.ContainsAny(t.host, `:/\`) {
		return target{}, &usageError{reason: "the target's host is neither a name nor an address", hint: targetHint}
	}
	return t, nil
}
