package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

const versionUsage = `Usage:
  remoteike version

Prints the version, the commit it was built from, and the version of Go.

Example:
  $ remoteike version
  remoteike v0.1.0 (commit 0123456789ab) go1.26.0 linux/amd64
`

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print version, commit and Go",
		Long:  versionUsage,
		Args:  noArguments,
		RunE:  func(*cobra.Command, []string) error { return a.version() },

		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

func (a *app) version() error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	_, err := fmt.Fprintln(a.stdout, versionLine(info))
	return err
}

// versionLine is what there is to know about the build. A commit with "+" was
// built with changes that were not committed.
func versionLine(info *debug.BuildInfo) string {
	version, commit, changed := info.Main.Version, "unknown", ""
	if version == "" {
		version = "(devel)"
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case "vcs.modified":
			if s.Value == "true" {
				changed = "+"
			}
		}
	}
	return fmt.Sprintf("remoteike %s (commit %s%s) %s %s/%s",
		version, commit, changed, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return &usageError{reason: cmd.CommandPath() + " takes no arguments", hint: "run " + cmd.CommandPath() + " --help"}
}
