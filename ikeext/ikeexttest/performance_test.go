package ikeexttest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// byName returns the counters of the sets by set and name.
func byName(objects []PerformanceObject) map[string]map[string]uint32 {
	sets := map[string]map[string]uint32{}
	for _, o := range objects {
		sets[o.Set] = map[string]uint32{}
		for _, counter := range o.Counters {
			sets[o.Set][counter.Name] = counter.Value
		}
	}
	return sets
}

// TestPerformanceOfNamesTheFields compares with the structures of the RPC
// interface, which have the names of the fields.
func TestPerformanceOfNamesTheFields(t *testing.T) {
	s := statisticsResponse(DefaultStatistics()).Statistics
	sets := byName(PerformanceOf(DefaultStatistics()))
	family := func(f *ikeext.IkeextIPVersionSpecificKeymoduleStatistics1, extended bool) map[string]uint32 {
		want := map[string]uint32{
			"ActiveMainModeSAs":                   f.CurrentActiveMainModes,
			"MainModeNegotiations":                f.TotalMainModesStarted,
			"SuccessfulMainModeNegotiations":      f.TotalSuccessfulMainModes,
			"FailedMainModeNegotiations":          f.TotalFailedMainModes,
			"MainModeNegotiationRequestsReceived": f.TotalResponderMainModes,
			"ActiveQuickModeSAs":                  f.CurrentActiveQuickModes,
			"QuickModeNegotiations":               f.TotalQuickModesStarted,
			"SuccessfulQuickModeNegotiations":     f.TotalSuccessfulQuickModes,
			"FailedQuickModeNegotiations":         f.TotalFailedQuickModes,
		}
		if extended {
			want["MainModeSAsThatUsedImpersonation"] = f.TotalImpersonationMainModes
			want["ActiveExtendedModeSAs"] = f.CurrentActiveExtendedModes
			want["ExtendedModeNegotiations"] = f.TotalExtendedModesStarted
			want["SuccessfulExtendedModeNegotiations"] = f.TotalSuccessfulExtendedModes
			want["FailedExtendedModeNegotiations"] = f.TotalFailedExtendedModes
			want["ExtendedModeSAsThatUsedImpersonation"] = f.TotalImpersonationExtendedModes
		}
		return want
	}
	wanted := map[string]map[string]uint32{
		"IPsecIKEv1IPv4":  family(s.IKEStatistics.StatisticsV4, false),
		"IPsecIKEv1IPv6":  family(s.IKEStatistics.StatisticsV6, false),
		"IPsecIKEv2IPv4":  family(s.IKEV2Statistics.StatisticsV4, false),
		"IPsecIKEv2IPv6":  family(s.IKEV2Statistics.StatisticsV6, false),
		"IPsecAuthIPIPv4": family(s.AuthIPStatistics.StatisticsV4, true),
		"IPsecAuthIPIPv6": family(s.AuthIPStatistics.StatisticsV6, true),
		"GenericIKEv1AuthIPandIKEv2": {
			"IKEv1MainModeNegotiationTime":   s.IKEStatistics.MainModeNegotiationTime,
			"IKEv1QuickModeNegotiationTime":  s.IKEStatistics.QuickModeNegotiationTime,
			"AuthIPMainModeNegotiationTime":  s.AuthIPStatistics.MainModeNegotiationTime,
			"AuthIPQuickModeNegotiationTime": s.AuthIPStatistics.QuickModeNegotiationTime,
			"ExtendedModeNegotiationTime":    s.AuthIPStatistics.ExtendedModeNegotiationTime,
			"IKEv2MainModeNegotiationTime":   s.IKEV2Statistics.MainModeNegotiationTime,
			"IKEv2QuickModeNegotiationTime":  s.IKEV2Statistics.QuickModeNegotiationTime,
			"PacketsReceivedPersec":          s.CommonStatistics.TotalPacketsReceived,
			"InvalidPacketsReceivedPersec":   s.CommonStatistics.TotalInvalidPacketsReceived,
		},
	}
	fields := 0
	for set, counters := range wanted {
		for name, want := range counters {
			got, ok := sets[set][name]
			require.True(t, ok, "%s.%s", set, name)
			require.Equal(t, want, got, "%s.%s", set, name)
			fields++
		}
	}
	assert.Equal(t, 75, fields)
}

func TestPerformanceOfHasAllProperties(t *testing.T) {
	sizes := map[string]int{
		"GenericIKEv1AuthIPandIKEv2": 13,
		"IPsecIKEv1IPv4":             18, "IPsecIKEv1IPv6": 18, "IPsecIKEv2IPv4": 18, "IPsecIKEv2IPv6": 18,
		"IPsecAuthIPIPv4": 29, "IPsecAuthIPIPv6": 29,
	}
	sets := byName(PerformanceOf(DefaultStatistics()))
	require.Len(t, sets, len(sizes))
	twins, made := 0, map[uint32]bool{}
	for set, counters := range sets {
		assert.Len(t, counters, sizes[set], set)
		for name, value := range counters {
			if count, has := counters[strings.TrimSuffix(name, "Persec")]; has && strings.HasSuffix(name, "Persec") {
				assert.Equal(t, count, value, "%s.%s", set, name)
				twins++
			} else if value >= firstWMIOnly {
				made[value] = true
			}
		}
	}
	assert.Equal(t, 52, twins)
	assert.Len(t, made, 16, "values that WMI alone has")
	assert.True(t, made[5000] && made[5015])
}
