package main

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// deletes runs sa delete --yes against a host, and returns the exit status and what was
// said beside the output.
func deletes(t *testing.T, cfg ikeexttest.Config, stdout io.Writer) (status int, said string) {
	cfg.Users = map[string]string{"auditor": "s3cret"}
	host, err := ikeexttest.Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() { host.Close() })
	t.Setenv("REMOTEIKE_PASSWORD", "s3cret")
	var stderr bytes.Buffer
	status = run(t.Context(), []string{
		"sa", "delete", "--yes", "-o", "json", "-u", "auditor", "--auth", "ntlm", "--epm-port", strconv.Itoa(host.EPMPort()), "127.0.0.1", "3",
	}, strings.NewReader(""), stdout, &stderr)
	return status, stderr.String()
}

// TestDeletionWithoutAnAnswer hangs up on it: the account says neither that it is gone nor
// that it is not.
func TestDeletionWithoutAnAnswer(t *testing.T) {
	var stdout bytes.Buffer
	status, said := deletes(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" && c.Opnum == 4 {
			return &ikeexttest.Reply{Hangup: true}
		}
		return nil
	}}, &stdout)
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, stdout.String(), "FILE01")
	assert.NotContains(t, stdout.String(), "deleted")
	assert.Contains(t, said, "warning: the host did not say whether it is gone")
}

// TestDeletionRefused is told as what it is.
func TestDeletionRefused(t *testing.T) {
	var stdout bytes.Buffer
	status, said := deletes(t, ikeexttest.Config{DeniedRights: 0x10000}, &stdout)
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, stdout.String(), `"deleted": false`)
	assert.Contains(t, said, "the right DELETE")
	assert.NotContains(t, said, "warning")
}

// TestDeletionThatCannotBeShown is told all the same.
func TestDeletionThatCannotBeShown(t *testing.T) {
	status, said := deletes(t, ikeexttest.Config{}, fullDisk{})
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, said, "note: deleted security association 3 of 127.0.0.1\n")
}
