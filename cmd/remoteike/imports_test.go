package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The command knows the library, and nothing of the wire below it.
func TestCommandImportsNothingOfTheWire(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{join .Imports "\n"}}`, "./...").Output()
	require.NoError(t, err)
	imports := strings.Fields(string(out))
	require.Contains(t, imports, "github.com/remoteike/remoteike/ikeext")
	for _, path := range imports {
		assert.NotContains(t, path, "go-msrpc")
		assert.False(t, strings.HasPrefix(path, "github.com/remoteike/remoteike/rpc"), path)
		assert.False(t, strings.HasPrefix(path, "github.com/remoteike/remoteike/ikeext/internal"), path)
	}
}
