// Package signin gives the RPC library security mechanisms that verify what
// they receive and remember whether the peer has proved anything.
package signin

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
)

// ErrSignature says that a reply's protection did not verify: it was damaged or
// forged on the way, or the peer does not have the session key.
var ErrSignature = errors.New("the reply's signature does not verify")

// ErrWeak says that the peer would sign in only without protection that is
// always demanded. The text names what is missing.
var ErrWeak = errors.New("the host answered the sign-in without")

// ErrMalformed says that a token of the peer could not be read or is not what
// was asked for.
var ErrMalformed = errors.New("malformed security token")

// ErrRefused says that the peer refused the sign-in in so many words.
var ErrRefused = errors.New("the host refused the sign-in")

// Level is a protection level, one of the RPC_C_AUTHN_LEVEL_* values.
type Level = dcerpc.AuthLevel

// Credential is who signs in with NTLM, and with what.
type Credential struct {
	User, Domain string
	// Password, or NTHash when that is not empty.
	Password string
	NTHash   []byte
}

// Ticket is a Kerberos service ticket as the RPC library takes it.
type Ticket interface {
	// Credential holds the ticket.
	Credential() any
	// Config is the mechanism's, mutual authentication demanded.
	Config() *krb5.Config
	// APRequest makes the first token in place of the library, bound to a channel
	// unless the bindings are nil.
	APRequest(a *krb5.Authentifier, bindings []byte) ([]byte, error)
	// Allows refuses a type of key that the host chose.
	Allows(etype int32) error
}

// SignIn is the sign-in of one connection. It is used once.
type SignIn struct {
	mechanism  gssapi.MechanismFactory
	credential any
	name       string
	authType   dcerpc.AuthType
	level      Level
	target     string
	proof      *proof
}

// proof is what the peer has shown so far.
type proof struct {
	proven    atomic.Bool
	version   atomic.Pointer[version]
	integrity atomic.Bool // the challenge is covered by the integrity code in its answer
}

// newInner makes a mechanism by a factory of the library's, whose type is known.
func newInner[M gssapi.Mechanism](ctx context.Context, factory gssapi.MechanismFactory) (inner M, err error) {
	m, err := factory.New(ctx)
	if err != nil {
		return inner, err
	}
	inner, ok := m.(M)
	if !ok {
		return inner, fmt.Errorf("unexpected mechanism %T", m)
	}
	return inner, nil
}

// recovered is to be deferred around the library's reading of what the peer sent:
// it makes a panic an error of the given kind.
func recovered(err *error, kind error, what string) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %s: %v", kind, what, r)
	}
}

// unread makes ErrMalformed of what the library says of a token that the peer sent,
// unless it is of another kind already.
func unread(err error, token *gssapi.Token, what string) error {
	if err == nil || token.Payload == nil {
		return err
	}
	for _, kind := range []error{ErrMalformed, ErrWeak, ErrRefused, ErrSignature} {
		if errors.Is(err, kind) {
			return err
		}
	}
	return fmt.Errorf("%w: %s: %w", ErrMalformed, what, err)
}

// NewNTLM returns a sign-in with NTLMv2. The target is the service principal
// name that the server may compare with its own, such as host/NAME.
func NewNTLM(cred Credential, level Level, target string) *SignIn {
	domain := credential.Domain(cred.Domain)
	var value any = credential.NewFromPassword(cred.User, cred.Password, domain)
	if len(cred.NTHash) > 0 {
		value = credential.NewFromNTHashBytes(cred.User, cred.NTHash, domain)
	}
	p := &proof{}
	return &SignIn{
		mechanism: &ntlmFactory{proof: p}, credential: value, name: "ntlm",
		authType: dcerpc.AuthTypeWinNT, level: level, target: target, proof: p,
	}
}

// NewKerberos returns a sign-in with a service ticket. The target is the name in
// the ticket, by which the library looks for it.
func NewKerberos(ticket Ticket, level Level, target string) *SignIn {
	p := &proof{}
	return &SignIn{
		mechanism: &krb5Factory{ticket: ticket, proof: p}, credential: ticket.Credential(), name: "kerberos",
		authType: dcerpc.AuthTypeKerberos, level: level, target: target, proof: p,
	}
}

// Negotiated wraps the sign-in in SPNEGO. It offers the one mechanism, so that
// nobody on the way can talk the two ends into another.
func (s *SignIn) Negotiated() *SignIn {
	wrapped := *s
	wrapped.authType = dcerpc.AuthTypeGSSNegotiate
	return &wrapped
}

// IsNegotiated reports whether the sign-in is wrapped in SPNEGO.
func (s *SignIn) IsNegotiated() bool {
	return s != nil && s.authType == dcerpc.AuthTypeGSSNegotiate
}

// Options are what the RPC library needs to bind with this sign-in. A nil
// SignIn stands for an unauthenticated connection.
func (s *SignIn) Options() []dcerpc.Option {
	if s == nil {
		return []dcerpc.Option{dcerpc.WithInsecure()}
	}
	options := []dcerpc.Option{
		dcerpc.WithMechanism(s.mechanism),
		dcerpc.WithCredentials(s.credential),
		dcerpc.WithSecurtyProvider(s.authType),
		dcerpc.WithSecurityLevel(s.level),
		dcerpc.WithTargetName(s.target),
	}
	if s.IsNegotiated() {
		options = append(options, dcerpc.WithMechanism(spnegoFactory{}))
	}
	return options
}

// Security are what an SMB dialer of the RPC library needs to sign in, always
// wrapped in SPNEGO, as SMB demands. The target is of the form cifs/NAME.
func (s *SignIn) Security() []gssapi.ContextOption {
	return []gssapi.ContextOption{
		gssapi.WithTargetName(s.target),
		gssapi.NewCredential("", nil, gssapi.InitiateAndAccept, s.credential),
		s.mechanism, spnegoFactory{},
	}
}

// Mechanism returns "kerberos" or "ntlm"; "none" for no sign-in.
func (s *SignIn) Mechanism() string {
	if s == nil {
		return "none"
	}
	return s.name
}

// Proven reports whether the peer has shown that it accepted the credential: by
// a protected reply that verified, or by a Kerberos AP-REP. NTLM at level connect
// never gets there.
func (s *SignIn) Proven() bool { return s != nil && s.proof.proven.Load() }

// Version returns the version that the peer told while signing in with NTLM, such
// as "10.0.17763"; empty when it told none.
func (s *SignIn) Version() string {
	if s == nil {
		return ""
	}
	if v := s.proof.version.Load(); v != nil {
		return fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.build)
	}
	return ""
}

// AttestedBuild returns the build in the version that the peer told with NTLM, and
// whether it can be relied on: the peer has accepted an answer with an integrity code
// that covers the challenge as it came here, so nobody on the way has changed it.
func (s *SignIn) AttestedBuild() (build uint16, ok bool) {
	if !s.Proven() || !s.proof.integrity.Load() {
		return 0, false
	}
	if v := s.proof.version.Load(); v != nil {
		return v.build, true
	}
	return 0, false
}
