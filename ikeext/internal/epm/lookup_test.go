package epm

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcetypes"
	epmv3 "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// Towers are written out by hand after C706, appendices I and L, the floors of Windows'
// own protocols after [MS-RPCE] 2.1.1.
const towerIDs = `
	1300 0d 20e598a39ad5dd4baa7a3c1e0303a511 0100  0200 0000
	1300 0d 045d888aeb1cc9119fe808002b104860 0200  0200 0000`

func TestParseTower(t *testing.T) {
	for name, test := range map[string]struct{ floors, protocol, endpoint string }{
		"tcp":              {"0500" + towerIDs + "0100 0b 0200 0000  0100 07 0200 c202  0100 09 0400 c0000201", "ncacn_ip_tcp", "49666"},
		"pipe":             {"0500" + towerIDs + "0100 0b 0200 0000  0100 0f 0c00 5c504950455c617473766300  0100 11 0400 41424300", "ncacn_np", `\PIPE\atsvc`},
		"local":            {"0400" + towerIDs + "0100 0c 0200 0000  0100 10 0700 4c5250432d3100", "ncalrpc", "LRPC-1"},
		"http":             {"0500" + towerIDs + "0100 0b 0200 0000  0100 1f 0200 0251  0100 09 0400 00000000", "ncacn_http", "593"},
		"datagrams":        {"0500" + towerIDs + "0100 0a 0200 0000  0100 08 0200 0087  0100 09 0400 00000000", "ncadg_ip_udp", "135"},
		"unknown protocol": {"0500" + towerIDs + "0100 0b 0200 0000  0100 0c 0200 0000  0100 0c 0000", "", ""},
		"no place":         {"0300" + towerIDs + "0100 0b 0200 0000", "", ""},
		"port of a byte":   {"0500" + towerIDs + "0100 0b 0200 0000  0100 07 0100 c2  0100 09 0400 c0000201", "ncacn_ip_tcp", ""},
	} {
		e, ok := parseTower(unhex(test.floors))
		require.True(t, ok, name)
		assert.True(t, e.Is(ikerpc.IkeextSyntaxV1_0), name)
		assert.Equal(t, "a398e520-d59a-4bdd-aa7a-3c1e0303a511", e.Interface.String(), name)
		assert.Equal(t, []any{uint16(1), uint16(0)}, []any{e.Major, e.Minor}, name)
		assert.Equal(t, test.protocol, e.Protocol, name)
		assert.Equal(t, test.endpoint, e.Endpoint, name)
	}
}

func TestParseTowerMalformed(t *testing.T) {
	whole := unhex("0500" + towerIDs + "0100 0b 0200 0000  0100 07 0200 c202  0100 09 0400 c0000201")
	for n := range whole {
		_, ok := parseTower(whole[:n])
		assert.False(t, ok, "%d bytes", n)
	}
	for name, text := range map[string]string{
		"nothing":               "",
		"no floors":             "0000",
		"two floors":            "0200" + towerIDs,
		"first is no interface": "0300 0100 0b 0200 0000 0100 0b 0200 0000 0100 0b 0200 0000",
		"interface too short":   "0300 0200 0d20 0200 0000 0200 0d20 0200 0000 0100 0b 0200 0000",
	} {
		_, ok := parseTower(unhex(text))
		assert.False(t, ok, name)
	}
}

// emptyPage is a reply of ept_lookup without entries, by hand after C706 appendix O:
// handle, number, the array's maximum, offset and count, status.
const emptyPage = `00000000 00000000000000000000000000000000  00000000  c8000000 00000000 00000000  d6a0c916`

func TestDecodeLookupEmpty(t *testing.T) {
	answer, err := decodeLookup(unhex(emptyPage), LookupPage)
	require.NoError(t, err)
	assert.Empty(t, answer.Entries)
	assert.EqualValues(t, NotRegistered, answer.Status)
	assert.True(t, isNull(answer.EntryHandle))
}

// A page of one entry, by the same rules: object, referent, annotation; then what the
// referent stands for.
func TestDecodeLookup(t *testing.T) {
	page := unhex(`00000000 01020304050607080910111213141516  01000000  c8000000 00000000 01000000
		00000000000000000000000000000000 00000200 00000000 0f000000 494b452f417574686970 20415049 00 00
		46000000 46000000 0400` + towerIDs + `0100 0c 0200 0000  0100 10 0600 4c5250432d00  0000 00000000`)
	answer, err := decodeLookup(page, LookupPage)
	require.NoError(t, err)
	require.Len(t, answer.Entries, 1)
	assert.False(t, isNull(answer.EntryHandle))
	e, ok := newEntry(answer.Entries[0])
	require.True(t, ok)
	assert.Equal(t, "IKE/Authip API", e.Annotation)
	assert.Equal(t, "ncalrpc", e.Protocol)
	assert.Equal(t, "LRPC-", e.Endpoint)

	for n := range page {
		_, err := decodeLookup(page[:n], LookupPage)
		assert.Error(t, err, "%d bytes", n)
	}
	announced := append([]byte{}, page...)
	announced[20] = 2
	_, err = decodeLookup(announced, LookupPage)
	assert.Error(t, err, "another number announced")
	_, err = decodeLookup(page, 0)
	assert.Error(t, err, "more than asked for")
}

func TestNewEntryWithoutTower(t *testing.T) {
	for _, e := range []*epmv3.Entry{nil, {}, {Tower: &dcetypes.Tower{}}} {
		_, ok := newEntry(e)
		assert.False(t, ok)
	}
}

func FuzzDecodeLookup(f *testing.F) {
	f.Add(unhex(emptyPage))
	f.Fuzz(func(t *testing.T, b []byte) {
		answer, err := decodeLookup(b, LookupPage)
		if err != nil {
			return
		}
		assert.LessOrEqual(t, len(answer.Entries), LookupPage)
		for _, e := range answer.Entries {
			newEntry(e)
		}
	})
}

// TestDecodeLookupOfSamba decodes bytes of another implementation. What they say is what
// a third, impacket, reads in them.
func TestDecodeLookupOfSamba(t *testing.T) {
	text, err := os.ReadFile("testdata/samba-lookup.hex")
	require.NoError(t, err)
	_, digits, _ := strings.Cut(string(text), "\n")
	page := unhex(digits)
	answer, err := decodeLookup(page, LookupPage)
	require.NoError(t, err)
	assert.False(t, isNull(answer.EntryHandle))
	assert.Zero(t, answer.Status)
	var list []string
	for _, e := range answer.Entries {
		entry, ok := newEntry(e)
		require.True(t, ok)
		list = append(list, fmt.Sprintf("%s v%d.%d %s %s:[%s]", entry.Interface.String(), entry.Major, entry.Minor, entry.Annotation,
			entry.Protocol, entry.Endpoint))
	}
	assert.Equal(t, []string{
		`50abc2a4-574d-40b3-9d66-ee4fd5fba076 v5.0 dnsserver ncacn_np:[\pipe\dnsserver]`,
		`afa8bd80-7d8a-11c9-bef4-08002b102989 v1.0 mgmt ncacn_np:[\pipe\dnsserver]`,
		`6bffd098-a112-3610-9833-012892020162 v0.0 browser ncacn_np:[\pipe\browser]`,
		`afa8bd80-7d8a-11c9-bef4-08002b102989 v1.0 mgmt ncacn_np:[\pipe\browser]`,
		`9c54e310-a955-4885-bd31-78787147dfa6 v0.0 unixinfo ncacn_np:[\pipe\unixinfo]`,
		`afa8bd80-7d8a-11c9-bef4-08002b102989 v1.0 mgmt ncacn_np:[\pipe\unixinfo]`,
	}, list)
	for n := range page {
		_, err := decodeLookup(page[:n], LookupPage)
		assert.Error(t, err, "%d bytes", n)
	}
}
