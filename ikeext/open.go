package ikeext

import (
	"context"
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/dcerpc"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/epm"
	enginerpc "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

func ikeSyntax() *dcerpc.SyntaxID    { return ikerpc.IkeextSyntaxV1_0 }
func engineSyntax() *dcerpc.SyntaxID { return enginerpc.EngineSyntaxV1_0 }

// open finds the interfaces, opens the engine session and binds IKEEXT. In auto
// it goes over to named pipes when the host cannot be reached over TCP.
func (c *Client) open(ctx context.Context) error {
	if c.way.fallback != "" {
		c.log.Warn("signing in with ntlm, not kerberos", "reason", c.way.fallback)
	}
	if c.level == LevelConnect {
		c.log.Warn("level connect protects nothing after the sign-in: what is read may be forged")
	}
	if c.overPipe() {
		return c.openOver(ctx, c.pipes())
	}
	err := c.openTCP(ctx)
	if c.transport != TransportAuto || c.endpoint != nil || c.way.none() || !unreachable(err) || ctx.Err() != nil {
		return err
	}
	c.log.Debug("not reachable over TCP, trying named pipes", "error", err)
	c.closeEngine(true)
	if pipes := c.openOver(ctx, c.pipes()); !unreachable(pipes) {
		return pipes
	}
	return err // where SMB is not reachable either, TCP is what to mend
}

// unreachable reports whether an error says that the mapper or the port behind
// its answer could not be reached: nothing that a host answered.
func unreachable(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Stage == stageConnect && (e.Class == ErrUnreachable || e.Class == ErrTimeout)
}

func (c *Client) openTCP(ctx context.Context) error {
	if err := c.fetchTicket(ctx, &c.tickets.rpc, c.way.spn); err != nil {
		return err
	}
	where, err := c.locate(ctx)
	if err != nil {
		return err
	}
	return c.openOver(ctx, where)
}

func (c *Client) openOver(ctx context.Context, where *whereabouts) (err error) {
	if c.engine, err = c.openEngine(ctx, where); err != nil {
		return err
	}
	c.ike, c.place, err = c.bind(ctx, where.ike, ikeSyntax())
	return err
}

// whereabouts are the endpoints of the two interfaces on the host.
type whereabouts struct {
	ike    []binding
	engine []binding // empty: see state
	// state says why there is no engine endpoint.
	state EngineState
}

// given are the endpoints that were named by the caller.
func (c *Client) given() *whereabouts {
	where := &whereabouts{}
	if c.settings.endpoint != nil {
		where.ike = []binding{*c.settings.endpoint}
	}
	switch {
	case c.settings.engineEndpoint != nil:
		where.engine = []binding{*c.settings.engineEndpoint}
	case c.settings.engine == EngineSkip:
		where.state = EngineSkipped
	case where.ike != nil:
		where.state = EngineNotAsked
	}
	return where
}

// pipes are the endpoints over SMB: the pipe that was named, or those of the
// processes that Windows shared with IKEEXT.
func (c *Client) pipes() *whereabouts {
	where := c.given()
	if where.ike == nil {
		where.ike = []binding{{pipe: "atsvc"}, {pipe: "srvsvc"}}
	}
	if where.engine == nil && where.state == "" {
		where.state = EngineNotAsked
	}
	return where
}

// locate finds the endpoints over TCP: those that were given, the mapper's for
// the others.
func (c *Client) locate(ctx context.Context) (*whereabouts, error) {
	where := c.given()
	if where.ike != nil {
		return where, nil
	}
	return where, c.ask(ctx, where)
}

// ask asks the mapper for the ports that are missing.
func (c *Client) ask(ctx context.Context, where *whereabouts) error {
	var mapper *association.Association
	err := c.stage(ctx, func(ctx context.Context) error {
		socket, err := c.net.connect(ctx, c.epmPort)
		if err != nil {
			return c.failConnect(ctx, c.epmPort, err)
		}
		c.log.Debug("connected to the endpoint mapper", "address", c.net.address(), "port", c.epmPort)
		mapper, err = association.Bind(ctx, socket, epm.Syntax(), nil)
		return err
	})
	if err != nil {
		return c.fail(ctx, stageEPM, err)
	}
	defer mapper.Close()

	if where.state == "" && where.engine == nil {
		where.engine, err = c.lookUp(ctx, mapper, engineSyntax())
		if errors.Is(err, ErrNotRegistered) {
			where.state = EngineNotRegistered
			if c.settings.engine == EngineRequire {
				return err
			}
		} else if err != nil {
			return err
		}
	}
	where.ike, err = c.lookUp(ctx, mapper, ikeSyntax())
	return err
}

func (c *Client) lookUp(ctx context.Context, mapper *association.Association, syntax *dcerpc.SyntaxID) (places []binding, err error) {
	var ports []uint16
	err = c.stage(ctx, func(ctx context.Context) (err error) {
		ports, err = epm.Map(ctx, mapper, syntax)
		return err
	})
	name := interfaceName(syntax)
	if err != nil {
		err = c.fail(ctx, stageEPM, &mapError{name, err})
		c.log.Debug("asked the endpoint mapper", "interface", name, "error", err)
		return nil, err
	}
	c.log.Debug("asked the endpoint mapper", "interface", name, "ports", ports)
	for _, port := range ports {
		places = append(places, binding{port: port})
	}
	return places, nil
}

// mapError is an interface that the mapper gave no port for.
type mapError struct {
	name string
	err  error
}

func (e *mapError) Error() string {
	var status *epm.StatusError
	if !errors.As(e.err, &status) {
		return fmt.Sprintf("looking up %s: %v", e.name, e.err)
	}
	if status.Status == epm.NotRegistered {
		return fmt.Sprintf("%s is not registered with the endpoint mapper for TCP: %v", e.name, Code(codeNotRegistered))
	}
	return fmt.Sprintf("looking up %s: %v", e.name, Code(status.Status))
}

func (e *mapError) Unwrap() error { return e.err }

// interfaceName is what messages call an interface.
func interfaceName(syntax *dcerpc.SyntaxID) string {
	if syntax.Is(engineSyntax()) {
		return "BFE"
	}
	return "IKEEXT"
}
