package signin

import (
	"bytes"
	"context"
	"fmt"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
)

// krb5Factory makes Kerberos mechanisms that have their ticket already and check
// the peer's answer to it.
type krb5Factory struct {
	krb5.Mechanism
	ticket Ticket
	proof  *proof
	// bare says that tokens are those of [RFC4121], not in DCE style.
	bare     bool
	bindings []byte
}

// DefaultConfig returns the ticket's, and nothing from the environment.
func (f *krb5Factory) DefaultConfig(context.Context) (gssapi.MechanismConfig, error) {
	config := f.ticket.Config()
	config.DCEStyle = !f.bare
	return config, nil
}

// New returns a mechanism for one security context.
func (f *krb5Factory) New(ctx context.Context) (gssapi.Mechanism, error) {
	inner, err := newInner[*krb5.Mechanism](ctx, f.Mechanism)
	if err != nil {
		return nil, err
	}
	return &krb5Mechanism{Mechanism: inner, ticket: f.ticket, proof: f.proof, bindings: f.bindings}, nil
}

// krb5Mechanism is the library's mechanism, guarded against panics, with the
// check of the AP-REP that the library leaves out.
type krb5Mechanism struct {
	*krb5.Mechanism
	ticket   Ticket
	proof    *proof
	bindings []byte
	// replies counts what the peer signs and seals.
	replies sequence
}

// Init sends the ticket and checks what comes back: the AP-REP must repeat the
// time of our authenticator, otherwise it answers another request ([RFC4120],
// section 3.2.5).
func (m *krb5Mechanism) Init(ctx context.Context, token *gssapi.Token) (answer *gssapi.Token, err error) {
	defer recovered(&err, ErrMalformed, "Kerberos")
	if token.Payload == nil && m.APReq == nil {
		// The library would open the cache that KRB5_CCACHE names.
		b, err := m.ticket.APRequest(m.Authentifier, m.bindings)
		if err != nil {
			return nil, gssapi.ContextError(ctx, gssapi.Failure, err)
		}
		return &gssapi.Token{Payload: b}, gssapi.ContextContinueNeeded(ctx)
	}
	if answer, err = m.Mechanism.Init(ctx, token); err != nil {
		return nil, unread(err, token, "Kerberos")
	}
	if m.APRep == nil || m.APReq == nil {
		return nil, gssapi.ContextError(ctx, gssapi.Failure, fmt.Errorf("%w: no AP-REP", ErrMalformed))
	}
	ours, theirs := m.APReq.Authenticator, m.APRep.DecryptedEncPart
	if !ours.CTime.Equal(theirs.CTime) || ours.Cusec != theirs.Cusec {
		return nil, gssapi.ContextError(ctx, gssapi.Failure, fmt.Errorf("%w: AP-REP for another request", ErrMalformed))
	}
	if err := m.ticket.Allows(theirs.Subkey.KeyType); err != nil {
		return nil, gssapi.ContextError(ctx, gssapi.Failure, err)
	}
	if !m.Config.DCEStyle && !isAES(theirs.Subkey.KeyType) {
		// The library seals with RC4 in DCE style alone.
		return nil, gssapi.ContextError(ctx, gssapi.Failure, fmt.Errorf("%w AES keys", ErrWeak))
	}
	m.replies = sequence{key: theirs.Subkey, next: uint64(theirs.SequenceNumber)}
	m.proof.answered.Store(true)
	m.proof.proven.Store(true)
	return answer, nil
}

// UnwrapEx decrypts and verifies a reply.
func (m *krb5Mechanism) UnwrapEx(ctx context.Context, in *gssapi.MessageTokenEx) (out *gssapi.MessageTokenEx, err error) {
	defer recovered(&err, ErrSignature, "Kerberos")
	reply := newSealed(in)
	out, err = m.Mechanism.UnwrapEx(ctx, in)
	if err == nil {
		err = m.replies.check(reply)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	m.proof.proven.Store(true)
	return out, nil
}

// Unwrap decrypts and verifies a message outside RPC.
func (m *krb5Mechanism) Unwrap(ctx context.Context, in *gssapi.MessageToken) (out *gssapi.MessageToken, err error) {
	defer recovered(&err, ErrSignature, "Kerberos")
	reply := sealed{token: bytes.Clone(in.Signature), data: bytes.Clone(in.Payload)}
	out, err = m.Mechanism.Unwrap(ctx, in)
	if err == nil {
		err = m.replies.check(reply)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	m.proof.proven.Store(true)
	return out, nil
}

// VerifySignatureEx verifies a reply at level integrity.
func (m *krb5Mechanism) VerifySignatureEx(ctx context.Context, in *gssapi.MessageTokenEx) (err error) {
	defer recovered(&err, ErrSignature, "Kerberos")
	if err := m.Mechanism.VerifySignatureEx(ctx, in); err != nil {
		return fmt.Errorf("%w: %w", ErrSignature, err)
	}
	m.replies.next++
	m.proof.proven.Store(true)
	return nil
}

// VerifySignature verifies what SPNEGO has the peer sign: its list of mechanisms.
func (m *krb5Mechanism) VerifySignature(ctx context.Context, token *gssapi.MessageToken) error {
	if err := m.Mechanism.VerifySignature(ctx, token); err != nil {
		return fmt.Errorf("%w: %w", ErrSignature, err)
	}
	m.replies.next++
	return nil
}
