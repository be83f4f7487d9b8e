package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// syncedText is a standard error that may be read while it is written.
type syncedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *syncedText) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *syncedText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// served is `remoteike serve` with a configuration, and a simulated host to read.
type served struct {
	*testing.T
	config string
	url    string
	log    syncedText
	stop   func() int
}

func newServed(t *testing.T, more string, args ...string) *served {
	t.Helper()
	host, err := ikeexttest.Start(ikeexttest.Config{Users: map[string]string{scriptUser: scriptPassword}, Statistics: demoStatistics})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, host.Close()) })
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte(scriptPassword+"\n"), 0o600))
	s := &served{T: t, config: filepath.Join(dir, "config.yaml")}
	s.write(fmt.Sprintf(`allow: [127.0.0.1]
auth_profiles:
  default: {user: %s, password_file: secret, mechanism: ntlm}
modules:
  default: {epm_port: %d, doors: [rpc]}
targets:
  - host: 127.0.0.1
    labels: {site: graz}
%s`, scriptUser, host.EPMPort(), more))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	args = append([]string{"serve", "--config", s.config, "--web.listen-address", "127.0.0.1:0"}, args...)
	go func() { ended <- run(ctx, args, strings.NewReader(""), io.Discard, &s.log) }()
	s.stop = sync.OnceValue(func() int { cancel(); return <-ended })
	t.Cleanup(func() {
		s.stop()
		assert.NotContains(t, s.log.String(), scriptPassword)
	})
	address := regexp.MustCompile(`msg="Listening on" address=(\S+)`)
	if !assert.Eventually(t, func() bool { return address.MatchString(s.log.String()) }, 20*time.Second, 5*time.Millisecond) {
		require.Fail(t, "it does not listen", s.log.String())
	}
	s.url = "http://" + address.FindStringSubmatch(s.log.String())[1]
	return s
}

func (s *served) write(text string) {
	s.Helper()
	require.NoError(s, os.WriteFile(s.config, []byte(text), 0o600))
}

func (s *served) get(path string, status int) string {
	s.Helper()
	response, err := http.Get(s.url + path)
	require.NoError(s, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(s, err)
	assert.Equal(s, status, response.StatusCode, "%s", body)
	assert.NotContains(s, string(body), scriptPassword)
	return string(body)
}

func TestServe(t *testing.T) {
	s := newServed(t, "", "--web.allowed-host", "ike.corp.example")
	text := s.get("/probe?target=127.0.0.1", http.StatusOK)
	assert.Contains(t, text, "\nikeext_up 1\n")
	assert.Contains(t, text, "\nikeext_main_modes_total{family=\"ipv4\",module=\"ikev2\",result=\"success\"} 94870\n")
	assert.Contains(t, s.get("/probe?target=127.0.0.2", http.StatusForbidden), "allow")
	assert.JSONEq(t, `[{"targets":["127.0.0.1"],"labels":{"site":"graz"}}]`, s.get("/http_sd", http.StatusOK))
	assert.Contains(t, s.get("/metrics", http.StatusOK), "remoteike_build_info{")
	for name, status := range map[string]int{"ike.corp.example": http.StatusOK, "evil.example": http.StatusForbidden} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/-/healthy", nil)
		require.NoError(t, err)
		request.Host = name
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, status, response.StatusCode, name)
	}
	assert.Equal(t, exitOK, s.stop())
	assert.Contains(t, s.log.String(), "msg=ending")
}

// TestServeRefuses what cannot be, before it listens.
func TestServeRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"allow: [10.0.0.1/8]\n":                               `config.yaml:1:9: "10.0.0.1/8" has bits behind its length: did you mean 10.0.0.0/8?`,
		"modules: {default: {auth_profile: x}}\n":             "config.yaml:1:11: module default names an auth profile that is not there",
		"modules: {default: {doors: [local]}}\n":              "config.yaml:1:29: must be one of rpc, wmi, winrm",
		"modules: {default: {timeout: 0s}}\n":                 "config.yaml:1:30: must be a time above zero",
		"modules: {default: {proxy: 'socks5://a:b@c:1'}}\n":   "config.yaml:1:28: must be the URL of a proxy, without a user",
		"targets: [{host: vpn01, auth_profile: x}]\n":         "config.yaml:1:11: the target names an auth profile that is not there",
		"targets: [{host: vpn01, user: me}]\n":                "config.yaml:1:11: user: the exporter signs in by profiles",
		"targets: [vpn01, VPN01]\n":                           "config.yaml:1:18: VPN01 is a target already",
		"targets: [{host: 10.0.0.0/30, spn: host/x}]\n":       "config.yaml:1:11: spn is of one host, and there are several",
		"targets: [10.0.0.0/8]\n":                             "config.yaml:1:11: more than 65536 hosts",
		"serve: {parallel: 0}\n":                              "config.yaml:1:19: must be a number, 1 to 1000000",
		"otel: {interval: 1m}\n":                              "config.yaml:1:7: otel has no endpoint",
		"otel: {endpoint: 'https://u:p@otel'}\n":              "config.yaml:1:18: must be the URL of a receiver, without a user",
		"auth_profiles: {default: {user: me, password: x}}\n": "config.yaml:1:37: password: secrets do not stand in this file",
	} {
		dir := t.TempDir()
		t.Chdir(dir)
		require.NoError(t, os.WriteFile("config.yaml", []byte(text), 0o600))
		var stderr strings.Builder
		status := run(t.Context(), []string{"serve", "--config", "config.yaml", "--web.listen-address", "127.0.0.1:0"},
			strings.NewReader(""), io.Discard, &stderr)
		assert.Equal(t, exitUsage, status, "%s%s", text, &stderr)
		assert.Contains(t, stderr.String(), want, text)
	}
}

// TestServePrints what it is asked for, without a configuration.
func TestServePrints(t *testing.T) {
	for flag, want := range map[string]string{
		"--print-scrape-config": `replacement: "127.0.0.1:9813"`,
		"--print-rules":         "alert: IKEHostDown",
		"--print-dashboard":     `"title": "remoteike"`,
	} {
		var stdout, stderr strings.Builder
		assert.Equal(t, exitOK, run(t.Context(), []string{"serve", flag}, strings.NewReader(""), &stdout, &stderr), &stderr)
		assert.Contains(t, stdout.String(), want)
		assert.Empty(t, stderr.String())
	}
}

// TestServePrintsAddresses as Prometheus sees them, or none.
func TestServePrintsAddresses(t *testing.T) {
	for _, address := range []string{":9813", "0.0.0.0:9813", "[::]:9813"} {
		var stdout, stderr strings.Builder
		args := []string{"serve", "--print-scrape-config", "--web.listen-address", "ike1:9813", "--web.listen-address", address}
		assert.Equal(t, exitUsage, run(t.Context(), args, strings.NewReader(""), &stdout, &stderr))
		assert.Contains(t, stderr.String(), "Prometheus finds no exporter at "+address)
		assert.Empty(t, stdout.String())
	}
}

// TestServePushes the targets, to a receiver that only counts.
func TestServePushes(t *testing.T) {
	pushed := make(chan string, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { pushed <- r.URL.Path }))
	t.Cleanup(receiver.Close)
	newServed(t, fmt.Sprintf("otel: {endpoint: '%s', interval: 1h}\n", receiver.URL))
	select {
	case path := <-pushed:
		assert.Equal(t, "/v1/metrics", path)
	case <-time.After(20 * time.Second):
		assert.Fail(t, "nothing was pushed")
	}
}
