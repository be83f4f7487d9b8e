package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// runProfile tells who is to blame for the processor time and for the memory in
// files that sweep -cpuprofile and sweep -memprofile have written.
func runProfile(ctx context.Context, args []string, out io.Writer) error {
	if len(args) != 2 {
		return errors.New("profile wants a profile of processor time and one of allocations")
	}
	shares, err := blame(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	writeShares(out, shares)
	return nil
}

// share is what one is to blame for.
type share struct {
	who string
	// time is processor time in nanoseconds, allocating what of it went into
	// allocating, allocated octets of the heap.
	time, allocating, allocated int64
}

// blame reads a profile of processor time and one of allocations. What the runtime
// and the standard library do is the doing of whoever called them, sockets and
// cryptography apart.
func blame(ctx context.Context, times, allocations string) ([]share, error) {
	shares := map[string]*share{}
	of := func(frames []string) *share {
		who := culprit(frames)
		if shares[who] == nil {
			shares[who] = &share{who: who}
		}
		return shares[who]
	}
	err := stacks(ctx, times, "cpu", "ns", func(weight int64, frames []string) {
		s := of(frames)
		s.time += weight
		if slices.Contains(frames, "runtime.mallocgc") {
			s.allocating += weight
		}
	})
	if err != nil {
		return nil, err
	}
	err = stacks(ctx, allocations, "alloc_space", "B", func(weight int64, frames []string) { of(frames).allocated += weight })
	if err != nil {
		return nil, err
	}
	var list []share
	for _, s := range shares {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.time, a.time), cmp.Compare(b.allocated, a.allocated))
	})
	return list, nil
}

// stacks hands each stack of a profile to f, its innermost frame first, with what
// it weighs in a unit.
func stacks(ctx context.Context, file, index, unit string, f func(weight int64, frames []string)) error {
	traces, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-traces", "-sample_index="+index, "-unit="+unit, file).Output()
	if err != nil {
		return fmt.Errorf("go tool pprof %s: %w", file, err)
	}
	return readStacks(traces, unit, f)
}

// readStacks reads what go tool pprof -traces prints: after a line of dashes,
// labels, then the weight in front of the innermost frame, then the others.
func readStacks(traces []byte, unit string, f func(weight int64, frames []string)) error {
	var (
		begun  bool
		weight int64
		frames []string
	)
	settle := func() {
		if len(frames) > 0 {
			f(weight, frames)
		}
		frames = nil
	}
	lines := bufio.NewScanner(bytes.NewReader(traces))
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		switch {
		case strings.HasPrefix(lines.Text(), "-----"):
			settle()
			begun = true
		case !begun || len(words) == 0:
		case len(frames) > 0:
			frames = append(frames, words[0])
		case len(words) > 1 && !strings.HasSuffix(words[0], ":"):
			var err error
			if weight, err = strconv.ParseInt(strings.TrimSuffix(words[0], unit), 10, 64); err != nil {
				return fmt.Errorf("go tool pprof printed %q: %w", lines.Text(), err)
			}
			frames = append(frames, words[1])
		}
	}
	settle()
	return lines.Err()
}

// culprit returns who is to blame for a stack, its innermost frame first.
func culprit(frames []string) string {
	const (
		ours      = "github.com/remoteike/remoteike/"
		collector = "runtime: collector, scheduler"
	)
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
			_, module, _ := strings.Cut(f, "/")
			if strings.HasPrefix(f, "github.com/") {
				_, module, _ = strings.Cut(module, "/") // the owner says nothing
			}
			return packageOf(module)
		}
	}
	return collector
}

// packageOf returns the package of a function such as a/b.(*T).m.
func packageOf(function string) string {
	until := len(function)
	if i := strings.IndexAny(function, "(["); i >= 0 {
		until = i
	}
	slash := strings.LastIndexByte(function[:until], '/') + 1
	name, _, _ := strings.Cut(function[slash:], ".")
	return function[:slash] + name
}

// writeShares prints a table, and what the RPC library and the project have in all.
func writeShares(out io.Writer, shares []share) {
	library, ours, all := share{who: "go-msrpc in all"}, share{who: "remoteike in all"}, share{who: "all"}
	for _, s := range shares {
		all.add(s)
		switch {
		case strings.HasPrefix(s.who, "go-msrpc/"):
			library.add(s)
		case strings.HasPrefix(s.who, "ikeext"), strings.HasPrefix(s.who, "rpc/"):
			ours.add(s)
		}
	}
	percent := func(part, whole int64) float64 { return 100 * float64(part) / float64(max(whole, 1)) }
	fmt.Fprintln(out, "| on behalf of | processor time | of that, allocating | memory allocated |")
	fmt.Fprintln(out, "|---|--:|--:|--:|")
	const least = 0.5
	for _, s := range append(shares, library, ours) {
		time, memory := percent(s.time, all.time), percent(s.allocated, all.allocated)
		if time >= least || memory >= least {
			fmt.Fprintf(out, "| %s | %.1f %% | %.1f %% | %.1f %% |\n", s.who, time, percent(s.allocating, all.time), memory)
		}
	}
}

func (s *share) add(other share) {
	s.time += other.time
	s.allocating += other.allocating
	s.allocated += other.allocated
}
