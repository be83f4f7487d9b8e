package main

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// thisHost is the name under which the host that the program runs on is shown.
const thisHost = "localhost"

// statsHere reads the host that the program runs on, with the rights that it has.
// The environment may hold a credential for other hosts; the command line may not.
func (a *app) statsHere(ctx context.Context, conn *connection, out *output, args, given []string) error {
	if len(args) > 0 && args[0] != thisHost {
		return &usageError{reason: "--door local reads the host that it runs on", hint: "leave the host out, or the flag"}
	}
	for _, name := range given {
		if !slices.Contains([]string{"config", "door", "timeout", "stage-timeout", "output", "all", "verbose"}, name) {
			return &usageError{reason: "--" + name + " is not for --door local", hint: "leave one of the two out"}
		}
	}
	cfg := &ikeext.Config{
		Doors:        []ikeext.Door{ikeext.DoorLocal},
		StageTimeout: time.Duration(conn.stageTimeout),
		Logger:       newLogger(a.stderr, out.verbose),
	}
	return a.finish([]render.Result{query(ctx, thisHost, cfg, time.Duration(conn.timeout))}, out)
}

// shown lists the flags of the command line.
func shown(flags *pflag.FlagSet) (names []string) {
	flags.Visit(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}
