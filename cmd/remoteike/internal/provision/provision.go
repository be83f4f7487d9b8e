// Package provision has what goes with the exporter into Prometheus and Grafana:
// how to scrape it, rules, and a dashboard.
package provision

import (
	"embed"
	"strings"
	"text/template"
)

//go:embed files
var files embed.FS

// Scrape says how the exporters are reached, as Prometheus sees them.
type Scrape struct {
	// Exporters are host:port, among which the hosts are divided. At least one.
	Exporters []string
	// TLS says that they speak HTTPS.
	TLS bool
}

// Config returns the scrape configuration.
func (s Scrape) Config() (string, error) {
	text, err := template.ParseFS(files, "files/scrape.yml")
	if err != nil {
		return "", err
	}
	scheme := "http"
	if s.TLS {
		scheme = "https"
	}
	var b strings.Builder
	err = text.Execute(&b, struct {
		Scrape
		Scheme string
	}{s, scheme})
	return b.String(), err
}

// Rules returns the alerting and recording rules.
func Rules() (string, error) { return read("files/rules.yml") }

// Dashboard returns the dashboard for Grafana.
func Dashboard() (string, error) { return read("files/dashboard.json") }

func read(name string) (string, error) {
	text, err := files.ReadFile(name)
	return string(text), err
}
