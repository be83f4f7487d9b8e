package ikeext

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	enginerpc "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

func ikeSyntax() *dcerpc.SyntaxID    { return ikerpc.IkeextSyntaxV1_0 }
func engineSyntax() *dcerpc.SyntaxID { return enginerpc.EngineSyntaxV1_0 }

// rpcDoor is DoorRPC.
type rpcDoor struct {
	*session
	ike    *association.Association
	place  binding // of ike
	engine *engine
	// life is that of the Client, for calls that no caller waits for.
	life context.Context
}

// open finds the interfaces, opens the engine session and binds IKEEXT. In auto
// it goes over to named pipes when the host cannot be reached over TCP.
func (d *rpcDoor) open(ctx context.Context) error {
	if d.overPipe() {
		return d.openOver(ctx, d.pipes())
	}
	err := d.openTCP(ctx)
	if d.transport != TransportAuto || d.visit != nil || d.endpoint != nil || d.way.none() || !unreachable(err) || ctx.Err() != nil {
		return err
	}
	d.log.Debug("not reachable over TCP, trying named pipes", "error", err)
	d.closeEngine(true)
	if pipes := d.openOver(ctx, d.pipes()); !unreachable(pipes) {
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

func (d *rpcDoor) openTCP(ctx context.Context) error {
	if err := d.fetchTicket(ctx, &d.tickets.rpc, d.way.spn); err != nil {
		return err
	}
	where := d.given()
	if where.ike != nil {
		return d.openOver(ctx, where)
	}
	if known := d.recall(where); known != nil {
		err := d.openOver(ctx, known)
		if err == nil {
			return nil
		}
		d.endpoints.forget(d.endpointsKey())
		if !stale(err) || ctx.Err() != nil {
			return err
		}
		d.log.Debug("the endpoints that were remembered do not serve any more", "error", err)
		d.closeEngine(true)
	}
	if err := d.ask(ctx, where); err != nil {
		return err
	}
	if err := d.openOver(ctx, where); err != nil {
		return err
	}
	d.endpoints.note(d.endpointsKey(), d.mapped(where))
	return nil
}

func (d *rpcDoor) openOver(ctx context.Context, where *whereabouts) (err error) {
	if d.engine, err = d.openEngine(ctx, where); err != nil {
		return err
	}
	d.ike, d.place, err = d.bind(ctx, where.ike, ikeSyntax())
	return err
}

const (
	opGetStatistics = 0
	// statisticsSize is the stub of its reply: IKEEXT_STATISTICS1 and a status.
	statisticsSize = 4*FieldCount + 4
	// maxStatistics leaves room to say how much too long a reply was.
	maxStatistics = 4 * statisticsSize
)

func getStatistics() procedure {
	return procedure{
		Request: association.Request{Opnum: opGetStatistics, Name: "IkeGetStatistics", In: &ikerpc.GetStatisticsRequest{}},
		stage:   stageCall,
		limit:   maxStatistics,
	}
}

// statistics makes the call and decodes its reply. Not one value is believed
// before the length is right and the signature has verified.
func (d *rpcDoor) statistics(ctx context.Context) (*Snapshot, error) {
	start := time.Now()
	var snapshot *Snapshot // made when there is something to put into it
	err := d.call(ctx, d.ike, getStatistics(), func(stub []byte) error {
		snapshot = &Snapshot{
			Host: d.name, Door: DoorRPC, Transport: d.place.sequence(), Endpoint: d.place.at(d.net.address()),
			Auth: d.auth(), Engine: d.engine.state,
		}
		return d.decode(ctx, stub, snapshot)
	})
	if err != nil {
		return nil, err
	}
	snapshot.complete(start, d.ike.SignIn().Version())
	d.log.Debug("statistics read", "duration", snapshot.Duration)
	return snapshot, nil
}

// decode reads the values where they lie: IKEEXT_STATISTICS1 has nothing but 32-bit
// numbers, so that the offset of each is four times its Field, and the status comes
// behind them. The generated decoder, which a test holds this against, takes a
// thousand allocations for it.
func (d *rpcDoor) decode(ctx context.Context, stub []byte, snapshot *Snapshot) error {
	if codes := d.layout0(len(stub)); codes != 0 {
		return d.decode0(stub, codes, snapshot)
	}
	if len(stub) != statisticsSize {
		return d.fail(ctx, stageDecode, &sizeError{len(stub), statisticsSize, "IKEEXT_STATISTICS1"})
	}
	if err := d.failStatus(getStatistics(), binary.LittleEndian.Uint32(stub[4*FieldCount:])); err != nil {
		return err
	}
	for f := range Field(FieldCount) {
		snapshot.Set(f, binary.LittleEndian.Uint32(stub[4*f:]))
	}
	return nil
}

// sizeError is a reply that is not the structure it should be for its length.
type sizeError struct {
	size, want int
	structure  string
}

func (e *sizeError) Error() string {
	return fmt.Sprintf("reply of %d bytes, not the %d of %s", e.size, e.want, e.structure)
}

func (d *rpcDoor) close(politely bool) {
	d.closeEngine(politely)
	if d.ike != nil {
		_ = d.ike.Close()
	}
}
