package exporter

import (
	"bytes"
	"embed"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

//go:embed page
var pageFiles embed.FS

// page is what the template shows.
type page struct {
	Profiles, Modules []string
	Request           reader.Request
	Version           string
	// Refused is why nothing was asked. Result is nil then, and at first.
	Refused string
	Result  *outcome
}

func (e *Exporter) home(w http.ResponseWriter, _ *http.Request) {
	e.show(w, http.StatusOK, &page{})
}

// readPage is probe for people.
func (e *Exporter) readPage(w http.ResponseWriter, r *http.Request) {
	q, _, err := e.question(r.URL.RawQuery)
	p := &page{Request: q}
	var reading metrics.Reading
	if err == nil {
		reading, err = e.read(r.Context(), q)
	}
	if err != nil {
		status := statusOf(err)
		e.own.refused(status)
		p.Refused = err.Error()
		e.show(w, status, p)
		return
	}
	p.Result = newResult(q.Target, reading)
	e.show(w, http.StatusOK, p)
}

func (e *Exporter) show(w http.ResponseWriter, status int, p *page) {
	setup := e.setup.Load()
	p.Profiles = slices.Sorted(maps.Keys(setup.Reader.Profiles))
	p.Modules = slices.Sorted(maps.Keys(setup.Reader.Modules))
	p.Version = e.Build["version"]
	text, err := template.ParseFS(pageFiles, "page/index.html")
	var b bytes.Buffer
	if err == nil {
		err = text.Execute(&b, p)
	}
	if err != nil {
		e.Logger.Error("the page cannot be shown", "error", err)
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // whoever asked has gone
}

func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, pageFiles, "page/style.css")
}

// outcome is what came of a host.
type outcome struct {
	Host     string
	Duration time.Duration
	Stages   []metrics.StageTime
	// Snapshot and Sections are nil when Problem is not.
	Snapshot *ikeext.Snapshot
	Sections []render.Section
	Problem  *render.Problem
	// Class is that of the problem, as the metrics have it.
	Class string
}

func newResult(host string, r metrics.Reading) *outcome {
	x := &outcome{Host: host, Duration: r.Duration.Round(10 * time.Microsecond), Snapshot: r.Snapshot}
	for _, s := range r.Stages {
		x.Stages = append(x.Stages, metrics.StageTime{Stage: s.Stage, Duration: s.Duration.Round(10 * time.Microsecond)})
	}
	if r.Err != nil {
		problem := render.ProblemOf(r.Err)
		x.Problem, x.Class = &problem, string(problem.Class)
		return x
	}
	x.Sections = render.Sections(r.Snapshot)
	return x
}

// result names what came of a probe for a metric.
func result(err error) string {
	if err == nil {
		return "success"
	}
	return string(render.ProblemOf(err).Class)
}
