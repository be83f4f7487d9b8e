package kerberos

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Kind is what went wrong, from a closed list.
type Kind string

// The kinds.
const (
	// NoSource: no cache, keytab, key or password to get a ticket with, or it does
	// not hold the principal that was asked for.
	NoSource Kind = "no source"
	// UnsupportedCache: a credential cache of a type that is not a file.
	UnsupportedCache Kind = "unsupported cache"
	// Expired: the tickets that there are have expired.
	Expired Kind = "expired"
	// NotYetValid: the tickets that there are start in the future.
	NotYetValid Kind = "not yet valid"
	// WrongRealm: the realm is not known, or not the client's, or no trust leads
	// to it.
	WrongRealm Kind = "wrong realm"
	// ClockSkew: the clocks of this machine and the KDC are too far apart.
	ClockSkew Kind = "clock skew"
	// UnknownPrincipal: the KDC does not know the client.
	UnknownPrincipal Kind = "unknown principal"
	// WrongPassword: the password or key is not the client's. Do not try it again:
	// accounts get locked.
	WrongPassword Kind = "wrong password"
	// Revoked: the account is disabled, locked or expired, or its password is.
	Revoked Kind = "revoked"
	// NoEType: no encryption type that both sides allow.
	NoEType Kind = "no common encryption type"
	// UnknownSPN: the KDC does not know the service.
	UnknownSPN Kind = "unknown service"
	// Unreachable: no KDC is known or none answered.
	Unreachable Kind = "unreachable"
	// Timeout: the caller's deadline passed.
	Timeout Kind = "timeout"
	// Cancelled: the caller's context was cancelled.
	Cancelled Kind = "cancelled"
	// Protocol: a KDC or a file broke the format or the rules.
	Protocol Kind = "protocol"
	// Other: a refusal that is none of the above; see Error.Name.
	Other Kind = "other"
)

// Error says why there is no ticket.
type Error struct {
	// Kind is the kind of the failure.
	Kind Kind
	// Code is the KDC's error code, or KRB_AP_ERR_SKEW where the KDC's answer shows
	// that the clocks differ. Zero when no KDC said anything.
	Code int32
	// Name is the code's name, such as KDC_ERR_PREAUTH_FAILED. Empty when Code is
	// zero.
	Name string
	// Party is who said so: a KDC's address or a file. Empty when nobody did.
	Party string
	// Skew is how far the KDC's clock is ahead of ours, negative when it is
	// behind. Zero when it was not measured.
	Skew time.Duration
	// Hint says what to do. Empty when there is nothing better than the cause.
	Hint string
	// Err is the cause. Never nil.
	Err error
}

// Error returns one line without the hint.
func (e *Error) Error() string {
	s := e.Err.Error()
	if e.Name != "" {
		s += " (" + e.Name + ")"
	}
	if e.Party != "" {
		s = e.Party + ": " + s
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Timeout reports whether the kind is Timeout, as net.Error does.
func (e *Error) Timeout() bool { return e.Kind == Timeout }

func fail(kind Kind, party, hint, format string, args ...any) *Error {
	return &Error{Kind: kind, Party: party, Hint: hint, Err: fmt.Errorf(format, args...)}
}

// contextError turns the end of the caller's context into an Error.
func contextError(ctx context.Context, doing string) *Error {
	kind := Cancelled
	hint := ""
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		kind = Timeout
		hint = "is the KDC reachable? UDP and TCP port 88 must be open towards it"
	}
	return &Error{Kind: kind, Hint: hint, Err: fmt.Errorf("%s: %w", doing, ctx.Err())}
}

// kindOf returns the kind of an error, empty when it is none of ours.
func kindOf(err error) Kind {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e.Kind
	}
	return ""
}
