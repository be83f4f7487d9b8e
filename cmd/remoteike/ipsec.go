package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

const ipsecUsage = `Usage:
  remoteike ipsec [flags] [[DOMAIN/]USER[:PASSWORD]@]HOST
  remoteike ipsec --door local [flags]

Shows the counters of the traffic that IPsec carries, which IPsecGetStatistics1
returns on the host: associations, dropped packets by reason, bytes and packets
in both directions. They are the Base Filtering Engine's, which no stock Windows
offers to the network, so that it takes a relay, or --door local as
administrator. It takes the right FWPM_ACTRL_READ_STATS.

      --dosp               the counters of the protection against denial of
                           service (IPsecDospGetStatistics0) instead
      --force-opnum N      the number of the procedure, 70 to 130, on builds of
                           Windows of which it is not known; for researchers: a
                           number that is wrong may do anything there

` + connectionUsage + documentUsage + `
Example:
  $ remoteike ipsec -u 'CORP\auditor' vpn01.corp.example
  $ remoteike ipsec -k --dosp -o json vpn01.corp.example
`

func (a *app) ipsecCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "ipsec HOST",
		Short:             "show the counters of a host's IPsec traffic",
		Long:              ipsecUsage,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	conn, out := addConnection(cmd), addForm(cmd, render.Table, render.JSON)
	var (
		dosp  bool
		force opnum
	)
	toggleFlag(cmd.Flags(), &dosp, "dosp", "", "the counters of DoS protection instead")
	cmd.Flags().Var(&force, "force-opnum", "number of the procedure")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := atMost(cmd, args, 1, "one host"); err != nil {
			return err
		}
		h, err := a.oneHost(cmd, conn, out, args)
		if err != nil {
			return err
		}
		h.by(ikeext.DoorRPC)
		h.cfg.ForceOpnum = int(force)
		return a.show(cmd.Context(), h, out, render.IPsecSchema, func(ctx context.Context, c *ikeext.Client) error {
			return a.ipsec(ctx, c, dosp, out)
		})
	}
	return cmd
}

// ipsec reads one of the two structures.
func (a *app) ipsec(ctx context.Context, c *ikeext.Client, dosp bool, out *output) error {
	format, options := render.Format(out.format.value), a.renderOptions(out)
	if dosp {
		s, err := c.DoSProtectionStatistics(ctx)
		if err != nil {
			return err
		}
		return render.DoSProtection(a.stdout, format, s, options)
	}
	s, err := c.IPsecStatistics(ctx)
	if err != nil {
		return err
	}
	return render.IPsec(a.stdout, format, s, options)
}

// opnum is the value of a flag that takes the number of a procedure. Zero is none
// given.
type opnum int

func (o *opnum) Type() string { return "number" }

func (o *opnum) String() string {
	if *o == 0 {
		return ""
	}
	return strconv.Itoa(int(*o))
}

func (o *opnum) Set(s string) error {
	n, err := strconv.ParseUint(s, 10, 8)
	if err != nil || n == 0 {
		return errors.New("must be the number of a procedure, 70 to 130")
	}
	*o = opnum(n)
	return nil
}
