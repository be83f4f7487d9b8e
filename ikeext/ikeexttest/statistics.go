package ikeexttest

// DefaultStatistics returns the values of a host without Config.Statistics:
// value i, counted from 0 in wire order, is 1000+i. No two are equal.
func DefaultStatistics() [StatisticsCount]uint32 {
	var values [StatisticsCount]uint32
	for i := range values {
		values[i] = 1000 + uint32(i)
	}
	return values
}

// statistics answers opnum 0 of IKEEXT.
func (h *Host) statistics(*conn, []byte) ([]byte, uint32) {
	if status := h.denied(RightReadStats); status != 0 {
		return nil, status
	}
	w := &ndrWriter{}
	for _, value := range h.cfg.Statistics() {
		w.u32(value)
	}
	w.u32(0)
	return w.b, 0
}
