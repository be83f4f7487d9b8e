package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deadline bounds each wait of these tests.
const deadline = 20 * time.Second

// What demo --listen prints is read by doing what it says.
func TestDemoListenServesUntilInterrupted(t *testing.T) {
	for profile, c := range map[string]struct{ option, door string }{
		"permissive": {"", "rpc"}, "winrm": {" --winrm-port ", "winrm (performance counters by WS-Management)"},
	} {
		t.Run(profile, func(t *testing.T) { demoListens(t, profile, c.option, c.door) })
	}
}

func demoListens(t *testing.T, profile, option, door string) {
	ctx, interrupt := context.WithTimeout(t.Context(), deadline)
	defer interrupt()
	out, stdout := io.Pipe()
	var notes bytes.Buffer
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"demo", "--profile", profile, "--listen", "127.0.0.1:0"}, strings.NewReader(""), stdout, &notes)
		stdout.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, line, option)
	words := strings.Fields(line)
	name, value, found := strings.Cut(words[0], "=")
	require.True(t, found, line)
	t.Setenv(name, value)

	var table, complaints bytes.Buffer
	assert.Equal(t, exitOK, run(ctx, words[2:], strings.NewReader(""), &table, &complaints), complaints.String())
	assert.Contains(t, table.String(), "96214")
	assert.Contains(t, table.String(), "  Door        "+door+"\n")
	assert.Empty(t, complaints.String(), "the password does not stand in the arguments")

	interrupt()
	assert.Equal(t, exitOK, <-status)
	assert.Contains(t, notes.String(), "note: a simulated host (profile "+profile+") serves on 127.0.0.1:")
}

func TestInterruptEndsWith130(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signal to send to another process")
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer silent.Close()
	_, port, err := net.SplitHostPort(silent.Addr().String())
	require.NoError(t, err)

	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	executable, err := os.Executable()
	require.NoError(t, err)
	command := exec.CommandContext(ctx, executable)
	command.Args = []string{ // the name makes the test's own program the command
		"remoteike", "stats", "--auth", "none", "--stage-timeout", "1m", "--timeout", "1m", "-o", "json", "--epm-port", port, "127.0.0.1",
	}
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	require.NoError(t, command.Start())
	conn, err := silent.Accept() // the host is being asked
	require.NoError(t, err)
	defer conn.Close()
	start := time.Now()
	require.NoError(t, command.Process.Signal(os.Interrupt))

	var exit *exec.ExitError
	require.ErrorAs(t, command.Wait(), &exit, stderr.String())
	assert.Equal(t, exitInterrupted, exit.ExitCode())
	assert.Less(t, time.Since(start), 5*time.Second)
	assert.Contains(t, stdout.String(), `"class": "cancelled"`)
	assert.Contains(t, stderr.String(), "error: 127.0.0.1: ")
}

// fullDisk fails every write.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestOutputThatCannotBeWrittenFails(t *testing.T) {
	var stderr bytes.Buffer
	status := run(t.Context(), []string{"demo"}, strings.NewReader(""), fullDisk{}, &stderr)
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, stderr.String(), "error: "+io.ErrShortWrite.Error())
}
