package ikeext

import (
	"fmt"
	"strings"
)

// sddl writes the descriptor in the security descriptor definition language
// ([MS-DTYP] 2.5.1), nothing when that cannot be done.
func (d *SecurityDescriptor) sddl() string {
	var s strings.Builder
	if d.Owner != "" {
		s.WriteString("O:" + sidText(d.Owner))
	}
	if d.Group != "" {
		s.WriteString("G:" + sidText(d.Group))
	}
	for _, list := range []struct {
		acl                              *ACL
		name                             string
		protected, required, inheritance uint16
	}{
		{d.DACL, "D:", 0x1000, 0x0100, 0x0400},
		{d.SACL, "S:", 0x2000, 0x0200, 0x0800},
	} {
		if list.acl == nil {
			continue
		}
		s.WriteString(list.name)
		for _, flag := range []struct {
			bit  uint16
			text string
		}{{list.protected, "P"}, {list.required, "AR"}, {list.inheritance, "AI"}} {
			if d.control&flag.bit != 0 {
				s.WriteString(flag.text)
			}
		}
		if list.acl.Null {
			s.WriteString("NO_ACCESS_CONTROL")
		}
		for _, e := range list.acl.Entries {
			kind := e.sddlType()
			if kind == "" {
				return ""
			}
			rights := e.Mask.sddl()
			if e.Type == SystemMandatoryLabel {
				rights = labelRights(e.Mask)
			}
			fmt.Fprintf(&s, "(%s;%s;%s;;;%s)", kind, sddlFlags(e.Flags), rights, sidText(e.SID))
		}
	}
	return s.String()
}

func (e ACE) sddlType() string {
	switch e.Type {
	case AccessAllowed:
		return "A"
	case AccessDenied:
		return "D"
	case SystemAudit:
		return "AU"
	case SystemAlarm:
		return "AL"
	case SystemMandatoryLabel:
		return "ML"
	}
	return ""
}

// bitName is a bit and what SDDL calls it.
type bitName struct {
	bit  uint32
	name string
}

// bitsText writes names for bits, and reports whether there was one for each.
func bitsText(bits uint32, names []bitName) (text string, all bool) {
	var s strings.Builder
	for _, n := range names {
		if bits&n.bit != 0 {
			s.WriteString(n.name)
			bits &^= n.bit
		}
	}
	return s.String(), bits == 0
}

// sddlFlags leaves out flags that SDDL has no name for, as Windows does.
func sddlFlags(flags uint8) string {
	text, _ := bitsText(uint32(flags), []bitName{
		{0x01, "OI"}, {0x02, "CI"}, {0x04, "NP"}, {0x08, "IO"}, {0x10, "ID"}, {0x40, "SA"}, {0x80, "FA"},
	})
	return text
}

// sddl writes the rights by name when there is a name for each, and as a number
// otherwise. SDDL calls the lower bits after rights in Active Directory, whatever they
// are rights to.
func (m AccessMask) sddl() string {
	text, all := bitsText(uint32(m), []bitName{
		{0x10000000, "GA"}, {0x80000000, "GR"}, {0x40000000, "GW"}, {0x20000000, "GX"},
		{0x001, "CC"}, {0x002, "DC"}, {0x004, "LC"}, {0x008, "SW"}, {0x010, "RP"}, {0x020, "WP"},
		{0x040, "DT"}, {0x080, "LO"}, {0x100, "CR"},
		{0x10000, "SD"}, {0x20000, "RC"}, {0x40000, "WD"}, {0x80000, "WO"},
	})
	if !all {
		return fmt.Sprintf("0x%x", uint32(m))
	}
	return text
}

// labelRights writes the mask of a mandatory label: what lower levels may not do.
func labelRights(m AccessMask) string {
	text, all := bitsText(uint32(m), []bitName{{0x1, "NW"}, {0x2, "NR"}, {0x4, "NX"}})
	if !all {
		return fmt.Sprintf("0x%x", uint32(m))
	}
	return text
}

// sidText returns the two letters that SDDL has for a SID of every Windows, and any
// other SID as it is.
func sidText(sid string) string {
	switch sid {
	case "S-1-1-0":
		return "WD"
	case "S-1-3-0":
		return "CO"
	case "S-1-3-1":
		return "CG"
	case "S-1-3-4":
		return "OW"
	case "S-1-5-2":
		return "NU"
	case "S-1-5-4":
		return "IU"
	case "S-1-5-6":
		return "SU"
	case "S-1-5-7":
		return "AN"
	case "S-1-5-9":
		return "ED"
	case "S-1-5-10":
		return "PS"
	case "S-1-5-11":
		return "AU"
	case "S-1-5-12":
		return "RC"
	case "S-1-5-18":
		return "SY"
	case "S-1-5-19":
		return "LS"
	case "S-1-5-20":
		return "NS"
	case "S-1-5-32-544":
		return "BA"
	case "S-1-5-32-545":
		return "BU"
	case "S-1-5-32-546":
		return "BG"
	case "S-1-5-32-547":
		return "PU"
	case "S-1-5-32-555":
		return "RD"
	case "S-1-5-32-556":
		return "NO"
	case "S-1-5-32-558":
		return "MU"
	case "S-1-5-32-559":
		return "LU"
	case "S-1-15-2-1":
		return "AC"
	case "S-1-16-4096":
		return "LW"
	case "S-1-16-8192":
		return "ME"
	case "S-1-16-12288":
		return "HI"
	case "S-1-16-16384":
		return "SI"
	}
	return sid
}
