package render

import (
	"errors"

	"github.com/remoteike/remoteike/ikeext"
)

// Problem is an error taken apart for programs.
type Problem struct {
	// Stage is the step that failed. Empty for errors that have none.
	Stage ikeext.Stage
	// Class is the kind of failure. Never empty.
	Class ikeext.Class
	// Code is the status that the peer sent. Zero when it sent none.
	Code ikeext.Code
	// Message is the cause, without host and stage. Never empty.
	Message string
	// Hint says what to do. Empty when there is nothing better than the message.
	Hint string
}

// ProblemOf takes err apart, which must not be nil. Errors that do not come from
// a host count as internal.
func ProblemOf(err error) Problem {
	var e *ikeext.Error
	if errors.As(err, &e) {
		return Problem{Stage: e.Stage, Class: e.Class, Code: e.Code, Message: e.Err.Error(), Hint: e.Hint}
	}
	return Problem{Class: ikeext.ErrInternal, Message: err.Error()}
}
