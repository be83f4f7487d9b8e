package integration_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationKerberosWinRM reads by WinRM, and by default where nothing else is
// open, with tickets of somebody else's KDC.
func TestIntegrationKerberosWinRM(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	doors := map[string][]ikeext.Door{"winrm": {ikeext.DoorWinRM}, "by default": nil}
	for name, credential := range wmiCredentials(t, mit) {
		for path, list := range doors {
			for _, w := range ways[2:] {
				t.Run(name+"/"+path+"/"+w.name, func(t *testing.T) {
					peers.Attempt{
						Mechanism: w.name, Credential: name, Transport: "winrm", Level: "privacy",
						Peer: "MIT KDC, simulated host", End: "75 and 16 values",
					}.Note(t)
					host, err := ikeexttest.Start(ikeexttest.Config{
						Profile: ikeexttest.WinRMOnly, Statistics: expectedStatistics, Keytab: p.Keytab, Users: map[string]string{},
					})
					require.NoError(t, err)
					defer func() { assert.NoError(t, host.Close()) }()
					cfg := kerberosAccount(mit, peers.GSSAPI{EPMPort: host.EPMPort()}, ikeext.LevelPrivacy)
					credential(cfg)
					cfg.Auth, cfg.Doors, cfg.WinRMPort, cfg.Transport = w.auth, list, host.WinRMPort(), ikeext.TransportTCP
					snapshot, err := readFrom(t, peers.MITHost, cfg)
					require.NoError(t, err)
					requireFromWMI(t, snapshot)
					assert.Equal(t, ikeext.DoorWinRM, snapshot.Door)
					assert.Equal(t, "kerberos", snapshot.Auth.Mechanism)
					assert.Equal(t, list == nil, snapshot.Tried != nil)
					assert.Empty(t, host.Violations())
					for _, call := range host.Calls() {
						assert.Equal(t, mitUser(mit), call.User)
					}
				})
			}
		}
	}
}
