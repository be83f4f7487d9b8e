package render

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// Documented SIDs of services, among them that of the most widely known one.
func TestServiceSID(t *testing.T) {
	for name, want := range map[string]string{
		"TrustedInstaller": "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",
		"PolicyAgent":      "S-1-5-80-3044542841-3639452079-4096941652-1606687743-1256249853",
		"mpssvc":           "S-1-5-80-3088073201-1464728630-1879813800-1107566885-823218052",
	} {
		assert.Equal(t, want, serviceSID(name), name)
	}
	assert.Equal(t, `NT SERVICE\TrustedInstaller`, trustee(serviceSID("trustedinstaller")))
	assert.Empty(t, trustee("S-1-5-21-1-2-3-1001"))
	assert.Equal(t, "S-1-5-21-1-2-3-1001", trusteeText("S-1-5-21-1-2-3-1001"))
}

func TestGranted(t *testing.T) {
	const user, other = "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1002"
	allow := func(sid string, m ikeext.AccessMask) ikeext.ACE {
		return ikeext.ACE{Type: ikeext.AccessAllowed, SID: sid, Mask: m}
	}
	deny := func(sid string, m ikeext.AccessMask) ikeext.ACE {
		return ikeext.ACE{Type: ikeext.AccessDenied, SID: sid, Mask: m}
	}
	const stats, list = ikeext.AccessReadStats, ikeext.AccessEnum | ikeext.AccessRead
	inherited := allow(user, stats)
	inherited.Flags = 0x08
	for name, test := range map[string]struct {
		entries []ikeext.ACE
		rights  ikeext.AccessMask
		want    bool
	}{
		"nothing":                  {nil, stats, false},
		"own entry":                {[]ikeext.ACE{allow(user, stats)}, stats, true},
		"another's entry":          {[]ikeext.ACE{allow(other, stats)}, stats, false},
		"everyone":                 {[]ikeext.ACE{allow(everyone, stats)}, stats, true},
		"half of it":               {[]ikeext.ACE{allow(user, ikeext.AccessEnum)}, list, false},
		"from two entries":         {[]ikeext.ACE{allow(user, ikeext.AccessEnum), allow(everyone, ikeext.AccessRead)}, list, true},
		"generic read":             {[]ikeext.ACE{allow(user, ikeext.AccessGenericRead)}, stats, true},
		"generic read is no enum":  {[]ikeext.ACE{allow(user, ikeext.AccessGenericRead)}, list, false},
		"denied before":            {[]ikeext.ACE{deny(everyone, stats), allow(user, stats)}, stats, false},
		"denied after":             {[]ikeext.ACE{allow(user, stats), deny(everyone, stats)}, stats, true},
		"another right denied":     {[]ikeext.ACE{deny(user, ikeext.AccessDelete), allow(user, stats)}, stats, true},
		"for what inherits only":   {[]ikeext.ACE{inherited}, stats, false},
		"an audit allows nothing":  {[]ikeext.ACE{{Type: ikeext.SystemAudit, SID: user, Mask: stats}}, stats, false},
		"unknown kinds say nought": {[]ikeext.ACE{{Type: 9, Mask: stats}}, stats, false},
	} {
		assert.Equal(t, test.want, granted(test.entries, user, test.rights), name)
	}
}

// The descriptor that Windows has by default: administrators and five services read
// statistics, everyone does not.
func TestACLOfWindows(t *testing.T) {
	sd, err := ikeext.ParseSecurityDescriptor(ikeexttest.DefaultDescriptor())
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, ACL(&b, JSON, "vpn01", time.Unix(0, 0), sd, Options{}))
	var document struct {
		Schema  string
		SDDL    string
		Allowed map[string][]struct{ Name string }
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &document))
	assert.Equal(t, ACLSchema, document.Schema)
	assert.Equal(t, sd.SDDL, document.SDDL)
	names := func(key string) (list []string) {
		for _, s := range document.Allowed[key] {
			list = append(list, s.Name)
		}
		return list
	}
	assert.ElementsMatch(t, []string{
		`BUILTIN\Administrators`, `NT SERVICE\PolicyAgent`, `NT SERVICE\MpsSvc`, `NT SERVICE\netprofm`,
		`NT SERVICE\WdiServiceHost`, `NT SERVICE\GatewayService`,
	}, names("read_statistics"))
	assert.NotContains(t, names("delete_security_associations"), `NT SERVICE\netprofm`)
	assert.Equal(t, []string{`BUILTIN\Administrators`}, names("change_descriptor"))
}

func TestACLWithoutList(t *testing.T) {
	for _, sd := range []*ikeext.SecurityDescriptor{{}, {DACL: &ikeext.ACL{Null: true}}} {
		assert.Equal(t, []string{everyone}, who(sd, ikeext.AccessDelete))
	}
	empty := &ikeext.SecurityDescriptor{DACL: &ikeext.ACL{}}
	assert.Empty(t, who(empty, ikeext.AccessReadStats))
	var b bytes.Buffer
	require.NoError(t, ACL(&b, Table, "vpn01", time.Unix(0, 0), empty, Options{}))
	assert.Contains(t, b.String(), "read statistics (FWPM_ACTRL_READ_STATS)\n    nobody\n")
}
