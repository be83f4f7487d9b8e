package winrm

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"sync/atomic"
)

// link is the one connection to the listener, and HTTP over it. The sign-in
// belongs to the connection, so another one is never made in its place.
type link struct {
	o         *Options
	conn      net.Conn
	taken     atomic.Bool
	transport *http.Transport
	counts    *counted
}

// connect dials, and for HTTPS shakes hands and checks the certificate.
func connect(ctx context.Context, o *Options) (*link, error) {
	conn, err := o.Dial(ctx)
	if err != nil {
		return nil, err
	}
	l := &link{o: o, counts: &counted{Conn: conn}}
	l.conn = l.counts
	if o.TLS != nil {
		if l.conn, err = shakeHands(ctx, l.counts, o); err != nil {
			conn.Close()
			return nil, err
		}
	}
	once := func(context.Context, string, string) (net.Conn, error) {
		if l.taken.Swap(true) {
			return nil, ErrLost
		}
		return l.conn, nil
	}
	l.transport = &http.Transport{
		DialContext: once, DialTLSContext: once,
		MaxConnsPerHost: 1, MaxIdleConnsPerHost: 1,
		DisableCompression: true, MaxResponseHeaderBytes: maxHeader,
	}
	return l, nil
}

func shakeHands(ctx context.Context, conn net.Conn, o *Options) (net.Conn, error) {
	config := o.TLS.Clone()
	if config.ServerName == "" {
		config.ServerName = o.Host
	}
	config.NextProtos = []string{"http/1.1"} // the sign-in would not survive HTTP/2
	tlsConn := tls.Client(conn, config)
	if err := tlsConn.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return tlsConn, nil
}

func (l *link) close() error {
	l.transport.CloseIdleConnections()
	err := l.conn.Close()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// reply is an answer whose body came whole.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// post sends a body and waits for the answer. A redirect is an answer like any
// other here: the transport follows none.
func (l *link) post(ctx context.Context, header http.Header, body []byte) (*reply, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.o.url(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = header
	request.Header.Set("User-Agent", l.o.UserAgent)
	// Once part of it was sent it is not sent again, not even over this connection.
	request.GetBody = nil
	response, err := l.transport.RoundTrip(request)
	if err != nil {
		return nil, l.broken(ctx, err)
	}
	defer response.Body.Close()
	r := &reply{status: response.StatusCode, header: response.Header}
	if response.ContentLength > maxBody {
		return nil, fmt.Errorf("%w: %d bytes announced", ErrTooLarge, response.ContentLength)
	}
	if r.body, err = io.ReadAll(io.LimitReader(response.Body, maxBody+1)); err != nil {
		return nil, l.broken(ctx, err)
	}
	if len(r.body) > maxBody {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, maxBody)
	}
	return r, nil
}

// broken names what ended the connection: the context if that did.
func (l *link) broken(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if errors.Is(err, ErrLost) {
		return ErrLost
	}
	return fmt.Errorf("%w: %w", ErrLost, err)
}

// counted counts what goes over a connection, TLS included.
type counted struct {
	net.Conn
	sent, received atomic.Int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.received.Add(int64(n))
	return n, err
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.sent.Add(int64(n))
	return n, err
}

// isEnvelope reports whether an answer says that it is SOAP.
func isEnvelope(header http.Header) bool {
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	return err == nil && kind == "application/soap+xml"
}
