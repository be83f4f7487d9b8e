package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

const aclUsage = `Usage:
  remoteike acl [flags] [[DOMAIN/]USER[:PASSWORD]@]HOST

Shows who may read the statistics of a host's IKE service, list its security
associations and delete them: the service's own security descriptor, in SDDL and
in words. It takes the right READ_CONTROL, and door rpc.

      --filter-engine      that of the Base Filtering Engine, and its options,
                           instead; no stock Windows offers it to the network

` + connectionUsage + documentUsage + `
Example:
  $ remoteike acl -u 'CORP\auditor' vpn01.corp.example
  $ remoteike acl -k -o json vpn01.corp.example | jq .allowed.read_statistics
`

func (a *app) aclCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "acl HOST",
		Short:             "show who may read a host's IKE statistics",
		Long:              aclUsage,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	conn, out := addConnection(cmd), addForm(cmd, render.Table, render.JSON)
	var engine bool
	toggleFlag(cmd.Flags(), &engine, "filter-engine", "", "the descriptor of the filter engine instead")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := atMost(cmd, args, 1, "one host"); err != nil {
			return err
		}
		h, err := a.oneHost(cmd, conn, out, args)
		if err != nil {
			return err
		}
		h.by(ikeext.DoorRPC)
		return a.show(cmd.Context(), h, out, render.ACLSchema, func(ctx context.Context, c *ikeext.Client) error {
			if engine {
				info, err := c.EngineInfo(ctx)
				if err != nil {
					return err
				}
				return render.EngineACL(a.stdout, render.Format(out.format.value), h.name, time.Now(), info, a.renderOptions(out))
			}
			// The SACL takes a privilege that hardly anybody has, and decides nothing.
			const what = ikeext.OwnerSecurityInformation | ikeext.GroupSecurityInformation | ikeext.DACLSecurityInformation
			sd, err := c.SecurityDescriptor(ctx, what)
			if err != nil {
				return err
			}
			return render.ACL(a.stdout, render.Format(out.format.value), h.name, time.Now(), sd, a.renderOptions(out))
		})
	}
	return cmd
}
