package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

// fleet reads many hosts at once and prints each as soon as it has answered, where
// the form of the output allows that.
func (a *app) fleet(ctx context.Context, conn *connection, out *output, hosts []target) error {
	for _, t := range hosts {
		if t.user != "" {
			return &usageError{reason: "a user stands before one of several hosts", hint: "name the user by --user, for all hosts"}
		}
	}
	for _, name := range []string{"spn", "target-ip"} {
		if conn.flags.Changed(name) {
			return &usageError{reason: "--" + name + " is of one host, and there are several", hint: "leave it out, or read that host alone"}
		}
	}
	cfg, err := a.config(ctx, conn, target{})
	if err != nil {
		return err
	}
	cfg.Logger = newLogger(a.stderr, out.verbose)
	list := make([]ikeext.Target, len(hosts))
	for i, t := range hosts {
		list[i] = ikeext.Target{Host: t.host, Config: cfg}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w := render.NewFleet(a.stdout, render.Format(out.format.value), a.renderOptions(out))
	p := newProgress(a.stderr, len(list), out.verbose)
	defer p.clear()
	failed := 0
	for r := range ikeext.Sweep(ctx, list, conn.sweep()) {
		var config *ikeext.ConfigError
		if errors.As(r.Err, &config) && config.Field != "SPN" && config.Field != "host" {
			return configUsage(config) // it is wrong for every host
		}
		if r.Err != nil {
			failed++
		}
		p.clear()
		if err := w.Add(render.Result{
			Host: r.Target.Host, FinishedAt: time.Now(), Duration: r.Duration, Snapshot: r.Snapshot, Err: r.Err,
		}); err != nil {
			return err
		}
		p.show(failed)
	}
	p.clear()
	if err := w.Close(); err != nil {
		return err
	}
	if failed > 0 {
		a.say("note", fmt.Sprintf("%d of %d hosts gave no answer", failed, len(list)))
		return errReported
	}
	return nil
}

// sweep are the options for many hosts.
func (c *connection) sweep() *ikeext.SweepOptions {
	return &ikeext.SweepOptions{
		Parallel: int(c.parallel), Timeout: time.Duration(c.timeout), Retries: int(c.retries), KeepGoing: c.keepGoing,
		SubnetRate: int(c.subnetRate), KDCRate: int(c.kdcRate),
	}
}

func (a *app) renderOptions(out *output) render.Options {
	return render.Options{All: out.all, Width: terminalWidth(a.stdout), Colour: colourful(a.stdout)}
}
