package ikeexttest

import ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"

// wireOrder hands out values in wire order.
type wireOrder struct {
	values [StatisticsCount]uint32
	read   int
}

func (w *wireOrder) next() uint32 {
	v := w.values[w.read]
	w.read++
	return v
}

// statisticsResponse makes the answer of opnum 0 of the client's own types.
func statisticsResponse(values [StatisticsCount]uint32) *ikeext.GetStatisticsResponse {
	w := &wireOrder{values: values}
	// Go evaluates the calls in the order in which they are written.
	return &ikeext.GetStatisticsResponse{Statistics: &ikeext.IkeextStatistics1{
		IKEStatistics:    w.module(),
		AuthIPStatistics: w.module(),
		IKEV2Statistics:  w.module(),
		CommonStatistics: &ikeext.IkeextCommonStatistics1{
			StatisticsV4:                &ikeext.IkeextIPVersionSpecificCommonStatistics1{TotalSocketReceiveFailures: w.next(), TotalSocketSendFailures: w.next()},
			StatisticsV6:                &ikeext.IkeextIPVersionSpecificCommonStatistics1{TotalSocketReceiveFailures: w.next(), TotalSocketSendFailures: w.next()},
			TotalPacketsReceived:        w.next(),
			TotalInvalidPacketsReceived: w.next(),
			CurrentQueuedWorkitems:      w.next(),
		},
	}}
}

func (w *wireOrder) module() *ikeext.IkeextKeymoduleStatistics1 {
	m := &ikeext.IkeextKeymoduleStatistics1{StatisticsV4: w.family(), StatisticsV6: w.family()}
	m.ErrorFrequencyTable = make([]uint32, ikeext.IkeextErrorCodeCount)
	for i := range m.ErrorFrequencyTable {
		m.ErrorFrequencyTable[i] = w.next()
	}
	m.MainModeNegotiationTime = w.next()
	m.QuickModeNegotiationTime = w.next()
	m.ExtendedModeNegotiationTime = w.next()
	return m
}

func (w *wireOrder) family() *ikeext.IkeextIPVersionSpecificKeymoduleStatistics1 {
	return &ikeext.IkeextIPVersionSpecificKeymoduleStatistics1{
		CurrentActiveMainModes:          w.next(),
		TotalMainModesStarted:           w.next(),
		TotalSuccessfulMainModes:        w.next(),
		TotalFailedMainModes:            w.next(),
		TotalResponderMainModes:         w.next(),
		CurrentNewResponderMainModes:    w.next(),
		CurrentActiveQuickModes:         w.next(),
		TotalQuickModesStarted:          w.next(),
		TotalSuccessfulQuickModes:       w.next(),
		TotalFailedQuickModes:           w.next(),
		TotalAcquires:                   w.next(),
		TotalReinitAcquires:             w.next(),
		CurrentActiveExtendedModes:      w.next(),
		TotalExtendedModesStarted:       w.next(),
		TotalSuccessfulExtendedModes:    w.next(),
		TotalFailedExtendedModes:        w.next(),
		TotalImpersonationExtendedModes: w.next(),
		TotalImpersonationMainModes:     w.next(),
	}
}
