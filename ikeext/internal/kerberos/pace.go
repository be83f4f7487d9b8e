package kerberos

import "context"

// Pace waits until another request may be sent to a KDC, "host:port", or until the
// context ends.
type Pace func(ctx context.Context, kdc string) error

type paceKey struct{}

// WithPace has the requests that are made with the context keep to a pace. It is in
// the context because tickets are shared, and the pace is the caller's.
func WithPace(ctx context.Context, p Pace) context.Context {
	return context.WithValue(ctx, paceKey{}, p)
}

// keepPace waits for the turn of an attempt.
func keepPace(ctx context.Context, a attempt) error {
	if p, ok := ctx.Value(paceKey{}).(Pace); ok {
		return p(ctx, a.address)
	}
	return nil
}
