package integration_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/integration/peers"
)

// localRun is a run of the command on the host itself.
type localRun struct {
	name, override, mode string
	args                 []string
	exit                 int
	// class and code are those of the failure; with no class all values are there.
	class string
	code  uint32
}

// localRuns are what may happen there.
var localRuns = []localRun{
	{name: "values", override: "fwpuclnt=n"},
	{name: "access denied", override: "fwpuclnt=n", mode: "denied", exit: 1, class: "access_denied", code: 5},
	{name: "service stopped", override: "fwpuclnt=n", mode: "stopped", exit: 1, class: "service_stopped", code: 0x80320044},
	{name: "no answer in time", override: "fwpuclnt=n", mode: "slow", args: []string{"--timeout", "500ms"}, exit: 1, class: "timeout"},
	{name: "longer structure", override: "fwpuclnt=n", mode: "overrun", exit: 1, class: "truncated"},
	{name: "function missing", override: "fwpuclnt=b", exit: 1, class: "not_supported", code: 127},
	{name: "library missing", override: "fwpuclnt=", exit: 1, class: "not_supported", code: 126},
}

// TestIntegrationLocalCommand runs the command as it is built for Windows.
func TestIntegrationLocalCommand(t *testing.T) {
	wine := peers.FindWine(t)
	program := buildForWindows(t, "build", "../cmd/remoteike")
	for _, r := range localRuns {
		t.Run(r.name, func(t *testing.T) {
			end := "415 values"
			if r.class != "" {
				end = r.class
			}
			local("command", end).Note(t)
			cmd := wine.Command(limited(t), program, append([]string{"stats", "--door", "local", "-o", "json"}, r.args...),
				[]string{"WINEDLLOVERRIDES=" + r.override, "REMOTEIKE_STANDIN=" + r.mode})
			var stdout, stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			_ = cmd.Run() // how it ended is looked at below
			require.Equal(t, r.exit, cmd.ProcessState.ExitCode(), "%s", &stderr)
			if r.class == "" {
				requireDocument(t, stdout.Bytes())
			}
			r.requireResult(t, stdout.Bytes(), wine.Build)
		})
	}
}

// TestIntegrationLocalUsage names doors that there are not.
func TestIntegrationLocalUsage(t *testing.T) {
	wine := peers.FindWine(t)
	program := buildForWindows(t, "build", "../cmd/remoteike")
	local("command", "usage").Note(t)
	cmd := wine.Command(limited(t), program, []string{"stats", "--door", "window"}, []string{"WINEDLLOVERRIDES=fwpuclnt=n"})
	output, _ := cmd.CombinedOutput()
	assert.Equal(t, 2, cmd.ProcessState.ExitCode(), "%s", output)
	assert.Contains(t, string(output), "--door: must be auto, rpc, ")
}

// requireResult looks at what else stands in the command's JSON.
func (r localRun) requireResult(t *testing.T, text []byte, build string) {
	t.Helper()
	var document struct {
		Results []struct {
			Door       string
			Build      string `json:"windows_build"`
			Statistics any
			Error      struct {
				Stage, Class string
				Code         uint32
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &document), "%s", text)
	require.Len(t, document.Results, 1)
	got := document.Results[0]
	if r.class == "" {
		assert.Equal(t, "local", got.Door)
		assert.Equal(t, build, got.Build)
		return
	}
	assert.Nil(t, got.Statistics)
	assert.Equal(t, "local", got.Error.Stage)
	assert.Equal(t, r.class, got.Error.Class)
	assert.Equal(t, r.code, got.Error.Code)
}
