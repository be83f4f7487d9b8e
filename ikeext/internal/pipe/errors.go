package pipe

import (
	"errors"
	"fmt"
)

// ErrGuest says that the host let somebody in, but not with the credential: a
// guest or anonymous session has no key, and proves nothing about the host.
var ErrGuest = errors.New("the host offers a guest or anonymous session only")

// Stage is the step of the protocol in which an [Error] arose.
type Stage string

// The stages, in their order.
const (
	StageNegotiate    Stage = "negotiate"
	StageSessionSetup Stage = "session setup"
	StageTreeConnect  Stage = "tree connect"
	StageCreate       Stage = "create"
	StageRead         Stage = "read"
	StageWrite        Stage = "write"
)

// The NTSTATUS values of [MS-ERREF] that callers tell apart.
const (
	StatusInvalidParameter        uint32 = 0xC000000D
	StatusAccessDenied            uint32 = 0xC0000022
	StatusObjectNameNotFound      uint32 = 0xC0000034
	StatusLogonFailure            uint32 = 0xC000006D
	StatusAccountRestriction      uint32 = 0xC000006E
	StatusInvalidLogonHours       uint32 = 0xC000006F
	StatusPasswordExpired         uint32 = 0xC0000071
	StatusAccountDisabled         uint32 = 0xC0000072
	StatusPipeNotAvailable        uint32 = 0xC00000AC
	StatusPipeBusy                uint32 = 0xC00000AE
	StatusNotSupported            uint32 = 0xC00000BB
	StatusBadNetworkName          uint32 = 0xC00000CC
	StatusRequestNotAccepted      uint32 = 0xC00000D0
	StatusLogonTypeNotGranted     uint32 = 0xC000015B
	StatusAccountExpired          uint32 = 0xC0000193
	StatusPasswordMustChange      uint32 = 0xC0000224
	StatusAccountLockedOut        uint32 = 0xC0000234
	StatusConnectionDisconnected  uint32 = 0xC000020C
	StatusConnectionReset         uint32 = 0xC000020D
	StatusNetworkSessionExpired   uint32 = 0xC000035C
	StatusNTLMBlocked             uint32 = 0xC0000418
	StatusTrustedRelationshipFail uint32 = 0xC000018D
)

// Error is a pipe that could not be opened, read or written.
type Error struct {
	// Stage is how far it went.
	Stage Stage
	// Status is the NTSTATUS by which the host refused; 0 when it sent none. Up to
	// and including the sign-in nothing protects it: it is a hint and not proof.
	Status uint32
	// Err is what else is known: a [FrameError], [ErrGuest], the end of a context;
	// nil when the status says it all.
	Err error
}

func (e *Error) Error() string {
	text := "SMB " + string(e.Stage)
	if e.Status != 0 {
		text += ": " + statusText(e.Status)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause, nil when there is only a status.
func (e *Error) Unwrap() error { return e.Err }

func statusText(status uint32) string {
	names := map[uint32]string{
		StatusInvalidParameter:        "STATUS_INVALID_PARAMETER",
		StatusAccessDenied:            "STATUS_ACCESS_DENIED",
		StatusObjectNameNotFound:      "STATUS_OBJECT_NAME_NOT_FOUND",
		StatusLogonFailure:            "STATUS_LOGON_FAILURE",
		StatusAccountRestriction:      "STATUS_ACCOUNT_RESTRICTION",
		StatusInvalidLogonHours:       "STATUS_INVALID_LOGON_HOURS",
		StatusPasswordExpired:         "STATUS_PASSWORD_EXPIRED",
		StatusAccountDisabled:         "STATUS_ACCOUNT_DISABLED",
		StatusPipeNotAvailable:        "STATUS_PIPE_NOT_AVAILABLE",
		StatusPipeBusy:                "STATUS_PIPE_BUSY",
		StatusNotSupported:            "STATUS_NOT_SUPPORTED",
		StatusBadNetworkName:          "STATUS_BAD_NETWORK_NAME",
		StatusRequestNotAccepted:      "STATUS_REQUEST_NOT_ACCEPTED",
		StatusLogonTypeNotGranted:     "STATUS_LOGON_TYPE_NOT_GRANTED",
		StatusAccountExpired:          "STATUS_ACCOUNT_EXPIRED",
		StatusPasswordMustChange:      "STATUS_PASSWORD_MUST_CHANGE",
		StatusAccountLockedOut:        "STATUS_ACCOUNT_LOCKED_OUT",
		StatusConnectionDisconnected:  "STATUS_CONNECTION_DISCONNECTED",
		StatusConnectionReset:         "STATUS_CONNECTION_RESET",
		StatusNetworkSessionExpired:   "STATUS_NETWORK_SESSION_EXPIRED",
		StatusNTLMBlocked:             "STATUS_NTLM_BLOCKED",
		StatusTrustedRelationshipFail: "STATUS_TRUSTED_RELATIONSHIP_FAILURE",
	}
	if name, ok := names[status]; ok {
		return fmt.Sprintf("%s (0x%08X)", name, status)
	}
	return fmt.Sprintf("NTSTATUS 0x%08X", status)
}

// FrameError says how the peer broke the protocol. Nothing of the frame in
// question reached the SMB library.
type FrameError struct {
	reason string
	cause  error
}

func (e *FrameError) Error() string { return e.reason }

// Unwrap returns signin.ErrSignature when the frame was not what its signature
// says, nil otherwise.
func (e *FrameError) Unwrap() error { return e.cause }

func frameErrorf(format string, args ...any) error {
	return &FrameError{reason: fmt.Sprintf(format, args...)}
}
