package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
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

// TestReadmeGoVersion has README and CONTRIBUTING ask for the Go that go.mod does.
func TestReadmeGoVersion(t *testing.T) {
	module, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(module)
	require.NotNil(t, version)
	for _, name := range []string{"README.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile("../../" + name)
		require.NoError(t, err)
		assert.Contains(t, string(text), " Go "+string(version[1])+" ", name)
	}
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

// TestReadmeYAML reads the files that README shows.
func TestReadmeYAML(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	require.Len(t, blocks, 2)
	l := newTargetList()
	require.NoError(t, l.yaml("hosts.yaml", strings.NewReader(blocks[0][1])))
	assert.Len(t, l.list, 3+254)
	file, err := config.Decode("config.yaml", []byte(blocks[1][1]), configurable())
	require.NoError(t, err)
	assert.Len(t, file.Profiles, 2)
	conn := addConnection(&cobra.Command{})
	conn.file = file
	require.NoError(t, conn.applyDefaults())
	assert.Equal(t, "corp", conn.authProfile)
}

func timeless(s string) string {
	s = regexp.MustCompile(`\[\d+\]`).ReplaceAllString(s, "[PORT]")
	return regexp.MustCompile(`Collected .*`).ReplaceAllString(s, "Collected")
}
