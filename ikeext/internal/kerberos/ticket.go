package kerberos

import (
	"fmt"
	"time"

	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
	"github.com/oiweiwei/gokrb5.fork/v9/config"
	"github.com/oiweiwei/gokrb5.fork/v9/credentials"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// Ticket is a service ticket. It may be used by any number of sessions at the
// same time. Printing it shows no key.
type Ticket struct {
	// Client is the client's principal without its realm.
	Client string
	// Realm is the client's realm.
	Realm string
	// SPN is the service as the ticket names it, without a realm. It may differ
	// from the name that was asked for in the case of its letters.
	SPN string
	// EType is the encryption type of the session key.
	EType int32
	// Start and End are when the ticket is valid.
	Start, End time.Time

	client types.PrincipalName
	grant  *grant
	raw    []byte
	noRC4  bool
	now    func() time.Time
}

func newTicket(c *client, g *grant) (*Ticket, error) {
	t := &Ticket{
		Client: c.client.PrincipalNameString(),
		Realm:  c.realm,
		SPN:    g.ticket.SName.PrincipalNameString(),
		EType:  g.key.KeyType,
		Start:  g.start,
		End:    g.end,
		client: c.client,
		grant:  g,
		noRC4:  c.o.NoRC4,
		now:    c.now,
	}
	if err := guarded("ticket", func() (err error) { t.raw, err = g.ticket.Marshal(); return err }); err != nil {
		return nil, fail(Protocol, c.party, noCacheHint, "the ticket for %s cannot be used", t.SPN)
	}
	return t, nil
}

// Format prints the ticket without its key.
func (t Ticket) Format(s fmt.State, _ rune) {
	_, _ = fmt.Fprintf(s, "kerberos.Ticket{%s@%s for %s until %s}", t.Client, t.Realm, t.SPN, clockTime(t.End))
}

// Credential returns what the RPC library's Kerberos takes: a credential cache
// with this ticket and nothing else, so that the library has nothing to ask a
// KDC for.
func (t *Ticket) Credential() any {
	client := credentials.Principal{Realm: t.Realm, PrincipalName: t.client}
	server := credentials.Principal{Realm: t.grant.ticket.Realm, PrincipalName: t.grant.ticket.SName}
	cache := &credentials.CCache{
		Version:          4,
		DefaultPrincipal: client,
		Credentials: []*credentials.Credential{{
			Client: client,
			Server: server,
			Key:    t.grant.key,
			// The library renews or asks anew where our clock is behind the KDC's: a
			// start long past and no renewal keep it from both.
			AuthTime:  time.Unix(1, 0),
			StartTime: time.Unix(1, 0),
			EndTime:   t.End,
			Ticket:    t.raw,
		}},
	}
	return credential.NewFromCCacheV9(t.Client, cache, credential.Domain(t.Realm))
}

// Config returns the RPC library's configuration for this ticket, for DCE/RPC:
// mutual authentication, no files and no KDC. Each call returns a new one.
//
// The library still opens the file that KRB5_CCACHE names, though it takes
// nothing from it. With APRequest it does not.
func (t *Ticket) Config() *krb5.Config {
	return &krb5.Config{
		KRB5Config:      config.New(),
		SName:           t.SPN,
		DCEStyle:        true,
		DisablePAFXFAST: true,
		Flags:           []int{int(gssapi.MutualAuthn)},
	}
}
