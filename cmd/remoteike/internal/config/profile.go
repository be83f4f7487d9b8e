package config

import (
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/secret"
	"github.com/remoteike/remoteike/ikeext"
)

// Profile says who signs in, with what and how. Fields that the file leaves out are
// zero, and have the meaning that those of [ikeext.Config] have then.
type Profile struct {
	// Name is the key of the profile in the file.
	Name string
	// At is where the profile stands.
	At Position

	// User and Domain are the account.
	User, Domain string
	// Secret is where the secret of the account is kept. Nil when there is none.
	Secret *Secret
	// CCache is a Kerberos credential cache.
	CCache string
	// Keytab is the path of a keytab with a key of the account.
	Keytab string
	// UseTickets takes the tickets of kinit, or the keytab of KRB5_KTNAME.
	UseTickets bool

	// Mechanism is the way to sign in.
	Mechanism ikeext.Auth
	// Level is the protection.
	Level ikeext.Level
	// RequireKerberos makes NTLM, MD4 and RC4 unreachable. Nil when the file does
	// not say.
	RequireKerberos *bool
	// KDC is the KDC to ask.
	KDC string
	// KRB5Conf is the path of krb5.conf.
	KRB5Conf string
}

// Kind is what a secret is.
type Kind string

// The kinds of secrets, as they begin the keys of the file.
const (
	Password Kind = "password"
	NTHash   Kind = "nt_hash"
	AESKey   Kind = "aes_key"
)

// Secret says where a secret is kept.
type Secret struct {
	Kind Kind
	From secret.Source
	// Key is the key of the file that says so.
	Key string
}

// profiles decodes the auth profiles by name.
func (d decoder) profiles(n *yaml.Node, into map[string]*Profile) error {
	return d.pairs(n, func(key, value *yaml.Node) error {
		if !isName(key.Value) {
			return d.at(key).Errorf("", "the name of a profile has letters, digits, - and _ and begins with a letter")
		}
		p := &Profile{Name: key.Value, At: d.at(key)}
		into[key.Value] = p
		return d.profile(value, p)
	})
}

func isName(s string) bool { return quoted(s) == s }

func (d decoder) profile(n *yaml.Node, p *Profile) error {
	var given []string // the credentials
	fields := map[string]field{
		"user":      d.text(&p.User),
		"domain":    d.text(&p.Domain),
		"mechanism": choice(d, &p.Mechanism, ikeext.AuthNegotiate, ikeext.AuthKerberos, ikeext.AuthNTLM, ikeext.AuthNone),
		"level":     choice(d, &p.Level, ikeext.LevelConnect, ikeext.LevelIntegrity, ikeext.LevelPrivacy),
		"dc":        d.text(&p.KDC),
		"krb5_conf": d.path(&p.KRB5Conf),
		"require_kerberos": func(n *yaml.Node) error {
			p.RequireKerberos = new(bool)
			return d.boolean(p.RequireKerberos)(n)
		},
	}
	credential := func(key string, decode field) {
		fields[key] = func(n *yaml.Node) error {
			given = append(given, key)
			if len(given) > 1 {
				return d.at(n).Errorf("give one credential, in one way", "%s and %s are both given", given[0], key)
			}
			return decode(n)
		}
	}
	credential("ccache", d.cache(&p.CCache))
	credential("keytab", d.path(&p.Keytab))
	credential("use_tickets", d.boolean(&p.UseTickets))
	for _, kind := range []Kind{Password, NTHash, AESKey} {
		s := &Secret{Kind: kind}
		kept := func(way string, decode field) {
			key := string(kind) + way
			credential(key, func(n *yaml.Node) error {
				s.Key, p.Secret = key, s
				return decode(n)
			})
		}
		kept("_file", d.path(&s.From.File))
		kept("_env", d.text(&s.From.Variable))
		kept("_command", d.command(&s.From.Command))
	}
	if err := d.mapping(n, fields); err != nil {
		return err
	}
	return p.check()
}

// check refuses what contradicts itself.
func (p *Profile) check() error {
	kerberosOnly := p.CCache != "" || p.Keytab != "" || p.UseTickets || p.Secret != nil && p.Secret.Kind == AESKey
	switch {
	case p.Mechanism == ikeext.AuthNone && (p.User != "" || p.Secret != nil || kerberosOnly):
		return p.At.Errorf("leave one of the two out", "profile %s has a credential, and mechanism none uses none", p.Name)
	case p.Mechanism == ikeext.AuthNTLM && kerberosOnly:
		return p.At.Errorf("leave mechanism out, or give a password or an NT hash", "profile %s has a credential for kerberos, and mechanism ntlm", p.Name)
	case p.Secret != nil && p.User == "":
		return p.At.Errorf("add user", "profile %s has a secret and nobody whose it is", p.Name)
	case p.User == "" && p.Domain != "":
		return p.At.Errorf("add user", "profile %s has a domain and no user", p.Name)
	case p.User == "" && !kerberosOnly && p.Mechanism != ikeext.AuthNone && p.Mechanism != ikeext.AuthKerberos:
		return p.At.Errorf("give a user with a secret, a keytab, a ccache or use_tickets", "profile %s has no credential", p.Name)
	}
	return nil
}

// cache decodes a credential cache: a path, with FILE: or DIR: in front or not, or
// one of another kind, which the library refuses with its reasons.
func (d decoder) cache(into *string) field {
	return func(n *yaml.Node) error {
		if err := d.text(into)(n); err != nil {
			return err
		}
		kind, path, found := strings.Cut(*into, ":")
		switch {
		case found && slices.Contains([]string{"FILE", "DIR"}, kind):
			*into = kind + ":" + d.absolute(path)
		case !found:
			*into = d.absolute(*into)
		}
		return nil
	}
}

// command decodes a program and its arguments. A bare name is looked up in PATH.
func (d decoder) command(into *[]string) field {
	return func(n *yaml.Node) error {
		if n.Kind == yaml.ScalarNode {
			return d.at(n).Errorf("write [program, argument, ...]", "a command is a list, which no shell sees")
		}
		if err := d.texts(into)(n); err != nil {
			return err
		}
		program := &(*into)[0]
		if !strings.ContainsAny(*program, `/\`) {
			return nil
		}
		// Whole, so that no path becomes a name to look up.
		path, err := filepath.Abs(d.absolute(*program))
		if err != nil {
			return d.at(n).Errorf("give its whole path", "the program cannot be found: %v", err)
		}
		*program = path
		return nil
	}
}
