package integration_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationReferral signs in at a host of another realm. Without
// domain_realm only the KDC knows which realm that is.
func TestIntegrationReferral(t *testing.T) {
	p, mit := peers.FindGSSAPI(t), peers.FindMIT(t)
	for view, conf := range map[string]string{"referral": mit.KRB5Conf, "domain_realm": mit.MappedConf} {
		for name, credential := range kerberosCredentials(t, mit) {
			for _, w := range ways[2:] {
				t.Run(view+"/"+name+"/"+w.name, func(t *testing.T) {
					w.note(t, name+", cross-realm by "+view, ikeext.LevelPrivacy, "415 values")
					server := startServer(t, p)
					before := kdcLog(t, mit)
					cfg := kerberosAccount(mit, server, ikeext.LevelPrivacy)
					credential(cfg)
					cfg.Auth, cfg.KRB5Conf = w.auth, conf
					snapshot, err := readFrom(t, peers.MITChildHost, cfg)
					require.NoError(t, err)
					requireExpected(t, snapshot)
					w.requireSignedIn(t, server, mitUser(mit))
					issued := issues(kdcLog(t, mit)[len(before):])
					assert.Contains(t, issued, "TGS_REQ krbtgt/CHILD.MIT.TEST@MIT.TEST")
				})
			}
		}
	}
}

// kdcLog is what the KDC of the MIT peer's first realm wrote so far.
func kdcLog(t *testing.T, mit peers.MIT) string {
	t.Helper()
	content, err := os.ReadFile(mit.KDCLog)
	require.NoError(t, err)
	return string(content)
}

// issue is a ticket that a KDC issued, in its log.
var issue = regexp.MustCompile(`(AS_REQ|TGS_REQ) .*: ISSUE: .* for (\S+)`)

// issues are the tickets that a KDC issued.
func issues(log string) []string {
	var found []string
	for _, match := range issue.FindAllStringSubmatch(log, -1) {
		found = append(found, match[1]+" "+match[2])
	}
	return found
}
