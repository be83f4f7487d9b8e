// Package association is one signed-in DCE/RPC connection: a socket behind a
// guard, an interface bound on it, and calls whose replies are decoded here and
// not by the RPC library.
package association

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"

	"github.com/remoteike/remoteike/ikeext/internal/guard"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

const (
	// fragmentSize is what Windows itself offers: four Ethernet frames.
	fragmentSize = 5840
	// libraryTimeout is longer than any stage: the deadlines are ours, set on the
	// socket, and the library's own timers must not get in before them.
	libraryTimeout = 24 * time.Hour
	// deadlineGrace is how much later than the context the socket gives up: the
	// context tells better why.
	deadlineGrace = time.Second
)

// defaultLimits bound a reply. The longest that is asked for in one piece is
// far below; a server may cut it as small as it likes.
func defaultLimits() guard.Limits { return guard.Limits{Fragments: 8192, Bytes: 1 << 20} }

// Association is a bound connection. Its methods are not safe for concurrent
// use, except Close.
type Association struct {
	conn   *guard.Conn
	ahead  *ahead
	signIn *signin.SignIn
	bound  dcerpc.Conn
	cancel context.CancelFunc
}

// Bind binds the interface on socket and signs in; a nil signIn sends no
// credential. The context bounds Bind alone. The socket belongs to the
// association from here on and is closed when Bind fails. The error is an
// *UnboundError when nobody took the interface.
func Bind(ctx context.Context, socket net.Conn, syntax *dcerpc.SyntaxID, signIn *signin.SignIn) (*Association, error) {
	// The library ties the connection to the context of its bind.
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	below := &ahead{Conn: socket}
	a := &Association{conn: guard.New(below, defaultLimits()), ahead: below, signIn: signIn, cancel: cancel}
	err := a.watch(ctx, func() error { return a.bind(life, syntax) })
	if err == nil {
		return a, nil
	}
	_ = a.Close()
	if !a.conn.Bound() {
		err = &UnboundError{err}
	}
	return nil, err
}

// UnboundError is a bind that nobody took: the peer refused it or the interface,
// hung up, or does not speak RPC at all. Nothing of a sign-in was sent after the
// bind.
type UnboundError struct{ err error }

func (e *UnboundError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e *UnboundError) Unwrap() error { return e.err }

func (a *Association) bind(life context.Context, syntax *dcerpc.SyntaxID) error {
	// The address is not used: the dialer has the connection already.
	group, err := dcerpc.Dial(life, "127.0.0.1",
		dcerpc.WithDialer(connected{a.conn}),
		dcerpc.WithFragmentSize(fragmentSize),
		dcerpc.WithTimeout(libraryTimeout),
		dcerpc.ConnectOption(func(t *dcerpc.Transport) { t.Deadline = libraryTimeout }))
	if err != nil {
		return err
	}
	// The library numbers contexts by a counter that wraps to 0, which feature
	// negotiation has. The number below is used up, and 0 as well when it is next.
	if dcerpc.NewPresentationContextID() == math.MaxUint16 {
		dcerpc.NewPresentationContextID()
	}
	options := append(a.signIn.Options(),
		dcerpc.WithEndpoint("ncacn_ip_tcp:[1]"),
		dcerpc.WithAbstractSyntax(syntax),
		dcerpc.WithNDR20())
	a.bound, err = group.Bind(life, options...)
	return err
}

// Also binds a second interface of the same process in the same security
// context, without signing in again. It shares the connection with a and is
// closed with it.
func (a *Association) Also(ctx context.Context, syntax *dcerpc.SyntaxID) (*Association, error) {
	second := &Association{conn: a.conn, ahead: a.ahead, signIn: a.signIn, cancel: a.cancel}
	err := a.watch(ctx, func() (err error) {
		second.bound, err = a.bound.Bind(a.bound.Context(), dcerpc.WithAbstractSyntax(syntax), dcerpc.WithNDR20())
		return err
	})
	if err != nil {
		return nil, err
	}
	return second, nil
}

// SendAhead has a request go in one flight with the next call, where the host
// takes several at a time. It must be for the same procedure and is called as
// always, as the call after the next. Connections that are signed in do without:
// the request would be sealed out of its turn.
func (a *Association) SendAhead(request Request) error {
	if a.signIn != nil || request.Object != nil || !a.conn.Multiplexed() {
		return nil
	}
	stub, err := request.encode()
	if err == nil {
		a.ahead.send(stub)
	}
	return err
}

// Call sends a request and returns the stub of the reply. Of a *guard.Fault the
// association survives; after any other error it must be closed.
func (a *Association) Call(ctx context.Context, request Request, limit int) ([]byte, error) {
	op, err := newCapture(request, limit)
	if err != nil {
		return nil, err
	}
	var options []dcerpc.CallOption
	if request.Object != nil {
		options = append(options, dcerpc.WithObjectUUID(request.Object))
	}
	err = a.watch(ctx, func() error { return a.bound.Invoke(ctx, op, options...) })
	if fault := a.conn.TakeFault(); fault != nil {
		return nil, fault
	}
	if tooLong := op.failed(); tooLong != nil {
		return nil, tooLong // of which the library and the guard know no more than that reading ended
	}
	if err != nil {
		return nil, err
	}
	return op.take(ctx)
}

// watch runs f, which works on the connection, and ends the connection when the
// context ends first. It returns the most telling of the errors.
func (a *Association) watch(ctx context.Context, f func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if deadline, ok := ctx.Deadline(); ok {
		_ = a.conn.SetDeadline(deadline.Add(deadlineGrace))
	} else {
		_ = a.conn.SetDeadline(time.Time{})
	}
	stop := context.AfterFunc(ctx, func() { _ = a.Close() })
	err := recovered(f)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err == nil {
		return nil
	}
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	// Before the guard's: of an unverified signature the guard knows nothing but
	// that the library hung up.
	for _, ours := range []error{signin.ErrSignature, signin.ErrWeak, signin.ErrMalformed, signin.ErrRefused} {
		if errors.Is(err, ours) {
			return err
		}
	}
	if cause := a.conn.Err(); cause != nil {
		return cause
	}
	return err
}

// recovered runs f and turns a panic of the library's into an error.
func recovered(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic in the RPC library: %v", r)
		}
	}()
	return f()
}

// SignIn returns the sign-in of the connection, nil when it has none.
func (a *Association) SignIn() *signin.SignIn { return a.signIn }

// Close ends the connection and everything that works on it. It may be called
// more than once and from anywhere.
func (a *Association) Close() error {
	a.cancel()
	return a.conn.Close()
}

// connected is a dialer whose connection is there already.
type connected struct{ conn net.Conn }

func (c connected) DialContext(context.Context, string, string) (net.Conn, error) {
	return c.conn, nil
}
