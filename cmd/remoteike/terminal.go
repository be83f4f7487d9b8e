package main

import (
	"context"
	"io"
	"os"
	"runtime"

	"golang.org/x/term"
)

// terminal returns the descriptor of stream if that is a terminal.
func terminal(stream any) (fd int, ok bool) {
	file, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0, false
	}
	return int(file.Fd()), true
}

// terminalWidth returns the columns of a terminal, 0 for anything else.
func terminalWidth(w io.Writer) int {
	fd, ok := terminal(w)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(fd)
	if err != nil {
		return 0
	}
	return width
}

// colourful tells whether to colour what goes to w: on terminals, unless the
// environment is against it.
func colourful(w io.Writer) bool {
	_, ok := terminal(w)
	return ok && wantsColour(runtime.GOOS, os.Getenv)
}

// wantsColour is false where the user declined colours, by NO_COLOR (if not
// empty) or CLICOLOR=0, and for terminals that have none.
func wantsColour(system string, lookup func(string) string) bool {
	if lookup("NO_COLOR") != "" || lookup("CLICOLOR") == "0" || lookup("TERM") == "dumb" {
		return false
	}
	// The old Windows console shows the codes themselves; Windows Terminal names
	// itself.
	return system != "windows" || lookup("WT_SESSION") != ""
}

// readHidden reads a line from a terminal without showing it. When the context
// ends first the terminal shows again what is typed.
func readHidden(ctx context.Context, fd int) (string, error) {
	state, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	type line struct {
		text []byte
		err  error
	}
	lines := make(chan line, 1)
	go func() {
		text, err := term.ReadPassword(fd)
		lines <- line{text, err}
	}()
	select {
	case l := <-lines:
		return string(l.text), l.err
	case <-ctx.Done():
		_ = term.Restore(fd, state)
		return "", ctx.Err()
	}
}
