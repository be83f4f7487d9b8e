package kerberos

import (
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
	krb5client "github.com/oiweiwei/gokrb5.fork/v9/client"
	"github.com/oiweiwei/gokrb5.fork/v9/credentials"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/spnego"
)

// APRequest makes the first token of a security context in place of the RPC
// library, which would look for the file that KRB5_CCACHE names, and leaves in a
// what the library needs to go on. Nothing but the ticket is read. The token is a
// bare AP-REQ with DCEStyle and a GSS-API token without; it always demands mutual
// authentication. Its error is an *Error when the ticket has expired since.
func (t *Ticket) APRequest(a *krb5.Authentifier) (token []byte, err error) {
	if now := t.now(); !now.Before(t.End) {
		return nil, t.grant.timeError("", now)
	}
	err = guarded("ticket", func() error {
		token, err = t.request(a)
		return err
	})
	if err != nil {
		return nil, fail(Protocol, "", noCacheHint, "the ticket for %s cannot be used: %w", t.SPN, err)
	}
	return token, nil
}

func (t *Ticket) request(a *krb5.Authentifier) ([]byte, error) {
	who := credentials.New(t.Client, t.Realm)
	who.SetCName(t.client)
	// The client is there for its name: this one cannot reach a KDC.
	token, err := spnego.NewKRB5TokenAPREQ(&krb5client.Client{Credentials: who}, t.grant.ticket, t.grant.key,
		a.Config.Flags, append([]int{flags.APOptionMutualRequired}, a.Config.APOptions...))
	if err != nil {
		return nil, err
	}
	// The library reads the sequence number of its own request from here.
	if err := token.APReq.DecryptAuthenticator(t.grant.key); err != nil {
		return nil, err
	}
	a.APReq, a.SessionKey = &token.APReq, t.grant.key
	if a.Config.DCEStyle {
		return token.APReq.Marshal()
	}
	return token.Marshal()
}

// Allows returns an *Error when a key of this type, such as the subkey that a
// host chose in its AP-REP, must not be used with this ticket.
func (t *Ticket) Allows(etype int32) error {
	if etypesNamed(etypeName(etype)) == nil || t.noRC4 && etype == rc4 {
		return fail(NoEType, "", "give the host's account AES keys",
			"the host chose a key of type %d (%s), which is not allowed", etype, etypeName(etype))
	}
	return nil
}
