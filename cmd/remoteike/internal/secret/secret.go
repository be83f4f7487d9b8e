// Package secret reads secrets from where they are kept: files, variables of the
// environment, and what commands print. Its errors show none.
package secret

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
)

// maxLength bounds a file that was named by mistake, and what a command prints.
const maxLength = 4096

// Source is where a secret is kept. One of its fields is set.
type Source struct {
	// File is the name of a file that nobody but its owner can read.
	File string
	// Variable is a variable of the environment.
	Variable string
	// Command is a program and its arguments, which no shell sees. The program
	// prints the secret.
	Command []string
}

// Read reads the secret, anew each time: a file may have another one by then.
func (s Source) Read(ctx context.Context) (string, error) {
	switch {
	case s.File != "":
		return File(s.File)
	case s.Variable != "":
		return variable(s.Variable)
	}
	return command(ctx, s.Command)
}

func variable(name string) (string, error) {
	text, set := os.LookupEnv(name)
	if !set {
		return "", &usage.Error{Reason: "the environment has no " + name, Hint: "set " + name}
	}
	return Line(name, strings.NewReader(text))
}

// File reads a file that nobody but its owner may read. It looks at the open file,
// which cannot be exchanged in between.
func File(name string) (string, error) {
	const hint = "give the name of a file that holds one line"
	file, err := os.Open(name)
	if err != nil {
		return "", &usage.Error{Reason: "secrets file: " + err.Error(), Hint: hint}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return "", &usage.Error{Reason: "secrets file " + name + " is a directory", Hint: hint}
	}
	// Windows has no such bits; what Go reports there says nothing.
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o044 != 0 {
		return "", &usage.Error{
			Reason: fmt.Sprintf("secrets file %s can be read by others (mode %04o)", name, mode),
			Hint:   "take that right away: chmod 600 " + name,
		}
	}
	return Line("secrets file "+name, file)
}

// Line reads a secret and takes the line end off. What cannot be one is refused
// rather than tried: failed sign-ins lock accounts.
func Line(name string, r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxLength+1))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	text := strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r")
	switch {
	case len(data) > maxLength:
		return "", &usage.Error{Reason: name + " is too long for a secret", Hint: "it should hold one line"}
	case strings.ContainsAny(text, "\r\n\x00"):
		return "", &usage.Error{Reason: name + " holds more than one line", Hint: "it should hold the secret and nothing else"}
	case !utf8.ValidString(text):
		return "", &usage.Error{Reason: name + " is not UTF-8 text", Hint: "store it as UTF-8"}
	}
	return text, nil
}
