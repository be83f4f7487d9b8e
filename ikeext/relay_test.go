package ikeext_test

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// relay is a recording proxy: every connection goes through it, and of each it
// counts the round trips that the client waited for.
type relay struct {
	t    testing.TB
	wait sync.WaitGroup

	mu        sync.Mutex
	listeners map[string]net.Listener // by where they lead
	lines     []*line
}

// line is one connection through a relay. What the client sends without having
// got an answer in between is one flight.
type line struct {
	mu    sync.Mutex
	trips int  // the one that connects included
	owed  bool // something was sent that nothing has come back for
}

func newRelay(t testing.TB) *relay {
	r := &relay{t: t, listeners: map[string]net.Listener{}}
	t.Cleanup(func() {
		r.mu.Lock()
		for _, l := range r.listeners {
			assert.NoError(t, l.Close())
		}
		r.mu.Unlock()
		r.wait.Wait()
	})
	return r
}

// trips returns the round trips of each connection so far, in the order in which
// they were made.
func (r *relay) trips() (trips []int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.lines {
		l.mu.Lock()
		trips = append(trips, l.trips)
		l.mu.Unlock()
	}
	return trips
}

// dial is a Config.DialContext that leads through the relay.
func (r *relay) dial(ctx context.Context, network, address string) (net.Conn, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.listeners[address]
	if l == nil {
		var err error
		l, err = net.Listen("tcp", "127.0.0.1:0")
		require.NoError(r.t, err)
		r.listeners[address] = l
		r.wait.Go(func() { r.serve(l, address) })
	}
	return new(net.Dialer).DialContext(ctx, network, l.Addr().String())
}

func (r *relay) serve(l net.Listener, address string) {
	for {
		client, err := l.Accept()
		if err != nil {
			return
		}
		host, err := net.Dial("tcp", address)
		if err != nil {
			_ = client.Close()
			continue
		}
		line := &line{trips: 1}
		r.mu.Lock()
		r.lines = append(r.lines, line)
		r.mu.Unlock()
		r.wait.Go(func() { forward(host, client, line.sent) })
		r.wait.Go(func() { forward(client, host, line.answered) })
	}
}

func (l *line) sent() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.owed {
		l.trips++
	}
	l.owed = true
}

func (l *line) answered() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.owed = false
}

// forward copies one direction to its end and notes each piece before it goes on.
func forward(to, from net.Conn, note func()) {
	defer to.Close()
	b := make([]byte, 64<<10)
	for {
		n, err := from.Read(b)
		if n > 0 {
			note()
			if _, err := to.Write(b[:n]); err != nil {
				_, _ = io.Copy(io.Discard, from)
				return
			}
		}
		if err != nil {
			return
		}
	}
}
