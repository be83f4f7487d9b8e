package integration_test

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationImpacketEndpointMap lets impacket read the simulated host's endpoint
// map, in one page and in several.
func TestIntegrationImpacketEndpointMap(t *testing.T) {
	peers.FindImpacket(t)
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.Stock2016})
	for _, most := range []int{500, 2, 1} {
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
		defer cancel()
		cmd := exec.CommandContext(ctx, peers.Python, "impacket/epm.py",
			"--port", strconv.Itoa(host.EPMPort()), "--most", strconv.Itoa(most))
		var stderr strings.Builder
		cmd.Stderr = &stderr
		output, err := cmd.Output()
		require.NoError(t, err, "%s", &stderr)
		const engine = "LRPC-5fc2a61e3d1a5d8e27"
		assert.Equal(t, strings.Join([]string{
			"A398E520-D59A-4BDD-AA7A-3C1E0303A511 v1.0 | IKE/Authip API | " + host.Endpoint(),
			"A398E520-D59A-4BDD-AA7A-3C1E0303A511 v1.0 | IKE/Authip API | ncalrpc:[LRPC-8a7c61b5c0bf15dcd1]",
			`A398E520-D59A-4BDD-AA7A-3C1E0303A511 v1.0 | IKE/Authip API | ncacn_np:\\SIMHOST[\PIPE\atsvc]`,
			"DD490425-5325-4565-B774-7E27D6C09C24 v1.0 | Base Firewall Engine API | ncalrpc:[" + engine + "]",
			"2FB92682-6599-42DC-AE13-BD2CA89BD11C v1.0 | Fw APIs | ncalrpc:[" + engine + "]",
			"7F9D11BF-7FB9-436B-A812-B2D50C5D4C03 v1.0 | Fw APIs | ncalrpc:[" + engine + "]",
			"F47433C3-3E9D-4157-AAD4-83AA1F5C2D4C v1.0 | Fw APIs | ncalrpc:[" + engine + "]",
		}, "\n"), strings.TrimSpace(string(output)), "%d at a time", most)
	}
}
