package ikeext

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/oiweiwei/go-msrpc/ndr"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	enginerpc "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
)

const (
	// maxEngineReply bounds the reply to EngineOpen, 172 bytes with the usual name
	// of the notification event.
	maxEngineReply = 4096
	// courtesy is how long a host may take to hear that a session is over. Nothing
	// depends on it: the host ends the session with the connection.
	courtesy = time.Second
)

// engine is what came of the engine session. The association is nil unless there is
// one.
type engine struct {
	state EngineState
	// places are where it can be opened; empty where state says why.
	places      []binding
	association *association.Association
	place       binding // of the association
	handle      *enginerpc.EngineHandle
	opnums      engineOpnums
}

// openEngine opens the session that FwpmEngineOpen0 opens. In auto a failure is
// recorded and does not stand in the way, unless it throws doubt on the
// credential: to go on then would try it a second time. Nor where the endpoint was
// remembered and is another by now.
func (d *rpcDoor) openEngine(ctx context.Context, where *whereabouts) (*engine, error) {
	if len(where.engine) == 0 {
		return &engine{state: where.state}, nil
	}
	e, err := d.tryEngine(ctx, where.engine)
	if err == nil {
		return e, nil
	}
	doubtful := errors.Is(err, ErrAuthenticationFailed) || errors.Is(err, ErrSignInUnproven)
	if doubtful || where.remembered && stale(err) || d.settings.engine == EngineRequire || ctx.Err() != nil {
		return nil, err
	}
	d.log.Warn("engine session refused, going on without", "error", err)
	return &engine{state: EngineRefused, places: where.engine}, nil
}

// tryEngine opens a session by the table of the host's build. Where that is not known,
// which opnum EngineOpen has is found out: with nothing in it, it is too short to be
// anything else in the other table, and refused there as bad stub data.
func (d *rpcDoor) tryEngine(ctx context.Context, places []binding) (*engine, error) {
	bound, at, err := d.bind(ctx, places, engineSyntax())
	if err != nil {
		return nil, err
	}
	e := &engine{state: EngineOpened, places: places, association: bound, place: at}
	var known bool
	e.opnums, known = engineOpnumsOf(bound.SignIn().Version())
	err = d.openSession(ctx, e)
	var refused *Error
	if !known && errors.As(err, &refused) && refused.Code == codeBadStub {
		return d.tryWindows7(ctx, e, refused)
	}
	return e.orClosed(err)
}

// tryWindows7 opens the session of an engine that took opnum 2 for something else. Where
// its refusal was signed the security context is out of step, and the sign-in is made
// again if it is proven that the host accepts it.
func (d *rpcDoor) tryWindows7(ctx context.Context, e *engine, why *Error) (*engine, error) {
	d.log.Debug("EngineOpen has another opnum there", "tried", e.opnums.open, "status", why.Code)
	e.opnums = windows7(false)
	if why.outOfStep {
		_ = e.association.Close()
		if !e.association.SignIn().Proven() {
			return nil, why
		}
		bound, err := d.bindAt(ctx, e.place, engineSyntax())
		if err != nil {
			return nil, err
		}
		e.association = bound
	}
	return e.orClosed(d.openSession(ctx, e))
}

// orClosed returns the engine, or the error with which it came to nothing.
func (e *engine) orClosed(err error) (*engine, error) {
	if err != nil {
		_ = e.association.Close()
		return nil, err
	}
	return e, nil
}

// openSession calls EngineOpen.
func (d *rpcDoor) openSession(ctx context.Context, e *engine) error {
	var answer enginerpc.EngineOpenResponse
	// No session and no languages: the server makes a session of its own accord.
	p := engineProcedure(e.opnums.open, "EngineOpen", &enginerpc.EngineOpenRequest{}, maxEngineReply)
	p.code = win32 // there is no session yet that could be aborted
	err := d.call(ctx, e.association, p, func(stub []byte) error {
		if err := association.Decode(stub, &answer); err != nil {
			return d.fail(ctx, stageDecode, fmt.Errorf("EngineOpen: %w", err))
		}
		return d.failStatus(p, answer.Return)
	})
	if err != nil {
		return err
	}
	e.handle = answer.Engine
	d.log.Debug("engine session opened", "table", e.opnums.table)
	return nil
}

func engineProcedure(opnum int, name string, in ndr.Marshaler, limit int) procedure {
	return procedure{
		Request: association.Request{Opnum: opnum, Name: name, In: in}, stage: stageCall, limit: limit,
		code: engineCode,
	}
}

// engineSession returns the engine session, and opens one if there is none: because
// nobody asked for the engine so far, because it was refused, or because it was aborted.
func (d *rpcDoor) engineSession(ctx context.Context, what string) (*engine, error) {
	if d.engine.association != nil {
		return d.engine, nil
	}
	places, err := d.enginePlaces(ctx, what)
	if err != nil {
		return nil, err
	}
	opened, err := d.tryEngine(ctx, places)
	if err != nil {
		return nil, err
	}
	d.engine = opened
	return opened, nil
}

// enginePlaces returns where the engine is, or why what is asked for cannot be done.
func (d *rpcDoor) enginePlaces(ctx context.Context, what string) ([]binding, error) {
	switch d.engine.state {
	case EngineSkipped:
		return nil, d.withoutEngine(what, ErrNotSupported, "the configuration leaves it out",
			"engine auto opens a session where the host offers one")
	case EngineNotRegistered:
		return nil, d.withoutEngine(what, ErrNotRegistered, "it is not registered with the endpoint mapper for TCP", hintEngineLocal)
	case EngineNotAsked:
		if d.place.pipe != "" {
			return nil, d.withoutEngine(what, ErrNotSupported, "where it is cannot be asked over pipes", "name its endpoint: EngineEndpoint")
		}
		return d.askForEngine(ctx)
	}
	return d.engine.places, nil
}

const hintEngineLocal = "Windows never offers the filter engine to the network; on the host itself door local reads it"

// withoutEngine is an *Error for what takes the engine.
func (d *rpcDoor) withoutEngine(what string, class Class, why, hint string) error {
	return &Error{
		Stage: stageCall, Class: class, Host: d.name, Door: d.door, Auth: d.auth(),
		Err: fmt.Errorf("cannot %s without the filter engine: %s", what, why), Hint: hint, unsent: true,
	}
}

// closeEngine ends the engine session, if there is one: politely means to tell
// the host first. Whatever comes of that, the host ends the session with the
// connection.
func (d *rpcDoor) closeEngine(politely bool) {
	if d.engine == nil || d.engine.association == nil {
		return
	}
	defer d.engine.association.Close()
	if !politely {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(d.life), courtesy)
	defer cancel()
	var answer enginerpc.EngineCloseResponse
	p := engineProcedure(d.engine.opnums.close, "EngineClose", &enginerpc.EngineCloseRequest{Engine: d.engine.handle}, maxEngineReply)
	err := d.call(ctx, d.engine.association, p, func(stub []byte) error { return association.Decode(stub, &answer) })
	if err != nil {
		d.log.Debug("closing the engine session", "error", err)
	}
}
