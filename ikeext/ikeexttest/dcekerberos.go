package ikeexttest

import (
	"errors"
	"fmt"

	"github.com/oiweiwei/gokrb5.fork/v9/messages"
)

// dceKerberos is Kerberos as RPC has it, in DCE style ([MS-KILE] 3.4.5.1): tokens
// are messages of Kerberos without a frame, and the caller answers the AP-REP with
// another. Some callers frame their AP-REQ all the same.
type dceKerberos struct {
	kerberosContext
	headerSign bool
	done       bool
}

func newDCEKerberos(keytab *hostKeytab, headerSign bool) *dceKerberos {
	return &dceKerberos{kerberosContext: kerberosContext{keytab: keytab, dceStyle: true}, headerSign: headerSign}
}

func (a *dceKerberos) complete() bool { return a.done }

func (a *dceKerberos) canSeal() bool { return a.flags&gssConfidentiality != 0 }

// needsMIC implements negotiable: the first choice needs no code ([RFC4178] 5).
func (a *dceKerberos) needsMIC(preferred bool) bool { return !preferred }

// exchangedMIC implements negotiable. No key stream goes on from one message to
// the next.
func (a *dceKerberos) exchangedMIC() {}

// accept implements acceptor.
func (a *dceKerberos) accept(token []byte) (answer []byte, err error) {
	if a.etype == nil {
		if message, ok := unframeKerberos(token, tokenAPReq); ok {
			token = message
		}
		return a.take(token)
	}
	return nil, a.finish(token)
}

// finish takes the caller's AP-REP. It repeats the host's sequence number, which
// nobody can who does not know the session key.
func (a *dceKerberos) finish(token []byte) error {
	var reply messages.APRep
	if err := reply.Unmarshal(token); err != nil {
		return fmt.Errorf("%w: AP-REP: %w", errToken, err)
	}
	if err := reply.DecryptEncPart(a.session); err != nil {
		return fmt.Errorf("AP-REP: %w", err)
	}
	if uint64(reply.DecryptedEncPart.SequenceNumber) != a.out {
		return errors.New("the AP-REP is for another sign-in")
	}
	a.done = true
	return nil
}
