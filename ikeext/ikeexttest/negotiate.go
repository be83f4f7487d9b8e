package ikeexttest

import (
	"errors"
	"fmt"
)

// errMIC says that the list of mechanisms was changed on its way, or that the
// caller did not protect it as it had to.
var errMIC = errors.New("mechListMIC")

// negotiateAcceptor is SPNEGO ([RFC4178], [MS-SPNG]) around NTLM. As a Windows
// host outside of any domain it has no key for Kerberos, so NTLM is chosen
// whenever it is offered.
type negotiateAcceptor struct {
	*ntlmAcceptor
	mechTypes []byte // the caller's list; nil until its first token came
	preferred bool   // NTLM is the first of the list
	done      bool
}

func newNegotiate(cfg *Config) *negotiateAcceptor {
	return &negotiateAcceptor{ntlmAcceptor: newNTLM(cfg)}
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
		return nil, errors.New("the caller rejects NTLM")
	}
	return a.proceed(t)
}

// choose answers the first token.
func (a *negotiateAcceptor) choose(token []byte) ([]byte, error) {
	t, err := parseNegTokenInit(token)
	if err != nil {
		return nil, err
	}
	if t.ntlm < 0 {
		return nil, errors.New("no mechanism in common: NTLM is not offered")
	}
	a.mechTypes, a.preferred = append([]byte(nil), t.mechTypes...), t.ntlm == 0
	answer := &negTokenResp{state: negAcceptIncomplete, mech: oidNTLM}
	switch {
	case !a.preferred:
		// The token is of another mechanism. Whether the caller's preference was
		// changed on its way must be proved now ([RFC4178] 5).
		answer.state = negRequestMIC
	case t.token != nil:
		if answer.token, err = a.ntlmAcceptor.accept(t.token); err != nil {
			return nil, err
		}
	}
	return answer.encode(), nil
}

// proceed takes NTLM a step further, to the end with its last message.
func (a *negotiateAcceptor) proceed(t *negTokenResp) ([]byte, error) {
	challenge, err := a.ntlmAcceptor.accept(t.token)
	if err != nil {
		return nil, err
	}
	answer := &negTokenResp{state: negAcceptIncomplete, token: challenge}
	if !a.ntlmAcceptor.complete() {
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
// the host's. The codes use up sequence number 0 of both directions but not their
// key streams: RC4 begins anew with the first PDU ([MS-SPNG] 3.3.5.1).
func (a *negotiateAcceptor) exchangeMIC(mic []byte) ([]byte, error) {
	if mic == nil {
		if a.needsMIC() {
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
	a.in.restart()
	a.out.restart()
	return answer, nil
}

// needsMIC reports whether the list must be protected: when NTLM was not the
// caller's first choice, and when the caller's NTLM protects its own messages,
// for such callers protect the list, too.
func (a *negotiateAcceptor) needsMIC() bool {
	const signs = ntlmSign | ntlmSeal
	return a.flags&signs != 0 && (!a.preferred || a.messagesProtected)
}
