package local

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/sys/windows"
)

// want skips a test unless the library is the one that it is about: "stand-in",
// "wine", "none", or "planted" for a stand-in with another file of its name beside
// this program. The tests in integration/ run this file with each.
func want(t *testing.T, library string) {
	t.Helper()
	if os.Getenv("REMOTEIKE_FWPUCLNT") != library {
		t.Skipf("this test wants REMOTEIKE_FWPUCLNT=%s, under Wine: run go test ./integration on Linux", library)
	}
}

// sessions is what the stand-in counts.
func sessions(t *testing.T, function string) int {
	t.Helper()
	procedure := windows.NewLazySystemDLL(library).NewProc(function)
	require.NoError(t, procedure.Find())
	n, _, _ := procedure.Call()
	return int(uint32(n))
}

// readStandIn reads once from a stand-in that behaves in a way of its own, and
// expects that the session is closed again.
func readStandIn(t *testing.T, mode string, opens int) (*Reading, error) {
	t.Helper()
	want(t, "stand-in")
	t.Setenv("REMOTEIKE_STANDIN", mode)
	before := sessions(t, "StandInOpened")
	reading, err := Statistics(t.Context())
	assert.Equal(t, opens, sessions(t, "StandInOpened")-before, "sessions opened")
	assert.Zero(t, sessions(t, "StandInOpen"), "sessions left open")
	return reading, err
}

func TestStandInValues(t *testing.T) {
	reading, err := readStandIn(t, "", 1)
	require.NoError(t, err)
	for i, got := range reading.Values {
		require.Equal(t, uint32(uint64(i)*2654435761+12345), got, "member %d", i)
	}
	assert.Equal(t, os.Getenv("REMOTEIKE_BUILD"), reading.Build)
}

func TestStandInDenied(t *testing.T) {
	_, err := readStandIn(t, "denied", 0)
	assert.Equal(t, &Error{Function: "FwpmEngineOpen0", Code: 5}, err)
}

func TestStandInStopped(t *testing.T) {
	_, err := readStandIn(t, "stopped", 1)
	assert.Equal(t, &Error{Function: "IkeextGetStatistics1", Code: 0x80320044}, err)
}

func TestStandInOverrun(t *testing.T) {
	_, err := readStandIn(t, "overrun", 1)
	assert.ErrorIs(t, err, ErrOverrun)
}

// TestStandInSlow has no time for the answer, which comes all the same and after
// which the session is closed.
func TestStandInSlow(t *testing.T) {
	want(t, "stand-in")
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Setenv("REMOTEIKE_STANDIN", "slow")
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := Statistics(ctx)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Less(t, time.Since(begin), time.Second)
	assert.Equal(t, 1, sessions(t, "StandInOpen"), "the call is still in there")
	assert.Eventually(t, func() bool { return sessions(t, "StandInOpen") == 0 }, 10*time.Second, 50*time.Millisecond)
}

// TestPlantedLibrary is alone in its process: a library that was loaded before,
// by whatever rule, would serve again.
func TestPlantedLibrary(t *testing.T) {
	want(t, "planted")
	reading, err := Statistics(t.Context())
	require.NoError(t, err)
	assert.Equal(t, uint32(12345), reading.Values[0])
}

// TestFunctionMissing reads by Wine's own library.
func TestFunctionMissing(t *testing.T) {
	want(t, "wine")
	_, err := Statistics(t.Context())
	assert.Equal(t, &Error{Function: "IkeextGetStatistics1", Code: 127, Err: ErrMissing}, err)
}

func TestLibraryMissing(t *testing.T) {
	want(t, "none")
	_, err := Statistics(t.Context())
	assert.Equal(t, &Error{Function: library, Code: 126, Err: ErrMissing}, err)
}
