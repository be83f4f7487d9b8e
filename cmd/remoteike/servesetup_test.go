package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/exporter"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
	"github.com/remoteike/remoteike/ikeext"
)

// TestSetup has every key of the file arrive where it belongs.
func TestSetup(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("pw\n"), 0o600))
	name := filepath.Join(dir, "config.yaml")
	require.NoError(t, os.WriteFile(name, []byte(`
allow: [10.0.0.0/8]
auth_profiles:
  corp: {user: 'CORP\me', password_file: secret, mechanism: ntlm, level: integrity, dc: dc1, require_kerberos: false}
  tickets: {use_tickets: true}
modules:
  far:
    auth_profile: corp
    doors: [winrm, rpc]
    transport: np
    engine: skip
    epm_port: 1
    smb_port: 2
    winrm_port: 3
    https: true
    proxy: socks5://127.0.0.1:1080
    timeout: 4s
    stage_timeout: 5s
    errors: all
targets:
  - 10.0.0.0/30
  - {host: VPN01, auth_profile: corp, target_ip: 10.0.0.9, spn: host/x, endpoint: 'ncacn_ip_tcp:[6]', engine_endpoint: 'ncacn_ip_tcp:[7]', epm_port: 8, smb_port: 9, winrm_port: 10, door: wmi, labels: {site: graz}}
serve: {parallel: 11, queue: 12, sessions: 13, idle: 14s, refusal_pause: 15s}
otel: {endpoint: 'https://otel:4318', interval: 16s, ca: ca.pem}
`), 0o600))
	file, err := loadServed(name)
	require.NoError(t, err)
	setup, err := newSetup(file, slog.New(slog.DiscardHandler))
	require.NoError(t, err)

	m := setup.Reader.Modules["far"]
	assert.NotNil(t, m.Reach.DialContext)
	m.Reach.DialContext = nil
	assert.Equal(t, reader.Module{
		Reach: ikeext.Config{
			Doors: []ikeext.Door{ikeext.DoorWinRM, ikeext.DoorRPC}, Transport: ikeext.TransportPipe, Engine: ikeext.EngineSkip,
			EPMPort: 1, SMBPort: 2, WinRMPort: 3, HTTPS: true, StageTimeout: 5 * time.Second,
		},
		Profile: "corp", Timeout: 4 * time.Second, AllErrors: true,
	}, m)
	assert.Equal(t, []exporter.Target{
		{Host: "10.0.0.1"}, {Host: "10.0.0.2"}, {Host: "VPN01", Profile: "corp", Labels: map[string]string{"site": "graz"}},
	}, setup.Targets)
	assert.Equal(t, reader.Host{
		Profile: "corp", SPN: "host/x", TargetIP: "10.0.0.9", Endpoint: "ncacn_ip_tcp:[6]", EngineEndpoint: "ncacn_ip_tcp:[7]",
		EPMPort: 8, SMBPort: 9, WinRMPort: 10, Doors: []ikeext.Door{ikeext.DoorWMI},
	}, setup.Reader.Hosts["vpn01"])
	assert.Equal(t, reader.Limits{Parallel: 11, Queue: 12, Sessions: 13, Idle: 14 * time.Second, Pause: 15 * time.Second}, setup.Reader.Limits)
	assert.Equal(t, "https://otel:4318", file.OTel.Endpoint)
	assert.Equal(t, 16*time.Second, file.OTel.Interval)
	assert.Equal(t, filepath.Join(dir, "ca.pem"), file.OTel.CA)

	cfg, err := setup.Reader.Profiles["corp"](t.Context())
	require.NoError(t, err)
	assert.Equal(t, &ikeext.Config{
		User: `CORP\me`, Password: ikeext.NewSecret("pw"), Auth: ikeext.AuthNTLM, Level: ikeext.LevelIntegrity, KDC: "dc1",
	}, cfg)
	cfg, err = setup.Reader.Profiles["tickets"](t.Context())
	require.NoError(t, err)
	assert.Equal(t, &ikeext.Config{UseTickets: true, Auth: ikeext.AuthKerberos}, cfg)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("\n"), 0o600))
	_, err = setup.Reader.Profiles["corp"](t.Context())
	assert.EqualError(t, err, "password_file: is empty")
}
