package ikeext

import (
	"context"
	"errors"
	"io"
	"net"
	"os"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/epm"
	"github.com/remoteike/remoteike/ikeext/internal/guard"
	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
	"github.com/remoteike/remoteike/ikeext/internal/local"
	"github.com/remoteike/remoteike/ikeext/internal/pipe"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// classifyTicket returns the class of a ticket that could not be had. Kerberos
// numbers its errors like Windows numbers other things, so their names stand in
// the text and not in a Code.
func classifyTicket(e *kerberos.Error) Class {
	switch e.Kind {
	case kerberos.WrongPassword, kerberos.Revoked, kerberos.UnknownPrincipal:
		return ErrAuthenticationFailed
	case kerberos.Unreachable:
		return ErrUnreachable
	case kerberos.Timeout:
		return ErrTimeout
	case kerberos.Cancelled:
		return ErrCancelled
	case kerberos.Protocol:
		return ErrProtocol
	}
	return ErrTicket
}

// isAccessDenied reports whether a status is one by which Windows refuses a call
// or, on the first call, the sign-in before it.
func isAccessDenied(status uint32) bool {
	switch status {
	case 5, 0x80070005, // ERROR_ACCESS_DENIED, bare and as an HRESULT
		0x80041003, 0x80041062, 0x8001011B, // WBEM_E_ACCESS_DENIED, WBEM_E_PRIVILEGE_NOT_HELD, RPC_E_ACCESS_DENIED
		1765: // RPC_S_NO_CONTEXT_AVAILABLE
		return true
	}
	return false
}

// lacksContext reports whether a status says that the server has no security
// context for a protected request, which is what remains of a sign-in whose last
// message was refused: that message has no answer of its own. Samba sends
// nca_proto_error then and hangs up.
func lacksContext(status uint32) bool {
	return status == 0x1C01000B || status == 0x721 // nca_proto_error, RPC_S_SEC_PKG_ERROR
}

// classifyStatus returns the class of a status that a call returned.
func classifyStatus(status uint32) Class {
	switch {
	case isAccessDenied(status):
		return ErrAccessDenied
	case status == 0x80320044, status == 0x80070426, status == 1062: // FWP_E_IKEEXT_NOT_RUNNING, ERROR_SERVICE_NOT_ACTIVE
		return ErrServiceStopped
	case status == 0x1C010002, status == 1745, status == 0x1C010003, status == 1717, status == 50:
		return ErrNotSupported // opnum or interface unknown, ERROR_NOT_SUPPORTED
	case status == codeInvalidClass, status == codeInvalidNamespace:
		return ErrNotSupported
	case status == 0x80040154, status == 0x800706D9, status == 0x80070422: // REGDB_E_CLASSNOTREG, EPT_S_NOT_REGISTERED, ERROR_SERVICE_DISABLED
		return ErrNotRegistered
	case status == codeNotRegistered:
		return ErrNotRegistered
	}
	return ErrProtocol
}

// codeNotRegistered is EPT_S_NOT_REGISTERED as Windows programs know it; on the
// wire the mapper has another number for it.
const codeNotRegistered = 1753

// classify returns the class of an error that is not a refused call, and the
// peer's status if there was one.
func classify(ctx context.Context, err error) (Class, Code) {
	if errors.Is(context.Cause(ctx), context.Canceled) || errors.Is(err, context.Canceled) {
		return ErrCancelled, 0
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) {
		return ErrTimeout, 0
	}
	var (
		status   *epm.StatusError
		rejected *guard.Rejected
		protocol *guard.ProtocolError
		decode   *association.DecodeError
		size     *sizeError
		fault    *guard.Fault
		ticket   *kerberos.Error
		smb      *pipe.Error
		here     *local.Error
		network  net.Error
	)
	if refused := (*refusedElsewhere)(nil); errors.As(err, &refused) {
		return ErrAuthenticationFailed, 0
	}
	if refused := (*refusedBefore)(nil); errors.As(err, &refused) {
		return ErrAuthenticationFailed, 0
	}
	if class, code := classifyWinRM(err); class != "" {
		return class, code
	}
	switch {
	case errors.As(err, &smb):
		return classifyPipe(ctx, smb)
	case errors.As(err, &ticket):
		return classifyTicket(ticket), 0
	case errors.As(err, &here):
		return classifyLocal(here)
	case errors.Is(err, local.ErrNotWindows):
		return ErrNotSupported, 0
	case errors.Is(err, errNoInstance):
		return ErrServiceStopped, 0
	case errors.Is(err, errSeveral):
		return ErrProtocol, 0
	case errors.Is(err, signin.ErrRefused):
		return ErrAuthenticationFailed, 0
	case errors.As(err, &status) && status.Status == epm.NotRegistered:
		return ErrNotRegistered, codeNotRegistered
	case errors.As(err, &status):
		return classifyStatus(status.Status), Code(status.Status)
	case errors.As(err, &fault):
		return classifyStatus(fault.Status), Code(fault.Status)
	case errors.As(err, &rejected):
		return classifyRejection(rejected)
	case errors.As(err, &size), errors.As(err, &decode),
		errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, association.ErrTooLong):
		return ErrTruncated, 0
	case errors.As(err, &protocol), errors.Is(err, signin.ErrSignature), errors.Is(err, signin.ErrMalformed):
		return ErrProtocol, 0
	case errors.Is(err, signin.ErrWeak):
		return ErrNotSupported, 0
	case errors.Is(err, guard.ErrPeerClosed), errors.As(err, &network):
		return ErrUnreachable, 0
	}
	return ErrInternal, 0
}

// classifyPipe returns the class of a named pipe that could not be opened or
// broke. A refusal of the sign-in is not protected, like a fault.
func classifyPipe(ctx context.Context, e *pipe.Error) (Class, Code) {
	code := Code(e.Status)
	switch e.Status {
	case 0:
		var frame *pipe.FrameError
		if errors.As(e.Err, &frame) || errors.Is(e.Err, pipe.ErrGuest) {
			return ErrProtocol, 0
		}
		return classify(ctx, e.Err)
	case pipe.StatusObjectNameNotFound, pipe.StatusPipeNotAvailable, pipe.StatusBadNetworkName:
		return ErrNotRegistered, code
	case pipe.StatusNotSupported, pipe.StatusInvalidParameter:
		return ErrNotSupported, code
	}
	switch {
	case e.Stage == pipe.StageSessionSetup:
		return ErrAuthenticationFailed, code
	case e.Status == pipe.StatusAccessDenied:
		return ErrAccessDenied, code
	}
	return ErrUnreachable, code
}

func classifyRejection(r *guard.Rejected) (Class, Code) {
	if r.Nak {
		return classifyNak(r.Reason)
	}
	switch r.Reason {
	case guard.ReasonAbstractSyntax:
		return ErrNotRegistered, 1717 // RPC_S_UNKNOWN_IF
	case guard.ReasonTransferSyntaxes:
		return ErrNotSupported, 1730 // RPC_S_UNSUPPORTED_TRANS_SYN
	}
	return ErrProtocol, 0
}

// classifyNak returns the class of a bind_nak.
func classifyNak(reason uint16) (Class, Code) {
	switch reason {
	case guard.ReasonCongestion:
		return ErrUnreachable, 1723 // RPC_S_SERVER_TOO_BUSY
	case guard.ReasonNakLimit:
		return ErrUnreachable, 1721 // RPC_S_OUT_OF_RESOURCES
	case guard.ReasonAuthType:
		return ErrNotSupported, 1747 // RPC_S_UNKNOWN_AUTHN_SERVICE
	case guard.ReasonChecksum:
		return ErrAuthenticationFailed, 0
	}
	return ErrProtocol, 0
}
