package signin

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
)

// Context is the security context of one connection outside RPC, for protocols
// that carry tokens and sealed messages in forms of their own. It is not in DCE
// style. It is not safe for concurrent use.
type Context struct {
	s       *SignIn
	ctx     context.Context
	options []gssapi.Option
}

// NewContext begins a sign-in that is going to seal. Like the SignIn it is used
// once. The ctx is asked for its values only: nothing here waits. The channel is
// what the sign-in is bound to, such as TLSServerEndPoint of the connection; nil
// binds it to none.
func (s *SignIn) NewContext(ctx context.Context, channel []byte) *Context {
	mechanism, oid := s.mechanism, ssp.MechanismTypeNTLM
	switch m := mechanism.(type) {
	case *krb5Factory:
		bare := *m
		bare.bare, bare.bindings = true, channelBindings(channel)
		mechanism, oid = &bare, ssp.MechanismTypeKRB5
	case *ntlmFactory:
		bound := *m
		bound.bindings = channelBindings(channel)
		mechanism = &bound
	}
	security := []gssapi.ContextOption{gssapi.NewCredential("", nil, gssapi.InitiateAndAccept, s.credential), mechanism}
	if s.IsNegotiated() {
		security, oid = append(security, spnegoFactory{proof: s.proof}), ssp.MechanismTypeSPNEGO
	}
	return &Context{
		s:   s,
		ctx: gssapi.NewSecurityContext(ctx, security...),
		options: []gssapi.Option{
			gssapi.WithMechanismType(oid), gssapi.WithTargetName(s.target),
			gssapi.WithRequest(gssapi.Confidentiality | gssapi.Integrity | gssapi.ReplayDetection | gssapi.Sequencing),
		},
	}
}

// Step takes the peer's token, nil to begin with, and returns ours, empty when
// there is nothing more to send. Errors are those of the package.
func (c *Context) Step(token []byte) (answer []byte, err error) {
	defer recovered(&err, ErrMalformed, c.s.name)
	in := &gssapi.Token{}
	if len(token) > 0 {
		in.Payload = token
	}
	out, err := gssapi.InitSecurityContext(c.ctx, in, c.options...)
	switch {
	case err == nil:
		return out.Payload, nil
	case len(token) == 0, errors.Is(err, ErrRefused), errors.Is(err, ErrWeak), errors.Is(err, ErrSignature), errors.Is(err, ErrMalformed):
		return nil, err
	}
	// The library says no more than that it could make nothing of the token.
	return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
}

// Established reports whether messages can be sealed. Of Kerberos it is true only
// once the peer has proved that it holds the key of its account; with NTLM nothing
// is proved before the first message of the peer is opened.
func (c *Context) Established() bool {
	if _, kerberos := c.s.mechanism.(*krb5Factory); kerberos && !c.s.Proven() {
		return false
	}
	return gssapi.IsComplete(c.ctx)
}

// errNotEstablished says that a message came before the sign-in was complete.
var errNotEstablished = errors.New("the sign-in is not complete")

// Seal encrypts a message and leaves it as it was. The signature is what goes in
// front of the sealed bytes: of NTLM the signature itself, of Kerberos the header
// of the token, with the trailer rotated into it.
func (c *Context) Seal(message []byte) (signature, sealed []byte, err error) {
	if !c.Established() {
		return nil, nil, errNotEstablished
	}
	defer recovered(&err, ErrMalformed, c.s.name)
	out, err := gssapi.Wrap(c.ctx, &gssapi.MessageToken{Payload: bytes.Clone(message), Capabilities: gssapi.Confidentiality | gssapi.Integrity})
	if err != nil {
		return nil, nil, err
	}
	return out.Signature, out.Payload, nil
}

// Open decrypts a message and verifies it: ErrSignature when it is not the next
// one that the peer sealed.
func (c *Context) Open(signature, sealed []byte) (message []byte, err error) {
	if !c.Established() {
		return nil, errNotEstablished
	}
	defer recovered(&err, ErrSignature, c.s.name)
	if len(signature) == 0 || len(sealed) == 0 {
		// The library would look for the one in the other.
		return nil, fmt.Errorf("%w: it is empty", ErrSignature)
	}
	out, err := gssapi.Unwrap(c.ctx, &gssapi.MessageToken{
		Signature: bytes.Clone(signature), Payload: bytes.Clone(sealed), Capabilities: gssapi.Confidentiality | gssapi.Integrity,
	})
	if err != nil {
		return nil, err
	}
	return out.Payload, nil
}
