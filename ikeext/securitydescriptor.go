package ikeext

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// SecurityInformation is SECURITY_INFORMATION: which parts of a security descriptor
// are meant. Parts are added with |.
type SecurityInformation uint32

// The parts of a security descriptor.
const (
	OwnerSecurityInformation SecurityInformation = 0x1
	GroupSecurityInformation SecurityInformation = 0x2
	// DACLSecurityInformation is who may do what.
	DACLSecurityInformation SecurityInformation = 0x4
	// SACLSecurityInformation is what is audited. To read it takes a privilege.
	SACLSecurityInformation SecurityInformation = 0x8

	allSecurityInformation = OwnerSecurityInformation | GroupSecurityInformation |
		DACLSecurityInformation | SACLSecurityInformation
)

// rightToRead names the right to read these parts.
func (i SecurityInformation) rightToRead() string {
	if i&SACLSecurityInformation != 0 {
		return "ACCESS_SYSTEM_SECURITY"
	}
	return "READ_CONTROL"
}

// rightToSet names the rights to replace these parts.
func (i SecurityInformation) rightToSet() string {
	var rights []string
	for _, r := range []struct {
		parts SecurityInformation
		right string
	}{
		{OwnerSecurityInformation | GroupSecurityInformation, "WRITE_OWNER"},
		{DACLSecurityInformation, "WRITE_DAC"},
		{SACLSecurityInformation, "ACCESS_SYSTEM_SECURITY"},
	} {
		if i&r.parts != 0 {
			rights = append(rights, r.right)
		}
	}
	return strings.Join(rights, " or ")
}

// SecurityDescriptor is a SECURITY_DESCRIPTOR, read. What a descriptor does not have,
// or was not asked for, is absent.
type SecurityDescriptor struct {
	// Bytes are the descriptor itself, self-relative. JSON has them in base64.
	Bytes []byte `json:"bytes"`
	// SDDL is the descriptor as Windows writes it in text. Empty when it has an entry
	// for which SDDL has no text, or needs more of than is known here: a condition.
	SDDL string `json:"sddl,omitempty"`
	// Owner and Group are SIDs. Empty when absent.
	Owner string `json:"owner,omitempty"`
	Group string `json:"group,omitempty"`
	// DACL says who may do what. Nil when absent.
	DACL *ACL `json:"dacl,omitempty"`
	// SACL says what is audited. Nil when absent.
	SACL *ACL `json:"sacl,omitempty"`

	control uint16
}

// ACL is an access-control list. Its entries count in order.
type ACL struct {
	// Null is a list that is not there although the descriptor has it: as a DACL it
	// grants everybody everything.
	Null bool `json:"null,omitempty"`
	// Entries are the list. An empty DACL grants nobody anything.
	Entries []ACE `json:"entries"`
}

// ACE is an access-control entry.
type ACE struct {
	// Type is what the entry does.
	Type ACEType `json:"type"`
	// Flags are *_ACE_FLAG: inheritance, and what is audited.
	Flags uint8 `json:"flags"`
	// Mask are the rights.
	Mask AccessMask `json:"mask"`
	// SID is for whom. Empty for a type that is not known here.
	SID string `json:"sid,omitempty"`
}

// ACEType is the type of an entry.
type ACEType uint8

// The types of entries that matter here.
const (
	AccessAllowed ACEType = 0
	AccessDenied  ACEType = 1
	SystemAudit   ACEType = 2
	SystemAlarm   ACEType = 3
	// SystemMandatoryLabel is the integrity level of the object.
	SystemMandatoryLabel ACEType = 0x11
)

func aceTypes() enumeration {
	return enumeration{"ACE_TYPE", []string{
		"ACCESS_ALLOWED_ACE_TYPE", "ACCESS_DENIED_ACE_TYPE", "SYSTEM_AUDIT_ACE_TYPE", "SYSTEM_ALARM_ACE_TYPE",
	}}
}

// String returns the SDK's name, for example "ACCESS_ALLOWED_ACE_TYPE", or "ACE_TYPE(9)".
func (t ACEType) String() string {
	if t == SystemMandatoryLabel {
		return "SYSTEM_MANDATORY_LABEL_ACE_TYPE"
	}
	return aceTypes().text(uint32(t))
}

// MarshalText returns what String does.
func (t ACEType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// Control flags of a descriptor ([MS-DTYP] 2.4.6).
const (
	controlDACLPresent  = 0x0004
	controlSACLPresent  = 0x0010
	controlSelfRelative = 0x8000
)

// ParseSecurityDescriptor reads a self-relative security descriptor, which must be
// whole: whatever it refers to has to lie inside, and its lists have to end where they
// say.
func ParseSecurityDescriptor(b []byte) (*SecurityDescriptor, error) {
	d, err := parseSecurityDescriptor(b)
	if err != nil {
		return nil, fmt.Errorf("security descriptor of %d bytes: %w", len(b), err)
	}
	return d, nil
}

func parseSecurityDescriptor(b []byte) (d *SecurityDescriptor, err error) {
	const header = 20
	if len(b) < header {
		return nil, errors.New("shorter than its header")
	}
	if b[0] != 1 {
		return nil, fmt.Errorf("revision %d, not 1", b[0])
	}
	d = &SecurityDescriptor{Bytes: append([]byte(nil), b...), control: binary.LittleEndian.Uint16(b[2:])}
	if d.control&controlSelfRelative == 0 {
		return nil, errors.New("not self-relative")
	}
	if d.Owner, err = ownerAt(b, 4); err != nil {
		return nil, fmt.Errorf("owner: %w", err)
	}
	if d.Group, err = ownerAt(b, 8); err != nil {
		return nil, fmt.Errorf("group: %w", err)
	}
	if d.SACL, err = listAt(b, 12, d.control&controlSACLPresent != 0); err != nil {
		return nil, fmt.Errorf("SACL: %w", err)
	}
	if d.DACL, err = listAt(b, 16, d.control&controlDACLPresent != 0); err != nil {
		return nil, fmt.Errorf("DACL: %w", err)
	}
	d.SDDL = d.sddl()
	return d, nil
}

// partAt returns the descriptor from where the offset in the header leads, nil when
// it leads nowhere.
func partAt(b []byte, at int) ([]byte, error) {
	offset := binary.LittleEndian.Uint32(b[at:])
	if offset == 0 {
		return nil, nil
	}
	if offset < 20 || uint64(offset) >= uint64(len(b)) {
		return nil, fmt.Errorf("at %d, outside", offset)
	}
	return b[offset:], nil
}

func ownerAt(b []byte, at int) (string, error) {
	part, err := partAt(b, at)
	if err != nil || part == nil {
		return "", err
	}
	sid, _, err := readSID(part)
	return sid, err
}

func listAt(b []byte, at int, present bool) (*ACL, error) {
	part, err := partAt(b, at)
	if err != nil || !present {
		return nil, err
	}
	if part == nil {
		return &ACL{Null: true, Entries: []ACE{}}, nil
	}
	const header = 8
	if len(part) < header {
		return nil, errors.New("cut short")
	}
	size, count := int(binary.LittleEndian.Uint16(part[2:])), int(binary.LittleEndian.Uint16(part[4:]))
	if size < header || size > len(part) {
		return nil, fmt.Errorf("a size of %d with %d bytes left", size, len(part))
	}
	list := &ACL{Entries: []ACE{}}
	rest := part[header:size]
	for i := range count {
		entry, n, err := readACE(rest)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", i, err)
		}
		list.Entries, rest = append(list.Entries, entry), rest[n:]
	}
	return list, nil
}

// readACE returns the entry at the beginning of b and its length.
func readACE(b []byte) (e ACE, n int, err error) {
	if len(b) < 4 {
		return ACE{}, 0, errors.New("cut short")
	}
	e.Type, e.Flags = ACEType(b[0]), b[1]
	n = int(binary.LittleEndian.Uint16(b[2:]))
	if n < 8 || n > len(b) {
		return ACE{}, 0, fmt.Errorf("a size of %d with %d bytes left", n, len(b))
	}
	body := b[4:n]
	e.Mask = AccessMask(binary.LittleEndian.Uint32(body))
	if e.simple() {
		if e.SID, _, err = readSID(body[4:]); err != nil {
			return ACE{}, 0, err
		}
	}
	return e, n, nil
}

// simple reports whether the entry is a mask and a SID and nothing else.
func (e ACE) simple() bool { return e.Type <= SystemAlarm || e.Type == SystemMandatoryLabel }
