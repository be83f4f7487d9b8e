package main

import (
	"os"
	"strings"
	"sync"

	"github.com/remoteike/remoteike/ikeext"
)

// kind is what a credential is.
type kind int

const (
	kindPassword kind = iota
	kindNTHash
	kindAESKey
	kindKeytab
	kindCCache
)

// kerberosOnly reports whether NTLM has no use for it.
func (k kind) kerberosOnly() bool { return k == kindAESKey || k == kindKeytab || k == kindCCache }

// file reports whether it is the name of a file of Kerberos, which tells who
// signs in, rather than a secret.
func (k kind) file() bool { return k == kindKeytab || k == kindCCache }

// source is a way in which a credential was given.
type source struct {
	name string
	kind kind
	read func() (string, error)
}

// literal reads a value that stands for itself.
func literal(s string) func() (string, error) {
	return func() (string, error) { return s, nil }
}

// givenSources lists the credentials of the command line and warns, once, of
// secrets that other users of this machine can see there.
func (a *app) givenSources(c *connection, t target) []source {
	if c.given == nil {
		list := a.listSources(c, t)
		c.given = &list
	}
	return *c.given
}

func (a *app) listSources(c *connection, t target) []source {
	var list []source
	if t.password != "" {
		a.warnShown("a password in the target", passwordHint)
		list = append(list, source{"a password in the target", kindPassword, literal(t.password)})
	}
	if c.flags.Changed("password") {
		a.warnShown("a password given by --password", passwordHint)
		list = append(list, source{"--password", kindPassword, literal(c.password)})
	}
	if c.flags.Changed("password-file") {
		list = append(list, source{"--password-file", kindPassword, func() (string, error) { return secretFile(c.passwordFile) }})
	}
	if c.passwordStdin {
		list = append(list, source{"--password-stdin", kindPassword, sync.OnceValues(a.secretStdin)})
	}
	if c.flags.Changed("nt-hash") {
		if !strings.HasPrefix(c.ntHash, "@") {
			a.warnShown("a hash given by --nt-hash", "put it into REMOTEIKE_NT_HASH or a file (--nt-hash @FILE)")
		}
		list = append(list, source{"--nt-hash", kindNTHash, valueOrFile(c.ntHash)})
	}
	if c.flags.Changed("aes-key") {
		if !strings.HasPrefix(c.aesKey, "@") {
			a.warnShown("a key given by --aes-key", "put it into REMOTEIKE_AES_KEY or a file (--aes-key @FILE)")
		}
		list = append(list, source{"--aes-key", kindAESKey, valueOrFile(c.aesKey)})
	}
	if c.flags.Changed("keytab") {
		list = append(list, source{"--keytab", kindKeytab, literal(c.keytab)})
	}
	if c.flags.Changed("ccache") {
		list = append(list, source{"--ccache", kindCCache, literal(c.ccache)})
	}
	return list
}

// environmentSources lists the credentials of the environment. The cache is not
// among them: KRB5CCNAME names that for every Kerberos program.
func environmentSources() []source {
	var list []source
	for _, v := range []struct {
		flag string
		kind kind
		read func(value string) func() (string, error)
	}{
		{"password", kindPassword, literal},
		{"password-file", kindPassword, func(name string) func() (string, error) {
			return func() (string, error) { return secretFile(name) }
		}},
		{"nt-hash", kindNTHash, valueOrFile},
		{"aes-key", kindAESKey, valueOrFile},
		{"keytab", kindKeytab, literal},
	} {
		if value := os.Getenv(variable(v.flag)); value != "" {
			list = append(list, source{variable(v.flag), v.kind, v.read(value)})
		}
	}
	return list
}

// valueOrFile reads a hash or a key as it is, or @ and the name of a file.
func valueOrFile(value string) func() (string, error) {
	return func() (string, error) {
		if file, ok := strings.CutPrefix(value, "@"); ok {
			return secretFile(file)
		}
		return value, nil
	}
}

// put reads the credential into cfg.
func (s source) put(cfg *ikeext.Config) error {
	text, err := s.read()
	if err != nil {
		return err
	}
	if text == "" {
		return &usageError{reason: s.name + " is empty", hint: emptyHint(s.kind)}
	}
	switch s.kind {
	case kindPassword:
		cfg.Password = ikeext.NewSecret(text)
	case kindNTHash:
		cfg.NTHash = ikeext.NewSecret(text)
	case kindAESKey:
		cfg.AESKey = ikeext.NewSecret(text)
	case kindKeytab:
		cfg.Keytab = text
	case kindCCache:
		cfg.CCache = text
	}
	return nil
}

func emptyHint(k kind) string {
	switch k {
	case kindPassword:
		return "an empty password cannot sign in over the network"
	case kindNTHash:
		return "32 hexadecimal digits are expected"
	case kindAESKey:
		return "32 or 64 hexadecimal digits are expected"
	case kindKeytab:
		return "give the name of a keytab"
	}
	return "give FILE:PATH or DIR:PATH, or -k for the cache of KRB5CCNAME"
}
