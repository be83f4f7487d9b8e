package ikeext

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/oiweiwei/go-msrpc/dcerpc"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/guard"
	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
	"github.com/remoteike/remoteike/ikeext/internal/pipe"
)

// tickets are the service tickets of a session, nil unless it signs in with
// Kerberos.
type tickets struct{ rpc, smb, http *kerberos.Ticket }

// fetchTicket gets the service ticket for spn before the host is dialled, unless
// the session has it already or signs in without one.
func (s *session) fetchTicket(ctx context.Context, ticket **kerberos.Ticket, spn string) error {
	if *ticket != nil || s.way.kerberos == nil {
		return nil
	}
	err := s.visit.within(ctx, s.stageTimeout, func(ctx context.Context) (err error) {
		*ticket, err = s.way.tickets.cache.Get(ctx, s.way.kerberos, spn)
		return err
	})
	if err != nil {
		return s.fail(ctx, stageKerberos, err)
	}
	return nil
}

// bind binds the interface at the first of the places that can be reached, and
// signs in there. Over TCP nothing after the connection is tried twice: it might
// be a sign-in that counts. Of pipes the next is tried when the host has none of
// the name or another interface behind it, both of which it says only to whom it
// let in.
func (s *session) bind(ctx context.Context, places []binding, syntax *dcerpc.SyntaxID) (bound *association.Association, at binding, err error) {
	for _, at = range places {
		if bound, err = s.bindAt(ctx, at, syntax); err == nil {
			return bound, at, nil
		}
		elsewhere := unreachable(err)
		if at.pipe != "" {
			elsewhere = errors.Is(err, ErrNotRegistered)
		}
		if !elsewhere || ctx.Err() != nil {
			break
		}
	}
	return nil, at, err
}

func (s *session) bindAt(ctx context.Context, at binding, syntax *dcerpc.SyntaxID) (*association.Association, error) {
	socket, err := s.connect(ctx, at)
	if err != nil {
		return nil, err
	}
	bound, err := s.bindOn(ctx, socket, syntax, false)
	var rejected *guard.Rejected
	if errors.As(err, &rejected) && rejected.Nak && rejected.Reason == guard.ReasonAuthType && s.way.negotiated {
		// Only the wrapping changes, never the mechanism: anybody can make up a
		// bind_nak.
		s.log.Debug("the host does not speak SPNEGO, signing in without it", "mechanism", s.way.mechanism())
		if socket, err = s.connect(ctx, at); err != nil {
			return nil, err
		}
		bound, err = s.bindOn(ctx, socket, syntax, true)
	}
	name, endpoint := interfaceName(syntax), at.at(s.net.address())
	if err != nil {
		s.log.Debug("bind failed", "interface", name, "endpoint", endpoint, "mechanism", s.way.mechanism(), "error", err)
		return nil, s.fail(ctx, stageBind, fmt.Errorf("%s: %w", name, err))
	}
	if build := bound.SignIn().Version(); build != "" {
		s.build = build
	}
	s.log.Debug("bound", "interface", name, "endpoint", endpoint, "mechanism", s.way.mechanism(),
		"level", s.level, "windows_build", bound.SignIn().Version())
	return bound, nil
}

// bindOn binds and signs in on a connection, raw for without SPNEGO.
func (s *session) bindOn(ctx context.Context, socket net.Conn, syntax *dcerpc.SyntaxID, raw bool) (bound *association.Association, err error) {
	signIn := s.way.signIn(s.level, s.tickets.rpc, raw)
	if signIn != nil {
		if err := s.admit(ctx, socket); err != nil {
			return nil, err
		}
	}
	err = s.stage(ctx, func(ctx context.Context) (err error) {
		bound, err = association.Bind(ctx, socket, syntax, signIn)
		return err
	})
	return bound, err
}

// admit waits until this host may see the credential, and closes the connection
// when it may not.
func (s *session) admit(ctx context.Context, socket net.Conn) error {
	err := s.visit.admit(ctx)
	if err != nil {
		_ = socket.Close()
	}
	return err
}

// connect connects to a port, or opens a pipe.
func (s *session) connect(ctx context.Context, at binding) (socket net.Conn, err error) {
	s.at = at
	port := at.port
	if at.pipe != "" {
		port = s.smbPort
		if err := s.fetchTicket(ctx, &s.tickets.rpc, s.way.spn); err != nil {
			return nil, err
		}
		if err := s.fetchTicket(ctx, &s.tickets.smb, s.way.cifs); err != nil {
			return nil, err
		}
	}
	if socket, err = s.dial(ctx, port); err != nil {
		return nil, err
	}
	if at.pipe == "" {
		return socket, nil
	}
	return s.openPipe(ctx, socket, at.pipe)
}

// dial connects to a port, unless that failed before: nobody is made to wait twice
// for a port that is filtered.
func (s *session) dial(ctx context.Context, port uint16) (socket net.Conn, err error) {
	if err := s.closed[port]; err != nil {
		return nil, s.fail(ctx, stageConnect, err)
	}
	if err := s.begin(ctx); err != nil {
		return nil, s.fail(ctx, stageConnect, fmt.Errorf("not asked: %w", err))
	}
	err = s.stage(ctx, func(ctx context.Context) (err error) {
		socket, err = s.net.connect(ctx, port)
		return err
	})
	if err == nil {
		s.log.Debug("connected", "address", s.net.address(), "port", port)
		return socket, nil
	}
	s.log.Debug("connecting failed", "port", port, "error", err)
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return nil, s.fail(ctx, stageResolve, err)
	}
	err = &connectError{port, err}
	if ctx.Err() == nil {
		s.closed[port] = err
	}
	return nil, s.fail(ctx, stageConnect, err)
}

func (s *session) openPipe(ctx context.Context, socket net.Conn, name string) (conn net.Conn, err error) {
	if err := s.admit(ctx, socket); err != nil {
		return nil, s.fail(ctx, stageSMB, err)
	}
	signIn := s.way.smbSignIn(s.tickets.smb)
	err = s.stage(ctx, func(ctx context.Context) (err error) {
		conn, err = pipe.Open(ctx, socket, pipe.Options{Security: signIn.Security(), Host: s.host, Name: name})
		return err
	})
	if err != nil {
		s.log.Debug("opening the pipe failed", "pipe", name, "error", err)
		return nil, s.fail(ctx, stageSMB, fmt.Errorf(`\\PIPE\%s: %w`, name, err))
	}
	s.log.Debug("pipe opened", "pipe", name)
	return conn, nil
}
