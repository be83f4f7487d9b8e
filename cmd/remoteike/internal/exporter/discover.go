package exporter

import (
	"encoding/json"
	"net/http"
)

// group is an entry of what Prometheus reads by http_sd.
type group struct {
	Targets []string          `json:"targets"`
	Labels  map[string]string `json:"labels,omitempty"`
}

// discover lists the hosts that the configuration names.
func (e *Exporter) discover(w http.ResponseWriter, _ *http.Request) {
	groups := []group{}
	for _, t := range e.Targets() {
		g := group{Targets: []string{t.Host}, Labels: map[string]string{}}
		for name, value := range t.Labels {
			g.Labels[name] = value
		}
		if t.Profile != "" {
			g.Labels["__param_auth"] = t.Profile
		}
		groups = append(groups, g)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(groups) // whoever asked has gone
}
