package kerberos

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/errorcode"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// readAS opens the reply to an AS request with the client's key.
func (c *client) readAS(got *answer, request *messages.ASReq) (*grant, error) {
	var reply messages.ASRep
	if guarded("AS-REP", func() error { return reply.Unmarshal(got.reply) }) != nil {
		return nil, c.malformed(got, errMalformedReply)
	}
	body := &request.ReqBody
	if !slices.Contains(c.usable(), reply.EncPart.EType) {
		return nil, c.keyError(got, errNoEType)
	}
	info, err := offered(reply.PAData, []int32{reply.EncPart.EType})
	if err != nil {
		return nil, c.keyError(got, err)
	}
	key, err := c.key(info)
	if err != nil {
		return nil, c.keyError(got, err)
	}
	part, err := open(reply.EncPart, key, keyusage.AS_REP_ENCPART)
	if err != nil {
		e := fail(WrongPassword, got.attempt.String(), "", "")
		_, text, hint := c.asking("", c.realm).explain(errorcode.KDC_ERR_PREAUTH_FAILED)
		e.Err, e.Hint = errors.New(text), hint
		return nil, e
	}
	// The realm may be another than the one that was asked for: Windows answers
	// to a domain's short name as well. The reply opened with the client's key.
	g, err := c.check(got, &reply.KDCRepFields, part, body, reply.CRealm)
	if err != nil {
		return nil, err
	}
	if g.opens() != reply.CRealm {
		return nil, c.malformed(got, fmt.Errorf("%w: a ticket for %s", errMalformedReply, clip(g.ticket.SName.PrincipalNameString())))
	}
	if skew := part.AuthTime.Sub(c.now()); abs(skew) > c.conf.LibDefaults.Clockskew {
		return nil, c.asking("", c.realm).skewed(&Error{Party: got.attempt.String(), Skew: skew})
	}
	// What the KDC calls the client from now on, in its own spelling.
	c.client, c.realm = reply.CName, reply.CRealm
	c.setHome(reply.CRealm)
	return g, nil
}

// readTGS opens the reply to a TGS request with the session key.
func (c *client) readTGS(got *answer, tgt *grant, body *messages.KDCReqBody) (*grant, error) {
	var reply messages.TGSRep
	if guarded("TGS-REP", func() error { return reply.Unmarshal(got.reply) }) != nil {
		return nil, c.malformed(got, errMalformedReply)
	}
	part, err := open(reply.EncPart, tgt.key, keyusage.TGS_REP_ENCPART_SESSION_KEY)
	if err != nil {
		return nil, c.malformed(got, errors.New("the reply cannot be decrypted with the session key"))
	}
	if reply.CRealm != c.realm || !reply.CName.Equal(c.client) {
		return nil, c.malformed(got, fmt.Errorf("%w: a ticket of another client", errMalformedReply))
	}
	return c.check(got, &reply.KDCRepFields, part, body, body.Realm)
}

// open decrypts and decodes the encrypted part of a reply.
func open(data types.EncryptedData, key types.EncryptionKey, usage uint32) (*messages.EncKDCRepPart, error) {
	part := &messages.EncKDCRepPart{}
	err := guarded("encrypted part", func() error {
		if data.EType != key.KeyType {
			return errNoEType
		}
		b, err := crypto.DecryptEncPart(data, key, usage)
		if err != nil {
			return err
		}
		return part.Unmarshal(b)
	})
	return part, err
}

// check compares a reply with its request. What is outside the encrypted part,
// the ticket's name among it, is believed only where the inside agrees.
func (c *client) check(got *answer, reply *messages.KDCRepFields, part *messages.EncKDCRepPart, body *messages.KDCReqBody, realm string) (*grant, error) {
	ticket := reply.Ticket
	g := &grant{ticket: ticket, key: part.Key, start: part.StartTime, end: part.EndTime, invalid: types.IsFlagSet(&part.Flags, flags.Invalid)}
	if g.start.IsZero() {
		g.start = part.AuthTime
	}
	wrong := ""
	switch {
	case part.Nonce != body.Nonce:
		wrong = "another nonce than the request's"
	case len(ticket.SName.NameString) == 0 || !slices.Equal(part.SName.NameString, ticket.SName.NameString) || part.SRealm != ticket.Realm:
		wrong = "a ticket for another service than the reply"
	case !strings.EqualFold(ticket.Realm, realm):
		wrong = "a ticket of another realm"
	case !plainName(ticket.SName.NameString) || !plain(ticket.Realm):
		wrong = "a name that cannot be right"
	case len(part.Key.KeyValue) == 0:
		wrong = "no session key"
	}
	if wrong != "" {
		return nil, c.malformed(got, fmt.Errorf("%w: %s", errMalformedReply, wrong))
	}
	if !slices.Contains(body.EType, part.Key.KeyType) || c.o.NoRC4 && g.usesRC4() {
		weak := part.Key.KeyType
		if slices.Contains(body.EType, weak) {
			weak = ticket.EncPart.EType
		}
		return nil, fail(NoEType, got.attempt.String(), "give the service's account AES keys: msDS-SupportedEncryptionTypes on Windows, and a new password",
			"the KDC encrypts the ticket for %s with %s, which is not allowed", ticket.SName.PrincipalNameString(), etypeName(weak))
	}
	if now := c.now(); !g.validAt(now, c.conf.LibDefaults.Clockskew) {
		return nil, c.unusable(got, g, now)
	}
	return g, nil
}

// unusable says why a ticket that has just come is not valid. A ticket that
// ended before it could be used was made by another clock.
func (c *client) unusable(got *answer, g *grant, now time.Time) *Error {
	if g.start.After(now) {
		return c.asking("", c.realm).skewed(&Error{Party: got.attempt.String(), Skew: g.start.Sub(now)})
	}
	return g.timeError(got.attempt.String(), now)
}

func plainName(parts []string) bool {
	return !slices.ContainsFunc(parts, func(s string) bool { return strings.ContainsAny(s, "/\n\r") })
}
