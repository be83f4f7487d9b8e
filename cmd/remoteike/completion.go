package main

import (
	"github.com/spf13/cobra"
)

const completionUsage = `Usage:
  remoteike completion bash|zsh|fish|powershell

Prints a script that completes commands, flags and their values.

Example:
  $ source <(remoteike completion bash)
  $ remoteike completion zsh > "${fpath[1]}/_remoteike"
  $ remoteike completion fish > ~/.config/fish/completions/remoteike.fish
  PS> remoteike completion powershell | Out-String | Invoke-Expression
`

func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "print a completion script",
		Long:      completionUsage,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			hint := "one of bash, zsh, fish, powershell"
			if len(args) != 1 {
				return &usageError{reason: "completion needs one shell", hint: hint}
			}
			switch root := cmd.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.stdout, true)
			case "zsh":
				return root.GenZshCompletion(a.stdout)
			case "fish":
				return root.GenFishCompletion(a.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.stdout)
			}
			return &usageError{reason: "unknown shell", hint: hint}
		},
	}
}
