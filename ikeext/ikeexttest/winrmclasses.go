package ikeexttest

import "strings"

// classPrefix begins the names of the performance classes of IKE.
const classPrefix = "Win32_PerfRawData_Counters_"

// standInInstances are the seven classes with values that say only which
// property of which class they are: 1000 times the place of the class, from 1,
// and the place of the property, from 0.
func standInInstances(class string) ([]winrmProperty, bool) {
	suffix, ok := strings.CutPrefix(strings.ToLower(class), strings.ToLower(classPrefix))
	if !ok {
		return nil, false
	}
	for i, c := range standInClasses {
		if strings.EqualFold(c.suffix, suffix) {
			properties := make([]winrmProperty, 0, 32)
			for j, name := range strings.Fields(c.names) {
				properties = append(properties, winrmProperty{name, 1000*(i+1) + j})
			}
			return properties, true
		}
	}
	return nil, false
}

const (
	standInGeneric = "IKEv1MainModeNegotiationTime IKEv1QuickModeNegotiationTime AuthIPMainModeNegotiationTime " +
		"AuthIPQuickModeNegotiationTime ExtendedModeNegotiationTime IKEv2MainModeNegotiationTime IKEv2QuickModeNegotiationTime " +
		"PacketsReceivedPersec InvalidPacketsReceivedPersec SuccessfulNegotiations SuccessfulNegotiationsPersec " +
		"FailedNegotiations FailedNegotiationsPersec"
	standInFamily = "ActiveMainModeSAs PendingMainModeNegotiations MainModeNegotiations MainModeNegotiationsPersec " +
		"MainModeNegotiationRequestsReceived MainModeNegotiationRequestsReceivedPersec " +
		"SuccessfulMainModeNegotiations SuccessfulMainModeNegotiationsPersec FailedMainModeNegotiations FailedMainModeNegotiationsPersec " +
		"ActiveQuickModeSAs PendingQuickModeNegotiations QuickModeNegotiations QuickModeNegotiationsPersec " +
		"SuccessfulQuickModeNegotiations SuccessfulQuickModeNegotiationsPersec FailedQuickModeNegotiations FailedQuickModeNegotiationsPersec"
	standInExtended = standInFamily + " MainModeSAsThatUsedImpersonation MainModeSAsThatUsedImpersonationPersec " +
		"ActiveExtendedModeSAs PendingExtendedModeNegotiations ExtendedModeNegotiations ExtendedModeNegotiationsPersec " +
		"SuccessfulExtendedModeNegotiations SuccessfulExtendedModeNegotiationsPersec " +
		"FailedExtendedModeNegotiations FailedExtendedModeNegotiationsPersec ExtendedModeSAsThatUsedImpersonation"
)

var standInClasses = [...]struct{ suffix, names string }{
	{"GenericIKEv1AuthIPandIKEv2", standInGeneric},
	{"IPsecIKEv1IPv4", standInFamily},
	{"IPsecIKEv1IPv6", standInFamily},
	{"IPsecIKEv2IPv4", standInFamily},
	{"IPsecIKEv2IPv6", standInFamily},
	{"IPsecAuthIPIPv4", standInExtended},
	{"IPsecAuthIPIPv6", standInExtended},
}
