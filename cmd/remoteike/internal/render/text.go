package render

import "strings"

// ellipsis ends text that was cut. ASCII, for the consoles that show nothing
// else.
const ellipsis = "..."

// truncate cuts s to width runes. What is too narrow for a rest that says
// something is left empty.
func truncate(s string, width int) string {
	runes := []rune(s)
	switch {
	case len(runes) <= width:
		return s
	case width < 2*len(ellipsis):
		return ""
	}
	return strings.TrimRight(string(runes[:width-len(ellipsis)]), " ") + ellipsis
}

// split cuts s into pieces of at most width runes, between words where there is
// a blank to cut at. Nothing but these blanks is lost.
func split(s string, width int) []string {
	runes := []rune(s)
	var pieces []string
	for len(runes) > width {
		end, next := width, width
		if i := lastBlank(runes[:width+1]); i > 0 {
			end, next = i, i+1
		}
		pieces = append(pieces, string(runes[:end]))
		runes = runes[next:]
	}
	return append(pieces, string(runes))
}

func lastBlank(runes []rune) int {
	for i := len(runes) - 1; i >= 0; i-- {
		if runes[i] == ' ' {
			return i
		}
	}
	return -1
}

// paint puts terminal colours around text, or does not.
type paint struct{ on bool }

func (p paint) bold(s string) string  { return p.sgr("1", s) }
func (p paint) faint(s string) string { return p.sgr("2", s) }
func (p paint) red(s string) string   { return p.sgr("31", s) }

func (p paint) sgr(code, s string) string {
	if !p.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
