package integration_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// associations lists all that a server has, by pages of a size.
func associations(t *testing.T, host string, cfg *ikeext.Config, page int) (sas []*ikeext.SecurityAssociation) {
	t.Helper()
	cfg.SAPageSize = page
	client, err := ikeext.Dial(limited(t), host, cfg)
	require.NoError(t, err)
	for sa, err := range client.SecurityAssociations(limited(t), nil) {
		require.NoError(t, err)
		sas = append(sas, sa)
	}
	require.NoError(t, client.Close())
	return sas
}

// TestIntegrationGSSAPIAssociations lists security associations that neither side made:
// the server puts pages together of the vectors by which the stubs are proved.
func TestIntegrationGSSAPIAssociations(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for _, w := range ways {
		for level := range levels {
			t.Run(w.name+"/"+string(level), func(t *testing.T) {
				w.note(t, "password", level, "security associations")
				server := startServer(t, p, "--fragment=200")
				host, cfg := w.account(t, server, level)

				single := associations(t, host, cfg, 1)
				require.Len(t, single, 7)
				for i, sa := range single {
					assert.EqualValues(t, 2, *sa.ID)
					assert.Equal(t, ikeext.KeyModuleIKEv2, sa.KeyModule)
					assert.Equal(t, &ikeext.UDPEncapsulation{LocalPort: 14, RemotePort: 15}, sa.UDPEncapsulation)
					assert.Equal(t, netip.MustParseAddr("0.0.0.3"), sa.Traffic.LocalAddress)
					assert.Equal(t, netip.MustParseAddr("0.0.0.4"), sa.Traffic.RemoteAddress)
					assert.EqualValues(t, 5, *sa.Traffic.AuthIPFilterID)
					assert.Equal(t, 8*time.Second, *sa.Proposal.MaxLifetime)
					assert.EqualValues(t, 10, sa.Cookies.Initiator)
					assert.EqualValues(t, 11, sa.Cookies.Responder)
					assert.EqualValues(t, 13, *sa.VirtualInterfaceTunnelID)
					require.Len(t, sa.Credentials, 1)
					assert.EqualValues(t, 2*i, sa.Credentials[0].Local.Method)
				}
				several := associations(t, host, cfg, 2)
				require.Len(t, several, 3)
				assert.EqualValues(t, 2, *several[0].ID)
				assert.EqualValues(t, 14, *several[1].ID)
				assert.Equal(t, ikeext.KeyModuleIKEv2, several[1].KeyModule)
				assert.Equal(t, netip.MustParseAddr("1011:1213:1415:1617:1819:1a1b:1c1d:1e1f"), several[1].Traffic.LocalAddress)
				assert.Equal(t, netip.MustParseAddr("2021:2223:2425:2627:2829:2a2b:2c2d:2e2f"), several[1].Traffic.RemoteAddress)
				assert.Equal(t, 0x33*time.Second, *several[1].Proposal.MaxLifetime)
				require.Len(t, several[1].Credentials, 2)
				assert.Equal(t, single[0], several[2])

				assert.Equal(t, []int{1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 1, 2, 2, 3}, opnums(t, server, "Ikeext"))
			})
		}
	}
}

// opnums are the procedures of an interface that a server has answered.
func opnums(t *testing.T, p peers.GSSAPI, name string) (all []int) {
	t.Helper()
	for _, e := range events(t, p, "reply") {
		if e.Interface == name {
			all = append(all, e.Opnum)
		}
	}
	return all
}

// ruled is the rule by which the server makes value i of the engine's statistics.
func ruled(i int) uint64 { return uint64(i)*0x9E3779B97F4A7C15 + 12345 }

// numbers are those of statistics in the order of their JSON.
func numbers(t *testing.T, v any) (all []uint64) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	d := json.NewDecoder(bytes.NewReader(b))
	for {
		token, err := d.Token()
		if err != nil {
			return all
		}
		switch token := token.(type) {
		case float64:
			all = append(all, uint64(token))
		case string:
			if n, err := strconv.ParseUint(token, 10, 64); err == nil {
				all = append(all, n)
			}
		}
	}
}

// TestIntegrationGSSAPIEngine opens a session with the engine of each table, reads its
// options and statistics, and closes it. The host does not tell a build whose table is
// known, so that EngineOpen is searched for, and the rest is forced.
func TestIntegrationGSSAPIEngine(t *testing.T) {
	p := peers.FindGSSAPI(t)
	for table, want := range map[ikeext.EngineTable]struct{ ipsec, dosp, options int }{
		ikeext.EngineTableWindows7: {83, 100, 3}, ikeext.EngineTableWindows81: {84, 104, 6},
	} {
		for _, w := range ways {
			t.Run(fmt.Sprintf("%s/%s", table, w.name), func(t *testing.T) {
				w.note(t, "password", ikeext.LevelPrivacy, "statistics of the engine")
				server := startServer(t, p, "--engine", string(table))
				host, cfg := w.account(t, server, ikeext.LevelPrivacy)
				cfg.Engine = ikeext.EngineRequire

				ask := func(opnum int, f func(*ikeext.Client)) {
					cfg.ForceOpnum = opnum
					client, err := ikeext.Dial(limited(t), host, cfg)
					require.NoError(t, err)
					f(client)
					require.NoError(t, client.Close())
				}
				ask(want.ipsec, func(c *ikeext.Client) {
					s, err := c.IPsecStatistics(limited(t))
					require.NoError(t, err)
					assert.Equal(t, table, s.Source.Table)
					assert.Equal(t, w.mechanism, s.Source.Auth.Mechanism)
					values := numbers(t, s)
					require.Len(t, values, 40)
					for i, v := range values {
						if i < 26 {
							assert.Equal(t, uint32(ruled(i)), uint32(v), i)
							continue
						}
						assert.Equal(t, ruled(i), v, i)
					}
				})
				ask(want.dosp, func(c *ikeext.Client) {
					s, err := c.DoSProtectionStatistics(limited(t))
					require.NoError(t, err)
					values := numbers(t, s)
					require.Len(t, values, 18)
					for i, v := range values {
						assert.Equal(t, ruled(i), v, i)
					}
				})
				ask(0, func(c *ikeext.Client) {
					info, err := c.EngineInfo(limited(t))
					require.NoError(t, err)
					require.Len(t, info.Options, want.options)
					for i, o := range info.Options {
						assert.Equal(t, ikeext.EngineOptionValue{Option: ikeext.EngineOption(i), Value: uint32(1000 + i)}, o)
					}
				})
				calls := opnums(t, server, "Engine")
				assert.Equal(t, []int{calls[0], want.ipsec, calls[0] + 1, calls[0], want.dosp, calls[0] + 1}, calls[:6])
			})
		}
	}
}
