package ikeext_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// examine examines a simulated host.
func examine(t *testing.T, host ikeexttest.Config, edit func(*ikeext.Config)) (*ikeext.Examination, *ikeexttest.Host) {
	t.Helper()
	h, err := ikeexttest.Start(host)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, h.Close()) })
	cfg := &ikeext.Config{
		User: ikeexttest.DefaultUser, Password: ikeext.NewSecret(ikeexttest.DefaultPassword), Auth: ikeext.AuthNTLM,
		EPMPort: h.EPMPort(), WinRMPort: h.WinRMPort(), SMBPort: closedPort(t), StageTimeout: 20 * time.Second,
		Transport: ikeext.TransportTCP,
	}
	if cfg.WinRMPort == 0 {
		cfg.WinRMPort = closedPort(t)
	}
	if edit != nil {
		edit(cfg)
	}
	x, err := ikeext.Examine(t.Context(), "127.0.0.1", cfg)
	require.NoError(t, err)
	return x, h
}

// doors writes what came of the doors, a word each.
func doors(x *ikeext.Examination) string {
	var words []string
	for _, d := range x.Doors {
		word := "not tried"
		switch {
		case d.Snapshot != nil:
			word = "values"
		case d.Err != nil:
			word = string(d.Err.Class)
		}
		words = append(words, fmt.Sprintf("%s %s (%s)", d.Door, word, d.SignIn))
	}
	return strings.Join(words, ", ")
}

func TestExamine(t *testing.T) {
	for _, test := range []struct {
		profile ikeexttest.Profile
		doors   string
		next    string // a part of it
		build   string
	}{
		{ikeexttest.Permissive, "rpc values (accepted), wmi not_registered (not_tried), winrm unreachable (not_tried)", "", "10.0.20348"},
		{ikeexttest.WMIOpen2016, "rpc access_denied (accepted), wmi values (accepted), winrm unreachable (not_tried)", "door local", "10.0.14393"},
		{ikeexttest.StockSplit, "rpc not_registered (not_tried), wmi not_registered (not_tried), winrm unreachable (not_tried)", "DCOM is switched off", ""},
		{ikeexttest.WinRMOnly, "rpc unreachable (not_tried), wmi unreachable (not_tried), winrm values (accepted)", "door local", "10.0.20348"},
		{ikeexttest.ServiceStopped, "rpc not_registered (not_tried), wmi service_stopped (accepted), winrm unreachable (not_tried)", "Start-Service IKEEXT", "10.0.17763"},
		{ikeexttest.StockClosed, "rpc unreachable (not_tried), wmi unreachable (not_tried), winrm unreachable (not_tried)", "Enable", ""},
	} {
		t.Run(string(test.profile), func(t *testing.T) {
			x, h := examine(t, ikeexttest.Config{Profile: test.profile}, nil)
			assert.Equal(t, test.doors, doors(x))
			assert.Contains(t, x.Next, test.next)
			assert.Equal(t, test.next == "", x.Next == "")
			assert.Equal(t, test.build, x.WindowsBuild)
			assert.Empty(t, h.Violations())
			assert.Eventually(t, func() bool { return h.OpenConns() == 0 && h.OpenEngines() == 0 }, 20*time.Second, time.Millisecond)
		})
	}
}

func TestExamineMapper(t *testing.T) {
	x, h := examine(t, ikeexttest.Config{Profile: ikeexttest.Stock2016}, nil)
	var list []string
	for _, e := range x.Mapper.Endpoints {
		list = append(list, strings.Join([]string{e.Interface, e.Version, e.Annotation, e.Protocol, e.Endpoint}, " | "))
	}
	port := strings.Trim(h.Endpoint()[strings.LastIndex(h.Endpoint(), "["):], "[]")
	assert.Equal(t, []string{
		"IKEEXT | 1.0 | IKE/Authip API | ncacn_ip_tcp | " + port,
		"IKEEXT | 1.0 | IKE/Authip API | ncalrpc | LRPC-8a7c61b5c0bf15dcd1",
		`IKEEXT | 1.0 | IKE/Authip API | ncacn_np | \PIPE\atsvc`,
		"BFE | 1.0 | Base Firewall Engine API | ncalrpc | LRPC-5fc2a61e3d1a5d8e27",
		"Fw APIs | 1.0 | Fw APIs | ncalrpc | LRPC-5fc2a61e3d1a5d8e27",
		"Fw APIs | 1.0 | Fw APIs | ncalrpc | LRPC-5fc2a61e3d1a5d8e27",
		"Fw APIs | 1.0 | Fw APIs | ncalrpc | LRPC-5fc2a61e3d1a5d8e27",
	}, list)
	assert.Equal(t, "a398e520-d59a-4bdd-aa7a-3c1e0303a511", x.Mapper.Endpoints[0].UUID.String())
	assert.Equal(t, 7, x.Mapper.Entries)
	assert.False(t, x.Mapper.Cut)
	assert.Nil(t, x.Mapper.Err)

	open := map[string]bool{}
	for _, p := range x.Ports {
		open[p.Service] = p.Err == nil
	}
	assert.Equal(t, map[string]bool{
		"endpoint mapper": true, "SMB": false, "WinRM": false, "IKEEXT, as the mapper lists it": true,
	}, open)

	// What a first real host is to settle: the fault and its flags.
	require.NotEmpty(t, x.Doors[0].Calls)
	last := x.Doors[0].Calls[len(x.Doors[0].Calls)-1]
	assert.Equal(t, "IkeGetStatistics", last.Procedure)
	assert.EqualValues(t, 5, last.Fault)
	assert.Zero(t, last.ReplyLength)
}

func TestExamineRecordsReplies(t *testing.T) {
	x, _ := examine(t, ikeexttest.Config{}, nil)
	lengths := map[string]int{}
	for _, c := range x.Doors[0].Calls {
		lengths[c.Procedure] = c.ReplyLength
	}
	assert.Equal(t, 1664, lengths["IkeGetStatistics"])
	assert.NotZero(t, lengths["EngineOpen"])
}

// A credential that was refused is tried once and by no other door.
func TestExamineTriesRefusedCredentialOnce(t *testing.T) {
	for name, config := range map[string]ikeexttest.Config{
		"rpc": {Profile: ikeexttest.WMIOpen2016, WinRM: true},
		"wmi": {Profile: ikeexttest.WMIOpenSplit, WinRM: true},
	} {
		t.Run(name, func(t *testing.T) {
			x, h := examine(t, config, func(c *ikeext.Config) { c.Password = ikeext.NewSecret("wrong") })
			last := x.Doors[len(x.Doors)-1]
			assert.Equal(t, ikeext.SignInNotTried, last.SignIn)
			assert.Contains(t, last.NotTried, "refused")
			assert.Contains(t, doors(x), name+" authentication_failed (refused)")
			assert.Contains(t, x.Next, "check user, domain and password")
			for _, call := range h.Calls() {
				assert.NotEqual(t, "winrm", call.Interface)
				assert.False(t, name == "rpc" && call.Interface == "IRemoteSCMActivator", "asked by the next door")
			}
		})
	}
}

func TestExamineCompares(t *testing.T) {
	// Every reading is one higher than the last, by whatever door.
	var reading atomic.Uint32
	moving := func() (values [ikeexttest.StatisticsCount]uint32) {
		n := reading.Add(1)
		for i := range values {
			values[i] = 1000 + uint32(i) + n
		}
		return values
	}
	config := ikeexttest.Config{Profile: ikeexttest.WMIOpen2016, WinRM: true, Statistics: moving}
	config.Profile = ikeexttest.Permissive
	x, _ := examine(t, config, nil)
	require.Len(t, x.Comparisons, 1)
	c := x.Comparisons[0]
	assert.Equal(t, ikeext.DoorRPC, c.A)
	assert.Equal(t, ikeext.DoorWinRM, c.B)
	assert.True(t, c.Again)
	assert.Equal(t, 75, c.Values)
	assert.Equal(t, 75, c.Moved)
	assert.Empty(t, c.Differences, "what moved is no difference")

	// A door that shows something else.
	config.Statistics = nil
	config.Performance = func() []ikeexttest.PerformanceObject {
		values := ikeexttest.DefaultStatistics()
		values[1]++ // ikeStatistics.v4Statistics.totalMainModesStarted
		return ikeexttest.PerformanceOf(values)
	}
	x, _ = examine(t, config, nil)
	require.Len(t, x.Comparisons, 1)
	require.Len(t, x.Comparisons[0].Differences, 1)
	d := x.Comparisons[0].Differences[0]
	assert.Equal(t, "ikeStatistics.v4Statistics.totalMainModesStarted", d.Path)
	assert.Equal(t, []uint32{1001, 1002, 1001}, []uint32{d.First, d.B, d.Second})
	assert.Zero(t, x.Comparisons[0].Moved)
}

// Each check has its own limit, and the rest goes on.
func TestExamineOfASilentMapper(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	x, h := examine(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly}, func(c *ikeext.Config) {
		c.EPMPort, c.StageTimeout = port, time.Second
	})
	require.NotNil(t, x.Mapper.Err)
	assert.ErrorIs(t, x.Mapper.Err, ikeext.ErrTimeout)
	assert.Equal(t, "rpc timeout (not_tried)", strings.Split(doors(x), ", ")[0])
	assert.NotZero(t, h.WinRMPort())
}

func TestExamineEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	x, err := ikeext.Examine(ctx, "127.0.0.1", &ikeext.Config{
		User: "a", Password: ikeext.NewSecret("b"), Auth: ikeext.AuthNTLM, EPMPort: closedPort(t), WinRMPort: closedPort(t),
	})
	require.NoError(t, err)
	for _, d := range x.Doors {
		assert.Nil(t, d.Snapshot)
		if d.Err != nil {
			assert.ErrorIs(t, d.Err, ikeext.ErrCancelled, d.Door)
		}
	}
}

func TestExamineRefusesConfigurations(t *testing.T) {
	var config *ikeext.ConfigError
	_, err := ikeext.Examine(t.Context(), "two words", nil)
	assert.ErrorAs(t, err, &config)
	_, err = ikeext.Examine(t.Context(), "vpn01", nil)
	assert.ErrorAs(t, err, &config)
}

// What was found out can be handed on.
func TestExaminationHoldsNoSecret(t *testing.T) {
	x, _ := examine(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016}, nil)
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		assert.NotContains(t, fmt.Sprintf(verb, x), ikeexttest.DefaultPassword)
	}
}

// A mapper that refuses to list, or lists what cannot be read, stands in nobody's way.
func TestExamineMapperFails(t *testing.T) {
	for name, test := range map[string]struct {
		reply *ikeexttest.Reply
		want  string
	}{
		"fault":    {&ikeexttest.Reply{Fault: 0x1C010002}, "ept_lookup refused: nca_op_rng_error (0x1C010002)"},
		"cut":      {&ikeexttest.Reply{Edit: func(b []byte) []byte { return b[:len(b)-9] }}, "ept_lookup: "},
		"too much": {&ikeexttest.Reply{Stub: make([]byte, 1<<19)}, "ept_lookup: reply is longer than allowed"},
		"other number": {&ikeexttest.Reply{Edit: func(b []byte) []byte {
			b[20]++
			return b
		}}, "ept_lookup: "},
	} {
		t.Run(name, func(t *testing.T) {
			x, _ := examine(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
				if c.Interface == "epm" && c.Opnum == 2 {
					return test.reply
				}
				return nil
			}}, nil)
			require.NotNil(t, x.Mapper.Err)
			assert.Contains(t, x.Mapper.Err.Err.Error(), test.want)
			assert.Empty(t, x.Mapper.Endpoints)
			assert.NotNil(t, x.Doors[0].Snapshot)
		})
	}
}

// An enumeration that never ends is left, and its handle given back.
func TestExamineMapperEndless(t *testing.T) {
	x, h := examine(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface != "epm" || c.Opnum != 2 {
			return nil
		}
		return &ikeexttest.Reply{Edit: func(b []byte) []byte {
			b[4] = 1 // a handle
			return b
		}, Stub: append(make([]byte, 20), []byte{0, 0, 0, 0, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}...)}
	}}, nil)
	assert.True(t, x.Mapper.Cut)
	calls := map[int]int{}
	for _, c := range h.Calls() {
		if c.Interface == "epm" {
			calls[c.Opnum]++
		}
	}
	assert.Equal(t, 1, calls[2], "a page without entries is the last")
	assert.Equal(t, 1, calls[4], "the handle is given back")
	assert.NotNil(t, x.Doors[0].Snapshot)
}

// A credential that may have been refused is not tried by another door either.
func TestExamineStopsWhenNothingIsProven(t *testing.T) {
	x, h := examine(t, ikeexttest.Config{Profile: ikeexttest.WMIOpen2016, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			return &ikeexttest.Reply{Hangup: true}
		}
		return nil
	}}, nil)
	assert.Equal(t, "rpc sign_in_unproven (unproven), wmi not tried (not_tried), winrm not tried (not_tried)", doors(x))
	assert.Contains(t, x.Doors[1].NotTried, "may have been refused")
	assert.Contains(t, x.Next, "lockout")
	for _, call := range h.Calls() {
		assert.NotEqual(t, "IRemoteSCMActivator", call.Interface)
	}
}

// Nobody waits twice for a port that is closed.
func TestExamineAsksClosedPortsOnce(t *testing.T) {
	var mu sync.Mutex
	dialled := map[string]int{}
	x, _ := examine(t, ikeexttest.Config{Profile: ikeexttest.StockClosed}, func(c *ikeext.Config) {
		c.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			mu.Lock()
			dialled[address]++
			mu.Unlock()
			return new(net.Dialer).DialContext(ctx, network, address)
		}
	})
	assert.Len(t, dialled, 3)
	for address, times := range dialled {
		assert.Equal(t, 1, times, address)
	}
	assert.Len(t, x.Ports, 3)
}

// A name that means nothing here matters only where that kept the host from being
// reached.
func TestExamineOfANameThatDoesNotResolve(t *testing.T) {
	h, err := ikeexttest.Start(ikeexttest.Config{Profile: ikeexttest.ServiceStopped})
	require.NoError(t, err)
	defer h.Close()
	cfg := &ikeext.Config{
		User: ikeexttest.DefaultUser, Password: ikeext.NewSecret(ikeexttest.DefaultPassword), Auth: ikeext.AuthNTLM,
		EPMPort: h.EPMPort(), WinRMPort: closedPort(t), SMBPort: closedPort(t), Transport: ikeext.TransportTCP,
		StageTimeout: 5 * time.Second, TargetIP: "127.0.0.1",
	}
	x, err := ikeext.Examine(t.Context(), "vpn01.invalid", cfg)
	require.NoError(t, err)
	require.NotNil(t, x.Names.Err)
	assert.Contains(t, x.Next, "Start-Service IKEEXT")

	cfg.TargetIP = ""
	x, err = ikeext.Examine(t.Context(), "vpn01.invalid", cfg)
	require.NoError(t, err)
	assert.Contains(t, x.Next, "check the name")
}
