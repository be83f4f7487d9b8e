package ikeext

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/guard"
	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
)

// fail makes an *Error of what went wrong at a stage. An *Error inside err was
// classified nearer to the cause and is returned as it is.
func (s *session) fail(ctx context.Context, stage Stage, err error) error {
	var done *Error
	if errors.As(err, &done) {
		return done
	}
	e := &Error{Stage: stage, Host: s.name, Door: s.door, Auth: s.auth(), Err: err}
	e.Class, e.Code = classify(ctx, err)
	if e.Class == ErrTruncated && stage.calls() {
		e.Stage = stageDecode
	}
	if stage == stageBind && !s.way.none() {
		refusedAtBind(e)
	}
	if e.Hint = ticketHint(err); e.Hint == "" {
		e.Hint = s.hint(e)
	} else if s.way.negotiated && s.way.kerberos.Password != "" && e.Class == ErrUnreachable {
		// Not done of our own accord: whoever keeps the KDC away would choose.
		e.Hint += "; auth ntlm signs in without a KDC"
	}
	return e
}

// failCall is fail for a call that brought no answer. A host that hangs up on the
// first protected request may mean the sign-in by it.
func (s *session) failCall(ctx context.Context, a *association.Association, p procedure, err error) error {
	failed := s.fail(ctx, p.stage, fmt.Errorf("%s: %w", p.Name, err))
	var e *Error
	if errors.As(failed, &e) && errors.Is(err, guard.ErrPeerClosed) && a.SignIn() != nil && !a.SignIn().Proven() {
		e.Class = ErrSignInUnproven
		e.Hint = s.hint(e)
	}
	return failed
}

// refusedAtBind recognizes a sign-in whose last message was answered, as SPNEGO
// has it, with a fault.
func refusedAtBind(e *Error) {
	var fault *guard.Fault
	if errors.As(e.Err, &fault) && (isAccessDenied(fault.Status) || lacksContext(fault.Status)) {
		e.Class = ErrAuthenticationFailed
		e.Err = fmt.Errorf("sign-in refused: %v: %w", e.Code, e.Err)
	}
}

// ticketHint returns what package kerberos says about its own errors, which is
// nearer to the cause.
func ticketHint(err error) string {
	var ticket *kerberos.Error
	if errors.As(err, &ticket) {
		return ticket.Hint
	}
	return ""
}

// connectError is a connection that could not be made.
type connectError struct {
	port uint16
	err  error
}

func (e *connectError) Error() string {
	var op *net.OpError
	if errors.As(e.err, &op) { // without the address, which Error names
		return fmt.Sprintf("TCP port %d: %v", e.port, op.Err)
	}
	return fmt.Sprintf("TCP port %d: %v", e.port, e.err)
}

func (e *connectError) Unwrap() error { return e.err }

// failStatus is for a procedure that returned a status.
func (s *session) failStatus(p procedure, status uint32) error {
	if status == 0 {
		return nil
	}
	return s.failFault(context.Background(), nil, p, &guard.Fault{Status: status})
}

// failFault makes an *Error of a call that was refused. With an association it
// asks there whether the sign-in was accepted.
func (s *session) failFault(ctx context.Context, a *association.Association, p procedure, fault *guard.Fault) error {
	code := fault.Status
	if p.code != nil {
		code = p.code(code)
	}
	e := &Error{
		Stage: p.stage, Class: classifyStatus(code), Host: s.name, Door: s.door, Auth: s.auth(), Code: Code(code),
		Err: fmt.Errorf("%s refused: %v", p.Name, Code(code)), outOfStep: fault.Protected,
	}
	if code != fault.Status {
		e.Err = fmt.Errorf("%w, on the wire %v", e.Err, Code(fault.Status))
	}
	if a != nil && a.SignIn() != nil {
		switch {
		case isAccessDenied(fault.Status):
			e.Class = s.classifyDenial(ctx, a, fault)
		case lacksContext(fault.Status) && !a.SignIn().Proven():
			e.Class = ErrAuthenticationFailed
		}
	}
	e.Hint = s.hint(e)
	return e
}

// classifyDenial tells a refused call from a refused sign-in.
func (s *session) classifyDenial(ctx context.Context, a *association.Association, fault *guard.Fault) Class {
	if a.SignIn().Proven() {
		return ErrAccessDenied
	}
	// After a fault with a verifier the security context is out of step.
	if fault.Protected || ctx.Err() != nil {
		return ErrSignInUnproven
	}
	switch s.probe(ctx, a) {
	case accepted:
		return ErrAccessDenied
	case refused:
		return ErrAuthenticationFailed
	}
	return ErrSignInUnproven
}
