package signin

import (
	"context"
	"crypto/subtle"
	"fmt"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/ntlm"
)

// ntlmFactory makes NTLM mechanisms that verify. The library's own decrypts a
// privacy reply, computes the signature that it should have, and compares the
// two nowhere.
type ntlmFactory struct {
	ntlm.Mechanism
	proof    *proof
	bindings []byte
}

type version struct {
	major, minor byte
	build        uint16
}

// DefaultConfig asks for the version in the challenge, which tells the build of
// Windows, and for the strongest that NTLM has.
func (f *ntlmFactory) DefaultConfig(context.Context) (gssapi.MechanismConfig, error) {
	config := ntlm.NewConfig()
	config.Version = ntlm.Version{ProductVersion: ntlm.Windows10, Revision: ntlm.RevisionCurrent}
	return config, nil
}

// New returns a mechanism for one security context.
func (f *ntlmFactory) New(ctx context.Context) (gssapi.Mechanism, error) {
	inner, err := newInner[*ntlm.Mechanism](ctx, f.Mechanism)
	if err != nil {
		return nil, err
	}
	// Copying makes none of it empty ones, whose hash would bind to no channel that
	// there is.
	inner.Config.ChannelBindings = f.bindings
	return &ntlmMechanism{Mechanism: inner, proof: f.proof}, nil
}

// ntlmMechanism is the library's mechanism with every check that it lacks. What
// is not overridden, ResetSecurityService among it, is the library's.
type ntlmMechanism struct {
	*ntlm.Mechanism
	proof *proof
}

// Init checks the challenge before the library takes part in what it offers.
func (m *ntlmMechanism) Init(ctx context.Context, token *gssapi.Token) (answer *gssapi.Token, err error) {
	defer recovered(&err, ErrMalformed, "NTLM challenge")
	if token.Payload != nil {
		if err := m.checkChallenge(token.Payload); err != nil {
			return nil, err
		}
	}
	answer, err = m.Mechanism.Init(ctx, token)
	if err == nil && token.Payload != nil {
		m.proof.answered.Store(true)
	}
	return answer, unread(err, token, "NTLM challenge")
}

// UnwrapEx decrypts a reply and compares its signature with the computed one.
func (m *ntlmMechanism) UnwrapEx(ctx context.Context, in *gssapi.MessageTokenEx) (out *gssapi.MessageTokenEx, err error) {
	defer recovered(&err, ErrSignature, "NTLM")
	// A copy: the library's result and its input may share memory.
	received := append([]byte(nil), in.Signature...)
	out, err = m.Mechanism.UnwrapEx(ctx, in)
	if err != nil {
		return nil, err
	}
	if len(received) != ntlm.SignatureSize || subtle.ConstantTimeCompare(received, out.Signature) != 1 {
		return nil, gssapi.ContextError(ctx, gssapi.BadMIC, ErrSignature)
	}
	m.proof.proven.Store(true)
	return out, nil
}

// Unwrap decrypts a message outside RPC, whose signature the library compares.
func (m *ntlmMechanism) Unwrap(ctx context.Context, in *gssapi.MessageToken) (out *gssapi.MessageToken, err error) {
	defer recovered(&err, ErrSignature, "NTLM")
	if out, err = m.Mechanism.Unwrap(ctx, in); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	m.proof.proven.Store(true)
	return out, nil
}

// VerifySignatureEx checks the signature of a reply at level integrity, which
// the library does, and notes that it verified.
func (m *ntlmMechanism) VerifySignatureEx(ctx context.Context, in *gssapi.MessageTokenEx) (err error) {
	defer recovered(&err, ErrSignature, "NTLM")
	if err := m.Mechanism.VerifySignatureEx(ctx, in); err != nil {
		return fmt.Errorf("%w: %w", ErrSignature, err)
	}
	m.proof.proven.Store(true)
	return nil
}
