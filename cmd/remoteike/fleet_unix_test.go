//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// TestInterruptedFleet has one host answer, one be silent, and three wait for their
// turn when the interrupt comes. What was gathered is there, in the forms that stream
// before the interrupt, and so is the rest, as not asked.
func TestInterruptedFleet(t *testing.T) {
	for format, c := range map[string]struct {
		before   int // lines that come before the interrupt
		notAsked string
	}{
		"table":  {2, "not asked: "},
		"csv":    {2, ",cancelled,"},
		"ndjson": {1, `"message":"not asked: `},
		"json":   {0, `"message": "not asked: `},
	} {
		t.Run(format, func(t *testing.T) {
			host, err := ikeexttest.Start(ikeexttest.Config{})
			require.NoError(t, err)
			defer host.Close()
			silent, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			defer silent.Close()
			hosts := "targets:\n"
			for i, port := range []int{host.EPMPort(), silent.Addr().(*net.TCPAddr).Port, 1, 1, 1} {
				hosts += fmt.Sprintf("  - {host: vpn%d, target_ip: 127.0.0.1, epm_port: %d}\n", i, port)
			}
			dir := t.TempDir()

			ctx, cancel := context.WithTimeout(t.Context(), 3*deadline)
			defer cancel()
			executable, err := os.Executable()
			require.NoError(t, err)
			command := exec.CommandContext(ctx, executable)
			command.Args = []string{ // the name makes the test's own program the command
				"remoteike", "stats", "--config", write(t, dir, "config.yaml", ""), "-u", ikeexttest.DefaultUser, "--auth", "ntlm",
				"--password-file", write(t, dir, "secret", ikeexttest.DefaultPassword), "--door", "rpc", "--transport", "tcp",
				"--parallel", "1", "--stage-timeout", "1m", "--timeout", "1m", "-o", format, "@" + write(t, dir, "hosts.yaml", hosts),
			}
			var stderr bytes.Buffer
			command.Stderr = &stderr
			stdout, err := command.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, command.Start())
			out, text := bufio.NewReader(stdout), ""
			for range c.before {
				line, err := out.ReadString('\n')
				require.NoError(t, err)
				text += line
			}
			if c.before > 0 {
				assert.Contains(t, text, "vpn0")
			}
			conn, err := silent.Accept() // the second host is being asked
			require.NoError(t, err)
			defer conn.Close()
			require.NoError(t, command.Process.Signal(os.Interrupt))
			rest, err := io.ReadAll(out)
			require.NoError(t, err)
			text += string(rest)

			var exit *exec.ExitError
			require.ErrorAs(t, command.Wait(), &exit, stderr.String())
			assert.Equal(t, exitInterrupted, exit.ExitCode())
			for i := range 5 {
				assert.Contains(t, text, fmt.Sprintf("vpn%d", i))
			}
			least := 3
			if format == "csv" {
				least = 4 // the one that was under way has the same class
			}
			assert.Equal(t, least, strings.Count(text, c.notAsked), text)
			assert.Equal(t, "note: 4 of 5 hosts gave no answer\n", stderr.String(), "and no line of progress")
			if format == "table" {
				assert.Contains(t, text, "\n5 hosts, 1 answered, 4 did not\n")
			}
			if format == "json" {
				assert.Equal(t, 1, strings.Count(text, `"schema"`))
			}
		})
	}
}
