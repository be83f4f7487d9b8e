package kerberos

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/iana"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/msgtype"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/nametype"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/patype"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// maxHops bounds the realms on the way to a service.
const maxHops = 10

// service is a name to get a ticket for.
type service struct {
	name types.PrincipalName
	// host is the part of the name after the first slash, empty for a name of one
	// part.
	host string
	// realm is set when the caller wrote NAME@REALM.
	realm string
}

func parseSPN(spn string) (service, error) {
	name, realm, _ := strings.Cut(spn, "@")
	part := strings.Split(name, "/")
	if name == "" || slices.Contains(part, "") {
		return service{}, fail(UnknownSPN, "", "write SERVICE/HOST, such as host/vpn01.corp.example", "%q is not the name of a service", spn)
	}
	s := service{name: types.PrincipalName{NameType: nametype.KRB_NT_SRV_INST, NameString: part}, realm: realm}
	if len(part) > 1 {
		s.host = part[1]
	}
	return s, nil
}

// ticketFor gets a ticket for a service, starting from the ticket-granting
// ticket of the client's realm. Ticket-granting tickets of other realms found on
// the way go to keep.
func (c *client) ticketFor(ctx context.Context, tgts map[string]*grant, s service, keep func(*grant)) (*grant, error) {
	first := s.realm
	if first == "" {
		first = c.conf.realmOf(s.host)
	}
	if first == "" {
		first = c.realm
	}
	g, err := c.follow(ctx, tgts, s, first, keep)
	if kindOf(err) != UnknownSPN || s.realm != "" || c.conf.realmOf(s.host) != "" {
		return g, err
	}
	// A KDC that gives no referrals: the realm may be named as the host's domain.
	_, domain, _ := strings.Cut(strings.TrimSuffix(s.host, "."), ".")
	if guess := strings.ToUpper(domain); strings.Contains(guess, ".") && guess != c.realm {
		if g, guessErr := c.follow(ctx, tgts, s, guess, keep); guessErr == nil {
			return g, nil
		} else if ctx.Err() != nil {
			return nil, guessErr
		}
	}
	return nil, err
}

// follow walks from realm to realm: towards the realm that is wanted, then
// wherever the KDCs refer the service to.
func (c *client) follow(ctx context.Context, tgts map[string]*grant, s service, wanted string, keep func(*grant)) (*grant, error) {
	tgt, at := tgts[wanted], wanted
	if tgt == nil {
		tgt, at = tgts[c.realm], c.realm
	}
	if tgt == nil {
		return nil, fail(NoSource, c.party, noCacheHint, "there is no ticket-granting ticket of realm %s", c.realm)
	}
	visited := []string{at}
	for range maxHops {
		name := s.name
		if at != wanted {
			name = ticketGranting(wanted)
		}
		g, err := c.tgsExchange(ctx, tgt, at, name)
		if err != nil {
			return nil, c.explainHop(err, s, at, wanted)
		}
		next := g.opens()
		if next == "" || g.ticket.SName.Equal(s.name) {
			return g, nil
		}
		if slices.Contains(visited, next) {
			return nil, fail(WrongRealm, "", "check the trusts between the realms", "the KDCs refer %s round in circles: %s", s.name.PrincipalNameString(), strings.Join(append(visited, next), ", "))
		}
		keep(g)
		c.o.log().Debug("referral", "service", s.name.PrincipalNameString(), "from", at, "to", next)
		if at == wanted {
			wanted = next // a referral of the service, not a step of ours
		}
		visited, tgt, at = append(visited, next), g, next
	}
	return nil, fail(WrongRealm, "", "check the trusts between the realms", "the KDCs refer %s through more than %d realms: %s", s.name.PrincipalNameString(), maxHops, strings.Join(visited, ", "))
}

// explainHop gives a refusal on the way to another realm its meaning: there is
// no trust.
func (c *client) explainHop(err error, s service, at, wanted string) error {
	var e *Error
	if at != wanted && errors.As(err, &e) && e.Kind == UnknownSPN {
		e.Kind = WrongRealm
		e.Err = fmt.Errorf("realm %s has no trust that leads to realm %s, where %s is looked for", at, wanted, s.name.PrincipalNameString())
		e.Hint = "is the realm right? see [domain_realm] in krb5.conf"
	}
	return err
}

// tgsExchange asks the KDC of a realm for a ticket.
func (c *client) tgsExchange(ctx context.Context, tgt *grant, realm string, name types.PrincipalName) (*grant, error) {
	q := c.asking(name.PrincipalNameString(), realm)
	etypes := c.conf.tgsETypes
	if len(etypes) == 0 {
		return nil, fail(NoEType, c.conf.party, "see default_tgs_enctypes and permitted_enctypes in krb5.conf", "no encryption type is allowed")
	}
	body, err := c.body(realm, name, etypes)
	if err != nil {
		return nil, err
	}
	var b []byte
	err = guarded("ticket-granting ticket", func() (err error) { b, err = c.tgsRequest(tgt, body); return err })
	if err != nil {
		return nil, fail(Protocol, c.party, noCacheHint, "the ticket-granting ticket of realm %s cannot be used", realm)
	}
	got, err := c.send(ctx, realm, b)
	if err != nil {
		return nil, err
	}
	if got.refusal != nil {
		return nil, q.refusal(got)
	}
	return c.readTGS(got, tgt, &body)
}

// tgsRequest builds a TGS-REQ. The library's own names the ticket's realm in
// the authenticator where the client's belongs, which fails from the second
// realm on.
func (c *client) tgsRequest(tgt *grant, body messages.KDCReqBody) ([]byte, error) {
	b, err := body.Marshal()
	if err != nil {
		return nil, err
	}
	et, err := crypto.GetEtype(tgt.key.KeyType)
	if err != nil {
		return nil, err
	}
	sum, err := et.GetChecksumHash(tgt.key.KeyValue, b, keyusage.TGS_REQ_PA_TGS_REQ_AP_REQ_AUTHENTICATOR_CHKSUM)
	if err != nil {
		return nil, err
	}
	proof, err := c.authenticator(types.Checksum{CksumType: et.GetHashID(), Checksum: sum})
	if err != nil {
		return nil, err
	}
	ap, err := messages.NewAPReq(tgt.ticket, tgt.key, proof)
	if err != nil {
		return nil, err
	}
	value, err := ap.Marshal()
	if err != nil {
		return nil, err
	}
	request := messages.TGSReq{KDCReqFields: messages.KDCReqFields{
		PVNO:    iana.PVNO,
		MsgType: msgtype.KRB_TGS_REQ,
		PAData:  types.PADataSequence{{PADataType: patype.PA_TGS_REQ, PADataValue: value}},
		ReqBody: body,
	}}
	return request.Marshal()
}

func (c *client) authenticator(sum types.Checksum) (types.Authenticator, error) {
	proof, err := types.NewAuthenticator(c.realm, c.client)
	if err != nil {
		return proof, err
	}
	now := c.now().UTC()
	proof.CTime, proof.Cusec = now.Truncate(time.Second), now.Nanosecond()/1000
	proof.Cksum = sum
	return proof, nil
}
