package ikeexttest

import (
	"errors"
	"net"
	"net/netip"
)

// connectionToNobody holds a port: as the local port of a connection nobody can
// listen on it, and whoever connects to it is refused.
type connectionToNobody struct{ from, to *net.TCPConn }

// reserve takes a port without listening on it.
func (p *port) reserve(addr string) error {
	local, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return err
	}
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: local.IP})
	if err != nil {
		return err
	}
	defer listener.Close()
	from, err := net.DialTCP("tcp", local, listener.Addr().(*net.TCPAddr))
	if err != nil {
		return err
	}
	to, err := listener.AcceptTCP()
	if err != nil {
		return errors.Join(err, from.Close())
	}
	p.reserved = connectionToNobody{from, to}
	bound := from.LocalAddr().(*net.TCPAddr).AddrPort()
	p.addr = netip.AddrPortFrom(bound.Addr().Unmap(), bound.Port())
	return nil
}

// Close gives the port back at once, without the time that TCP waits otherwise.
func (c connectionToNobody) Close() error {
	return errors.Join(c.from.SetLinger(0), c.from.Close(), c.to.SetLinger(0), c.to.Close())
}
