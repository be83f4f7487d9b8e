package ikeexttest

import (
	"crypto/sha1"
	"strings"
)

// SECURITY_INFORMATION, and the rights to read and to replace what each stands for.
const (
	ownerInformation = 0x1
	groupInformation = 0x2
	daclInformation  = 0x4
	saclInformation  = 0x8
)

// readRights returns the rights to read parts of a descriptor.
func readRights(info uint32) (r Rights) {
	if info&(ownerInformation|groupInformation|daclInformation) != 0 {
		r |= RightReadControl
	}
	if info&saclInformation != 0 {
		r |= RightAccessSystemAudit
	}
	return r
}

// writeRights returns the rights to replace parts of a descriptor.
func writeRights(info uint32) (r Rights) {
	if info&(ownerInformation|groupInformation) != 0 {
		r |= RightWriteOwner
	}
	if info&daclInformation != 0 {
		r |= RightWriteDAC
	}
	if info&saclInformation != 0 {
		r |= RightAccessSystemAudit
	}
	return r
}

// descriptorParts are the parts of a security descriptor ([MS-DTYP] 2.4.6). Nil ones
// are not there.
type descriptorParts struct {
	owner, group, sacl, dacl []byte
	control                  uint16
}

// Bits of the control field.
const (
	daclPresent       = 0x0004
	daclProtected     = 0x1000
	saclPresent       = 0x0010
	saclProtected     = 0x2000
	descriptorOfBytes = 0x8000 // self-relative
)

// parseDescriptor takes a self-relative descriptor apart.
func parseDescriptor(b []byte) (p descriptorParts, ok bool) {
	const size = 20
	if len(b) < size || b[0] != 1 {
		return p, false
	}
	p.control = le.Uint16(b[2:])
	if p.control&descriptorOfBytes == 0 {
		return p, false
	}
	var wrong bool
	part := func(at int, measure func([]byte) int) []byte {
		offset := le.Uint32(b[at:])
		if offset == 0 {
			return nil
		}
		if offset < size || int64(offset) > int64(len(b)) {
			wrong = true
			return nil
		}
		n := measure(b[offset:])
		if n == 0 || n > len(b)-int(offset) {
			wrong = true
			return nil
		}
		return b[offset:][:n]
	}
	p.owner, p.group = part(4, sidSize), part(8, sidSize)
	p.sacl, p.dacl = part(12, aclSize), part(16, aclSize)
	return p, !wrong
}

// sidSize returns how long the SID is that b begins with, 0 for none.
func sidSize(b []byte) int {
	if len(b) < 8 || b[0] != 1 || b[1] > 15 {
		return 0
	}
	return 8 + 4*int(b[1])
}

// aclSize returns how long the ACL is that b begins with, 0 for none.
func aclSize(b []byte) int {
	if len(b) < 8 {
		return 0
	}
	return int(le.Uint16(b[2:]))
}

// only returns the descriptor with these parts alone.
func (p descriptorParts) only(info uint32) descriptorParts {
	var kept descriptorParts
	kept.replace(p, info)
	return kept
}

// replace takes these parts from another descriptor.
func (p *descriptorParts) replace(by descriptorParts, info uint32) {
	control := func(bits uint16) { p.control = p.control&^bits | by.control&bits }
	if info&ownerInformation != 0 {
		p.owner = by.owner
	}
	if info&groupInformation != 0 {
		p.group = by.group
	}
	if info&daclInformation != 0 {
		p.dacl = by.dacl
		control(daclPresent | daclProtected)
	}
	if info&saclInformation != 0 {
		p.sacl = by.sacl
		control(saclPresent | saclProtected)
	}
}

// encode returns the self-relative descriptor.
func (p descriptorParts) encode() []byte {
	b := make([]byte, 20)
	b[0] = 1
	le.PutUint16(b[2:], p.control|descriptorOfBytes)
	part := func(at int, content []byte) {
		if content != nil {
			le.PutUint32(b[at:], uint32(len(b)))
			b = append(b, content...)
		}
	}
	part(12, p.sacl)
	part(16, p.dacl)
	part(4, p.owner)
	part(8, p.group)
	return b
}

// The generic rights to the objects of the filter engine.
const (
	rightsRead    = RightReadControl | 0x004 | 0x010 | RightOpen | RightRead | RightReadStats
	rightsWrite   = RightReadControl | RightDelete | 0x001 | 0x002 | 0x008 | 0x400
	rightsExecute = RightReadControl | RightEnum | 0x200
	rightsAll     = rightsRead | rightsWrite | rightsExecute | RightWriteDAC | RightWriteOwner
)

// DefaultDescriptor returns the self-relative descriptor that the database of
// security associations and the filter engine have where Config says nothing: that
// of a Windows whose administrator left it alone. Owner and group are SYSTEM; the
// administrators have every right, five services have some, everyone may open.
func DefaultDescriptor() []byte {
	acl := []byte{2, 0, 0, 0, 0, 0, 0, 0}
	entries := uint16(0)
	allow := func(rights Rights, sid []byte) {
		acl = append(acl, 0, 0) // ACCESS_ALLOWED_ACE_TYPE, no flags
		acl = le.AppendUint16(acl, uint16(8+len(sid)))
		acl = le.AppendUint32(acl, uint32(rights))
		acl = append(acl, sid...)
		entries++
	}
	allow(rightsAll, sid(5, 32, 544)) // BUILTIN\Administrators
	for _, service := range []string{"PolicyAgent", "MpsSvc", "WdiServiceHost", "GatewayService"} {
		allow(rightsRead|rightsWrite|rightsExecute, serviceSID(service))
	}
	allow(rightsRead|rightsExecute, serviceSID("netprofm"))
	allow(RightOpen, sid(1, 0)) // Everyone
	le.PutUint16(acl[2:], uint16(len(acl)))
	le.PutUint16(acl[4:], entries)
	system := sid(5, 18)
	return descriptorParts{owner: system, group: system, dacl: acl, control: daclPresent}.encode()
}

// sid returns the SID of an authority and its parts.
func sid(authority byte, parts ...uint32) []byte {
	b := []byte{1, byte(len(parts)), 0, 0, 0, 0, 0, authority}
	for _, part := range parts {
		b = le.AppendUint32(b, part)
	}
	return b
}

// serviceSID returns the SID that Windows makes of a service's name.
func serviceSID(name string) []byte {
	sum := sha1.Sum(encodeUTF16(strings.ToUpper(name)))
	parts := []uint32{80}
	for i := 0; i < len(sum); i += 4 {
		parts = append(parts, le.Uint32(sum[i:]))
	}
	return sid(5, parts...)
}
