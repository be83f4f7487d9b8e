package ikeext

import (
	"crypto/x509"
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
	case ErrSignInUnproven:
		return "check user, domain and password before trying again, because failures count towards a lockout"
	case ErrServiceStopped:
		return "on the host: Start-Service IKEEXT"
	case ErrNotSupported:
		if errors.Is(e.Err, winrm.ErrNotOffered) {
			return "the listener does not accept this kind of sign-in; on the host, winrm get winrm/config/service/auth lists them"
		}
		return "the performance classes of IKE are missing from the host's WMI; on the host, as administrator: " + repairCounters
	case ErrProtocol:
		switch {
		case isCertificate(e.Err):
			return hintCertificate(e.Err)
		case errors.Is(e.Err, winrm.ErrHandshake):
			return "what listens there speaks no HTTPS, or none that is still safe; on the host, " +
				"winrm enumerate winrm/config/listener shows the ports"
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

func hintCertificate(err error) string {
	var (
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case errors.Is(err, winrm.ErrFingerprint):
		return "the certificate was renewed, or something on the way shows one of its own: compare the fingerprint on the " +
			"host before pinning another"
	case errors.As(err, &name):
		return "name the host as its certificate does, and where that does not resolve give its address as target IP; or " +
			"pin the certificate by its fingerprint after comparing that on the host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the host needs a new certificate, unless a clock is wrong"
	}
	return "give the authority that signed the certificate, or pin the certificate by its fingerprint after comparing that " +
		"on the host"
}
