package integration_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jcmturner/gokrb5/v8/iana/etypeID"
	"github.com/jcmturner/gokrb5/v8/keytab"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// exporter is `remoteike serve` as it is built, in a process of its own.
type exporter struct {
	*testing.T
	url, log string
}

// startExporter starts it with a configuration.
func startExporter(t *testing.T, config string) *exporter {
	t.Helper()
	dir := t.TempDir()
	e := &exporter{T: t, url: "http://127.0.0.1:" + strconv.Itoa(freePort(t)), log: filepath.Join(dir, "log")}
	command := filepath.Join(dir, "remoteike")
	said, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", command, "../cmd/remoteike").CombinedOutput()
	require.NoError(t, err, "%s", said)
	file := filepath.Join(dir, "config.yaml")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	log, err := os.Create(e.log)
	require.NoError(t, err)
	defer log.Close()
	serve := exec.Command(command, "serve", "-v", "--config", file, "--web.enable-lifecycle",
		"--web.listen-address", strings.TrimPrefix(e.url, "http://"))
	serve.Stderr = log
	require.NoError(t, serve.Start())
	t.Cleanup(func() {
		assert.NoError(t, serve.Process.Signal(syscall.SIGTERM))
		assert.NoError(t, serve.Wait(), e.said())
	})
	require.Eventually(t, func() bool {
		response, err := http.Get(e.url + "/-/ready")
		if err == nil {
			response.Body.Close()
		}
		return err == nil
	}, 20*time.Second, 20*time.Millisecond, "it does not listen: %s", e.said())
	return e
}

// said is its log so far.
func (e *exporter) said() string {
	e.Helper()
	text, err := os.ReadFile(e.log)
	require.NoError(e, err)
	return string(text)
}

// do sends a request, which has to be answered well.
func (e *exporter) do(method, path string) string {
	e.Helper()
	request, err := http.NewRequestWithContext(e.Context(), method, e.url+path, nil)
	require.NoError(e, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(e, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(e, err)
	require.Equal(e, http.StatusOK, response.StatusCode, "%s", text)
	return string(text)
}

func (e *exporter) probe(host string) string {
	e.Helper()
	return e.do(http.MethodGet, "/probe?target="+host)
}

// TestIntegrationServeKerberos reads hosts of two realms through the exporter, signed
// in to by the tickets of somebody else's KDC. A key that the KDC refuses is shown to
// it once, until there is another in the same file.
func TestIntegrationServeKerberos(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	peers.Attempt{
		Mechanism: "spnego with kerberos", Credential: "serve, keytab; another key before", Transport: "tcp", Level: "privacy",
		Peer: "MIT KDC, simulated host", End: "415 values",
	}.Note(t)
	host, err := ikeexttest.Start(ikeexttest.Config{Statistics: expectedStatistics, Keytab: p.Keytab, Users: map[string]string{}})
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Empty(t, host.Violations())
		assert.NoError(t, host.Close())
	})
	keys := filepath.Join(t.TempDir(), "auditor.keytab")
	const wrong = "not the key of anybody"
	stale := keytab.New()
	require.NoError(t, stale.AddEntry(mit.User, peers.MITRealm, wrong, time.Now(), 1, etypeID.AES256_CTS_HMAC_SHA1_96))
	text, err := stale.Marshal()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(keys, text, 0o600))
	e := startExporter(t, fmt.Sprintf(`allow: [127.0.0.1]
auth_profiles:
  default: {user: '%s', keytab: '%s', krb5_conf: '%s', require_kerberos: true}
modules:
  default: {epm_port: %d, doors: [rpc]}
targets:
  - {host: %s, target_ip: 127.0.0.1}
  - {host: %s, target_ip: 127.0.0.1}
`, mitUser(mit), keys, mit.KRB5Conf, host.EPMPort(), peers.MITHost, peers.MITChildHost))
	before := len(kdcLog(t, mit))
	hosts := []string{peers.MITHost, peers.MITChildHost}

	for range 2 { // before a reload, and after it
		for range 2 {
			for _, name := range hosts {
				answer := e.probe(name)
				assert.Contains(t, answer, "\nikeext_up 0\n")
				assert.Contains(t, answer, `class="authentication_failed"`)
			}
		}
		assert.Contains(t, e.do(http.MethodGet, "/metrics"), `remoteike_auth_profile_refused{auth="default"} 1`)
		e.do(http.MethodPost, "/-/reload")
	}
	log := kdcLog(t, mit)[before:]
	assert.Equal(t, 1, strings.Count(log, "PREAUTH_FAILED: "+mit.User+"@"), log)
	assert.Empty(t, host.Calls())

	text, err = os.ReadFile(mit.Keytab)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(keys, text, 0o600))
	e.do(http.MethodPost, "/-/reload")
	before = len(kdcLog(t, mit))
	const value = ikeext.Field(200)
	for range 3 {
		for _, name := range hosts {
			answer := e.probe(name)
			require.Contains(t, answer, "\nikeext_up 1\n", e.said())
			assert.Contains(t, answer, `mechanism="kerberos"`)
			assert.Contains(t, answer, fmt.Sprintf(" %v\n", float64(expected(value))))
		}
	}
	own := e.do(http.MethodGet, "/metrics")
	assert.Contains(t, own, `remoteike_auth_profile_refused{auth="default"} 0`)
	assert.Contains(t, own, "\nremoteike_session_reuses_total 4\n")
	issued := strings.Join(issues(kdcLog(t, mit)[before:]), "\n")
	assert.Equal(t, 1, strings.Count(issued, "AS_REQ "), "a ticket of the profile serves all hosts: %s", issued)
	signedIn := 0
	for _, call := range host.Calls() {
		if call.Interface == "ikeext" {
			assert.Equal(t, mitUser(mit), call.User)
			signedIn++
		}
	}
	assert.Equal(t, 6, signedIn)
	assert.NotContains(t, e.said()+own, wrong)
}
