package ikeext

import (
	"context"
	"errors"
	"fmt"

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
// credential: to go on then would try it a second time.
func (c *Client) openEngine(ctx context.Context, where *whereabouts) (*engine, error) {
	if len(where.engine) == 0 {
		return &engine{state: where.state}, nil
	}
	e, err := c.tryEngine(ctx, where.engine)
	if err == nil {
		c.log.Debug("engine session opened")
		return e, nil
	}
	doubtful := errors.Is(err, ErrAuthenticationFailed) || errors.Is(err, ErrSignInUnproven)
	if doubtful || c.settings.engine == EngineRequire || ctx.Err() != nil {
		return nil, err
	}
	c.log.Warn("engine session refused, going on without", "error", err)
	return &engine{state: EngineRefused}, nil
}

func (c *Client) tryEngine(ctx context.Context, places []binding) (*engine, error) {
	bound, _, err := c.bind(ctx, places, engineSyntax())
	if err != nil {
		return nil, err
	}
	var answer enginerpc.EngineOpenResponse
	// No session and no languages: the server makes a session of its own accord.
	err = c.call(ctx, bound, association.Request{
		Opnum: opEngineOpen, Name: "EngineOpen", In: &enginerpc.EngineOpenRequest{},
	}, maxEngineReply, func(stub []byte) error {
		if err := association.Decode(stub, &answer); err != nil {
			return c.fail(ctx, stageDecode, fmt.Errorf("EngineOpen: %w", err))
		}
		return c.failStatus("EngineOpen", answer.Return)
	})
	if err != nil {
		_ = bound.Close()
		return nil, err
	}
	return &engine{state: EngineOpened, association: bound, handle: answer.Engine}, nil
}

// closeEngine ends the engine session, if there is one: politely means to tell
// the host first. Whatever comes of that, the host ends the session with the
// connection.
func (c *Client) closeEngine(politely bool) {
	if c.engine == nil || c.engine.association == nil {
		return
	}
	defer c.engine.association.Close()
	if !politely {
		return
	}
	ctx := context.WithoutCancel(c.life)
	var answer enginerpc.EngineCloseResponse
	err := c.call(ctx, c.engine.association, association.Request{
		Opnum: opEngineClose, Name: "EngineClose", In: &enginerpc.EngineCloseRequest{Engine: c.engine.handle},
	}, maxEngineReply, func(stub []byte) error { return association.Decode(stub, &answer) })
	if err != nil {
		c.log.Debug("closing the engine session", "error", err)
	}
}
