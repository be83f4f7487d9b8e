package main

import (
	"encoding/binary"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// demoStatistics returns the counters of a made-up VPN gateway in wire order.
func demoStatistics() (values [ikeexttest.StatisticsCount]uint32) {
	// The structure has nothing but uint32, in wire order; neither step can fail.
	wire, _ := binary.Append(nil, binary.LittleEndian, demoGateway())
	_, _ = binary.Decode(wire, binary.LittleEndian, &values)
	return values
}

// demoGateway has many IKEv2 clients, some AuthIP inside its domain and the usual
// strays of the internet. Its numbers agree with each other: what was started
// succeeded, failed or is under way, and every failure has a reason.
func demoGateway() *ikeext.Statistics {
	return &ikeext.Statistics{
		IKE:    demoIKE(),
		AuthIP: demoAuthIP(),
		IKEv2:  demoIKEv2(),
		Common: ikeext.CommonStatistics{
			V4:                          ikeext.IPVersionCommonStatistics{TotalSocketSendFailures: 4},
			TotalPacketsReceived:        1483920,
			TotalInvalidPacketsReceived: 2217,
			CurrentQueuedWorkitems:      2,
		},
	}
}

func demoIKE() ikeext.KeyModuleStatistics {
	return ikeext.KeyModuleStatistics{
		V4: ikeext.IPVersionKeyModuleStatistics{
			TotalMainModesStarted:   318,
			TotalFailedMainModes:    318,
			TotalResponderMainModes: 318,
		},
		ErrorFrequencyTable: [97]uint32{
			24: 17,  // INVALID_HEADER
			68: 301, // POLICY_MATCH
		},
	}
}

func demoAuthIP() ikeext.KeyModuleStatistics {
	return ikeext.KeyModuleStatistics{
		V4: ikeext.IPVersionKeyModuleStatistics{
			CurrentActiveMainModes:          14,
			TotalMainModesStarted:           2210,
			TotalSuccessfulMainModes:        2188,
			TotalFailedMainModes:            22,
			TotalResponderMainModes:         1406,
			CurrentActiveQuickModes:         19,
			TotalQuickModesStarted:          3054,
			TotalSuccessfulQuickModes:       3047,
			TotalFailedQuickModes:           7,
			TotalAcquires:                   804,
			TotalReinitAcquires:             12,
			CurrentActiveExtendedModes:      6,
			TotalExtendedModesStarted:       611,
			TotalSuccessfulExtendedModes:    598,
			TotalFailedExtendedModes:        13,
			TotalImpersonationExtendedModes: 322,
		},
		ErrorFrequencyTable: [97]uint32{
			1:  10, // AUTH_FAIL
			5:  19, // TIMED_OUT
			27: 13, // KERBEROS_ERROR
		},
		MainModeNegotiationTime:     9,
		QuickModeNegotiationTime:    4,
		ExtendedModeNegotiationTime: 12,
	}
}

func demoIKEv2() ikeext.KeyModuleStatistics {
	return ikeext.KeyModuleStatistics{
		V4: ikeext.IPVersionKeyModuleStatistics{
			CurrentActiveMainModes:       412,
			TotalMainModesStarted:        96214,
			TotalSuccessfulMainModes:     94870,
			TotalFailedMainModes:         1331,
			TotalResponderMainModes:      96190,
			CurrentNewResponderMainModes: 9,
			CurrentActiveQuickModes:      431,
			TotalQuickModesStarted:       121877,
			TotalSuccessfulQuickModes:    121604,
			TotalFailedQuickModes:        262,
			TotalAcquires:                24,
			TotalReinitAcquires:          3,
		},
		V6: ikeext.IPVersionKeyModuleStatistics{
			CurrentActiveMainModes:       37,
			TotalMainModesStarted:        5108,
			TotalSuccessfulMainModes:     5061,
			TotalFailedMainModes:         45,
			TotalResponderMainModes:      5108,
			CurrentNewResponderMainModes: 1,
			CurrentActiveQuickModes:      38,
			TotalQuickModesStarted:       6620,
			TotalSuccessfulQuickModes:    6602,
			TotalFailedQuickModes:        17,
		},
		ErrorFrequencyTable: [97]uint32{
			1:  982, // AUTH_FAIL
			5:  341, // TIMED_OUT
			6:  38,  // NO_CERT
			34: 46,  // PROCESS_ERR_ID
			68: 187, // POLICY_MATCH
			85: 61,  // MM_EXPIRED
		},
		MainModeNegotiationTime:  146,
		QuickModeNegotiationTime: 31,
	}
}
