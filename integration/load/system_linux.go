package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// listenLoopback listens on a free port of every address of 127.0.0.0/8, and of no
// other interface's.
func listenLoopback() (net.Listener, error) {
	lc := net.ListenConfig{Control: func(_, _ string, raw syscall.RawConn) (err error) {
		if e := raw.Control(func(fd uintptr) { err = unix.BindToDevice(int(fd), "lo") }); e != nil {
			return e
		}
		return err
	}}
	return lc.Listen(context.Background(), "tcp4", "0.0.0.0:0")
}

// cpuTime returns the processor time that the process has used, in its own code
// and in the kernel.
func cpuTime() (user, system time.Duration, err error) {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return 0, 0, err
	}
	return time.Duration(u.Utime.Nano()), time.Duration(u.Stime.Nano()), nil
}

// peakRSS returns the most memory, in octets, that the process has had resident.
// Getrusage would count in what the parent had when it started the process.
func peakRSS() (int64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		var kilo int64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kilo); n == 1 {
			return kilo << 10, nil
		}
	}
	return 0, fmt.Errorf("/proc/self/status has no VmHWM")
}

// openFiles returns how many descriptors the process has open.
func openFiles() (int, error) {
	entries, err := os.ReadDir("/proc/self/fd")
	return len(entries), err
}
