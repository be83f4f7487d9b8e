package pipe

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The bench has an SMB host misbehave at every frame of a conversation
// in which a pipe is opened, written, read and closed.
const (
	greeting = "hello"
	// patience is how long opening may take on the bench, and the rest.
	patience = 200 * time.Millisecond
	// mostMemory is what the bench may have in use, its hosts included.
	mostMemory = 64 << 20
)

// dialects are hosts that sign by each algorithm, and one that encrypts.
func dialects() map[string]func() *host {
	return map[string]func() *host{
		"2.1":              func() *host { return &host{dialect: dialect210} },
		"3.0.2":            func() *host { return &host{dialect: dialect302} },
		"3.1.1":            func() *host { return &host{dialect: dialect311} },
		"3.1.1, encrypted": func() *host { return &host{dialect: dialect311, cipherID: cipherGCM} },
	}
}

// bench counts what came of conversations.
type bench struct {
	t      *testing.T
	opened atomic.Int64
	closed atomic.Int64
	peak   atomic.Uint64

	mu     sync.Mutex
	counts map[string]int
}

func newBench(t *testing.T) *bench {
	b := &bench{t: t, counts: map[string]int{}}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			b.peak.Store(max(b.peak.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	begin := time.Now()
	t.Cleanup(func() {
		close(stop)
		<-stopped
		assert.Less(t, b.peak.Load(), uint64(mostMemory), "memory")
		assert.Equal(t, b.opened.Load(), b.closed.Load(), "sockets opened and closed")
		var lines strings.Builder
		total := 0
		for _, name := range slices.Sorted(maps.Keys(b.counts)) {
			total += b.counts[name]
			fmt.Fprintf(&lines, "\n%8d  %s", b.counts[name], name)
		}
		t.Logf("%d conversations in %v, at most %d KiB of heap%s", total, time.Since(begin).Round(time.Millisecond), b.peak.Load()>>10, &lines)
	})
	return b
}

// tracked is a socket whose closing is counted.
type tracked struct {
	net.Conn
	once   sync.Once
	closed *atomic.Int64
}

func (c *tracked) Close() error {
	c.once.Do(func() { c.closed.Add(1) })
	return c.Conn.Close()
}

// converse opens a pipe of a host whose frames wire sends, writes, reads and closes.
// It holds that this ends soon, with the greeting or with an error of this package.
func (b *bench) converse(what string, h *host, over func() (client, server net.Conn), wire func(h *host, number int, frame []byte) bool) error {
	client, server := over()
	h.conn, h.done, h.messages = server, make(chan struct{}), [][]byte{[]byte(greeting)}
	h.wire = func(number int, frame []byte) bool { return wire(h, number, frame) }
	go h.run()
	b.opened.Add(1)
	begin := time.Now()
	got, err := talk(&tracked{Conn: client, closed: &b.closed})
	took := time.Since(begin)
	server.Close()
	<-h.done
	var e *Error
	outcome := ""
	switch {
	case err == nil && got != greeting:
		b.t.Errorf("%s: %q came", what, got)
	case err == nil:
		outcome = "greeting"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		outcome = "deadline"
	case errors.As(err, &e):
		outcome = string(e.Stage)
		if frame := (*FrameError)(nil); errors.As(err, &frame) {
			outcome += ", frame refused"
		} else if e.Status != 0 {
			outcome += ", status"
		}
	case errors.Is(err, io.EOF):
		outcome = "end of the pipe"
	default:
		b.t.Errorf("%s: %T %v", what, err, err)
	}
	if most := 2*patience + goodbye + 10*time.Second; took > most {
		b.t.Errorf("%s: took %v", what, took)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.counts[outcome]++
	return err
}

// talk is the client.
func talk(socket net.Conn) (string, error) {
	life, end := context.WithCancel(context.Background())
	c := newConn(life, end, socket)
	defer c.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := openConn(ctx, c); err != nil {
		return "", err
	}
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return "", err
	}
	if _, err := c.Write([]byte(greeting)); err != nil {
		return "", err
	}
	got := make([]byte, len(greeting))
	_, err := io.ReadFull(c, got)
	return string(got), err
}

// several lets a few conversations go on at once.
func several(n int, converse func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, 8) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				converse(i)
			}
		})
	}
	wg.Wait()
}

// tcp is a connection whose sides close one at a time.
func tcp(t *testing.T) func() (client, server net.Conn) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	var one sync.Mutex
	return func() (net.Conn, net.Conn) {
		one.Lock()
		defer one.Unlock()
		client, err := net.Dial("tcp", listener.Addr().String())
		require.NoError(t, err)
		server, err := listener.Accept()
		require.NoError(t, err)
		return client, server
	}
}

// frames returns the frames that a host sends to whom nothing happens, up to the
// answer to READ: nothing depends on those that follow.
func (b *bench) frames(h *host) (list [][]byte) {
	err := b.converse("undamaged", h, net.Pipe, func(h *host, _ int, frame []byte) bool {
		list = append(list, bytes.Clone(frame))
		_, err := h.conn.Write(frame)
		return err == nil
	})
	require.NoError(b.t, err)
	const matter = 7 // negotiate, two of the sign-in, tree, create, write, read
	require.Greater(b.t, len(list), matter)
	return list[:matter]
}
