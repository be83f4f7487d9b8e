package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

const demoUsage = `Usage:
  remoteike demo [flags]

Starts a simulated Windows host inside this program, on loopback, and reads it
as stats reads a real one: over TCP, signed in with NTLM, sealed. The numbers
are those of a made-up VPN gateway.

Flags:
      --profile NAME       what the simulated host offers to the network:
                             permissive  everything (default; no stock Windows)
                             windows7    IKEEXT only, and admits the call
                             stock2016   IKEEXT only, and refuses the call
                             stocksplit  nothing but its endpoint mapper
                             wmi         as stock2016, and WMI
                             wmisplit    as stocksplit, and WMI
                             winrm       WinRM and nothing else
                             stopped     as wmisplit; the service does not run
                             closed      nothing at all
      --listen ADDRESS     keep the host serving on a loopback address and port,
                           such as 127.0.0.1:0, until interrupted, and print the
                           command that reads it; sa, acl and doctor read it too
  -o, --output FORMAT      table (default), json or csv [REMOTEIKE_OUTPUT]
      --all                show rows of zeros in the table too
  -v, --verbose            tell on standard error what is tried, in order

Example:
  $ remoteike demo
  $ remoteike demo --profile stock2016
  $ remoteike demo --listen 127.0.0.1:0
`

// demoUser is the account of the simulated host.
const demoUser = "demo"

// demoTimeout bounds the demonstration as --timeout bounds stats.
const demoTimeout = 30 * time.Second

func (a *app) demoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "demo",
		Short:             "read a simulated host",
		Long:              demoUsage,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	profile := choiceFlag(cmd, "profile", "", string(ikeexttest.Permissive), "what the simulated host offers",
		string(ikeexttest.Permissive), string(ikeexttest.Windows7), string(ikeexttest.Stock2016),
		string(ikeexttest.StockSplit), "wmi", "wmisplit", "winrm", "stopped", "closed")
	listen := cmd.Flags().String("listen", "", "keep serving on this loopback address")
	out := addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		d := &demo{
			app:      a,
			name:     profile.value,
			profile:  profileOf(profile.value),
			password: rand.Text(),
		}
		if cmd.Flags().Changed("listen") {
			if out.flags.Changed("output") || out.all || out.verbose {
				return &usageError{
					reason: "--listen prints no counters", hint: "leave the output flags to the command that reads the host",
				}
			}
			return d.serve(cmd.Context(), *listen)
		}
		return d.show(cmd.Context(), out)
	}
	return cmd
}

// demo is one simulated host. Its password is made up for each run: it guards
// nothing, but a fixed one would end up in use elsewhere.
type demo struct {
	*app

	name     string
	profile  ikeexttest.Profile
	password string
}

// profileOf returns the profile that a name of --profile stands for.
func profileOf(name string) ikeexttest.Profile {
	switch name {
	case "wmi":
		return ikeexttest.WMIOpen2016
	case "wmisplit":
		return ikeexttest.WMIOpenSplit
	case "winrm":
		return ikeexttest.WinRMOnly
	case "stopped":
		return ikeexttest.ServiceStopped
	case "closed":
		return ikeexttest.StockClosed
	}
	return ikeexttest.Profile(name)
}

func (d *demo) start(addr string) (*ikeexttest.Host, error) {
	host, err := ikeexttest.Start(ikeexttest.Config{
		Profile:     d.profile,
		Addr:        addr,
		Name:        "VPN01",
		Users:       map[string]string{demoUser: d.password},
		Statistics:  demoStatistics,
		Performance: demoPerformance,
	})
	if err != nil {
		return nil, fmt.Errorf("starting the simulated host: %w", err)
	}
	return host, nil
}

// show reads the simulated host once.
func (d *demo) show(ctx context.Context, out *output) error {
	if err := out.applyEnvironment(); err != nil {
		return err
	}
	host, err := d.start("")
	if err != nil {
		return err
	}
	defer host.Close()
	d.say("note", fmt.Sprintf("the host is simulated by this program (profile %s), its numbers are made up", d.name))
	result := query(ctx, host.Addr().Addr().String(), &ikeext.Config{
		User:      demoUser,
		Password:  ikeext.NewSecret(d.password),
		Auth:      ikeext.AuthNTLM,
		EPMPort:   host.EPMPort(),
		WinRMPort: host.WinRMPort(),
		Transport: ikeext.TransportTCP, // whoever has port 445 is not this host
		Doors:     demoDoors(host),
		Logger:    newLogger(d.stderr, out.verbose),
	}, demoTimeout)
	return d.finish([]render.Result{result}, out)
}

// demoDoors are the doors that a simulated host could have open. The standard port
// of WinRM would be this machine's.
func demoDoors(host *ikeexttest.Host) []ikeext.Door {
	doors := []ikeext.Door{ikeext.DoorRPC, ikeext.DoorWMI}
	if host.WinRMPort() != 0 {
		doors = append(doors, ikeext.DoorWinRM)
	}
	return doors
}

// serve keeps the simulated host up until the interrupt, which is its regular
// end.
func (d *demo) serve(ctx context.Context, listen string) error {
	addr, err := loopback(listen)
	if err != nil {
		return err
	}
	host, err := d.start(addr.String())
	if err != nil {
		return err
	}
	defer host.Close()
	d.say("note", fmt.Sprintf("a simulated host (profile %s) serves on %s until interrupted; read it with:", d.name, host.Addr()))
	winrm := ""
	if port := host.WinRMPort(); port != 0 {
		winrm = fmt.Sprintf(" --winrm-port %d", port)
	}
	if _, err := fmt.Fprintf(d.stdout, "%s=%s %s stats %s --epm-port %d%s --auth ntlm -u %s\n", variable("password"), d.password,
		program(), host.Addr().Addr(), host.EPMPort(), winrm, demoUser); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// program is how this program was called, for commands to be copied: by its path
// unless a shell would read that otherwise or go run made it up.
func program() string {
	name := os.Args[0]
	if regexp.MustCompile(`^[\w./-]*/[\w.-]+$`).MatchString(name) && !strings.Contains(name, "go-build") {
		return name
	}
	return "remoteike"
}

// loopback reads the address to listen on. The simulated host has no business on
// a network.
func loopback(listen string) (netip.AddrPort, error) {
	const hint = "give a loopback address and a port, such as 127.0.0.1:0"
	if port, ok := strings.CutPrefix(listen, "localhost:"); ok {
		listen = "127.0.0.1:" + port
	}
	addr, err := netip.ParseAddrPort(listen)
	if err != nil {
		return addr, &usageError{reason: "--listen is not an address and a port", hint: hint}
	}
	if !addr.Addr().IsLoopback() {
		return addr, &usageError{reason: "--listen refuses addresses that are not loopback: the host is a simulation", hint: hint}
	}
	return addr, nil
}
