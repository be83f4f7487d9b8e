package ikeext

import "slices"

// cimNumber begins the range of an enumeration for the numbers by which WMI tells what
// IKEEXT has no number for: WMI counts in 16 bits, and in another way.
const cimNumber = 1 << 16

// cimEnumeration is an enumeration whose values IKEEXT and WMI number differently. A
// value of WMI that IKEEXT does not have keeps WMI's name, for example "AES-GCM-192", and
// one that is unknown there too the property with its number, "CipherAlgorithm(9)".
type cimEnumeration struct {
	cim numbered
	enumeration
}

func (e cimEnumeration) text(v uint32) string {
	if v/cimNumber == 1 {
		return e.cim.text(v % cimNumber)
	}
	return e.enumeration.text(v)
}

func (e cimEnumeration) parse(text []byte) (uint32, error) {
	v, err := e.enumeration.parse(text)
	if err == nil {
		return v, nil
	}
	if n, cimErr := e.cim.parse(string(text)); cimErr == nil && n < cimNumber {
		return cimNumber + n, nil
	}
	return 0, err
}

func cimKeyModules() numbered { return numbered{property: "KeyModule"} }
func cimGroups() numbered     { return numbered{property: "GroupId"} }

// cimHashes are the algorithms of quick mode, whose property has another name.
func cimHashes() numbered { return numbered{"HashAlgorithm", quickModeIntegrityNames().names} }

// fromCIM returns the value of an enumeration for a property of MSFT_NetMainModeSA: the
// place that the number has in the list, or the number where it is not in it.
func fromCIM(n *uint16, list ...uint16) uint32 {
	if n == nil {
		return NotRead
	}
	if i := slices.Index(list, *n); i >= 0 {
		return uint32(i)
	}
	return cimNumber + uint32(*n)
}

// keyModuleFromCIM takes KeyModule for the number that the firewall's own interface has
// for it, or the bit that MSFT_NetMainModeRule has: they agree in IKE and AuthIP. This
// is inferred. Zero, which neither has, stays a number of WMI.
func keyModuleFromCIM(n *uint16) KeyModuleType {
	const bitIKEv2 = 4
	if n != nil && *n == bitIKEv2 {
		return KeyModuleIKEv2
	}
	return KeyModuleType(fromCIM(n, 1, 2, 3))
}

func cipherFromCIM(n *uint16) CipherType {
	return CipherType(fromCIM(n, 2, 6, 65001, 65002, 65003, 65004, 65006))
}

func integrityFromCIM(n *uint16) IntegrityType {
	return IntegrityType(fromCIM(n, 2, 3, 65001, 65002))
}

func groupFromCIM(n *uint16) DHGroup { return DHGroup(fromCIM(n, 0, 1, 2, 14, 19, 20, 24)) }
