package ikeext

// What the administrator of a host runs to let WMI in. The names of the rules are
// the same in every language of Windows; the asterisk covers those for single
// network profiles.
const (
	openFirewallWMI = "Enable-NetFirewallRule -Name WMI-RPCSS-In-TCP*, WMI-WINMGMT-In-TCP*"
	repairCounters  = "winmgmt /resyncperf, or lodctr /R if that does not help"
)

// hintWMI says what to do about a failure of DoorWMI; empty when that is the same
// as by other doors.
func hintWMI(e *Error) string {
	switch e.Class {
	case ErrUnreachable, ErrTimeout:
		return hintClosedWMI(e)
	case ErrNotRegistered:
		return "this host makes no DCOM objects for the network: DCOM is switched off there (EnableDCOM), or it is no Windows"
	case ErrAccessDenied:
		return "the sign-in was accepted, but the account lacks a right: it must be in the host's groups Distributed COM " +
			"Users and Performance Monitor Users and have Remote Enable on the namespace root\\cimv2, or be an " +
			"administrator; UAC takes these rights from local accounts that sign in over the network"
	case ErrServiceStopped:
		return "on the host: Start-Service IKEEXT"
	case ErrNotSupported:
		if e.Code == codeInvalidClass {
			return "the performance classes of IKE are missing from the host's WMI; on the host, as administrator: " + repairCounters
		}
	}
	return ""
}

func hintClosedWMI(e *Error) string {
	switch e.Stage {
	case stageConnect:
		return "check that the host is up; to let WMI in, run on it as administrator: " + openFirewallWMI
	case stageQuery:
		return "the host's WMI is slow or stuck: the first query loads its counters; try again with a longer stage timeout"
	}
	return ""
}
