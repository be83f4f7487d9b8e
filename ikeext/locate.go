package ikeext

import (
	"context"
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/dcerpc"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/dcom"
	"github.com/remoteike/remoteike/ikeext/internal/epm"
	"github.com/remoteike/remoteike/ikeext/internal/guard"
	"github.com/remoteike/remoteike/ikeext/internal/wmi"
)

// whereabouts are the endpoints of the two interfaces on the host.
type whereabouts struct {
	ike    []binding
	engine []binding // empty: see state
	// state says why there is no engine endpoint.
	state EngineState
	// remembered says that the mapper told so an earlier session.
	remembered bool
}

// given are the endpoints that were named by the caller.
func (d *rpcDoor) given() *whereabouts {
	where := &whereabouts{}
	if d.settings.endpoint != nil {
		where.ike = []binding{*d.settings.endpoint}
	}
	switch {
	case d.settings.engineEndpoint != nil:
		where.engine = []binding{*d.settings.engineEndpoint}
	case d.settings.engine == EngineSkip:
		where.state = EngineSkipped
	case where.ike != nil:
		where.state = EngineNotAsked
	}
	return where
}

// pipes are the endpoints over SMB: the pipe that was named, or those of the
// processes that Windows shared with IKEEXT.
func (d *rpcDoor) pipes() *whereabouts {
	where := d.given()
	if where.ike == nil {
		where.ike = []binding{{pipe: "atsvc"}, {pipe: "srvsvc"}}
	}
	if where.engine == nil && where.state == "" {
		where.state = EngineNotAsked
	}
	return where
}

// recall completes what was given by what the mapper told an earlier session. Nil
// means that the mapper is to be asked.
func (d *rpcDoor) recall(given *whereabouts) *whereabouts {
	known, ok := d.endpoints.recall(d.endpointsKey())
	if !ok {
		return nil
	}
	known.remembered = true
	if given.engine != nil || given.state != "" {
		known.engine, known.state = given.engine, given.state
	}
	if known.engine == nil && (known.state == "" || known.state == EngineNotRegistered && d.settings.engine == EngineRequire) {
		return nil // nobody asked for the engine then, or it may have come up since
	}
	return &known
}

// mapped is what of the whereabouts the mapper told.
func (d *rpcDoor) mapped(where *whereabouts) whereabouts {
	told := whereabouts{ike: where.ike}
	if given := d.given(); given.engine == nil && given.state == "" {
		told.engine, told.state = where.engine, where.state
	}
	return told
}

func (d *rpcDoor) endpointsKey() endpointsKey { return endpointsKey{d.name, d.targetIP, d.epmPort} }

// stale reports whether an error may come of a port at which something else is by
// now, or nothing: it could not be reached, or nobody there took the interface. A
// sign-in that was refused, or may have been, is not among these.
func stale(err error) bool {
	var (
		unbound  *association.UnboundError
		rejected *guard.Rejected
	)
	if errors.As(err, &rejected) && rejected.Nak {
		return false // that is how some sign-ins are refused
	}
	return unreachable(err) || errors.As(err, &unbound)
}

// mapper connects to the endpoint mapper.
func (d *rpcDoor) mapper(ctx context.Context) (mapper *association.Association, err error) {
	socket, err := d.dial(ctx, d.epmPort)
	if err != nil {
		return nil, err
	}
	err = d.stage(ctx, func(ctx context.Context) (err error) {
		mapper, err = association.Bind(ctx, socket, epm.Syntax(), nil)
		return err
	})
	if err != nil {
		return nil, d.fail(ctx, stageEPM, err)
	}
	return mapper, nil
}

// askForEngine asks the mapper where the engine is.
func (d *rpcDoor) askForEngine(ctx context.Context) ([]binding, error) {
	mapper, err := d.mapper(ctx)
	if err != nil {
		return nil, err
	}
	defer mapper.Close()
	places, err := d.lookUp(ctx, mapper, engineSyntax())
	var e *Error
	if errors.As(err, &e) && e.Class == ErrNotRegistered {
		e.Hint, e.unsent = hintEngineLocal, true
	}
	return places, err
}

// ask asks the mapper for the ports that are missing.
func (d *rpcDoor) ask(ctx context.Context, where *whereabouts) error {
	mapper, err := d.mapper(ctx)
	if err != nil {
		return err
	}
	defer mapper.Close()

	if where.state == "" && where.engine == nil {
		if err := epm.MapAhead(mapper, ikeSyntax()); err != nil {
			return d.fail(ctx, stageEPM, err)
		}
		where.engine, err = d.lookUp(ctx, mapper, engineSyntax())
		if errors.Is(err, ErrNotRegistered) {
			where.state = EngineNotRegistered
			if d.settings.engine == EngineRequire {
				return err
			}
		} else if err != nil {
			return err
		}
	}
	where.ike, err = d.lookUp(ctx, mapper, ikeSyntax())
	return err
}

func (d *rpcDoor) lookUp(ctx context.Context, mapper *association.Association, syntax *dcerpc.SyntaxID) (places []binding, err error) {
	var ports []uint16
	err = d.stage(ctx, func(ctx context.Context) (err error) {
		ports, err = epm.Map(ctx, mapper, syntax)
		return err
	})
	name := interfaceName(syntax)
	if err != nil {
		err = d.fail(ctx, stageEPM, &mapError{name, err})
		d.log.Debug("asked the endpoint mapper", "interface", name, "error", err)
		return nil, err
	}
	d.log.Debug("asked the endpoint mapper", "interface", name, "ports", ports)
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
	for _, known := range []struct {
		syntax *dcerpc.SyntaxID
		name   string
	}{
		{engineSyntax(), "BFE"},
		{dcom.CreateInstance().Syntax, "IRemoteSCMActivator"},
		{dcom.RemoteActivation().Syntax, "IActivation"},
		{wmi.LoginSyntax(), "IWbemLevel1Login"},
	} {
		if syntax.Is(known.syntax) {
			return known.name
		}
	}
	return "IKEEXT"
}
