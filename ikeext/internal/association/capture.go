package association

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/midl/uuid"
	"github.com/oiweiwei/go-msrpc/ndr"
)

// ErrTooLong says that a reply was longer than its caller allowed.
var ErrTooLong = errors.New("reply is longer than allowed")

// Request is a request of the generated stubs. They know how to encode their
// parameters but keep the procedure's number to themselves.
type Request struct {
	// Opnum is the number of the procedure in its interface.
	Opnum int
	// Name is what errors call it.
	Name string
	// In holds the parameters.
	In ndr.Marshaler
	// Object is the object that is called. Nil for interfaces without objects.
	Object *uuid.UUID
}

// encode returns the stub of the request.
func (r Request) encode() ([]byte, error) {
	w := ndr.NDR20(nil)
	if err := r.In.MarshalNDR(context.Background(), w); err != nil {
		return nil, fmt.Errorf("encode %s: %w", r.Name, err)
	}
	return w.Bytes(), nil
}

// capture is the operation that the library is given in place of a generated
// one. It sends a stub that was encoded before and keeps the stub that comes
// back, without looking into it: the library drops the error of a generated
// decoder, and lets lengths out of the reply decide how much memory it takes.
type capture struct {
	opnum   int
	name    string
	request []byte
	limit   int

	done chan struct{} // closed when the two below are final
	stub []byte
	err  error
}

var _ dcerpc.Operation = (*capture)(nil)

func newCapture(request Request, limit int) (*capture, error) {
	stub, err := request.encode()
	if err != nil {
		return nil, err
	}
	return &capture{
		opnum:   request.Opnum,
		name:    request.Name,
		request: stub,
		limit:   limit,
		done:    make(chan struct{}),
	}, nil
}

func (c *capture) OpNum() int     { return c.opnum }
func (c *capture) OpName() string { return c.name }

// MarshalNDRRequest sends the encoded request.
func (c *capture) MarshalNDRRequest(_ context.Context, w ndr.Writer) error {
	_, err := w.Write(c.request)
	return err
}

// usualReply is room for most replies, that with all counters among them.
const usualReply = 2048

// UnmarshalNDRResponse reads to the end of the reply. The library runs it in a
// goroutine of its own, feeds it fragment by fragment, and cuts its last read
// short when the reply is over.
func (c *capture) UnmarshalNDRResponse(_ context.Context, r ndr.Reader) error {
	defer close(c.done)
	c.stub = make([]byte, 0, usualReply)
	for {
		c.stub = slices.Grow(c.stub, usualReply/4)
		n, err := r.Read(c.stub[len(c.stub):cap(c.stub)])
		c.stub = c.stub[:len(c.stub)+n]
		if len(c.stub) > c.limit {
			c.err = fmt.Errorf("%w: %d bytes", ErrTooLong, c.limit)
			return c.err
		}
		if err != nil {
			return nil //nolint:nilerr // the short read is how the end is told
		}
	}
}

// UnmarshalNDRRequest is for servers.
func (c *capture) UnmarshalNDRRequest(context.Context, ndr.Reader) error {
	return errors.ErrUnsupported
}

// MarshalNDRResponse is for servers.
func (c *capture) MarshalNDRResponse(context.Context, ndr.Writer) error {
	return errors.ErrUnsupported
}

// failed returns why the reply was given up, nil when it was not, or not yet.
func (c *capture) failed() error {
	select {
	case <-c.done:
		return c.err
	default:
		return nil
	}
}

// take waits until the library's goroutine is through and returns the stub.
func (c *capture) take(ctx context.Context) ([]byte, error) {
	select {
	case <-c.done:
		return c.stub, c.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// DecodeError is a reply whose stub is not what the procedure returns.
type DecodeError struct{ Err error }

func (e *DecodeError) Error() string { return "malformed reply: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *DecodeError) Unwrap() error { return e.Err }

// Decode decodes the stub of a reply into out and requires that it is used up.
// Every error is a *DecodeError. The counts in a reply are measured against what is
// left of it, which is known here.
func Decode(stub []byte, out ndr.Unmarshaler) error {
	return decode(&reader{NDR: ndr.NDR20(stub), objects: map[uint32]ndr.Pointer{}}, out)
}

// DecodeUnique is Decode for interfaces that have unique pointers alone. The library
// does not tell them from full ones, and would take what two pointers with the same
// referent id point to for one object: peers are free to give all of them the same.
func DecodeUnique(stub []byte, out ndr.Unmarshaler) error {
	return decode(&reader{NDR: ndr.NDR20(stub)}, out)
}

func decode(r *reader, out ndr.Unmarshaler) error {
	return Checked(func() error {
		if err := out.UnmarshalNDR(context.Background(), r); err != nil {
			return err
		}
		if err := r.Err(); err != nil {
			return err
		}
		if r.Len() != 0 {
			return fmt.Errorf("%d bytes left over", r.Len())
		}
		return nil
	})
}

// Checked runs f, which reads a part of a reply with the help of the library, and
// makes a *DecodeError of whatever goes wrong, panics included.
func Checked(f func() error) error {
	if err := recovered(f); err != nil {
		return &DecodeError{err}
	}
	return nil
}
