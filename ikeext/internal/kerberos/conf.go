package kerberos

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jcmturner/gokrb5/v8/config"
)

// settings are what krb5.conf says, with MIT's defaults for the rest.
type settings struct {
	*config.Config
	// ccacheName and keytabName are "" when krb5.conf does not say.
	ccacheName, keytabName string
	dnsLookupKDC           bool
	// asETypes and tgsETypes are what may be asked for, the best first.
	asETypes, tgsETypes []int32
	party               string
}

// confPaths returns the files to read, and whether one of them was named by
// somebody and must therefore exist.
func confPaths(o *Options, goos string) (paths []string, named bool) {
	if o.ConfPath != "" {
		return []string{o.ConfPath}, true
	}
	if env := os.Getenv("KRB5_CONFIG"); env != "" {
		return strings.Split(env, ":"), true
	}
	if goos == "darwin" {
		return []string{"/Library/Preferences/edu.mit.Kerberos", "/etc/krb5.conf", "/opt/local/etc/krb5.conf", "/opt/homebrew/etc/krb5.conf"}, false
	}
	return []string{"/etc/krb5.conf"}, false
}

// loadSettings reads krb5.conf. With a path that was named, at least one file
// has to exist.
func loadSettings(o *Options) (*settings, error) {
	paths, named := confPaths(o, runtime.GOOS)
	var p profile
	var missing error
	for _, path := range paths {
		if path == "" {
			continue
		}
		if path == os.DevNull { // how one says that there is no file
			p.files = append(p.files, path)
			continue
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			missing = err
			continue
		}
		if err := p.add(path); err != nil {
			return nil, fail(NoSource, path, "mend the file, or name another with KRB5_CONFIG", "%w", pathless(err))
		}
	}
	if len(p.files) == 0 && named && o.KDC == "" {
		return nil, fail(NoSource, "", "KRB5_CONFIG names the file; without one name the KDC", "no krb5.conf: %w", missing)
	}
	s, err := p.settings(o.NoRC4)
	if err != nil {
		return nil, fail(NoSource, strings.Join(p.files, ":"), "mend the file, or name another with KRB5_CONFIG", "%w", err)
	}
	return s, nil
}

// settings hands the relations that matter to gokrb5, in the form that it reads.
func (p *profile) settings(noRC4 bool) (*settings, error) {
	s := &settings{dnsLookupKDC: true, party: strings.Join(p.files, ":")}
	text := p.canonical()
	err := guarded("krb5.conf", func() (err error) {
		s.Config, err = config.NewFromString(text)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.ccacheName, _ = p.first("libdefaults", "default_ccache_name")
	s.keytabName, _ = p.first("libdefaults", "default_keytab_name")
	if v, ok := p.first("libdefaults", "dns_lookup_kdc"); ok {
		s.dnsLookupKDC = isTrue(v)
	}
	s.asETypes = p.etypes("default_tkt_enctypes", noRC4)
	s.tgsETypes = p.etypes("default_tgs_enctypes", noRC4)
	return s, nil
}

// canonical writes the relations that are used as gokrb5 understands them: one
// section each, no blocks in blocks, ports, plain seconds.
func (p *profile) canonical() string {
	var b strings.Builder
	b.WriteString("[libdefaults]\n")
	if v, ok := p.first("libdefaults", "default_realm"); ok && plain(v) {
		fmt.Fprintf(&b, "default_realm = %s\n", v)
	}
	if v, ok := p.first("libdefaults", "udp_preference_limit"); ok {
		if n, err := strconv.Atoi(v); err == nil && n >= 0 {
			fmt.Fprintf(&b, "udp_preference_limit = %d\n", min(n, 32700))
		}
	}
	for _, key := range []string{"clockskew", "ticket_lifetime"} {
		if v, ok := p.first("libdefaults", key); ok {
			if d, ok := parseDelta(v); ok && d > 0 {
				fmt.Fprintf(&b, "%s = %d\n", key, int64(d/time.Second))
			}
		}
	}
	b.WriteString("[realms]\n")
	for _, path := range p.order {
		part := strings.Split(path, pathSeparator)
		if len(part) != 3 || part[0] != "realms" || part[2] != "kdc" || !plain(part[1]) {
			continue
		}
		fmt.Fprintf(&b, "%s = {\n", part[1])
		for _, kdc := range p.values[path] {
			if address, ok := kdcAddress(kdc); ok {
				fmt.Fprintf(&b, "kdc = %s\n", address)
			}
		}
		b.WriteString("}\n")
	}
	b.WriteString("[domain_realm]\n")
	for _, path := range p.order {
		part := strings.Split(path, pathSeparator)
		if len(part) == 2 && part[0] == "domain_realm" && plain(part[1]) && plain(p.values[path][0]) {
			fmt.Fprintf(&b, "%s = %s\n", strings.ToLower(part[1]), p.values[path][0])
		}
	}
	return b.String()
}

// plain reports whether gokrb5 takes a value as it stands.
func plain(s string) bool { return s != "" && !strings.ContainsAny(s, "#;{}=[]\n\r") }

// kdcAddress returns host:port for what a kdc relation or an option holds. A
// proxy (https://) is not supported.
func kdcAddress(kdc string) (string, bool) {
	kdc = strings.TrimSpace(kdc)
	if strings.Contains(kdc, "/") || strings.ContainsAny(kdc, "#;{}= \t") || kdc == "" {
		return "", false
	}
	if strings.Count(kdc, ":") > 1 && kdc[0] != '[' {
		return net.JoinHostPort(kdc, "88"), true
	}
	if host, port, err := net.SplitHostPort(kdc); err == nil {
		return net.JoinHostPort(host, port), host != ""
	}
	return net.JoinHostPort(strings.Trim(kdc, "[]"), "88"), true
}

// kdcs returns the addresses that krb5.conf names for a realm, in its order:
// gokrb5 would shuffle them.
func (s *settings) kdcs(realm string) []string {
	for _, r := range s.Realms {
		if r.Realm == realm {
			return slices.Clone(r.KDC)
		}
	}
	return nil
}

// realmOf returns the realm of a host by domain_realm, empty when it is not
// mapped.
func (s *settings) realmOf(host string) string {
	return s.ResolveRealm(strings.ToLower(strings.TrimSuffix(host, ".")))
}

func isTrue(v string) bool {
	switch strings.ToLower(v) {
	case "y", "yes", "true", "t", "1", "on":
		return true
	}
	return false
}

// parseDelta reads MIT's durations: seconds, "1d 12h", "10:00", "10:00:00".
func parseDelta(v string) (time.Duration, bool) {
	v = strings.ReplaceAll(strings.TrimSpace(v), " ", "")
	var d time.Duration
	if days, rest, ok := strings.Cut(v, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		if err != nil {
			return 0, false
		}
		d, v = time.Duration(n)*24*time.Hour, rest
	}
	if n, err := strconv.ParseUint(v, 10, 31); err == nil {
		return d + time.Duration(n)*time.Second, true
	}
	if part := strings.Split(v, ":"); len(part) == 2 || len(part) == 3 {
		v = part[0] + "h" + part[1] + "m"
		if len(part) == 3 {
			v += part[2] + "s"
		}
	}
	if v == "" {
		return d, d > 0
	}
	more, err := time.ParseDuration(v)
	return d + more, err == nil && more >= 0
}
