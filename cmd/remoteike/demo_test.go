package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

func TestLoopbackRefuses(t *testing.T) {
	for _, listen := range []string{
		"", ":0", "127.0.0.1", "0.0.0.0:0", "[::]:0", "192.0.2.1:135", "vpn01:0", "localhost", "localhost:x", "127.0.0.1:65536",
	} {
		_, err := loopback(listen)
		var usage *usageError
		assert.ErrorAs(t, err, &usage, listen)
	}
}

func TestLoopback(t *testing.T) {
	for listen, want := range map[string]string{
		"127.0.0.1:0": "127.0.0.1:0", "localhost:7": "127.0.0.1:7", "[::1]:0": "[::1]:0", "127.8.9.1:99": "127.8.9.1:99",
	} {
		got, err := loopback(listen)
		require.NoError(t, err)
		assert.Equal(t, want, got.String())
	}
}

// snapshotOf lets the library name the values that the demonstration serves.
func snapshotOf(values [ikeext.FieldCount]uint32) *ikeext.Snapshot {
	s := &ikeext.Snapshot{}
	for i, v := range values {
		s.Set(ikeext.Field(i), v)
	}
	return s
}

func TestDemoValuesArriveInPlace(t *testing.T) {
	got, ok := snapshotOf(demoStatistics()).Full()
	require.True(t, ok)
	assert.Equal(t, demoGateway(), got)
}

// A newcomer will do the sums.
func TestDemoValuesAgree(t *testing.T) {
	gateway := demoGateway()
	for name, m := range map[string]ikeext.KeyModuleStatistics{
		"IKE": gateway.IKE, "AuthIP": gateway.AuthIP, "IKEv2": gateway.IKEv2,
	} {
		t.Run(name, func(t *testing.T) {
			failed := uint32(0)
			for _, f := range []ikeext.IPVersionKeyModuleStatistics{m.V4, m.V6} {
				assert.GreaterOrEqual(t, f.TotalMainModesStarted, f.TotalSuccessfulMainModes+f.TotalFailedMainModes)
				assert.GreaterOrEqual(t, f.TotalQuickModesStarted, f.TotalSuccessfulQuickModes+f.TotalFailedQuickModes)
				assert.GreaterOrEqual(t, f.TotalExtendedModesStarted, f.TotalSuccessfulExtendedModes+f.TotalFailedExtendedModes)
				assert.GreaterOrEqual(t, f.TotalSuccessfulMainModes, f.CurrentActiveMainModes)
				assert.GreaterOrEqual(t, f.TotalMainModesStarted, f.TotalResponderMainModes)
				failed += f.TotalFailedMainModes + f.TotalFailedQuickModes + f.TotalFailedExtendedModes
			}
			for _, count := range m.ErrorFrequencyTable {
				failed -= count
			}
			assert.Zero(t, failed, "every failure has a reason")
		})
	}
}
