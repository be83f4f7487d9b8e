package main

import (
	"runtime"
	"time"
)

// cost is what a client took from its first host to its last.
type cost struct {
	// Hosts is how many were asked; OK how many answered, Failed how many did not.
	Hosts, OK, Failed int
	// Wrong is how many of those that answered gave a value that is not theirs.
	Wrong int
	// Failure is one of the failures.
	Failure string
	// Elapsed is by the clock, User and System are processor time.
	Elapsed, User, System time.Duration
	// PeakRSS is the most memory that the process had resident, in octets.
	PeakRSS int64
	// Allocations and Allocated are counts and octets of the heap.
	Allocations, Allocated uint64
	// LeftGoroutines and LeftFiles are what was there at the end and not at the
	// beginning.
	LeftGoroutines, LeftFiles int
}

// meter measures a client.
type meter struct {
	begin        time.Time
	user, system time.Duration
	memory       runtime.MemStats
	goroutines   int
	files        int
}

func newMeter() (m *meter, err error) {
	m = &meter{goroutines: runtime.NumGoroutine()}
	if m.files, err = openFiles(); err != nil {
		return nil, err
	}
	runtime.GC()
	runtime.ReadMemStats(&m.memory)
	if m.user, m.system, err = cpuTime(); err != nil {
		return nil, err
	}
	m.begin = time.Now()
	return m, nil
}

// stop completes a cost.
func (m *meter) stop(c *cost) error {
	c.Elapsed = time.Since(m.begin)
	user, system, err := cpuTime()
	if err != nil {
		return err
	}
	c.User, c.System = user-m.user, system-m.system
	if c.PeakRSS, err = peakRSS(); err != nil {
		return err
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	c.Allocations = memory.Mallocs - m.memory.Mallocs
	c.Allocated = memory.TotalAlloc - m.memory.TotalAlloc
	// What has returned may not have ended yet.
	const soon = 2 * time.Second
	for since := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		files, err := openFiles()
		if err != nil {
			return err
		}
		c.LeftGoroutines, c.LeftFiles = runtime.NumGoroutine()-m.goroutines, files-m.files
		if c.LeftGoroutines <= 0 && c.LeftFiles <= 0 || time.Since(since) > soon {
			return nil
		}
	}
}
