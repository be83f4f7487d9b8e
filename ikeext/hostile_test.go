package ikeext_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
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

// The files hostile*_test.go are a bench of hosts that break the protocol, by
// accident or on purpose. Whatever they do, a query ends soon, in an *ikeext.Error
// that says what happened or with the true values, leaves nothing behind and takes
// little memory.
const (
	// patience is how long a stage may take on the bench.
	patience = 200 * time.Millisecond
	// enough is how many times as long a query may take.
	enough = 8
	// mostMemory is what the bench may have in use, its hosts included.
	mostMemory = 64 << 20
)

// bench counts what came of the queries of a test, and holds what every one of
// them owes. Its methods may be called from anywhere.
type bench struct {
	t      *testing.T
	opened atomic.Int64 // sockets
	closed atomic.Int64
	peak   atomic.Uint64

	mu       sync.Mutex
	counts   map[string]int
	failures int
}

// newBench watches memory until the test is over and then prints the counts.
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
		b.print(time.Since(begin))
	})
	return b
}

// print tells how many queries ended how.
func (b *bench) print(took time.Duration) {
	total := 0
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(b.counts)) {
		total += b.counts[name]
		fmt.Fprintf(&lines, "\n%8d  %s", b.counts[name], name)
	}
	b.t.Logf("%d queries in %v, %d sockets, at most %d KiB of heap%s", total, took.Round(time.Millisecond),
		b.opened.Load(), b.peak.Load()>>10, lines.String())
}

// errorf fails the test, without drowning it.
func (b *bench) errorf(format string, args ...any) {
	b.mu.Lock()
	b.failures++
	n := b.failures
	b.mu.Unlock()
	if n <= 20 {
		b.t.Errorf(format, args...)
	}
}

func (b *bench) count(name string) {
	b.mu.Lock()
	b.counts[name]++
	b.mu.Unlock()
}

// recount counts a query as another kind than it was taken for.
func (b *bench) recount(from, to string) {
	b.mu.Lock()
	b.counts[from]--
	b.counts[to]++
	b.mu.Unlock()
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

var errElsewhere = errors.New("the bench leads nowhere else")

// dial connects to the ports of a host and to no other: a damaged answer of its
// mapper names ports that belong to somebody else here.
func (b *bench) dial(allowed ...string) dialer {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if !slices.Contains(allowed, address) {
			return nil, &net.OpError{Op: "dial", Net: network, Err: errElsewhere}
		}
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		b.opened.Add(1)
		return &tracked{Conn: conn, closed: &b.closed}, nil
	}
}

// at is host:port of a string binding.
func at(binding string) string {
	rest := strings.TrimPrefix(binding, "ncacn_ip_tcp:")
	host, port, _ := strings.Cut(strings.TrimSuffix(rest, "]"), "[")
	return net.JoinHostPort(host, port)
}

// read dials, asks once and closes.
func read(ctx context.Context, cfg *ikeext.Config) (*ikeext.Snapshot, error) {
	client, err := ikeext.Dial(ctx, "127.0.0.1", cfg)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return client.Statistics(ctx)
}

// ask queries once and holds that an error explains itself, and that it comes in
// time: of the stages that may go wrong the first ends the query, but for the first
// query of WMI, which may take longer.
func (b *bench) ask(what string, cfg *ikeext.Config) (*ikeext.Snapshot, *ikeext.Error) {
	limit := enough * cfg.StageTimeout
	if cfg.StageTimeout == 0 {
		limit = 4 * ikeext.DefaultStageTimeout // nothing is waited for
	}
	ctx, cancel := context.WithTimeout(b.t.Context(), limit)
	defer cancel()
	begin := time.Now()
	s, err := read(ctx, cfg)
	if took := time.Since(begin); took > limit+soon {
		b.errorf("%s: took %v", what, took)
	}
	if err == nil {
		b.count("values")
		return s, nil
	}
	var e *ikeext.Error
	if s != nil || !errors.As(err, &e) {
		b.errorf("%s: %v and %T %v", what, s, err, err)
		return nil, &ikeext.Error{}
	}
	b.count(fmt.Sprintf("%-8s %s", e.Stage, e.Class))
	if e.Stage == "" || e.Class == "" || e.Class == ikeext.ErrInternal || e.Host != "127.0.0.1" || e.Door == "" ||
		e.Hint == "" || e.Err == nil {
		b.errorf("%s: %+v", what, e)
	}
	return nil, e
}

// expectTrue holds that the values are those of distinct, all of them or those that
// WMI has.
func (b *bench) expectTrue(what string, s *ikeext.Snapshot) {
	want, read := distinct(), 0
	for f, v := range s.Fields() {
		if read++; v != want[f] {
			b.errorf("%s: %v is %d, not %d", what, f, v, want[f])
		}
	}
	least := ikeext.FieldCount
	if s.Door != ikeext.DoorRPC {
		least = 75
	}
	if read != least {
		b.errorf("%s: %d values", what, read)
	}
}

// each runs work for the numbers below n, a few of them at a time, each worker
// with what prepare made for it.
func each[W any](n int, prepare func() W, work func(w W, i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, 8) {
		w := prepare()
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(w, i)
			}
		})
	}
	wg.Wait()
}

// damaged is a host whose PDUs can be damaged by their number in the conversation.
type damaged struct {
	host *ikeexttest.Host
	cfg  *ikeext.Config

	mu    sync.Mutex
	next  int
	spoil func(number int, p ikeexttest.PDU) ikeexttest.Misbehaviour
	sent  []ikeexttest.PDU // as they were meant, in the last query
	calls int
	edit  func(number int, stub []byte) []byte // before the stub is protected
	stubs []stub                               // as they were meant
	peers map[string]bool                      // the sockets of the query
}

// stub is what answers a call.
type stub struct {
	of    string // the interface
	bytes []byte
}

// newDamaged starts a host to be asked as edit says. Breaches are expected of a
// client that was told wrong things.
func (b *bench) newDamaged(host ikeexttest.Config, edit func(*ikeexttest.Host, *ikeext.Config)) *damaged {
	d := &damaged{}
	host.Statistics, host.Misbehave = distinct, d.misbehave
	if host.Intercept == nil {
		host.Intercept = d.intercept
	}
	var err error
	d.host, err = ikeexttest.Start(host)
	require.NoError(b.t, err)
	b.t.Cleanup(func() {
		assert.Eventually(b.t, func() bool { return d.host.OpenConns() == 0 }, 10*soon, time.Millisecond, "connections left open")
		assert.NoError(b.t, d.host.Close())
	})
	d.cfg = config(d.host)
	d.cfg.Engine, d.cfg.StageTimeout = ikeext.EngineSkip, patience
	edit(d.host, d.cfg)
	d.cfg.DialContext = d.noting(b.dial(d.host.Addr().String(), at(d.host.Endpoint()), at(d.host.EngineEndpoint()), at(d.host.WMIEndpoint())))
	return d
}

// dialer makes connections.
type dialer = func(ctx context.Context, network, address string) (net.Conn, error)

// noting notes which connections belong to the query.
func (d *damaged) noting(dial dialer) dialer {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err == nil {
			d.mu.Lock()
			d.peers[conn.LocalAddr().String()] = true
			d.mu.Unlock()
		}
		return conn, err
	}
}

func (d *damaged) misbehave(p ikeexttest.PDU) ikeexttest.Misbehaviour {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.peers[p.Peer] {
		return nil // of a query before, which did not wait
	}
	number := d.next
	d.next++
	p.Bytes = slices.Clone(p.Bytes)
	d.sent = append(d.sent, p)
	if d.spoil == nil {
		return nil
	}
	return d.spoil(number, p)
}

func (d *damaged) intercept(c *ikeexttest.Call) *ikeexttest.Reply {
	d.mu.Lock()
	defer d.mu.Unlock()
	number, edit := d.calls, d.edit
	d.calls++
	return &ikeexttest.Reply{Edit: func(b []byte) []byte {
		d.mu.Lock()
		d.stubs = append(d.stubs, stub{c.Interface, slices.Clone(b)})
		d.mu.Unlock()
		if edit == nil {
			return b
		}
		return edit(number, b)
	}}
}

// askEdited queries while stubs are protected and sent as edit says.
func (d *damaged) askEdited(b *bench, what string, edit func(number int, stub []byte) []byte) (*ikeext.Snapshot, *ikeext.Error) {
	d.mu.Lock()
	d.edit = edit
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		d.edit = nil
		d.mu.Unlock()
	}()
	return d.askPatiently(b, what, nil)
}

// answers are the stubs of a query that nothing happens to.
func (d *damaged) answers(b *bench) []stub {
	d.conversation(b)
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.stubs)
}

// ask queries while PDUs are sent as spoil says.
func (d *damaged) ask(b *bench, what string, spoil func(int, ikeexttest.PDU) ikeexttest.Misbehaviour) (*ikeext.Snapshot, *ikeext.Error) {
	for begin := time.Now(); d.host.OpenConns() > 0 && time.Since(begin) < 10*soon; {
		time.Sleep(100 * time.Microsecond)
	}
	d.mu.Lock()
	d.next, d.sent, d.spoil = 0, nil, spoil
	d.calls, d.stubs, d.peers = 0, nil, map[string]bool{}
	d.mu.Unlock()
	return b.ask(what, d.cfg)
}

// askPatiently is ask where a host that is busy, and no more, must not count as one
// that does not answer.
func (d *damaged) askPatiently(b *bench, what string, spoil func(int, ikeexttest.PDU) ikeexttest.Misbehaviour) (*ikeext.Snapshot, *ikeext.Error) {
	return d.askWithin(b, what, 0, spoil)
}

// askWithin is ask with another time for each stage.
func (d *damaged) askWithin(b *bench, what string, stage time.Duration, spoil func(int, ikeexttest.PDU) ikeexttest.Misbehaviour) (*ikeext.Snapshot, *ikeext.Error) {
	d.cfg.StageTimeout = stage
	defer func() { d.cfg.StageTimeout = patience }()
	return d.ask(b, what, spoil)
}

// conversation are the PDUs of a query that nothing happens to.
func (d *damaged) conversation(b *bench) []ikeexttest.PDU {
	s, err := d.askPatiently(b, "undamaged", nil)
	require.Nil(b.t, err)
	b.expectTrue("undamaged", s)
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.sent)
}

// instead sends other bytes in place of one PDU of the conversation.
func instead(of int, replace func(pdu []byte) []byte) func(int, ikeexttest.PDU) ikeexttest.Misbehaviour {
	return func(number int, p ikeexttest.PDU) ikeexttest.Misbehaviour {
		if number != of {
			return nil
		}
		return func(w *ikeexttest.Wire, p ikeexttest.PDU) { w.Write(replace(slices.Clone(p.Bytes))) }
	}
}

// as has one PDU of the conversation sent as m says.
func as(of int, m ikeexttest.Misbehaviour) func(int, ikeexttest.PDU) ikeexttest.Misbehaviour {
	return func(number int, _ ikeexttest.PDU) ikeexttest.Misbehaviour {
		if number != of {
			return nil
		}
		return m
	}
}

// The ways in which the bench asks.
func unprotected(_ *ikeexttest.Host, cfg *ikeext.Config) {
	*cfg = ikeext.Config{Auth: ikeext.AuthNone, EPMPort: cfg.EPMPort, Engine: cfg.Engine, StageTimeout: cfg.StageTimeout}
}

func protected(auth ikeext.Auth, level ikeext.Level) func(*ikeexttest.Host, *ikeext.Config) {
	return func(host *ikeexttest.Host, cfg *ikeext.Config) {
		cfg.Auth, cfg.Level, cfg.Endpoint = auth, level, host.Endpoint()
	}
}

func overWMI(_ *ikeexttest.Host, cfg *ikeext.Config) {
	cfg.Auth, cfg.Engine, cfg.Doors = ikeext.AuthNegotiate, "", []ikeext.Door{ikeext.DoorWMI}
}

func overWMIWith(auth ikeext.Auth, level ikeext.Level) func(*ikeexttest.Host, *ikeext.Config) {
	return func(host *ikeexttest.Host, cfg *ikeext.Config) {
		overWMI(host, cfg)
		cfg.Auth, cfg.Level = auth, level
	}
}
