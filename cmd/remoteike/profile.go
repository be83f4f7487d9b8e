package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
	"github.com/remoteike/remoteike/ikeext"
)

// configurable lists the flags that the configuration file may have defaults for:
// those of the environment, but for the name of that very file.
func configurable() []string {
	return append(slices.DeleteFunc(fromEnvironment(), func(name string) bool { return name == "config" }), "output")
}

// readConfig reads the configuration file. Only one that was named has to be there.
func (c *connection) readConfig() error {
	name, named := c.configFile, c.configFile != ""
	if !named {
		name = config.DefaultName()
	}
	c.file = &config.File{}
	if name == "" {
		return nil
	}
	file, err := config.Load(name, configurable())
	switch {
	case err == nil:
		c.file = file
	case !named && errors.Is(err, fs.ErrNotExist):
	case errors.As(err, new(*fs.PathError)):
		return &usageError{reason: "the configuration file cannot be read: " + err.Error(), hint: "give another by --config"}
	default:
		return asUsage(err)
	}
	return nil
}

// applyDefaults sets the flags that neither the command line nor the environment
// gives as the configuration file says. All that it says is checked.
func (c *connection) applyDefaults() error {
	trial := &cobra.Command{}
	addConnections(trial)
	addOutput(trial)
	for _, s := range c.file.Defaults {
		if err := trial.Flags().Lookup(s.Flag).Value.Set(s.Value); err != nil {
			return asUsage(s.At.Errorf("", "%v", err))
		}
		if s.Flag == "proxy" && strings.Contains(s.Value, "@") {
			return asUsage(s.At.Errorf("put the proxy into "+variable("proxy"), "secrets do not stand in this file"))
		}
		if says(c.flags, s.Flag) || s.Flag == "ca" && c.fingerprint != "" {
			continue
		}
		own := c.flags.Lookup(s.Flag)
		if own == nil {
			continue // of other commands
		}
		if words, ok := own.Value.(*choice); ok && !words.offers(s.Value) {
			continue
		}
		if err := own.Value.Set(s.Value); err != nil {
			return err
		}
	}
	return nil
}

// says reports whether the command line or the environment gives a flag.
func says(flags *pflag.FlagSet, name string) bool {
	return flags.Changed(name) || os.Getenv(variable(name)) != ""
}

// profile returns an auth profile by its name.
func (c *connection) profile(name string) (*config.Profile, error) {
	if p := c.file.Profiles[name]; p != nil {
		return p, nil
	}
	file, hint := c.file.Name, "it has "+strings.Join(slices.Sorted(maps.Keys(c.file.Profiles)), ", ")
	switch {
	case file == "":
		return nil, &usageError{
			reason: "no auth profile of that name: there is no configuration file",
			hint:   "write " + config.DefaultName() + ", or give another by --config",
		}
	case len(c.file.Profiles) == 0:
		hint = "add it there under auth_profiles"
	}
	return nil, &usageError{reason: "no auth profile of that name in " + file, hint: hint}
}

// runProfile returns the profile of the run, nil when there is none. Who signs in,
// and with what, is one thing: where the command line says it, a profile of the
// environment or the file does not count, and where the environment says it, none
// of the file.
func (c *connection) runProfile(given []source, user string) (*config.Profile, error) {
	if c.authProfile == "" {
		return nil, nil
	}
	shown := c.flags.Changed("auth-profile")
	if other := c.credentialShown(given, user); other != "" {
		if shown {
			return nil, &usageError{reason: "--auth-profile and " + other + " are both given", hint: oneHint}
		}
		return nil, nil
	}
	if other := credentialAround(); other != "" && !shown {
		if set := variable("auth-profile"); os.Getenv(set) != "" {
			return nil, &usageError{reason: set + " and " + other + " are both given", hint: oneHint}
		}
		return nil, nil
	}
	return c.profile(c.authProfile)
}

// credentialShown names what of the command line says who signs in. Empty when
// nothing does.
func (c *connection) credentialShown(given []source, user string) string {
	switch {
	case c.user != "":
		return "--user"
	case user != "":
		return "a user before the host"
	case len(given) > 0:
		return given[0].name
	case c.kerberos:
		return "--kerberos"
	case c.flags.Changed("auth") && c.auth.value == string(ikeext.AuthNone):
		return "--auth none"
	}
	return ""
}

// credentialAround is credentialShown for the environment.
func credentialAround() string {
	if os.Getenv(variable("user")) != "" {
		return variable("user")
	}
	if list := environmentSources(); len(list) > 0 {
		return list[0].name
	}
	return ""
}

// signInBy fills in who signs in as a profile says, or with the profile's credential
// another user. How to sign in is what the command line or the environment says, and
// then the profile.
func (a *app) signInBy(ctx context.Context, cfg *ikeext.Config, c *connection, p *config.Profile, user string) error {
	cfg.User, cfg.Domain = p.User, p.Domain
	if user != "" {
		cfg.User, cfg.Domain = user, ""
	}
	if p.Mechanism != "" && !says(c.flags, "auth") {
		cfg.Auth = p.Mechanism
	}
	if p.Level != "" && !says(c.flags, "level") {
		cfg.Level = p.Level
	}
	if p.RequireKerberos != nil && !says(c.flags, "require-kerberos") {
		cfg.RequireKerberos = *p.RequireKerberos
	}
	if p.KDC != "" && !says(c.flags, "dc") {
		cfg.KDC = p.KDC
	}
	if p.KRB5Conf != "" && !c.flags.Changed("krb5-conf") {
		cfg.KRB5Conf = p.KRB5Conf
	}
	switch from, given := profileSource(ctx, p); {
	case given:
		return putCredential(cfg, from)
	case p.UseTickets && (cfg.Auth == ikeext.AuthNTLM || cfg.Auth == ikeext.AuthNone):
		return &usageError{
			reason: fmt.Sprintf("auth profile %s: use_tickets is for kerberos, and --auth is %s", p.Name, cfg.Auth),
			hint:   "leave --auth out",
		}
	case p.UseTickets:
		if !says(c.flags, "auth") && p.Mechanism == "" {
			cfg.Auth = ikeext.AuthKerberos
		}
		cfg.UseTickets = true
		return nil
	case cfg.Auth == ikeext.AuthNone, cfg.User == "": // nobody, or whose tickets are in the default cache
		return nil
	}
	return a.askPassword(ctx, cfg)
}

// profileSource is the credential of a profile. It is read when it is put.
func profileSource(ctx context.Context, p *config.Profile) (from source, given bool) {
	name := "auth profile " + p.Name + ": "
	switch {
	case p.CCache != "":
		return source{name + "ccache", kindCCache, literal(p.CCache)}, true
	case p.Keytab != "":
		return source{name + "keytab", kindKeytab, literal(p.Keytab)}, true
	case p.Secret == nil:
		return source{}, false
	}
	kind := map[config.Kind]kind{config.Password: kindPassword, config.NTHash: kindNTHash, config.AESKey: kindAESKey}[p.Secret.Kind]
	return source{name + p.Secret.Key, kind, func() (string, error) {
		text, err := p.Secret.From.Read(ctx)
		var wrong *usageError
		if err = asUsage(err); errors.As(err, &wrong) {
			return "", &usageError{reason: fmt.Sprintf("%s%s: %s", name, p.Secret.Key, wrong.reason), hint: wrong.hint}
		}
		return text, err
	}}, true
}

// completeProfiles completes the names of auth profiles.
func (c *connection) completeProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	if c.configFile == "" {
		c.configFile = os.Getenv(variable("config"))
	}
	if c.readConfig() != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return slices.Sorted(maps.Keys(c.file.Profiles)), cobra.ShellCompDirectiveNoFileComp
}
