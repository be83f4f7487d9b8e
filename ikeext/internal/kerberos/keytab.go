package kerberos

import (
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/jcmturner/gokrb5/v8/keytab"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/nametype"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

const (
	maxKeytabBytes = 4 << 20
	keytabHint     = "klist -k FILE shows what a keytab holds; name the file with --keytab and the principal with --user"
)

// findKeytab returns the path of the keytab to use.
func findKeytab(o *Options, s *settings) (string, error) {
	name := o.Keytab
	if name == "" {
		name = os.Getenv("KRB5_KTNAME")
	}
	if name == "" {
		name = expand(s.keytabName)
	}
	if name == "" {
		name = "/etc/krb5.keytab"
	}
	kind, rest := cacheName{name: name}.split()
	if kind != "FILE" && kind != "WRFILE" {
		return "", fail(NoSource, "", keytabHint, "keytabs of type %s: cannot be read, only FILE:", kind)
	}
	return rest, nil
}

// loadKeytab reads the keys of the principal that the options name, or of the
// keytab's first.
func (l *loader) loadKeytab() (*source, error) {
	file, err := findKeytab(l.o, l.conf)
	if err != nil {
		return nil, err
	}
	b, err := readBounded(file, maxKeytabBytes)
	if err != nil {
		return nil, fail(NoSource, "", keytabHint, "no keytab: %w", err)
	}
	table, err := decodeKeytab(b)
	if err != nil {
		return nil, fail(Protocol, file, keytabHint, "not a keytab: %w", err)
	}
	src := &source{party: file, stamp: stampOf(file), secret: &secret{keys: map[int32]types.EncryptionKey{}}}
	versions := map[int32]uint32{}
	for _, e := range table.Entries {
		name := types.PrincipalName{NameType: nametype.KRB_NT_PRINCIPAL, NameString: e.Principal.Components}
		if !l.takes(src, name, e.Principal.Realm) {
			continue
		}
		src.client, src.realm = name, e.Principal.Realm
		if kvno, ok := versions[e.Key.KeyType]; !ok || e.KVNO >= kvno {
			versions[e.Key.KeyType] = e.KVNO
			src.secret.keys[e.Key.KeyType] = types.EncryptionKey(e.Key)
		}
	}
	if len(src.client.NameString) == 0 {
		return nil, fail(NoSource, file, keytabHint, "the keytab has no key of %s", l.wanted())
	}
	if !slices.ContainsFunc(l.conf.asETypes, func(t int32) bool { _, ok := src.secret.keys[t]; return ok }) {
		return nil, fail(NoEType, file, "add AES keys to the keytab, or see permitted_enctypes in krb5.conf",
			"none of the keys of %s has an encryption type that is allowed", src.principal())
	}
	return src, nil
}

// takes reports whether an entry of a keytab belongs to the client: the
// principal that was asked for, or that of the entry which was taken first.
func (l *loader) takes(src *source, name types.PrincipalName, realm string) bool {
	if len(name.NameString) == 0 || realm == "" {
		return false
	}
	if len(src.client.NameString) > 0 {
		return name.Equal(src.client) && realm == src.realm
	}
	return (l.user == "" || strings.EqualFold(l.user, name.PrincipalNameString())) &&
		(l.o.Realm == "" && !l.userHasRealm || strings.EqualFold(l.realm, realm))
}

// decodeKeytab decodes a keytab. What gokrb5 says about one that it cannot read
// contains the keys, and is dropped.
func decodeKeytab(b []byte) (*keytab.Keytab, error) {
	if err := checkKeytab(b); err != nil {
		return nil, err
	}
	table := &keytab.Keytab{}
	if err := guarded("keytab", func() error { return table.Unmarshal(b) }); err != nil {
		return nil, errCutShort
	}
	return table, nil
}

// checkKeytab walks over the entries. gokrb5 ignores what is wrong with the
// name in one and goes on with a wrong key.
func checkKeytab(b []byte) error {
	if len(b) < 2 || b[0] != 5 || b[1] != 2 {
		return errors.New("it does not begin with 5 and 2")
	}
	for b = b[2:]; len(b) >= 4; {
		size := int64(int32(binary.BigEndian.Uint32(b)))
		b = b[4:]
		if size == 0 {
			return nil
		}
		hole := size < 0
		if hole {
			size = -size
		}
		if size > int64(len(b)) {
			return errCutShort
		}
		if !hole && !keytabEntry(b[:size]) {
			return errCutShort
		}
		b = b[size:]
	}
	return nil
}

func keytabEntry(b []byte) bool {
	w := &walker{b: b}
	parts := w.short()
	for n := parts + 1; n > 0 && !w.bad; n-- { // the realm comes first
		w.skip(w.short())
	}
	w.skip(4 + 4 + 1 + 2)
	w.skip(w.short())
	return !w.bad
}

// short takes a length of 16 bits. gokrb5 reads it with a sign, so that half of
// the range would be negative there.
func (w *walker) short() int {
	n := w.take(2)
	if w.bad || n[0] > 0x7f {
		w.bad = true
		return 0
	}
	return int(binary.BigEndian.Uint16(n))
}
