// Command remoteike reads the IKE, AuthIP and IKEv2 counters of Windows hosts.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"regexp"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole command. It returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once

	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.rootCommand()
	root.SetArgs(append([]string{}, args...)) // nil would mean os.Args
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return a.report(ctx, root.ExecuteContext(ctx))
}

// app is what the subcommands share.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

const rootUsage = `Usage:
  remoteike COMMAND [flags]

Reads the IKE, AuthIP and IKEv2 counters of Windows hosts from another machine:
the 415 values that IkeextGetStatistics1 returns on the host itself.

Commands:
  stats HOST...         read hosts and print their counters
  sa COMMAND HOST       list, show and delete security associations
  ipsec HOST            show the counters of a host's IPsec traffic
  acl HOST              show who may read a host's statistics
  doctor HOST           find out what can be had of a host, and why not more
  serve                 serve the counters of many hosts to Prometheus
  demo                  the same against a simulated host, to see how it looks
  version               print version, commit and Go (also --version)
  completion SHELL      print a completion script for bash, zsh, fish or
                        powershell
  help [COMMAND]        print the usage of a command (also -h, --help)

Results go to standard output, everything else to standard error.
Exit status: 0 every host answered, 1 some did not, 2 wrong usage,
130 interrupted.

Example:
  $ remoteike demo
  $ remoteike stats -u 'CORP\auditor' vpn01.corp.example
`

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:               "remoteike",
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	var version bool
	toggleFlag(root.Flags(), &version, "version", "", "print version, commit and Go")
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) > 0:
			return unknownCommand(cmd, args[0])
		case version:
			return a.version()
		}
		return &usageError{reason: "no command given", hint: "run remoteike --help, or remoteike demo for a first look"}
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &usageError{reason: flagReason(err), hint: "run " + cmd.CommandPath() + " --help"}
	})
	commands := []*cobra.Command{
		a.statsCommand(), a.saCommand(), a.ipsecCommand(), a.aclCommand(), a.doctorCommand(), a.serveCommand(), a.demoCommand(),
		a.versionCommand(), a.completionCommand(),
	}
	root.AddCommand(commands...)
	root.SetHelpCommand(a.helpCommand())
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		_, _ = io.WriteString(a.stdout, usageOf(cmd))
	})
	return root
}

// flagReason says what is wrong with a flag without repeating more of it than
// its name: "-Psecret" is one letter away from being right.
func flagReason(err error) string {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return "unknown flag -" + unknown.GetSpecifiedName()
	case errors.As(err, &unknown):
		return "unknown flag --" + unknown.GetSpecifiedName()
	case errors.As(err, &missing):
		return "--" + missing.GetFlag().Name + " needs a value"
	case errors.As(err, &invalid):
		return "--" + invalid.GetFlag().Name + ": " + invalid.Unwrap().Error()
	}
	return "malformed flag"
}

// usageOf returns the usage text of a command, which its Long holds.
func usageOf(cmd *cobra.Command) string {
	if cmd.Long == "" {
		return rootUsage
	}
	return cmd.Long
}

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "print the usage of a command",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Root().Help()
			}
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 || found == cmd.Root() {
				return unknownCommand(cmd.Root(), args[0])
			}
			return found.Help()
		},
	}
}

// unknownCommand repeats only what looks like a command: a target may hold a
// password.
func unknownCommand(root *cobra.Command, arg string) error {
	if !regexp.MustCompile(`^[a-zA-Z-]{1,20}$`).MatchString(arg) {
		return &usageError{reason: "unknown command", hint: "to read a host: remoteike stats HOST"}
	}
	hint := "run remoteike --help"
	root.SuggestionsMinimumDistance = 2
	if names := root.SuggestionsFor(arg); len(names) > 0 {
		hint = "did you mean " + names[0]
	}
	return &usageError{reason: "unknown command " + arg, hint: hint}
}
