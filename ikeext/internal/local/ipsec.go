package local

import "context"

// IPsec is IPSEC_STATISTICS1, its members in their order.
type IPsec struct {
	// Counts are those of 32 bits: of aggregateSaStatistics, espDropPacketStatistics,
	// ahDropPacketStatistics and aggregateDropPacketStatistics.
	Counts [26]uint32
	// Traffic are those of 64 bits: of inboundTrafficStatistics and
	// outboundTrafficStatistics.
	Traffic [14]uint64
}

// IPsecReading is what the host answered.
type IPsecReading struct {
	IPsec
	// Build is the version of Windows, for example "10.0.17763".
	Build string
}

// IPsecStatistics reads the statistics in a session of its own: IPsecGetStatistics1. It
// returns as [Statistics] does.
func IPsecStatistics(ctx context.Context) (*IPsecReading, error) {
	return await(ctx, readIPsec)
}
