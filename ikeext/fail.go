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
func (c *Client) fail(ctx context.Context, stage Stage, err error) error {
	var done *Error
	if errors.As(err, &done) {
		return done
	}
	e := &Error{Stage: stage, Host: c.name, Err: err}
	e.Class, e.Code = classify(ctx, err)
	if e.Class == ErrTruncated && stage == stageCall {
		e.Stage = stageDecode
	}
	if stage == stageBind && !c.way.none() {
		refusedAtBind(e)
	}
	if e.Hint = ticketHint(err); e.Hint == "" {
		e.Hint = c.hint(e)
	} else if c.way.negotiated && c.way.kerberos.Password != "" && e.Class == ErrUnreachable {
		// Not done of our own accord: whoever keeps the KDC away would choose.
		e.Hint += "; auth ntlm signs in without a KDC"
	}
	return e
}

// failCall is fail for a call that brought no answer. A host that hangs up on the
// first protected request may mean the sign-in by it.
func (c *Client) failCall(ctx context.Context, a *association.Association, err error) error {
	failed := c.fail(ctx, stageCall, err)
	var e *Error
	if errors.As(failed, &e) && errors.Is(err, guard.ErrPeerClosed) && a.SignIn() != nil && !a.SignIn().Proven() {
		e.Class = ErrSignInUnproven
		e.Hint = c.hint(e)
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

// failConnect is fail for a connection that could not be made: a name that does
// not resolve is a stage of its own.
func (c *Client) failConnect(ctx context.Context, port uint16, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return c.fail(ctx, stageConnect, fmt.Errorf("TCP port %d: %w", port, cause))
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return c.fail(ctx, stageResolve, err)
	}
	return c.fail(ctx, stageConnect, &connectError{port, err})
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
func (c *Client) failStatus(procedure string, status uint32) error {
	if status == 0 {
		return nil
	}
	return c.failFault(context.Background(), nil, procedure, &guard.Fault{Status: status})
}

// failFault makes an *Error of a call that was refused. With an association it
// asks there whether the sign-in was accepted.
func (c *Client) failFault(ctx context.Context, a *association.Association, procedure string, fault *guard.Fault) error {
	e := &Error{
		Stage: stageCall, Class: classifyStatus(fault.Status), Host: c.name, Code: Code(fault.Status),
		Err: fmt.Errorf("%s refused: %v", procedure, Code(fault.Status)),
	}
	if a != nil && a.SignIn() != nil {
		switch {
		case isAccessDenied(fault.Status):
			e.Class = c.classifyDenial(ctx, a, fault)
		case lacksContext(fault.Status) && !a.SignIn().Proven():
			e.Class = ErrAuthenticationFailed
		}
	}
	e.Hint = c.hint(e)
	return e
}

// classifyDenial tells a refused call from a refused sign-in.
func (c *Client) classifyDenial(ctx context.Context, a *association.Association, fault *guard.Fault) Class {
	if a.SignIn().Proven() {
		return ErrAccessDenied
	}
	// After a fault with a verifier the security context is out of step.
	if fault.Protected || ctx.Err() != nil {
		return ErrSignInUnproven
	}
	switch c.probe(ctx, a) {
	case accepted:
		return ErrAccessDenied
	case refused:
		return ErrAuthenticationFailed
	}
	return ErrSignInUnproven
}
