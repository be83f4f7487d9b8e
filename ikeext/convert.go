package ikeext

import (
	"errors"

	rpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// fill records all 415 values of a decoded reply, in wire order.
func (s *Snapshot) fill(in *rpc.IkeextStatistics1) error {
	if in == nil || in.IKEStatistics == nil || in.AuthIPStatistics == nil ||
		in.IKEV2Statistics == nil || in.CommonStatistics == nil {
		return errors.New("a structure is missing")
	}
	values := make([]uint32, 0, FieldCount)
	for _, m := range []*rpc.IkeextKeymoduleStatistics1{in.IKEStatistics, in.AuthIPStatistics, in.IKEV2Statistics} {
		values = appendFamily(values, m.StatisticsV4)
		values = appendFamily(values, m.StatisticsV6)
		values = append(values, m.ErrorFrequencyTable...)
		values = append(values, m.MainModeNegotiationTime, m.QuickModeNegotiationTime, m.ExtendedModeNegotiationTime)
	}
	c := in.CommonStatistics
	for _, f := range []*rpc.IkeextIPVersionSpecificCommonStatistics1{c.StatisticsV4, c.StatisticsV6} {
		if f != nil {
			values = append(values, f.TotalSocketReceiveFailures, f.TotalSocketSendFailures)
		}
	}
	values = append(values, c.TotalPacketsReceived, c.TotalInvalidPacketsReceived, c.CurrentQueuedWorkitems)
	if len(values) != FieldCount {
		return errors.New("a value is missing")
	}
	for i, v := range values {
		s.Set(Field(i), v)
	}
	return nil
}

// appendFamily appends the 18 values of one address family; none when the
// structure is missing, which the count of all shows.
func appendFamily(values []uint32, f *rpc.IkeextIPVersionSpecificKeymoduleStatistics1) []uint32 {
	if f == nil {
		return values
	}
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
