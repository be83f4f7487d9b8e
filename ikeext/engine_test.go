package ikeext_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// engineCalls are the opnums of the engine that a host has seen.
func engineCalls(host *ikeexttest.Host) (all []int) {
	for _, call := range host.Calls() {
		if call.Interface == "engine" {
			all = append(all, call.Opnum)
		}
	}
	return all
}

// engineReplies answers a procedure of the engine in place of the host.
func engineReplies(opnum int, reply *ikeexttest.Reply) func(*ikeexttest.Call) *ikeexttest.Reply {
	return func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "engine" && c.Opnum == opnum {
			return reply
		}
		return nil
	}
}

// members lists the numbers in JSON in their order, each with its path, and wants those
// of 64 bits to be strings.
func members(t *testing.T, v any) (paths, values []string) {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var path []string
	key := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return paths, values
		}
		require.NoError(t, err)
		switch token {
		case json.Delim('{'):
			path, key = append(path, key), ""
			continue
		case json.Delim('}'):
			path, key = path[:len(path)-1], ""
			continue
		}
		if key == "" {
			key = token.(string)
			continue
		}
		paths = append(paths, strings.TrimPrefix(strings.Join(append(path[:len(path):len(path)], key), "."), "."))
		values = append(values, fmt.Sprintf("%T %v", token, token))
		key = ""
	}
}

// ipsecMembers are those of IPSEC_STATISTICS1 in the order of the SDK's header, of 32
// bits but for the last two parts.
var ipsecMembers = []struct{ part, names string }{
	{"aggregateSaStatistics", "activeSas pendingSaNegotiations totalSasAdded totalSasDeleted successfulRekeys activeTunnels offloadedSas"},
	{"espDropPacketStatistics", "invalidSpisOnInbound decryptionFailuresOnInbound authenticationFailuresOnInbound " +
		"replayCheckFailuresOnInbound saNotInitializedOnInbound"},
	{"ahDropPacketStatistics", "invalidSpisOnInbound authenticationFailuresOnInbound replayCheckFailuresOnInbound saNotInitializedOnInbound"},
	{"aggregateDropPacketStatistics", "invalidSpisOnInbound decryptionFailuresOnInbound authenticationFailuresOnInbound " +
		"udpEspValidationFailuresOnInbound replayCheckFailuresOnInbound invalidClearTextInbound saNotInitializedOnInbound " +
		"receiveOverIncorrectSaInbound secureReceivesNotMatchingFilters totalDropPacketsInbound"},
	{"inboundTrafficStatistics", trafficMembers},
	{"outboundTrafficStatistics", trafficMembers},
}

const trafficMembers = "encryptedByteCount authenticatedAHByteCount authenticatedESPByteCount transportByteCount " +
	"tunnelByteCount offloadByteCount totalSuccessfulPackets"

// dospMembers are those of IPSEC_DOSP_STATISTICS0.
const dospMembers = `totalStateEntriesCreated currentStateEntries totalInboundAllowedIPv6IPsecUnauthPkts
	totalInboundRatelimitDiscardedIPv6IPsecUnauthPkts totalInboundPerIPRatelimitDiscardedIPv6IPsecUnauthPkts
	totalInboundOtherDiscardedIPv6IPsecUnauthPkts totalInboundAllowedIPv6IPsecAuthPkts
	totalInboundRatelimitDiscardedIPv6IPsecAuthPkts totalInboundOtherDiscardedIPv6IPsecAuthPkts
	totalInboundAllowedICMPv6Pkts totalInboundRatelimitDiscardedICMPv6Pkts totalInboundAllowedIPv6FilterExemptPkts
	totalInboundRatelimitDiscardedIPv6FilterExemptPkts totalInboundDiscardedIPv6FilterBlockPkts
	totalInboundAllowedDefBlockExemptPkts totalInboundRatelimitDiscardedDefBlockExemptPkts
	totalInboundDiscardedDefBlockPkts currentInboundIPv6IPsecUnauthPerIPRateLimitQueues`

// counted is a stub of which no two bytes in a row of 251 are equal, with status 0.
func counted(size int) []byte {
	stub := make([]byte, size)
	for i := range stub[:size-4] {
		stub[i] = byte(i%251 + 1)
	}
	return stub
}

// TestIPsecStatisticsLayout has each member where the structure has it.
func TestIPsecStatisticsLayout(t *testing.T) {
	stub := counted(220)
	host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(84, &ikeexttest.Reply{Stub: stub})})
	s, err := client(t, config(host)).IPsecStatistics(t.Context())
	require.NoError(t, err)
	var wantPaths, want []string
	for _, part := range ipsecMembers {
		for name := range strings.FieldsSeq(part.names) {
			wantPaths = append(wantPaths, part.part+"."+name)
			if strings.HasSuffix(part.part, "boundTrafficStatistics") {
				want = append(want, fmt.Sprintf("string %d", binary.LittleEndian.Uint64(stub)))
				stub = stub[8:]
				continue
			}
			want = append(want, fmt.Sprintf("json.Number %d", binary.LittleEndian.Uint32(stub)))
			stub = stub[4:]
		}
	}
	assert.Len(t, stub, 4, "the status is left")
	paths, values := members(t, s)
	assert.Equal(t, wantPaths, paths)
	assert.Equal(t, want, values)

	var again ikeext.IPsecStatistics
	b, err := json.Marshal(s)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &again))
	s.Source = ikeext.Source{}
	assert.Equal(t, *s, again)
}

func TestDoSProtectionStatisticsLayout(t *testing.T) {
	stub := counted(148)
	host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(104, &ikeexttest.Reply{Stub: stub})})
	s, err := client(t, config(host)).DoSProtectionStatistics(t.Context())
	require.NoError(t, err)
	var want []string
	for range 18 {
		want = append(want, fmt.Sprintf("string %d", binary.LittleEndian.Uint64(stub)))
		stub = stub[8:]
	}
	paths, values := members(t, s)
	assert.Equal(t, strings.Fields(dospMembers), paths)
	assert.Equal(t, want, values)
}

// TestEngineTables calls each Windows by its numbers, and nothing else.
func TestEngineTables(t *testing.T) {
	for build, want := range map[uint16]struct {
		table   ikeext.EngineTable
		version string
		calls   []int
	}{
		7601:  {ikeext.EngineTableWindows7, "6.1.7601", []int{1, 83, 100, 5, 3, 3, 3, 2}},
		9600:  {ikeext.EngineTableWindows81, "6.3.9600", []int{2, 84, 104, 6, 4, 4, 4, 4, 4, 4, 3}},
		14393: {ikeext.EngineTableWindows81, "10.0.14393", []int{2, 84, 104, 6, 4, 4, 4, 4, 4, 4, 3}},
		19045: {ikeext.EngineTableWindows81, "10.0.19045", []int{2, 84, 104, 6, 4, 4, 4, 4, 4, 4, 3}},
	} {
		t.Run(want.version, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Build: build})
			c, err := ikeext.Dial(t.Context(), "127.0.0.1", config(host))
			require.NoError(t, err)
			ipsec, err := c.IPsecStatistics(t.Context())
			require.NoError(t, err)
			counts := ikeexttest.DefaultIPsecStatistics()
			assert.Equal(t, counts.Counts[0], ipsec.AggregateSA.ActiveSAs)
			assert.Equal(t, counts.Counts[25], ipsec.AggregateDropPacket.TotalDropPacketsInbound)
			assert.Equal(t, counts.Inbound[0], ipsec.InboundTraffic.EncryptedByteCount)
			assert.Equal(t, counts.Outbound[6], ipsec.OutboundTraffic.TotalSuccessfulPackets)
			assert.Equal(t, want.calls[1], ipsec.Source.Opnum)
			assert.Equal(t, want.table, ipsec.Source.Table)
			assert.Equal(t, want.version, ipsec.Source.WindowsBuild)
			assert.Equal(t, host.EngineEndpoint(), ipsec.Source.Endpoint)
			assert.Equal(t, "ncacn_ip_tcp", ipsec.Source.Transport)
			assert.Equal(t, "ntlm", ipsec.Source.Auth.Mechanism)
			assert.Positive(t, ipsec.Source.Duration)

			dosp, err := c.DoSProtectionStatistics(t.Context())
			require.NoError(t, err)
			assert.Equal(t, ikeexttest.DefaultDoSPStatistics()[17], dosp.CurrentInboundIPv6IPsecUnauthPerIPRateLimitQueues)
			assert.Equal(t, want.calls[2], dosp.Source.Opnum)

			info, err := c.EngineInfo(t.Context())
			require.NoError(t, err)
			assert.Equal(t, want.table, info.Table)
			require.NotNil(t, info.SecurityDescriptor)
			assert.Equal(t, ikeexttest.DefaultDescriptor(), info.SecurityDescriptor.Bytes)
			for i, option := range info.Options {
				assert.EqualValues(t, i, option.Option)
				assert.Equal(t, ikeexttest.DefaultEngineOptions()[i], option.Value)
			}
			assert.Len(t, info.Options, len(want.calls)-5)
			_, err = c.Statistics(t.Context())
			require.NoError(t, err)
			require.NoError(t, c.Close())
			assert.Equal(t, want.calls, engineCalls(host))
		})
	}
}

// TestEngineProbe asks a host that does not tell its build, as with Kerberos, or is of
// one whose table is not known: opnum 2 first, with nothing in it.
func TestEngineProbe(t *testing.T) {
	type starter func(testing.TB, ikeexttest.Config) (*ikeexttest.Host, *ikeext.Config)
	ntlm := func(t testing.TB, of ikeexttest.Config) (*ikeexttest.Host, *ikeext.Config) {
		host := start(t, of)
		return host, config(host)
	}
	for _, c := range []struct {
		name  string
		start starter
		build uint16
		table ikeext.EngineTable
		calls []int
	}{
		{"kerberos", kerberosHostOf, 7601, ikeext.EngineTableWindows7, []int{2, 1, 3, 3, 3, 2}},
		{"kerberos", kerberosHostOf, 19045, ikeext.EngineTableWindows81, []int{2, 4, 4, 4, 4, 4, 4, 3}},
		{"kerberos", kerberosHostOf, 26100, ikeext.EngineTableWindows81, []int{2, 4, 4, 4, 4, 4, 4, 3}},
		{"ntlm", ntlm, 6003, ikeext.EngineTableWindows7, []int{2, 1, 3, 3, 3, 2}},
		{"ntlm", ntlm, 9200, ikeext.EngineTableWindows81, []int{2, 4, 4, 4, 4, 4, 4, 3}},
	} {
		t.Run(fmt.Sprint(c.name, c.build), func(t *testing.T) {
			host, cfg := c.start(t, ikeexttest.Config{Build: c.build})
			cfg.Engine = ikeext.EngineRequire
			client, err := ikeext.Dial(t.Context(), "127.0.0.1", cfg)
			require.NoError(t, err)
			info, err := client.EngineInfo(t.Context())
			require.NoError(t, err)
			assert.Equal(t, c.table, info.Table)
			assert.Nil(t, info.SecurityDescriptor, "its opnum is not sure")

			_, err = client.IPsecStatistics(t.Context())
			require.ErrorIs(t, err, ikeext.ErrNotSupported)
			_, err = client.DoSProtectionStatistics(t.Context())
			require.ErrorIs(t, err, ikeext.ErrNotSupported)
			if c.name == "kerberos" {
				assert.ErrorContains(t, err, "depends on the build of Windows, which the host did not tell")
				var e *ikeext.Error
				require.ErrorAs(t, err, &e)
				assert.Contains(t, e.Hint, "auth ntlm")
			}
			_, err = client.Statistics(t.Context())
			require.NoError(t, err, "the session goes on")
			require.NoError(t, client.Close())
			assert.Equal(t, c.calls, engineCalls(host))
			for _, call := range host.Calls() {
				if call.Interface == "engine" && call.Opnum <= 2 && len(call.Stub) != 20 {
					assert.Equal(t, make([]byte, 8), call.Stub)
				}
			}
		})
	}
}

// TestEngineProbeNeedsBadStubData: no other refusal makes the client try a second opnum.
func TestEngineProbeNeedsBadStubData(t *testing.T) {
	for fault, want := range map[uint32]error{5: ikeext.ErrAccessDenied, 1745: ikeext.ErrNotSupported, 0x80320009: ikeext.ErrProtocol} {
		host, cfg := kerberosHostOf(t, ikeexttest.Config{Intercept: engineReplies(2, &ikeexttest.Reply{Fault: fault})})
		cfg.Engine = ikeext.EngineRequire
		_, err := query(t, cfg)
		require.ErrorIs(t, err, want)
		assert.Equal(t, []int{2}, engineCalls(host))
	}
	// Nor does bad stub data where the table is known.
	host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(2, &ikeexttest.Reply{Fault: 1783})})
	cfg := config(host)
	cfg.Engine = ikeext.EngineRequire
	_, err := query(t, cfg)
	require.ErrorIs(t, err, ikeext.ErrProtocol)
	assert.Equal(t, []int{2}, engineCalls(host))
}

// signFaults signs the faults of a procedure of the engine, with a signature that nobody
// looks at.
func signFaults(opnum int) func(ikeexttest.PDU) [][]byte {
	return func(p ikeexttest.PDU) [][]byte {
		if p.Type != 3 || p.Interface != "engine" || p.Opnum != opnum {
			return [][]byte{p.Bytes}
		}
		b := append(bytes.Clone(p.Bytes), 16, 6, 0, 0, 0, 0, 0, 0)
		b = append(b, make([]byte, 16)...)
		binary.LittleEndian.PutUint16(b[8:], uint16(len(b)))
		binary.LittleEndian.PutUint16(b[10:], 16)
		return [][]byte{b}
	}
}

// TestEngineProbeSigned has the refusal signed, which the client's security context does
// not follow: it signs in anew where the sign-in is proven, and only there.
func TestEngineProbeSigned(t *testing.T) {
	host, cfg := kerberosHostOf(t, ikeexttest.Config{Build: 7601, Damage: signFaults(2)})
	cfg.Auth = ikeext.AuthKerberos
	r := newRelay(t)
	cfg.Engine, cfg.DialContext = ikeext.EngineRequire, r.dial
	s, err := query(t, cfg)
	require.NoError(t, err)
	assert.Equal(t, ikeext.EngineOpened, s.Engine)
	assert.Equal(t, []int{2, 1, 2}, engineCalls(host))
	assert.Len(t, r.trips(), 4, "the mapper, the engine twice, IKEEXT")
}

// TestEngineUnverified refuses to guess for builds whose table is not known to the end.
func TestEngineUnverified(t *testing.T) {
	for _, build := range []uint16{19046, 20348, 26100} {
		host := start(t, ikeexttest.Config{Build: build})
		c := client(t, config(host))
		_, err := c.IPsecStatistics(t.Context())
		require.ErrorIs(t, err, ikeext.ErrNotSupported)
		var e *ikeext.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, fmt.Sprintf("127.0.0.1: call: the opnum of IPsecGetStatistics is not known for Windows 10.0.%d: "+
			"it is for 6.1, 6.3 and 10.0 up to build 19045", build), e.Error())
		assert.Contains(t, e.Hint, "ForceOpnum")
		_, err = c.DoSProtectionStatistics(t.Context())
		require.ErrorIs(t, err, ikeext.ErrNotSupported)
		assert.Equal(t, []int{2}, engineCalls(host))
		info, err := c.EngineInfo(t.Context())
		require.NoError(t, err)
		assert.Len(t, info.Options, 6)
		assert.Nil(t, info.SecurityDescriptor)
		assert.Equal(t, []int{2, 4, 4, 4, 4, 4, 4}, engineCalls(host))
	}
}

// TestForceOpnum calls what it is told to, and believes nothing but the right length.
func TestForceOpnum(t *testing.T) {
	for _, c := range []struct {
		build uint16
		opnum int
		err   error
		text  string
	}{
		{26100, 85, nil, ""},
		{19045, 84, nil, ""},
		{26100, 84, ikeext.ErrTruncated, "reply of 8 bytes, not the 220 of IPSEC_STATISTICS1"},  // IPsecDosFWUsed
		{26100, 82, ikeext.ErrTruncated, "reply of 12 bytes, not the 220 of IPSEC_STATISTICS1"}, // FilterSubscriptionsGet
		{19045, 104, ikeext.ErrTruncated, "reply of 148 bytes, not the 220 of IPSEC_STATISTICS1"},
		{19045, 85, ikeext.ErrProtocol, "RPC_X_BAD_STUB_DATA"},
	} {
		t.Run(fmt.Sprint(c.build, c.opnum), func(t *testing.T) {
			host, err := ikeexttest.Start(ikeexttest.Config{Build: c.build}) // which notes stubs that are too short
			require.NoError(t, err)
			defer host.Close()
			cfg := config(host)
			cfg.ForceOpnum = c.opnum
			client := client(t, cfg)
			s, err := client.IPsecStatistics(t.Context())
			assert.Equal(t, []int{2, c.opnum}, engineCalls(host))
			if c.err == nil {
				require.NoError(t, err)
				assert.Equal(t, c.opnum, s.Source.Opnum)
				assert.EqualValues(t, 2025, s.AggregateDropPacket.TotalDropPacketsInbound)
				return
			}
			require.ErrorIs(t, err, c.err)
			assert.ErrorContains(t, err, c.text)
			assert.Nil(t, s)
		})
	}
}

// TestEngineReplies has replies of every other length, and a status.
func TestEngineReplies(t *testing.T) {
	for _, size := range []int{0, 4, 216, 219, 221, 224, 4096, 1 << 16} {
		for opnum, ask := range map[int]func(*ikeext.Client) error{
			84:  func(c *ikeext.Client) error { _, err := c.IPsecStatistics(t.Context()); return err },
			104: func(c *ikeext.Client) error { _, err := c.DoSProtectionStatistics(t.Context()); return err },
		} {
			host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(opnum, &ikeexttest.Reply{
				Edit: func([]byte) []byte { return make([]byte, size) },
			})})
			c := client(t, config(host))
			require.ErrorIs(t, ask(c), ikeext.ErrTruncated, "%d bytes", size)
			require.ErrorIs(t, ask(c), ikeext.ErrClosed)
		}
	}
	failed := append(make([]byte, 216), 0x0E, 0x00, 0x32, 0x80)
	host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(84, &ikeexttest.Reply{Stub: failed})})
	_, err := client(t, config(host)).IPsecStatistics(t.Context())
	assert.ErrorContains(t, err, "FWP_E_TXN_IN_PROGRESS")
}

// TestEngineAborted opens another session after the host has given up the first, and
// leaves the rest of the Client alone.
func TestEngineAborted(t *testing.T) {
	host := start(t, ikeexttest.Config{Build: 19045})
	c, err := ikeext.Dial(t.Context(), "127.0.0.1", config(host))
	require.NoError(t, err)
	for range 2 {
		_, err = c.IPsecStatistics(t.Context())
		require.NoError(t, err)
		host.AbortEngines()
		_, err = c.IPsecStatistics(t.Context())
		var e *ikeext.Error
		require.ErrorAs(t, err, &e)
		assert.EqualValues(t, 0x80320010, e.Code)
		assert.ErrorIs(t, err, ikeext.ErrUnreachable)
		assert.Equal(t, "127.0.0.1: call: IPsecGetStatistics refused: FWP_E_SESSION_ABORTED (0x80320010), "+
			"on the wire nca_s_fault_context_mismatch (0x1C00001A)", e.Error())
		assert.Contains(t, e.Hint, "the next call opens another")
		s, err := c.Statistics(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ikeext.EngineOpened, s.Engine)
	}
	require.NoError(t, c.Close())
	assert.Equal(t, []int{2, 84, 84, 2, 84, 84}, engineCalls(host), "nothing is closed that is gone")
}

// TestEngineAbortedAndRefused does not try a credential again that was refused when the
// session was to be opened anew.
func TestEngineAbortedAndRefused(t *testing.T) {
	var refuse atomic.Bool
	host := start(t, ikeexttest.Config{Build: 19045, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if refuse.Load() && (c.Interface == "engine" || c.Interface == "mgmt") {
			return &ikeexttest.Reply{Fault: 5}
		}
		return nil
	}})
	c := client(t, config(host))
	host.AbortEngines()
	_, err := c.IPsecStatistics(t.Context())
	require.ErrorIs(t, err, ikeext.ErrUnreachable)
	refuse.Store(true)
	_, err = c.IPsecStatistics(t.Context())
	require.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
	_, err = c.IPsecStatistics(t.Context())
	require.ErrorIs(t, err, ikeext.ErrClosed)
	assert.Equal(t, []int{2, 84, 2}, engineCalls(host))
}

// TestEngineFaults says what fwpuclnt.dll would say, and what was on the wire.
func TestEngineFaults(t *testing.T) {
	for wire, want := range map[uint32]ikeext.Code{
		1727: 0x80320010, 6: 0x80320010, 0x1C00001A: 0x80320010, 0x80070006: 0x80320010,
		1733: 0x8032001D, 1775: 0x8032001C, 1780: 0x8032001C, 0x800706F4: 0x8032001C,
		0x80070005: 5, 87: 87, 0x8032000E: 0x8032000E, 1783: 1783,
	} {
		host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(84, &ikeexttest.Reply{Fault: wire})})
		_, err := client(t, config(host)).IPsecStatistics(t.Context())
		var e *ikeext.Error
		require.ErrorAs(t, err, &e, "%#x", wire)
		assert.Equal(t, want, e.Code, "%#x", wire)
		assert.ErrorContains(t, err, want.String())
		assert.Equal(t, wire != uint32(want), strings.Contains(err.Error(), ", on the wire "+ikeext.Code(wire).String()), err)
	}
	// Before there is a session there is none to be aborted.
	host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(2, &ikeexttest.Reply{Fault: 1727})})
	cfg := config(host)
	cfg.Engine = ikeext.EngineRequire
	_, err := query(t, cfg)
	var e *ikeext.Error
	require.ErrorAs(t, err, &e)
	assert.EqualValues(t, 1727, e.Code)
}

// TestEngineIsNeeded asks where there is no engine session.
func TestEngineIsNeeded(t *testing.T) {
	for _, c := range []struct {
		name string
		host ikeexttest.Config
		edit func(*ikeexttest.Host, *ikeext.Config)
		err  error
		hint string
	}{
		{name: "skipped", err: ikeext.ErrNotSupported, hint: "engine auto",
			edit: func(_ *ikeexttest.Host, c *ikeext.Config) { c.Engine = ikeext.EngineSkip }},
		{name: "not registered", host: ikeexttest.Config{Profile: ikeexttest.Windows7}, err: ikeext.ErrNotRegistered, hint: "door local"},
		{name: "not registered, asked late", host: ikeexttest.Config{Profile: ikeexttest.Windows7}, err: ikeext.ErrNotRegistered, hint: "door local",
			edit: func(h *ikeexttest.Host, c *ikeext.Config) { c.Endpoint = h.Endpoint() }},
		{name: "endpoint given", host: ikeexttest.Config{Build: 19045},
			edit: func(h *ikeexttest.Host, c *ikeext.Config) { c.Endpoint = h.Endpoint() }},
		{name: "by wmi", host: ikeexttest.Config{Profile: ikeexttest.WMIOpen2016}, err: ikeext.ErrNotSupported, hint: "door rpc",
			edit: func(_ *ikeexttest.Host, c *ikeext.Config) { c.Doors = []ikeext.Door{ikeext.DoorWMI} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := start(t, c.host)
			cfg := config(host)
			if c.edit != nil {
				c.edit(host, cfg)
			}
			client := client(t, cfg)
			for _, ask := range []func() error{
				func() error { _, err := client.IPsecStatistics(t.Context()); return err },
				func() error { _, err := client.DoSProtectionStatistics(t.Context()); return err },
				func() error { _, err := client.EngineInfo(t.Context()); return err },
			} {
				err := ask()
				if c.err == nil {
					require.NoError(t, err)
					continue
				}
				require.ErrorIs(t, err, c.err)
				var e *ikeext.Error
				require.ErrorAs(t, err, &e)
				assert.Contains(t, e.Hint, c.hint)
			}
			_, err := client.Statistics(t.Context())
			require.NoError(t, err, "the session goes on")
		})
	}
}

// TestEngineRefusedAtFirst opens the session later where Dial went on without it.
func TestEngineRefusedAtFirst(t *testing.T) {
	var refused atomic.Bool
	host := start(t, ikeexttest.Config{Build: 19045, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "engine" && c.Opnum == 2 && !refused.Swap(true) {
			return &ikeexttest.Reply{Fault: 0x80320009}
		}
		return nil
	}})
	c := client(t, config(host))
	s, err := c.Statistics(t.Context())
	require.NoError(t, err)
	assert.Equal(t, ikeext.EngineRefused, s.Engine)
	_, err = c.IPsecStatistics(t.Context())
	require.NoError(t, err)
	s, err = c.Statistics(t.Context())
	require.NoError(t, err)
	assert.Equal(t, ikeext.EngineOpened, s.Engine)
}

// TestEngineOptions stops where the host has no more of them, and refuses values of
// another type.
func TestEngineOptions(t *testing.T) {
	host := start(t, ikeexttest.Config{Build: 19045, EngineOptions: []uint32{0, 7, 9}})
	info, err := client(t, config(host)).EngineInfo(t.Context())
	require.NoError(t, err)
	b, err := json.Marshal(info.Options)
	require.NoError(t, err)
	assert.JSONEq(t, `[{"option":"FWPM_ENGINE_COLLECT_NET_EVENTS","value":0},
		{"option":"FWPM_ENGINE_NET_EVENT_MATCH_ANY_KEYWORDS","value":7},{"option":"FWPM_ENGINE_NAME_CACHE","value":9}]`, string(b))
	assert.Equal(t, []int{2, 6, 4, 4, 4, 4}, engineCalls(host))
	for _, call := range host.Calls() {
		if call.Interface == "engine" && call.Opnum == 4 {
			assert.Len(t, call.Stub, 22, "an enumeration of 16 bits")
		}
	}
	assert.Equal(t, "FWPM_ENGINE_OPTION(9)", ikeext.EngineOption(9).String())

	// Where that it has no more of them was signed, the next call begins anew.
	host, cfg := kerberosHostOf(t, ikeexttest.Config{Build: 19045, EngineOptions: []uint32{0, 7, 9}, Damage: signFaults(4)})
	cfg.Auth = ikeext.AuthKerberos
	c := client(t, cfg)
	for range 2 {
		info, err := c.EngineInfo(t.Context())
		require.NoError(t, err)
		assert.Len(t, info.Options, 3)
	}
	assert.Equal(t, []int{2, 4, 4, 4, 4, 2, 4, 4, 4, 4}, engineCalls(host))

	for _, stub := range [][]byte{
		{0, 0, 2, 0, 2, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0},   // FWP_UINT16
		{0, 0, 2, 0, 3, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0},   // selectors that differ
		{0, 0, 2, 0, 99, 0, 0, 0, 99, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0}, // no such type
		{0, 0, 2, 0, 2, 0, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0},   // the other way round
		{0, 0, 0, 0, 0, 0, 0, 0}, // nothing
		{0, 0, 2, 0, 3, 0, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0}, // a byte too many
	} {
		host := start(t, ikeexttest.Config{Build: 19045, Intercept: engineReplies(4, &ikeexttest.Reply{Stub: stub})})
		_, err := client(t, config(host)).EngineInfo(t.Context())
		var e *ikeext.Error
		require.ErrorAs(t, err, &e, "% x", stub)
		assert.EqualValues(t, "decode", e.Stage)
	}
}

// TestEngineRights are refused like those to any call.
func TestEngineRights(t *testing.T) {
	host := start(t, ikeexttest.Config{Build: 19045, DeniedRights: ikeexttest.RightReadStats})
	_, err := client(t, config(host)).IPsecStatistics(t.Context())
	require.ErrorIs(t, err, ikeext.ErrAccessDenied)
	_, err = client(t, config(host)).EngineInfo(t.Context())
	require.NoError(t, err)
}

func TestForceOpnumBounds(t *testing.T) {
	for _, n := range []int{-1, 1, 69, 131} {
		err := ikeext.Check("vpn01", &ikeext.Config{User: "u", Password: ikeext.NewSecret("p"), ForceOpnum: n})
		var e *ikeext.ConfigError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "ForceOpnum", e.Field)
	}
}
