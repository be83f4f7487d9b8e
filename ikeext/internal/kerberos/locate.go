package kerberos

import (
	"context"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxKDCs bounds how many KDCs of a realm are tried.
const maxKDCs = 8

// locator knows the KDCs of realms, and which of them answered last.
type locator struct {
	o         *Options
	conf      *settings
	lookupSRV func(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)

	mu sync.Mutex
	// home is the client's realm: Options.KDC speaks for this one alone.
	home  string
	known map[string][]string
}

// setHome follows the client to another realm.
func (l *locator) setHome(realm string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.home = realm
}

func (l *locator) isHome(realm string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return realm == l.home
}

const noKDCHint = "name a KDC with --dc, or in krb5.conf under [realms], or see that DNS has SRV records _kerberos._udp and _kerberos._tcp of the realm"

// find returns the addresses of the KDCs of a realm in the order to try.
func (l *locator) find(ctx context.Context, realm string) ([]string, error) {
	l.mu.Lock()
	known := slices.Clone(l.known[realm])
	l.mu.Unlock()
	if len(known) > 0 {
		return known, nil
	}
	found, err := l.named(realm)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		found = l.bySRV(ctx, realm)
	}
	if ctx.Err() != nil {
		return nil, contextError(ctx, "looking for a KDC of realm "+realm)
	}
	if len(found) == 0 {
		return nil, fail(Unreachable, "", noKDCHint, "DNS names no KDC of realm %s", realm)
	}
	if len(found) > maxKDCs {
		found = found[:maxKDCs]
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[string][]string{}
	}
	l.known[realm] = found
	return slices.Clone(found), nil
}

// named returns the KDCs that the options or krb5.conf name. None and no error
// means that DNS may be asked.
func (l *locator) named(realm string) ([]string, error) {
	if l.o.KDC != "" && l.isHome(realm) {
		address, ok := kdcAddress(l.o.KDC)
		if !ok {
			return nil, fail(Unreachable, "", "write HOST or HOST:PORT", "the KDC %q is not an address", l.o.KDC)
		}
		return []string{address}, nil
	}
	found := l.conf.kdcs(realm)
	switch {
	case len(found) > 0:
		return found, nil
	case !l.conf.dnsLookupKDC:
		return nil, fail(Unreachable, l.conf.party, noKDCHint, "no KDC of realm %s is named, and dns_lookup_kdc is off", realm)
	case !strings.Contains(realm, "."):
		return nil, fail(Unreachable, l.conf.party, noKDCHint, "no KDC of realm %s is named, and a realm without a dot is not in DNS", realm)
	}
	return nil, nil
}

// bySRV asks DNS. Names that have no answer are no error: the other protocol's
// records may be there.
func (l *locator) bySRV(ctx context.Context, realm string) []string {
	lookup := l.lookupSRV
	if lookup == nil {
		lookup = boundResolver(ctx).LookupSRV
	}
	protos := []string{"udp", "tcp"}
	if l.o.DialContext != nil {
		protos = []string{"tcp", "udp"}
	}
	for _, proto := range protos {
		_, records, err := lookup(ctx, "kerberos", proto, realm)
		if err != nil {
			l.o.log().Debug("no SRV records", "proto", proto, "realm", realm, "error", err)
			continue
		}
		var found []string
		for _, r := range records {
			if host := strings.TrimSuffix(r.Target, "."); host != "" {
				found = append(found, net.JoinHostPort(host, strconv.Itoa(int(r.Port))))
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// prefer puts the KDC that answered at the front, so that a dead one costs its
// wait once.
func (l *locator) prefer(realm, address string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.known[realm]
	if i := slices.Index(known, address); i > 0 {
		l.known[realm] = slices.Concat([]string{address}, known[:i:i], known[i+1:])
	}
}

// boundResolver returns a resolver whose sockets end with ctx: the standard one
// goes on reading until its own time limit after ctx was cancelled.
func boundResolver(ctx context.Context) *net.Resolver {
	var d net.Dialer
	return &net.Resolver{Dial: func(dialCtx context.Context, network, address string) (net.Conn, error) {
		conn, err := d.DialContext(dialCtx, network, address)
		if err != nil {
			return nil, err
		}
		stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
		if p, ok := conn.(net.PacketConn); ok {
			return &boundPacketConn{boundConn{conn, stop}, p}, nil
		}
		return &boundConn{conn, stop}, nil
	}}
}

type boundConn struct {
	net.Conn
	stop func() bool
}

// Close releases the context as well.
func (c *boundConn) Close() error {
	c.stop()
	return c.Conn.Close()
}

// boundPacketConn tells the resolver by its type that this is UDP.
type boundPacketConn struct {
	boundConn
	packet net.PacketConn
}

// ReadFrom reads as the packet connection does.
func (c *boundPacketConn) ReadFrom(b []byte) (int, net.Addr, error) { return c.packet.ReadFrom(b) }

// WriteTo writes as the packet connection does.
func (c *boundPacketConn) WriteTo(b []byte, to net.Addr) (int, error) {
	return c.packet.WriteTo(b, to)
}

var _ net.PacketConn = (*boundPacketConn)(nil)

// Waits of an exchange.
const (
	// stagger is how long one KDC is waited for before the next is asked as well.
	stagger = time.Second
	// patience is how long any one attempt may take.
	patience = 10 * time.Second
)
