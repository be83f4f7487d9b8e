package render

import (
	"errors"

	"github.com/remoteike/remoteike/ikeext"
)

// Problem is an error taken apart for programs.
type Problem struct {
	// Door is the way in that failed. Empty for errors of none.
	Door ikeext.Door
	// Stage is the step that failed. Empty for errors that have none.
	Stage ikeext.Stage
	// Class is the kind of failure. Never empty.
	Class ikeext.Class
	// Auth tells how the sign-in was to be made. Zero where nobody signs in.
	Auth ikeext.SignIn
	// Code is the status that the peer sent. Zero when it sent none.
	Code ikeext.Code
	// Message is the cause, without host and stage. Never empty.
	Message string
	// Hint says what to do. Empty when there is nothing better than the message.
	Hint string
	// Tried is what the doors said that were tried before. Nil when there were none.
	Tried []Problem
}

// ProblemOf takes err apart, which must not be nil. A configuration that does not
// fit a host counts as not supported, errors that do not come from a host as
// internal.
func ProblemOf(err error) Problem {
	var e *ikeext.Error
	if errors.As(err, &e) {
		return Problem{
			Door: e.Door, Stage: e.Stage, Class: e.Class, Auth: e.Auth, Code: e.Code, Message: e.Err.Error(), Hint: e.Hint,
			Tried: problemsOf(e.Tried),
		}
	}
	var config *ikeext.ConfigError
	if errors.As(err, &config) {
		return Problem{Class: ikeext.ErrNotSupported, Message: config.Reason}
	}
	return Problem{Class: ikeext.ErrInternal, Message: err.Error()}
}

// problemsOf takes what the doors said apart.
func problemsOf(tried []*ikeext.Error) (list []Problem) {
	for _, e := range tried {
		list = append(list, ProblemOf(e))
	}
	return list
}
