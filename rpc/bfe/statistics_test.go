package bfe_test

import (
	"encoding/binary"
	"testing"

	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
)

// counting returns a stub of n bytes, each 32-bit word of which is its offset.
func counting(n int) []byte {
	b := make([]byte, n)
	for i := 0; i+4 <= n; i += 4 {
		binary.LittleEndian.PutUint32(b[i:], uint32(i))
	}
	return b
}

// wide is the 64-bit word at an offset of what counting returns.
func wide(offset uint64) uint64 { return offset | (offset+4)<<32 }

// TestIPsecStatistics holds each part of IPSEC_STATISTICS1 to its offset.
func TestIPsecStatistics(t *testing.T) {
	stub := counting(220)
	var m engine.GetIPsecStatisticsResponse
	decode(t, ndr.NDR20(stub), &m)
	s := m.Statistics
	assert.EqualValues(t, 0x00, s.AggregateSAStatistics.ActiveSAS)
	assert.EqualValues(t, 0x18, s.AggregateSAStatistics.OffloadedSAS)
	assert.EqualValues(t, 0x1C, s.ESPDropPacketStatistics.InvalidSpisOnInbound)
	assert.EqualValues(t, 0x2C, s.ESPDropPacketStatistics.NotInitializedOnInbound)
	assert.EqualValues(t, 0x30, s.AHDropPacketStatistics.InvalidSpisOnInbound)
	assert.EqualValues(t, 0x3C, s.AHDropPacketStatistics.NotInitializedOnInbound)
	assert.EqualValues(t, 0x40, s.AggregateDropPacketStatistics.InvalidSpisOnInbound)
	assert.EqualValues(t, 0x4C, s.AggregateDropPacketStatistics.UDPESPValidationFailuresOnInbound)
	assert.EqualValues(t, 0x64, s.AggregateDropPacketStatistics.TotalDropPacketsInbound)
	assert.Equal(t, wide(0x68), s.InboundTrafficStatistics.EncryptedByteCount)
	assert.Equal(t, wide(0x98), s.InboundTrafficStatistics.TotalSuccessfulPackets)
	assert.Equal(t, wide(0xA0), s.OutboundTrafficStatistics.EncryptedByteCount)
	assert.Equal(t, wide(0xD0), s.OutboundTrafficStatistics.TotalSuccessfulPackets)
	assert.EqualValues(t, 0xD8, m.Return)
	assert.Equal(t, stub, encode(t, ndr.NDR20(nil), &m))
	for n := range stub {
		require.Error(t, new(engine.GetIPsecStatisticsResponse).UnmarshalNDR(t.Context(), ndr.NDR20(stub[:n])), "%d bytes", n)
	}
}

// TestIPsecDospStatistics does the same for IPSEC_DOSP_STATISTICS0.
func TestIPsecDospStatistics(t *testing.T) {
	stub := counting(148)
	var m engine.GetIPsecDospStatisticsResponse
	decode(t, ndr.NDR20(stub), &m)
	s := m.Statistics
	assert.Equal(t, wide(0x00), s.TotalStateEntriesCreated)
	assert.Equal(t, wide(0x08), s.CurrentStateEntries)
	assert.Equal(t, wide(0x88), s.CurrentInboundIPv6iPsecUnauthPerIPRateLimitQueues)
	assert.EqualValues(t, 0x90, m.Return)
	assert.Equal(t, stub, encode(t, ndr.NDR20(nil), &m))
	for n := range stub {
		require.Error(t, new(engine.GetIPsecDospStatisticsResponse).UnmarshalNDR(t.Context(), ndr.NDR20(stub[:n])), "%d bytes", n)
	}
}
