package ikeext

import (
	"fmt"
	"strings"
)

// Class is the kind of a failure, from a closed list. Each class is an error,
// so that errors.Is(err, ikeext.ErrTimeout) asks for it.
type Class string

// The classes.
const (
	// ErrUnreachable: no connection to the host could be made, or it broke.
	ErrUnreachable Class = "unreachable"
	// ErrTimeout: a stage or the whole took longer than it was given.
	ErrTimeout Class = "timeout"
	// ErrCancelled: the caller's context was cancelled.
	ErrCancelled Class = "cancelled"
	// ErrNotRegistered: the host does not offer the interface to the network
	// (RPC status 1753): IKEEXT is stopped or registered for local callers.
	ErrNotRegistered Class = "not_registered"
	// ErrAccessDenied: the sign-in was accepted and the call was refused.
	ErrAccessDenied Class = "access_denied"
	// ErrSignInUnproven: the call was refused and nothing shows whether the
	// sign-in was accepted before.
	ErrSignInUnproven Class = "sign_in_unproven"
	// ErrAuthenticationFailed: the credential was refused. Do not try it again:
	// accounts get locked.
	ErrAuthenticationFailed Class = "authentication_failed"
	// ErrTicket: a Kerberos ticket could not be had or used.
	ErrTicket Class = "ticket"
	// ErrServiceStopped: the host says that its IKE service is not running.
	ErrServiceStopped Class = "service_stopped"
	// ErrNotSupported: the host, or this version of the library, cannot do what
	// was asked.
	ErrNotSupported Class = "not_supported"
	// ErrProtocol: the peer broke the protocol, or its protection did not verify.
	ErrProtocol Class = "protocol"
	// ErrTruncated: a reply ended before or after it should have.
	ErrTruncated Class = "truncated"
	// ErrInternal: a fault of this library.
	ErrInternal Class = "internal"
)

// Error returns the class's name with blanks.
func (c Class) Error() string { return strings.ReplaceAll(string(c), "_", " ") }

// Stage is the step that failed: one of resolve, connect, epm (the endpoint
// mapper), kerberos, smb, bind, call, activate, login, query, local and decode.
type Stage string

// The stages.
const (
	stageResolve  Stage = "resolve"
	stageConnect  Stage = "connect"
	stageEPM      Stage = "epm"
	stageKerberos Stage = "kerberos"
	stageSMB      Stage = "smb"
	stageBind     Stage = "bind"
	stageCall     Stage = "call"
	stageActivate Stage = "activate"
	stageLogin    Stage = "login"
	stageQuery    Stage = "query"
	stageLocal    Stage = "local"
	stageDecode   Stage = "decode"
)

// calls reports whether a stage is one in which a procedure is called.
func (s Stage) calls() bool {
	switch s {
	case stageCall, stageActivate, stageLogin, stageQuery:
		return true
	}
	return false
}

// Error is a failure at a host.
type Error struct {
	// Stage is the step that failed.
	Stage Stage
	// Class is the kind of failure; errors.Is matches it.
	Class Class
	// Host is the host as it was named by the caller.
	Host string
	// Door is the way in that failed. Empty when it was none of the doors.
	Door Door
	// Auth tells how the sign-in was to be made. The zero SignIn where nobody signs
	// in.
	Auth SignIn
	// Code is the status that the peer sent. Zero when it sent none.
	Code Code
	// Hint says what to do. Empty when there is nothing better than the cause.
	Hint string
	// Err is the cause. Never nil.
	Err error
	// Tried is what the doors said that were tried before this one, in order. Nil
	// when this was the first.
	Tried []*Error

	unsent    bool // the door was not even asked
	aborted   bool // nothing but the engine session is over
	outOfStep bool // a fault was signed, which the security context does not know of
}

// Error returns one line without the hint: the host, the stage and the cause, and
// the door where it was not the first.
func (e *Error) Error() string {
	if len(e.Tried) > 0 {
		return fmt.Sprintf("%s: %s: %s: %v", e.Host, e.Door, e.Stage, e.Err)
	}
	return fmt.Sprintf("%s: %s: %v", e.Host, e.Stage, e.Err)
}

// Unwrap returns the class and the cause.
func (e *Error) Unwrap() []error { return []error{e.Class, e.Err} }

// Timeout reports whether the class is ErrTimeout, as net.Error does.
func (e *Error) Timeout() bool { return e.Class == ErrTimeout }

// ConfigError is a Config, a host name or an argument that cannot be used. Nothing was
// sent.
type ConfigError struct {
	// Field is the field of Config, or "host", or what it is of the argument.
	Field string
	// Reason says what is wrong with it and what to do instead.
	Reason string
}

// Error returns the field and the reason.
func (e *ConfigError) Error() string { return e.Field + ": " + e.Reason }
