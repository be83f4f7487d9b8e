package local

import (
	"context"
	"net/netip"
	"sync"

	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// SATemplate says which security associations to enumerate: IKEEXT_SA_ENUM_TEMPLATE0.
// The zero value means all of them.
type SATemplate struct {
	// Local and Remote are networks of one family. The zero Prefix is any.
	Local, Remote netip.Prefix
	// CertHash is the hash of the host's own certificate. Empty is any.
	CertHash []byte
}

// Enumeration is an enumeration of security associations, with an engine session of its
// own. Its methods may be called by several goroutines.
//
// They return as [Statistics] does. A security association has the form that it has on
// the wire, which has the same members; that of a preshared key is a zero byte where
// there is a key.
type Enumeration struct {
	mu     sync.Mutex // held while a function of Windows runs
	native *enumeration
	closed bool
}

// OpenSAs begins an enumeration: FwpmEngineOpen0 and IkeextSaCreateEnumHandle0.
func OpenSAs(ctx context.Context, t SATemplate) (*Enumeration, error) {
	e := &Enumeration{}
	_, err := await(ctx, func(context.Context) (struct{}, error) {
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.closed {
			return struct{}{}, context.Canceled
		}
		var err error
		e.native, err = openEnumeration(t)
		return struct{}{}, err
	})
	if err != nil {
		e.Abandon()
		return nil, err
	}
	return e, nil
}

// Next returns the next ones, up to most: IkeextSaEnum2. When they are fewer there are no
// more.
func (e *Enumeration) Next(ctx context.Context, most int) ([]*ikerpc.IkeextSADetails1, error) {
	return await(ctx, func(context.Context) ([]*ikerpc.IkeextSADetails1, error) {
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.closed {
			return nil, context.Canceled
		}
		return e.native.next(most)
	})
}

// Close ends the enumeration and its session: IkeextSaDestroyEnumHandle0 and
// FwpmEngineClose0. Calling it again does nothing.
func (e *Enumeration) Close(ctx context.Context) error {
	_, err := await(ctx, func(context.Context) (struct{}, error) { return struct{}{}, e.close() })
	return err
}

// Abandon is Close for whoever does not wait: until a call that was left behind returns,
// the enumeration is still there.
func (e *Enumeration) Abandon() { go func() { _ = e.close() }() }

func (e *Enumeration) close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil
	}
	e.closed = true
	if e.native == nil {
		return nil
	}
	return e.native.close()
}

// SA returns the security association of a number, in a session of its own:
// IkeextSaGetById2.
func SA(ctx context.Context, id uint64) (*ikerpc.IkeextSADetails1, error) {
	return await(ctx, func(context.Context) (*ikerpc.IkeextSADetails1, error) { return readSA(id) })
}
