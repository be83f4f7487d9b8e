package ikeext

import (
	"errors"

	"github.com/remoteike/remoteike/ikeext/internal/winrm"
)

// openWinRM is what the administrator of a host runs to let WinRM in, where it is
// not open from the beginning.
const openWinRM = "Enable-PSRemoting"

// hintWinRM says what to do about a failure of DoorWinRM; empty when that is the
// same as by other doors.
func hintWinRM(e *Error) string {
	switch e.Class {
	case ErrUnreachable, ErrTimeout:
		return hintClosedWinRM(e)
	case ErrNotRegistered:
		return "a web server listens there, and no WinRM behind it: name the port of WinRM"
	case ErrAccessDenied:
		return "the sign-in was accepted, but the account lacks a right: it must be in the host's groups Remote Management " +
			"Users and Performance Monitor Users and have Remote Enable on the namespace root\\cimv2, or be an " +
			"administrator; UAC takes these rights from local accounts that sign in over the network"
	case ErrServiceStopped:
		return "on the host: Start-Service IKEEXT"
	case ErrNotSupported:
		if errors.Is(e.Err, winrm.ErrNotOffered) {
			return "the listener does not accept this kind of sign-in; on the host, winrm get winrm/config/service/auth lists them"
		}
		return "the performance classes of IKE are missing from the host's WMI; on the host, as administrator: " + repairCounters
	case ErrProtocol:
		if isCertificate(e.Err) {
			return "give the authority that signed the certificate, or pin the certificate by its fingerprint after " +
				"comparing that on the host"
		}
		return "what answered is no WinRM, or something on the way changes its answers"
	}
	return ""
}

func hintClosedWinRM(e *Error) string {
	switch e.Stage {
	case stageConnect:
		return "check that the host is up and that this machine may reach the port; on a host that does not listen there, " +
			"as administrator: " + openWinRM
	case stageQuery, stageLogin:
		return "the host is busy or has reached a quota; try again later, or with a longer stage timeout"
	}
	return ""
}
