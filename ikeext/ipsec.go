package ikeext

import "time"

// IPsecStatistics renders IPSEC_STATISTICS1: what IPsecGetStatistics1 returns about the
// traffic that IPsec carries, as against the negotiations that Statistics is about. The
// JSON names are the members of the Windows structure. Numbers of 64 bits are strings in
// JSON: readers that make a float64 of every number would change them.
//
// It is read whole or not at all, so that a zero was a zero on the host.
type IPsecStatistics struct {
	// Source tells where the values are from. It is not in JSON.
	Source Source `json:"-"`
	// AggregateSA counts IPsec security associations.
	AggregateSA IPsecAggregateSAStatistics `json:"aggregateSaStatistics"`
	// ESPDropPacket counts packets of ESP that were dropped.
	ESPDropPacket IPsecESPDropPacketStatistics `json:"espDropPacketStatistics"`
	// AHDropPacket counts packets of AH that were dropped.
	AHDropPacket IPsecAHDropPacketStatistics `json:"ahDropPacketStatistics"`
	// AggregateDropPacket counts packets that were dropped, of either protocol.
	AggregateDropPacket IPsecAggregateDropPacketStatistics `json:"aggregateDropPacketStatistics"`
	// InboundTraffic is about what was received.
	InboundTraffic IPsecTrafficStatistics `json:"inboundTrafficStatistics"`
	// OutboundTraffic is about what was sent.
	OutboundTraffic IPsecTrafficStatistics `json:"outboundTrafficStatistics"`
}

// Source tells where, when and how values were read that have a call of their own.
type Source struct {
	// Host is the host as the caller named it.
	Host string
	// CollectedAt is when the reply came, UTC.
	CollectedAt time.Time
	// Duration is how long the call took, sign-in not included.
	Duration time.Duration
	// Door is the way in that answered.
	Door Door
	// Transport is the RPC protocol sequence, "ncacn_ip_tcp" or "ncacn_np". Empty by
	// DoorLocal.
	Transport string
	// Endpoint is the string binding of the engine. Empty by DoorLocal.
	Endpoint string
	// Auth tells how the call was protected.
	Auth SignIn
	// WindowsBuild is the version that the host named while signing in, such as
	// "10.0.17763". Empty when it named none, as with Kerberos.
	WindowsBuild string
	// Table tells how the engine numbers its procedures. Empty by DoorLocal.
	Table EngineTable
	// Opnum is the procedure that was called. Zero by DoorLocal, and where there was
	// more than one.
	Opnum int
}

// IPsecAggregateSAStatistics renders IPSEC_AGGREGATE_SA_STATISTICS0.
type IPsecAggregateSAStatistics struct {
	// ActiveSAs is the number of IPsec SAs that exist now. Gauge.
	ActiveSAs uint32 `json:"activeSas"`
	// PendingSANegotiations is the number of negotiations under way. Gauge.
	PendingSANegotiations uint32 `json:"pendingSaNegotiations"`
	// TotalSAsAdded is the number of SAs ever added. Counter.
	TotalSAsAdded uint32 `json:"totalSasAdded"`
	// TotalSAsDeleted is the number of SAs ever deleted. Counter.
	TotalSAsDeleted uint32 `json:"totalSasDeleted"`
	// SuccessfulRekeys is the number of SAs that took the place of one that ran out.
	// Counter.
	SuccessfulRekeys uint32 `json:"successfulRekeys"`
	// ActiveTunnels is the number of tunnels that exist now. Gauge.
	ActiveTunnels uint32 `json:"activeTunnels"`
	// OffloadedSAs is the number of SAs that a network card works on. Gauge.
	OffloadedSAs uint32 `json:"offloadedSas"`
}

// IPsecESPDropPacketStatistics renders IPSEC_ESP_DROP_PACKET_STATISTICS0: packets of ESP
// that were received and dropped. Counters.
type IPsecESPDropPacketStatistics struct {
	// InvalidSPIsOnInbound: the packet named no SA that exists.
	InvalidSPIsOnInbound uint32 `json:"invalidSpisOnInbound"`
	// DecryptionFailuresOnInbound: it could not be decrypted.
	DecryptionFailuresOnInbound uint32 `json:"decryptionFailuresOnInbound"`
	// AuthenticationFailuresOnInbound: its integrity check failed.
	AuthenticationFailuresOnInbound uint32 `json:"authenticationFailuresOnInbound"`
	// ReplayCheckFailuresOnInbound: it had come before, or too late.
	ReplayCheckFailuresOnInbound uint32 `json:"replayCheckFailuresOnInbound"`
	// SANotInitializedOnInbound: its SA was not ready.
	SANotInitializedOnInbound uint32 `json:"saNotInitializedOnInbound"`
}

// IPsecAHDropPacketStatistics renders IPSEC_AH_DROP_PACKET_STATISTICS0: packets of AH that
// were received and dropped, for the same reasons. Counters.
type IPsecAHDropPacketStatistics struct {
	InvalidSPIsOnInbound            uint32 `json:"invalidSpisOnInbound"`
	AuthenticationFailuresOnInbound uint32 `json:"authenticationFailuresOnInbound"`
	ReplayCheckFailuresOnInbound    uint32 `json:"replayCheckFailuresOnInbound"`
	SANotInitializedOnInbound       uint32 `json:"saNotInitializedOnInbound"`
}

// IPsecAggregateDropPacketStatistics renders IPSEC_AGGREGATE_DROP_PACKET_STATISTICS1:
// packets that were received and dropped, whatever carried them. Counters.
type IPsecAggregateDropPacketStatistics struct {
	// InvalidSPIsOnInbound: the packet named no SA that exists.
	InvalidSPIsOnInbound uint32 `json:"invalidSpisOnInbound"`
	// DecryptionFailuresOnInbound: it could not be decrypted.
	DecryptionFailuresOnInbound uint32 `json:"decryptionFailuresOnInbound"`
	// AuthenticationFailuresOnInbound: its integrity check failed.
	AuthenticationFailuresOnInbound uint32 `json:"authenticationFailuresOnInbound"`
	// UDPESPValidationFailuresOnInbound: it was no valid ESP in UDP.
	UDPESPValidationFailuresOnInbound uint32 `json:"udpEspValidationFailuresOnInbound"`
	// ReplayCheckFailuresOnInbound: it had come before, or too late.
	ReplayCheckFailuresOnInbound uint32 `json:"replayCheckFailuresOnInbound"`
	// InvalidClearTextInbound: it came in the clear and should not have.
	InvalidClearTextInbound uint32 `json:"invalidClearTextInbound"`
	// SANotInitializedOnInbound: its SA was not ready.
	SANotInitializedOnInbound uint32 `json:"saNotInitializedOnInbound"`
	// ReceiveOverIncorrectSAInbound: it came by an SA that is for other traffic.
	ReceiveOverIncorrectSAInbound uint32 `json:"receiveOverIncorrectSaInbound"`
	// SecureReceivesNotMatchingFilters: it came by IPsec and fits no filter.
	SecureReceivesNotMatchingFilters uint32 `json:"secureReceivesNotMatchingFilters"`
	// TotalDropPacketsInbound are all packets that were dropped.
	TotalDropPacketsInbound uint32 `json:"totalDropPacketsInbound"`
}

// IPsecTrafficStatistics renders IPSEC_TRAFFIC_STATISTICS1: one direction. Counters.
type IPsecTrafficStatistics struct {
	// EncryptedByteCount are the bytes that were encrypted.
	EncryptedByteCount uint64 `json:"encryptedByteCount,string"`
	// AuthenticatedAHByteCount are the bytes that AH authenticated.
	AuthenticatedAHByteCount uint64 `json:"authenticatedAHByteCount,string"`
	// AuthenticatedESPByteCount are the bytes that ESP authenticated.
	AuthenticatedESPByteCount uint64 `json:"authenticatedESPByteCount,string"`
	// TransportByteCount are the bytes of SAs in transport mode.
	TransportByteCount uint64 `json:"transportByteCount,string"`
	// TunnelByteCount are the bytes of SAs in tunnel mode.
	TunnelByteCount uint64 `json:"tunnelByteCount,string"`
	// OffloadByteCount are the bytes that a network card worked on.
	OffloadByteCount uint64 `json:"offloadByteCount,string"`
	// TotalSuccessfulPackets are the packets that went through.
	TotalSuccessfulPackets uint64 `json:"totalSuccessfulPackets,string"`
}
