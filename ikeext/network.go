package ikeext

import (
	"context"
	"net"
	"strconv"
)

// network makes the TCP connections to one host.
type network struct {
	host string
	dial func(ctx context.Context, network, address string) (net.Conn, error)
	// pinned is the address that answered first. A name may stand for several
	// hosts, and the mapper's ports are those of the one that was asked. Empty
	// before the first connection, and with a dialer of the caller's, which may
	// lead anywhere.
	pinned string
	custom bool
}

// newNetwork returns the network to a host, by name or by the address that was
// given in its place.
func newNetwork(host, targetIP string, dial func(context.Context, string, string) (net.Conn, error)) *network {
	n := &network{host: host, dial: dial, custom: dial != nil, pinned: targetIP}
	if dial == nil {
		n.dial = new(net.Dialer).DialContext
	}
	return n
}

// connect connects to a port of the host. The addresses of a name are tried as
// net.Dialer does, until the first connection shows which to stay with.
func (n *network) connect(ctx context.Context, port uint16) (net.Conn, error) {
	conn, err := n.dial(ctx, "tcp", net.JoinHostPort(n.address(), strconv.Itoa(int(port))))
	if err != nil {
		return nil, err
	}
	if !n.custom && n.pinned == "" {
		if addr, ok := conn.RemoteAddr().(*net.TCPAddr); ok {
			n.pinned = addr.AddrPort().Addr().Unmap().String()
		}
	}
	return conn, nil
}

// address is where connections go: the pinned address, or the host by name.
func (n *network) address() string {
	if n.pinned != "" {
		return n.pinned
	}
	return n.host
}
