package secret

import (
	"bytes"
	"context"
	"errors"
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
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	stdout, stderr := &head{full: cancel}, &head{full: func() {}}
	cmd := exec.CommandContext(ctx, path)
	cmd.Args, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = args, stdout, stderr, drainTime
	if err := cmd.Run(); err != nil && stdout.Len() <= maxLength {
		switch {
		case errors.Is(ctx.Err(), context.DeadlineExceeded):
			err = fmt.Errorf("not finished within %v", commandTime)
		case ctx.Err() != nil:
			return "", fmt.Errorf("%s: %w", name, ctx.Err())
		}
		return "", &usage.Error{
			Reason: name + ": " + err.Error() + complaint(stdout.String(), stderr.String()),
			Hint:   "it should print the secret, in one line, and end with status 0",
		}
	}
	return Line("what "+args[0]+" prints", stdout)
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
// can have, and calls full when there is more.
type head struct {
	bytes.Buffer

	full func()
}

func (h *head) Write(p []byte) (int, error) {
	if room := maxLength + 1 - h.Len(); len(p) < room {
		h.Buffer.Write(p)
	} else {
		h.Buffer.Write(p[:room])
		h.full()
	}
	return len(p), nil
}
