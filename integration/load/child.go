package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// childVariable tells a process that was started from here that it is a part.
const childVariable = "REMOTEIKE_LOAD_PART"

// newPart returns this program as another process that does a part. Its end is that
// of its input, or of the context.
func newPart(ctx context.Context, args ...string) (*exec.Cmd, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), childVariable+"=1")
	cmd.Stderr = os.Stderr
	cmd.WaitDelay = 10 * time.Second
	return cmd, nil
}

// measure runs sweep or replay and returns its cost.
func measure(ctx context.Context, part string, args ...string) (c cost, err error) {
	cmd, err := newPart(ctx, append([]string{part}, args...)...)
	if err != nil {
		return c, err
	}
	told, err := cmd.Output()
	if err != nil {
		return c, fmt.Errorf("%s: %w", part, err)
	}
	return c, json.Unmarshal(told, &c)
}

// hostsProcess is a process with hosts.
type hostsProcess struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Scanner
	ports  []int
	cancel context.CancelFunc
}

// startHosts starts a process with hosts and waits until they listen.
func startHosts(ctx context.Context, args ...string) (h *hostsProcess, err error) {
	h = &hostsProcess{}
	ctx, h.cancel = context.WithCancel(ctx)
	if h.cmd, err = newPart(ctx, append([]string{"hosts"}, args...)...); err != nil {
		return nil, err
	}
	if h.in, err = h.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := h.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := h.cmd.Start(); err != nil {
		return nil, err
	}
	h.out = bufio.NewScanner(out)
	h.out.Buffer(nil, 1<<20)
	first, err := h.next()
	if err != nil {
		return nil, errors.Join(err, h.stop())
	}
	h.ports = first.Ports
	return h, nil
}

// report asks what the hosts have seen since the report before.
func (h *hostsProcess) report() (r hostsReport, err error) {
	if _, err := fmt.Fprintln(h.in); err != nil {
		return r, err
	}
	return h.next()
}

func (h *hostsProcess) next() (r hostsReport, err error) {
	if !h.out.Scan() {
		return r, errors.Join(errors.New("the hosts have ended"), h.out.Err())
	}
	return r, json.Unmarshal(h.out.Bytes(), &r)
}

// stop ends the process.
func (h *hostsProcess) stop() error {
	defer h.cancel()
	h.in.Close()
	return h.cmd.Wait()
}
