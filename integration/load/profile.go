package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// runProfile tells who is to blame for the processor time in a file that sweep
// -cpuprofile has written.
func runProfile(ctx context.Context, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("profile wants the name of one profile of processor time")
	}
	shares, err := blame(ctx, args[0])
	if err != nil {
		return err
	}
	writeShares(out, shares)
	return nil
}

// share is the part of a profile that one is to blame for.
type share struct {
	who               string
	total, allocating time.Duration
}

// blame reads a profile with go tool pprof. What the runtime and the standard
// library do is the doing of whoever called them, sockets and cryptography apart.
func blame(ctx context.Context, file string) ([]share, error) {
	traces, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-traces", file).Output()
	if err != nil {
		return nil, fmt.Errorf("go tool pprof %s: %w", file, err)
	}
	shares := map[string]*share{}
	var (
		weight time.Duration
		frames []string
	)
	settle := func() {
		who := culprit(frames)
		if shares[who] == nil {
			shares[who] = &share{who: who}
		}
		shares[who].total += weight
		if slices.Contains(frames, "runtime.mallocgc") {
			shares[who].allocating += weight
		}
		weight, frames = 0, nil
	}
	begun := false
	for lines := bufio.NewScanner(strings.NewReader(string(traces))); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "-----") {
			if begun {
				settle()
			}
			begun = true
			continue
		}
		words := strings.Fields(line)
		if !begun || len(words) == 0 {
			continue
		}
		if d, err := time.ParseDuration(words[0]); err == nil && len(frames) == 0 && len(words) > 1 {
			weight, words = d, words[1:]
		}
		frames = append(frames, words[0])
	}
	var list []share
	for s := range maps.Values(shares) {
		if s.total > 0 {
			list = append(list, *s)
		}
	}
	slices.SortFunc(list, func(a, b share) int { return cmp.Compare(b.total, a.total) })
	return list, nil
}

// culprit returns who is to blame for a stack, its innermost frame first.
func culprit(frames []string) string {
	const ours = "github.com/remoteike/remoteike/"
	const collector = "runtime: collector, scheduler"
	if slices.Contains(frames, "runtime.gcAssistAlloc") {
		return collector // whoever allocates next pays for all
	}
	for _, f := range frames {
		switch {
		case strings.HasPrefix(f, "net."), strings.HasPrefix(f, "syscall."), strings.HasPrefix(f, "internal/poll."):
			return "sockets"
		case strings.HasPrefix(f, "crypto/"), strings.HasPrefix(f, "golang.org/x/crypto/"):
			return "cryptography"
		case strings.HasPrefix(f, "main."):
			return "load"
		case strings.HasPrefix(f, ours):
			return packageOf(strings.TrimPrefix(f, ours))
		case strings.HasPrefix(f, "github.com/"), strings.HasPrefix(f, "golang.org/"):
			host, rest, _ := strings.Cut(f, "/")
			owner, rest, _ := strings.Cut(rest, "/")
			if host == "github.com" {
				return packageOf(rest)
			}
			return host + "/" + owner
		}
	}
	return collector
}

// packageOf returns the package of a function.
func packageOf(function string) string {
	slash := strings.LastIndexByte(function[:max(0, strings.IndexAny(function+"(", "("))], '/')
	name, _, _ := strings.Cut(function[slash+1:], ".")
	return function[:slash+1] + name
}

func writeShares(out io.Writer, shares []share) {
	var all time.Duration
	for _, s := range shares {
		all += s.total
	}
	fmt.Fprintln(out, "| on behalf of | processor time | of that, allocating |")
	fmt.Fprintln(out, "|---|--:|--:|")
	percent := func(d time.Duration) string { return fmt.Sprintf("%.1f %%", 100*float64(d)/float64(max(all, 1))) }
	for _, s := range shares {
		if s.total*200 >= all {
			fmt.Fprintf(out, "| %s | %s | %s |\n", s.who, percent(s.total), percent(s.allocating))
		}
	}
}
