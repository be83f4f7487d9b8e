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
// harm: it makes strings as long as the peer says, and so they are refused here when
// that is longer than the reply.
type reader struct {
	ndr.NDR
	pointees []ndr.Unmarshaler
	// objects are what the pointers so far point to, by their referent ids: two of the
	// same id are one object, which comes once. Nil where the interface has unique
	// pointers alone: there an id says no more than that it is not null, and each
	// pointer has an object of its own.
	objects map[uint32]ndr.Pointer
}

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
func (r *reader) ReadPointer(p ndr.Pointer, set func(any), pointees ...ndr.Unmarshaler) error {
	var id uint32
	if err := r.ReadData(&id); err != nil || id == 0 {
		return err
	}
	if known, ok := r.objects[id]; ok {
		set(known)
		return nil
	}
	if r.objects != nil && !isUserMarshalled(id) {
		r.objects[id] = p
	}
	r.pointees = append(r.pointees, pointees...)
	return nil
}

// isUserMarshalled reports whether an id is the word "User" in either order, which
// stands before data that a type marshals by itself and names no object.
func isUserMarshalled(id uint32) bool { return id == 0x72657355 || id == 0x55736572 }

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
