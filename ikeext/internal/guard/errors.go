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
	// Reason is the provider reason (C706, p_provider_reason_t, and for a bind_nak
	// the values that MS-RPCE adds).
	Reason uint16
	// Nak says that the whole association was refused, not one interface.
	Nak bool
}

// Provider reasons that callers tell apart.
const (
	// ReasonAbstractSyntax: the interface is not there.
	ReasonAbstractSyntax = 1
	// ReasonTransferSyntaxes: none of the offered encodings is spoken.
	ReasonTransferSyntaxes = 2
	// ReasonAuthType: the security provider is not known (bind_nak only).
	ReasonAuthType = 8
	// ReasonChecksum: the sign-in was refused (bind_nak only).
	ReasonChecksum = 9
)

func (e *Rejected) Error() string {
	text := "reason not specified"
	switch e.Reason {
	case ReasonAbstractSyntax:
		text = "interface not supported"
	case ReasonTransferSyntaxes:
		text = "proposed transfer syntaxes not supported"
	case 3:
		text = "local limit exceeded"
	case 4:
		if e.Nak {
			text = "protocol version not supported"
		}
	case ReasonAuthType:
		text = "authentication type not recognized"
	case ReasonChecksum:
		text = "invalid checksum"
	}
	if e.Nak {
		return "bind refused: " + text
	}
	return "interface refused: " + text
}
