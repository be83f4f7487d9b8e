package ikeexttest

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// HTTPAnswer is an answer of the WinRM listener about to leave, for tests that
// damage it.
type HTTPAnswer struct {
	Status int
	// Header is without what HTTP itself adds. A Content-Length that is set here is
	// sent as it is, whatever the length of Body.
	Header http.Header
	// Body is sealed already.
	Body []byte
	// SignIn says that the answer belongs to the sign-in.
	SignIn bool
}

// winrm is the listener of Windows Remote Management ([MS-WSMV]) as it is on port
// 5985, HTTP with sealed bodies, or as on port 5986, HTTPS. WMI's classes can be
// enumerated on it.
type winrm struct {
	host   *Host
	server *http.Server
	addr   netip.AddrPort
}

// winrmPath is where the service is on all hosts.
const winrmPath = "/wsman"

// Bounds on what callers of the listener can send.
const (
	winrmMaxBody   = 1 << 20
	winrmMaxHeader = 64 << 10
)

func (h *Host) newWinRM() *winrm {
	w := &winrm{host: h}
	w.server = &http.Server{
		Handler:           w,
		ReadHeaderTimeout: writeTimeout, ReadTimeout: idleTimeout, WriteTimeout: idleTimeout, IdleTimeout: h.idle,
		MaxHeaderBytes: winrmMaxHeader,
		ErrorLog:       log.New(io.Discard, "", 0),
		BaseContext:    func(net.Listener) context.Context { return h.ctx },
		ConnContext: func(ctx context.Context, _ net.Conn) context.Context {
			return context.WithValue(ctx, winrmSessionKey{}, &winrmSession{winrm: w})
		},
		ConnState: w.connState,
	}
	return w
}

// winrmSessionKey is where a connection's session is in the contexts of its
// requests.
type winrmSessionKey struct{}

// listen opens the listener and serves until close.
func (w *winrm) listen(addr string) error {
	l, err := w.host.cfg.Listen("tcp", addr)
	if err != nil {
		return err
	}
	bound := l.Addr().(*net.TCPAddr).AddrPort()
	w.addr = netip.AddrPortFrom(bound.Addr().Unmap(), bound.Port())
	if w.host.cfg.WinRMTLS != nil {
		l = tls.NewListener(l, w.host.cfg.WinRMTLS)
	}
	w.host.wg.Add(1)
	go func() {
		defer w.host.wg.Done()
		if err := w.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			w.host.logf("WinRM: %v", err)
		}
	}()
	return nil
}

// connState counts connections in and out as those of the RPC ports.
func (w *winrm) connState(nc net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		if !w.host.track(nc) {
			nc.Close()
		}
	case http.StateClosed, http.StateHijacked:
		w.host.forget(nc)
	}
}

// forget is untrack for a connection that may not have been counted in.
func (h *Host) forget(nc net.Conn) {
	h.mu.Lock()
	_, counted := h.conns[nc]
	h.mu.Unlock()
	if counted {
		h.untrack(nc)
	}
}

// WinRMPort returns the port of the WinRM listener, 0 when the host has none.
func (h *Host) WinRMPort() int {
	if h.winrm == nil {
		return 0
	}
	return int(h.winrm.addr.Port())
}

// ServeHTTP answers a request as the session of its connection has it.
func (w *winrm) ServeHTTP(out http.ResponseWriter, in *http.Request) {
	session := in.Context().Value(winrmSessionKey{}).(*winrmSession)
	body, err := io.ReadAll(http.MaxBytesReader(out, in.Body, winrmMaxBody))
	if err != nil {
		w.host.violationf("WinRM: body of a request: %v", err)
		out.WriteHeader(http.StatusBadRequest)
		return
	}
	answer := session.answer(in, body)
	if answer == nil {
		panic(http.ErrAbortHandler) // hangs up
	}
	if w.host.cfg.DamageHTTP != nil {
		w.host.cfg.DamageHTTP(answer)
	}
	header := out.Header()
	for name, values := range answer.Header {
		header[name] = values
	}
	header.Set("Server", "Microsoft-HTTPAPI/2.0")
	out.WriteHeader(answer.Status)
	_, _ = out.Write(answer.Body) // the caller may have gone
}

// pause waits as a Reply has it, and reports whether the host and the caller are
// still there.
func (h *Host) pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done(): // the host's has ended, too, or the connection
		return false
	}
}
