package kerberos

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"time"

	"github.com/jcmturner/gokrb5/v8/credentials"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// maxCacheBytes bounds a credential cache: one with a thousand tickets and
// large PACs stays below.
const maxCacheBytes = 16 << 20

// loadCCache reads the cache that the options lead to and returns what it holds
// for the user that they name, or for its own.
func (l *loader) loadCCache() (*source, error) {
	name := findCCache(l.o, l.conf, runtime.GOOS)
	files, err := name.files()
	if err != nil {
		return nil, err
	}
	var first error
	for _, file := range files {
		src, err := l.loadCacheFile(file, name)
		if err == nil {
			return src, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

func (l *loader) loadCacheFile(file string, name cacheName) (*source, error) {
	party := "FILE:" + file
	b, err := readBounded(file, maxCacheBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fail(NoSource, "", noCacheHint, "no credential cache: %s does not exist (%s)", party, name.by)
	}
	if err != nil {
		return nil, fail(NoSource, party, noCacheHint, "%w", err)
	}
	cache, err := decodeCCache(b)
	if err != nil {
		return nil, fail(Protocol, party, "kinit makes a new one", "not a credential cache: %w", err)
	}
	src := &source{
		party:  party,
		client: types.PrincipalName(cache.DefaultPrincipal.PrincipalName),
		realm:  cache.DefaultPrincipal.Realm,
		stamp:  stampOf(file),
	}
	if err := l.matches(src); err != nil {
		return nil, err
	}
	refused := false
	for _, c := range cache.GetEntries() {
		g, ok := grantOf(c, src)
		switch {
		case !ok:
		case l.o.NoRC4 && g.usesRC4():
			refused = true
		default:
			src.held = append(src.held, g)
		}
	}
	if refused && len(src.held) == 0 {
		return nil, fail(NoEType, party, "see default_tkt_enctypes in krb5.conf, then kinit again", "the tickets of %s are encrypted with RC4, which is not allowed in this run", src.principal())
	}
	if err := src.checkTimes(l.now, l.conf.LibDefaults.Clockskew); err != nil {
		return nil, err
	}
	return src, nil
}

// matches checks that a cache is the user's who was asked for.
func (l *loader) matches(src *source) error {
	user, realm := l.user, l.realm
	if user != "" && !strings.EqualFold(user, src.client.PrincipalNameString()) {
		return fail(NoSource, src.party, noCacheHint, "the credential cache is that of %s, not of %s", src.principal(), user)
	}
	if realm != "" && !strings.EqualFold(realm, src.realm) && l.o.Realm != "" {
		return fail(WrongRealm, src.party, noCacheHint, "the credential cache is that of %s, not of realm %s", src.principal(), realm)
	}
	return nil
}

// decodeCCache decodes a credential cache. gokrb5 allocates what the counts in
// it say, so the counts are checked before.
func decodeCCache(b []byte) (*credentials.CCache, error) {
	if err := checkCCache(b); err != nil {
		return nil, err
	}
	cache := &credentials.CCache{}
	err := guarded("credential cache", func() error { return cache.Unmarshal(b) })
	if err != nil {
		return nil, err
	}
	return cache, nil
}

var errCutShort = errors.New("it is cut short or damaged")

// checkCCache walks over a cache of file format 3 or 4, which have been written
// since 1993, and sees that every length stays inside.
func checkCCache(b []byte) error {
	if len(b) < 2 || b[0] != 5 {
		return errors.New("the first byte is not 5")
	}
	w := &walker{b: b[2:]}
	switch b[1] {
	case 4:
		w.skip(int(binary.BigEndian.Uint16(append(w.take(2), 0, 0))))
	case 3:
	default:
		return errors.New("a file format that is not supported")
	}
	w.principal()
	for !w.bad && len(w.b) > 0 {
		w.principal()
		w.principal()
		w.skip(2)
		if b[1] == 3 {
			w.skip(2)
		}
		w.data()
		w.skip(4*4 + 1 + 4)
		for range 2 { // addresses, authorisation data
			for n := w.count(6); n > 0; n-- {
				w.skip(2)
				w.data()
			}
		}
		w.data()
		w.data()
	}
	if w.bad {
		return errCutShort
	}
	return nil
}

// walker takes lengths and bytes from the front of b until there are too few.
type walker struct {
	b   []byte
	bad bool
}

func (w *walker) take(n int) []byte {
	if w.bad || n < 0 || n > len(w.b) {
		w.bad = true
		return nil
	}
	taken := w.b[:n:n]
	w.b = w.b[n:]
	return taken
}

func (w *walker) skip(n int) { w.take(n) }

// count takes the number of elements of at least size bytes each.
func (w *walker) count(size int) int {
	n := w.take(4)
	if w.bad {
		return 0
	}
	if count := int64(binary.BigEndian.Uint32(n)); count*int64(size) <= int64(len(w.b)) {
		return int(count)
	}
	w.bad = true
	return 0
}

func (w *walker) data() { w.skip(w.count(1)) }

func (w *walker) principal() {
	w.skip(4)
	parts := w.count(4)
	w.data()
	for ; parts > 0; parts-- {
		w.data()
	}
}

// grantOf returns an entry of a cache as a grant. Entries of other clients and
// those that need another user's session key are none.
func grantOf(c *credentials.Credential, src *source) (*grant, bool) {
	if c.IsSKey || !types.PrincipalName(c.Client.PrincipalName).Equal(src.client) || c.Client.Realm != src.realm {
		return nil, false
	}
	g := &grant{
		key:     types.EncryptionKey(c.Key),
		start:   c.StartTime,
		end:     c.EndTime,
		invalid: types.IsFlagSet(&c.TicketFlags, flags.Invalid),
	}
	if g.start.Unix() <= 0 {
		g.start = c.AuthTime
	}
	if err := guarded("ticket", func() error { return g.ticket.Unmarshal(c.Ticket) }); err != nil || len(g.ticket.SName.NameString) == 0 {
		return nil, false
	}
	return g, true
}

// grant is a ticket with what is needed to use it.
type grant struct {
	ticket     messages.Ticket
	key        types.EncryptionKey
	start, end time.Time
	invalid    bool
}

// realm returns the realm that a ticket-granting ticket opens; empty for any
// other ticket.
func (g *grant) opens() string {
	if name := g.ticket.SName.NameString; len(name) == 2 && name[0] == "krbtgt" {
		return name[1]
	}
	return ""
}

func (g *grant) usesRC4() bool { return g.key.KeyType == rc4 || g.ticket.EncPart.EType == rc4 }

// validAt reports whether the ticket can be used at a moment.
func (g *grant) validAt(now time.Time, skew time.Duration) bool {
	return !g.invalid && now.Before(g.end) && !g.start.After(now.Add(skew))
}
