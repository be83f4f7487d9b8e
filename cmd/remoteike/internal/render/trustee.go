package render

import (
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// trustee returns what Windows calls a SID that is the same on every host, nothing
// for others: accounts and groups of a domain or a host have no name without it.
func trustee(sid string) string {
	if name := wellKnown()[sid]; name != "" {
		return name
	}
	for _, service := range services() {
		if serviceSID(service) == sid {
			return `NT SERVICE\` + service
		}
	}
	return ""
}

// trusteeText is the name with the SID, or the SID alone.
func trusteeText(sid string) string {
	switch name := trustee(sid); {
	case sid == "":
		return "an entry of a kind that is not known here"
	case name == "":
		return sid
	default:
		return name
	}
}

// serviceSID computes the SID of a service: S-1-5-80 and the SHA-1 sum of its name in
// upper case and UTF-16 ([MS-DTYP] 2.4.2.4 has the prefix, the documentation of sc
// showsid the rest).
func serviceSID(name string) string {
	var text []byte
	for _, unit := range utf16.Encode([]rune(strings.ToUpper(name))) {
		text = binary.LittleEndian.AppendUint16(text, unit)
	}
	sum := sha1.Sum(text)
	sid := "S-1-5-80"
	for i := 0; i < len(sum); i += 4 {
		sid += fmt.Sprintf("-%d", binary.LittleEndian.Uint32(sum[i:]))
	}
	return sid
}

// services are those that the descriptors of IKE and of the filter engine name, and
// their neighbours.
func services() []string {
	return []string{
		"PolicyAgent", "MpsSvc", "netprofm", "WdiServiceHost", "GatewayService", "BFE", "IKEEXT", "RemoteAccess",
		"RasMan", "SharedAccess", "Dnscache", "NlaSvc", "WdiSystemHost", "EventLog", "iphlpsvc", "WinRM", "Winmgmt",
		"Schedule", "TrustedInstaller",
	}
}

// wellKnown are the SIDs of every Windows ([MS-DTYP] 2.4.2.4).
func wellKnown() map[string]string {
	return map[string]string{
		"S-1-1-0":      "Everyone",
		"S-1-3-0":      "CREATOR OWNER",
		"S-1-3-1":      "CREATOR GROUP",
		"S-1-3-4":      "OWNER RIGHTS",
		"S-1-5-2":      `NT AUTHORITY\NETWORK`,
		"S-1-5-4":      `NT AUTHORITY\INTERACTIVE`,
		"S-1-5-6":      `NT AUTHORITY\SERVICE`,
		"S-1-5-7":      `NT AUTHORITY\ANONYMOUS LOGON`,
		"S-1-5-9":      `NT AUTHORITY\ENTERPRISE DOMAIN CONTROLLERS`,
		"S-1-5-10":     `NT AUTHORITY\SELF`,
		"S-1-5-11":     `NT AUTHORITY\Authenticated Users`,
		"S-1-5-12":     `NT AUTHORITY\RESTRICTED`,
		"S-1-5-18":     `NT AUTHORITY\SYSTEM`,
		"S-1-5-19":     `NT AUTHORITY\LOCAL SERVICE`,
		"S-1-5-20":     `NT AUTHORITY\NETWORK SERVICE`,
		"S-1-5-32-544": `BUILTIN\Administrators`,
		"S-1-5-32-545": `BUILTIN\Users`,
		"S-1-5-32-546": `BUILTIN\Guests`,
		"S-1-5-32-547": `BUILTIN\Power Users`,
		"S-1-5-32-549": `BUILTIN\Server Operators`,
		"S-1-5-32-551": `BUILTIN\Backup Operators`,
		"S-1-5-32-555": `BUILTIN\Remote Desktop Users`,
		"S-1-5-32-556": `BUILTIN\Network Configuration Operators`,
		"S-1-5-32-558": `BUILTIN\Performance Monitor Users`,
		"S-1-5-32-559": `BUILTIN\Performance Log Users`,
		"S-1-5-32-562": `BUILTIN\Distributed COM Users`,
		"S-1-5-32-573": `BUILTIN\Event Log Readers`,
		"S-1-5-32-580": `BUILTIN\Remote Management Users`,
		"S-1-5-80-0":   `NT SERVICE\ALL SERVICES`,
		"S-1-15-2-1":   `APPLICATION PACKAGE AUTHORITY\ALL APPLICATION PACKAGES`,
	}
}
