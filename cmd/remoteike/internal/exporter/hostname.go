package exporter

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// named keeps pages of others out that have their own name lead to this machine's
// loopback addresses (DNS rebinding), for to a browser the exporter is then a part of
// them. Nobody can do so with an address, with localhost, or with a certificate that
// they do not have.
func named(allowed []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		local, _ := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
		if local != nil && local.IP.IsLoopback() && r.TLS == nil && !isOurs(r.Host, allowed) {
			http.Error(w, "asked for by a name that is not allowed here: see --web.allowed-host", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isOurs reports whether a Host header has an address, localhost or an allowed name.
func isOurs(header string, allowed []string) bool {
	host := header
	if name, _, err := net.SplitHostPort(header); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	return slices.ContainsFunc(append([]string{"localhost"}, allowed...), func(name string) bool {
		return strings.EqualFold(name, strings.TrimSuffix(host, "."))
	})
}
