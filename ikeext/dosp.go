package ikeext

// DoSProtectionStatistics renders IPSEC_DOSP_STATISTICS0: what IPsecDospGetStatistics0
// returns about the protection against denial of service, by which a gateway limits what
// it lets through to the hosts behind it. The JSON names are the members of the Windows
// structure; the numbers, all of 64 bits, are strings in JSON.
//
// It is read whole or not at all. A host that is no such gateway has zeros. Those whose
// name begins with Current are gauges, the others counters of packets or entries.
type DoSProtectionStatistics struct {
	// Source tells where the values are from. It is not in JSON.
	Source Source `json:"-"`
	// TotalStateEntriesCreated and CurrentStateEntries are pairs of addresses between
	// which a negotiation was seen.
	TotalStateEntriesCreated uint64 `json:"totalStateEntriesCreated,string"`
	CurrentStateEntries      uint64 `json:"currentStateEntries,string"`
	// The next four are inbound packets of IPsec over IPv6 before authentication: let
	// through, over the limit, over the limit of one address, discarded otherwise.
	TotalInboundAllowedIPv6IPsecUnauthPkts                 uint64 `json:"totalInboundAllowedIPv6IPsecUnauthPkts,string"`
	TotalInboundRatelimitDiscardedIPv6IPsecUnauthPkts      uint64 `json:"totalInboundRatelimitDiscardedIPv6IPsecUnauthPkts,string"`
	TotalInboundPerIPRatelimitDiscardedIPv6IPsecUnauthPkts uint64 `json:"totalInboundPerIPRatelimitDiscardedIPv6IPsecUnauthPkts,string"`
	TotalInboundOtherDiscardedIPv6IPsecUnauthPkts          uint64 `json:"totalInboundOtherDiscardedIPv6IPsecUnauthPkts,string"`
	// The next three are the same after authentication.
	TotalInboundAllowedIPv6IPsecAuthPkts            uint64 `json:"totalInboundAllowedIPv6IPsecAuthPkts,string"`
	TotalInboundRatelimitDiscardedIPv6IPsecAuthPkts uint64 `json:"totalInboundRatelimitDiscardedIPv6IPsecAuthPkts,string"`
	TotalInboundOtherDiscardedIPv6IPsecAuthPkts     uint64 `json:"totalInboundOtherDiscardedIPv6IPsecAuthPkts,string"`
	// The next two are inbound ICMPv6.
	TotalInboundAllowedICMPv6Pkts            uint64 `json:"totalInboundAllowedICMPv6Pkts,string"`
	TotalInboundRatelimitDiscardedICMPv6Pkts uint64 `json:"totalInboundRatelimitDiscardedICMPv6Pkts,string"`
	// The next three are inbound IPv6 that a filter exempts or blocks.
	TotalInboundAllowedIPv6FilterExemptPkts            uint64 `json:"totalInboundAllowedIPv6FilterExemptPkts,string"`
	TotalInboundRatelimitDiscardedIPv6FilterExemptPkts uint64 `json:"totalInboundRatelimitDiscardedIPv6FilterExemptPkts,string"`
	TotalInboundDiscardedIPv6FilterBlockPkts           uint64 `json:"totalInboundDiscardedIPv6FilterBlockPkts,string"`
	// The next three are other inbound packets, exempt from the default of blocking or
	// under it.
	TotalInboundAllowedDefBlockExemptPkts            uint64 `json:"totalInboundAllowedDefBlockExemptPkts,string"`
	TotalInboundRatelimitDiscardedDefBlockExemptPkts uint64 `json:"totalInboundRatelimitDiscardedDefBlockExemptPkts,string"`
	TotalInboundDiscardedDefBlockPkts                uint64 `json:"totalInboundDiscardedDefBlockPkts,string"`
	// CurrentInboundIPv6IPsecUnauthPerIPRateLimitQueues are the addresses whose limit is
	// kept account of now.
	CurrentInboundIPv6IPsecUnauthPerIPRateLimitQueues uint64 `json:"currentInboundIPv6IPsecUnauthPerIPRateLimitQueues,string"`
}

// members are the values in the order of the wire.
func (s *DoSProtectionStatistics) members() []any {
	return []any{
		&s.TotalStateEntriesCreated,
		&s.CurrentStateEntries,
		&s.TotalInboundAllowedIPv6IPsecUnauthPkts,
		&s.TotalInboundRatelimitDiscardedIPv6IPsecUnauthPkts,
		&s.TotalInboundPerIPRatelimitDiscardedIPv6IPsecUnauthPkts,
		&s.TotalInboundOtherDiscardedIPv6IPsecUnauthPkts,
		&s.TotalInboundAllowedIPv6IPsecAuthPkts,
		&s.TotalInboundRatelimitDiscardedIPv6IPsecAuthPkts,
		&s.TotalInboundOtherDiscardedIPv6IPsecAuthPkts,
		&s.TotalInboundAllowedICMPv6Pkts,
		&s.TotalInboundRatelimitDiscardedICMPv6Pkts,
		&s.TotalInboundAllowedIPv6FilterExemptPkts,
		&s.TotalInboundRatelimitDiscardedIPv6FilterExemptPkts,
		&s.TotalInboundDiscardedIPv6FilterBlockPkts,
		&s.TotalInboundAllowedDefBlockExemptPkts,
		&s.TotalInboundRatelimitDiscardedDefBlockExemptPkts,
		&s.TotalInboundDiscardedDefBlockPkts,
		&s.CurrentInboundIPv6IPsecUnauthPerIPRateLimitQueues,
	}
}
