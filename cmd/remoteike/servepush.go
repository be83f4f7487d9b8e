package main

import (
	"context"
	"log/slog"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/config"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/exporter"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/otlp"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
)

// startPushing pushes the targets of the configuration until the context ends. Stop
// waits for that.
func startPushing(ctx context.Context, o *config.OTel, e *exporter.Exporter, log *slog.Logger) (stop func(), err error) {
	roots, err := authorities(o.CA)
	if err != nil {
		return nil, o.At.Errorf("give a file of certificates in PEM", "otel: ca: %v", err)
	}
	p, err := otlp.New(ctx, otlp.Config{
		Endpoint: o.Endpoint, Interval: o.Interval, RootCAs: roots, Version: e.Build["version"],
		Hosts: func() (list []otlp.Host) {
			for _, t := range e.Targets() {
				list = append(list, otlp.Host{Request: reader.Request{Target: t.Host, Profile: t.Profile}, Labels: t.Labels})
			}
			return list
		},
		Reader: e.Reader(), Logger: log,
	})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Run(ctx)
	}()
	return func() { cancel(); <-ended }, nil
}
