package ikeext_test

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// counting is a dialer that counts connections, octets, and how often the
// direction turned from sending to receiving, which is a round trip.
type counting struct {
	conns, sent, received, trips atomic.Int64
}

func (c *counting) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	c.conns.Add(1)
	return &countingConn{Conn: conn, count: c}, nil
}

type countingConn struct {
	net.Conn
	count *counting

	mu   sync.Mutex
	owed bool // something was sent that nothing has come back for
}

func (c *countingConn) Write(b []byte) (int, error) {
	c.mu.Lock()
	c.owed = true
	c.mu.Unlock()
	n, err := c.Conn.Write(b)
	c.count.sent.Add(int64(n))
	return n, err
}

func (c *countingConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.count.received.Add(int64(n))
	if n > 0 {
		c.mu.Lock()
		if c.owed {
			c.count.trips.Add(1)
		}
		c.owed = false
		c.mu.Unlock()
	}
	return n, err
}

// TestTraffic holds what one reading costs by each door: connections, round trips
// without those that make a connection, and, roughly, octets. By rpc these are
// the mapper's bind and two questions in one flight, two of SPNEGO for each of two
// sign-ins, and three calls; by WMI two of SPNEGO for each of two sign-ins, three further
// interfaces, and 18 calls: activation, login, two for each of seven classes, two
// releases; by WinRM two of the sign-in, and one for each of seven classes.
func TestTraffic(t *testing.T) {
	for _, c := range []struct {
		profile             ikeexttest.Profile
		door                ikeext.Door
		conns, trips, kilos int64
	}{
		{ikeexttest.Permissive, ikeext.DoorRPC, 3, 9, 5},
		{ikeexttest.WMIOpenSplit, ikeext.DoorWMI, 2, 25, 28},
		{ikeexttest.WinRMOnly, ikeext.DoorWinRM, 1, 9, 40},
	} {
		t.Run(string(c.door), func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: c.profile})
			cfg := config(host)
			cfg.Doors, cfg.WinRMPort = []ikeext.Door{c.door}, host.WinRMPort()
			var count counting
			cfg.DialContext = count.dial
			_, err := query(t, cfg)
			require.NoError(t, err)
			t.Logf("%d connections, %d round trips, %d octets sent, %d received", count.conns.Load(), count.trips.Load(),
				count.sent.Load(), count.received.Load())
			assert.Equal(t, c.conns, count.conns.Load())
			assert.Equal(t, c.trips, count.trips.Load())
			assert.InDelta(t, c.kilos<<10, count.sent.Load()+count.received.Load(), float64(c.kilos<<7))
		})
	}
}
