package kerberos

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
)

// Options say where tickets come from. A cache or a keytab goes before a key,
// and a key before a password. Printing Options shows no secret.
type Options struct {
	// ConfPath is the krb5.conf. Empty means the files of KRB5_CONFIG (separated
	// by colons), else the system's. A missing file is fine where KDC or DNS names
	// the KDC.
	ConfPath string

	// CCache is a credential cache: "FILE:path", "DIR:path", "DIR::path" or a
	// bare path. Empty with UseCCache means KRB5CCNAME, else default_ccache_name
	// of krb5.conf, else the file that MIT uses for this user.
	CCache string
	// UseCCache asks for a credential cache. With UseKeytab as well, the keytab
	// serves where the cache is missing or its tickets have expired.
	UseCCache bool
	// Keytab is a path, with or without the prefix "FILE:". Empty with UseKeytab
	// means KRB5_KTNAME, else default_keytab_name, else /etc/krb5.keytab.
	Keytab string
	// UseKeytab asks for a keytab.
	UseKeytab bool

	// User is the client's principal without its realm. Empty means the cache's
	// own, or the first of the keytab.
	User string
	// Realm is the client's realm. Empty means the cache's, or default_realm.
	Realm string
	// Password is the client's password. Empty means none.
	Password string
	// NTHash is the client's RC4 key, 16 bytes. Empty means none.
	NTHash []byte
	// AESKey is the client's AES-SHA1 key, 16 or 32 bytes. Empty means none.
	AESKey []byte

	// KDC is a host or host:port that stands for every KDC of the client's realm,
	// before krb5.conf and DNS. Empty means to ask these.
	KDC string
	// NoRC4 refuses RC4, and MD4 with it, for every key of this run.
	NoRC4 bool
	// DialContext makes the connections to the KDCs and is asked for "tcp" only:
	// proxies carry nothing else. Nil means a net.Dialer, UDP and TCP.
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
	// Log receives at level Debug what was tried. Nil means no log.
	Log *slog.Logger
}

// Format prints the Options without their secrets.
func (o Options) Format(s fmt.State, _ rune) {
	_, _ = fmt.Fprintf(s, "kerberos.Options{User:%q Realm:%q CCache:%q Keytab:%q KDC:%q}", o.User, o.Realm, o.CCache, o.Keytab, o.KDC)
}

// MarshalText lets encoders print no more than Format does.
func (o Options) MarshalText() ([]byte, error) { return fmt.Append(nil, o), nil }

func (o *Options) log() *slog.Logger {
	if o.Log != nil {
		return o.Log
	}
	return slog.New(slog.NewTextHandler(io.Discard, nil))
}

func (o *Options) wantsCCache() bool { return o.UseCCache || o.CCache != "" }

func (o *Options) wantsKeytab() bool { return o.UseKeytab || o.Keytab != "" }
