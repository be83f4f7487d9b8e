package main

import (
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
)

// switchboard has a listener for each port that the hosts have in common and hands
// a connection to the host whose address it was made to: three sockets are enough
// for ten thousand hosts.
type switchboard struct {
	lines   []*line
	traffic traffic
	wg      sync.WaitGroup
}

// traffic counts what went over all connections.
type traffic struct{ connections, received, sent atomic.Int64 }

// line is one port on all addresses.
type line struct {
	listener net.Listener
	port     int
	hosts    map[netip.Addr]*extension
}

// listener returns how a host at an address opens its ports: the n-th is on the
// n-th line. It must not be used once the lines are open.
func (s *switchboard) listener(at netip.Addr) func(network, address string) (net.Listener, error) {
	n := 0
	return func(string, string) (net.Listener, error) {
		if n == len(s.lines) {
			l, err := listenLoopback()
			if err != nil {
				return nil, err
			}
			port := l.Addr().(*net.TCPAddr).Port
			s.lines = append(s.lines, &line{listener: l, port: port, hosts: map[netip.Addr]*extension{}})
		}
		line := s.lines[n]
		n++
		e := &extension{
			addr:  net.TCPAddrFromAddrPort(netip.AddrPortFrom(at, uint16(line.port))),
			conns: make(chan net.Conn), closed: make(chan struct{}),
		}
		line.hosts[at] = e
		return e, nil
	}
}

// open begins to hand over connections.
func (s *switchboard) open() {
	for _, l := range s.lines {
		s.wg.Add(1)
		go func() {
			defer s.wg.Done()
			s.serve(l)
		}()
	}
}

func (s *switchboard) serve(l *line) {
	for {
		nc, err := l.listener.Accept()
		if err != nil {
			return
		}
		s.traffic.connections.Add(1)
		tcp := nc.(*net.TCPConn)
		e := l.hosts[tcp.LocalAddr().(*net.TCPAddr).AddrPort().Addr().Unmap()]
		if e == nil {
			tcp.Close()
			continue
		}
		select {
		case e.conns <- &countedConn{tcp, &s.traffic}:
		case <-e.closed:
			tcp.Close()
		}
	}
}

// close ends the lines. The hosts must be closed as well.
func (s *switchboard) close() {
	for _, l := range s.lines {
		l.listener.Close()
	}
	s.wg.Wait()
}

// extension is the listener of one host on a line.
type extension struct {
	addr   *net.TCPAddr
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (e *extension) Accept() (net.Conn, error) {
	select {
	case nc := <-e.conns:
		return nc, nil
	case <-e.closed:
		return nil, net.ErrClosed
	}
}

func (e *extension) Addr() net.Addr { return e.addr }

func (e *extension) Close() error {
	e.once.Do(func() { close(e.closed) })
	return nil
}

// countedConn counts octets.
type countedConn struct {
	*net.TCPConn
	traffic *traffic
}

func (c *countedConn) Read(b []byte) (int, error) {
	n, err := c.TCPConn.Read(b)
	c.traffic.received.Add(int64(n))
	return n, err
}

func (c *countedConn) Write(b []byte) (int, error) {
	n, err := c.TCPConn.Write(b)
	c.traffic.sent.Add(int64(n))
	return n, err
}
