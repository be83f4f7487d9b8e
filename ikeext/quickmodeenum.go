package ikeext

import (
	"fmt"
	"strconv"
	"strings"
)

// numbered is an enumeration of WMI, whose numbers are far apart.
type numbered struct {
	property string
	names    []numberedName
}

type numberedName struct {
	number uint32
	name   string
}

// text returns the name of a number, and of one without a name the property with the
// number.
func (e numbered) text(v uint32) string {
	for _, n := range e.names {
		if n.number == v {
			return n.name
		}
	}
	return fmt.Sprintf("%s(%d)", e.property, v)
}

// parse is the way back from text.
func (e numbered) parse(text string) (uint32, error) {
	for _, n := range e.names {
		if n.name == text {
			return n.number, nil
		}
	}
	if number, ok := strings.CutPrefix(text, e.property+"("); ok {
		if number, ok = strings.CutSuffix(number, ")"); ok {
			if v, err := strconv.ParseUint(number, 10, 32); err == nil {
				return uint32(v), nil
			}
		}
	}
	return 0, fmt.Errorf("%q is no %s", text, e.property)
}

// QuickModeCipher is a cipher by the numbers of MSFT_NetQuickModeSA, which are not those
// of CipherType.
type QuickModeCipher uint32

func quickModeCipherNames() numbered {
	return numbered{"CipherAlgorithm", []numberedName{
		{0, "None"}, {2, "DES"}, {6, "3DES"}, {65001, "AES-128"}, {65002, "AES-192"}, {65003, "AES-256"}, {65004, "AES-GCM-128"}, {65005, "AES-GCM-192"}, {65006, "AES-GCM-256"},
	}}
}

// String returns Microsoft's name, for example "AES-GCM-256", and of a number without
// one "CipherAlgorithm(9)".
func (v QuickModeCipher) String() string { return quickModeCipherNames().text(uint32(v)) }

// MarshalText returns what String does.
func (v QuickModeCipher) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *QuickModeCipher) UnmarshalText(text []byte) error {
	n, err := quickModeCipherNames().parse(string(text))
	if err == nil {
		*v = QuickModeCipher(n)
	}
	return err
}

// QuickModeIntegrity is an integrity algorithm by the numbers of MSFT_NetQuickModeSA, which
// are not those of IntegrityType.
type QuickModeIntegrity uint32

func quickModeIntegrityNames() numbered {
	return numbered{"IntegrityAlgorithm", []numberedName{
		{0, "None"}, {2, "MD5"}, {3, "SHA-1"}, {65001, "SHA-256"}, {65003, "AES-GMAC-128"}, {65004, "AES-GMAC-192"}, {65005, "AES-GMAC-256"},
	}}
}

// String returns Microsoft's name, for example "SHA-256", and of a number without
// one "IntegrityAlgorithm(9)".
func (v QuickModeIntegrity) String() string { return quickModeIntegrityNames().text(uint32(v)) }

// MarshalText returns what String does.
func (v QuickModeIntegrity) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *QuickModeIntegrity) UnmarshalText(text []byte) error {
	n, err := quickModeIntegrityNames().parse(string(text))
	if err == nil {
		*v = QuickModeIntegrity(n)
	}
	return err
}

// QuickModePFSGroup is a Diffie-Hellman group by the numbers of MSFT_NetQuickModeSA, those
// of IKE.
type QuickModePFSGroup uint32

func quickModePFSGroupNames() numbered {
	return numbered{"PfsGroupId", []numberedName{
		{0, "None"}, {1, "DH Group 1"}, {2, "DH Group 2"}, {14, "DH Group 14"}, {19, "DH Group 19"}, {20, "DH Group 20"}, {24, "DH Group 24"}, {65535, "Same as Main Mode"},
	}}
}

// String returns Microsoft's name, for example "DH Group 14", and of a number without
// one "PfsGroupId(9)".
func (v QuickModePFSGroup) String() string { return quickModePFSGroupNames().text(uint32(v)) }

// MarshalText returns what String does.
func (v QuickModePFSGroup) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (v *QuickModePFSGroup) UnmarshalText(text []byte) error {
	n, err := quickModePFSGroupNames().parse(string(text))
	if err == nil {
		*v = QuickModePFSGroup(n)
	}
	return err
}
