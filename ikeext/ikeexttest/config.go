package ikeexttest

import (
	"crypto/tls"
	"time"
)

// Profile says what a Host offers to the network. The zero Profile is
// [Permissive].
type Profile string

// The profiles.
const (
	// Permissive offers both interfaces to the network and answers every call
	// that is allowed to read statistics. No stock Windows does this: it stands
	// for a relay in front of one.
	Permissive Profile = "permissive"
	// Windows7 offers IKEEXT on the port of a neighbour in its process and admits
	// the call. The Base Filtering Engine is not in the endpoint mapper.
	Windows7 Profile = "windows7"
	// Stock2016 advertises IKEEXT on the port of a neighbour and refuses every
	// call with fault 5, because the interface is registered for local callers
	// only. The Base Filtering Engine is not in the endpoint mapper.
	Stock2016 Profile = "stock2016"
	// StockSplit runs IKEEXT in a process of its own: neither interface is in the
	// endpoint mapper, which answers 0x16C9A0D6 for both.
	StockSplit Profile = "stocksplit"
	// WMIOpen2016 is Stock2016 with the firewall open for WMI: the port of the
	// endpoint mapper activates it, and its performance classes answer.
	WMIOpen2016 Profile = "wmiopen2016"
	// WMIOpenSplit is StockSplit with the firewall open for WMI.
	WMIOpenSplit Profile = "wmiopensplit"
	// StockClosed lets nobody in: connections to the endpoint mapper are refused.
	StockClosed Profile = "stockclosed"
	// ServiceStopped is WMIOpenSplit on which the IKE service does not run: the
	// performance classes are there and have no instance.
	ServiceStopped Profile = "servicestopped"
	// WinRMOnly is reached by Windows Remote Management alone: nothing listens at
	// the endpoint mapper's port.
	WinRMOnly Profile = "winrmonly"
)

// The account that a Host knows when Config.Users is nil.
const (
	DefaultUser     = "demo"
	DefaultPassword = "demo-Passw0rd"
)

// StatisticsCount is how many values IKEEXT_STATISTICS1 has.
const StatisticsCount = 415

// Config says what a Host is and how it behaves. The zero Config is a
// Permissive host on loopback.
type Config struct {
	// Profile says what the host offers. Empty means Permissive.
	Profile Profile
	// Addr is the address and port of the endpoint mapper, on which the other
	// ports open too. Empty means "127.0.0.1:0".
	Addr string
	// Domain is the NetBIOS domain that the host claims in NTLM. Empty means
	// "SIMDOMAIN".
	Domain string
	// Name is the NetBIOS computer name that the host claims in NTLM. Empty means
	// "SIMHOST".
	Name string
	// Build is the build of Windows told in the NTLM challenge, by which the Base
	// Filtering Engine numbers its operations and IKEEXT knows types. Zero means the
	// profile's: 20348, 7601, 14393, 17763, 14393, 17763, 17763, 17763 and 20348 in
	// the order of the constants.
	Build uint16
	// Users maps accounts, without domain and in any letter case, to passwords.
	// Nil means DefaultUser with DefaultPassword; an empty map means that nobody
	// can sign in.
	Users map[string]string
	// Statistics gives the values of one answer, in wire order. It may be called
	// by several goroutines at once. Nil means DefaultStatistics.
	Statistics func() [StatisticsCount]uint32
	// SAs are the main-mode security associations. Nil means DefaultSAs, or what
	// SACount says; an empty list means none. They must not be changed afterwards.
	SAs []SA
	// SACount lets a host without SAs have so many of GeneratedSA, made when they are
	// asked for and never kept. Zero means DefaultSAs.
	SACount int
	// SADescriptor is the self-relative security descriptor of the database of
	// associations, which callers read and may replace. It decides about nobody's
	// access: see DeniedRights. Nil means DefaultDescriptor.
	SADescriptor []byte
	// QuickModeSAs are the quick-mode security associations, which only WMI and WinRM
	// show. Nil means QuickModeSAsOf every main-mode one that is left; an empty list
	// means none. They must not be changed afterwards.
	QuickModeSAs []QuickModeSA
	// IgnoredSAProperties lets WMI and WinRM fill in the properties of security
	// associations that Microsoft's documentation calls ignored although this host
	// knows them: cookies, lifetimes, mode and direction. The zero value leaves them
	// NULL.
	IgnoredSAProperties bool
	// DeniedNamespaces are namespaces of WMI, such as `root\StandardCimv2`, that no
	// caller of WMI or WinRM has a right to. Nil means that there are none.
	DeniedNamespaces []string
	// IPsec gives the values of one answer of IPsecGetStatistics. It may be called by
	// several goroutines at once. Nil means DefaultIPsecStatistics.
	IPsec func() IPsecStatistics
	// DoSP gives the values of one answer of IPsecDospGetStatistics. It may be called
	// by several goroutines at once. Nil means DefaultDoSPStatistics.
	DoSP func() DoSPStatistics
	// EngineOptions are the options of the filter engine, by their numbers in
	// FWPM_ENGINE_OPTION. Nil means DefaultEngineOptions.
	EngineOptions []uint32
	// EngineDescriptor is the self-relative security descriptor of the filter engine,
	// which callers read. Nil means DefaultDescriptor.
	EngineDescriptor []byte
	// DeniedRights are the rights that no caller of IKEEXT and of the Base Filtering
	// Engine has: operations that ask for one of them raise access denied, fault 5.
	// Zero means that every caller has all of them.
	DeniedRights Rights
	// Performance gives the performance objects of one query by WMI. A set that is
	// missing has no instance; one that Windows does not have is there beside the
	// others. It may be called by several goroutines at once. Nil means PerformanceOf
	// of Statistics.
	Performance func() []PerformanceObject
	// NoCreateInstance lets the host know nothing of IRemoteSCMActivator, so that
	// RemoteActivation is the only way to WMI. The zero value knows both.
	NoCreateInstance bool
	// AllowUnauthenticated admits callers of IKEEXT, the Base Filtering Engine and
	// WMI that did not sign in. Windows refuses them with fault 5, as does the zero
	// value.
	AllowUnauthenticated bool
	// NoNegotiate lets the host know nothing of SPNEGO (authentication type 9): it
	// answers such binds with bind_nak, reason 8. The zero value speaks it, with
	// NTLM inside and, when there is a Keytab, Kerberos.
	NoNegotiate bool
	// WinRM opens a WinRM listener, which answers for the performance classes of
	// IKE in root/cimv2 and for those of security associations in root/standardcimv2.
	// WinRMOnly always has one.
	WinRM bool
	// WinRMTLS makes the WinRM listener one of HTTPS. It does not look at what a
	// sign-in is bound to. Nil means HTTP with sealed bodies.
	WinRMTLS *tls.Config
	// Keytab is the path of a keytab with the keys of the host: AES keys of host/NAME
	// for Kerberos on the RPC ports, of HTTP/NAME for that on the WinRM listener,
	// within SPNEGO as well. Empty means that the host stands outside of any domain
	// and speaks NTLM alone.
	Keytab string
	// OneByOne lets the WinRM listener ignore OptimizeEnumeration and MaxElements,
	// as some do: no instance comes with the answer to Enumerate, one with each Pull.
	OneByOne bool

	// Intercept sees each call that passed the checks of the protocol, before it
	// is answered. A nil Reply means the regular answer. It may be called by
	// several goroutines at once.
	Intercept func(*Call) *Reply
	// Damage sees each PDU that is about to leave, after protection, and returns
	// what to write instead, one Write a slice. Nil means to send it unchanged, an
	// empty slice to send nothing. It may be called by several goroutines at once.
	Damage func(PDU) [][]byte
	// Misbehave sees each PDU that is about to leave, after protection and before
	// Damage, and returns what to do in its place where that is more than to write
	// other bytes at once. Nil means to send it, if Damage has nothing against it. It
	// may be called by several goroutines at once.
	Misbehave func(PDU) Misbehaviour
	// DamageHTTP sees each answer of the WinRM listener that is about to leave, after
	// it was sealed, and may change it. It may be called by several goroutines at
	// once.
	DamageHTTP func(*HTTPAnswer)
	// Logf receives a line an event. Nil means silence. It may be called by
	// several goroutines at once.
	Logf func(format string, args ...any)
}

// Call is a request as it was received, put together from its fragments,
// verified and decrypted.
type Call struct {
	// Interface is "epm", "mgmt", "engine" or "ikeext", and of DCOM and WMI the name
	// as Windows has it, such as "IRemoteSCMActivator"; "winrm" for a request to the
	// WinRM listener, whose Stub is the envelope.
	Interface string
	// Opnum is the number of the operation.
	Opnum int
	// Stub is the body of the request without padding.
	Stub []byte
	// User is `DOMAIN\name` as the caller named itself, or name@REALM as its ticket
	// names it. Empty when it did not sign in or was refused.
	User string
	// AuthType and AuthLevel are the numbers of the wire, such as 10 and 6 for
	// NTLM at packet privacy, or 9 and 6 for the same within SPNEGO, or 16 for
	// Kerberos. Zero when the caller did not sign in.
	AuthType, AuthLevel int
}

// Reply says how to answer one call. The zero Reply is the regular answer.
type Reply struct {
	// Delay is how long to wait before anything else.
	Delay time.Duration
	// Hangup closes the connection instead of answering.
	Hangup bool
	// Fault answers with a fault PDU of this status, on the WinRM listener with a
	// SOAP fault. Zero means no fault.
	Fault uint32
	// Stub is the body to answer with. Nil means the regular one.
	Stub []byte
	// Edit returns what to answer with in place of a body, the regular one or Stub,
	// before it is protected. Nil means to leave it.
	Edit func(stub []byte) []byte
	// FragmentSize is the largest fragment in bytes, header and trailer
	// included. Zero means what was negotiated.
	FragmentSize int
}

// PDU is one PDU about to leave. The offsets are from the start of Bytes, for
// tests that damage one part of it.
type PDU struct {
	// Type is the PDU type of the header, such as 2 for a response.
	Type byte
	// Interface and Opnum tell what is being answered. Empty and -1 where the PDU
	// does not belong to a call.
	Interface string
	Opnum     int
	// Bytes is the whole PDU.
	Bytes []byte
	// StubOffset and StubLen tell where the body of a response lies. Zero in
	// other PDUs.
	StubOffset, StubLen int
	// PadLen is the number of padding bytes behind the body.
	PadLen int
	// TrailerOffset is where the 8-byte security trailer begins and AuthLen the
	// length of the token or signature behind it. Zero when there is none.
	TrailerOffset, AuthLen int
}
