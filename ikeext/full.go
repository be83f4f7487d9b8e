package ikeext

// Full returns the values as a structure. It is false unless all 415 were read,
// so that every zero in it is a zero that the host reported.
func (s *Snapshot) Full() (stats *Statistics, ok bool) {
	for _, read := range s.present {
		if !read {
			return nil, false
		}
	}
	// A struct literal calls in the order in which it is written, here wire order.
	next := wireReader(s.values[:])
	return &Statistics{
		IKE:    next.keyModule(),
		AuthIP: next.keyModule(),
		IKEv2:  next.keyModule(),
		Common: next.common(),
	}, true
}

// wireReader is what is left of the values, in wire order.
type wireReader []uint32

func (r *wireReader) value() uint32 {
	v := (*r)[0]
	*r = (*r)[1:]
	return v
}

func (r *wireReader) keyModule() KeyModuleStatistics {
	return KeyModuleStatistics{
		V4:                          r.ipVersionKeyModule(),
		V6:                          r.ipVersionKeyModule(),
		ErrorFrequencyTable:         r.errorTable(),
		MainModeNegotiationTime:     r.value(),
		QuickModeNegotiationTime:    r.value(),
		ExtendedModeNegotiationTime: r.value(),
	}
}

func (r *wireReader) ipVersionKeyModule() IPVersionKeyModuleStatistics {
	return IPVersionKeyModuleStatistics{
		CurrentActiveMainModes:          r.value(),
		TotalMainModesStarted:           r.value(),
		TotalSuccessfulMainModes:        r.value(),
		TotalFailedMainModes:            r.value(),
		TotalResponderMainModes:         r.value(),
		CurrentNewResponderMainModes:    r.value(),
		CurrentActiveQuickModes:         r.value(),
		TotalQuickModesStarted:          r.value(),
		TotalSuccessfulQuickModes:       r.value(),
		TotalFailedQuickModes:           r.value(),
		TotalAcquires:                   r.value(),
		TotalReinitAcquires:             r.value(),
		CurrentActiveExtendedModes:      r.value(),
		TotalExtendedModesStarted:       r.value(),
		TotalSuccessfulExtendedModes:    r.value(),
		TotalFailedExtendedModes:        r.value(),
		TotalImpersonationExtendedModes: r.value(),
		TotalImpersonationMainModes:     r.value(),
	}
}

func (r *wireReader) errorTable() (table [errorTableSize]uint32) {
	for i := range table {
		table[i] = r.value()
	}
	return table
}

func (r *wireReader) common() CommonStatistics {
	return CommonStatistics{
		V4:                          r.ipVersionCommon(),
		V6:                          r.ipVersionCommon(),
		TotalPacketsReceived:        r.value(),
		TotalInvalidPacketsReceived: r.value(),
		CurrentQueuedWorkitems:      r.value(),
	}
}

func (r *wireReader) ipVersionCommon() IPVersionCommonStatistics {
	return IPVersionCommonStatistics{
		TotalSocketReceiveFailures: r.value(),
		TotalSocketSendFailures:    r.value(),
	}
}
