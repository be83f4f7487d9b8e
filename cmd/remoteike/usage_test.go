package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// commands returns the root and everything below it that has a usage text.
func commands() []*cobra.Command {
	root := (&app{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}}).rootCommand()
	list := []*cobra.Command{root}
	for i := 0; i < len(list); i++ {
		for _, c := range list[i].Commands() {
			if c.Name() != "help" {
				list = append(list, c)
			}
		}
	}
	return list
}

// The texts are set by hand, so nothing but this holds them to the flags.
func TestUsageNamesEveryFlag(t *testing.T) {
	for _, c := range commands() {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" {
				return
			}
			want := "--" + f.Name
			if f.Shorthand != "" {
				want = "-" + f.Shorthand + ", " + want
			}
			assert.Contains(t, usageOf(c), want, c.Name())
		})
	}
}

func TestUsageNamesNoOtherFlag(t *testing.T) {
	for _, c := range commands() {
		for _, match := range regexp.MustCompile(`(?m)^ +(?:-\w, )?--([a-z0-9.-]+)`).FindAllStringSubmatch(usageOf(c), -1) {
			assert.NotNil(t, c.Flags().Lookup(match[1]), match[0])
		}
	}
}

func TestUsageTellsDefaults(t *testing.T) {
	for _, c := range commands() {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.DefValue == "" || f.DefValue == "false" {
				return
			}
			pattern := `(?s)--` + f.Name + `\b[^-]*\b` + regexp.QuoteMeta(f.DefValue) + `\b`
			assert.Regexp(t, pattern, usageOf(c), f.Name)
		})
	}
}

func TestUsageNamesEveryVariable(t *testing.T) {
	credentials := []string{"user", "password", "password-file", "nt-hash", "aes-key", "keytab"}
	for _, flag := range slices.Concat(credentials, fromEnvironment(), []string{"output"}) {
		assert.Regexp(t, variable(flag)+`\b`, statsUsage)
	}
}

func TestUsageReadsWellAt80Columns(t *testing.T) {
	for _, c := range commands() {
		text := usageOf(c)
		for line := range strings.Lines(text) {
			assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 80, line)
			assert.NotContains(t, line, "\t")
		}
		assert.True(t, strings.HasPrefix(text, "Usage:\n  remoteike"), c.Name())
		assert.Contains(t, text, "\nExample:\n", c.Name())
	}
}

func TestFlagReasonRepeatsNoValue(t *testing.T) {
	for _, args := range [][]string{
		{"-Ps3cret"}, {"--password-stdin=s3cret"}, {"-k=s3cret"}, {"--pasword=s3cret"}, {"--timeout=s3cret"}, {"-os3cret"}, {"--=s3cret"}, {"---s3cret"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), append([]string{"stats", "host"}, args...), strings.NewReader(""), &stdout, &stderr)
		require.Equal(t, exitUsage, status)
		assert.NotContains(t, stderr.String(), "s3cret")
		assert.Empty(t, stdout.String())
	}
}
