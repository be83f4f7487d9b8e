package ikeext

import (
	"context"
	"errors"
	"time"

	mgmt "github.com/oiweiwei/go-msrpc/msrpc/mgmt/mgmt/v1"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/guard"
)

// procedure is a call to be made and how to speak of it.
type procedure struct {
	association.Request
	// stage is what a failure belongs to.
	stage Stage
	// limit bounds the stub of the reply.
	limit int
	// timeout takes the place of the stage's. Zero means the stage's.
	timeout time.Duration
	// code tells what a status is for the caller. Nil means what it is on the wire.
	code func(status uint32) uint32
}

// call makes one call within a stage's time and hands the reply's stub to
// decode. What it returns is an *Error or what decode returned.
func (s *session) call(ctx context.Context, a *association.Association, p procedure, decode func([]byte) error) error {
	var stub []byte
	start := time.Now()
	err := within(ctx, max(p.timeout, s.stageTimeout), func(ctx context.Context) (err error) {
		stub, err = a.Call(ctx, p.Request, p.limit)
		return err
	})
	var fault *guard.Fault
	errors.As(err, &fault)
	s.keep(a, p, stub, fault, time.Since(start))
	switch {
	case fault != nil:
		s.log.Debug("call refused", "procedure", p.Name, "status", Code(fault.Status))
		return s.failFault(ctx, a, p, fault)
	case err != nil:
		s.log.Debug("call failed", "procedure", p.Name, "error", err)
		return s.failCall(ctx, a, p, err)
	}
	return decode(stub)
}

// keep records a call for an examination.
func (s *session) keep(a *association.Association, p procedure, stub []byte, fault *guard.Fault, took time.Duration) {
	if s.record == nil {
		return
	}
	r := CallRecord{Procedure: p.Name, Opnum: p.Opnum, ReplyLength: len(stub), Duration: took}
	if fault != nil {
		r.Fault, r.DidNotExecute, r.Protected = Code(fault.Status), fault.DidNotExecute, fault.Protected
	}
	*s.record = append(*s.record, r)
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
func (s *session) probe(ctx context.Context, a *association.Association) verdict {
	var fault *guard.Fault
	err := s.stage(ctx, func(ctx context.Context) error {
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
	s.log.Debug("asked the management interface about the sign-in", "accepted", result == accepted, "refused", result == refused, "error", err)
	return result
}
