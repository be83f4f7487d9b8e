package winrm

import (
	"errors"
	"fmt"
	"net/http"
)

// Stage is the step in which an [Error] arose.
type Stage string

// The stages, in their order.
const (
	// StageConnect is TCP and, for HTTPS, the handshake and the certificate.
	StageConnect Stage = "connect"
	// StageLogin is the exchange of tokens.
	StageLogin Stage = "login"
	// StageQuery is a request and its answer, faults included.
	StageQuery Stage = "query"
	// StageDecode is the reading of an answer that came whole.
	StageDecode Stage = "decode"
)

// Error is what every function of the package fails with.
type Error struct {
	Stage Stage
	// Err is the cause: one of the errors below, an [HTTPError], a [Fault], an error
	// of package signin, of crypto/x509, of the network, or the end of a context.
	Err error
}

func (e *Error) Error() string { return fmt.Sprintf("winrm %s: %v", e.Stage, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

var (
	// ErrRefused says that the host did not accept the credential: 401 to the last
	// token. Nothing protects that answer.
	ErrRefused = errors.New("the host refused the credential")
	// ErrUnproven says that the host had the credential, and that the sign-in ended
	// without a word on it.
	ErrUnproven = errors.New("nothing shows whether the host accepted the credential")
	// ErrNotOffered says that the host does not do this kind of sign-in here. The
	// text lists what it offers.
	ErrNotOffered = errors.New("the host does not offer the sign-in")
	// ErrHandshake says that there is no TLS with this host, for another reason than
	// its certificate.
	ErrHandshake = errors.New("no TLS with this host")
	// ErrSignedOut says that the host answered a request with 401 although the
	// sign-in was complete.
	ErrSignedOut = errors.New("the host wants another sign-in in the midst of a session")
	// ErrUnsealed says that the answer over HTTP was not sealed.
	ErrUnsealed = errors.New("the host sent an answer that is not sealed")
	// ErrMalformed says that an answer is not what the protocol has.
	ErrMalformed = errors.New("malformed answer")
	// ErrTooLarge says that an answer, or all of them together, exceed the bounds.
	ErrTooLarge = errors.New("the answer is too large")
	// ErrEndless says that the host kept on promising more and sent nothing.
	ErrEndless = errors.New("the host does not come to an end")
	// ErrLost says that the connection is gone, and the sign-in with it.
	ErrLost = errors.New("the connection is lost")
)

// HTTPError is an answer whose status says that there is no envelope to read, or
// none that can be trusted.
type HTTPError struct {
	// Status is the code, such as 403.
	Status int
	// Location is where a redirect pointed. It was not followed.
	Location string
}

func (e *HTTPError) Error() string {
	text := fmt.Sprintf("the host answered HTTP %d", e.Status)
	if name := http.StatusText(e.Status); name != "" {
		text += " " + name
	}
	if e.Location != "" {
		text += fmt.Sprintf(" to %q, which is not followed", e.Location)
	}
	return text
}

func fail(stage Stage, err error) error {
	var done *Error
	if errors.As(err, &done) {
		return done
	}
	return &Error{Stage: stage, Err: err}
}

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrMalformed, fmt.Sprintf(format, args...))
}
