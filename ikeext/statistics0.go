package ikeext

import "encoding/binary"

// IKEEXT_STATISTICS0 is what IkeextGetStatistics0 returns, and by inference what hosts of
// the age of Windows Vista have on the wire: no IKEv2, and otherwise the members of
// IKEEXT_STATISTICS1 in their order. Its error table is documented with 84 entries; it may
// have had 97 then, too.
const (
	codes0       = 84
	modules0     = 2
	familyFields = 18
	familiesEach = 2
	timesEach    = 3
)

// size0 is the stub of such a reply, its status included, for error tables of so many
// entries.
func size0(codes int) int {
	return 4*(modules0*(familiesEach*familyFields+codes+timesEach)+int(FieldCount-commonField)) + 4
}

// commonField is the first value about the service as a whole.
const commonField Field = 3 * (familiesEach*familyFields + errorTableSize + timesEach)

// layout0 returns how many entries the error tables have in a reply of that length from a
// host of the age of Vista, 0 when the reply is none. Nothing in the reply tells: its
// length, and what the host says it is, must do, and what it says must be covered by the
// signature of a sign-in that is proven.
func (d *rpcDoor) layout0(length int) (codes int) {
	if build, ok := d.ike.SignIn().AttestedBuild(); !ok || build < 6000 || build > 6003 {
		return 0
	}
	for _, codes := range []int{codes0, errorTableSize} {
		if length == size0(codes) {
			return codes
		}
	}
	return 0
}

// decode0 takes the values of such a reply. Those that it does not have stay unread.
func (d *rpcDoor) decode0(stub []byte, codes int, snapshot *Snapshot) error {
	next := func() uint32 {
		v := binary.LittleEndian.Uint32(stub)
		stub = stub[4:]
		return v
	}
	if err := d.failStatus(getStatistics(), binary.LittleEndian.Uint32(stub[len(stub)-4:])); err != nil {
		return err
	}
	f := Field(0)
	take := func(n int) {
		for range n {
			snapshot.Set(f, next())
			f++
		}
	}
	for range modules0 {
		take(familiesEach*familyFields + codes)
		f += Field(errorTableSize - codes)
		take(timesEach)
	}
	f = commonField
	take(int(FieldCount - commonField))
	return nil
}
