package kerberos

import (
	"context"
	"errors"
	"maps"
	"net"
	"strings"
	"sync"
	"time"
)

// Tickets keeps the tickets of a run: one ticket-granting ticket for each source
// and service tickets by SPN, until they expire. The zero value is ready, and
// all methods may be called from several goroutines. Nothing is renewed behind
// the caller's back. Where several Options describe the same source, the dialer
// and the log of the first serve for all.
type Tickets struct {
	mu     sync.Mutex
	states map[string]*state

	// clock and lookupSRV are for tests. Nil means time.Now and DNS.
	clock     func() time.Time
	lookupSRV func(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)
}

// Get returns a ticket for the service spn, "service/host" or
// "service/host@REALM". Goroutines that ask for the same ticket at the same time
// share one exchange, and a credential that the KDC has refused is not tried
// again. Errors are *Error. When ctx ends, Get returns at once.
func (t *Tickets) Get(ctx context.Context, o *Options, spn string) (*Ticket, error) {
	s, err := parseSPN(spn)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, contextError(ctx, "getting a ticket")
	}
	st, err := t.state(o)
	if err != nil {
		return nil, err
	}
	key := "ticket " + spn
	err = st.flights.do(ctx, key, func() error { return st.fetch(ctx, s, spn) })
	if err != nil {
		return nil, err
	}
	if ticket := st.ticket(spn); ticket != nil {
		return ticket, nil
	}
	return nil, fail(Expired, "", "", "the ticket for %s expired while it was fetched", spn)
}

func (t *Tickets) now() time.Time {
	if t.clock != nil {
		return t.clock()
	}
	return time.Now()
}

// state returns what is known of a source. The files are read each time, so
// that a new ticket or key is seen.
func (t *Tickets) state(o *Options) (*state, error) {
	conf, err := loadSettings(o)
	if err != nil {
		return nil, err
	}
	src, err := newLoader(o, conf, t.now()).load()
	if err != nil {
		return nil, err
	}
	id := src.identity(o)
	t.mu.Lock()
	defer t.mu.Unlock()
	if st := t.states[id]; st != nil {
		return st, nil
	}
	if t.states == nil {
		t.states = map[string]*state{}
	}
	options := *o
	st := newState(&client{
		source:  src,
		locator: &locator{o: &options, conf: conf, home: src.realm, lookupSRV: t.lookupSRV},
		now:     t.now,
	})
	// The states of a file's earlier contents are of no use any more.
	maps.DeleteFunc(t.states, func(_ string, old *state) bool {
		return src.party != "" && old.client.party == src.party && old.client.stamp != src.stamp
	})
	t.states[id] = st
	return st, nil
}

// Available tells without any network traffic whether a ticket could be had:
// whether there is a source, and a KDC is named or may be found in DNS. Nil
// means yes; an *Error gives the reason when not.
func Available(o *Options) error {
	conf, err := loadSettings(o)
	if err != nil {
		return err
	}
	src, err := newLoader(o, conf, time.Now()).load()
	if err != nil {
		return err
	}
	c := &client{source: src, locator: &locator{o: o, conf: conf, home: src.realm}}
	if src.secret != nil && len(c.usable()) == 0 {
		return c.noEType()
	}
	if _, err = c.named(src.realm); err != nil && !src.hasServiceTicket(time.Now(), conf.LibDefaults.Clockskew) {
		return err
	}
	return nil
}

// state is what is known of one source.
type state struct {
	flights flights

	mu      sync.Mutex
	client  *client
	tgts    map[string]*grant
	tickets map[string]*Ticket
	refused *refused
}

// refused is a credential that the KDC did not take, and when.
type refused struct {
	err *Error
	at  time.Time
}

func newState(c *client) *state {
	st := &state{client: c, tgts: map[string]*grant{}, tickets: map[string]*Ticket{}}
	for _, g := range c.held {
		st.keep(g)
	}
	return st
}

// keep remembers a ticket-granting ticket, the one that lasts longest.
func (st *state) keep(g *grant) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if realm := g.opens(); realm != "" {
		if old := st.tgts[realm]; old == nil || g.end.After(old.end) {
			st.tgts[realm] = g
		}
	}
}

// ticket returns a service ticket that is at hand and valid.
func (st *state) ticket(spn string) *Ticket {
	st.mu.Lock()
	defer st.mu.Unlock()
	if ticket := st.tickets[spn]; ticket != nil && st.client.now().Before(ticket.End) {
		return ticket
	}
	return nil
}

// fetch sees that there is a valid ticket: at hand, in the cache, or from the KDC.
func (st *state) fetch(ctx context.Context, s service, spn string) error {
	if st.ticket(spn) != nil {
		return nil
	}
	g := st.heldFor(s)
	c := st.current()
	if g == nil {
		tgts, err := st.granting(ctx)
		if err != nil {
			return err
		}
		c = st.current()
		if g, err = c.ticketFor(ctx, tgts, s, st.keep); err != nil {
			return err
		}
		c.o.log().Debug("ticket", "service", spn, "client", c.principal(), "realm", g.ticket.Realm, "etype", etypeName(g.key.KeyType), "end", g.end)
	}
	ticket, err := newTicket(c, g)
	if err != nil {
		return err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	st.tickets[spn] = ticket
	return nil
}

func (st *state) current() *client {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.client
}

// heldFor returns the cache's own ticket for a service, nil when it has none.
func (st *state) heldFor(s service) *grant {
	c := st.current()
	for _, g := range c.held {
		sameRealm := s.realm == "" || strings.EqualFold(s.realm, g.ticket.Realm)
		if sameRealm && g.ticket.SName.Equal(s.name) && g.validAt(c.now(), c.conf.LibDefaults.Clockskew) {
			return g
		}
	}
	return nil
}

// margin is how long a ticket-granting ticket has to be valid still where a new
// one can be had.
const margin = time.Minute

// granting returns the ticket-granting tickets, after an AS exchange where that
// is needed and possible.
func (st *state) granting(ctx context.Context) (map[string]*grant, error) {
	if tgts, err := st.valid(); tgts != nil || err != nil {
		return tgts, err
	}
	err := st.flights.do(ctx, "login", func() error { return st.login(ctx) })
	if err != nil {
		return nil, err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	return maps.Clone(st.tgts), nil
}

// valid returns the ticket-granting tickets that are valid. Nil and no error
// means that a login is needed.
func (st *state) valid() (map[string]*grant, error) {
	st.mu.Lock()
	defer st.mu.Unlock()
	c := st.client
	now, skew := c.now(), c.conf.LibDefaults.Clockskew
	own := st.tgts[c.realm]
	if c.secret != nil && (own == nil || own.end.Before(now.Add(margin))) {
		return nil, nil
	}
	valid := maps.Clone(st.tgts)
	maps.DeleteFunc(valid, func(_ string, g *grant) bool { return !g.validAt(now, skew) })
	if len(valid) == 0 && own != nil {
		return nil, own.timeError(c.party, now)
	}
	return valid, nil
}

// forget is how long a refusal counts that somebody may have mended meanwhile.
const forget = time.Minute

// login makes the AS exchange of the run.
func (st *state) login(ctx context.Context) error {
	if tgts, err := st.valid(); tgts != nil || err != nil {
		return err
	}
	if err := st.refusal(); err != nil {
		return err
	}
	old := st.current()
	src := *old.source
	c := &client{source: &src, locator: old.locator, now: old.now}
	g, err := c.login(ctx)
	st.mu.Lock()
	defer st.mu.Unlock()
	if err != nil {
		if e := (*Error)(nil); errors.As(err, &e) && (e.Kind == WrongPassword || e.Kind == Revoked || e.Kind == UnknownPrincipal) {
			st.refused = &refused{e, old.now()}
		}
		return err
	}
	old.o.log().Debug("ticket-granting ticket", "client", c.principal(), "etype", etypeName(g.key.KeyType), "end", g.end)
	st.client, st.tgts = c, map[string]*grant{c.realm: g}
	return nil
}

// refusal returns the refusal of this credential that still counts. A wrong
// password stays wrong: another try might lock the account.
func (st *state) refusal() error {
	st.mu.Lock()
	defer st.mu.Unlock()
	r := st.refused
	if r == nil || r.err.Kind != WrongPassword && st.client.now().Sub(r.at) > forget {
		return nil
	}
	return r.err
}

func (s *source) hasServiceTicket(now time.Time, skew time.Duration) bool {
	for _, g := range s.held {
		if g.opens() == "" && g.validAt(now, skew) {
			return true
		}
	}
	return false
}
