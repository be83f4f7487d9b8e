package ikeexttest

import (
	"errors"
	"fmt"
	"slices"
)

// errMIC says that the list of mechanisms was changed on its way, or that the
// caller did not protect it as it had to.
var errMIC = errors.New("mechListMIC")

// negotiable is a mechanism that SPNEGO can choose.
type negotiable interface {
	acceptor
	// needsMIC reports whether the caller must protect its list of mechanisms. That
	// it was the caller's first choice is why it may not have to.
	needsMIC(preferred bool) bool
	// exchangedMIC is called between the codes over the list and the first PDU.
	exchangedMIC()
}

// negotiateAcceptor is SPNEGO ([RFC4178], [MS-SPNG]) around NTLM and, where the
// host has a key for it, Kerberos: whatever of them the caller likes best.
type negotiateAcceptor struct {
	negotiable        // what was chosen; NTLM until then
	mech       string // its identifier
	kerberos   negotiable
	mechTypes  []byte // the caller's list; nil until its first token came
	preferred  bool   // the first of the list was chosen
	done       bool
}

// newNegotiate begins a negotiation. Kerberos is nil for a host outside of any
// domain, which has no key for it.
func newNegotiate(cfg *Config, kerberos negotiable) *negotiateAcceptor {
	return &negotiateAcceptor{negotiable: newNTLM(cfg), mech: oidNTLM, kerberos: kerberos}
}

func (a *negotiateAcceptor) complete() bool { return a.done }

// accept implements acceptor.
func (a *negotiateAcceptor) accept(token []byte) (answer []byte, err error) {
	if a.mechTypes == nil {
		return a.choose(token)
	}
	t, err := parseNegTokenResp(token)
	if err != nil {
		return nil, err
	}
	if t.state == negReject {
		return nil, errors.New("the caller rejects the mechanism")
	}
	return a.proceed(t)
}

// choose answers the first token.
func (a *negotiateAcceptor) choose(token []byte) ([]byte, error) {
	t, err := parseNegTokenInit(token)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(t.mechs, a.speaks)
	if at < 0 {
		return nil, errors.New("no mechanism in common: NTLM is not offered")
	}
	if t.mechs[at] != oidNTLM {
		a.negotiable, a.mech = a.kerberos, t.mechs[at]
	}
	a.mechTypes, a.preferred = append([]byte(nil), t.mechTypes...), at == 0
	answer := &negTokenResp{state: negAcceptIncomplete, mech: a.mech}
	switch {
	case !a.preferred:
		// The token is of another mechanism. Whether the caller's preference was
		// changed on its way must be proved now ([RFC4178] 5).
		answer.state = negRequestMIC
	case t.token != nil:
		if answer.token, err = a.negotiable.accept(t.token); err != nil {
			return nil, err
		}
	}
	return answer.encode(), nil
}

// speaks reports whether the host has a mechanism.
func (a *negotiateAcceptor) speaks(mech string) bool {
	return mech == oidNTLM || a.kerberos != nil && (mech == oidKerberos || mech == oidMSKerberos)
}

// proceed takes the mechanism a step further, to the end with its last message.
func (a *negotiateAcceptor) proceed(t *negTokenResp) ([]byte, error) {
	token, err := a.negotiable.accept(t.token)
	if err != nil {
		return nil, err
	}
	answer := &negTokenResp{state: negAcceptIncomplete, token: token}
	if !a.negotiable.complete() {
		if t.mic != nil {
			return nil, fmt.Errorf("%w: mechListMIC before there is a key", errToken)
		}
		return answer.encode(), nil
	}
	if answer.mic, err = a.exchangeMIC(t.mic); err != nil {
		return nil, err
	}
	answer.state, a.done = negAcceptCompleted, true
	return answer.encode(), nil
}

// exchangeMIC verifies the caller's code over the list of mechanisms and returns
// the host's. The codes use up a sequence number of each direction.
func (a *negotiateAcceptor) exchangeMIC(mic []byte) ([]byte, error) {
	if mic == nil {
		if a.needsMIC(a.preferred) {
			return nil, fmt.Errorf("%w is missing", errMIC)
		}
		return nil, nil
	}
	if err := a.unprotect(false, nil, a.mechTypes, nil, mic); err != nil {
		return nil, fmt.Errorf("%w: %w", errMIC, err)
	}
	answer, err := a.protect(false, nil, a.mechTypes, nil)
	if err != nil {
		return nil, err
	}
	a.exchangedMIC()
	return answer, nil
}

// needsMIC implements negotiable: callers whose NTLM protects its own messages
// protect the list, too.
func (a *ntlmAcceptor) needsMIC(preferred bool) bool {
	const signs = ntlmSign | ntlmSeal
	return a.flags&signs != 0 && (!preferred || a.messagesProtected)
}

// exchangedMIC implements negotiable. The codes use up no key stream: RC4 begins
// anew with the first PDU ([MS-SPNG] 3.3.5.1).
func (a *ntlmAcceptor) exchangedMIC() {
	a.in.restart()
	a.out.restart()
}
