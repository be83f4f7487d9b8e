package winrm

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// Client is a signed-in connection. It serves one query at a time; Close may be
// called by another goroutine and ends what is under way.
type Client struct {
	o                Options
	link             *link
	security         *signin.Context
	scheme, protocol string
	// err is what made the connection useless: the sequence numbers of the two ends
	// are not the same any more, or the socket is gone.
	err        error
	roundTrips int
}

var errNobody = errors.New("nobody can ask without signing in")

// Dial connects and signs in. Its error is an *Error of stage connect or login;
// nothing is left open then.
func Dial(ctx context.Context, o Options) (*Client, error) {
	c := &Client{o: o.withDefaults(), scheme: schemeNegotiate, protocol: protocolNegotiate}
	if o.SignIn == nil {
		return nil, fail(StageLogin, errNobody)
	}
	if o.SignIn.Mechanism() == "kerberos" && !o.SignIn.IsNegotiated() {
		c.scheme, c.protocol = schemeKerberos, protocolKerberos
	}
	var err error
	if c.link, err = connect(ctx, &c.o); err != nil {
		return nil, fail(StageConnect, err)
	}
	// Security contexts live as long as the connection, and wait for nothing.
	c.security = o.SignIn.NewContext(context.WithoutCancel(ctx), c.link.channel())
	if err := c.login(ctx); err != nil {
		_ = c.link.close()
		return nil, fail(StageLogin, err)
	}
	return c, nil
}

// Close closes the connection.
func (c *Client) Close() error { return c.link.close() }

// Traffic is what went over the connection so far.
type Traffic struct {
	// RoundTrips are requests and their answers, those of the sign-in included.
	RoundTrips int
	// Sent and Received are bytes above TCP, those of TLS included.
	Sent, Received int64
}

// Traffic returns the traffic.
func (c *Client) Traffic() Traffic {
	return Traffic{c.roundTrips, c.link.counts.sent.Load(), c.link.counts.received.Load()}
}

// Query returns the instances that a WQL query has in a namespace such as
// "root/cimv2", none when it has none. Its error is an *Error of stage query or
// decode. After any but a *Fault the connection is of no more use.
func (c *Client) Query(ctx context.Context, namespace, wql string) ([]cim.Instance, error) {
	var found []cim.Instance
	e := c.Enumerate(namespace, wql, c.o.MaxElements)
	budget := maxQueryBytes
	for {
		instances, end, err := e.Next(ctx)
		if err != nil {
			return nil, err
		}
		found = append(found, instances...)
		switch budget -= e.size; {
		case len(found) > c.o.MaxInstances || budget < 0:
			return nil, c.give(StageQuery, ErrTooLarge)
		case end:
			return found, nil
		}
	}
}

// newRequest makes a request that the host gives up when our deadline has passed.
func (c *Client) newRequest(ctx context.Context, namespace string) *request {
	const longest = 60
	seconds := longest
	if deadline, ok := ctx.Deadline(); ok {
		seconds = max(1, min(longest, int(time.Until(deadline)/time.Second)))
	}
	return &request{
		to: c.o.url(), namespace: namespace, messageID: newMessageID(), maxElements: c.o.MaxElements, seconds: seconds,
	}
}

// ask sends a request and returns the answer, and the size of its envelope.
func (c *Client) ask(ctx context.Context, action, messageID string, envelope []byte) (*response, int, error) {
	if c.err != nil {
		return nil, 0, fail(StageQuery, c.err)
	}
	body, err := c.exchange(ctx, envelope)
	if err != nil {
		return nil, 0, c.give(StageQuery, err)
	}
	answer, err := decodeResponse(body, action, messageID)
	var fault *Fault
	switch {
	case errors.As(err, &fault):
		return nil, 0, fail(StageQuery, err)
	case err != nil:
		return nil, 0, c.give(StageDecode, err)
	}
	return answer, len(body), nil
}

// give gives the connection up.
func (c *Client) give(stage Stage, err error) error {
	c.err = ErrLost
	_ = c.link.close()
	return fail(stage, err)
}

// exchange sends an envelope and returns the one that answers it: sealed both,
// except within TLS.
func (c *Client) exchange(ctx context.Context, envelope []byte) ([]byte, error) {
	body, contentType := envelope, envelopeType
	if c.o.TLS == nil {
		signature, sealed, err := c.security.Seal(envelope)
		if err != nil {
			return nil, err
		}
		body, contentType = encodeSealed(c.protocol, len(envelope), signature, sealed), sealedType(c.protocol)
	}
	reply, err := c.link.post(ctx, http.Header{"Content-Type": {contentType}}, body)
	c.roundTrips++
	if err != nil {
		return nil, err
	}
	switch reply.status {
	case http.StatusOK, http.StatusInternalServerError: // the second with a fault
	case http.StatusUnauthorized:
		return nil, ErrSignedOut
	default:
		return nil, newHTTPError(reply)
	}
	return c.open(reply)
}

// open returns the envelope in an answer.
func (c *Client) open(r *reply) ([]byte, error) {
	if c.o.TLS != nil {
		if r.status != http.StatusOK && !isEnvelope(r.header) {
			return nil, newHTTPError(r)
		}
		return r.body, nil
	}
	s, err := decodeSealed(r.header.Get("Content-Type"), c.protocol, r.body)
	if errors.Is(err, ErrUnsealed) && r.status != http.StatusOK {
		return nil, newHTTPError(r)
	}
	if err != nil {
		return nil, err
	}
	return c.security.Open(s.signature, s.sealed)
}
