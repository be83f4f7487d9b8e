package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadmeDemo holds the session that README shows against what is printed,
// but for the port and the time.
func TestReadmeDemo(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, session, found := strings.Cut(string(readme), "$ go run ./cmd/remoteike demo\n")
	require.True(t, found)
	session, _, found = strings.Cut(session, "$ go test ./...")
	require.True(t, found)

	var stdout, stderr bytes.Buffer
	require.Zero(t, run(t.Context(), []string{"demo"}, strings.NewReader(""), &stdout, &stderr))
	assert.Equal(t, timeless(session), timeless(stderr.String()+stdout.String()))
}

// TestReadmeGo compiles the Go of README, as the body of a function that returns
// an error.
func TestReadmeGo(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, snippet, found := strings.Cut(string(readme), "```go\n")
	require.True(t, found)
	snippet, _, found = strings.Cut(snippet, "```")
	require.True(t, found)
	file := filepath.Join(t.TempDir(), "snippet.go")
	text := `package snippet

import (
	"context"
	"errors"
	"fmt"

	"github.com/remoteike/remoteike/ikeext"
)

func read(ctx context.Context, password string) error {
` + snippet + "return nil }"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	out, err := exec.CommandContext(t.Context(), "go", "vet", file).CombinedOutput()
	require.NoError(t, err, "%s", out)
}

func timeless(s string) string {
	s = regexp.MustCompile(`\[\d+\]`).ReplaceAllString(s, "[PORT]")
	return regexp.MustCompile(`Collected .*`).ReplaceAllString(s, "Collected")
}
