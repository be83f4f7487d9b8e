package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// connectionUsage lists the flags that every command about a host has. What they
// mean stands in the usage of stats.
const connectionUsage = `Signing in and reaching the host, as remoteike stats --help explains:
  -u, --user USER, --auth-profile NAME, --auth WAY (negotiate), --level LEVEL
  -p, --password TEXT, --password-file FILE, --password-stdin
  -H, --nt-hash HASH|@FILE, --aes-key KEY|@FILE
  -k, --kerberos, --ccache CACHE, --keytab FILE, --dc HOST[:PORT],
      --krb5-conf FILE, --spn SPN, --require-kerberos
      --door DOOR (auto), --target-ip ADDRESS, --transport WAY (auto),
      --endpoint BINDING, --engine-endpoint BINDING, --epm-port PORT (135),
      --smb-port PORT (445), --winrm-port PORT, --https, --ca FILE,
      --fingerprint SHA256, --engine MODE (auto), --proxy URL, --config FILE
`

// documentUsage is how the usage of a command goes on that prints one document.
const documentUsage = `      --timeout TIME       for the host in all (30s)
      --stage-timeout TIME for each ticket, connection, bind and call (5s)

Output:
  -o, --output FORMAT      table (default) or json
  -v, --verbose            tell on standard error what is tried, in order
`

// oneHost is the one host that a command is about. The Config is its own.
type oneHost struct {
	name    string
	cfg     *ikeext.Config
	timeout time.Duration
}

const oneHostHint = "this command is about one host: give its name or its address"

// oneHost reads the flags and the host, the first of the arguments, and says what is
// wrong with them before anything is sent.
func (a *app) oneHost(cmd *cobra.Command, conn *connection, out *output, args []string) (*oneHost, error) {
	given := shown(cmd.Flags())
	if err := errors.Join(conn.applyEnvironment(), out.applyEnvironment()); err != nil {
		return nil, err
	}
	if err := conn.readConfig(); err != nil {
		return nil, err
	}
	if err := conn.applyDefaults(); err != nil {
		return nil, err
	}
	log := newLogger(a.stderr, out.verbose)
	if conn.isLocal() {
		return a.thisHost(conn, args, given, log)
	}
	if len(args) == 0 {
		return nil, &usageError{reason: "no host given", hint: oneHostHint}
	}
	t, err := oneTarget(args[0])
	if err != nil {
		return nil, err
	}
	list, err := a.plan(cmd.Context(), conn, []target{t}, log)
	if err != nil {
		return nil, err
	}
	return &oneHost{t.host, list[0].Config, time.Duration(conn.timeout)}, nil
}

// oneTarget reads a target that may be one host alone: what changes or examines a
// host is never done to a whole network.
func oneTarget(arg string) (target, error) {
	_, _, isRange := parseRange(arg)
	if arg == "-" || isRange {
		return target{}, &usageError{reason: "the target may be several hosts", hint: oneHostHint}
	}
	return parseTarget(arg)
}

// by leaves out the doors that have nothing to say to a command, unless the user named
// one.
func (h *oneHost) by(doors ...ikeext.Door) {
	if len(h.cfg.Doors) == 0 {
		h.cfg.Doors = doors
	}
}

// ask dials the host and hands the client to f.
func (h *oneHost) ask(ctx context.Context, f func(context.Context, *ikeext.Client) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, h.timeout, &overdue{h.timeout})
	defer cancel()
	client, err := ikeext.Dial(ctx, h.name, h.cfg)
	if err != nil {
		return err
	}
	defer client.Close()
	return inFlags(f(ctx, client))
}

// inFlags names flags in the hint of an error, where the library names fields of its
// configuration.
func inFlags(err error) error {
	var failed *ikeext.Error
	if errors.As(err, &failed) {
		for _, field := range []string{"ForceOpnum", "EngineEndpoint"} {
			failed.Hint = strings.ReplaceAll(failed.Hint, field, flagOf(field))
		}
	}
	return err
}

// show asks the host for what f prints. Where that is JSON, a document of the schema
// tells of a failure too.
func (a *app) show(ctx context.Context, h *oneHost, out *output, schema string, f func(context.Context, *ikeext.Client) error) error {
	err := h.ask(ctx, f)
	var failed *ikeext.Error
	if errors.As(err, &failed) && out.format.value == string(render.JSON) {
		if err := render.Failure(a.stdout, schema, h.name, time.Now(), err); err != nil {
			return err
		}
	}
	return a.told(err, out)
}

// told says why a host gave no result, if it did not.
func (a *app) told(err error, out *output) error {
	var (
		config *ikeext.ConfigError
		failed *ikeext.Error
	)
	switch {
	case errors.As(err, &config):
		return configUsage(config)
	case errors.As(err, &failed):
		a.sayFailure(failed, out.verbose)
		return errReported
	}
	return err
}

// atMost refuses more than so many arguments, the first of which is the host. It may be
// missing with --door local.
func atMost(cmd *cobra.Command, args []string, most int, what string) error {
	if len(args) > most {
		return &usageError{reason: cmd.CommandPath() + " takes " + what, hint: "run " + cmd.CommandPath() + " --help"}
	}
	return nil
}
