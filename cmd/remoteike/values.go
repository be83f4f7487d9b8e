package main

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// choice is the value of a flag that takes one of a few words.
type choice struct {
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return "word" }

// offers reports whether s is one of the words.
func (c *choice) offers(s string) bool { return slices.Contains(c.allowed, s) }

func (c *choice) Set(s string) error {
	if !c.offers(s) {
		last := len(c.allowed) - 1
		return fmt.Errorf("must be %s or %s", strings.Join(c.allowed[:last], ", "), c.allowed[last])
	}
	c.value = s
	return nil
}

// choiceFlag adds a flag that takes one of the allowed words, and completes them.
func choiceFlag(cmd *cobra.Command, name, shorthand, value, usage string, allowed ...string) *choice {
	c := &choice{value: value, allowed: allowed}
	cmd.Flags().VarP(c, name, shorthand, usage)
	// Fails only for flags that do not exist or are registered twice.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// duration is the value of a flag that takes a time above zero: 1m30s, 500ms, or
// 30 for seconds.
type duration time.Duration

func (d *duration) String() string { return time.Duration(*d).String() }
func (d *duration) Type() string   { return "duration" }

func (d *duration) Set(s string) error {
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		s += "s"
	}
	v, err := time.ParseDuration(s)
	if err != nil || v <= 0 {
		return errors.New("must be a time above zero such as 30s or 1m30s")
	}
	*d = duration(v)
	return nil
}

// count is the value of a flag that takes a number of things.
type count int

func (c *count) String() string { return strconv.Itoa(int(*c)) }
func (c *count) Type() string   { return "count" }

func (c *count) Set(s string) error {
	v, err := strconv.ParseUint(s, 10, 16)
	if err != nil {
		return errors.New("must be a number, 0 to 65535")
	}
	*c = count(v)
	return nil
}

// port is the value of a flag that takes a TCP port. Zero is none given, where that
// has no one port to stand for it.
type port uint16

func (p *port) Type() string { return "port" }

func (p *port) String() string {
	if *p == 0 {
		return ""
	}
	return strconv.Itoa(int(*p))
}

func (p *port) Set(s string) error {
	v, err := strconv.ParseUint(s, 10, 16)
	if err != nil || v == 0 {
		return errors.New("must be a TCP port, 1 to 65535")
	}
	*p = port(v)
	return nil
}

// addresses is the value of a flag that may be given again, each time with another
// host:port.
type addresses []string

func (a *addresses) String() string { return strings.Join(*a, ", ") }
func (a *addresses) Type() string   { return "address" }

func (a *addresses) Set(s string) error {
	if _, _, err := net.SplitHostPort(s); err != nil {
		return errors.New("must be host:port, such as 127.0.0.1:9813")
	}
	*a = append(*a, s)
	return nil
}

// names is the value of a flag that may be given again, each time with another name
// of a host.
type names []string

func (n *names) String() string { return strings.Join(*n, ", ") }
func (n *names) Type() string   { return "name" }

func (n *names) Set(s string) error {
	if s == "" || strings.ContainsAny(s, ":/ ,*") {
		return errors.New("must be the name of a host, without a port")
	}
	*n = append(*n, s)
	return nil
}

// toggle is the value of a flag that is on or off. Unlike pflag's own it does not
// repeat what was given in its place: --password-stdin=secret is a likely slip.
type toggle bool

func (t *toggle) String() string { return strconv.FormatBool(bool(*t)) }
func (t *toggle) Type() string   { return "bool" }

func (t *toggle) Set(s string) error {
	v, err := strconv.ParseBool(s)
	if err != nil {
		return errors.New("must be true or false")
	}
	*t = toggle(v)
	return nil
}

// toggleFlag adds a flag that is off unless it is given.
func toggleFlag(f *pflag.FlagSet, on *bool, name, shorthand, usage string) {
	f.VarPF((*toggle)(on), name, shorthand, usage).NoOptDefVal = "true"
}

// variable names the environment variable that stands in for a flag.
func variable(flag string) string {
	return "REMOTEIKE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// applyEnvironment sets those of the named flags that the command line left
// alone from the environment.
func applyEnvironment(flags *pflag.FlagSet, lookup func(string) string, names ...string) error {
	for _, name := range names {
		flag := flags.Lookup(name)
		value := lookup(variable(name))
		if flag == nil || flag.Changed || value == "" {
			continue
		}
		if err := flag.Value.Set(value); err != nil {
			return &usageError{
				reason: fmt.Sprintf("%s: %v", variable(name), err),
				hint:   "unset it, or give --" + name,
			}
		}
	}
	return nil
}
