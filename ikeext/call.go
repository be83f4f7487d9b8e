package ikeext

import (
	"context"
	"errors"
	"fmt"
	"time"

	mgmt "github.com/oiweiwei/go-msrpc/msrpc/mgmt/mgmt/v1"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/guard"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

const (
	opGetStatistics = 0
	// statisticsSize is the stub of its reply: IKEEXT_STATISTICS1 and a status.
	statisticsSize = 4*FieldCount + 4
	// maxStatistics leaves room to say how much too long a reply was.
	maxStatistics = 4 * statisticsSize
)

// statistics makes the call and decodes its reply. Not one value is believed
// before the length is right and the signature has verified.
func (c *Client) statistics(ctx context.Context) (*Snapshot, error) {
	start := time.Now()
	snapshot := &Snapshot{
		Host: c.name, Door: "rpc", Transport: c.place.sequence(), Endpoint: c.place.at(c.net.address()),
		Auth: c.auth(), Engine: c.engine.state,
	}
	err := c.call(ctx, c.ike, association.Request{
		Opnum: opGetStatistics, Name: "IkeGetStatistics", In: &ikerpc.GetStatisticsRequest{},
	}, maxStatistics, func(stub []byte) error { return c.decode(ctx, stub, snapshot) })
	if err != nil {
		return nil, err
	}
	snapshot.CollectedAt = time.Now().UTC()
	snapshot.Duration = time.Since(start)
	snapshot.WindowsBuild = c.ike.SignIn().Version()
	c.log.Debug("statistics read", "duration", snapshot.Duration)
	return snapshot, nil
}

func (c *Client) decode(ctx context.Context, stub []byte, snapshot *Snapshot) error {
	if len(stub) != statisticsSize {
		return c.fail(ctx, stageDecode, &sizeError{len(stub)})
	}
	var answer ikerpc.GetStatisticsResponse
	if err := association.Decode(stub, &answer); err != nil {
		return c.fail(ctx, stageDecode, err)
	}
	if err := c.failStatus("IkeGetStatistics", answer.Return); err != nil {
		return err
	}
	if err := snapshot.fill(answer.Statistics); err != nil {
		return c.fail(ctx, stageDecode, &association.DecodeError{Err: err})
	}
	return nil
}

// sizeError is a reply that is not IKEEXT_STATISTICS1 for its length.
type sizeError struct{ size int }

func (e *sizeError) Error() string {
	return fmt.Sprintf("reply of %d bytes, not the %d of IKEEXT_STATISTICS1", e.size, statisticsSize)
}

// call makes one call within a stage's time and hands the reply's stub to
// decode. What it returns is an *Error or what decode returned.
func (c *Client) call(ctx context.Context, a *association.Association, request association.Request, limit int, decode func([]byte) error) error {
	var stub []byte
	err := c.stage(ctx, func(ctx context.Context) (err error) {
		stub, err = a.Call(ctx, request, limit)
		return err
	})
	var fault *guard.Fault
	switch {
	case errors.As(err, &fault):
		c.log.Debug("call refused", "procedure", request.Name, "status", Code(fault.Status))
		return c.failFault(ctx, a, request.Name, fault)
	case err != nil:
		c.log.Debug("call failed", "procedure", request.Name, "error", err)
		return c.failCall(ctx, a, fmt.Errorf("%s: %w", request.Name, err))
	}
	return decode(stub)
}

// opInquireInterfaces is rpc__mgmt_inq_if_ids, which every RPC server answers to
// whom it let in.
const (
	opInquireInterfaces = 0
	maxInterfaces       = 1 << 16
)

// verdict is what the management interface had to say.
type verdict int

const (
	unproven verdict = iota
	accepted         // a protected reply verified
	refused          // access denied there too
)

// probe asks the management interface, in the same security context, whether
// the sign-in was accepted: a fault alone does not tell, and signing in anew
// might lock an account.
//
// That Windows answers so is inferred. RPC_IF_ALLOW_LOCAL_ONLY belongs to an
// interface and the management interface has no such flag, so a caller who was
// let in should get an answer, and one whose sign-in failed should be refused
// everything on the connection. Samba does answer here when it accepted the
// sign-in and refused the call; a refused sign-in shows in its first fault, see
// lacksContext. Whatever else comes back proves nothing.
func (c *Client) probe(ctx context.Context, a *association.Association) verdict {
	var fault *guard.Fault
	err := c.stage(ctx, func(ctx context.Context) error {
		management, err := a.Also(ctx, mgmt.ManagementSyntaxV1_0)
		if err != nil {
			return err
		}
		_, err = management.Call(ctx, association.Request{
			Opnum: opInquireInterfaces, Name: "rpc__mgmt_inq_if_ids", In: &mgmt.InquireInterfaceIDsRequest{},
		}, maxInterfaces)
		return err
	})
	result := unproven
	switch {
	case a.SignIn().Proven():
		result = accepted
	case errors.As(err, &fault) && (isAccessDenied(fault.Status) || lacksContext(fault.Status)):
		result = refused
	}
	c.log.Debug("asked the management interface about the sign-in", "accepted", result == accepted, "refused", result == refused, "error", err)
	return result
}
