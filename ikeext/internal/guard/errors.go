package guard

import (
	"errors"
	"fmt"
)

// ErrPeerClosed says that the peer closed the connection between two PDUs.
var ErrPeerClosed = errors.New("the host closed the connection")

// ProtocolError says how the peer broke the protocol. Nothing of the PDU in
// question reached the library.
type ProtocolError struct{ reason string }

func (e *ProtocolError) Error() string { return e.reason }

func protocolErrorf(format string, args ...any) error {
	return &ProtocolError{reason: fmt.Sprintf(format, args...)}
}

// ErrFlood says that more came for a call before its turn than any answer takes. It
// is a *ProtocolError.
var ErrFlood = protocolErrorf("an endless answer to a call that went ahead")

// Fault is a call that the peer refused. Nothing protects a fault, so anybody
// on the way could have made it up: it is a hint and not proof.
type Fault struct {
	// Status is the status that the peer sent: Win32, nca_* or FWP_E_*.
	Status uint32
	// DidNotExecute says that the peer claims not to have begun the call.
	DidNotExecute bool
	// Protected says that the fault carried a verifier, which was not checked.
	// The security context is out of step after that.
	Protected bool
}

func (e *Fault) Error() string { return fmt.Sprintf("fault 0x%08x", e.Status) }

// Rejected is a bind or alter_context that the peer refused.
type Rejected struct {
	// Reason is the provider reason (C706, p_provider_reason_t), or of a bind_nak
	// the reject reason (p_reject_reason_t, and the values that MS-RPCE adds): the
	// same numbers stand for other things there.
	Reason uint16
	// Nak says that the whole association was refused, not one interface.
	Nak bool
}

// Reasons that callers tell apart.
const (
	// ReasonAbstractSyntax: the interface is not there (not of a bind_nak).
	ReasonAbstractSyntax = 1
	// ReasonTransferSyntaxes: none of the offered encodings is spoken (not of a
	// bind_nak).
	ReasonTransferSyntaxes = 2
	// ReasonCongestion: the server is too busy (bind_nak only).
	ReasonCongestion = 1
	// ReasonNakLimit: the server is short of something (bind_nak only).
	ReasonNakLimit = 2
	// ReasonAuthType: the security provider is not known (bind_nak only).
	ReasonAuthType = 8
	// ReasonChecksum: the sign-in was refused (bind_nak only).
	ReasonChecksum = 9
)

func (e *Rejected) Error() string {
	if e.Nak {
		return "bind refused: " + rejectReason(e.Reason)
	}
	return "interface refused: " + providerReason(e.Reason)
}

func rejectReason(reason uint16) string {
	switch reason {
	case ReasonCongestion:
		return "temporary congestion"
	case ReasonNakLimit:
		return "local limit exceeded"
	case 4:
		return "protocol version not supported"
	case ReasonAuthType:
		return "authentication type not recognized"
	case ReasonChecksum:
		return "invalid checksum"
	}
	return "reason not specified"
}

func providerReason(reason uint16) string {
	switch reason {
	case ReasonAbstractSyntax:
		return "interface not supported"
	case ReasonTransferSyntaxes:
		return "proposed transfer syntaxes not supported"
	case 3:
		return "local limit exceeded"
	}
	return "reason not specified"
}
