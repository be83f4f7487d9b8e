package main

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// thisHost is the name under which the host that the program runs on is shown.
const thisHost = "localhost"

// statsHere reads the host that the program runs on, with the rights that it has.
func (a *app) statsHere(ctx context.Context, conn *connection, out *output, args, given []string) error {
	h, err := a.thisHost(conn, args, given, newLogger(a.stderr, out.verbose))
	if err != nil {
		return err
	}
	return a.finish([]render.Result{query(ctx, h.name, h.cfg, h.timeout)}, out)
}

// thisHost is the host that the program runs on, read with the rights that it has.
// The environment may hold a credential for other hosts; the command line may not.
func (a *app) thisHost(conn *connection, args, given []string, log *slog.Logger) (*oneHost, error) {
	if len(args) > 0 && args[0] != thisHost {
		return nil, &usageError{reason: "--door local reads the host that it runs on", hint: "leave the host out, or the flag"}
	}
	for _, name := range given {
		if slices.Contains(remoteFlags(), name) {
			return nil, &usageError{reason: "--" + name + " is not for --door local", hint: "leave one of the two out"}
		}
	}
	return &oneHost{thisHost, &ikeext.Config{
		Doors:        []ikeext.Door{ikeext.DoorLocal},
		StageTimeout: time.Duration(conn.stageTimeout),
		Logger:       log,
	}, time.Duration(conn.timeout)}, nil
}

// remoteFlags lists the flags that say how to reach another host, and several.
func remoteFlags() (names []string) {
	other := &cobra.Command{}
	addConnections(other)
	other.Flags().VisitAll(func(f *pflag.Flag) {
		if !slices.Contains([]string{"config", "door", "timeout", "stage-timeout"}, f.Name) {
			names = append(names, f.Name)
		}
	})
	return names
}

// shown lists the flags of the command line.
func shown(flags *pflag.FlagSet) (names []string) {
	flags.Visit(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}
