package exposition_test

import (
	"bytes"
	"errors"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/exposition"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationPromtool has Prometheus's own lint look at every metric there is:
// of a host with every value, and of one with none.
func TestIntegrationPromtool(t *testing.T) {
	promtool := peers.FindProgram(t, "promtool")
	snapshot := &ikeext.Snapshot{
		Door: ikeext.DoorRPC, Transport: "ncacn_ip_tcp", Auth: ikeext.SignIn{Mechanism: "ntlm", Level: ikeext.LevelPrivacy},
		Engine: ikeext.EngineOpened, WindowsBuild: "10.0.20348",
	}
	for f := range ikeext.Field(ikeext.FieldCount) {
		snapshot.Set(f, uint32(f))
	}
	for f := range ikeext.WMIField(ikeext.WMIFieldCount) {
		snapshot.SetWMI(f, uint32(f))
	}
	stages := []metrics.StageTime{{Stage: "connect", Duration: time.Millisecond}}
	var set exposition.Set
	for host, r := range map[string]metrics.Reading{
		"good": {Snapshot: snapshot, Duration: time.Second, Stages: stages},
		"bad":  {Err: &ikeext.Error{Stage: "call", Class: ikeext.ErrAccessDenied, Door: "rpc", Code: 5, Err: errors.New("no")}},
	} {
		set.Add(r.Families(metrics.Options{AllErrors: true}), metrics.Label{Name: "host", Value: host})
	}
	families, err := set.Gather()
	require.NoError(t, err)
	require.Len(t, families, len(metrics.All()), "not every metric is looked at")
	var text bytes.Buffer
	require.NoError(t, set.Write(&text))

	lint := exec.CommandContext(t.Context(), promtool, "check", "metrics")
	lint.Stdin = &text
	said, err := lint.CombinedOutput()
	require.NoError(t, err, "%s", said)
	assert.Empty(t, string(said))
}
