package ikeext

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unhex reads hexadecimal text with comments behind "#".
func unhexLines(t testing.TB, text string) []byte {
	var digits strings.Builder
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		digits.WriteString(strings.Join(strings.Fields(line), ""))
	}
	b, err := hex.DecodeString(digits.String())
	require.NoError(t, err)
	return b
}

// descriptor is written out by hand after [MS-DTYP] 2.4: of the filter engine's kind,
// with an owner, no group, a protected DACL and a SACL.
const descriptor = `
	01 00 1490                # revision, padding, self-relative, DACL present and protected, SACL present
	14000000 00000000         # owner at 20, no group
	24000000 50000000         # SACL at 36, DACL at 80
	01 02 000000000005 20000000 20020000              # 20: S-1-5-32-544
	02 00 2c00 0200 0000                              # 36: SACL of 44 bytes, 2 entries
	02 c0 1400 00000001 01 01 000000000001 00000000   # audit success and failure, Everyone
	11 00 1000 01000000 01 00 000000000010            # a label without a level, 16 bytes
	02 00 6800 0400 0000                              # 80: DACL of 104 bytes, 4 entries
	00 00 1400 000000e0 01 01 000000000001 00000000   # allow GRGWGX to Everyone
	01 0b 1400 ff070f00 01 01 000000000005 12000000   # deny 0xf07ff to SYSTEM, OICIIO
	00 10 1800 00010300 01 02 000000000005 20000000 2e020000 # allow 0x30100, inherited
	00 00 2000 40000000 01 04 000000000005 50000000 01000000 02000000 ffffffff`

func TestParseSecurityDescriptor(t *testing.T) {
	b := unhexLines(t, descriptor)
	d, err := ParseSecurityDescriptor(b)
	require.NoError(t, err)
	assert.Equal(t, b, d.Bytes)
	assert.Equal(t, "S-1-5-32-544", d.Owner)
	assert.Empty(t, d.Group)
	assert.Equal(t, []ACE{
		{AccessAllowed, 0, 0xe0000000, "S-1-1-0"},
		{AccessDenied, 0x0b, 0xf07ff, "S-1-5-18"},
		{AccessAllowed, 0x10, 0x30100, "S-1-5-32-558"},
		{AccessAllowed, 0, AccessOpen, "S-1-5-80-1-2-4294967295"},
	}, d.DACL.Entries)
	assert.Equal(t, []ACE{{SystemAudit, 0xc0, 0x1000000, "S-1-1-0"}, {SystemMandatoryLabel, 0, 1, "S-1-16"}}, d.SACL.Entries)
	assert.Equal(t, "O:BAD:P(A;;GRGWGX;;;WD)(D;OICIIO;0xf07ff;;;SY)(A;ID;CRSDRC;;;MU)(A;;DT;;;S-1-5-80-1-2-4294967295)"+
		"S:(AU;SAFA;0x1000000;;;WD)(ML;;NW;;;S-1-16)", d.SDDL)
	text, err := json.Marshal(d.DACL.Entries[0])
	require.NoError(t, err)
	assert.JSONEq(t, `{"type":"ACCESS_ALLOWED_ACE_TYPE","flags":0,"mask":3758096384,"sid":"S-1-1-0"}`, string(text))
}

// TestParseSecurityDescriptorDamaged cuts a descriptor everywhere and puts odd bytes into
// each place: an error or a descriptor, never a panic, and nothing from outside of it.
func TestParseSecurityDescriptorDamaged(t *testing.T) {
	whole := unhexLines(t, descriptor)
	for n := range whole {
		_, err := ParseSecurityDescriptor(whole[:n])
		require.Error(t, err, "%d bytes", n)
	}
	for at := range whole {
		for _, value := range []byte{0, 1, 0x10, 0x7f, 0xff} {
			b := append([]byte(nil), whole...)
			b[at] = value
			_, _ = ParseSecurityDescriptor(b[:len(b):len(b)])
		}
	}
	for says, b := range map[string][]byte{
		"shorter than its header": nil,
		"revision 2":              append([]byte{2}, whole[1:]...),
		"not self-relative":       append([]byte{1, 0, 4, 0}, whole[4:]...),
	} {
		_, err := ParseSecurityDescriptor(b)
		assert.ErrorContains(t, err, says)
	}
}

// TestSpecialLists tells a list that is not there from one that is empty, and one that
// was not asked for from both.
func TestSpecialLists(t *testing.T) {
	null, err := ParseSecurityDescriptor(unhexLines(t, "0100 0480 00000000 00000000 00000000 00000000"))
	require.NoError(t, err)
	assert.Equal(t, &ACL{Null: true, Entries: []ACE{}}, null.DACL)
	assert.Equal(t, "D:NO_ACCESS_CONTROL", null.SDDL)
	empty, err := ParseSecurityDescriptor(unhexLines(t, "0100 0480 00000000 00000000 00000000 14000000 0200 0800 0000 0000"))
	require.NoError(t, err)
	assert.Equal(t, &ACL{Entries: []ACE{}}, empty.DACL)
	assert.Equal(t, "D:", empty.SDDL)
	absent, err := ParseSecurityDescriptor(unhexLines(t, "0100 0080 00000000 00000000 00000000 00000000"))
	require.NoError(t, err)
	assert.Nil(t, absent.DACL)
	conditional, err := ParseSecurityDescriptor(unhexLines(t, `
		0100 0480 00000000 00000000 00000000 14000000 0400 2000 0100 0000
		09 00 1800 00010000 01 01 000000000001 00000000 61727478`))
	require.NoError(t, err)
	assert.Empty(t, conditional.SDDL, "what SDDL would need more for is not written wrongly")
	assert.Equal(t, []ACE{{Type: 9, Mask: AccessReadStats}}, conditional.DACL.Entries)
}

func TestAccessMask(t *testing.T) {
	assert.Equal(t, []string{"FWPM_ACTRL_READ_STATS", "READ_CONTROL", "0x2000000"}, AccessMask(0x2020100).Names())
	assert.Empty(t, AccessMask(0).Names())
	assert.NotZero(t, AccessGenericRead.Specific()&AccessReadStats)
	assert.Zero(t, (AccessGenericExecute|AccessGenericWrite).Specific()&AccessReadStats)
	assert.EqualValues(t, 0xF07FF, AccessGenericAll.Specific())
	assert.Equal(t, AccessOpen, AccessOpen.Specific())
}
