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
	p := newProgress(a.stderr, len(hosts), int(conn.parallel), out.verbose)
	defer p.stop()
	list, err := a.plan(ctx, conn, hosts, newLogger(p, out.verbose))
	if err != nil {
		return err
	}
	labels := map[string]map[string]string{}
	for _, t := range hosts {
		labels[t.host] = t.labels()
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer sparingly()()
	w := render.NewFleet(a.stdout, render.Format(out.format.value), a.renderOptions(out))
	p.start()
	failed, refused := 0, false
	for r := range ikeext.Sweep(ctx, list, conn.sweep()) {
		var config *ikeext.ConfigError
		if errors.As(r.Err, &config) && config.Field != "SPN" && config.Field != "host" {
			return configUsage(config) // it is wrong for every host
		}
		if r.Err != nil {
			failed++
		}
		refused = refused || errors.Is(r.Err, ikeext.ErrAuthenticationFailed)
		err := p.aside(r.Err != nil, func() error {
			return w.Add(render.Result{
				Host: r.Target.Host, Labels: labels[r.Target.Host], FinishedAt: time.Now(), Duration: r.Duration,
				Snapshot: r.Snapshot, Err: r.Err,
			})
		})
		if err != nil {
			return err
		}
	}
	p.stop()
	if err := w.Close(); err != nil {
		return err
	}
	if failed > 0 {
		a.say("note", fmt.Sprintf("%d of %d hosts gave no answer", failed, len(list)))
		if refused && !conn.keepGoing {
			a.say("hint", "check the credential, which was not tried again after its refusal; --keep-going if the host is to blame")
		}
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
