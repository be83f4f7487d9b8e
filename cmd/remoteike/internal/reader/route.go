package reader

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// dialFunc is that of [ikeext.Config].
type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// headStart is how long an address has before the next one is tried beside it.
const headStart = 250 * time.Millisecond

// route leads connections to a host to the addresses that were admitted, and to
// none else whatever its name has come to stand for. It stays with the address that
// answered first: a name may stand for several hosts, whose ports differ.
// Connections elsewhere, which are to KDCs, it leaves alone.
type route struct {
	host  string
	dial  dialFunc
	mu    sync.Mutex
	addrs []netip.Addr
}

func newRoute(host string, addrs []netip.Addr, dial dialFunc) *route {
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return &route{host: normal(host), addrs: addrs, dial: dial}
}

// Key is the form of a host's name in which hosts are compared.
func Key(host string) string { return normal(host) }

// normal is Key.
func normal(host string) string {
	host = strings.ToLower(strings.Trim(host, "[]"))
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().String()
	}
	return strings.TrimSuffix(host, ".")
}

// DialContext connects to an address, as Config.DialContext does.
func (r *route) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if normal(host) != r.host {
		return r.dial(ctx, network, address)
	}
	defer stopwatchOf(ctx).time("connect")()
	r.mu.Lock()
	addrs := r.addrs
	r.mu.Unlock()
	conn, addr, err := r.race(ctx, network, addrs, port)
	if err == nil {
		r.mu.Lock()
		r.addrs = []netip.Addr{addr}
		r.mu.Unlock()
	}
	return conn, err
}

// attempt is what came of an address.
type attempt struct {
	conn net.Conn
	addr netip.Addr
	err  error
}

// race connects to the first of the addresses that answers. Each begins when the one
// before has failed or had its head start.
func (r *route) race(ctx context.Context, network string, addrs []netip.Addr, port string) (net.Conn, netip.Addr, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan attempt)
	begin := func(addr netip.Addr) {
		conn, err := r.dial(ctx, network, net.JoinHostPort(addr.String(), port))
		select {
		case done <- attempt{conn, addr, err}:
		case <-ctx.Done(): // another was first
			if conn != nil {
				conn.Close()
			}
		}
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	err := errors.New("no address")
	running := 0
	for running > 0 || len(addrs) > 0 {
		next := timer.C
		if len(addrs) == 0 {
			next = nil
		}
		select {
		case <-next:
			go begin(addrs[0])
			addrs, running = addrs[1:], running+1
			timer.Reset(headStart)
		case a := <-done:
			if a.err == nil {
				return a.conn, a.addr, nil
			}
			err, running = a.err, running-1
			timer.Reset(0)
		case <-ctx.Done():
			return nil, netip.Addr{}, context.Cause(ctx)
		}
	}
	return nil, netip.Addr{}, err
}
