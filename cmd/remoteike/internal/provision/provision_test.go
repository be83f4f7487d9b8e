package provision_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/provision"
	"github.com/remoteike/remoteike/integration/peers"
)

// write puts a text into a file of a folder.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func promtool(t *testing.T, args ...string) {
	t.Helper()
	said, err := exec.CommandContext(t.Context(), peers.FindProgram(t, "promtool"), args...).CombinedOutput()
	require.NoError(t, err, "%s", said)
}

func TestIntegrationRules(t *testing.T) {
	rules, err := provision.Rules()
	require.NoError(t, err)
	dir := t.TempDir()
	promtool(t, "check", "rules", write(t, dir, "rules.yml", rules))
	cases, err := os.ReadFile("testdata/rules_test.yml")
	require.NoError(t, err)
	promtool(t, "test", "rules", write(t, dir, "rules_test.yml", string(cases)))
	for _, alert := range regexp.MustCompile(`alert: (\w+)`).FindAllStringSubmatch(rules, -1) {
		assert.Contains(t, string(cases), "alertname: "+alert[1]+"\n", "not shown to fire")
	}
}

func TestIntegrationScrapeConfig(t *testing.T) {
	for _, s := range []provision.Scrape{
		{Exporters: []string{"127.0.0.1:9813"}},
		{Exporters: []string{"a:9813", "b:9813", "[2001:db8::1]:9813"}, TLS: true},
	} {
		text, err := s.Config()
		require.NoError(t, err)
		dir := t.TempDir()
		if s.TLS {
			write(t, dir, "ca.pem", "")
			write(t, dir, "password", "x")
		}
		promtool(t, "check", "config", "--syntax-only", write(t, dir, "prometheus.yml", text))
		assert.Equal(t, s.TLS, strings.Contains(text, "scheme: https"))
	}
}

// TestScrapeConfigDivides the hosts among the exporters.
func TestScrapeConfigDivides(t *testing.T) {
	text, err := provision.Scrape{Exporters: []string{"a:1", "b:2"}}.Config()
	require.NoError(t, err)
	assert.Contains(t, text, "modulus: 2\n")
	assert.Contains(t, text, "regex: \"0\"\n        target_label: __address__\n        replacement: \"a:1\"\n")
	assert.Contains(t, text, "regex: \"1\"\n        target_label: __address__\n        replacement: \"b:2\"\n")
}

// known are the metrics that there are.
func known(t *testing.T, rules string) map[string]bool {
	names := map[string]bool{"remoteike_auth_profile_refused": true, "remoteike_probes_refused_total": true, "remoteike_config_last_reload_successful": true}
	for _, m := range metrics.All() {
		names[m.Name] = true
	}
	for _, record := range regexp.MustCompile(`record: (\S+)`).FindAllStringSubmatch(rules, -1) {
		names[record[1]] = true
	}
	return names
}

// TestNoOtherMetrics has rules and dashboard ask for none that does not exist.
func TestNoOtherMetrics(t *testing.T) {
	rules, err := provision.Rules()
	require.NoError(t, err)
	board, err := provision.Dashboard()
	require.NoError(t, err)
	names := known(t, rules)
	found := regexp.MustCompile(`\b(job_\w+:)?(ikeext|remoteike)_\w+(:\w+)?`).FindAllString(rules+board, -1)
	require.Greater(t, len(found), 40)
	for _, name := range found {
		assert.True(t, names[name], name)
	}
}

// TestIntegrationDashboard has promtool parse the expressions of every panel.
func TestIntegrationDashboard(t *testing.T) {
	text, err := provision.Dashboard()
	require.NoError(t, err)
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &board))
	type rule struct{ Record, Expr string }
	var rules []rule
	for _, p := range board.Panels {
		require.NotEmpty(t, p.Targets, p.Title)
		for _, target := range p.Targets {
			rules = append(rules, rule{"x", strings.ReplaceAll(target.Expr, "$__rate_interval", "5m")})
		}
	}
	file, err := yaml.Marshal(map[string]any{"groups": []any{map[string]any{"name": "panels", "rules": rules}}})
	require.NoError(t, err)
	promtool(t, "check", "rules", "--lint=none", write(t, t.TempDir(), "panels.yml", string(file)))
}
