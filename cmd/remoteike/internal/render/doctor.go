package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// Doctor writes what was found out about a host. Program says which program found it
// out, for those who get the page from others.
func Doctor(w io.Writer, format Format, x *ikeext.Examination, program string, options Options) error {
	if format == JSON {
		return writeObject(w, doctorObject(x, program))
	}
	p := &doctorPage{newListing(w, options)}
	p.head(x, program)
	p.ports(x.Ports)
	p.mapper(&x.Mapper)
	p.section("Doors")
	for i := range x.Doors {
		p.door(&x.Doors[i])
	}
	p.comparisons(x.Comparisons)
	p.section("Next")
	p.text("", nextText(x))
	return p.out.Flush()
}

// nextText is the one thing to change next.
func nextText(x *ikeext.Examination) string {
	if x.Next == "" && len(x.Doors) > 0 {
		return "nothing: all values can be read"
	}
	return dash(x.Next)
}

// doctorPage writes the page.
type doctorPage struct{ *listing }

func (p *doctorPage) section(name string) { fmt.Fprintf(p.out, "\n%s\n", p.bold(name)) }

// text writes a text behind a label of a width of its own, and what does not fit on
// the line below it.
func (p *doctorPage) text(label, text string) {
	width := max(len([]rune(label)), 2)
	for _, piece := range split(printable(text), max(p.width-width, 20)) {
		fmt.Fprintf(p.out, "%-*s%s\n", width, label, piece)
		label = ""
	}
}

func (p *doctorPage) head(x *ikeext.Examination, program string) {
	p.title(x.Host)
	p.line("Examined", fmt.Sprintf("%s, took %s", dayText(x.StartedAt), x.Duration.Round(time.Millisecond)))
	p.line("By", program)
	var names []string
	for _, a := range x.Names.Addresses {
		if len(names) > 0 || a.String() != x.Host {
			names = append(names, a.String())
		}
	}
	names = append(names, x.Names.Names...)
	switch {
	case x.Names.Duration == 0: // this very host: nobody was asked
	case x.Names.Err != nil:
		p.line("Stands for", problemText(x.Names.Err))
	case len(names) == 0:
		p.line("Stands for", "no name is known for this address")
	default:
		p.line("Stands for", strings.Join(names, ", "))
	}
	p.line("Windows", buildText(x))
	p.line("Sign-in", signInText(x))
}

func buildText(x *ikeext.Examination) string {
	if x.WindowsBuild == "" {
		return "version not told"
	}
	return x.WindowsBuild
}

// signInText says which sign-in works with the credential.
func signInText(x *ikeext.Examination) string {
	best := ikeext.SignInNotTried
	var auth ikeext.SignIn
	for _, d := range x.Doors {
		switch d.SignIn {
		case ikeext.SignInRefused:
			return "refused, with " + authOf(&d).Mechanism + " by door " + string(d.Door)
		case ikeext.SignInNone:
			return "none"
		case ikeext.SignInAccepted:
			best, auth = d.SignIn, authOf(&d)
		case ikeext.SignInUnproven:
			if best != ikeext.SignInAccepted {
				best, auth = d.SignIn, authOf(&d)
			}
		}
	}
	if best == ikeext.SignInNotTried {
		return "it did not come to that"
	}
	text := string(best) + ", with " + auth.Mechanism
	if auth.Fallback != "" {
		text += " (not kerberos: " + auth.Fallback + ")"
	}
	return text
}

func authOf(d *ikeext.DoorCheck) ikeext.SignIn {
	switch {
	case d.Snapshot != nil:
		return d.Snapshot.Auth
	case d.Err != nil:
		return d.Err.Auth
	}
	return ikeext.SignIn{}
}

// problemText is an error on a page that names the host already.
func problemText(e *ikeext.Error) string {
	return fmt.Sprintf("%s at %s: %v", strings.ReplaceAll(string(e.Class), "_", " "), e.Stage, e.Err)
}

func (p *doctorPage) ports(ports []ikeext.PortCheck) {
	if len(ports) == 0 {
		return
	}
	p.section("Ports")
	for _, port := range ports {
		state := "open"
		if port.Err != nil {
			_, why, _ := strings.Cut(port.Err.Err.Error(), ": ")
			state = string(port.Err.Class) + ", " + strings.TrimPrefix(why, "connect: ")
		}
		label := fmt.Sprintf("  %5d  %-33s", port.Port, printable(port.Service))
		p.text(label, state)
	}
}

func (p *doctorPage) mapper(m *ikeext.MapperCheck) {
	if m.Duration == 0 { // this very host: nobody was asked
		return
	}
	p.section("Endpoint mapper")
	if m.Err != nil {
		p.text("  ", problemText(m.Err))
	}
	said, above := map[string]bool{}, ""
	for _, e := range m.Endpoints {
		head := fmt.Sprintf("  %-15s %-4s %s", e.Interface, e.Version, printable(dash(e.Annotation)))
		place := dash(e.Endpoint)
		if e.Protocol != "" {
			place = e.Protocol + ":[" + e.Endpoint + "]"
		}
		if e.Protocol == "ncalrpc" {
			place += ", for callers on the host"
		}
		if said[head+place] { // interfaces of one name in one process
			continue
		}
		said[head+place] = true
		if head != above {
			fmt.Fprintln(p.out, head)
		}
		above = head
		p.text("                  ", place)
	}
	if m.Err == nil {
		text := "entries in all: " + strconv.Itoa(m.Entries)
		if m.Cut {
			text += " were read, and there are more"
		}
		p.text("  ", text)
	}
}

func (p *doctorPage) door(d *ikeext.DoorCheck) {
	label := fmt.Sprintf("  %-7s", d.Door)
	switch s := d.Snapshot; {
	case d.NotTried != "":
		p.text(label, "not tried: "+d.NotTried)
		return
	case s != nil:
		own := wmiCount(s)
		text := fmt.Sprintf("%d of the %d values", count(s), ikeext.FieldCount)
		if own > 0 {
			text += fmt.Sprintf(", and %d of WMI's own", own)
		}
		p.text(label, text+", "+took(d.Duration))
		if s.Endpoint != "" {
			p.text("         ", s.Endpoint+", "+protection(s))
		}
		if d.Door == ikeext.DoorRPC {
			p.text("         ", "engine: "+engineText(s.Engine))
		}
		if n := len(s.Unknown); n > 0 {
			p.text("         ", plural(n, "value")+" without a name here")
		}
	case d.Err != nil:
		p.text(label, problemText(d.Err)+", "+took(d.Duration))
		p.text("         ", "sign-in "+strings.ReplaceAll(string(d.SignIn), "_", " "))
		if d.Err.Hint != "" {
			p.text("         ", "hint: "+d.Err.Hint)
		}
	}
	for _, text := range callTexts(d.Calls) {
		p.text("         ", text)
	}
}

func wmiCount(s *ikeext.Snapshot) (n int) {
	for range s.WMIFields() {
		n++
	}
	return n
}

func took(d time.Duration) string { return "took " + d.Round(time.Millisecond).String() }

// callTexts are what came of calls: stubs of so many bytes, those of the same procedure
// together, or faults with their flags.
func callTexts(calls []ikeext.CallRecord) (texts []string) {
	type procedure struct {
		name  string
		opnum int
	}
	lengths := map[procedure][]int{}
	for _, c := range calls {
		if c.ReplyLength > 0 {
			key := procedure{c.Procedure, c.Opnum}
			lengths[key] = append(lengths[key], c.ReplyLength)
		}
	}
	for _, c := range calls {
		key := procedure{c.Procedure, c.Opnum}
		text := fmt.Sprintf("%s, opnum %d: ", c.Procedure, c.Opnum)
		switch replies := lengths[key]; {
		case c.ReplyLength == 0:
			text += faultText(&c)
		case len(replies) == 0:
			continue // told with the first
		case len(replies) == 1:
			text += fmt.Sprintf("reply of %d bytes", c.ReplyLength)
		default:
			text += fmt.Sprintf("%d replies of %d to %d bytes", len(replies), slices.Min(replies), slices.Max(replies))
		}
		if c.ReplyLength > 0 {
			lengths[key] = nil
		}
		texts = append(texts, text)
	}
	return texts
}

func faultText(c *ikeext.CallRecord) string {
	if c.Fault == 0 {
		return "no reply"
	}
	text := fmt.Sprintf("fault %v", c.Fault)
	if c.DidNotExecute {
		text += ", did not execute"
	}
	if c.Protected {
		text += ", with a verifier"
	}
	return text
}

func (p *doctorPage) comparisons(list []ikeext.Comparison) {
	if list == nil {
		return
	}
	p.section("Comparison")
	for _, c := range list {
		text := fmt.Sprintf("%d values of both", c.Values)
		if c.Again {
			text += fmt.Sprintf(", %d moved while they were read", c.Moved)
		} else {
			text += fmt.Sprintf("; %s could not be read again, so that they may have moved", c.A)
		}
		text += ", " + differ(len(c.Differences))
		p.text(fmt.Sprintf("  %-12s", string(c.A)+", "+string(c.B)), text)
		for _, d := range c.Differences {
			p.text("    ", fmt.Sprintf("%s (%s): %s %d, %s %d, %s %d", d.Path, d.Kind, c.A, d.First, c.B, d.B, c.A, d.Second))
		}
	}
}

func differ(n int) string {
	switch n {
	case 0:
		return "none differs"
	case 1:
		return "1 differs"
	}
	return strconv.Itoa(n) + " differ"
}
