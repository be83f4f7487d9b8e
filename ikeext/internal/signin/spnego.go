package signin

import (
	"context"
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/spnego"
)

// spnegoFactory makes SPNEGO mechanisms that cannot bring the process down. The
// mechanism inside is the other one in the security context's store.
type spnegoFactory struct {
	spnego.Mechanism
	proof *proof
}

// New returns a mechanism for one security context.
func (f spnegoFactory) New(ctx context.Context) (gssapi.Mechanism, error) {
	inner, err := newInner[*spnego.Mechanism](ctx, f.Mechanism)
	if err != nil {
		return nil, err
	}
	return &spnegoMechanism{inner, f.proof}, nil
}

type spnegoMechanism struct {
	*spnego.Mechanism
	proof *proof
}

// Init answers a token of the peer's. That the sign-in is complete is believed only
// of a peer that answered the mechanism inside: without that there are no keys.
func (m *spnegoMechanism) Init(ctx context.Context, token *gssapi.Token) (answer *gssapi.Token, err error) {
	defer recovered(&err, ErrMalformed, "SPNEGO")
	answer, err = m.Mechanism.Init(ctx, token)
	if errors.Is(err, spnego.ErrReject) {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err == nil && gssapi.IsComplete(ctx) && !m.proof.answered.Load() {
		return nil, gssapi.ContextError(ctx, gssapi.Failure, fmt.Errorf("%w: SPNEGO: complete without an answer to the sign-in", ErrMalformed))
	}
	return answer, unread(err, token, "SPNEGO")
}
