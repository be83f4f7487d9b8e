package main

import (
	"encoding/binary"
	"net/netip"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// firstAddress is 127.1.0.1, the address of host 0. The others follow.
const firstAddress = 127<<24 | 1<<16 | 1

// address returns the address of a host.
func address(host int) netip.Addr {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], firstAddress+uint32(host))
	return netip.AddrFrom4(b)
}

// hostAt returns the host at an address.
func hostAt(a netip.Addr) int {
	b := a.As4()
	return int(binary.BigEndian.Uint32(b[:]) - firstAddress)
}

// value returns field i of a host. No two of a fleet are the same, so that a
// value of another host or of another field is seen.
func value(host, i int) uint32 { return uint32(host*ikeexttest.StatisticsCount + i) }

// statistics returns what a host answers.
func statistics(host int) (values [ikeexttest.StatisticsCount]uint32) {
	for i := range values {
		values[i] = value(host, i)
	}
	return values
}

// right reports whether a snapshot holds so many values of a host and no other.
func right(s *ikeext.Snapshot, host, count int) bool {
	for f, v := range s.Fields() {
		if v != value(host, int(f)) {
			return false
		}
		count--
	}
	return count == 0
}
