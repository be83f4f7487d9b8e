package main

import (
	"context"
	"net"
	"net/url"

	"golang.org/x/net/proxy"
)

const proxyHint = "give socks5://[user:pass@]host:port"

// dialFunc is Config.DialContext.
type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// socks returns a dialer that goes through a SOCKS5 proxy, which resolves the
// names too, and whether the address holds a password. Its errors do not repeat
// the address.
func socks(address string) (dial dialFunc, secret bool, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, false, &usageError{reason: "--proxy is not the address of a proxy", hint: proxyHint}
	}
	if u.Scheme != "socks5" && u.Scheme != "socks5h" {
		return nil, false, &usageError{reason: "--proxy must be a SOCKS5 proxy", hint: proxyHint}
	}
	if u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return nil, false, &usageError{reason: "--proxy has parts that no SOCKS5 proxy has, or lacks its host", hint: proxyHint}
	}
	port := u.Port()
	if port == "" {
		port = "1080"
	}
	var auth *proxy.Auth
	if u.User != nil {
		auth = &proxy.Auth{User: u.User.Username()}
		auth.Password, secret = u.User.Password()
	}
	dialer, err := proxy.SOCKS5("tcp", net.JoinHostPort(u.Hostname(), port), auth, &net.Dialer{})
	if err != nil {
		return nil, false, err
	}
	return dialer.(proxy.ContextDialer).DialContext, secret, nil
}
