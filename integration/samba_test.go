package integration_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationSambaNotRegistered asks Samba's endpoint mapper for IKEEXT, which
// no Samba has.
func TestIntegrationSambaNotRegistered(t *testing.T) {
	samba := peers.FindSamba(t)
	for _, auth := range []ikeext.Auth{ikeext.AuthNone, ikeext.AuthNTLM} {
		peers.Attempt{Mechanism: string(auth), Credential: "not asked for", Peer: "Samba", End: "not registered (1753)"}.Note(t)
		cfg := &ikeext.Config{Auth: auth, DialContext: samba.DialContext, Doors: rpcAlone()}
		if auth != ikeext.AuthNone {
			cfg.User, cfg.Domain, cfg.Password = samba.User, samba.Domain, ikeext.NewSecret(samba.Password)
		}
		_, err := read(t, cfg)
		require.ErrorIs(t, err, ikeext.ErrNotRegistered)
		var failure *ikeext.Error
		require.ErrorAs(t, err, &failure)
		assert.EqualValues(t, "epm", failure.Stage)
		assert.EqualValues(t, 1753, failure.Code)
	}
}

// TestIntegrationSambaRejected binds IKEEXT on the mapper's own port: Samba
// rejects it in the bind's result list.
func TestIntegrationSambaRejected(t *testing.T) {
	samba := peers.FindSamba(t)
	_, err := read(t, &ikeext.Config{
		Auth: ikeext.AuthNone, DialContext: samba.DialContext, Endpoint: "ncacn_ip_tcp:[135]",
	})
	require.ErrorIs(t, err, ikeext.ErrNotRegistered)
	var failure *ikeext.Error
	require.ErrorAs(t, err, &failure)
	assert.EqualValues(t, "bind", failure.Stage)
}
