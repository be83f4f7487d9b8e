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
	t.headerLine("Door", s.Door)
	t.headerLine("Endpoint", s.Endpoint)
	t.headerLine("Protection", protection(s.Auth))
	t.headerLine("Engine", engineText(s.Engine))
	t.headerLine("Collected", fmt.Sprintf("%s, took %s",
		r.collectedAt().Format("2006-01-02 15:04:05 UTC"), r.Duration.Round(time.Millisecond)))
}

func (t *table) headerLine(label, text string) {
	for _, piece := range split(text, t.options.Width-headerLabel-2) {
		fmt.Fprintf(t.out, "  %-*s%s\n", headerLabel, label, piece)
		label = ""
	}
}

func protection(s ikeext.SignIn) string {
	mechanism := s.Mechanism
	if s.Fallback != "" {
		mechanism += " (not kerberos: " + s.Fallback + ")"
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
	if t.times {
		notes = append(notes, "*  as read, Microsoft states no unit")
	}
	if t.gaps {
		notes = append(notes, notRead+"  not read")
	}
	if notes != nil {
		fmt.Fprintf(t.out, "\n%s\n", t.faint(strings.Join(notes, "\n")))
	}
}
