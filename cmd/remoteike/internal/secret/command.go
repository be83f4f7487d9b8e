package secret

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
)

const (
	// commandTime bounds a command, which may have to ask for a passphrase.
	commandTime = 30 * time.Second
	// drainTime is for what a command left running with its output open.
	drainTime = time.Second
	// maxComplaint bounds what an error quotes of a command.
	maxComplaint = 200
)

// command runs a program and reads the line that it prints. What it says on
// standard error is told only when it fails, and never when the secret is in it.
func command(ctx context.Context, args []string) (string, error) {
	name := "the command " + args[0]
	path, err := program(args[0])
	if err != nil {
		return "", err
	}
	late := fmt.Errorf("not finished within %v", commandTime)
	ctx, cancel := context.WithTimeoutCause(ctx, commandTime, late)
	defer cancel()
	stdout, stderr := &head{full: cancel}, &head{full: func() {}}
	cmd := exec.CommandContext(ctx, path)
	cmd.Args, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = args, stdout, stderr, drainTime
	if err := cmd.Run(); err != nil && len(stdout.text) <= maxLength {
		switch cause := context.Cause(ctx); {
		case cause == late:
			err = late
		case cause != nil:
			return "", fmt.Errorf("%s: %w", name, cause)
		}
		return "", &usage.Error{
			Reason: name + ": " + err.Error() + complaint(string(stdout.text), string(stderr.text)),
			Hint:   "it should print the secret, in one line, and end with status 0",
		}
	}
	return Line("what "+args[0]+" prints", bytes.NewReader(stdout.text))
}

// program returns the file to run, which nobody else may be able to change. Links
// are followed beforehand, so that the file is the one that was looked at.
func program(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err == nil {
		path, err = filepath.EvalSymlinks(path)
	}
	if err != nil {
		return "", &usage.Error{Reason: "the command " + name + " cannot be run: " + err.Error(), Hint: "give a program of PATH, or its whole path"}
	}
	return path, OnlyOwnerWrites(path)
}

// complaint is what a command said on standard error, on one line.
func complaint(printed, said string) string {
	if printed = strings.TrimSpace(printed); printed != "" && strings.Contains(said, printed) {
		return ""
	}
	said = strings.Join(strings.FieldsFunc(said, func(r rune) bool { return !unicode.IsPrint(r) || r == ' ' }), " ")
	if said == "" {
		return ""
	}
	return ": " + said[:min(len(said), maxComplaint)]
}

// head keeps the beginning of what is written to it, a little more than a secret
// can have, and calls full when there is more. It is no bytes.Buffer, which would
// read everything by itself.
type head struct {
	text []byte
	full func()
}

func (h *head) Write(p []byte) (int, error) {
	room := maxLength + 1 - len(h.text)
	h.text = append(h.text, p[:min(len(p), room)]...)
	if len(p) >= room {
		h.full()
	}
	return len(p), nil
}
