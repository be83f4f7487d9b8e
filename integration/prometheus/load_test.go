package prometheus_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

const (
	loadTargets  = 5000
	loadHosts    = 50 // 100 targets lead to each
	loadInterval = 15 * time.Second
)

// TestLoad scrapes 5,000 targets every 15 s, as Prometheus would, for the time that
// REMOTEIKE_LOAD says, and prints what that took of the exporter. Figures are for
// people; what is asserted is that every scrape was answered and nothing grew.
func TestLoad(t *testing.T) {
	duration, err := time.ParseDuration(os.Getenv("REMOTEIKE_LOAD"))
	if err != nil {
		t.Skip("set REMOTEIKE_LOAD=10m to scrape 5,000 targets for so long")
	}
	command, dir := build(t), t.TempDir()
	configs := map[int]ikeexttest.Config{}
	for i := range loadHosts {
		configs[i] = ikeexttest.Config{Profile: ikeexttest.Windows7}
	}
	_, port := startHosts(t, loadHosts, configs)
	write(t, dir, "secret", ikeexttest.DefaultPassword)
	var config strings.Builder
	fmt.Fprintf(&config, "allow: [127.1.0.0/16]\nauth_profiles: {default: {user: %s, password_file: secret, mechanism: ntlm}}\n"+
		"modules: {default: {epm_port: %d, doors: [rpc]}}\ntargets:\n", ikeexttest.DefaultUser, port)
	for i := range loadTargets {
		fmt.Fprintf(&config, "- {host: vpn%d, target_ip: %s}\n", i, hostAddress(i%loadHosts))
	}
	write(t, dir, "config.yaml", config.String())
	address := freePort(t)
	exporter := run(t, dir, nil, command, "serve", "--config", "config.yaml", "--web.listen-address", address)
	base := "http://" + address
	require.Eventually(t, func() bool {
		response, err := http.Get(base + "/-/ready")
		if err == nil {
			response.Body.Close()
		}
		return err == nil
	}, 20*time.Second, 20*time.Millisecond, exporter.log)

	l := &load{T: t, base: base, client: &http.Client{
		Timeout: loadInterval, Transport: &http.Transport{MaxIdleConnsPerHost: loadTargets},
	}}
	begin := time.Now()
	l.round(begin) // everybody signs in
	l.forget()
	first := l.own()
	t.Logf("after the first round: %v", first)
	var last own
	for round := 1; time.Since(begin) < duration; round++ {
		l.round(begin.Add(time.Duration(round) * loadInterval))
		last = l.own()
		if round%4 == 0 {
			t.Logf("after %s: %v", time.Since(begin).Round(time.Second), last)
		}
	}
	slices.Sort(l.took)
	at := func(q float64) time.Duration {
		return l.took[int(q*float64(len(l.took)-1))].Round(10 * time.Microsecond)
	}
	t.Logf("%d scrapes, %d of them without ikeext_up 1: p50 %v, p90 %v, p99 %v, longest %v", len(l.took), l.failed, at(.5), at(.9), at(.99), at(1))
	t.Logf("CPU: %.1f %% of one core", 100*(last.cpu-first.cpu)/last.at.Sub(first.at).Seconds())
	t.Logf("first: %v, last: %v", first, last)
	assert.Zero(t, l.failed)
	assert.InDelta(t, first.goroutines, last.goroutines, 500)
	assert.InDelta(t, first.sockets, last.sockets, 500)
	assert.Less(t, last.memory, 2*first.memory)
}

// load is who scrapes.
type load struct {
	*testing.T
	base   string
	client *http.Client
	mu     sync.Mutex
	took   []time.Duration
	failed int
}

// round scrapes every target once, spread over the interval that begins at a time.
func (l *load) round(begin time.Time) {
	var wg sync.WaitGroup
	for i := range loadTargets {
		time.Sleep(time.Until(begin.Add(time.Duration(i) * loadInterval / loadTargets)))
		wg.Go(func() { l.scrape(fmt.Sprintf("%s/probe?target=vpn%d", l.base, i)) })
	}
	wg.Wait()
}

func (l *load) scrape(url string) {
	request, err := http.NewRequestWithContext(l.Context(), http.MethodGet, url, nil)
	if err != nil {
		panic(err)
	}
	request.Header.Set("X-Prometheus-Scrape-Timeout-Seconds", "10")
	start := time.Now()
	var text []byte
	response, err := l.client.Do(request)
	if err == nil {
		text, err = io.ReadAll(response.Body)
		response.Body.Close()
	}
	took := time.Since(start)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.took = append(l.took, took)
	if err != nil || !strings.Contains(string(text), "\nikeext_up 1\n") {
		l.failed++
	}
}

// forget begins to count anew.
func (l *load) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.took, l.failed = nil, 0
}

// own is what the exporter says of itself.
type own struct {
	at                               time.Time
	cpu, memory, goroutines, sockets float64
}

func (o own) String() string {
	return fmt.Sprintf("%.0f MiB, %.0f goroutines, %.0f files and sockets, %.1f s of CPU", o.memory/(1<<20), o.goroutines, o.sockets, o.cpu)
}

func (l *load) own() own {
	response, err := l.client.Get(l.base + "/metrics")
	require.NoError(l, err)
	defer response.Body.Close()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(response.Body)
	require.NoError(l, err)
	gauge := func(name string) float64 { return families[name].Metric[0].GetGauge().GetValue() }
	return own{
		at: time.Now(), cpu: families["process_cpu_seconds_total"].Metric[0].GetCounter().GetValue(),
		memory: gauge("process_resident_memory_bytes"), goroutines: gauge("go_goroutines"), sockets: gauge("process_open_fds"),
	}
}
