package ikeext

// EngineInfo is what a host tells about its Base Filtering Engine.
type EngineInfo struct {
	// Source tells where the values are from. It is not in JSON.
	Source Source `json:"-"`
	// Table tells how the engine numbers its procedures.
	Table EngineTable `json:"table"`
	// Options are the session options that the host has, by their numbers. Windows 7
	// has three of them.
	Options []EngineOptionValue `json:"options"`
	// SecurityDescriptor says who may do what with the engine: owner, group and DACL.
	SecurityDescriptor *SecurityDescriptor `json:"securityDescriptor"`
}

// EngineOptionValue is an option of the engine and its value, FWP_UINT32 in Windows.
type EngineOptionValue struct {
	Option EngineOption `json:"option"`
	// Value is zero or one for options that are on or off, flags or milliseconds for
	// the others.
	Value uint32 `json:"value"`
}

// EngineOption is FWPM_ENGINE_OPTION, of 16 bits on the wire.
type EngineOption uint32

// The options of the engine. From EngineMonitorIPsecConnections on they exist since
// Windows 8.
const (
	// EngineCollectNetEvents: the engine keeps events of dropped packets and failed
	// negotiations.
	EngineCollectNetEvents EngineOption = 0
	// EngineNetEventMatchAnyKeywords: FWPM_NET_EVENT_KEYWORD_* flags, which further
	// events it keeps.
	EngineNetEventMatchAnyKeywords EngineOption = 1
	// EngineNameCache: it keeps the names of hosts that were looked up.
	EngineNameCache EngineOption = 2
	// EngineMonitorIPsecConnections: it watches IPsec connections.
	EngineMonitorIPsecConnections EngineOption = 3
	// EnginePacketQueuing: FWPM_ENGINE_OPTION_PACKET_QUEUE_* flags, inbound decryption
	// and forwarding in several queues.
	EnginePacketQueuing EngineOption = 4
	// EngineTxnWatchdogTimeout: milliseconds after which a transaction counts as stuck.
	EngineTxnWatchdogTimeout EngineOption = 5
)

func engineOptions() enumeration {
	return enumeration{"FWPM_ENGINE_OPTION", []string{
		"FWPM_ENGINE_COLLECT_NET_EVENTS", "FWPM_ENGINE_NET_EVENT_MATCH_ANY_KEYWORDS", "FWPM_ENGINE_NAME_CACHE",
		"FWPM_ENGINE_MONITOR_IPSEC_CONNECTIONS", "FWPM_ENGINE_PACKET_QUEUING", "FWPM_ENGINE_TXN_WATCHDOG_TIMEOUT_IN_MSEC",
	}}
}

// String returns the SDK's name, for example "FWPM_ENGINE_COLLECT_NET_EVENTS", and of a
// value that the SDK does not have "FWPM_ENGINE_OPTION(9)".
func (o EngineOption) String() string { return engineOptions().text(uint32(o)) }

// MarshalText returns what String does.
func (o EngineOption) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (o *EngineOption) UnmarshalText(text []byte) error {
	return unmarshalEnumeration(o, engineOptions(), text)
}
