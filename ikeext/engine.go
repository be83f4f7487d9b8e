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

// Procedures of the engine interface, as of Windows 8.1.
const (
	opEngineOpen  = 2
	opEngineClose = 3
	// maxEngineReply bounds the reply to EngineOpen, 172 bytes with the usual name
	// of the notification event.
	maxEngineReply = 4096
	// courtesy is how long a host may take to hear that a session is over. Nothing
	// depends on it: the host ends the session with the connection.
	courtesy = time.Second
)

// engine is what came of the engine session. The association is nil unless the
// state is EngineOpened.
type engine struct {
	state       EngineState
	association *association.Association
	handle      *enginerpc.EngineHandle
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
		d.log.Debug("engine session opened")
		return e, nil
	}
	doubtful := errors.Is(err, ErrAuthenticationFailed) || errors.Is(err, ErrSignInUnproven)
	if doubtful || where.remembered && stale(err) || d.settings.engine == EngineRequire || ctx.Err() != nil {
		return nil, err
	}
	d.log.Warn("engine session refused, going on without", "error", err)
	return &engine{state: EngineRefused}, nil
}

func (d *rpcDoor) tryEngine(ctx context.Context, places []binding) (*engine, error) {
	bound, _, err := d.bind(ctx, places, engineSyntax())
	if err != nil {
		return nil, err
	}
	var answer enginerpc.EngineOpenResponse
	// No session and no languages: the server makes a session of its own accord.
	p := engineProcedure(opEngineOpen, "EngineOpen", &enginerpc.EngineOpenRequest{})
	err = d.call(ctx, bound, p, func(stub []byte) error {
		if err := association.Decode(stub, &answer); err != nil {
			return d.fail(ctx, stageDecode, fmt.Errorf("EngineOpen: %w", err))
		}
		return d.failStatus(p, answer.Return)
	})
	if err != nil {
		_ = bound.Close()
		return nil, err
	}
	return &engine{state: EngineOpened, association: bound, handle: answer.Engine}, nil
}

func engineProcedure(opnum int, name string, in ndr.Marshaler) procedure {
	return procedure{
		Request: association.Request{Opnum: opnum, Name: name, In: in}, stage: stageCall, limit: maxEngineReply,
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
	p := engineProcedure(opEngineClose, "EngineClose", &enginerpc.EngineCloseRequest{Engine: d.engine.handle})
	err := d.call(ctx, d.engine.association, p, func(stub []byte) error { return association.Decode(stub, &answer) })
	if err != nil {
		d.log.Debug("closing the engine session", "error", err)
	}
}
