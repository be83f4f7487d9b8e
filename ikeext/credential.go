package ikeext

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// checkCredential reports whether a credential is given, and refuses more than
// one.
func checkCredential(cfg *Config) (given bool, err error) {
	var sources []string
	for _, source := range []struct {
		field string
		given bool
	}{
		{"Password", !cfg.Password.IsZero()},
		{"NTHash", !cfg.NTHash.IsZero()},
		{"AESKey", !cfg.AESKey.IsZero()},
		{"CCache", cfg.CCache != ""},
		{"Keytab", cfg.Keytab != ""},
		{"UseTickets", cfg.UseTickets},
	} {
		if source.given {
			sources = append(sources, source.field)
		}
	}
	if len(sources) > 1 {
		return true, &ConfigError{sources[1], "given beside " + sources[0] + ": one credential is enough"}
	}
	needsUser := !cfg.Password.IsZero() || !cfg.NTHash.IsZero() || !cfg.AESKey.IsZero()
	if needsUser && cfg.User == "" {
		return true, &ConfigError{"User", "a password, a hash or a key needs a user name"}
	}
	return len(sources) > 0 || cfg.User != "" || cfg.Domain != "", nil
}

// parseUser splits the forms `DOMAIN\name`, "DOMAIN/name" and "name@REALM".
func parseUser(user, domain string) (*signin.Credential, error) {
	cred := &signin.Credential{User: user, Domain: domain}
	before, after, found := strings.Cut(user, `\`)
	if !found {
		before, after, found = strings.Cut(user, "/")
	}
	if !found {
		if after, before, found = cutLast(user, "@"); !found {
			return cred, nil
		}
	}
	if domain != "" && !strings.EqualFold(domain, before) {
		return nil, &ConfigError{"Domain", fmt.Sprintf("%q contradicts the user %q", domain, user)}
	}
	if before == "" || after == "" {
		return nil, &ConfigError{"User", fmt.Sprintf("%q lacks a name or a domain", user)}
	}
	cred.User, cred.Domain = after, before
	return cred, nil
}

// cutLast is strings.Cut around the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// parseNTHash reads 32 hexadecimal digits, or the second half of LM:NT. Its
// errors do not show what was given.
func parseNTHash(s string) ([]byte, error) {
	if _, nt, pair := strings.Cut(s, ":"); pair {
		s = nt
	}
	hash, err := hex.DecodeString(s)
	if err != nil || len(hash) != 16 {
		return nil, &ConfigError{"NTHash", "not an NT hash: 32 hexadecimal digits are expected"}
	}
	return hash, nil
}

// parseAESKey reads a key of 16 or 32 bytes. Its errors do not show what was
// given.
func parseAESKey(s string) ([]byte, error) {
	key, err := hex.DecodeString(s)
	if err != nil || len(key) != 16 && len(key) != 32 {
		return nil, &ConfigError{"AESKey", "not an AES key: 32 or 64 hexadecimal digits are expected"}
	}
	return key, nil
}
