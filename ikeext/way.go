package ikeext

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/oiweiwei/go-msrpc/dcerpc"

	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// way is how to sign in, decided before anything is sent. At most one of ntlm
// and kerberos is set; without either nobody signs in.
type way struct {
	ntlm     *signin.Credential
	kerberos *kerberos.Options
	tickets  *Tickets
	// negotiated wraps the mechanism in SPNEGO.
	negotiated bool
	// spn is the service principal name over RPC, cifs the one over SMB, http the
	// one over WinRM.
	spn, cifs, http string
	// fallback says why negotiate takes NTLM. Empty when it does not.
	fallback string
}

func (w *way) none() bool { return w.ntlm == nil && w.kerberos == nil }

func (w *way) mechanism() string {
	switch {
	case w.kerberos != nil:
		return "kerberos"
	case w.ntlm != nil:
		return "ntlm"
	}
	return "none"
}

// checkSignIn decides how to sign in.
func (s *settings) checkSignIn(cfg *Config) error {
	given, err := checkCredential(cfg)
	if err != nil {
		return err
	}
	s.way.spn, s.way.cifs, s.way.http = servicePrincipals(s.host, cfg.SPN)
	switch cfg.Auth {
	case AuthNone:
		if given || cfg.RequireKerberos {
			return &ConfigError{"Auth", "none sends no credential, but one is given or required"}
		}
		return nil
	case AuthKerberos:
		if err := s.useKerberos(cfg); err != nil {
			return err
		}
		return s.needSPN()
	case AuthNTLM:
		return s.useNTLM(cfg)
	case "", AuthNegotiate:
		return s.negotiate(cfg, given)
	}
	return &ConfigError{"Auth", fmt.Sprintf("unknown way to sign in %q", cfg.Auth)}
}

// negotiate takes Kerberos where a ticket can be had. What the host or a KDC
// answers later never changes it: anybody could answer so.
func (s *settings) negotiate(cfg *Config, given bool) error {
	s.way.negotiated = true
	password, hash := !cfg.Password.IsZero(), !cfg.NTHash.IsZero()
	switch {
	case !given:
		return &ConfigError{"User", "no credential: give a user with a password or an NT hash, use the tickets of kinit, or ask for auth none"}
	case hash && !cfg.RequireKerberos:
		s.way.fallback = "an NT hash signs in with Kerberos by RC4 alone, which must be asked for as auth kerberos"
		return s.useNTLM(cfg)
	case password && !namesDomain(cfg) && !cfg.RequireKerberos:
		// Not the default realm of krb5.conf: that may be anybody's, and the KDCs of
		// strangers are not to see attempts to sign in.
		s.way.fallback = "the user " + cfg.User + " names no domain, and a local account has no Kerberos realm"
		return s.useNTLM(cfg)
	}
	if err := s.useKerberos(cfg); err != nil {
		return err
	}
	if !password || cfg.RequireKerberos {
		return s.needSPN()
	}
	err := s.ticketPossible()
	if err == nil {
		return nil
	}
	s.way.kerberos, s.way.fallback = nil, err.Error()
	return s.useNTLM(cfg)
}

// ticketPossible says why no ticket can be had, as far as that can be told
// without asking anybody.
func (s *settings) ticketPossible() error {
	if s.way.spn == "" {
		return errors.New(noSPN(s.host))
	}
	return kerberos.Available(s.way.kerberos)
}

// namesDomain reports whether the account's domain is given.
func namesDomain(cfg *Config) bool {
	return cfg.Domain != "" || strings.ContainsAny(cfg.User, `\/@`)
}

// noSPN says what a host without a service principal name lacks.
func noSPN(host string) string {
	return host + " is an address, and Kerberos knows hosts by name: give the name with a target IP, or the SPN"
}

// needSPN is for those who have nothing but Kerberos.
func (s *settings) needSPN() error {
	if s.way.spn == "" {
		return &ConfigError{"SPN", noSPN(s.host)}
	}
	return nil
}

func (s *settings) useNTLM(cfg *Config) error {
	switch {
	case cfg.RequireKerberos:
		return &ConfigError{"RequireKerberos", "ntlm is asked for, but only kerberos is allowed"}
	case cfg.User == "":
		return &ConfigError{"User", "ntlm needs a user name"}
	case cfg.Password.IsZero() && cfg.NTHash.IsZero():
		return &ConfigError{"Password", "a password or an NT hash is needed to sign in as " + cfg.User + " with ntlm"}
	}
	cred, err := parseUser(cfg.User, cfg.Domain)
	if err != nil {
		return err
	}
	cred.Password = cfg.Password.reveal()
	if !cfg.NTHash.IsZero() {
		if cred.NTHash, err = parseNTHash(cfg.NTHash.reveal()); err != nil {
			return err
		}
	}
	s.way.ntlm = cred
	return nil
}

// checkKDC accepts a host, or host:port.
func checkKDC(kdc string) error {
	host := kdc
	if before, port, err := net.SplitHostPort(kdc); err == nil {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return &ConfigError{"KDC", fmt.Sprintf("%q does not end in a port", kdc)}
		}
		host = before
	}
	if _, err := parseHost(host); err != nil && kdc != "" {
		return &ConfigError{"KDC", fmt.Sprintf("%q is neither a host nor host:port", kdc)}
	}
	return nil
}

func (s *settings) useKerberos(cfg *Config) error {
	if err := checkKDC(cfg.KDC); err != nil {
		return err
	}
	o := &kerberos.Options{
		ConfPath: cfg.KRB5Conf, CCache: cfg.CCache, Keytab: cfg.Keytab, KDC: cfg.KDC,
		UseKeytab: cfg.Keytab != "", Password: cfg.Password.reveal(),
		NoRC4: cfg.RequireKerberos, DialContext: cfg.DialContext, Log: s.log,
	}
	if cfg.User != "" {
		cred, err := parseUser(cfg.User, cfg.Domain)
		if err != nil {
			return err
		}
		o.User, o.Realm = cred.User, strings.ToUpper(cred.Domain)
	}
	var err error
	switch {
	case !cfg.NTHash.IsZero() && cfg.RequireKerberos:
		return &ConfigError{"NTHash", "an NT hash signs in by RC4 or MD4, which are ruled out"}
	case !cfg.NTHash.IsZero():
		o.NTHash, err = parseNTHash(cfg.NTHash.reveal())
	case !cfg.AESKey.IsZero():
		o.AESKey, err = parseAESKey(cfg.AESKey.reveal())
	case cfg.Password.IsZero() && cfg.Keytab == "":
		o.UseCCache = true
		o.UseKeytab = cfg.CCache == "" && os.Getenv("KRB5_KTNAME") != ""
	}
	if err != nil {
		return err
	}
	if s.way.tickets = cfg.Tickets; s.way.tickets == nil {
		s.way.tickets = &Tickets{}
	}
	s.way.kerberos = o
	return nil
}

// servicePrincipals returns the names of the host for RPC, for SMB and for WinRM;
// nothing for an address without a name.
func servicePrincipals(host, spn string) (rpc, smb, http string) {
	if spn == "" {
		if _, err := netip.ParseAddr(host); err == nil {
			return "", "", ""
		}
		spn = "host/" + host
	}
	_, name, found := strings.Cut(spn, "/")
	if !found {
		return spn, spn, spn
	}
	return spn, "cifs/" + name, "HTTP/" + name
}

// signIn returns a fresh sign-in for one connection, nil for none. The ticket is
// nil unless the way is Kerberos; raw leaves SPNEGO out.
func (w *way) signIn(level Level, ticket *kerberos.Ticket, raw bool) *signin.SignIn {
	s := w.mechanismFor(level, ticket, w.spn)
	if s != nil && w.negotiated && !raw {
		s = s.Negotiated()
	}
	return s
}

// smbSignIn returns a fresh sign-in for SMB, which wraps it in SPNEGO by itself.
func (w *way) smbSignIn(ticket *kerberos.Ticket) *signin.SignIn {
	return w.mechanismFor(LevelPrivacy, ticket, w.cifs)
}

// httpSignIn returns a fresh sign-in for WinRM.
func (w *way) httpSignIn(ticket *kerberos.Ticket) *signin.SignIn {
	s := w.mechanismFor(LevelPrivacy, ticket, w.http)
	if w.negotiated {
		s = s.Negotiated()
	}
	return s
}

func (w *way) mechanismFor(level Level, ticket *kerberos.Ticket, spn string) *signin.SignIn {
	switch {
	case ticket != nil:
		return signin.NewKerberos(ticket, libraryLevel(level), ticket.SPN)
	case w.ntlm != nil:
		return signin.NewNTLM(*w.ntlm, libraryLevel(level), spn)
	}
	return nil
}

func libraryLevel(level Level) signin.Level {
	switch level {
	case LevelConnect:
		return dcerpc.AuthLevelConnect
	case LevelIntegrity:
		return dcerpc.AuthLevelPktIntegrity
	}
	return dcerpc.AuthLevelPktPrivacy
}

// isLocal reports whether this very host is read.
func (s *settings) isLocal() bool { return slices.Contains(s.doors, DoorLocal) }

// auth tells how calls are protected.
func (s *settings) auth() SignIn {
	if s.isLocal() {
		return SignIn{}
	}
	return SignIn{Mechanism: s.way.mechanism(), Level: s.level, Fallback: s.way.fallback}
}
