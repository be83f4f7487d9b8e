package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
	"github.com/remoteike/remoteike/ikeext"
)

// The rules of what this program prints:
//
//   - Standard output carries results and texts that were asked for, nothing else.
//   - Everything else goes to standard error, each line led by what it is:
//     "error:" why there is no result, "hint:" what to do about it, "warning:" what
//     is better done otherwise, "note:" what the result does not say of itself.
//   - Lower case after that, no full stop at the end, and names, codes and flags
//     as they are written elsewhere.
//   - A refusal says what to do instead.
//   - No secret, and nothing given by the user that may hold one.
//
// What -v adds looks as logHandler describes.

// The exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// usageError is a command line that cannot be used.
type usageError struct{ reason, hint string }

func (e *usageError) Error() string { return e.reason }

// asUsage makes a usageError of an error about a file that the user wrote.
func asUsage(err error) error {
	var wrong *usage.Error
	if errors.As(err, &wrong) {
		return &usageError{wrong.Reason, wrong.Hint}
	}
	return err
}

// errReported stands for errors that were printed already.
var errReported = errors.New("reported")

// report prints what is left to be said of err and returns the exit status.
func (a *app) report(ctx context.Context, err error) int {
	if err == nil {
		return exitOK
	}
	var usage *usageError
	if errors.As(err, &usage) {
		a.say("error", usage.reason)
		a.say("hint", usage.hint)
		return exitUsage
	}
	interrupted := ctx.Err() != nil
	switch {
	case errors.Is(err, errReported):
	case interrupted:
		a.say("error", "interrupted")
	default:
		a.say("error", err.Error())
	}
	if interrupted {
		return exitInterrupted
	}
	return exitFailed
}

// say prints one line to standard error, nothing when there is no text. On a
// terminal long texts go on below, indented.
func (a *app) say(kind, text string) {
	if text == "" {
		return
	}
	text = strings.Map(printable, text)
	lead := kind + ": "
	if width := terminalWidth(a.stderr); width > 0 {
		text = wrap(text, max(width-len(lead), 40), strings.Repeat(" ", len(lead)))
	}
	fmt.Fprintln(a.stderr, lead+text)
}

// printable keeps what a peer or a file may have put into a text from moving the
// cursor or beginning a line.
func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return ' '
}

// wrap breaks text between words into lines of at most width bytes, all but the
// first led by indent. A longer word has a line of its own.
func wrap(text string, width int, indent string) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		switch {
		case column == 0:
		case column+1+len(word) > width:
			b.WriteString("\n" + indent)
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}

// sayFailure tells why a host gave no result.
func (a *app) sayFailure(err error, verbose bool) {
	problem := render.ProblemOf(err)
	for _, p := range problem.Tried {
		a.say("note", fmt.Sprintf("no way in by %s: %s: %s", p.Door, p.Stage, p.Message))
		a.say("hint", p.Hint)
	}
	a.say("error", err.Error())
	if verbose {
		text := "class " + string(problem.Class)
		if problem.Stage != "" {
			text = fmt.Sprintf("stage %s, %s", problem.Stage, text)
		}
		if problem.Code != 0 {
			text += fmt.Sprintf(", code %v", problem.Code)
		}
		a.say("note", text)
	}
	a.say("hint", problem.Hint)
}

// configUsage turns an error of the library's about the configuration into one
// about the flags.
func configUsage(err *ikeext.ConfigError) *usageError {
	command := "stats"
	switch err.Field {
	case "ForceOpnum":
		command = "ipsec"
	case "LocalSubNet", "RemoteSubNet":
		command = "sa list"
	}
	return &usageError{reason: flagOf(err.Field) + ": " + err.Reason, hint: "run remoteike " + command + " --help"}
}

// flagOf names the flag, or what else the user gives, that a field of the library's
// configuration comes from. Fields that come from none are named as they are.
func flagOf(field string) string {
	flag := map[string]string{
		"User":            "--user",
		"Domain":          "--user",
		"Password":        "the password",
		"NTHash":          "the NT hash",
		"AESKey":          "the AES key",
		"CCache":          "--ccache",
		"Keytab":          "--keytab",
		"UseTickets":      "--kerberos",
		"Auth":            "--auth",
		"RequireKerberos": "--require-kerberos",
		"Level":           "--level",
		"SPN":             "--spn",
		"KDC":             "--dc",
		"KRB5Conf":        "--krb5-conf",
		"TargetIP":        "--target-ip",
		"Transport":       "--transport",
		"SMBPort":         "--smb-port",
		"WinRMPort":       "--winrm-port",
		"HTTPS":           "--https",
		"RootCAs":         "--ca",
		"Fingerprint":     "--fingerprint",
		"Endpoint":        "--endpoint",
		"EngineEndpoint":  "--engine-endpoint",
		"EPMPort":         "--epm-port",
		"Engine":          "--engine",
		"Doors":           "--door",
		"StageTimeout":    "--stage-timeout",
		"ForceOpnum":      "--force-opnum",
		"LocalSubNet":     "--local-subnet",
		"RemoteSubNet":    "--remote-subnet",
	}[field]
	if flag == "" {
		flag = field
	}
	return flag
}
