//go:build unix

package main

import (
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServeReloadsByHangup(t *testing.T) {
	s := newServed(t, "")
	hangUp := func(want string) {
		require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
		require.Eventually(t, func() bool { return strings.Contains(s.log.String(), want) }, 20*time.Second, 5*time.Millisecond, want)
	}
	s.write("alow: []\n")
	hangUp(`config.yaml:1:1: unknown key alow`)
	assert.Contains(t, s.get("/metrics", http.StatusOK), "\nremoteike_config_last_reload_successful 0\n")
	s.get("/probe?target=127.0.0.1", http.StatusOK)
	s.write("allow: [127.0.0.2]\nauth_profiles: {default: {mechanism: none}}\n")
	hangUp(`msg="configuration loaded"`)
	s.get("/probe?target=127.0.0.1", http.StatusForbidden)
	assert.Contains(t, s.get("/metrics", http.StatusOK), "\nremoteike_config_last_reload_successful 1\n")
	assert.NotContains(t, s.log.String(), "otel")
	s.write("allow: [127.0.0.2]\notel: {endpoint: 'http://127.0.0.1:1'}\n")
	hangUp("otel has changed in the configuration, which counts after a restart")
}
