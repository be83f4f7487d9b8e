package ikeexttest

// PerformanceObject is the instance of one performance class, as WMI gives it.
type PerformanceObject struct {
	// Set is the name of the class behind "Win32_PerfRawData_Counters_", such as
	// "IPsecIKEv2IPv4".
	Set string
	// Counters are the properties that the class itself has, in the order of their
	// declaration.
	Counters []PerformanceCounter
}

// PerformanceCounter is a property of a performance class and its value.
type PerformanceCounter struct {
	Name  string
	Value uint32
}

// firstWMIOnly is the first of the values that PerformanceOf makes up.
const firstWMIOnly = 5000

// PerformanceOf returns the instances of the seven classes of a host with these
// statistics: 75 of the 415 values, each also under the name of its rate where
// there is one. The sixteen values that WMI alone has, pending negotiations and
// totals over all modules, are 5000 to 5015 in the order in which they are listed.
func PerformanceOf(statistics [StatisticsCount]uint32) []PerformanceObject {
	s := &sets{values: statistics, made: firstWMIOnly}
	return []PerformanceObject{
		s.generic(),
		s.module("IPsecIKEv1IPv4", ikeModule, 0, false),
		s.module("IPsecIKEv1IPv6", ikeModule, 1, false),
		s.module("IPsecAuthIPIPv4", authIPModule, 0, true),
		s.module("IPsecAuthIPIPv6", authIPModule, 1, true),
		s.module("IPsecIKEv2IPv4", ikeV2Module, 0, false),
		s.module("IPsecIKEv2IPv6", ikeV2Module, 1, false),
	}
}

// Places in wire order: of the modules, within a module, and of the common part.
const (
	ikeModule    = 0 * moduleSize
	authIPModule = 1 * moduleSize
	ikeV2Module  = 2 * moduleSize
	commonPart   = 3 * moduleSize

	familySize   = 18
	moduleSize   = 2*familySize + 97 + 3
	mainTime     = 2*familySize + 97
	quickTime    = mainTime + 1
	extendedTime = mainTime + 2

	packets        = commonPart + 4
	invalidPackets = commonPart + 5
)

// sets makes the counter sets of a host.
type sets struct {
	values   [StatisticsCount]uint32
	made     uint32 // the next value that the statistics do not have
	counters []PerformanceCounter
}

// add adds a value under a name and, when it has a rate, under the rate's name:
// the raw twin of a rate carries the count.
func (s *sets) add(name string, value uint32, rate bool) {
	s.counters = append(s.counters, PerformanceCounter{name, value})
	if rate {
		s.counters = append(s.counters, PerformanceCounter{name + "Persec", value})
	}
}

func (s *sets) makeUp() uint32 {
	s.made++
	return s.made - 1
}

// take returns the counters added so far as a set.
func (s *sets) take(name string) PerformanceObject {
	o := PerformanceObject{Set: name, Counters: s.counters}
	s.counters = nil
	return o
}

// generic is the set that all modules share.
func (s *sets) generic() PerformanceObject {
	s.add("IKEv1MainModeNegotiationTime", s.values[ikeModule+mainTime], false)
	s.add("AuthIPMainModeNegotiationTime", s.values[authIPModule+mainTime], false)
	s.add("IKEv1QuickModeNegotiationTime", s.values[ikeModule+quickTime], false)
	s.add("AuthIPQuickModeNegotiationTime", s.values[authIPModule+quickTime], false)
	s.add("ExtendedModeNegotiationTime", s.values[authIPModule+extendedTime], false)
	s.add("PacketsReceivedPersec", s.values[packets], false)
	s.add("InvalidPacketsReceivedPersec", s.values[invalidPackets], false)
	s.add("SuccessfulNegotiations", s.makeUp(), true)
	s.add("FailedNegotiations", s.makeUp(), true)
	s.add("IKEv2MainModeNegotiationTime", s.values[ikeV2Module+mainTime], false)
	s.add("IKEv2QuickModeNegotiationTime", s.values[ikeV2Module+quickTime], false)
	return s.take("GenericIKEv1AuthIPandIKEv2")
}

// module is the set of a module for one version of IP.
func (s *sets) module(name string, module, family int, extended bool) PerformanceObject {
	v := s.values[module+family*familySize:][:familySize]
	s.add("ActiveMainModeSAs", v[0], false)
	s.add("PendingMainModeNegotiations", s.makeUp(), false)
	s.add("MainModeNegotiations", v[1], true)
	s.add("SuccessfulMainModeNegotiations", v[2], true)
	s.add("FailedMainModeNegotiations", v[3], true)
	s.add("MainModeNegotiationRequestsReceived", v[4], true)
	if extended {
		s.add("MainModeSAsThatUsedImpersonation", v[17], true)
	}
	s.add("ActiveQuickModeSAs", v[6], false)
	s.add("PendingQuickModeNegotiations", s.makeUp(), false)
	s.add("QuickModeNegotiations", v[7], true)
	s.add("SuccessfulQuickModeNegotiations", v[8], true)
	s.add("FailedQuickModeNegotiations", v[9], true)
	if extended {
		s.add("ActiveExtendedModeSAs", v[12], false)
		s.add("PendingExtendedModeNegotiations", s.makeUp(), false)
		s.add("ExtendedModeNegotiations", v[13], true)
		s.add("SuccessfulExtendedModeNegotiations", v[14], true)
		s.add("FailedExtendedModeNegotiations", v[15], true)
		s.add("ExtendedModeSAsThatUsedImpersonation", v[16], false)
	}
	return s.take(name)
}
