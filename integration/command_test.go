package integration_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationCommand runs the command as it is built: with a password from the
// environment and from a file, with the tickets of kinit, with a keytab. What -v
// tells on the way holds no secret.
func TestIntegrationCommand(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	command := filepath.Join(t.TempDir(), "remoteike")
	build, err := exec.Command("go", "build", "-buildvcs=false", "-o", command, "../cmd/remoteike").CombinedOutput()
	require.NoError(t, err, "%s", build)
	file := filepath.Join(t.TempDir(), "password")
	require.NoError(t, os.WriteFile(file, []byte(p.Password+"\n"), 0o600))
	cache := "DIR:" + t.TempDir()
	kinit(t, mit, "-c", cache)

	args := []string{"stats", "--epm-port", strconv.Itoa(p.EPMPort), "-o", "json", "-v"}
	ntlm := append(args, "-u", p.Domain+`\`+p.User, "127.0.0.1")
	kerberos := append(args, "-k", "--target-ip", "127.0.0.1", peers.MITHost)
	principal := append(args, "-u", mit.User+"@"+peers.MITRealm, "--target-ip", "127.0.0.1", peers.MITHost)
	for name, run := range map[string]*exec.Cmd{
		"password from the environment": commandWith(limited(t), command, ntlm, "REMOTEIKE_PASSWORD="+p.Password),
		"password from a file":          commandWith(limited(t), command, append(ntlm, "--password-file", file)),
		"tickets of kinit":              commandWith(limited(t), command, kerberos, "KRB5CCNAME="+cache, "KRB5_CONFIG="+mit.KRB5Conf),
		"keytab":                        commandWith(limited(t), command, append(kerberos, "--keytab", mit.Keytab), "KRB5_CONFIG="+mit.KRB5Conf),
		"password for Kerberos":         commandWith(limited(t), command, principal, "REMOTEIKE_PASSWORD="+mit.Password, "KRB5_CONFIG="+mit.KRB5Conf),
		"AES key":                       commandWith(limited(t), command, principal, "REMOTEIKE_AES_KEY="+mit.AES256Key, "KRB5_CONFIG="+mit.KRB5Conf),
	} {
		t.Run(name, func(t *testing.T) {
			mechanism := "spnego with ntlm"
			switch {
			case slices.Contains(run.Args, "-k"):
				mechanism = "kerberos"
			case slices.Contains(run.Args, peers.MITHost):
				mechanism = "spnego with kerberos"
			}
			peers.Attempt{
				Mechanism: mechanism, Credential: "command, " + name, Level: "privacy", Peer: "GSSAPI", End: "415 values",
			}.Note(t)
			var stdout, stderr bytes.Buffer
			run.Stdout, run.Stderr = &stdout, &stderr
			require.NoError(t, run.Run(), "%s", &stderr)
			requireDocument(t, stdout.Bytes())
			assert.Contains(t, stderr.String(), "statistics read")
			for _, secret := range []string{p.Password, mit.Password, mit.AES256Key} {
				assert.NotContains(t, stdout.String()+stderr.String(), secret)
			}
		})
	}
}

// requireDocument compares the values in the command's JSON with the rule.
func requireDocument(t *testing.T, text []byte) {
	t.Helper()
	var document struct {
		Schema  string
		Results []struct{ Statistics any }
	}
	require.NoError(t, json.Unmarshal(text, &document))
	assert.Equal(t, "remoteike.stats/v1", document.Schema)
	require.Len(t, document.Results, 1)
	got := map[string]float64{}
	flatten(got, "", document.Results[0].Statistics)
	want := map[string]float64{}
	for f := range ikeext.Field(ikeext.FieldCount) {
		want[f.String()] = float64(expected(f))
	}
	assert.Equal(t, want, got)
}

// commandWith returns a command whose environment has nothing of remoteike's but
// what is given.
func commandWith(ctx context.Context, command string, args []string, env ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, command, args...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, env...)
	return cmd
}

// flatten turns nested objects and arrays into paths as Field.String writes them.
func flatten(into map[string]float64, path string, node any) {
	switch node := node.(type) {
	case map[string]any:
		for key, value := range node {
			if path != "" {
				key = path + "." + key
			}
			flatten(into, key, value)
		}
	case []any:
		for i, value := range node {
			flatten(into, path+"["+strconv.Itoa(i)+"]", value)
		}
	case float64:
		into[path] = node
	}
}
