package ikeexttest

// IPsecStatistics are the values of IPSEC_STATISTICS1 in the order of the wire.
type IPsecStatistics struct {
	// Counts are those of 32 bits: seven of security associations, five of dropped
	// packets of ESP, four of AH, ten over all.
	Counts [26]uint32
	// Inbound and Outbound are bytes encrypted, authenticated by AH, authenticated by
	// ESP, in transport mode, in tunnel mode, offloaded, and the packets that went
	// through.
	Inbound, Outbound [7]uint64
}

// DefaultIPsecStatistics returns the values of a host without Config.IPsec: count i,
// from 0 in wire order, is 2000+i, those of inbound traffic are 2^40+i, those of
// outbound traffic 2^41+i. No two are equal.
func DefaultIPsecStatistics() (s IPsecStatistics) {
	for i := range s.Counts {
		s.Counts[i] = 2000 + uint32(i)
	}
	for i := range s.Inbound {
		s.Inbound[i], s.Outbound[i] = 1<<40+uint64(i), 1<<41+uint64(i)
	}
	return s
}

// DoSPStatistics are the values of IPSEC_DOSP_STATISTICS0 in the order of the wire.
type DoSPStatistics [18]uint64

// DefaultDoSPStatistics returns the values of a host without Config.DoSP: value i,
// counted from 0 in wire order, is 2^42+i.
func DefaultDoSPStatistics() (s DoSPStatistics) {
	for i := range s {
		s[i] = 1<<42 + uint64(i)
	}
	return s
}

// DefaultEngineOptions returns the options of a host without Config.EngineOptions,
// by their numbers in FWPM_ENGINE_OPTION: net events and the names of packets'
// applications are collected, IPsec connections are monitored, packets are queued
// inbound.
func DefaultEngineOptions() []uint32 { return []uint32{1, 0, 1, 1, 1, 0} }

// ipsecStatistics answers IPsecGetStatistics: 216 bytes and the status.
func (h *Host) ipsecStatistics(*conn) ([]byte, uint32) {
	if status := h.denied(RightReadStats); status != 0 {
		return nil, status
	}
	s := h.cfg.IPsec()
	w := &ndrWriter{}
	for _, v := range s.Counts {
		w.u32(v)
	}
	for _, v := range append(s.Inbound[:], s.Outbound[:]...) {
		w.u64(v)
	}
	w.u32(0)
	return w.b, 0
}

// dospStatistics answers IPsecDospGetStatistics: 144 bytes and the status.
func (h *Host) dospStatistics(*conn) ([]byte, uint32) {
	if status := h.denied(RightReadStats); status != 0 {
		return nil, status
	}
	w := &ndrWriter{}
	for _, v := range h.cfg.DoSP() {
		w.u64(v)
	}
	w.u32(0)
	return w.b, 0
}

// parseGetOption reads the handle of a session and the number of an option, an enum
// of 16 bits.
func parseGetOption(c *conn, args *cursor) (option uint16, err error) {
	err = args.session(c)
	return args.u16(), err
}

// engineGetOption answers with the value of an option. Windows 7 has three of them;
// that one which is not there raises FWP_E_INVALID_PARAMETER is inferred.
func (h *Host) engineGetOption(_ *conn, option uint16) ([]byte, uint32) {
	const ofWindows7 = 3
	if int(option) >= len(h.cfg.EngineOptions) || h.cfg.Build < firstWindows8 && option >= ofWindows7 {
		return nil, fwpInvalidParameter
	}
	if status := h.denied(RightRead); status != 0 {
		return nil, status
	}
	w := &ndrWriter{}
	w.top(func() {
		w.u32(fwpUint32)
		w.u32(fwpUint32) // selects the arm
		w.u32(h.cfg.EngineOptions[option])
	})
	w.u32(0)
	return w.b, 0
}

// parseEngineSecurity reads the handle of a session and which parts of the
// descriptor are wanted.
func parseEngineSecurity(c *conn, args *cursor) (info uint32, err error) {
	err = args.session(c)
	return args.long(), err
}

func (h *Host) engineGetSecurity(_ *conn, info uint32) ([]byte, uint32) {
	return h.describe(h.cfg.EngineDescriptor, info)
}
