// Package codes names the numbers by which a Windows host or an RPC runtime says
// what went wrong, and gives Microsoft's text for them where one is certain.
package codes

import "sync"

// Wire forms with a Windows number for the same thing.
const (
	// hresultWin32 are the upper bits of a Win32 error inside an HRESULT.
	hresultWin32 = 0x80070000
	// wireEndpointNotRegistered is what an endpoint mapper sends for 1753, and so on.
	wireEndpointNotRegistered = 0x16C9A0D6
	wireEndpointCantPerformOp = 0x16C9A0CD
	wireEndpointInvalidEntry  = 0x16C9A0D3
	wireEndpointCantCreate    = 0x16C9A0D0
)

// Name returns the name of code, or nothing when it is not known.
func Name(code uint32) string { return names()[canonical(code)] }

// canonical returns the Win32 error that code stands for, or code itself.
func canonical(code uint32) uint32 {
	switch code {
	case wireEndpointNotRegistered:
		return 1753
	case wireEndpointCantPerformOp:
		return 1752
	case wireEndpointInvalidEntry:
		return 1751
	case wireEndpointCantCreate:
		return 1899
	}
	if code&0xFFFF0000 == hresultWin32 {
		return code & 0xFFFF
	}
	return code
}

// names holds every name by its number.
var names = sync.OnceValue(func() map[uint32]string {
	table := make(map[uint32]string, 512)
	for _, add := range []func(map[uint32]string){
		addIKE, addFWP, addWin32, addService, addLogon, addRPC, addRPCRest,
		addSecurity, addStatus, addFault, addReject, addWMI, addDCOM,
	} {
		add(table)
	}
	return table
})

// addRun adds names that belong to consecutive numbers. An empty name is a gap.
func addRun(table map[uint32]string, first uint32, prefix string, names []string) {
	for i, name := range names {
		if name != "" {
			table[first+uint32(i)] = prefix + name
		}
	}
}
