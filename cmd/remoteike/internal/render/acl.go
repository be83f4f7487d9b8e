package render

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// ACLSchema names the form of the JSON document about a security descriptor.
const ACLSchema = "remoteike.acl/v1"

// question is something that callers may want to do, and the rights that it takes.
type question struct {
	key, text string
	rights    ikeext.AccessMask
}

// questions are what the descriptor of IKE decides.
func questions() []question {
	return []question{
		{"read_statistics", "read statistics", ikeext.AccessReadStats},
		{"list_security_associations", "list security associations", ikeext.AccessEnum | ikeext.AccessRead},
		{"read_security_association", "read one of them", ikeext.AccessRead},
		{"delete_security_associations", "delete security associations", ikeext.AccessDelete},
		{"read_descriptor", "read this descriptor", ikeext.AccessReadControl},
		{"change_descriptor", "change this descriptor", ikeext.AccessWriteDAC},
	}
}

// ACL writes the security descriptor of the IKE service: what it is and who may do
// what by it.
func ACL(w io.Writer, format Format, host string, at time.Time, sd *ikeext.SecurityDescriptor, options Options) error {
	if format == JSON {
		return writeObject(w, aclObject(host, at, sd, questions()))
	}
	l := newListing(w, options)
	l.title(host)
	l.descriptor(sd, questions())
	return l.out.Flush()
}

// descriptor writes a security descriptor and what follows from it.
func (l *listing) descriptor(sd *ikeext.SecurityDescriptor, questions []question) {
	l.line("Owner", ownerText(sd.Owner))
	l.line("Group", ownerText(sd.Group))
	if open(sd) {
		l.line("Note", "there is no list: everyone may do everything")
	}
	if unknown(sd) {
		l.line("Note", "the list has entries of kinds that are not known here; they are left out below")
	}
	fmt.Fprintln(l.out, "\nWho may")
	for _, q := range questions {
		l.question(q, who(sd, q.rights))
	}
	fmt.Fprintln(l.out, "\nEntries")
	if sd.DACL != nil {
		for _, e := range sd.DACL.Entries {
			l.entry(e)
		}
	}
	sddl := sd.SDDL
	if sddl == "" {
		sddl = "an entry has no text in SDDL: see the JSON"
	}
	fmt.Fprintf(l.out, "\nSDDL\n%s\n\n%s\n", printable(sddl), l.faint(aclNote)) // in one piece, to be copied
}

// aclNote is what the descriptor cannot say.
const aclNote = "Members of a group have what it has, as SYSTEM has what Administrators have; over\n" +
	"the network UAC takes it from local accounts other than the built-in administrator.\n" +
	"Whether the host lets anybody in over the network is another matter."

// question writes who may do something.
func (l *listing) question(q question, sids []string) {
	var names []string
	for _, sid := range sids {
		names = append(names, trusteeText(sid))
	}
	if names == nil {
		names = []string{"nobody"}
	}
	fmt.Fprintf(l.out, "  %s (%s)\n", q.text, strings.Join(q.rights.Names(), ", "))
	for _, piece := range list(names, l.width-4) {
		fmt.Fprintf(l.out, "    %s\n", printable(piece))
	}
}

// list writes names behind each other into lines of at most width, none of them in two
// pieces: names of services have blanks.
func list(names []string, width int) (lines []string) {
	line := names[0]
	for _, name := range names[1:] {
		if len(line)+len(", ")+len(name)+len(",") > width {
			lines, line = append(lines, line+","), name
			continue
		}
		line += ", " + name
	}
	return append(lines, line)
}

// entry writes one entry of the list.
func (l *listing) entry(e ikeext.ACE) {
	verb := short(e.Type.String(), "")
	switch e.Type {
	case ikeext.AccessAllowed:
		verb = "allow"
	case ikeext.AccessDenied:
		verb = "deny"
	}
	name := trusteeText(e.SID)
	if trustee(e.SID) != "" {
		name += "  " + e.SID
	}
	fmt.Fprintf(l.out, "  %-6s %s\n", verb, printable(name))
	text := fmt.Sprintf("0x%x: %s", uint32(e.Mask), strings.Join(e.Mask.Names(), " "))
	for _, piece := range split(text, l.width-9) {
		fmt.Fprintf(l.out, "         %s\n", piece)
	}
}

func ownerText(sid string) string {
	if name := trustee(sid); name != "" {
		return name + "  " + sid
	}
	return sid
}

// open reports whether the descriptor has no list, by which everyone may everything.
func open(sd *ikeext.SecurityDescriptor) bool { return sd.DACL == nil || sd.DACL.Null }

// unknown reports whether the list has entries whose meaning is not known here.
func unknown(sd *ikeext.SecurityDescriptor) bool {
	return sd.DACL != nil && slices.ContainsFunc(sd.DACL.Entries, func(e ikeext.ACE) bool {
		return e.Type != ikeext.AccessAllowed && e.Type != ikeext.AccessDenied
	})
}

const everyone = "S-1-1-0"

// who lists the trustees of the list that have all of the rights, each as itself: what
// else it is a member of, Everyone apart, the list does not tell.
func who(sd *ikeext.SecurityDescriptor, rights ikeext.AccessMask) (sids []string) {
	if open(sd) {
		return []string{everyone}
	}
	candidates := []string{}
	for _, e := range sd.DACL.Entries {
		if e.SID != "" && !slices.Contains(candidates, e.SID) {
			candidates = append(candidates, e.SID)
		}
	}
	for _, sid := range candidates {
		if granted(sd.DACL.Entries, sid, rights) {
			sids = append(sids, sid)
		}
	}
	return sids
}

// granted goes through the list as an access check does: in order, until every right
// was allowed or one was denied.
func granted(entries []ikeext.ACE, sid string, rights ikeext.AccessMask) bool {
	const inheritOnly = 0x08
	for _, e := range entries {
		if e.Flags&inheritOnly != 0 || e.SID != sid && e.SID != everyone {
			continue
		}
		mask := e.Mask.Specific()
		switch e.Type {
		case ikeext.AccessDenied:
			if mask&rights != 0 {
				return false
			}
		case ikeext.AccessAllowed:
			rights &^= mask
		}
		if rights == 0 {
			return true
		}
	}
	return false
}

func aclObject(host string, at time.Time, sd *ikeext.SecurityDescriptor, questions []question) *object {
	o := &object{}
	o.add("schema", ACLSchema)
	o.add("host", host)
	o.add("collected_at", at.UTC().Format(timeFormat))
	addDescriptor(o, sd, questions)
	return o
}

func addDescriptor(o *object, sd *ikeext.SecurityDescriptor, questions []question) {
	addNonzero(o, "sddl", sd.SDDL)
	o.add("descriptor", sd.Bytes) // base64
	addSID(o, "owner", sd.Owner)
	addSID(o, "group", sd.Group)
	may := &object{}
	for _, q := range questions {
		list := []*object{}
		for _, sid := range who(sd, q.rights) {
			list = append(list, sidObject(sid))
		}
		may.add(q.key, list)
	}
	o.add("allowed", may)
	o.add("null_dacl", open(sd))
	entries := []*object{}
	if sd.DACL != nil {
		for _, e := range sd.DACL.Entries {
			entries = append(entries, entryObject(e))
		}
	}
	o.add("dacl", entries)
}

func addSID(o *object, key, sid string) {
	if sid != "" {
		o.add(key, sidObject(sid))
	}
}

func sidObject(sid string) *object {
	o := &object{}
	o.add("sid", sid)
	addNonzero(o, "name", trustee(sid))
	return o
}

func entryObject(e ikeext.ACE) *object {
	o := &object{}
	o.add("type", e.Type.String())
	o.add("flags", e.Flags)
	o.add("mask", uint32(e.Mask))
	o.add("rights", e.Mask.Names())
	addNonzero(o, "sid", e.SID)
	addNonzero(o, "name", trustee(e.SID))
	return o
}
