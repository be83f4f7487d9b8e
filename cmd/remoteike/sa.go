package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/netip"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

const saUsage = `Usage:
  remoteike sa COMMAND [flags] HOST

The security associations of a Windows host: with whom it has agreed on keys, by
which protocol and algorithms, and how the two showed who they are.

Commands:
  list HOST             list them
  show HOST ID          everything about one of them
  delete HOST ID        delete one; only with --yes

Example:
  $ remoteike sa list -u 'CORP\auditor' vpn01.corp.example
  $ remoteike sa show -u 'CORP\auditor' vpn01.corp.example 1099511627785
`

func (a *app) saCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "sa COMMAND",
		Short:             "read the security associations of a host",
		Long:              saUsage,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		hint := "list, show or delete; run remoteike sa --help"
		if len(args) == 0 {
			return &usageError{reason: "no command given", hint: hint}
		}
		return &usageError{reason: "unknown command of remoteike sa", hint: hint}
	}
	cmd.AddCommand(a.saListCommand(), a.saShowCommand(), a.saDeleteCommand())
	return cmd
}

const saListUsage = `Usage:
  remoteike sa list [flags] [[DOMAIN/]USER[:PASSWORD]@]HOST

Lists the main-mode security associations of a host, or with --quick-mode those
of quick mode, which carry the traffic. It takes the rights FWPM_ACTRL_ENUM and
FWPM_ACTRL_READ. Where door rpc lets nobody in, wmi and winrm have the most of
it, from Windows 8 and Server 2012 on; quick modes come by these alone.

Which:
      --local-subnet NET   where the host's own address is in this network, such
                           as 10.0.0.0/8, or is this address
      --remote-subnet NET  the same of the peer's address
      --key-module MODULE  of ike, authip or ikev2; not with --quick-mode
      --quick-mode         the quick-mode associations instead

` + connectionUsage + `      --timeout TIME       for the host in all (10m0s)
      --stage-timeout TIME for each ticket, connection, bind and call (5s)

Output:
  -o, --output FORMAT      table (default), json, ndjson (one a line) or csv.
                           All but the columns of the table's first rows are
                           written as they come
  -v, --verbose            tell on standard error what is tried, in order

Example:
  $ remoteike sa list -u 'CORP\auditor' vpn01.corp.example
  $ remoteike sa list -k --key-module ikev2 -o ndjson vpn01.corp.example | wc -l
  $ remoteike sa list -k --remote-subnet 203.0.113.0/24 vpn01.corp.example
`

// saTimeout is longer than that of stats: a host may have very many.
const saTimeout = 10 * time.Minute

func (a *app) saListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "list HOST",
		Short:             "list the security associations of a host",
		Long:              saListUsage,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	conn, out := addConnection(cmd), addForm(cmd, render.Table, render.JSON, render.NDJSON, render.CSV)
	conn.setTimeout(saTimeout)
	var which saFilter
	which.addFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := atMost(cmd, args, 1, "one host"); err != nil {
			return err
		}
		if which.quickMode && which.module.value != "" {
			return &usageError{
				reason: "--key-module and --quick-mode are both given",
				hint:   "leave one of them out: quick modes do not tell the module of their main mode",
			}
		}
		if config := (*ikeext.ConfigError)(nil); errors.As(which.template().Check(), &config) {
			return configUsage(config)
		}
		h, err := a.oneHost(cmd, conn, out, args)
		if err != nil {
			return err
		}
		if which.quickMode {
			h.by(ikeext.DoorWMI, ikeext.DoorWinRM)
			return a.listQuickModes(cmd.Context(), h, &which, out)
		}
		return a.listSAs(cmd.Context(), h, &which, out)
	}
	return cmd
}

// saFilter says which security associations to list.
type saFilter struct {
	local, remote subnet
	module        *choice
	quickMode     bool
}

func (f *saFilter) addFlags(cmd *cobra.Command) {
	cmd.Flags().Var(&f.local, "local-subnet", "network of the host's own address")
	cmd.Flags().Var(&f.remote, "remote-subnet", "network of the peer's address")
	f.module = choiceFlag(cmd, "key-module", "", "", "key module", "ike", "authip", "ikev2")
	toggleFlag(cmd.Flags(), &f.quickMode, "quick-mode", "", "list quick-mode associations")
}

// template is what the host is asked for.
func (f *saFilter) template() *ikeext.SATemplate {
	return &ikeext.SATemplate{LocalSubNet: f.local.Prefix, RemoteSubNet: f.remote.Prefix}
}

// keeps reports whether an association is of the module, for which hosts cannot be
// asked.
func (f *saFilter) keeps(sa *ikeext.SecurityAssociation) bool {
	module, known := map[string]ikeext.KeyModuleType{
		"ike": ikeext.KeyModuleIKE, "authip": ikeext.KeyModuleAuthIP, "ikev2": ikeext.KeyModuleIKEv2,
	}[f.module.value]
	return !known || sa.KeyModule == module
}

// listSAs lists main-mode security associations.
func (a *app) listSAs(ctx context.Context, h *oneHost, which *saFilter, out *output) error {
	w, err := render.NewSAs(a.stdout, render.Format(out.format.value), h.name, time.Now(), a.renderOptions(out))
	if err != nil {
		return err
	}
	var door ikeext.Door
	err = h.ask(ctx, func(ctx context.Context, c *ikeext.Client) error {
		defer func() { door = c.Door() }()
		return list(c.SecurityAssociations(ctx, which.template()), w, which.keeps)
	})
	return a.listed(w, door, err, out)
}

// listQuickModes lists those of quick mode.
func (a *app) listQuickModes(ctx context.Context, h *oneHost, which *saFilter, out *output) error {
	w, err := render.NewQuickModeSAs(a.stdout, render.Format(out.format.value), h.name, time.Now(), a.renderOptions(out))
	if err != nil {
		return err
	}
	var door ikeext.Door
	err = h.ask(ctx, func(ctx context.Context, c *ikeext.Client) error {
		defer func() { door = c.Door() }()
		all := func(*ikeext.QuickModeSA) bool { return true }
		return list(c.QuickModeSecurityAssociations(ctx, which.template()), w, all)
	})
	return a.listed(w, door, err, out)
}

// list writes those that come and are to be kept.
func list[T any](all iter.Seq2[T, error], w *render.SAs[T], keep func(T) bool) error {
	for sa, err := range all {
		if err != nil {
			return err
		}
		if keep(sa) {
			if err := w.Add(sa); err != nil {
				return err
			}
		}
	}
	return nil
}

// listed ends the list that a door gave and says what went wrong. Nothing is printed
// when the host could not even be asked.
func (a *app) listed(w interface {
	Close(ikeext.Door, error) error
}, door ikeext.Door, err error, out *output,
) error {
	if config := (*ikeext.ConfigError)(nil); errors.As(err, &config) {
		return configUsage(config)
	}
	if closed := w.Close(door, err); closed != nil {
		return closed
	}
	return a.told(err, out)
}

// subnet is the value of a flag that takes a network or an address.
type subnet struct{ netip.Prefix }

func (s *subnet) Type() string { return "network" }

func (s *subnet) String() string {
	if !s.IsValid() {
		return ""
	}
	return s.Prefix.String()
}

func (s *subnet) Set(text string) error {
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		s.Prefix = netip.PrefixFrom(addr, addr.BitLen())
		return nil
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return errors.New("must be a network such as 10.0.0.0/8, or an address")
	}
	s.Prefix = p
	return nil
}

const saShowUsage = `Usage:
  remoteike sa show [flags] [[DOMAIN/]USER[:PASSWORD]@]HOST ID

Shows everything about one main-mode security association, by the number that
sa list has for it: also cookies, the policy and the certificates. Of a
preshared key it says no more than that there is one. It takes the right
FWPM_ACTRL_READ, and door rpc; on the host itself --door local localhost ID.

` + connectionUsage + documentUsage + `
Example:
  $ remoteike sa show -u 'CORP\auditor' vpn01.corp.example 1099511627785
`

func (a *app) saShowCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "show HOST ID",
		Short:             "show one security association",
		Long:              saShowUsage,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	conn, out := addConnection(cmd), addForm(cmd, render.Table, render.JSON)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := saNumber(cmd, args)
		if err != nil {
			return err
		}
		h, err := a.oneHost(cmd, conn, out, args[:1])
		if err != nil {
			return err
		}
		h.by(ikeext.DoorRPC)
		return a.show(cmd.Context(), h, out, render.SASchema, func(ctx context.Context, c *ikeext.Client) error {
			sa, err := c.SecurityAssociation(ctx, id)
			if err != nil {
				return err
			}
			return render.SA(a.stdout, render.Format(out.format.value), h.name, time.Now(), sa, nil, a.renderOptions(out))
		})
	}
	return cmd
}

// saNumber reads the arguments HOST ID.
func saNumber(cmd *cobra.Command, args []string) (uint64, error) {
	if len(args) != 2 {
		return 0, &usageError{reason: cmd.CommandPath() + " takes a host and a number", hint: "remoteike sa list has the numbers"}
	}
	id, err := strconv.ParseUint(args[1], 10, 64)
	if err != nil {
		return 0, &usageError{reason: "the number of the security association is none", hint: "remoteike sa list has the numbers"}
	}
	return id, nil
}

const saDeleteUsage = `Usage:
  remoteike sa delete --yes [flags] [[DOMAIN/]USER[:PASSWORD]@]HOST ID

Deletes one main-mode security association and the quick modes under it: the
peer is cut off until it negotiates anew. What goes is read before, and shown;
without --yes that is all. It takes the rights FWPM_ACTRL_READ and DELETE, and
door rpc. It is tried once, on one host.

      --yes                really delete it

` + connectionUsage + documentUsage + `
Exit status: 0 deleted, 1 not or not for certain, 2 without --yes.

Example:
  $ remoteike sa delete -u 'CORP\admin' vpn01.corp.example 1099511627785
  $ remoteike sa delete -u 'CORP\admin' --yes vpn01.corp.example 1099511627785
`

func (a *app) saDeleteCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "delete HOST ID",
		Short:             "delete one security association",
		Long:              saDeleteUsage,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	conn, out := addConnection(cmd), addForm(cmd, render.Table, render.JSON)
	var yes bool
	toggleFlag(cmd.Flags(), &yes, "yes", "", "really delete it")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := saNumber(cmd, args)
		if err != nil {
			return err
		}
		h, err := a.oneHost(cmd, conn, out, args[:1])
		if err != nil {
			return err
		}
		h.by(ikeext.DoorRPC)
		h.cfg.AllowChanges = yes
		return a.deleteSA(cmd.Context(), h, id, yes, out)
	}
	return cmd
}

// deleteSA reads the association, deletes it if yes, and shows what went, or would.
func (a *app) deleteSA(ctx context.Context, h *oneHost, id uint64, yes bool, out *output) error {
	var failed error // to delete it
	gone := new(bool)
	err := a.show(ctx, h, out, render.SASchema, func(ctx context.Context, c *ikeext.Client) error {
		sa, err := c.SecurityAssociation(ctx, id)
		if err != nil {
			return err
		}
		if yes {
			failed = c.DeleteSecurityAssociation(ctx, id)
		}
		switch *gone = yes && failed == nil; {
		case *gone: // even if it cannot be shown what went
			a.say("note", fmt.Sprintf("deleted security association %d of %s", id, h.name))
		case yes && !refused(failed):
			gone = nil // nobody knows
		}
		return render.SA(a.stdout, render.Format(out.format.value), h.name, time.Now(), sa, gone, a.renderOptions(out))
	})
	switch {
	case err != nil:
		return err
	case !yes:
		return &usageError{reason: "nothing was deleted: this would go", hint: "give --yes to delete it"}
	case failed == nil:
		return nil
	case gone == nil:
		a.say("warning", "the host did not say whether it is gone: remoteike sa show tells")
	}
	return a.told(failed, out)
}

// refused reports whether a host said no, after which all is as it was.
func refused(err error) bool {
	var e *ikeext.Error
	return errors.As(err, &e) && e.Code != 0
}

// setTimeout sets what --timeout is unless it is given.
func (c *connection) setTimeout(t time.Duration) {
	c.timeout = duration(t)
	if f := c.flags.Lookup("timeout"); f != nil {
		f.DefValue = f.Value.String()
	}
}
