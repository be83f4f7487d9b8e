package ikeext

// Statistics renders IKEEXT_STATISTICS1: all 415 values that IkeextGetStatistics1
// returns. The JSON names are the members of the Windows structure.
//
// Every value is a uint32. Counters wrap at 2^32 and start at zero with the
// service IKEEXT; the latter is inferred, Microsoft does not say so. A zero is a
// zero that the host reported: see [Snapshot.Full].
type Statistics struct {
	// IKE is about IKEv1.
	IKE KeyModuleStatistics `json:"ikeStatistics"`
	// AuthIP is about AuthIP, Microsoft's extension of IKEv1.
	AuthIP KeyModuleStatistics `json:"authipStatistics"`
	// IKEv2 is about IKEv2.
	IKEv2 KeyModuleStatistics `json:"ikeV2Statistics"`
	// Common is about the service as a whole.
	Common CommonStatistics `json:"commonStatistics"`
}

// KeyModuleStatistics renders IKEEXT_KEYMODULE_STATISTICS1: one key module (IKE,
// AuthIP or IKEv2).
//
// Microsoft documents the three times as the current negotiation times and states
// no unit, so they are passed on as read: the last value, neither a sum nor a
// counter.
type KeyModuleStatistics struct {
	// V4 is about negotiations over IPv4.
	V4 IPVersionKeyModuleStatistics `json:"v4Statistics"`
	// V6 is about negotiations over IPv6.
	V6 IPVersionKeyModuleStatistics `json:"v6Statistics"`
	// ErrorFrequencyTable counts failed negotiations of both address families by
	// reason: entry i is how often one ended with Win32 error 13800 + i. Counters.
	// Microsoft's pages say 84 entries; the SDK header and the DLLs have 97.
	// [Snapshot.Failures] lists those that are not zero, with their codes.
	ErrorFrequencyTable [97]uint32 `json:"errorFrequencyTable"`
	// MainModeNegotiationTime is the time of a main-mode negotiation, both address
	// families, unit not stated. Last value.
	MainModeNegotiationTime uint32 `json:"mainModeNegotiationTime"`
	// QuickModeNegotiationTime is the time of a quick-mode negotiation, both
	// address families, unit not stated. Last value.
	QuickModeNegotiationTime uint32 `json:"quickModeNegotiationTime"`
	// ExtendedModeNegotiationTime is the time of an extended-mode negotiation, both
	// address families, unit not stated, AuthIP only. Last value.
	ExtendedModeNegotiationTime uint32 `json:"extendedModeNegotiationTime"`
}

// IPVersionKeyModuleStatistics renders IKEEXT_IP_VERSION_SPECIFIC_KEYMODULE_STATISTICS1:
// one key module over one address family.
//
// Main mode makes the IKE security association (SA), quick mode the IPsec SA, and
// extended mode is AuthIP's second authentication. Where a key module has no
// extended mode its members stay zero, which is inferred.
type IPVersionKeyModuleStatistics struct {
	// CurrentActiveMainModes is the number of main-mode SAs that exist now. Gauge.
	CurrentActiveMainModes uint32 `json:"currentActiveMainModes"`
	// TotalMainModesStarted is the number of main-mode negotiations begun. Counter.
	TotalMainModesStarted uint32 `json:"totalMainModesStarted"`
	// TotalSuccessfulMainModes is the number of main-mode negotiations that were
	// completed. Counter.
	TotalSuccessfulMainModes uint32 `json:"totalSuccessfulMainModes"`
	// TotalFailedMainModes is the number of main-mode negotiations that failed.
	// Counter.
	TotalFailedMainModes uint32 `json:"totalFailedMainModes"`
	// TotalResponderMainModes is the number of main-mode negotiations that a peer
	// opened. Counter.
	TotalResponderMainModes uint32 `json:"totalResponderMainModes"`
	// CurrentNewResponderMainModes is the number of main modes opened by a peer
	// that were just created and are still in their first state. Gauge.
	CurrentNewResponderMainModes uint32 `json:"currentNewResponderMainModes"`
	// CurrentActiveQuickModes is the number of quick-mode SAs that exist now. Gauge.
	CurrentActiveQuickModes uint32 `json:"currentActiveQuickModes"`
	// TotalQuickModesStarted is the number of quick-mode negotiations begun.
	// Counter.
	TotalQuickModesStarted uint32 `json:"totalQuickModesStarted"`
	// TotalSuccessfulQuickModes is the number of quick-mode negotiations that were
	// completed. Counter.
	TotalSuccessfulQuickModes uint32 `json:"totalSuccessfulQuickModes"`
	// TotalFailedQuickModes is the number of quick-mode negotiations that failed.
	// Counter.
	TotalFailedQuickModes uint32 `json:"totalFailedQuickModes"`
	// TotalAcquires is the number of requests to negotiate that came from the Base
	// Filtering Engine. Counter.
	TotalAcquires uint32 `json:"totalAcquires"`
	// TotalReinitAcquires is the number of requests to negotiate that the service
	// restarted by itself. Counter.
	TotalReinitAcquires uint32 `json:"totalReinitAcquires"`
	// CurrentActiveExtendedModes is the number of extended-mode SAs that exist now.
	// Gauge.
	CurrentActiveExtendedModes uint32 `json:"currentActiveExtendedModes"`
	// TotalExtendedModesStarted is the number of extended-mode negotiations begun.
	// Counter.
	TotalExtendedModesStarted uint32 `json:"totalExtendedModesStarted"`
	// TotalSuccessfulExtendedModes is the number of extended-mode negotiations that
	// were completed. Counter.
	TotalSuccessfulExtendedModes uint32 `json:"totalSuccessfulExtendedModes"`
	// TotalFailedExtendedModes is the number of extended-mode negotiations that
	// failed. Counter.
	TotalFailedExtendedModes uint32 `json:"totalFailedExtendedModes"`
	// TotalImpersonationExtendedModes is the number of completed extended modes
	// that used impersonation. Counter.
	TotalImpersonationExtendedModes uint32 `json:"totalImpersonationExtendedModes"`
	// TotalImpersonationMainModes is the number of completed main modes that used
	// impersonation. Counter.
	TotalImpersonationMainModes uint32 `json:"totalImpersonationMainModes"`
}

// CommonStatistics renders IKEEXT_COMMON_STATISTICS1: the service as a whole,
// whichever key module.
type CommonStatistics struct {
	// V4 is about the service's IPv4 sockets.
	V4 IPVersionCommonStatistics `json:"v4Statistics"`
	// V6 is about the service's IPv6 sockets.
	V6 IPVersionCommonStatistics `json:"v6Statistics"`
	// TotalPacketsReceived is the number of packets received, both address
	// families. Counter.
	TotalPacketsReceived uint32 `json:"totalPacketsReceived"`
	// TotalInvalidPacketsReceived is the number of those that were invalid. Counter.
	TotalInvalidPacketsReceived uint32 `json:"totalInvalidPacketsReceived"`
	// CurrentQueuedWorkitems is the number of work items that wait now. Gauge.
	CurrentQueuedWorkitems uint32 `json:"currentQueuedWorkitems"`
}

// IPVersionCommonStatistics renders IKEEXT_IP_VERSION_SPECIFIC_COMMON_STATISTICS1:
// the service's sockets of one address family.
type IPVersionCommonStatistics struct {
	// TotalSocketReceiveFailures is the number of failed receives. Counter.
	TotalSocketReceiveFailures uint32 `json:"totalSocketReceiveFailures"`
	// TotalSocketSendFailures is the number of failed sends. Counter.
	TotalSocketSendFailures uint32 `json:"totalSocketSendFailures"`
}
