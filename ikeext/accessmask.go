package ikeext

import "fmt"

// AccessMask are rights to the security associations, and to the filter engine
// (FWPM_ACTRL_* of fwpmtypes.h).
type AccessMask uint32

// The rights.
const (
	AccessAdd           AccessMask = 0x1   // FWPM_ACTRL_ADD
	AccessAddLink       AccessMask = 0x2   // FWPM_ACTRL_ADD_LINK
	AccessBeginReadTxn  AccessMask = 0x4   // FWPM_ACTRL_BEGIN_READ_TXN
	AccessBeginWriteTxn AccessMask = 0x8   // FWPM_ACTRL_BEGIN_WRITE_TXN
	AccessClassify      AccessMask = 0x10  // FWPM_ACTRL_CLASSIFY
	AccessEnum          AccessMask = 0x20  // FWPM_ACTRL_ENUM: to list
	AccessOpen          AccessMask = 0x40  // FWPM_ACTRL_OPEN
	AccessRead          AccessMask = 0x80  // FWPM_ACTRL_READ: to read one, or what is listed
	AccessReadStats     AccessMask = 0x100 // FWPM_ACTRL_READ_STATS: to read statistics
	AccessSubscribe     AccessMask = 0x200 // FWPM_ACTRL_SUBSCRIBE
	AccessWrite         AccessMask = 0x400 // FWPM_ACTRL_WRITE

	AccessDelete         AccessMask = 0x00010000 // DELETE
	AccessReadControl    AccessMask = 0x00020000 // READ_CONTROL: to read owner, group and DACL
	AccessWriteDAC       AccessMask = 0x00040000 // WRITE_DAC
	AccessWriteOwner     AccessMask = 0x00080000 // WRITE_OWNER
	AccessSystemSecurity AccessMask = 0x01000000 // ACCESS_SYSTEM_SECURITY: to read and write the SACL

	AccessGenericAll     AccessMask = 0x10000000 // GENERIC_ALL
	AccessGenericExecute AccessMask = 0x20000000 // GENERIC_EXECUTE
	AccessGenericWrite   AccessMask = 0x40000000 // GENERIC_WRITE
	AccessGenericRead    AccessMask = 0x80000000 // GENERIC_READ
)

// accessMaskNames are the SDK's names of the rights.
func accessMaskNames() []bitName {
	return []bitName{
		{0x1, "FWPM_ACTRL_ADD"}, {0x2, "FWPM_ACTRL_ADD_LINK"}, {0x4, "FWPM_ACTRL_BEGIN_READ_TXN"},
		{0x8, "FWPM_ACTRL_BEGIN_WRITE_TXN"}, {0x10, "FWPM_ACTRL_CLASSIFY"}, {0x20, "FWPM_ACTRL_ENUM"},
		{0x40, "FWPM_ACTRL_OPEN"}, {0x80, "FWPM_ACTRL_READ"}, {0x100, "FWPM_ACTRL_READ_STATS"},
		{0x200, "FWPM_ACTRL_SUBSCRIBE"}, {0x400, "FWPM_ACTRL_WRITE"}, {0x10000, "DELETE"},
		{0x20000, "READ_CONTROL"}, {0x40000, "WRITE_DAC"}, {0x80000, "WRITE_OWNER"},
		{0x1000000, "ACCESS_SYSTEM_SECURITY"}, {0x10000000, "GENERIC_ALL"}, {0x20000000, "GENERIC_EXECUTE"},
		{0x40000000, "GENERIC_WRITE"}, {0x80000000, "GENERIC_READ"},
	}
}

// Names returns the SDK's names of the rights in m, lowest first. Bits without a name
// are one hexadecimal number at the end.
func (m AccessMask) Names() []string {
	names, rest := []string{}, uint32(m)
	for _, n := range accessMaskNames() {
		if rest&n.bit != 0 {
			names = append(names, n.name)
			rest &^= n.bit
		}
	}
	if rest != 0 {
		names = append(names, fmt.Sprintf("0x%x", rest))
	}
	return names
}

// Specific returns m with what its generic rights mean in their place, as the SDK maps
// them. That the service IKEEXT maps them so, too, is inferred.
func (m AccessMask) Specific() AccessMask {
	const (
		read    = AccessReadControl | AccessBeginReadTxn | AccessClassify | AccessOpen | AccessRead | AccessReadStats
		execute = AccessReadControl | AccessEnum | AccessSubscribe
		write   = AccessReadControl | AccessDelete | AccessAdd | AccessAddLink | AccessBeginWriteTxn | AccessWrite
		all     = read | execute | write | AccessWriteDAC | AccessWriteOwner
	)
	for _, generic := range []struct{ right, means AccessMask }{
		{AccessGenericRead, read}, {AccessGenericExecute, execute}, {AccessGenericWrite, write}, {AccessGenericAll, all},
	} {
		if m&generic.right != 0 {
			m = m&^generic.right | generic.means
		}
	}
	return m
}
