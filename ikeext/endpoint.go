package ikeext

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// parseHost returns a host name or address without the brackets that IPv6
// addresses wear beside ports.
func parseHost(host string) (string, error) {
	bare := host
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		bare = host[1 : len(host)-1]
		if addr, err := netip.ParseAddr(bare); err != nil || !addr.Is6() {
			return "", &ConfigError{"host", fmt.Sprintf("%q: brackets are for IPv6 addresses", host)}
		}
		return bare, nil
	}
	if _, err := netip.ParseAddr(bare); err == nil {
		return bare, nil
	}
	switch {
	case bare == "":
		return "", &ConfigError{"host", "empty"}
	case strings.ContainsAny(bare, " \t\r\n/\\@[]%"):
		return "", &ConfigError{"host", fmt.Sprintf("%q is not a host name or an address", host)}
	case strings.Contains(bare, ":"):
		return "", &ConfigError{"host", fmt.Sprintf("%q: leave the port out; the mapper's port and endpoints are set apart", host)}
	}
	return bare, nil
}

// binding is an endpoint of an interface: a TCP port or a named pipe.
type binding struct {
	port uint16
	pipe string // without \PIPE\; empty for TCP
}

// The protocol sequences that are spoken.
const (
	tcpSequence  = "ncacn_ip_tcp"
	pipeSequence = "ncacn_np"
)

func (b binding) sequence() string {
	if b.pipe != "" {
		return pipeSequence
	}
	return tcpSequence
}

// at returns the string binding at an address.
func (b binding) at(address string) string {
	if b.pipe != "" {
		return fmt.Sprintf(`%s:%s[\PIPE\%s]`, pipeSequence, address, b.pipe)
	}
	return fmt.Sprintf("%s:%s[%d]", tcpSequence, address, b.port)
}

// parseEndpoint returns the endpoint in a string binding for host, nil for an
// empty one.
func parseEndpoint(field, text, host string) (*binding, error) {
	if text == "" {
		return nil, nil
	}
	fail := func(reason string) (*binding, error) {
		return nil, &ConfigError{field, fmt.Sprintf("%q: %s", text, reason)}
	}
	const examples = `not a string binding such as ncacn_ip_tcp:[49666] or ncacn_np:[\pipe\atsvc]`
	sequence, rest, found := strings.Cut(text, ":")
	if !found {
		return fail(examples)
	}
	// The last bracket: an IPv6 address may wear brackets of its own.
	address, endpoint, found := cutLast(rest, "[")
	endpoint, closed := strings.CutSuffix(endpoint, "]")
	if !found || !closed {
		return fail(examples)
	}
	address = strings.TrimLeft(strings.TrimSuffix(strings.TrimPrefix(address, "["), "]"), `\`)
	if address != "" && !strings.EqualFold(address, host) {
		return fail("names another host than " + host + "; leave the address out")
	}
	switch sequence {
	case tcpSequence:
		if n, err := strconv.ParseUint(endpoint, 10, 16); err == nil && n != 0 {
			return &binding{port: uint16(n)}, nil
		}
		return fail("the endpoint must be a TCP port")
	case pipeSequence:
		name := strings.TrimPrefix(strings.ReplaceAll(endpoint, "/", `\`), `\`)
		if prefix, bare, ok := strings.Cut(name, `\`); ok && strings.EqualFold(prefix, "pipe") {
			name = bare
		}
		if name != "" && !strings.ContainsAny(name, `\:*?"<>|`) {
			return &binding{pipe: name}, nil
		}
		return fail(`the endpoint must be a named pipe such as \pipe\atsvc`)
	}
	return fail("the protocol sequence must be ncacn_ip_tcp or ncacn_np")
}
