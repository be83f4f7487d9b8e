package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain is the program when it was started as one of its parts.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// needLoopback skips where the addresses of 127.0.0.0/8 cannot be had.
func needLoopback(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("all of 127.0.0.0/8 is at hand on Linux alone")
	}
	l, err := listenLoopback()
	if errors.Is(err, fs.ErrPermission) {
		t.Skipf("a socket cannot be tied to the loopback interface without rights: %v", err)
	}
	require.NoError(t, err)
	require.NoError(t, l.Close())
}

// TestLoad is a tenth of the whole. The figures are told and not judged: what is
// held is that every host answered with its own values, that the replay is the same
// conversation, and that nothing is left behind.
func TestLoad(t *testing.T) {
	needLoopback(t)
	s := size{
		hosts: 1000, parallel: 200, wmi: 100, delayed: 400, abreast: 100, delay: 50 * time.Millisecond, rounds: 1,
		smaller: []int{100},
	}
	results, err := s.measure(t.Context())
	require.NoError(t, err)
	var table bytes.Buffer
	writeResults(&table, results)
	writeTargets(&table, results)
	t.Logf("\n%s", &table)

	require.Len(t, results, 11)
	for _, m := range results {
		name := m.client + " by " + m.name()
		assert.Equal(t, m.cost.Hosts, m.cost.OK, "%s: %s", name, m.cost.Failure)
		assert.Zero(t, m.cost.Wrong, name)
		assert.LessOrEqual(t, m.cost.LeftGoroutines, 0, name)
		assert.LessOrEqual(t, m.cost.LeftFiles, 0, name)
		assert.Zero(t, m.seen.OpenConnections, name)
		assert.Zero(t, m.seen.OpenEngines, name)
		assert.Zero(t, m.seen.Violations, "%s: %s", name, m.seen.Violation)
	}
	for i, sweep := range results {
		if sweep.client != "sweep" || sweep.way == byWMI {
			continue
		}
		ours, theirs := sweep.perHost(), results[i+1].perHost()
		assert.True(t, ours.resembles(theirs), "%s: %+v, %+v", sweep.name(), ours, theirs)
	}
}

// TestWrongValuesAreFound takes every host for the next one.
func TestWrongValuesAreFound(t *testing.T) {
	needLoopback(t)
	h, err := startHosts(t.Context(), "-hosts", "5")
	require.NoError(t, err)
	defer func() { require.NoError(t, h.stop()) }()
	j := job{way: byMapper, hosts: 5, parallel: 5, port: h.ports[0]}
	c, err := measure(t.Context(), "sweep", append(j.args(), "-shift", "1")...)
	require.NoError(t, err)
	assert.Equal(t, 5, c.OK, c.Failure)
	assert.Equal(t, 5, c.Wrong)
}

// TestReplayFails where the hosts answer otherwise than the one that was recorded:
// half of them are not there.
func TestReplayFails(t *testing.T) {
	needLoopback(t)
	h, err := startHosts(t.Context(), "-hosts", "2")
	require.NoError(t, err)
	defer func() { require.NoError(t, h.stop()) }()
	j := job{way: byEndpoint, hosts: 4, parallel: 4, port: h.ports[1]}
	c, err := measure(t.Context(), "replay", j.args()...)
	require.NoError(t, err)
	assert.Equal(t, []int{2, 2}, []int{c.OK, c.Failed})
	assert.Contains(t, c.Failure, "127.1.0.")
}

// TestReplayVerifies refuses a reply with any octet behind the header changed.
func TestReplayVerifies(t *testing.T) {
	session := bytes.Repeat([]byte{7}, 16)
	sealed := make([]byte, callHeaderSize+32+trailerSize+16)
	binary.LittleEndian.PutUint16(sealed[8:], uint16(len(sealed)))
	binary.LittleEndian.PutUint16(sealed[10:], 16)
	newDirection(session, "server-to-client").seal(sealed)
	_, in := newDirections(session)
	require.NoError(t, in.open(bytes.Clone(sealed)))
	for i := headerSize; i < len(sealed); i++ {
		damaged := bytes.Clone(sealed)
		damaged[i] ^= 1
		_, in := newDirections(session)
		assert.ErrorIs(t, in.open(damaged), errUnsound, "octet %d", i)
	}
}

func TestAddresses(t *testing.T) {
	assert.Equal(t, "127.1.0.1", address(0).String())
	assert.Equal(t, "127.1.39.16", address(9999).String())
	for _, i := range []int{0, 254, 255, 9999} {
		assert.Equal(t, i, hostAt(address(i)))
	}
}

// TestTargets tells what is not met.
func TestTargets(t *testing.T) {
	sweep := measurement{job: job{way: byEndpoint, parallel: 200}, client: "sweep", delay: 50 * time.Millisecond, cost: cost{
		Hosts: 1000, OK: 999, Elapsed: time.Second, User: 2 * time.Second, System: time.Second, PeakRSS: 200 << 20,
	}}
	replay := sweep
	replay.client, replay.cost.User = "replay", 0
	var b strings.Builder
	writeTargets(&b, []measurement{sweep, replay})
	assert.Contains(t, b.String(), "1998 of 2000 answered, 0 wrongly; the hosts saw 0 breaches of the protocol | no |")
	assert.Contains(t, b.String(), "endpoint, each PDU after 50ms: 3.00 times | no |")
	assert.Contains(t, b.String(), "endpoint, each PDU after 50ms: 200 MB | no |")
	assert.Contains(t, b.String(), "| at least 1600 of 2000 hosts/s | endpoint, each PDU after 50ms: 1000, the replay 1000 | no |")
}
