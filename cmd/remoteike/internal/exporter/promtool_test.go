package exporter_test

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationPromtool has Prometheus's own lint look at what the exporter says of
// itself.
func TestIntegrationPromtool(t *testing.T) {
	promtool := peers.FindProgram(t, "promtool")
	b := newBench(t, ikeexttest.Config{}, nil)
	b.get("/probe?target=127.0.0.1", http.StatusOK)
	b.get("/probe", http.StatusBadRequest)
	lint := exec.CommandContext(t.Context(), promtool, "check", "metrics")
	lint.Stdin = strings.NewReader(b.get("/metrics", http.StatusOK))
	said, err := lint.CombinedOutput()
	require.NoError(t, err, "%s", said)
	assert.Empty(t, string(said))
}
