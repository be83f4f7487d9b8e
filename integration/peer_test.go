// Package integration_test runs the client against real peers, by its public API
// and by the command. See README.md for what each peer proves.
package integration_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// expected is the rule by which the GSSAPI server makes its values.
func expected(f ikeext.Field) uint32 {
	return uint32(uint64(f)*2654435761 + 12345)
}

// limited returns a context in which a test against a peer must be through.
func limited(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// read signs in at the peer on this machine and reads the statistics once.
func read(t *testing.T, cfg *ikeext.Config) (*ikeext.Snapshot, error) {
	t.Helper()
	return readFrom(t, "127.0.0.1", cfg)
}

// readFrom is read for a peer that the client calls by a name.
func readFrom(t *testing.T, host string, cfg *ikeext.Config) (*ikeext.Snapshot, error) {
	t.Helper()
	ctx := limited(t)
	client, err := ikeext.Dial(ctx, host, cfg)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { assert.NoError(t, client.Close()) })
	return client.Statistics(ctx)
}

// requireExpected compares all values with the rule.
func requireExpected(t *testing.T, snapshot *ikeext.Snapshot) {
	t.Helper()
	for f := range ikeext.Field(ikeext.FieldCount) {
		got, ok := snapshot.Lookup(f)
		require.True(t, ok, "%v was not read", f)
		require.Equal(t, expected(f), got, "%v", f)
	}
}

// account is the peer's account as a configuration, for its mapper.
func account(p peers.GSSAPI, level ikeext.Level) *ikeext.Config {
	return &ikeext.Config{
		User: p.User, Domain: p.Domain, Password: ikeext.NewSecret(p.Password),
		Auth: ikeext.AuthNTLM, Level: level, EPMPort: p.EPMPort, Doors: rpcAlone(),
	}
}

// rpcAlone are the doors of peers that have nothing but RPC: the ports of the
// others may be those of somebody else on this machine.
func rpcAlone() []ikeext.Door { return []ikeext.Door{ikeext.DoorRPC} }

// startServer starts a GSSAPI server with options of its own beside the peer,
// whose accounts it shares, and ends it with the test.
func startServer(t *testing.T, p peers.GSSAPI, options ...string) peers.GSSAPI {
	t.Helper()
	dir := t.TempDir()
	ports := filepath.Join(dir, "ports")
	p.Log = filepath.Join(dir, "log")
	args := append([]string{
		"gssapi/server.py", "--until-eof", "--users", p.Users, "--keytab", p.Keytab, "--state", ports, "--log", p.Log,
	}, options...)
	// Not the first python3 in the path: that one may not see Debian's modules.
	cmd := exec.Command("/usr/bin/python3", args...)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+p.KRB5Conf)
	var output strings.Builder
	cmd.Stdout, cmd.Stderr = &output, &output
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = stdin.Close()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			t.Error("the server did not end with its standard input")
			_ = cmd.Process.Kill()
			<-ended
		}
	})
	require.Eventually(t, func() bool {
		select {
		case err := <-ended:
			ended <- err
			return true
		default:
			_, err := os.Stat(ports)
			return err == nil
		}
	}, 20*time.Second, 20*time.Millisecond)
	content, err := os.ReadFile(ports)
	if err != nil {
		stdin.Close()
		require.NoError(t, err, "the server ended: %v\n%s", <-ended, &output)
	}
	p.Port, p.EPMPort = port(t, content, "PORT"), port(t, content, "EPM_PORT")
	return p
}

func port(t *testing.T, content []byte, key string) int {
	t.Helper()
	for line := range strings.Lines(string(content)) {
		if value, ok := strings.CutPrefix(line, key+"="); ok {
			n, err := strconv.Atoi(strings.TrimSpace(value))
			require.NoError(t, err)
			return n
		}
	}
	t.Fatalf("no %s in %q", key, content)
	return 0
}

// event is a line of the server's log.
type event struct {
	Event      string
	Verified   *bool
	Accepted   *bool
	Mechanism  string
	AuthType   int  `json:"auth_type"`
	AuthLevel  int  `json:"auth_level"`
	HeaderSign bool `json:"header_sign"`
	User       string
	Status     uint32
	Interface  string
	Opnum      int
}

// events returns what the server noted under a name.
func events(t *testing.T, p peers.GSSAPI, name string) []event {
	t.Helper()
	content, err := os.ReadFile(p.Log)
	require.NoError(t, err)
	var found []event
	for line := range strings.Lines(string(content)) {
		var e event
		require.NoError(t, json.Unmarshal([]byte(line), &e))
		if e.Event == name {
			found = append(found, e)
		}
	}
	return found
}
