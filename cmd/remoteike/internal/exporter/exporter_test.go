package exporter_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/allow"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/exporter"
	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

func TestMain(m *testing.M) {
	if err := os.Setenv("KRB5_CONFIG", filepath.Join(os.TempDir(), "remoteike-no-such-file")); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

const secretText = "Sw0rd<b>&amp;"

// bench is an exporter with a simulated host to read.
type bench struct {
	*testing.T
	host     *ikeexttest.Host
	setup    *exporter.Setup
	loading  error // of the next load
	exporter *exporter.Exporter
	server   *httptest.Server
	log      strings.Builder
}

func newBench(t *testing.T, cfg ikeexttest.Config, edit func(*bench, *exporter.Options)) *bench {
	t.Helper()
	cfg.Users = map[string]string{"auditor": secretText}
	cfg.Statistics = served
	host, err := ikeexttest.Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, host.Close()) })
	rules, err := allow.Parse([]string{"127.0.0.1", ".corp.example"})
	require.NoError(t, err)
	reach := ikeext.Config{EPMPort: host.EPMPort(), Doors: []ikeext.Door{ikeext.DoorRPC}}
	b := &bench{T: t, host: host, setup: &exporter.Setup{Reader: reader.Config{
		Allow: rules,
		Profiles: map[string]reader.Profile{
			"default": func(context.Context) (*ikeext.Config, error) {
				return &ikeext.Config{User: "auditor", Password: ikeext.NewSecret(secretText), Auth: ikeext.AuthNTLM}, nil
			},
			"vault": func(context.Context) (*ikeext.Config, error) { return nil, errors.New("the vault is closed") },
		},
		Modules: map[string]reader.Module{"default": {Reach: reach}, "all": {Reach: reach, AllErrors: true}},
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("127.0.0.2")}, nil // not admitted by the address
		},
	}}}
	o := exporter.Options{
		Load: func() (*exporter.Setup, error) {
			if b.loading != nil {
				return nil, b.loading
			}
			return b.setup, nil
		},
		Offset: 100 * time.Millisecond, Build: map[string]string{"version": "v9"},
		Logger: slog.New(slog.NewTextHandler(&b.log, nil)),
	}
	if edit != nil {
		edit(b, &o)
	}
	b.exporter, err = exporter.New(o)
	require.NoError(t, err)
	t.Cleanup(b.exporter.Close)
	b.server = httptest.NewServer(b.exporter.Handler())
	t.Cleanup(b.server.Close)
	return b
}

// served are values of their own, but for the reasons, which are zero except one of
// each key module.
func served() (values [ikeexttest.StatisticsCount]uint32) {
	for f := range ikeext.Field(ikeext.FieldCount) {
		if code, isReason := f.Code(); !isReason || code == 13801 {
			values[f] = 1000 + uint32(f)
		}
	}
	return values
}

// do sends a request, and wants a status.
func (b *bench) do(method, path string, status int, headers ...string) (string, http.Header) {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), method, b.server.URL+path, nil)
	require.NoError(b, err)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.(*http.Transport).Clone().RoundTrip(request)
	require.NoError(b, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(b, err)
	assert.Equal(b, status, response.StatusCode, "%s: %s", path, body)
	assert.NotContains(b, string(body), secretText)
	assert.NotContains(b, b.log.String(), secretText)
	return string(body), response.Header
}

func (b *bench) get(path string, status int, headers ...string) string {
	b.Helper()
	body, _ := b.do(http.MethodGet, path, status, append(headers, "Connection", "close")...)
	return body
}

// value reads a metric without labels.
func value(t *testing.T, text, name string) float64 {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	require.NoError(t, err)
	require.Contains(t, families, name)
	m := families[name].Metric[0]
	if m.Counter != nil {
		return m.Counter.GetValue()
	}
	return m.Gauge.GetValue()
}

func TestProbe(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, nil)
	text := b.get("/probe?target=127.0.0.1", http.StatusOK)
	assert.Equal(t, 1.0, value(t, text, "ikeext_up"))
	assert.Contains(t, text, `ikeext_stage_duration_seconds{stage="sign_in"}`)
	assert.Equal(t, 1414.0, value(t, text, "ikeext_queued_work_items"))
	assert.NotContains(t, text, "go_goroutines")

	count := func(path string) int {
		return strings.Count(b.get(path, http.StatusOK), "\nikeext_negotiation_errors_total{")
	}
	assert.Equal(t, 3, count("/probe?target=127.0.0.1"))
	assert.Equal(t, 291, count("/probe?target=127.0.0.1&errors=all"))
	assert.Equal(t, 291, count("/probe?target=127.0.0.1&module=all"))
	assert.Equal(t, 3, count("/probe?target=127.0.0.1&module=all&errors=nonzero"))
}

// TestProbeOfAHostThatRefuses is an answer, for Prometheus to keep.
func TestProbeOfAHostThatRefuses(t *testing.T) {
	b := newBench(t, ikeexttest.Config{Profile: ikeexttest.Stock2016}, nil)
	text := b.get("/probe?target=127.0.0.1", http.StatusOK)
	assert.Equal(t, 0.0, value(t, text, "ikeext_up"))
	assert.Contains(t, text, `ikeext_failure_info{class="access_denied",code="5",door="rpc",name="ERROR_ACCESS_DENIED",stage="call"} 1`)
	assert.NotContains(t, text, "ikeext_main")
	own := b.get("/metrics", http.StatusOK)
	assert.Contains(t, own, `remoteike_probes_total{result="access_denied"} 1`)
}

func TestProbesThatCannotBe(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, nil)
	for path, want := range map[string]struct {
		status int
		text   string
	}{
		"/probe":         {400, "target is missing"},
		"/probe?target=": {400, "target is missing"},
		"/probe?target=127.0.0.1&target=127.0.0.2":        {400, "more than once"},
		"/probe?target=127.0.0.1&password=x":              {400, "only target, auth, module and errors are known"},
		"/probe?target=127.0.0.1&errors=some":             {400, "errors must be"},
		"/probe?target=127.0.0.1&module=none":             {400, "module: "},
		"/probe?target=127.0.0.1&auth=none":               {400, "auth: "},
		"/probe?target=127.0.0.1:135":                     {400, "without a port"},
		"/probe?target=%3Cscript%3E":                      {400, "target: "},
		"/probe?target=127.0.0.2":                         {403, "the allow list does not admit"},
		"/probe?target=vpn.corp.example":                  {403, "the allow list does not admit"}, // resolves to loopback
		"/probe?target=127.0.0.1&auth=vault":              {500, "auth profile vault: the vault is closed"},
		"/probe?target=127.0.0.1&%zz":                     {400, "not in the form of a URL"},
		"/probe?target=127.0.0.1;auth=vault":              {400, "not in the form of a URL"},
		"/other":                                          {404, ""},
		"/read?target=127.0.0.1&auth=&module=&password=x": {400, "only target"},
	} {
		assert.Contains(t, b.get(path, want.status), want.text, path)
	}
	b.do(http.MethodPost, "/probe?target=127.0.0.1", http.StatusMethodNotAllowed)
	for _, timeout := range []string{"soon", "0", "-1", "NaN", "Inf"} {
		b.get("/probe?target=127.0.0.1", http.StatusBadRequest, "X-Prometheus-Scrape-Timeout-Seconds", timeout)
	}
	assert.Empty(t, b.host.Calls())
	own := b.get("/metrics", http.StatusOK)
	assert.Contains(t, own, `remoteike_probes_refused_total{status="403"} 2`)
	assert.Contains(t, own, `remoteike_probes_refused_total{status="500"} 1`)
}

// TestScrapeTimeout: the answer is there before Prometheus gives up.
func TestScrapeTimeout(t *testing.T) {
	b := newBench(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			return &ikeexttest.Reply{Delay: 30 * time.Second}
		}
		return nil
	}}, nil)
	begin := time.Now()
	text := b.get("/probe?target=127.0.0.1", http.StatusOK, "X-Prometheus-Scrape-Timeout-Seconds", "1")
	assert.Less(t, time.Since(begin), 20*time.Second)
	assert.Contains(t, text, `class="timeout"`)
	took := value(t, text, "ikeext_scrape_duration_seconds")
	assert.Greater(t, took, 0.8)
	assert.Less(t, took, 20.0)
}

// TestBusy answers with 503, so that it shows as a scrape that failed and not as a
// host that did.
func TestBusy(t *testing.T) {
	release := make(chan struct{})
	let := sync.OnceFunc(func() { close(release) })
	defer let()
	b := newBench(t, ikeexttest.Config{Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			<-release
		}
		return nil
	}}, func(b *bench, _ *exporter.Options) {
		b.setup.Reader.Parallel, b.setup.Reader.Queue = 1, 1
		rules, err := allow.Parse([]string{"127.0.0.0/8"})
		require.NoError(b, err)
		b.setup.Reader.Allow = rules
		b.setup.Reader.Hosts = map[string]reader.Host{"vpn02": {TargetIP: "127.0.0.1"}}
	})
	done := make(chan string, 2)
	go func() { done <- b.get("/probe?target=127.0.0.1", http.StatusOK) }()
	reads := b.exporter.Reader()
	require.Eventually(t, func() bool { return reads.Stats().Reading == 1 }, 20*time.Second, time.Millisecond)
	go func() { done <- b.get("/probe?target=vpn02", http.StatusOK) }()
	require.Eventually(t, func() bool { return reads.Stats().Waiting == 1 }, 20*time.Second, time.Millisecond)
	_, header := b.do(http.MethodGet, "/probe?target=vpn01", http.StatusServiceUnavailable, "Connection", "close")
	assert.Equal(t, "5", header.Get("Retry-After"))
	let()
	<-done
	<-done
}

func TestOwnMetrics(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, nil)
	b.get("/probe?target=127.0.0.1", http.StatusOK)
	b.get("/probe?target=127.0.0.1", http.StatusOK)
	text := b.get("/metrics", http.StatusOK)
	assert.Equal(t, 1.0, value(t, text, "remoteike_dials_total"))
	assert.Equal(t, 1.0, value(t, text, "remoteike_session_reuses_total"))
	assert.Equal(t, 1.0, value(t, text, "remoteike_sessions_idle"))
	assert.Equal(t, 1.0, value(t, text, "remoteike_config_last_reload_successful"))
	assert.Contains(t, text, `remoteike_build_info{version="v9"} 1`)
	assert.Contains(t, text, `remoteike_probes_total{result="success"} 2`)
	assert.Contains(t, text, "go_goroutines ")
	assert.Contains(t, text, `remoteike_auth_profile_refused{auth="default"} 0`)
}

func TestRefusedProfile(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, func(b *bench, _ *exporter.Options) {
		b.setup.Reader.Profiles["stale"] = func(context.Context) (*ikeext.Config, error) {
			return &ikeext.Config{User: "auditor", Password: ikeext.NewSecret("of last year"), Auth: ikeext.AuthNTLM}, nil
		}
	})
	b.get("/probe?target=127.0.0.1&auth=stale", http.StatusOK)
	text := b.get("/metrics", http.StatusOK)
	assert.Contains(t, text, `remoteike_auth_profile_refused{auth="stale"} 1`)
	assert.Contains(t, text, `remoteike_auth_profile_refused{auth="default"} 0`)
	assert.Contains(t, text, `remoteike_auth_profile_refused{auth="vault"} 0`)
}

func TestReload(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, func(_ *bench, o *exporter.Options) { o.Lifecycle = true })
	b.get("/probe?target=127.0.0.1&module=other", http.StatusBadRequest)
	next := *b.setup
	next.Reader.Modules = map[string]reader.Module{"other": next.Reader.Modules["default"]}
	b.setup = &next
	b.do(http.MethodPost, "/-/reload", http.StatusOK, "Connection", "close")
	b.get("/probe?target=127.0.0.1&module=other", http.StatusOK)

	b.loading = errors.New("config.yaml:3:1: unknown key")
	body, _ := b.do(http.MethodPost, "/-/reload", http.StatusInternalServerError, "Connection", "close")
	assert.Contains(t, body, "config.yaml:3:1: unknown key")
	assert.Contains(t, b.log.String(), "config.yaml:3:1: unknown key")
	b.get("/probe?target=127.0.0.1&module=other", http.StatusOK)
	text := b.get("/metrics", http.StatusOK)
	assert.Equal(t, 0.0, value(t, text, "remoteike_config_last_reload_successful"))
	assert.Greater(t, value(t, text, "remoteike_config_last_reload_success_timestamp_seconds"), 1e9)
	b.loading = nil
	b.do(http.MethodPost, "/-/reload", http.StatusOK, "Connection", "close")
	assert.Equal(t, 1.0, value(t, b.get("/metrics", http.StatusOK), "remoteike_config_last_reload_successful"))
}

func TestReloadHasToBeAllowed(t *testing.T) {
	loads := atomic.Int32{}
	b := newBench(t, ikeexttest.Config{}, func(_ *bench, o *exporter.Options) {
		load := o.Load
		o.Load = func() (*exporter.Setup, error) { loads.Add(1); return load() }
	})
	body, _ := b.do(http.MethodPost, "/-/reload", http.StatusForbidden, "Connection", "close")
	assert.Contains(t, body, "--web.enable-lifecycle")
	b.get("/-/reload", http.StatusMethodNotAllowed)
	assert.EqualValues(t, 1, loads.Load())
}

// TestOtherSites have the browser of somebody who may reach the exporter ask it.
func TestOtherSites(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, func(_ *bench, o *exporter.Options) { o.Lifecycle = true })
	for _, site := range []string{"cross-site", "same-site"} {
		b.get("/probe?target=127.0.0.1", http.StatusForbidden, "Sec-Fetch-Site", site)
		b.get("/read?target=127.0.0.1", http.StatusForbidden, "Sec-Fetch-Site", site)
		b.do(http.MethodPost, "/-/reload", http.StatusForbidden, "Sec-Fetch-Site", site, "Connection", "close")
	}
	b.get("/probe?target=127.0.0.1", http.StatusOK, "Sec-Fetch-Site", "same-origin")
	b.get("/", http.StatusOK, "Sec-Fetch-Site", "cross-site") // a link
	_, header := b.do(http.MethodGet, "/", http.StatusOK, "Connection", "close")
	assert.Contains(t, header.Get("Content-Security-Policy"), "default-src 'none'")
}

// TestOtherNames have a page of somebody else's lead its name here.
func TestOtherNames(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, func(_ *bench, o *exporter.Options) { o.AllowedHosts = []string{"ike.corp.example"} })
	ask := func(server *httptest.Server, name string) int {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/http_sd", nil)
		require.NoError(t, err)
		request.Host, request.Close = name, true
		response, err := server.Client().Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		return response.StatusCode
	}
	for _, name := range []string{"127.0.0.1", "127.0.0.1:9813", "[::1]:9813", "[::1]", "localhost", "LOCALHOST:9813", "192.0.2.1", "IKE.corp.example:80"} {
		assert.Equal(t, http.StatusOK, ask(b.server, name), name)
	}
	for _, name := range []string{"evil.example", "evil.example:9813", "127.0.0.1.evil.example", "localhost.evil.example", "corp.example", "0x7f.1"} {
		assert.Equal(t, http.StatusForbidden, ask(b.server, name), name)
	}
	sealed := httptest.NewTLSServer(b.exporter.Handler())
	defer sealed.Close()
	assert.Equal(t, http.StatusOK, ask(sealed, "example.com"), "whose certificate it has")
}

func TestHealth(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, nil)
	b.get("/-/healthy", http.StatusOK)
	b.get("/-/ready", http.StatusOK)
	b.exporter.Leave()
	b.get("/-/healthy", http.StatusOK)
	b.get("/-/ready", http.StatusServiceUnavailable)
}

func TestHTTPDiscovery(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, func(b *bench, _ *exporter.Options) {
		b.setup.Targets = []exporter.Target{{Host: "vpn01"}, {Host: "vpn02", Profile: "vault", Labels: map[string]string{"site": "graz"}}}
	})
	body, header := b.do(http.MethodGet, "/http_sd", http.StatusOK, "Connection", "close")
	assert.Equal(t, "application/json", header.Get("Content-Type"))
	assert.JSONEq(t, `[{"targets":["vpn01"]},{"targets":["vpn02"],"labels":{"site":"graz","__param_auth":"vault"}}]`, body)
	b.setup = &exporter.Setup{Reader: b.setup.Reader}
	require.NoError(t, b.exporter.Reload())
	var none []any
	require.NoError(t, json.Unmarshal([]byte(b.get("/http_sd", http.StatusOK)), &none))
	assert.NotNil(t, none, "null is no list of targets")
}

func TestPage(t *testing.T) {
	b := newBench(t, ikeexttest.Config{}, nil)
	home := b.get("/", http.StatusOK)
	assert.Contains(t, home, `<form action="read" method="get"`)
	assert.Contains(t, home, "<option>vault</option>")
	assert.NotContains(t, home, `id="result"`)
	assert.Contains(t, b.get("/style.css", http.StatusOK), "table")

	page := b.get("/read?target=127.0.0.1&auth=&module=all", http.StatusOK)
	assert.Contains(t, page, `<dd id="door">rpc</dd>`)
	assert.Contains(t, page, "<option selected>all</option>")
	assert.Contains(t, page, "<caption>IKEv2</caption>")
	assert.Equal(t, 4, strings.Count(page, `scope="col">IPv4`))

	refused := b.get("/read?target=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", http.StatusBadRequest)
	assert.Contains(t, refused, `id="refused"`)
	assert.NotContains(t, refused, "<script>")
	assert.Contains(t, b.get("/read?target=127.0.0.9", http.StatusForbidden), "the allow list does not admit 127.0.0.9")
}

func TestPageOfAHostThatRefuses(t *testing.T) {
	b := newBench(t, ikeexttest.Config{Profile: ikeexttest.Stock2016}, nil)
	page := b.get("/read?target=127.0.0.1", http.StatusOK)
	assert.Contains(t, page, `<dd id="class">access_denied</dd>`)
	assert.Contains(t, page, `<p class="hint">`)
	assert.NotContains(t, page, `id="result"`)
}

func TestConfigurationsThatCannotBe(t *testing.T) {
	_, err := exporter.New(exporter.Options{Load: func() (*exporter.Setup, error) { return nil, io.ErrUnexpectedEOF }})
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
