// Package usage has the error that everything that a user writes can end in.
package usage

// Error says what is wrong with an argument or a file, and what to do instead. It
// holds no secret.
type Error struct {
	// Reason is what is wrong. It begins with file, line and column where there are
	// such.
	Reason string
	// Hint is what to do instead. It may be empty.
	Hint string
}

// Error returns the reason.
func (e *Error) Error() string { return e.Reason }
