package ikeext

import (
	"errors"
	"slices"

	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// hint says what to do about e; empty when there is nothing better than the
// cause.
func (s *session) hint(e *Error) string {
	if hint := s.hintOfDoor(e); hint != "" {
		return hint
	}
	switch e.Class {
	case ErrUnreachable, ErrTimeout:
		return s.hintUnreachable(e)
	case ErrNotRegistered:
		return s.hintNotRegistered(e)
	case ErrAccessDenied:
		return s.hintAccessDenied()
	case ErrSignInUnproven:
		return "nothing shows whether the sign-in was accepted: check user, domain and password before trying " +
			"again, because failures count towards a lockout. If they are right, the interface is registered for local " +
			"callers only, as on stock Windows, the account lacks the right FWPM_ACTRL_READ_STATS (administrators " +
			"have it), or UAC filters a local account's token"
	case ErrTicket:
		return "kinit gets a ticket, and klist shows what is there"
	case ErrAuthenticationFailed:
		return "check user, domain and password before trying again: failures count towards a lockout. Local " +
			"accounts other than Administrator may also be barred from signing in over the network"
	case ErrServiceStopped:
		return "the service is started on demand; on the host: Start-Service IKEEXT"
	case ErrProtocol:
		return "what answered is no Windows RPC server, or something on the way changes its answers"
	case ErrTruncated:
		return "this build of Windows may have another layout; please report its version"
	case ErrNotSupported:
		return s.hintNotSupported(e)
	case ErrInternal:
		return "this is a fault of remoteike; please report it"
	}
	return ""
}

// hintOfDoor says what is to be done by one door alone; empty where all need the
// same.
func (s *session) hintOfDoor(e *Error) string {
	switch s.door {
	case DoorWMI:
		return hintWMI(e)
	case DoorWinRM:
		return hintWinRM(e)
	case DoorLocal:
		return hintLocal(e)
	}
	return ""
}

func (s *session) hintUnreachable(e *Error) string {
	switch e.Stage {
	case stageResolve:
		return "check the name, or give an address"
	case stageConnect:
		var connect *connectError
		if errors.As(e.Err, &connect) && connect.port == s.smbPort {
			return "check that the host is up and that its firewall lets this machine reach TCP 445"
		}
		who := "this machine"
		if s.net.custom {
			who = "the proxy"
		}
		hint := "check that the host is up and that its firewall lets " + who + " reach TCP 135 and the dynamic RPC " +
			"ports, 49152 to 65535 by default"
		if slices.Contains(s.doors, DoorWMI) {
			hint += "; on the host, as administrator, this lets WMI in: " + openFirewallWMI
		}
		return hint
	case stageKerberos:
		return "check that a KDC can be reached on UDP and TCP 88, or sign in with auth ntlm"
	case stageSMB:
		return "check that the host's firewall lets this machine reach TCP 445"
	case stageBind, stageCall, stageActivate, stageLogin, stageQuery:
		return "the host was reached but did not answer; a firewall that inspects RPC, or a busy host, can be the reason"
	case stageEPM:
		return "something accepts connections on the endpoint mapper's port but does not answer as one"
	}
	return ""
}

func (s *session) hintNotRegistered(e *Error) string {
	if s.at.pipe != "" || e.Stage == stageSMB {
		return "IKEEXT does not share a process with a named pipe there, as it did not on most hosts since Windows 10; try transport tcp"
	}
	if e.Stage != stageEPM {
		return "another service listens on this port; leave the endpoint out to ask the endpoint mapper"
	}
	if s.settings.engine == EngineRequire {
		return "Windows never offers the filter engine to the network; use engine auto to go on without it"
	}
	return "the service IKEEXT is stopped there, or it is not offered to the network: Windows registers it for local " +
		"callers only wherever it runs in a process of its own. On the host, Get-Service IKEEXT tells which"
}

func (s *session) hintAccessDenied() string {
	if s.way.none() {
		return "Windows answers signed-in callers only: give a user and a password"
	}
	return "the sign-in was accepted, so either the interface is registered for local callers only, as on stock " +
		"Windows since 10 at least, or the account lacks the right FWPM_ACTRL_READ_STATS: by default administrators " +
		"have it, and UAC takes it from local accounts that sign in over the network"
}

func (s *session) hintNotSupported(e *Error) string {
	switch e.Code {
	case 1747:
		return "the host does not accept NTLM"
	case 1730:
		return "the host speaks no NDR 2.0"
	}
	switch {
	case e.Stage.calls():
		return "this version of Windows does not have what was asked for, or something else answers in its place"
	case errors.Is(e.Err, signin.ErrWeak):
		return "the host must allow signing and 128-bit keys, as every Windows does by default; something on the way may have taken them away"
	}
	return ""
}
