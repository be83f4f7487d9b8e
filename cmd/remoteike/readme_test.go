package main

import (
	"bytes"
	"os"
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

func timeless(s string) string {
	s = regexp.MustCompile(`\[\d+\]`).ReplaceAllString(s, "[PORT]")
	return regexp.MustCompile(`Collected .*`).ReplaceAllString(s, "Collected")
}
