package winrm

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// link is the one connection to the listener, and HTTP/1.1 over it by net/http's
// encoder and decoder. Its Transport would not do: it gives connections up and
// makes new ones as it sees fit, and the sign-in belongs to this one.
type link struct {
	o      *Options
	conn   net.Conn
	counts *counted
	reader *bufio.Reader
	limit  *io.LimitedReader // of what one answer may have
	// closing says that the host is not going to answer again.
	closing bool
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
	l.limit = &io.LimitedReader{R: l.conn}
	l.reader = bufio.NewReader(l.limit)
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
		return nil, handshakeError(ctx, err)
	}
	return tlsConn, nil
}

// handshakeError names what ended a handshake: the context, the certificate, the
// network, or a host that speaks no TLS, or none that we do.
func handshakeError(ctx context.Context, err error) error {
	var (
		checked *tls.CertificateVerificationError
		network *net.OpError
	)
	switch {
	case ctx.Err() != nil, errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &checked), errors.Is(err, ErrFingerprint):
		return err
	case errors.Is(err, io.EOF), errors.As(err, &network) && network.Op != "remote error": // which is an alert
		return fmt.Errorf("%w: %w", ErrLost, err)
	}
	return fmt.Errorf("%w: %w", ErrHandshake, err)
}

// channel is what a sign-in over TLS is bound to, so that nobody can pass it on
// from another connection. Nil without TLS.
func (l *link) channel() []byte {
	if c, ok := l.conn.(*tls.Conn); ok {
		if certificates := c.ConnectionState().PeerCertificates; len(certificates) > 0 {
			return signin.TLSServerEndPoint(certificates[0])
		}
	}
	return nil
}

func (l *link) close() error {
	if err := l.conn.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// reply is an answer whose body came whole.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// post sends a body and waits for the answer. A redirect is an answer like any
// other here.
func (l *link) post(ctx context.Context, header http.Header, body []byte) (*reply, error) {
	if l.closing {
		return nil, ErrLost
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.o.url(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = header
	request.Header.Set("User-Agent", l.o.UserAgent)
	defer l.bind(ctx)()
	if err := request.Write(l.conn); err != nil {
		return nil, l.broken(ctx, err)
	}
	response, err := l.response(request)
	if err != nil {
		return nil, l.broken(ctx, err)
	}
	r := &reply{status: response.StatusCode, header: response.Header}
	l.closing = response.Close
	if r.body, err = l.body(response); err != nil {
		return nil, l.broken(ctx, err)
	}
	return r, nil
}

// body reads a body whole. Where it does not the connection is given up: to close
// the body would be to read on to where the host says that it ends.
func (l *link) body(response *http.Response) ([]byte, error) {
	if response.ContentLength > maxBody {
		return nil, fmt.Errorf("%w: %d bytes announced", ErrTooLarge, response.ContentLength)
	}
	l.limit.N = 2 * maxBody // chunks take room, too
	b, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, err
	case len(b) > maxBody:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, maxBody)
	case l.reader.Buffered() > 0:
		return nil, malformed("an answer that nobody asked for")
	}
	return b, nil
}

// bind has the connection obey a context, until the function returned is called.
func (l *link) bind(ctx context.Context) (release func()) {
	deadline, _ := ctx.Deadline() // the zero time is none
	_ = l.conn.SetDeadline(deadline)
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(done)
		_ = l.conn.SetDeadline(time.Unix(1, 0))
	})
	return func() {
		if !stop() {
			<-done // it must not hit whoever comes next
		}
	}
}

// response reads the header of an answer, and over interim ones.
func (l *link) response(request *http.Request) (*http.Response, error) {
	l.limit.N = maxHeader
	for {
		response, err := http.ReadResponse(l.reader, request)
		switch {
		case l.limit.N <= 0:
			return nil, fmt.Errorf("%w: header of more than %d bytes", ErrTooLarge, maxHeader)
		case err != nil || response.StatusCode > 199:
			return response, err
		}
	}
}

// broken names what ended the connection: the context if that did.
func (l *link) broken(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if _, ok := ctx.Deadline(); ok && errors.Is(err, os.ErrDeadlineExceeded) {
		<-ctx.Done() // the socket's came first, by a moment
		return context.Cause(ctx)
	}
	if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrMalformed) {
		return err
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
