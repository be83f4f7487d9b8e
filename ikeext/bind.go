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
type tickets struct{ rpc, smb *kerberos.Ticket }

// fetchTicket gets the service ticket for spn before the host is dialled, unless
// the session has it already or signs in without one.
func (c *Client) fetchTicket(ctx context.Context, ticket **kerberos.Ticket, spn string) error {
	if *ticket != nil || c.way.kerberos == nil {
		return nil
	}
	err := c.stage(ctx, func(ctx context.Context) (err error) {
		*ticket, err = c.way.tickets.cache.Get(ctx, c.way.kerberos, spn)
		return err
	})
	if err != nil {
		return c.fail(ctx, stageKerberos, err)
	}
	return nil
}

// bind binds the interface at the first of the places that can be reached, and
// signs in there. Over TCP nothing after the connection is tried twice: it might
// be a sign-in that counts. Of pipes the next is tried when the host has none of
// the name or another interface behind it, both of which it says only to whom it
// let in.
func (c *Client) bind(ctx context.Context, places []binding, syntax *dcerpc.SyntaxID) (bound *association.Association, at binding, err error) {
	for _, at = range places {
		if bound, err = c.bindAt(ctx, at, syntax); err == nil {
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

func (c *Client) bindAt(ctx context.Context, at binding, syntax *dcerpc.SyntaxID) (*association.Association, error) {
	socket, err := c.connect(ctx, at)
	if err != nil {
		return nil, err
	}
	bound, err := c.bindOn(ctx, socket, syntax, false)
	var rejected *guard.Rejected
	if errors.As(err, &rejected) && rejected.Nak && rejected.Reason == guard.ReasonAuthType && c.way.negotiated {
		// Only the wrapping changes, never the mechanism: anybody can make up a
		// bind_nak.
		c.log.Debug("the host does not speak SPNEGO, signing in without it", "mechanism", c.way.mechanism())
		if socket, err = c.connect(ctx, at); err != nil {
			return nil, err
		}
		bound, err = c.bindOn(ctx, socket, syntax, true)
	}
	name, endpoint := interfaceName(syntax), at.at(c.net.address())
	if err != nil {
		c.log.Debug("bind failed", "interface", name, "endpoint", endpoint, "mechanism", c.way.mechanism(), "error", err)
		return nil, c.fail(ctx, stageBind, fmt.Errorf("%s: %w", name, err))
	}
	c.log.Debug("bound", "interface", name, "endpoint", endpoint, "mechanism", c.way.mechanism(),
		"level", c.level, "windows_build", bound.SignIn().Version())
	return bound, nil
}

// bindOn binds and signs in on a connection, raw for without SPNEGO.
func (c *Client) bindOn(ctx context.Context, socket net.Conn, syntax *dcerpc.SyntaxID, raw bool) (bound *association.Association, err error) {
	signIn := c.way.signIn(c.level, c.tickets.rpc, raw)
	err = c.stage(ctx, func(ctx context.Context) (err error) {
		bound, err = association.Bind(ctx, socket, syntax, signIn)
		return err
	})
	return bound, err
}

// connect connects to a port, or opens a pipe.
func (c *Client) connect(ctx context.Context, at binding) (socket net.Conn, err error) {
	port := at.port
	if at.pipe != "" {
		port = c.smbPort
		if err := c.fetchTicket(ctx, &c.tickets.rpc, c.way.spn); err != nil {
			return nil, err
		}
		if err := c.fetchTicket(ctx, &c.tickets.smb, c.way.cifs); err != nil {
			return nil, err
		}
	}
	err = c.stage(ctx, func(ctx context.Context) (err error) {
		if socket, err = c.net.connect(ctx, port); err != nil {
			return c.failConnect(ctx, port, err)
		}
		return nil
	})
	if err != nil {
		c.log.Debug("connecting failed", "port", port, "error", err)
		return nil, c.fail(ctx, stageConnect, err)
	}
	c.log.Debug("connected", "address", c.net.address(), "port", port)
	if at.pipe == "" {
		return socket, nil
	}
	return c.openPipe(ctx, socket, at.pipe)
}

func (c *Client) openPipe(ctx context.Context, socket net.Conn, name string) (conn net.Conn, err error) {
	signIn := c.way.smbSignIn(c.tickets.smb)
	err = c.stage(ctx, func(ctx context.Context) (err error) {
		conn, err = pipe.Open(ctx, socket, pipe.Options{Security: signIn.Security(), Host: c.host, Name: name})
		return err
	})
	if err != nil {
		c.log.Debug("opening the pipe failed", "pipe", name, "error", err)
		return nil, c.fail(ctx, stageSMB, fmt.Errorf(`\\PIPE\%s: %w`, name, err))
	}
	c.log.Debug("pipe opened", "pipe", name)
	return conn, nil
}
