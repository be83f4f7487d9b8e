package ikeext_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// TestCheckReachesNobody finds what is wrong, and has nothing to say otherwise.
func TestCheckReachesNobody(t *testing.T) {
	var r refusing
	cfg := &ikeext.Config{Auth: ikeext.AuthNTLM, User: "auditor", Password: ikeext.NewSecret("x"), DialContext: r.dial}
	require.NoError(t, ikeext.Check("vpn01", cfg))
	cfg.Endpoint = "nonsense"
	var config *ikeext.ConfigError
	require.ErrorAs(t, ikeext.Check("vpn01", cfg), &config)
	assert.Equal(t, "Endpoint", config.Field)
	require.ErrorAs(t, ikeext.Check("vpn01", nil), &config)
	assert.Equal(t, "User", config.Field)
	assert.Empty(t, r.dialled)
}
