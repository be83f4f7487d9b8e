// Command load measures what a sweep of many hosts costs. Run without arguments
// it does the whole and prints tables:
//
//	go run ./integration/load
//
// Hosts, client and replay are processes of their own, started from this program:
//
//	load hosts    thousands of simulated hosts, each at an address of 127.0.0.0/8
//	load sweep    ikeext.Sweep over them, every value checked
//	load replay   the same conversations by a client that does nothing but
//	              sockets and cryptography, to compare with
//	load profile  profiles of sweep, by who is to blame
//
// It runs on Linux alone, where all of 127.0.0.0/8 is at hand.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// run does what the first argument asks for.
func run(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	part := "all"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		part, args = args[0], args[1:]
	}
	switch part {
	case "all":
		return runAll(ctx, args, out)
	case "hosts":
		return runHosts(ctx, args, in, out)
	case "sweep":
		return runSweep(ctx, args, out)
	case "replay":
		return runReplay(ctx, args, out)
	case "profile":
		return runProfile(ctx, args, out)
	}
	return fmt.Errorf("unknown part %q: all, hosts, sweep, replay or profile", part)
}

// tell writes v as a line of JSON.
func tell(out io.Writer, v any) error { return json.NewEncoder(out).Encode(v) }
