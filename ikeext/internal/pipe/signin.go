package pipe

import (
	"context"
	"encoding/asn1"
	"errors"
	"fmt"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	smb2 "github.com/oiweiwei/go-smb2.fork"
)

// mechanism is a GSSAPI mechanism in the form that the SMB library wants.
type mechanism struct {
	ctx     context.Context
	options []gssapi.Option
}

func newMechanism(ctx context.Context, security []gssapi.ContextOption) *mechanism {
	m := &mechanism{ctx: gssapi.NewSecurityContext(ctx, security...)}
	for _, o := range security {
		if option, ok := any(o).(gssapi.Option); ok {
			m.options = append(m.options, option)
		}
	}
	// The library knows sign-ins of two round trips only. Kerberos takes one, except
	// in this style, in which the client has the last word.
	m.options = append(m.options, gssapi.WithRequest(gssapi.DCEStyle))
	return m
}

// OID names the first mechanism there is.
func (m *mechanism) OID() asn1.ObjectIdentifier {
	for _, one := range gssapi.ListMechanisms(m.ctx) {
		return asn1.ObjectIdentifier(one.Type())
	}
	return nil
}

func (m *mechanism) InitSecContext() ([]byte, error) { return m.step(&gssapi.Token{}) }

func (m *mechanism) AcceptSecContext(b []byte) ([]byte, error) {
	return m.step(&gssapi.Token{Payload: b})
}

func (m *mechanism) step(in *gssapi.Token) ([]byte, error) {
	out, err := gssapi.InitSecurityContext(m.ctx, in, m.options...)
	if err != nil {
		return nil, err
	}
	return out.Payload, nil
}

// Sum signs the list of mechanisms; nil when that is not possible yet.
func (m *mechanism) Sum(b []byte) []byte {
	out, err := gssapi.MakeSignature(m.ctx, &gssapi.MessageToken{Payload: b}, m.options...)
	if err != nil {
		return nil
	}
	return out.Signature
}

func (m *mechanism) SessionKey() []byte {
	key, _ := gssapi.GetAttribute(m.ctx, gssapi.AttributeSessionKey, m.options...)
	b, _ := key.([]byte)
	return b
}

// errNoKey says that the tokens were exchanged and left no secret behind.
var errNoKey = errors.New("the security mechanism made no session key")

// noted is a sign-in that keeps its errors, of which the library passes on the
// text only, and gives the key to the guard as soon as there is one.
type noted struct {
	smb2.Initiator
	frames *frames
	err    error
	key    []byte
}

func (n *noted) InitSecContext() ([]byte, error) {
	return n.note(func() ([]byte, error) { return n.Initiator.InitSecContext() })
}

func (n *noted) AcceptSecContext(in []byte) ([]byte, error) {
	return n.note(func() ([]byte, error) {
		out, err := n.Initiator.AcceptSecContext(in)
		if err != nil {
			return nil, err
		}
		key := n.Initiator.SessionKey()
		// The library would fill up what is missing with zeros.
		if n.key = make([]byte, sessionKeySize); copy(n.key, key) < sessionKeySize || [sessionKeySize]byte(n.key) == [sessionKeySize]byte{} {
			return nil, errNoKey
		}
		n.frames.setSessionKey(n.key)
		return out, nil
	})
}

// sessionKeySize is what SMB uses of a session key, which may be longer.
const sessionKeySize = 16

// SessionKey returns the key that the guard has, too.
func (n *noted) SessionKey() []byte { return n.key }

func (n *noted) note(step func() ([]byte, error)) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("panic in the security mechanism: %v", r)
		}
		n.err = err
	}()
	return step()
}
