package reader

import (
	"errors"
	"fmt"
)

// ErrBusy means that too many hosts are waiting for their turn already, or that the
// turn did not come in time. Nothing was sent.
var ErrBusy = errors.New("too many hosts at the same time")

// RequestError is a request that no host could answer: a profile or a module that
// does not exist, or a target that is no host. Nothing was sent.
type RequestError struct {
	// Parameter is what is wrong: "target", "auth" or "module".
	Parameter string
	// Reason says what is wrong with it. It repeats nothing of what was given.
	Reason string
}

// Error returns the parameter and the reason.
func (e *RequestError) Error() string { return e.Parameter + ": " + e.Reason }

// DeniedError is a host that the allow list does not admit. Nothing was sent to it.
type DeniedError struct{ host string }

// Error says so.
func (e *DeniedError) Error() string {
	return "target: the allow list does not admit " + e.host
}

// CredentialError is a credential that could not be read. Nothing was sent.
type CredentialError struct {
	// Profile is the name of the profile.
	Profile string
	// Err is why. It shows no secret.
	Err error
}

// Error returns the profile and the cause.
func (e *CredentialError) Error() string { return fmt.Sprintf("auth profile %s: %v", e.Profile, e.Err) }

// Unwrap returns the cause.
func (e *CredentialError) Unwrap() error { return e.Err }
