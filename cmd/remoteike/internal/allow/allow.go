// Package allow decides which hosts may be read on somebody else's behalf. Whoever
// reaches the exporter names a host, and the exporter signs in there.
package allow

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// List admits hosts by rules. The zero List admits none.
type List struct {
	networks []netip.Prefix
	names    []string // exact, lower case, without a dot at the end
	suffixes []string // begin with a dot
}

// Parse reads the rules: an address ("192.0.2.7"), a network ("10.0.0.0/8"), a name
// ("vpn01.corp.example") or, with a dot in front, all names that end so
// (".corp.example").
func Parse(rules []string) (*List, error) {
	l := &List{}
	for _, rule := range rules {
		if err := l.add(rule); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func (l *List) add(rule string) error {
	if addr, err := netip.ParseAddr(rule); err == nil && addr.Zone() == "" {
		addr = addr.Unmap()
		l.networks = append(l.networks, netip.PrefixFrom(addr, addr.BitLen()))
		return nil
	}
	if network, err := netip.ParsePrefix(rule); err == nil {
		switch {
		case network.Addr().Is4In6():
			return fmt.Errorf("%q is an IPv4 network in IPv6 form: write it as IPv4", rule)
		case network != network.Masked():
			return fmt.Errorf("%q has bits behind its length: did you mean %s?", rule, network.Masked())
		}
		l.networks = append(l.networks, network)
		return nil
	}
	name := canonical(rule)
	if !isName(strings.TrimPrefix(name, ".")) {
		return fmt.Errorf("%q is no address, no network, no name and no end of names such as .corp.example", rule)
	}
	if strings.HasPrefix(name, ".") {
		l.suffixes = append(l.suffixes, name)
	} else {
		l.names = append(l.names, name)
	}
	return nil
}

// isName reports whether a name can be one of DNS, and no address that somebody
// mistyped.
func isName(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		ok := label != "" && len(label) <= 63 && strings.IndexFunc(label, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_'
		}) < 0
		if !ok {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(s) <= 253 && last[0] >= 'a'
}

func canonical(name string) string { return strings.TrimSuffix(strings.ToLower(name), ".") }

// MayAdmit reports whether a host may be admitted, depending on its addresses. What
// cannot be need not be resolved.
func (l *List) MayAdmit(host string) bool {
	return len(l.networks) > 0 || l.admitsName(host)
}

// Admit returns those of a host's addresses that may be connected to. An address in
// a network of the rules is admitted whatever its name. For a name of the rules any
// address is that leads out to another machine: who writes the zone must not turn a
// name into this machine, its links or another form of these.
func (l *List) Admit(host string, addrs []netip.Addr) []netip.Addr {
	byName := l.admitsName(host)
	var admitted []netip.Addr
	for _, addr := range addrs {
		addr = addr.Unmap()
		if (l.admitsAddr(addr) || byName && leadsOut(addr)) && !slices.Contains(admitted, addr) {
			admitted = append(admitted, addr)
		}
	}
	return admitted
}

func (l *List) admitsName(host string) bool {
	name := canonical(host)
	if _, err := netip.ParseAddr(name); err == nil || !isName(name) {
		return false
	}
	return slices.Contains(l.names, name) ||
		slices.ContainsFunc(l.suffixes, func(suffix string) bool { return strings.HasSuffix(name, suffix) })
}

func (l *List) admitsAddr(addr netip.Addr) bool {
	if addr.Zone() != "" {
		return false
	}
	return slices.ContainsFunc(l.networks, func(n netip.Prefix) bool { return n.Contains(addr) })
}

// leadsOut reports whether an address is one of another machine beyond the link, and
// stands for none that is not.
func leadsOut(addr netip.Addr) bool {
	addr = addr.Unmap()
	switch {
	case !addr.IsValid(), addr.Zone() != "",
		addr.IsUnspecified(), addr.IsLoopback(), addr.IsMulticast(),
		addr.IsLinkLocalUnicast(), addr.IsInterfaceLocalMulticast(), addr.IsLinkLocalMulticast():
		return false
	case addr.Is4():
		// 0.0.0.0/8 is this host on some systems, 255.255.255.255 everybody on the link.
		b := addr.As4()
		return b[0] != 0 && b[0] < 240
	}
	if inner, ok := embedded(addr); ok {
		return leadsOut(inner)
	}
	return true
}

// embedded returns the IPv4 address that an IPv6 address stands for where something
// on the way translates it or takes it out of its tunnel.
func embedded(addr netip.Addr) (inner netip.Addr, ok bool) {
	b := addr.As16()
	in := func(network string) bool { return netip.MustParsePrefix(network).Contains(addr) }
	switch {
	case in("::/96"), // IPv4-compatible
		in("64:ff9b::/96"), in("64:ff9b:1::/48"): // NAT64
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case in("2002::/16"): // 6to4
		return netip.AddrFrom4([4]byte(b[2:6])), true
	case in("2001::/32"): // Teredo, inverted
		return netip.AddrFrom4([4]byte{^b[12], ^b[13], ^b[14], ^b[15]}), true
	}
	return netip.Addr{}, false
}
