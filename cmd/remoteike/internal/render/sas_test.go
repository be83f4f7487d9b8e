package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// sparse is an association of which a door has no more than it must.
func sparse(peer string) *ikeext.SecurityAssociation {
	return &ikeext.SecurityAssociation{
		KeyModule: ikeext.KeyModuleIKEv2,
		Traffic: ikeext.Traffic{
			LocalAddress: netip.MustParseAddr("192.0.2.1"), RemoteAddress: netip.MustParseAddr("2001:db8::2"),
		},
		Proposal:    ikeext.Proposal{Cipher: ikeext.CipherAlgorithm{Type: 99}},
		Credentials: []ikeext.CredentialPair{{Peer: ikeext.Credential{Method: ikeext.AuthenticationEAP, PrincipalName: peer}}},
	}
}

// written lists associations in a form.
func written(t *testing.T, format Format, options Options, failure error, list ...*ikeext.SecurityAssociation) string {
	t.Helper()
	var b bytes.Buffer
	w, err := NewSAs(&b, format, "vpn01", time.Unix(1, 0), options)
	require.NoError(t, err)
	for _, sa := range list {
		require.NoError(t, w.Add(sa))
	}
	require.NoError(t, w.Close("rpc", failure))
	return b.String()
}

func TestSAsAbsentIsNoZero(t *testing.T) {
	table := written(t, Table, Options{}, nil, sparse("alice"))
	assert.Regexp(t, `(?m)^-   ikev2   192\.0\.2\.1  2001:db8::2  IKEEXT_CIPHER_TYPE\(99\)  md5        group-none  eap alice$`, table)
	assert.Contains(t, table, "1 security association, by door rpc\n")

	records, err := csv.NewReader(strings.NewReader(written(t, CSV, Options{}, nil, sparse("alice")))).ReadAll()
	require.NoError(t, err)
	require.Len(t, records, 2)
	row := map[string]string{}
	for i, name := range records[0] {
		row[name] = records[1][i]
	}
	for _, name := range []string{
		"sa_id", "local_udp_encap_port", "max_lifetime_seconds", "quick_mode_limit", "authip_filter_id", "initiator_cookie",
		"policy_key", "tunnel_id", "correlation_key", "second_peer_method",
	} {
		assert.Contains(t, row, name)
		assert.Empty(t, row[name], name)
	}
	assert.NotContains(t, written(t, NDJSON, Options{}, nil, sparse("alice")), "saId")
}

// TestSAsOfWhichNothingWasRead has an association of WMI with nothing in it.
func TestSAsOfWhichNothingWasRead(t *testing.T) {
	sa := &ikeext.SecurityAssociation{
		KeyModule: ikeext.NotRead, IPVersion: ikeext.NotRead,
		Proposal: ikeext.Proposal{
			Cipher: ikeext.CipherAlgorithm{Type: ikeext.NotRead}, Integrity: ikeext.IntegrityAlgorithm{Type: ikeext.NotRead},
			DHGroup: ikeext.NotRead,
		},
		Credentials: []ikeext.CredentialPair{{
			Local: ikeext.Credential{Method: ikeext.NotRead}, Peer: ikeext.Credential{Method: ikeext.NotRead},
		}},
	}
	table := strings.Split(written(t, Table, Options{}, nil, sa), "\n")
	assert.Equal(t, []string{"-", "-", "-", "-", "-", "-", "-", "-"}, strings.Fields(table[1]))
	list := strings.Split(written(t, CSV, Options{}, nil, sa), "\n")
	assert.Equal(t, "vpn01"+strings.Repeat(",", 26), strings.TrimSpace(list[1]))
	assert.NotContains(t, written(t, NDJSON, Options{}, nil, sa), "Address")
	var b bytes.Buffer
	require.NoError(t, SA(&b, Table, "vpn01", time.Unix(1, 0), sa, nil, Options{}))
	assert.NotContains(t, b.String(), "invalid")
	assert.NotContains(t, b.String(), "not read")
	assert.Regexp(t, `(?m)^  Local +-$`, b.String())
}

// A peer calls itself what it likes.
func TestSAsKeepToTheirLine(t *testing.T) {
	evil := sparse("alice\n\x1b[31m1 ike\x00\u202e\"")
	table := written(t, Table, Options{}, nil, evil)
	assert.Equal(t, 3, strings.Count(table, "\n"))
	for _, control := range []string{"\x1b", "\x00", "\u202e"} {
		assert.NotContains(t, table, control)
	}
	assert.Equal(t, 1, strings.Count(written(t, NDJSON, Options{}, nil, evil), "\n"))
	assert.True(t, json.Valid([]byte(written(t, JSON, Options{}, nil, evil))))
}

func TestSAsTellFailures(t *testing.T) {
	failure := &ikeext.Error{Class: ikeext.ErrUnreachable, Stage: "call", Host: "vpn01", Err: errors.New("gone"), Hint: "look"}
	for _, list := range [][]*ikeext.SecurityAssociation{nil, {sparse("a")}, {sparse("a"), sparse("b")}} {
		var document struct {
			Schema string
			Door   string
			List   []json.RawMessage `json:"security_associations"`
			Error  *struct{ Class, Message, Hint string }
		}
		require.NoError(t, json.Unmarshal([]byte(written(t, JSON, Options{}, failure, list...)), &document))
		assert.Equal(t, SASchema, document.Schema)
		assert.Equal(t, "rpc", document.Door)
		assert.Len(t, document.List, len(list))
		require.NotNil(t, document.Error)
		assert.Equal(t, "unreachable", document.Error.Class)
		document.Error = nil
		require.NoError(t, json.Unmarshal([]byte(written(t, JSON, Options{}, nil, list...)), &document))
		assert.Nil(t, document.Error)

		lines := strings.Split(strings.TrimSpace(written(t, NDJSON, Options{}, failure, list...)), "\n")
		assert.Len(t, lines, len(list)+1)
		assert.Contains(t, lines[len(list)], `{"host":"vpn01","error":{`)
	}
	assert.Contains(t, written(t, Table, Options{}, failure, sparse("a")), "1 security association, and the list is not complete\n")
	assert.Empty(t, written(t, Table, Options{}, failure), "standard error tells")
	assert.Equal(t, "0 security associations, by door rpc\n", written(t, Table, Options{}, nil))
}

// More rows than are measured are written with the columns of the first.
func TestSAsManyRows(t *testing.T) {
	var list []*ikeext.SecurityAssociation
	for i := range measured + 10 {
		id := uint64(i)
		sa := sparse("peer")
		sa.ID = &id
		list = append(list, sa)
	}
	lines := strings.Split(written(t, Table, Options{}, nil, list...), "\n")
	require.Len(t, lines, len(list)+3)
	assert.Equal(t, strings.Index(lines[0], "MODULE"), strings.Index(lines[len(list)], "ikev2"))
	assert.Equal(t, fmt.Sprint(len(list), " security associations, by door rpc"), lines[len(list)+1])
}

func TestSAsCutTheLastCell(t *testing.T) {
	long := written(t, Table, Options{Width: 100}, nil, sparse(strings.Repeat("x", 200)))
	for line := range strings.Lines(long) {
		assert.LessOrEqual(t, len(strings.TrimSpace(line)), 100)
	}
	assert.Contains(t, long, "...")
}

func TestQuickModeSAs(t *testing.T) {
	var b bytes.Buffer
	w, err := NewQuickModeSAs(&b, Table, "vpn01", time.Unix(1, 0), Options{})
	require.NoError(t, err)
	id, number, spi, in, port := uint64(7), uint32(3), uint32(0xABCDEF01), true, uint16(443)
	cipher, integrity := ikeext.QuickModeCipher(65006), ikeext.QuickModeIntegrity(65005)
	require.NoError(t, w.Add(&ikeext.QuickModeSA{
		MainModeID: &id, ID: &number, InboundDirection: &in, LocalEndpoint: netip.MustParseAddr("2001:db8::1"), LocalPort: &port,
		RemoteEndpoint: netip.MustParseAddr("2001:db8::2"), MainModeTargetName: "host/peer",
		First: &ikeext.QuickModeTransform{Cipher: &cipher, Integrity: &integrity, SPI: &spi},
	}))
	require.NoError(t, w.Add(&ikeext.QuickModeSA{}))
	require.NoError(t, w.Close("wmi", nil))
	lines := strings.Split(b.String(), "\n")
	assert.Regexp(t, `^7 +3 +in +\[2001:db8::1\]:443 +2001:db8::2 +AES-GCM-256 +AES-GMAC-256 +abcdef01 +host/peer$`, lines[1])
	assert.Equal(t, []string{"-", "-", "-", "-", "-", "-", "-", "-", "-"}, strings.Fields(lines[2]))
}

func TestQuickModeSAsWithoutAnything(t *testing.T) {
	var b bytes.Buffer
	w, err := NewQuickModeSAs(&b, NDJSON, "vpn01", time.Unix(1, 0), Options{})
	require.NoError(t, err)
	require.NoError(t, w.Add(&ikeext.QuickModeSA{}))
	require.NoError(t, w.Close("wmi", nil))
	assert.Equal(t, `{"host":"vpn01"}`+"\n", b.String())
}

// BenchmarkSAs shows that a list takes no more memory the longer it is.
func BenchmarkSAs(b *testing.B) {
	for _, format := range []Format{Table, JSON, NDJSON, CSV} {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			var sink bytes.Buffer
			w, err := NewSAs(&sink, format, "vpn01", time.Unix(1, 0), Options{})
			require.NoError(b, err)
			sa := sparse("alice")
			for b.Loop() {
				if err := w.Add(sa); err != nil {
					b.Fatal(err)
				}
				sink.Reset()
			}
		})
	}
}
