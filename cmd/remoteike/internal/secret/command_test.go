//go:build unix

package secret

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// script writes a program of sh and returns its path.
func script(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "tell")
	require.NoError(t, os.WriteFile(name, []byte("#!/bin/sh\n"+text), 0o700))
	return name
}

func TestCommand(t *testing.T) {
	name := script(t, `printf '%s|' "$@"; echo and more >&2`)
	got, err := Source{Command: []string{name, "a b", "$HOME", "*"}}.Read(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "a b|$HOME|*|", got, "no shell saw the arguments, and standard error is no part of it")
}

func TestCommandIsRunAnew(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	s := Source{Command: []string{"cat", file}}
	for _, want := range []string{"one", "two"} {
		require.NoError(t, os.WriteFile(file, []byte(want+"\n"), 0o600))
		got, err := s.Read(t.Context())
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

func TestCommandRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"failure":                {"echo s3cret; echo locked up >&2; exit 3", ": exit status 3: locked up"},
		"failure with secret":    {"echo s3cret; echo no s3cret >&2; exit 3", ": exit status 3"},
		"failure with much":      {"yes a | head -c 100000 >&2; exit 1", strings.Repeat(" a", maxComplaint/2)},
		"terminal codes":         {`printf '\033[2Ja\nb' >&2; exit 1`, ": exit status 1: [2Ja b"},
		"two lines":              {"echo s3cret; echo s3cret", "prints holds more than one line"},
		"no end":                 {"yes s3cret", "prints is too long for a secret"},
		"no end, and no signals": {"trap '' PIPE; while :; do echo s3cret; done 2>/dev/null", "prints is too long for a secret"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Source{Command: []string{script(t, c.text)}}.Read(t.Context())
			require.Error(t, err)
			assert.True(t, strings.Contains(err.Error(), c.want), err.Error())
			assert.NotContains(t, err.Error(), "s3cret")
			assert.Less(t, len(err.Error()), 1000)
		})
	}
}

// TestCommandEndsWithContext also where it left something running that holds its
// output open.
func TestCommandEndsWithContext(t *testing.T) {
	for name, text := range map[string]string{"alone": "exec sleep 60", "with a child": "sleep 60 & echo s3cret; wait"} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			begin := time.Now()
			_, err := Source{Command: []string{script(t, text)}}.Read(ctx)
			require.Error(t, err)
			assert.NotContains(t, err.Error(), "s3cret")
			assert.Less(t, time.Since(begin), 20*time.Second)
		})
	}
}

func TestVariable(t *testing.T) {
	t.Setenv("THEIRS", "s3cret")
	got, err := Source{Variable: "THEIRS"}.Read(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "s3cret", got)
	_, err = Source{Variable: "THEIRS_NOT"}.Read(t.Context())
	assert.ErrorContains(t, err, "the environment has no THEIRS_NOT")
}

func TestOnlyOwnerWrites(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "own")
	require.NoError(t, os.Mkdir(own, 0o700))
	file, link := filepath.Join(own, "file"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	require.NoError(t, os.Symlink(file, link))
	for _, c := range []struct {
		directory, file os.FileMode
		fine            bool
	}{
		{0o700, 0o600, true},
		{0o755, 0o755, true},
		{0o755, 0o664, false},
		{0o755, 0o646, false},
		{0o775, 0o644, false},
		{0o757, 0o644, false},
		{0o777 | os.ModeSticky, 0o644, true},
		{0o777 | os.ModeSticky, 0o666, false},
	} {
		require.NoError(t, os.Chmod(own, c.directory))
		require.NoError(t, os.Chmod(file, c.file))
		for _, name := range []string{file, link} {
			err := OnlyOwnerWrites(name)
			assert.Equal(t, c.fine, err == nil, "%v %v: %v", c.directory, c.file, err)
		}
	}
	assert.ErrorIs(t, OnlyOwnerWrites(dir+"/missing"), os.ErrNotExist)
}

// TestOnlyOwnerWritesAndOwns needs root, who alone can give files away.
func TestOnlyOwnerWritesAndOwns(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("not root")
	}
	const nobody = 65534
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	require.NoError(t, OnlyOwnerWrites(file))
	require.NoError(t, os.Chown(file, nobody, -1))
	assert.ErrorContains(t, OnlyOwnerWrites(file), "belongs to another user (65534)")
	require.NoError(t, os.Chown(file, 0, -1))
	require.NoError(t, os.Chown(dir, nobody, -1))
	assert.ErrorContains(t, OnlyOwnerWrites(file), "belongs to another user (65534)")
}
