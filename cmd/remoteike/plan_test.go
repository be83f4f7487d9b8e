package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// write puts a file into a directory, for its owner alone.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	name = filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// planOf makes the targets of a file of targets and flags.
func planOf(t *testing.T, yaml, configuration string, flags ...string) ([]ikeext.Target, error) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "secret", "s3cret\n")
	flags = append(flags, "--config", write(t, dir, "config.yaml", configuration))
	a := &app{stdin: strings.NewReader("piped\n"), stderr: new(bytes.Buffer)}
	cmd := &cobra.Command{}
	conn := addConnection(cmd)
	addOutput(cmd)
	require.NoError(t, cmd.ParseFlags(flags))
	require.NoError(t, conn.applyEnvironment())
	require.NoError(t, conn.readConfig())
	require.NoError(t, conn.applyDefaults())
	hosts, err := a.targets([]string{"@" + write(t, dir, "hosts.yaml", yaml)}, shard{})
	require.NoError(t, err)
	return a.plan(t.Context(), conn, hosts, nil)
}

const twoProfiles = `auth_profiles:
  one: {user: 'CORP\one', mechanism: ntlm, password_file: secret, dc: dc1, krb5_conf: /one, level: integrity}
  two: {user: two, domain: LAB, mechanism: ntlm, password_file: secret, require_kerberos: false}
`

func TestPlan(t *testing.T) {
	list, err := planOf(t, `targets:
  - a
  - b
  - {host: c, labels: {site: x}}
  - {host: d, auth_profile: one}
  - {host: e, auth_profile: one, labels: {site: y}}
  - {host: f, auth_profile: two}
  - {host: g, auth_profile: two, user: other}
  - {host: h, user: 'CORP\own'}
  - {host: i, spn: host/i, target_ip: 192.0.2.1, endpoint: 'ncacn_ip_tcp:[1]', engine_endpoint: 'ncacn_ip_tcp:[2]'}
  - {host: j, epm_port: 1, smb_port: 2, winrm_port: 3, door: wmi}
  - {host: k, door: auto, auth_profile: one}
`, twoProfiles, "-u", `CORP\run`, "--auth", "ntlm", "--password-stdin", "--door", "rpc", "--level", "privacy")
	require.NoError(t, err)
	by := map[string]*ikeext.Config{}
	for _, target := range list {
		by[target.Host] = target.Config
		assert.Same(t, list[0].Config.Tickets, target.Config.Tickets, "one for the run")
	}
	assert.Same(t, by["a"], by["b"])
	assert.Same(t, by["a"], by["c"], "labels are no difference")
	assert.Same(t, by["d"], by["e"])

	run := *by["a"]
	assert.Equal(t, `CORP\run`, run.User)
	assert.Equal(t, ikeext.NewSecret("piped"), run.Password)

	one := run
	one.User, one.Password, one.KDC, one.KRB5Conf = `CORP\one`, ikeext.NewSecret("s3cret"), "dc1", "/one"
	assert.Equal(t, &one, by["d"], "the flag of the level comes before the profile")
	two := run
	two.User, two.Domain, two.Password = "two", "LAB", ikeext.NewSecret("s3cret")
	assert.Equal(t, &two, by["f"])
	other := two
	other.User, other.Domain = "other", ""
	assert.Equal(t, &other, by["g"])
	own := run
	own.User = `CORP\own`
	assert.Equal(t, &own, by["h"], "what was piped can be read once and serves twice")

	i := run
	i.SPN, i.TargetIP, i.Endpoint, i.EngineEndpoint = "host/i", "192.0.2.1", "ncacn_ip_tcp:[1]", "ncacn_ip_tcp:[2]"
	assert.Equal(t, &i, by["i"])
	j := run
	j.EPMPort, j.SMBPort, j.WinRMPort, j.Doors = 1, 2, 3, []ikeext.Door{ikeext.DoorWMI}
	assert.Equal(t, &j, by["j"])
	k := one
	k.Doors = nil
	assert.Equal(t, &k, by["k"])
}

// TestPlanKeepsPrecedence: flag, environment, profile, defaults.
func TestPlanKeepsPrecedence(t *testing.T) {
	configuration := twoProfiles + "defaults: {level: connect, dc: dc9, auth_profile: one}\n"
	for name, c := range map[string]struct {
		flags     []string
		variables map[string]string
		level     ikeext.Level
		kdc, user string
	}{
		"profile":     {nil, nil, ikeext.LevelIntegrity, "dc1", `CORP\one`},
		"defaults":    {[]string{"--auth-profile", "two"}, nil, ikeext.LevelConnect, "dc9", "two"},
		"environment": {nil, map[string]string{"REMOTEIKE_LEVEL": "privacy", "REMOTEIKE_DC": "dc5"}, ikeext.LevelPrivacy, "dc5", `CORP\one`},
		"flag":        {[]string{"--level", "privacy", "--dc", "dc7"}, map[string]string{"REMOTEIKE_DC": "dc5"}, ikeext.LevelPrivacy, "dc7", `CORP\one`},
		"the user of a flag": {
			[]string{"-u", "me", "--password-stdin", "--auth", "ntlm"}, nil, ikeext.LevelConnect, "dc9", "me",
		},
		"the user of the environment": {
			[]string{"--auth", "ntlm"}, map[string]string{"REMOTEIKE_USER": "me", "REMOTEIKE_PASSWORD": "x"}, ikeext.LevelConnect, "dc9", "me",
		},
	} {
		t.Run(name, func(t *testing.T) {
			for name, value := range c.variables {
				t.Setenv(name, value)
			}
			list, err := planOf(t, "targets: [a]", configuration, c.flags...)
			require.NoError(t, err)
			cfg := list[0].Config
			assert.Equal(t, c.user, cfg.User)
			assert.Equal(t, c.level, cfg.Level)
			assert.Equal(t, c.kdc, cfg.KDC)
		})
	}
}

// TestPlanReachesHosts has the hosts tell who signed in.
func TestPlanReachesHosts(t *testing.T) {
	host, err := ikeexttest.Start(ikeexttest.Config{Users: map[string]string{"one": "s3cret", "two": "s3cret", "run": "s3cret"}})
	require.NoError(t, err)
	defer host.Close()
	dir := t.TempDir()
	write(t, dir, "secret", "s3cret")
	configuration := write(t, dir, "config.yaml", "auth_profiles: {lab: {user: 'LAB\\one', password_file: secret}}\n")
	hosts := write(t, dir, "hosts.yaml", fmt.Sprintf(`targets:
  - {host: vpn01, target_ip: 127.0.0.1, epm_port: %[1]d, auth_profile: lab}
  - {host: vpn02, target_ip: 127.0.0.1, epm_port: %[1]d, user: 'CORP\two'}
  - {host: vpn03, target_ip: 127.0.0.1, epm_port: %[1]d}
`, host.EPMPort()))
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitOK, run(t.Context(), []string{
		"stats", "--config", configuration, "-u", `CORP\run`, "--password-file", filepath.Join(dir, "secret"), "--auth", "ntlm",
		"--door", "rpc", "--engine", "skip", "-o", "ndjson", "@" + hosts,
	}, strings.NewReader(""), &stdout, &stderr), stderr.String())
	var users []string
	for _, c := range host.Calls() {
		if c.Interface == "ikeext" {
			users = append(users, c.User)
		}
	}
	slices.Sort(users)
	assert.Equal(t, []string{`CORP\run`, `CORP\two`, `LAB\one`}, slices.Compact(users))
	assert.NotContains(t, stdout.String()+stderr.String(), "s3cret")
}
