package ikeexttest

import (
	"errors"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestCloseWithLiveConnections(t *testing.T) {
	before := goleak.IgnoreCurrent()
	h, err := Start(Config{AllowUnauthenticated: true, Intercept: always(Reply{Delay: time.Hour})})
	require.NoError(t, err)
	silent := dialRaw(t, h.Addr().String())
	bound := dialRPC(t, h.EngineEndpoint())
	bound.ask(bindEngine)
	bound.send(requestPDU(2, 2, make([]byte, 8)))
	bound.receive()
	waiting := dialRPC(t, h.Endpoint())
	waiting.ask(bindIKEEXT)
	waiting.send(unhex(t, getStatistics))
	require.Eventually(t, func() bool { return h.OpenConns() == 3 && len(h.Calls()) == 2 }, 5*time.Second, time.Millisecond)

	require.NoError(t, h.Close())
	goleak.VerifyNone(t, before)
	assert.Zero(t, h.OpenConns())
	assert.Zero(t, h.OpenEngines())
	for _, c := range []*rawConn{silent, bound, waiting} {
		c.requireEnd()
	}
}

func TestCloseTwice(t *testing.T) {
	h, err := Start(Config{})
	require.NoError(t, err)
	require.NoError(t, h.Close())
	assert.NoError(t, h.Close())
}

func TestEngineSessionsEndWithTheirConnection(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.EngineEndpoint())
	c.ask(bindEngine)
	for range 3 {
		c.send(requestPDU(2, 2, make([]byte, 8)))
		c.receive()
	}
	require.Equal(t, 3, h.OpenEngines())
	c.Close()
	assert.Eventually(t, func() bool { return h.OpenEngines() == 0 && h.OpenConns() == 0 }, 5*time.Second, time.Millisecond)
}

func TestHandleOfAnotherConnectionIsUnknown(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	owner, other := dialRPC(t, h.EngineEndpoint()), dialRPC(t, h.EngineEndpoint())
	owner.ask(bindEngine)
	other.ask(bindEngine)
	owner.send(requestPDU(2, 2, make([]byte, 8)))
	handle := owner.receive()[24:44]
	other.send(requestPDU(2, 3, handle))
	requireFault(t, faultContextMismatch, other.receive())
	assert.Equal(t, 1, h.OpenEngines())
}

func TestIdleConnectionsAreClosed(t *testing.T) {
	h, err := newHost(Config{})
	require.NoError(t, err)
	h.idle = 20 * time.Millisecond
	p := h.ports[0]
	require.NoError(t, p.listen(net.Listen, "127.0.0.1:0"))
	h.wg.Add(1)
	go h.accept(p)
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	dialRaw(t, h.Addr().String()).requireEnd()
	assert.Empty(t, h.Violations())
}

func TestPanicInACallbackIsAViolation(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, Intercept: func(*Call) *Reply { panic("oops") }})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(unhex(t, getStatistics))
	c.requireEnd()
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "the host panicked: oops")
}

func TestJournalIsBounded(t *testing.T) {
	var j journal[int]
	for i := range maxJournal + 5 {
		j.add(i)
	}
	entries := j.list()
	assert.Len(t, entries, maxJournal)
	assert.Equal(t, 5, entries[0])
}

func TestManyClientsAtOnce(t *testing.T) {
	var mu sync.Mutex
	var lines []string
	h := start(t, Config{Logf: func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, fmt.Sprintf(format, args...))
	}})
	const clients = 16
	errs := make(chan error, clients)
	for range clients {
		c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
		go func() {
			_, err := c.statistics()
			errs <- err
		}()
	}
	for range clients {
		require.NoError(t, <-errs)
	}
	assert.Len(t, h.Calls(), clients)
	assert.Empty(t, h.Violations())
	mu.Lock()
	defer mu.Unlock()
	assert.NotEmpty(t, lines)
	for _, line := range lines {
		assert.NotContains(t, line, DefaultPassword)
	}
}

// TestListen has every port opened by the caller, the endpoint mapper's first.
func TestListen(t *testing.T) {
	var opened []string
	h := start(t, Config{WinRM: true, AllowUnauthenticated: true, Listen: func(network, address string) (net.Listener, error) {
		l, err := net.Listen(network, address)
		opened = append(opened, l.Addr().String())
		return l, err
	}})
	require.Len(t, opened, 4)
	assert.Equal(t, h.Addr().String(), opened[0])
	assert.Equal(t, fmt.Sprintf("ncacn_ip_tcp:127.0.0.1[%d]", h.ports[1].addr.Port()), h.Endpoint())
	assert.Equal(t, opened[1], h.ports[1].addr.String())
	assert.Equal(t, byte(typeBindAck), dialRPC(t, h.Endpoint()).ask(bindIKEEXT)[2])

	refused := errors.New("no port")
	_, err := Start(Config{Listen: func(string, string) (net.Listener, error) { return nil, refused }})
	assert.ErrorIs(t, err, refused)
}
