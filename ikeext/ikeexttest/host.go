package ikeexttest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds on what clients can make the host wait for and keep.
const (
	idleTimeout  = 2 * time.Minute
	writeTimeout = 10 * time.Second
	maxConns     = 1024
	maxJournal   = 4096
)

// Host is a simulated Windows host. It is safe for concurrent use.
type Host struct {
	cfg    Config
	keytab *hostKeytab // nil when the host speaks no Kerberos
	ports  []*port     // endpoint mapper first
	winrm  *winrm      // nil when there is none
	idle   time.Duration
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup

	firstGroup uint32
	lastGroup  atomic.Uint32
	engines    atomic.Int64
	// enumerations counts the enumeration handles of IKEEXT that are open.
	enumerations atomic.Int64
	associations associations
	sas          *saStore
	exporter     *exporter
	calls        journal[Call]
	violations   journal[string]

	mu     sync.Mutex
	conns  map[net.Conn]struct{}
	closed bool
}

// port is one process of the host that listens: the interfaces in it and,
// once it listens, where.
type port struct {
	services []*service
	listener net.Listener
	addr     netip.AddrPort
	reserved io.Closer // what keeps a port that nobody listens on from others
}

// Start opens the listeners and serves until Close. It fails when Config has an
// unknown profile or an address that cannot be listened on.
func Start(cfg Config) (*Host, error) {
	h, err := newHost(cfg)
	if err != nil {
		return nil, err
	}
	if err := h.listen(); err != nil {
		return nil, errors.Join(fmt.Errorf("simulated host: %w", err), h.Close())
	}
	for _, p := range h.ports {
		if p.listener != nil {
			h.wg.Add(1)
			go h.accept(p)
		}
	}
	return h, nil
}

// listen opens the listeners that the profile has.
func (h *Host) listen() error {
	addr := h.cfg.Addr
	for _, p := range h.ports {
		open := func(addr string) error { return p.listen(h.cfg.Listen, addr) }
		if h.cfg.Profile == StockClosed || h.cfg.Profile == WinRMOnly {
			open = p.reserve
		}
		if err := open(addr); err != nil {
			return err
		}
		// The others open beside the endpoint mapper, on free ports.
		addr = net.JoinHostPort(p.addr.Addr().String(), "0")
	}
	if h.winrm != nil {
		return h.winrm.listen(addr)
	}
	return nil
}

// newHost makes a host without listeners.
func newHost(cfg Config) (*Host, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	h := &Host{cfg: cfg, idle: idleTimeout, conns: map[net.Conn]struct{}{}, exporter: newExporter()}
	if cfg.Keytab != "" {
		if h.keytab, err = loadKeytab(cfg.Keytab); err != nil {
			return nil, err
		}
	}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	// Windows's group numbers look like addresses; any number but 0 will do.
	h.firstGroup = 0x10000 + rand.Uint32N(1<<20)
	h.lastGroup.Store(h.firstGroup)
	h.sas = newSAStore(&h.cfg)
	h.ports = h.layOut()
	if cfg.WinRM || cfg.Profile == WinRMOnly {
		h.winrm = h.newWinRM()
	}
	return h, nil
}

func (p *port) listen(open func(network, address string) (net.Listener, error), addr string) error {
	l, err := open("tcp", addr)
	if err != nil {
		return err
	}
	p.listener = l
	bound := l.Addr().(*net.TCPAddr).AddrPort()
	p.addr = netip.AddrPortFrom(bound.Addr().Unmap(), bound.Port())
	return nil
}

// accept serves the connections of one port until the host is closed.
func (h *Host) accept(p *port) {
	defer h.wg.Done()
	for {
		nc, err := p.listener.Accept()
		if err != nil {
			if h.ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
				return
			}
			// Out of sockets, most likely: others will be closed in a while.
			h.logf("accept: %v", err)
			select {
			case <-time.After(50 * time.Millisecond):
			case <-h.ctx.Done():
			}
			continue
		}
		if !h.track(nc) {
			nc.Close()
			continue
		}
		go func() {
			defer h.untrack(nc)
			newConn(h, p, nc).serve()
		}()
	}
}

// track counts a connection in, unless the host is full or closed.
func (h *Host) track(nc net.Conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.conns) >= maxConns {
		return false
	}
	h.conns[nc] = struct{}{}
	h.wg.Add(1)
	return true
}

func (h *Host) untrack(nc net.Conn) {
	nc.Close()
	h.mu.Lock()
	delete(h.conns, nc)
	h.mu.Unlock()
	h.wg.Done()
}

// Close closes the listeners and every connection and waits until nothing of
// the host runs, functions of Config included. Closing again does nothing.
func (h *Host) Close() error {
	h.cancel()
	if h.winrm != nil {
		h.winrm.server.Close()
	}
	h.mu.Lock()
	first := !h.closed
	h.closed = true
	var err error
	for _, p := range h.ports {
		if first && p.listener != nil {
			err = errors.Join(err, p.listener.Close())
		}
		if first && p.reserved != nil {
			err = errors.Join(err, p.reserved.Close())
		}
	}
	for nc := range h.conns {
		nc.Close()
	}
	h.mu.Unlock()
	h.wg.Wait()
	return err
}

// Addr returns the address of the endpoint mapper.
func (h *Host) Addr() netip.AddrPort { return h.ports[0].addr }

// EPMPort returns the port of the endpoint mapper.
func (h *Host) EPMPort() int { return int(h.Addr().Port()) }

// Endpoint returns the string binding of IKEEXT, such as
// "ncacn_ip_tcp:127.0.0.1[49666]"; empty when the profile has none.
func (h *Host) Endpoint() string { return h.binding("ikeext") }

// EngineEndpoint returns the string binding of the Base Filtering Engine; empty
// when the profile has none.
func (h *Host) EngineEndpoint() string { return h.binding("engine") }

// WMIEndpoint returns the string binding of WMI, which activation leads to; empty
// when the profile has none.
func (h *Host) WMIEndpoint() string { return h.binding(loginService) }

func (h *Host) binding(name string) string {
	for _, p := range h.ports {
		for _, s := range p.services {
			if s.name == name {
				return fmt.Sprintf("ncacn_ip_tcp:%s[%d]", p.addr.Addr(), p.addr.Port())
			}
		}
	}
	return ""
}

// OpenConns returns the number of connections that are open now, on all ports.
func (h *Host) OpenConns() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.conns)
}

// OpenEngines returns the number of engine sessions that are open now. They end
// with EngineClose, with AbortEngines or with the last connection of their
// association group.
func (h *Host) OpenEngines() int { return int(h.engines.Load()) }

// OpenEnumerations returns the number of enumeration handles of IKEEXT that are
// open now. They end with IkeRpcIkeSADestroyEnumHandle or with the last connection
// of their association group.
func (h *Host) OpenEnumerations() int { return int(h.enumerations.Load()) }

// Calls returns the calls received so far, oldest first, refused ones included.
// Of a call whose protection could not be removed the Stub is nil. The oldest
// are dropped when there are more than 4096.
func (h *Host) Calls() []Call { return h.calls.list() }

// Violations returns every breach of the protocol so far, oldest first and
// bounded as Calls is. A refused sign-in is none.
func (h *Host) Violations() []string { return h.violations.list() }

func (h *Host) violationf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	h.violations.add(text)
	h.logf("violation: %s", text)
}

func (h *Host) logf(format string, args ...any) {
	if h.cfg.Logf != nil {
		h.cfg.Logf(format, args...)
	}
}

// withDefaults returns the configuration with every zero replaced.
func (cfg Config) withDefaults() (Config, error) {
	builds := map[Profile]uint16{
		Permissive: 20348, Windows7: 7601, Stock2016: 14393, StockSplit: 17763,
		WMIOpen2016: 14393, WMIOpenSplit: 17763, StockClosed: 17763, ServiceStopped: 17763,
		WinRMOnly: 20348,
	}
	if cfg.Profile == "" {
		cfg.Profile = Permissive
	}
	build, ok := builds[cfg.Profile]
	if !ok {
		return cfg, fmt.Errorf("simulated host: unknown profile %q", cfg.Profile)
	}
	if cfg.Build == 0 {
		cfg.Build = build
	}
	if cfg.Addr == "" {
		cfg.Addr = "127.0.0.1:0"
	}
	if cfg.Listen == nil {
		cfg.Listen = net.Listen
	}
	if cfg.Domain == "" {
		cfg.Domain = "SIMDOMAIN"
	}
	if cfg.Name == "" {
		cfg.Name = "SIMHOST"
	}
	if cfg.SADescriptor == nil {
		cfg.SADescriptor = DefaultDescriptor()
	}
	if cfg.EngineDescriptor == nil {
		cfg.EngineDescriptor = DefaultDescriptor()
	}
	if cfg.EngineOptions == nil {
		cfg.EngineOptions = DefaultEngineOptions()
	}
	if cfg.IPsec == nil {
		cfg.IPsec = DefaultIPsecStatistics
	}
	if cfg.DoSP == nil {
		cfg.DoSP = DefaultDoSPStatistics
	}
	if cfg.Statistics == nil {
		cfg.Statistics = DefaultStatistics
	}
	if statistics := cfg.Statistics; cfg.Performance == nil {
		cfg.Performance = func() []PerformanceObject { return PerformanceOf(statistics()) }
	}
	users := map[string]string{DefaultUser: DefaultPassword}
	if cfg.Users != nil {
		users = make(map[string]string, len(cfg.Users))
		for name, password := range cfg.Users {
			users[strings.ToLower(name)] = password
		}
	}
	cfg.Users = users
	return cfg, nil
}
