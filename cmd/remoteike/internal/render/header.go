package render

import (
	"fmt"
	"strings"
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// headerLabel is the width of the labels above the blocks.
const headerLabel = 12

// header writes what there is to know about the reading. Its texts are wrapped
// and never cut: an endpoint without its port is worth nothing.
func (t *table) header(r Result) {
	for _, piece := range split(r.Host, t.options.Width) {
		fmt.Fprintln(t.out, t.bold(piece))
	}
	s := r.Snapshot
	build := s.WindowsBuild
	if build == "" {
		build = "version not told"
	}
	t.headerLine("Windows", build)
	t.headerLine("Door", doorText(s.Door))
	for _, p := range problemsOf(s.Tried) {
		t.headerLine("Not by "+string(p.Door), p.Message)
	}
	if s.Endpoint != "" {
		t.headerLine("Endpoint", s.Endpoint)
	}
	if s.Auth != (ikeext.SignIn{}) {
		t.headerLine("Protection", protection(s))
	}
	if s.Door == ikeext.DoorRPC || s.Engine != ikeext.EngineNotAsked {
		t.headerLine("Engine", engineText(s.Engine))
	}
	if !s.MeasuredAt.IsZero() {
		t.headerLine("Measured", s.MeasuredAt.Format("2006-01-02 15:04:05 UTC")+" by the host's clock")
	}
	t.headerLine("Collected", fmt.Sprintf("%s, took %s",
		r.collectedAt().Format("2006-01-02 15:04:05 UTC"), r.Duration.Round(time.Millisecond)))
}

func doorText(d ikeext.Door) string {
	switch d {
	case ikeext.DoorWMI:
		return "wmi (performance counters over DCOM)"
	case ikeext.DoorWinRM:
		return "winrm (performance counters by WS-Management)"
	case ikeext.DoorLocal:
		return "local (this very host)"
	}
	return string(d)
}

func (t *table) headerLine(label, text string) {
	for _, piece := range split(text, t.options.Width-headerLabel-2) {
		fmt.Fprintf(t.out, "  %-*s%s\n", headerLabel, label, piece)
		label = ""
	}
}

func protection(snapshot *ikeext.Snapshot) string {
	s := snapshot.Auth
	mechanism := s.Mechanism
	if s.Fallback != "" {
		mechanism += " (not kerberos: " + s.Fallback + ")"
	}
	if snapshot.Transport == "https" {
		return mechanism + ", TLS"
	}
	switch s.Level {
	case "":
		return mechanism + ": no sign-in, the values may be forged"
	case ikeext.LevelConnect:
		return mechanism + ", connect: the values may be forged"
	}
	return mechanism + ", " + string(s.Level)
}

func engineText(e ikeext.EngineState) string {
	switch e {
	case ikeext.EngineOpened:
		return "session opened"
	case ikeext.EngineNotRegistered:
		return "not offered to the network, not needed"
	case ikeext.EngineRefused:
		return "session refused, not needed"
	case ikeext.EngineSkipped:
		return "skipped"
	case ikeext.EngineNotAsked:
		return "not asked for, an endpoint was given"
	}
	return string(e)
}

// footnotes explain the signs that the table used.
func (t *table) footnotes() {
	var notes []string
	byWMI := t.snapshot.Door == ikeext.DoorWMI || t.snapshot.Door == ikeext.DoorWinRM
	switch {
	case t.times && byWMI:
		notes = append(notes, "*  of the last negotiation, in milliseconds")
	case t.times:
		notes = append(notes, "*  as read, Microsoft states no unit")
	}
	switch {
	case t.gaps && byWMI:
		notes = append(notes, notRead+"  not available by this door, which has "+plural(count(t.snapshot), "value")+
			fmt.Sprintf(" of the %d", ikeext.FieldCount))
	case t.gaps:
		notes = append(notes, notRead+"  not read")
	}
	if n := len(t.snapshot.Unknown); n > 0 {
		notes = append(notes, plural(n, "more value")+" of this host's WMI without a name here: see the JSON")
	}
	if notes != nil {
		fmt.Fprintf(t.out, "\n%s\n", t.faint(strings.Join(notes, "\n")))
	}
}

// count returns how many of the values were read.
func count(s *ikeext.Snapshot) (n int) {
	for range s.Fields() {
		n++
	}
	return n
}
