package ikeext

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	rpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// TestDecodeAgreesWithTheStubs reads replies a second time by the generated code,
// member by member.
func TestDecodeAgreesWithTheStubs(t *testing.T) {
	stub := make([]byte, statisticsSize)
	random := rand.NewChaCha8([32]byte{})
	for range 20 {
		_, _ = random.Read(stub[:4*FieldCount])
		var answer rpc.GetStatisticsResponse
		require.NoError(t, association.Decode(stub, &answer))
		var s Snapshot
		require.NoError(t, offline().decode(context.Background(), stub, &s))
		assert.Equal(t, generated(answer.Statistics), s.values[:])
	}
}

// generated returns the values of a decoded reply in wire order.
func generated(in *rpc.IkeextStatistics1) (values []uint32) {
	for _, m := range []*rpc.IkeextKeymoduleStatistics1{in.IKEStatistics, in.AuthIPStatistics, in.IKEV2Statistics} {
		values = appendFamily(values, m.StatisticsV4)
		values = appendFamily(values, m.StatisticsV6)
		values = append(values, m.ErrorFrequencyTable...)
		values = append(values, m.MainModeNegotiationTime, m.QuickModeNegotiationTime, m.ExtendedModeNegotiationTime)
	}
	c := in.CommonStatistics
	for _, f := range []*rpc.IkeextIPVersionSpecificCommonStatistics1{c.StatisticsV4, c.StatisticsV6} {
		values = append(values, f.TotalSocketReceiveFailures, f.TotalSocketSendFailures)
	}
	return append(values, c.TotalPacketsReceived, c.TotalInvalidPacketsReceived, c.CurrentQueuedWorkitems)
}

// appendFamily appends the 18 values of one address family.
func appendFamily(values []uint32, f *rpc.IkeextIPVersionSpecificKeymoduleStatistics1) []uint32 {
	return append(values,
		f.CurrentActiveMainModes,
		f.TotalMainModesStarted,
		f.TotalSuccessfulMainModes,
		f.TotalFailedMainModes,
		f.TotalResponderMainModes,
		f.CurrentNewResponderMainModes,
		f.CurrentActiveQuickModes,
		f.TotalQuickModesStarted,
		f.TotalSuccessfulQuickModes,
		f.TotalFailedQuickModes,
		f.TotalAcquires,
		f.TotalReinitAcquires,
		f.CurrentActiveExtendedModes,
		f.TotalExtendedModesStarted,
		f.TotalSuccessfulExtendedModes,
		f.TotalFailedExtendedModes,
		f.TotalImpersonationExtendedModes,
		f.TotalImpersonationMainModes,
	)
}
