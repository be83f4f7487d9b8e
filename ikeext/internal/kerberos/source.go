package kerberos

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/nametype"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// source is who the client is, and what there is to prove it.
type source struct {
	client types.PrincipalName
	realm  string
	// held are the tickets of a credential cache. Nil for the other sources.
	held []*grant
	// secret is what an AS exchange needs. Nil for a credential cache.
	secret *secret
	// party names the file, empty for what the caller gave.
	party string
	// stamp changes when the file does.
	stamp string
}

// secret is a password, or keys by encryption type.
type secret struct {
	password string
	keys     map[int32]types.EncryptionKey
}

func (s *source) principal() string { return s.client.PrincipalNameString() + "@" + s.realm }

// loader finds the source that options describe.
type loader struct {
	o    *Options
	conf *settings
	now  time.Time
	// user and realm are what the options and krb5.conf say, empty when neither
	// does.
	user, realm  string
	userHasRealm bool
}

func newLoader(o *Options, conf *settings, now time.Time) *loader {
	l := &loader{o: o, conf: conf, now: now, user: o.User, realm: o.Realm}
	if i := strings.LastIndexByte(o.User, '@'); i >= 0 && o.Realm == "" {
		l.user, l.realm, l.userHasRealm = o.User[:i], o.User[i+1:], true
	}
	switch {
	case l.realm == "":
		l.realm = conf.LibDefaults.DefaultRealm
	case len(conf.kdcs(l.realm)) == 0:
		// Realms are upper case, and users write them as they write domains.
		l.realm = strings.ToUpper(l.realm)
	}
	return l
}

func (l *loader) wanted() string {
	switch {
	case l.user == "":
		return "any principal"
	case l.realm == "":
		return l.user
	}
	return l.user + "@" + l.realm
}

// load returns the first source of: cache, keytab, AES key, NT hash, password.
// A keytab stands in for a cache that is missing or has expired.
func (l *loader) load() (*source, error) {
	if !l.o.wantsCCache() && !l.o.wantsKeytab() {
		return l.loadSecret()
	}
	var first error
	if l.o.wantsCCache() {
		src, err := l.loadCCache()
		if err == nil || !l.o.wantsKeytab() {
			return src, err
		}
		first = err
	}
	src, err := l.loadKeytab()
	if err != nil && first != nil {
		var e *Error
		if errors.As(first, &e) && kindOf(err) == NoSource {
			return nil, e
		}
	}
	return src, err
}

func (l *loader) loadSecret() (*source, error) {
	o := l.o
	src := &source{secret: &secret{keys: map[int32]types.EncryptionKey{}}}
	switch {
	case len(o.AESKey) == 16:
		src.secret.keys[aes128] = types.EncryptionKey{KeyType: aes128, KeyValue: o.AESKey}
	case len(o.AESKey) == 32:
		src.secret.keys[aes256] = types.EncryptionKey{KeyType: aes256, KeyValue: o.AESKey}
	case len(o.AESKey) > 0:
		return nil, fail(NoSource, "", "", "an AES key has 16 or 32 bytes, not %d", len(o.AESKey))
	case len(o.NTHash) > 0 && o.NoRC4:
		return nil, fail(NoEType, "", "use an AES key, a keytab or a ticket", "an NT hash is an RC4 key, and RC4 is not allowed in this run")
	case len(o.NTHash) == 16:
		src.secret.keys[rc4] = types.EncryptionKey{KeyType: rc4, KeyValue: o.NTHash}
	case len(o.NTHash) > 0:
		return nil, fail(NoSource, "", "", "an NT hash has 16 bytes, not %d", len(o.NTHash))
	case o.Password != "":
		src.secret = &secret{password: o.Password}
	default:
		return nil, fail(NoSource, "", "use kinit and -k, --keytab, --aes-key or a password", "no ticket, keytab, key or password")
	}
	if l.user == "" {
		return nil, fail(NoSource, "", "name the user", "a password or key without a user")
	}
	if l.realm == "" {
		return nil, fail(WrongRealm, "", "write USER@REALM, or set default_realm in krb5.conf", "the realm of %s is not known", l.user)
	}
	src.client = types.NewPrincipalName(nametype.KRB_NT_PRINCIPAL, l.user)
	src.realm = l.realm
	return src, nil
}

// checkTimes refuses a cache without one ticket that is valid now, and tells
// the times of the one that was nearest.
func (s *source) checkTimes(now time.Time, skew time.Duration) error {
	var last *grant
	for _, g := range s.held {
		if g.validAt(now, skew) {
			return nil
		}
		if last == nil || g.end.After(last.end) {
			last = g
		}
	}
	if last == nil {
		return fail(NoSource, s.party, noCacheHint, "the credential cache of %s holds no ticket that may be used", s.principal())
	}
	return last.timeError(s.party, now)
}

// timeError says why a ticket cannot be used now.
func (g *grant) timeError(party string, now time.Time) *Error {
	name := g.ticket.SName.PrincipalNameString()
	if !now.Before(g.end) {
		return fail(Expired, party, "kinit gets a new ticket, kinit -R renews one",
			"the ticket for %s expired at %s, %s ago", name, clockTime(g.end), now.Sub(g.end).Round(time.Second))
	}
	return fail(NotYetValid, party, "is this machine's clock right? else wait, or kinit again",
		"the ticket for %s is valid from %s, in %s", name, clockTime(g.start), g.start.Sub(now).Round(time.Second))
}

func clockTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// stampOf returns something that changes when a file is written.
func stampOf(file string) string {
	info, err := os.Stat(file)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.ModTime().UnixNano(), info.Size())
}

// identity returns a name for the source, the same for the same Options and
// files, that gives nothing of the secrets away.
func (s *source) identity(o *Options) string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%q %q %q %q %v %q", s.principal(), s.party, s.stamp, o.KDC, o.NoRC4, o.ConfPath)
	if s.secret != nil {
		_, _ = fmt.Fprintf(h, "%q", s.secret.password)
		for _, t := range defaultETypes() {
			_, _ = fmt.Fprintf(h, "%d %x", t, s.secret.keys[t].KeyValue)
		}
	}
	return string(h.Sum(nil))
}
