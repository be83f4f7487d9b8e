package main

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

const doctorUsage = `Usage:
  remoteike doctor [flags] [[DOMAIN/]USER[:PASSWORD]@]HOST

One page about a host, to be pasted into a ticket: what its name stands for,
which ports answer, what its endpoint mapper lists, whether it takes the
credential, its build of Windows, what each door gives and why not more, and the
one thing to change next. Every check has its own limit and none stops the rest;
only a credential that was refused, or may have been, is not tried again.

Where two doors give values these are compared: the first is read again after
the second, so that what moved meanwhile is no difference. The page holds no
secret, and no values. From a real host it is welcome as a report to remoteike.

` + connectionUsage + `      --timeout TIME       for the host in all (2m0s)
      --stage-timeout TIME for each check, ticket, bind and call (5s)

Output:
  -o, --output FORMAT      table (default) or json
  -v, --verbose            tell on standard error what is tried, in order

Exit status: 0 when a door gave values, 1 when none did.

Example:
  $ remoteike doctor -u 'CORP\auditor' vpn01.corp.example
  $ remoteike doctor -k -o json vpn01.corp.example > vpn01.json
`

// doctorTimeout is longer than that of stats: every door is tried.
const doctorTimeout = 2 * time.Minute

func (a *app) doctorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "doctor HOST",
		Short:             "find out what can be had of a host, and why not more",
		Long:              doctorUsage,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	conn, out := addConnection(cmd), addForm(cmd, render.Table, render.JSON)
	conn.setTimeout(doctorTimeout)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := atMost(cmd, args, 1, "one host"); err != nil {
			return err
		}
		h, err := a.oneHost(cmd, conn, out, args)
		if err != nil {
			return err
		}
		return a.doctor(cmd.Context(), h, out)
	}
	return cmd
}

func (a *app) doctor(ctx context.Context, h *oneHost, out *output) error {
	limited, cancel := context.WithTimeoutCause(ctx, h.timeout, &overdue{h.timeout})
	defer cancel()
	x, err := ikeext.Examine(limited, h.name, h.cfg)
	if config := (*ikeext.ConfigError)(nil); errors.As(err, &config) {
		return configUsage(config)
	}
	if err != nil {
		return err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	if err := render.Doctor(a.stdout, render.Format(out.format.value), x, versionLine(info), a.renderOptions(out)); err != nil {
		return err
	}
	for _, d := range x.Doors {
		if d.Snapshot != nil {
			return nil
		}
	}
	a.say("error", h.name+": no door gave values")
	a.say("hint", x.Next)
	return errReported
}
