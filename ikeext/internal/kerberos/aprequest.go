package kerberos

import (
	"crypto/md5"

	"github.com/oiweiwei/go-msrpc/ssp/krb5"
	krb5client "github.com/oiweiwei/gokrb5.fork/v9/client"
	"github.com/oiweiwei/gokrb5.fork/v9/credentials"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/spnego"
)

// APRequest makes the first token of a security context in place of the RPC
// library, which would look for the file that KRB5_CCACHE names, and leaves in a
// what the library needs to go on. Nothing but the ticket is read. The token is a
// bare AP-REQ with DCEStyle and a GSS-API token without; it always demands mutual
// authentication. The bindings are GSS-API's to a channel, nil for none. Its error
// is an *Error when the ticket has expired since.
func (t *Ticket) APRequest(a *krb5.Authentifier, bindings []byte) (token []byte, err error) {
	if now := t.now(); !now.Before(t.End) {
		return nil, t.grant.timeError("", now)
	}
	err = guarded("ticket", func() error {
		token, err = t.request(a, bindings)
		return err
	})
	if err != nil {
		return nil, fail(Protocol, "", noCacheHint, "the ticket for %s cannot be used: %w", t.SPN, err)
	}
	return token, nil
}

func (t *Ticket) request(a *krb5.Authentifier, bindings []byte) ([]byte, error) {
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
	if bindings != nil {
		if err := t.bind(&token.APReq, bindings); err != nil {
			return nil, err
		}
	}
	a.APReq, a.SessionKey = &token.APReq, t.grant.key
	if a.Config.DCEStyle {
		return token.APReq.Marshal()
	}
	return token.Marshal()
}

// bind puts the hash of the bindings into the request's authenticator ([RFC4121],
// section 4.1.1), where the library leaves zeros.
func (t *Ticket) bind(request *messages.APReq, bindings []byte) error {
	const at = 4
	authenticator, options := request.Authenticator, request.APOptions
	sum := md5.Sum(bindings)
	copy(authenticator.Cksum.Checksum[at:], sum[:])
	bound, err := messages.NewAPReq(t.grant.ticket, t.grant.key, authenticator)
	if err != nil {
		return err
	}
	bound.APOptions = options
	if err := bound.DecryptAuthenticator(t.grant.key); err != nil {
		return err
	}
	*request = bound
	return nil
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
