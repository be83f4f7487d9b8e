package association

import (
	"context"
	"fmt"

	"github.com/oiweiwei/go-msrpc/ndr"
)

// spareCount is by how much a count may exceed what is left of a reply. The
// maximum of an array that came empty is a count too.
const spareCount = 1024

// reader is the library's decoder with what it lacks against a peer that means
// harm. Its strings are made as long as the peer says, and so are refused here
// when that is longer than the reply. And it takes two pointers of one referent
// id for the same object: unique pointers, and there are no others in the replies
// that are read here, each have an object of their own.
type reader struct {
	ndr.NDR
	pointees []ndr.Unmarshaler
}

func newReader(stub []byte) *reader { return &reader{NDR: ndr.NDR20(stub)} }

// ReadSize reads a count and refuses one that the reply has no room for.
func (r *reader) ReadSize(n *uint64) error {
	if err := r.NDR.ReadSize(n); err != nil {
		return err
	}
	if left := r.Len(); *n > uint64(left)+spareCount {
		return r.SetErr(fmt.Errorf("a count of %d with %d bytes left", *n, left))
	}
	return nil
}

// ReadPointer reads a referent id and leaves what it points to for later.
func (r *reader) ReadPointer(_ ndr.Pointer, _ func(any), pointees ...ndr.Unmarshaler) error {
	var id uint32
	if err := r.ReadData(&id); err != nil {
		return err
	}
	if id != 0 {
		r.pointees = append(r.pointees, pointees...)
	}
	return nil
}

// ReadDeferred reads what the pointers so far point to, each with all that hangs
// on it before the next.
func (r *reader) ReadDeferred() error {
	pointees := r.pointees
	r.pointees = nil
	for _, p := range pointees {
		if err := r.Unmarshal(context.Background(), p); err != nil {
			return err
		}
	}
	return r.Err()
}

// Unmarshal reads m and all that hangs on it.
func (r *reader) Unmarshal(ctx context.Context, m ndr.Unmarshaler) error {
	if err := r.Err(); err != nil {
		return err
	}
	if err := m.UnmarshalNDR(ctx, r); err != nil {
		return r.SetErr(err)
	}
	return r.ReadDeferred()
}
