package kerberos

import (
	"context"
	"crypto/rand"
	"encoding/asn1"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/iana"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/errorcode"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/msgtype"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/nametype"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/patype"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// client does the exchanges for one source.
type client struct {
	*source
	*locator
	now func() time.Time
}

func (c *client) asking(service, realm string) asking {
	return asking{client: c.principal(), service: service, realm: realm, now: c.now(), skew: c.conf.LibDefaults.Clockskew}
}

func ticketGranting(realm string) types.PrincipalName {
	return types.PrincipalName{NameType: nametype.KRB_NT_SRV_INST, NameString: []string{"krbtgt", realm}}
}

// body returns the part that AS and TGS requests have in common.
func (c *client) body(realm string, service types.PrincipalName, etypes []int32) (messages.KDCReqBody, error) {
	nonce, err := rand.Int(rand.Reader, big.NewInt(1<<31-1))
	if err != nil {
		return messages.KDCReqBody{}, err
	}
	body := messages.KDCReqBody{
		KDCOptions: types.NewKrbFlags(),
		Realm:      realm,
		SName:      service,
		Till:       c.now().UTC().Add(c.conf.LibDefaults.TicketLifetime).Truncate(time.Second),
		Nonce:      int(nonce.Int64()),
		EType:      etypes,
	}
	types.SetFlag(&body.KDCOptions, flags.Canonicalize)
	return body, nil
}

// maxClientReferrals bounds how often a KDC may send us to another realm for
// the client's account.
const maxClientReferrals = 3

// login gets the ticket-granting ticket of the client's realm by an AS exchange.
// It leaves the names in c as the KDC spells them.
func (c *client) login(ctx context.Context) (*grant, error) {
	for range maxClientReferrals {
		g, referral, err := c.loginAt(ctx)
		if err != nil || referral == "" {
			return g, err
		}
		c.o.log().Debug("client referral", "from", c.realm, "to", referral)
		c.realm = referral
		c.setHome(referral)
	}
	return nil, fail(WrongRealm, "", "name the realm in full, USER@REALM", "the KDCs send %s from realm to realm", c.principal())
}

// loginAt asks the KDCs of c.realm. The types of the client's keys alone are
// offered first: Windows and Samba might answer with a stronger one that there
// is no key of. MIT wants one that the ticket-granting service has as well.
func (c *client) loginAt(ctx context.Context) (g *grant, referral string, err error) {
	usable := c.usable()
	if len(usable) == 0 {
		return nil, "", c.noEType()
	}
	g, referral, err = c.asExchange(ctx, usable)
	var e *Error
	if wanted := c.wanted(usable); errors.As(err, &e) && e.Code == errorcode.KDC_ERR_ETYPE_NOSUPP && len(wanted) > len(usable) {
		if g, referral, again := c.asExchange(ctx, wanted); again == nil || kindOf(again) != NoEType {
			return g, referral, again
		}
	}
	return g, referral, err
}

func (c *client) asExchange(ctx context.Context, etypes []int32) (g *grant, referral string, err error) {
	body, err := c.body(c.realm, ticketGranting(c.realm), etypes)
	if err != nil {
		return nil, "", err
	}
	body.CName = c.client
	request := messages.ASReq{KDCReqFields: messages.KDCReqFields{PVNO: iana.PVNO, MsgType: msgtype.KRB_AS_REQ, ReqBody: body}}
	got, err := c.sendAS(ctx, &request)
	if err != nil {
		return nil, "", err
	}
	q := c.asking("krbtgt/"+c.realm, c.realm)
	if got.refusal != nil && got.refusal.ErrorCode == errorcode.KDC_ERR_PREAUTH_REQUIRED {
		// Found out before a password is tried, which might count as a wrong one.
		if skew := skewOf(got.refusal, c.now()); abs(skew) > q.skew {
			return nil, "", q.skewed(&Error{Party: got.attempt.String(), Skew: skew})
		}
		if request.PAData, err = c.preauth(got, c.usable()); err != nil {
			return nil, "", err
		}
		if got, err = c.sendAS(ctx, &request); err != nil {
			return nil, "", err
		}
	}
	switch {
	case got.refusal == nil:
		g, err = c.readAS(got, &request)
		return g, "", err
	case got.refusal.ErrorCode == errorcode.KDC_ERR_WRONG_REALM && plain(got.refusal.CRealm) && got.refusal.CRealm != c.realm:
		return nil, got.refusal.CRealm, nil
	}
	return nil, "", q.refusal(got)
}

func (c *client) sendAS(ctx context.Context, request *messages.ASReq) (*answer, error) {
	b, err := request.Marshal()
	if err != nil {
		return nil, fail(Other, "", "", "building the request: %w", err)
	}
	return c.send(ctx, c.realm, b)
}

// usable returns what may be asked for with the keys that there are.
func (c *client) usable() []int32 {
	if c.secret == nil || c.secret.password != "" {
		return c.conf.asETypes
	}
	return slices.DeleteFunc(slices.Clone(c.conf.asETypes), func(t int32) bool { _, ok := c.secret.keys[t]; return !ok })
}

func (c *client) noEType() *Error {
	return fail(NoEType, c.conf.party, "use an AES key, a keytab or a ticket, or see permitted_enctypes in krb5.conf", "no encryption type of %s is allowed", c.principal())
}

// wanted returns what a request lists: the types of the client's keys first, as
// the KDC takes the first that it has, and then what session keys may have.
func (c *client) wanted(usable []int32) []int32 {
	wanted := slices.Clone(usable)
	for _, t := range c.conf.asETypes {
		if !slices.Contains(wanted, t) {
			wanted = append(wanted, t)
		}
	}
	return wanted
}

// preauth answers the KDC's demand with an encrypted timestamp.
func (c *client) preauth(got *answer, etypes []int32) (types.PADataSequence, error) {
	var methods types.PADataSequence
	if guarded("method data", func() error { return methods.Unmarshal(got.refusal.EData) }) != nil {
		return nil, c.malformed(got, errMalformedReply)
	}
	if !methods.Contains(patype.PA_ENC_TIMESTAMP) {
		// MIT's KDC leaves out what needs a key when the account has none of the types
		// that were asked for.
		if len(methods) > 0 && !methods.Contains(patype.PA_ETYPE_INFO2) {
			return nil, c.keyError(got, errNoEType)
		}
		return nil, c.asking("krbtgt/"+c.realm, c.realm).refusal(got)
	}
	info, err := offered(methods, etypes)
	if err != nil {
		return nil, c.keyError(got, err)
	}
	key, err := c.key(info)
	if err != nil {
		return nil, c.keyError(got, err)
	}
	now := c.now().UTC()
	stamp, err := asn1.Marshal(types.PAEncTSEnc{PATimestamp: now.Truncate(time.Second), PAUSec: now.Nanosecond() / 1000})
	if err != nil {
		return nil, err
	}
	sealed, err := crypto.GetEncryptedData(stamp, key, keyusage.AS_REQ_PA_ENC_TIMESTAMP, 0)
	if err != nil {
		return nil, err
	}
	value, err := sealed.Marshal()
	if err != nil {
		return nil, err
	}
	answer := types.PADataSequence{{PADataType: patype.PA_ENC_TIMESTAMP, PADataValue: value}}
	for _, m := range methods {
		if m.PADataType == patype.PA_FX_COOKIE {
			answer = append(answer, m)
		}
	}
	return answer, nil
}

var errNoEType = errors.New("no encryption type in common")

// offered returns the first encryption type of a KDC's list that was asked for.
// A type that was not asked for, a weaker one for instance, is never used.
func offered(data types.PADataSequence, etypes []int32) (types.ETypeInfo2Entry, error) {
	for _, d := range data {
		if d.PADataType != patype.PA_ETYPE_INFO2 {
			continue
		}
		var list types.ETypeInfo2
		err := guarded("ETYPE-INFO2", func() (err error) { list, err = d.GetETypeInfo2(); return err })
		if err != nil {
			return types.ETypeInfo2Entry{}, errMalformedReply
		}
		for _, entry := range list {
			if slices.Contains(etypes, entry.EType) {
				return entry, nil
			}
		}
		return types.ETypeInfo2Entry{}, errNoEType
	}
	// Without a list the default salt applies (RFC 4120 5.2.7.5).
	if len(etypes) == 0 {
		return types.ETypeInfo2Entry{}, errNoEType
	}
	return types.ETypeInfo2Entry{EType: etypes[0]}, nil
}

// key returns the client's key of an encryption type, made from the password
// where that is the secret.
func (c *client) key(info types.ETypeInfo2Entry) (types.EncryptionKey, error) {
	if key, ok := c.secret.keys[info.EType]; ok {
		return key, nil
	}
	if c.secret.password == "" {
		return types.EncryptionKey{}, errNoEType
	}
	et, err := crypto.GetEtype(info.EType)
	if err != nil {
		return types.EncryptionKey{}, errNoEType
	}
	params := et.GetDefaultStringToKeyParams()
	if len(info.S2KParams) > 0 && info.EType != rc4 {
		// Few iterations would make the password easy to guess from what we send,
		// very many would keep us busy: a false KDC could ask for either.
		const fewest, most = 4096, 1 << 20
		if len(info.S2KParams) != 4 {
			return types.EncryptionKey{}, errMalformedReply
		}
		if n := binary.BigEndian.Uint32(info.S2KParams); n < fewest || n > most {
			return types.EncryptionKey{}, fmt.Errorf("%w: %d iterations for the key", errMalformedReply, n)
		}
		params = hex.EncodeToString(info.S2KParams)
	}
	salt := info.Salt
	if salt == "" {
		salt = c.client.GetSalt(c.realm)
	}
	value, err := et.StringToKey(c.secret.password, salt, params)
	if err != nil {
		return types.EncryptionKey{}, errors.New("no key could be made from the password")
	}
	return types.EncryptionKey{KeyType: info.EType, KeyValue: value}, nil
}

func (c *client) keyError(got *answer, err error) *Error {
	if errors.Is(err, errNoEType) {
		return fail(NoEType, got.attempt.String(), "give the account AES keys (a new password makes them), or see permitted_enctypes in krb5.conf",
			"the KDC offers %s no encryption type that we may use", c.principal())
	}
	return c.malformed(got, err)
}

func (c *client) malformed(got *answer, err error) *Error {
	return fail(Protocol, got.attempt.String(), "is that a KDC? see --dc and krb5.conf", "%w", err)
}
