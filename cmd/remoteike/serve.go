package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/prometheus/exporter-toolkit/web"
	"github.com/spf13/cobra"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/exporter"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/provision"
)

const serveUsage = `Usage:
  remoteike serve [flags]

Serves the counters of Windows hosts to Prometheus, one exporter for many hosts:
/probe?target=HOST reads a host and answers with its metrics. The landing page
has a form for people. The configuration file says which hosts may be read
(allow), who signs in (auth_profiles) and how they are reached (modules).

  GET /probe   target=HOST, and unless the defaults are meant auth=PROFILE,
               module=NAME, errors=all|nonzero
  GET /metrics this exporter's own metrics
  GET /http_sd the hosts that the configuration names (targets)
  GET /-/healthy, /-/ready
  POST /-/reload, where that is allowed; SIGHUP does the same. A configuration
               that cannot be used leaves the one before in place

      --config FILE        configuration, unless REMOTEIKE_CONFIG names one
      --web.listen-address ADDRESS
                           where to listen, may be given again
                           (127.0.0.1:9813)
      --web.config.file FILE
                           TLS and basic auth, as for other exporters
      --web.enable-lifecycle
                           allow POST /-/reload
      --web.allowed-host NAME
                           a name, beside localhost, by which requests may ask
                           at a loopback address without TLS, such as that of a
                           proxy before it; may be given again. Others are taken
                           for web pages that lead browsers here
      --timeout-offset TIME
                           of Prometheus's scrape timeout, left for the way
                           back (500ms)
  -v, --verbose            log what is tried at the hosts

Printed and nothing else done:
      --print-scrape-config
                           what Prometheus needs, the hosts divided among the
                           exporters at the addresses of --web.listen-address
      --print-rules        alerting and recording rules
      --print-dashboard    a dashboard for Grafana

Example:
  $ cat config.yaml
  allow: [.corp.example]
  auth_profiles:
    default: {user: 'CORP\auditor', password_file: secret}
  $ remoteike serve --config config.yaml
  $ curl 'http://127.0.0.1:9813/probe?target=vpn01.corp.example'
`

// serving holds the flags of serve.
type serving struct {
	configFile, webConfig                string
	listen                               addresses
	allowedHosts                         names
	lifecycle, verbose                   bool
	offset                               duration
	printScrape, printRules, printBoards bool
}

func (a *app) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "serve",
		Short:             "serve the counters of many hosts to Prometheus",
		Long:              serveUsage,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	s := &serving{offset: duration(500 * time.Millisecond)}
	f := cmd.Flags()
	f.StringVar(&s.configFile, "config", "", "configuration file")
	f.Var(&s.listen, "web.listen-address", "where to listen")
	f.StringVar(&s.webConfig, "web.config.file", "", "file with TLS and basic auth")
	toggleFlag(f, &s.lifecycle, "web.enable-lifecycle", "", "allow POST /-/reload")
	f.Var(&s.allowedHosts, "web.allowed-host", "name by which requests may ask")
	f.Var(&s.offset, "timeout-offset", "left of Prometheus's scrape timeout")
	toggleFlag(f, &s.verbose, "verbose", "v", "log what is tried")
	toggleFlag(f, &s.printScrape, "print-scrape-config", "", "print what Prometheus needs")
	toggleFlag(f, &s.printRules, "print-rules", "", "print alerting and recording rules")
	toggleFlag(f, &s.printBoards, "print-dashboard", "", "print a dashboard for Grafana")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), s) }
	return cmd
}

// defaultListen is where the exporter listens unless it is told: at this machine.
const defaultListen = "127.0.0.1:9813"

func (a *app) serve(ctx context.Context, s *serving) error {
	if len(s.listen) == 0 {
		s.listen = addresses{defaultListen}
	}
	if s.printScrape || s.printRules || s.printBoards {
		return a.provision(s)
	}
	defer sparingly()()
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM)
	defer stop()
	log := serveLogger(a, s.verbose)
	if err := web.Validate(s.webConfig); err != nil {
		return &usageError{reason: "--web.config.file: " + err.Error(), hint: "see the documentation of Prometheus's exporter-toolkit"}
	}
	var otel *config.OTel // that counts is the first
	started := false
	e, err := exporter.New(exporter.Options{
		Load: func() (*exporter.Setup, error) {
			file, err := loadServed(s.configFile)
			if err != nil {
				return nil, err
			}
			setup, err := newSetup(file, log)
			switch {
			case err != nil:
				return nil, err
			case !started:
				otel, started = file.OTel, true
			case !otel.Same(file.OTel):
				log.Warn("otel has changed in the configuration, which counts after a restart")
			}
			return setup, nil
		},
		Lifecycle: s.lifecycle, AllowedHosts: s.allowedHosts, Offset: time.Duration(s.offset), Build: buildLabels(), Logger: log,
	})
	if err != nil {
		return asUsage(err)
	}
	defer e.Close()
	if otel != nil {
		stop, err := startPushing(ctx, otel, e, log)
		if err != nil {
			return asUsage(err)
		}
		defer stop()
	}
	listeners, err := s.open()
	if err != nil {
		return err
	}
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	go func() {
		for range hangups {
			if err := e.Reload(); err != nil {
				log.Error("configuration not loaded, the one before stays", "error", err)
			}
		}
	}()
	defer close(hangups)
	return serveAll(ctx, e, listeners, s.webConfig, log)
}

// provision prints what goes into Prometheus and Grafana.
func (a *app) provision(s *serving) error {
	for _, address := range s.listen {
		host, _, err := net.SplitHostPort(address)
		if addr, notAddr := netip.ParseAddr(host); err == nil && s.printScrape && (host == "" || notAddr == nil && addr.IsUnspecified()) {
			return &usageError{
				reason: "--web.listen-address: Prometheus finds no exporter at " + address,
				hint:   "beside --print-scrape-config give host:port of each exporter as Prometheus sees it",
			}
		}
	}
	scrape := provision.Scrape{Exporters: s.listen, TLS: s.webConfig != ""}
	for _, part := range []struct {
		wanted bool
		text   func() (string, error)
	}{{s.printScrape, scrape.Config}, {s.printRules, provision.Rules}, {s.printBoards, provision.Dashboard}} {
		if !part.wanted {
			continue
		}
		text, err := part.text()
		if err == nil {
			_, err = io.WriteString(a.stdout, text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func serveLogger(a *app, verbose bool) *slog.Logger {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level}))
}

// open listens everywhere, or nowhere.
func (s *serving) open() (list []net.Listener, err error) {
	for _, address := range s.listen {
		l, err := net.Listen("tcp", address)
		if err != nil {
			for _, other := range list {
				other.Close()
			}
			return nil, &usageError{reason: "--web.listen-address: " + err.Error(), hint: "give host:port, such as " + defaultListen}
		}
		list = append(list, l)
	}
	return list, nil
}

// serveAll serves until the context ends, or one of the listeners does.
func serveAll(ctx context.Context, e *exporter.Exporter, listeners []net.Listener, webConfig string, log *slog.Logger) error {
	ended := make(chan error, len(listeners))
	var servers []*http.Server
	for _, l := range listeners {
		if addr, ok := l.Addr().(*net.TCPAddr); ok && !addr.AddrPort().Addr().IsLoopback() && webConfig == "" {
			log.Warn("others can reach this exporter, which neither encrypts nor asks who they are: see --web.config.file", "address", l.Addr().String())
		}
		server := &http.Server{
			Handler: e.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
			WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 14,
			ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		}
		servers = append(servers, server)
		go func() { ended <- web.Serve(l, server, &web.FlagConfig{WebConfigFile: &webConfig}, log) }()
	}
	var err error
	select {
	case <-ctx.Done():
		log.Info("ending")
	case err = <-ended:
	}
	e.Leave()
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	for _, server := range servers {
		if server.Shutdown(late) != nil {
			server.Close()
		}
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// buildLabels are those of remoteike_build_info.
func buildLabels() map[string]string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	labels := map[string]string{"version": info.Main.Version, "goversion": info.GoVersion}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			labels["revision"] = s.Value
		}
	}
	return labels
}

// expand lists the hosts that a target of the configuration stands for.
func expand(target string) (hosts []string, err error) {
	network, err := netip.ParsePrefix(target)
	first, last, isRange := parseRange(target)
	switch {
	case err == nil:
		first, last = bounds(network)
	case !isRange:
		return []string{target}, nil
	}
	for addr := first; addr.Compare(last) <= 0 && addr.IsValid(); addr = addr.Next() {
		if len(hosts) == maxTargets {
			return nil, fmt.Errorf("more than %d hosts", maxTargets)
		}
		hosts = append(hosts, addr.String())
	}
	return hosts, nil
}
