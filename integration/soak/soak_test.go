// Package soak holds what a client that runs for days must hold, in minutes: a
// great many queries of hosts that fail and that come and go.
package soak_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
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

const (
	// whole is how many queries REMOTEIKE_LONG=1 asks for, of which REMOTEIKE_LONG=tenth
	// makes a tenth, and part how many are made otherwise.
	whole, part = 200_000, 6_000
	// parallel is how many sessions are open at once.
	parallel = 4
	// perSession is how many queries a session has, if none of them fails.
	perSession = 8
)

// TestSoak queries again and again, and looks ten times on the way, when nothing is
// under way, at what has stayed: as many goroutines and sockets as before, and no
// more memory than the first time.
func TestSoak(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("counts sockets by /proc, which Linux alone has")
	}
	queries := part
	switch os.Getenv("REMOTEIKE_LONG") {
	case "1":
		queries = whole
	case "tenth":
		queries = whole / 10
	}
	hosts := startHosts(t)
	s := &soak{t: t, hosts: hosts.played, outcomes: map[string]int{}}
	s.run(queries / 100) // whatever is made once is made now
	before := s.look("before")
	begin := time.Now()
	var looks []look
	for i := 1; i <= 10; i++ {
		s.run(queries / 10)
		looks = append(looks, s.look(fmt.Sprintf("%d %%", 10*i)))
	}
	took := time.Since(begin)
	done := hosts.stop()
	t.Logf("%d queries in %v: %.0f a second\n%s", queries, took.Round(time.Second), float64(queries)/took.Seconds(), s.outcome())
	t.Logf("calls of the hosts: %d; faults %d, hang-ups %d, stopped and started again %d", done.Calls, done.Faults, done.Hangups, done.Restarts)
	assert.InEpsilon(t, done.Calls*faults/1000, done.Faults, 0.3)
	assert.InEpsilon(t, done.Calls*kills/1000, done.Hangups+done.Restarts, 0.5)
	for _, l := range looks {
		assert.LessOrEqual(t, l.goroutines, before.goroutines, l.when)
		assert.Equal(t, before.sockets, l.sockets, l.when)
		assert.Less(t, l.heap, looks[0].heap+1<<20, l.when)
	}
}

// hosts is the process that plays them.
type hosts struct {
	played
	stop func() played
}

func startHosts(t *testing.T) *hosts {
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self)
	cmd.Env, cmd.Stderr = append(os.Environ(), hostVariable+"=1"), os.Stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(stdout)
	told := func() (p played) {
		require.True(t, lines.Scan(), "the hosts have gone: %v", lines.Err())
		require.NoError(t, json.Unmarshal(lines.Bytes(), &p))
		return p
	}
	stop := sync.OnceValue(func() played {
		_ = stdin.Close()
		p := told()
		require.NoError(t, cmd.Wait())
		return p
	})
	t.Cleanup(func() { stop() })
	return &hosts{played: told(), stop: stop}
}

// soak is a client and what became of its queries.
type soak struct {
	t     *testing.T
	hosts played
	turns atomic.Int64

	mu       sync.Mutex
	outcomes map[string]int
}

// run makes so many queries and closes every session.
func (s *soak) run(queries int) {
	var left atomic.Int64
	left.Store(int64(queries))
	var workers sync.WaitGroup
	for range parallel {
		workers.Go(func() {
			for left.Load() > 0 {
				s.session(&left)
			}
		})
	}
	workers.Wait()
}

// session dials, by WMI once in four times, and asks until it is enough or
// something fails. A session that cannot be had counts as a query.
func (s *soak) session(left *atomic.Int64) {
	cfg := &ikeext.Config{
		User: ikeexttest.DefaultUser, Password: ikeext.NewSecret(ikeexttest.DefaultPassword),
		EPMPort: s.hosts.RPC, Doors: []ikeext.Door{ikeext.DoorRPC}, StageTimeout: time.Minute,
	}
	if s.turns.Add(1)%4 == 0 {
		cfg.EPMPort, cfg.Doors = s.hosts.WMI, []ikeext.Door{ikeext.DoorWMI}
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), 5*time.Minute)
	defer cancel()
	client, err := ikeext.Dial(ctx, "127.0.0.1", cfg)
	if err != nil {
		left.Add(-1)
		s.note(cfg.Doors[0], nil, err)
		return
	}
	defer client.Close()
	for range perSession {
		if left.Add(-1) < 0 {
			return
		}
		snapshot, err := client.Statistics(ctx)
		if s.note(cfg.Doors[0], snapshot, err); err != nil {
			return
		}
	}
}

// note counts what a query ended with, which is the true values or an error with a
// class.
func (s *soak) note(door ikeext.Door, snapshot *ikeext.Snapshot, err error) {
	outcome := "values"
	var e *ikeext.Error
	switch {
	case err == nil:
		truth, n := statistics(), 0
		for f, v := range snapshot.Fields() {
			if n++; v != truth[f] {
				s.t.Errorf("%v is %d, not %d", f, v, truth[f])
			}
		}
		if n == 0 {
			s.t.Errorf("no values")
		}
	case errors.As(err, &e) && e.Class != ikeext.ErrInternal && e.Class != ikeext.ErrTimeout:
		outcome = string(e.Class)
	default:
		s.t.Errorf("%v: %v", door, err)
		outcome = "something else"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outcomes[fmt.Sprintf("%-4s %s", door, outcome)]++
}

func (s *soak) outcome() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s.outcomes)) {
		fmt.Fprintf(&b, "%8d  %s\n", s.outcomes[name], name)
	}
	return b.String()
}

// look is what the process has at a time when nothing is under way.
type look struct {
	when                string
	goroutines, sockets int
	heap                uint64 // in use after a collection
}

// look waits a little for goroutines that are on their way out.
func (s *soak) look(when string) look {
	l := look{when: when, goroutines: runtime.NumGoroutine()}
	for range 30 {
		time.Sleep(10 * time.Millisecond)
		if n := runtime.NumGoroutine(); n < l.goroutines {
			l.goroutines = n
		}
	}
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	l.heap, l.sockets = m.HeapAlloc, sockets(s.t)
	s.t.Logf("%8s: %d goroutines, %d sockets, %d KiB of heap, at most %s resident", when, l.goroutines, l.sockets, l.heap>>10, mostResident(s.t))
	return l
}

// sockets counts those that this process has open.
func sockets(t *testing.T) (n int) {
	list, err := filepath.Glob("/proc/self/fd/*")
	require.NoError(t, err)
	for _, fd := range list {
		if target, err := os.Readlink(fd); err == nil && strings.HasPrefix(target, "socket:") {
			n++
		}
	}
	return n
}

// mostResident is the most memory that this process ever had, as the kernel tells.
func mostResident(t *testing.T) string {
	status, err := os.ReadFile("/proc/self/status")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}
