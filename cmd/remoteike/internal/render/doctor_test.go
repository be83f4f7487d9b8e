package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// examined is a host where much goes wrong, whose every text is its own.
func examined() *ikeext.Examination {
	rpc := ikeext.SignIn{Mechanism: "ntlm", Level: ikeext.LevelPrivacy, Fallback: "no KDC"}
	snapshot := &ikeext.Snapshot{Host: "vpn01", Door: ikeext.DoorWMI, Auth: rpc, Engine: ikeext.EngineNotAsked}
	snapshot.Set(3, 0)
	return &ikeext.Examination{
		Host: "vpn01", StartedAt: time.Unix(1, 0), Duration: time.Second, WindowsBuild: "10.0.17763",
		Names: ikeext.NameCheck{Addresses: []netip.Addr{netip.MustParseAddr("192.0.2.1")}, Duration: 1},
		Ports: []ikeext.PortCheck{
			{Port: 135, Service: "endpoint mapper"},
			{Port: 5985, Service: "WinRM, HTTP", Err: &ikeext.Error{Class: ikeext.ErrTimeout, Stage: "connect", Err: errors.New("TCP port 5985: no answer within 5s")}},
		},
		Mapper: ikeext.MapperCheck{
			Duration: 1, Entries: 9, Cut: true,
			Endpoints: []ikeext.MappedEndpoint{
				{Interface: "IKEEXT", Version: "1.0", Annotation: "IKE\x1b[2J\nx", Protocol: "ncacn_np", Endpoint: "\\PIPE\\\x07"},
				{Interface: "Fw APIs", Version: "1.0", Protocol: "ncalrpc", Endpoint: "LRPC-1"},
				{Interface: "Fw APIs", Version: "1.0", Protocol: "ncalrpc", Endpoint: "LRPC-1"},
			},
		},
		Doors: []ikeext.DoorCheck{
			{
				Door: ikeext.DoorRPC, SignIn: ikeext.SignInAccepted, Duration: time.Millisecond,
				Err: &ikeext.Error{Door: ikeext.DoorRPC, Stage: "call", Class: ikeext.ErrAccessDenied, Auth: rpc, Code: 5, Err: errors.New("refused"), Hint: "do this"},
				Calls: []ikeext.CallRecord{
					{Procedure: "EngineOpen", Opnum: 2, ReplyLength: 172},
					{Procedure: "IkeGetStatistics", Fault: 5, DidNotExecute: true, Protected: true},
					{Procedure: "Lost", Opnum: 9},
				},
			},
			{
				Door: ikeext.DoorWMI, SignIn: ikeext.SignInAccepted, Snapshot: snapshot,
				Calls: []ikeext.CallRecord{
					{Procedure: "Next", Opnum: 4, ReplyLength: 20}, {Procedure: "ExecQuery", Opnum: 20, ReplyLength: 7},
					{Procedure: "Next", Opnum: 4, ReplyLength: 10},
				},
			},
			{Door: ikeext.DoorWinRM, SignIn: ikeext.SignInNotTried, NotTried: "for a reason"},
		},
		Comparisons: []ikeext.Comparison{{
			A: ikeext.DoorWMI, B: ikeext.DoorWinRM, Values: 91, Moved: 4,
			Differences: []ikeext.Difference{{Path: "a.b", Kind: ikeext.Gauge, First: 1, B: 7, Second: 2}},
		}},
		Next: "change that",
	}
}

func TestDoctorPage(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Doctor(&b, Table, examined(), "remoteike v1", Options{}))
	page := b.String()
	for _, line := range []string{
		"  By            remoteike v1", "  Stands for    192.0.2.1", "  Windows       10.0.17763",
		"  Sign-in       accepted, with ntlm (not kerberos: no KDC)",
		"    135  endpoint mapper                  open", "   5985  WinRM, HTTP                      timeout, no answer within 5s",
		"  entries in all: 9 were read, and there are more",
		"         EngineOpen, opnum 2: reply of 172 bytes",
		"         Lost, opnum 9: no reply",
		"         Next, opnum 4: 2 replies of 10 to 20 bytes", "         ExecQuery, opnum 20: reply of 7 bytes",
		"  winrm  not tried: for a reason", "         hint: do this",
		"    a.b (gauge): wmi 1, winrm 7, wmi 2", "  change that",
	} {
		assert.Contains(t, page, "\n"+line+"\n")
	}
	assert.Contains(t, page, "fault ERROR_ACCESS_DENIED (5), did not")
	assert.Contains(t, page, "1 of the 415 values")
	assert.Contains(t, page, "91 values of both; wmi could not be read again")
	assert.Equal(t, 1, strings.Count(page, "LRPC-1"), "the same place once")
	for line := range strings.Lines(page) {
		assert.LessOrEqual(t, len([]rune(line)), 81, line)
		assert.Equal(t, printable(strings.TrimSuffix(line, "\n")), strings.TrimSuffix(line, "\n"), "hosts move no cursor")
	}
}

func TestDoctorJSON(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Doctor(&b, JSON, examined(), "remoteike v1", Options{}))
	var document struct {
		Schema string
		Doors  []struct {
			Door     string
			SignIn   string `json:"sign_in"`
			NotTried string `json:"not_tried"`
			Values   *int
			Error    *struct{ Code int }
			Calls    []map[string]any
		}
		Comparisons []struct{ Differences []map[string]any }
		Next        string
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &document))
	assert.Equal(t, DoctorSchema, document.Schema)
	require.Len(t, document.Doors, 3)
	assert.Equal(t, 5, document.Doors[0].Error.Code)
	assert.Nil(t, document.Doors[0].Values, "nothing read is no zero")
	assert.Equal(t, true, document.Doors[0].Calls[1]["did_not_execute"])
	assert.NotContains(t, document.Doors[0].Calls[1], "reply_length")
	assert.Equal(t, 1, *document.Doors[1].Values)
	assert.Equal(t, "for a reason", document.Doors[2].NotTried)
	assert.EqualValues(t, 7, document.Comparisons[0].Differences[0]["b"])
	assert.Equal(t, "change that", document.Next)
}
