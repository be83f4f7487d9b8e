// Package prometheus_test has Prometheus and a browser use the exporter as their
// users do. See ../README.md.
package prometheus_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// host is a simulated host whose values a test sets.
type host struct {
	*ikeexttest.Host
	index int
	addr  string
	// edit changes the values of one answer. Nil means to leave them.
	edit atomic.Pointer[func(*[ikeexttest.StatisticsCount]uint32)]
}

// value is what a host serves: of no other field and no other host, except that
// negotiations failed for no reason.
func value(index int, f ikeext.Field) uint32 {
	if _, isReason := f.Code(); isReason {
		return 0
	}
	return uint32(index)*1000 + uint32(f)
}

func (h *host) values() (values [ikeexttest.StatisticsCount]uint32) {
	for f := range ikeext.Field(ikeext.FieldCount) {
		values[f] = value(h.index, f)
	}
	if edit := h.edit.Load(); edit != nil {
		(*edit)(&values)
	}
	return values
}

// change has a host edit its values from now on.
func (h *host) change(edit func(values *[ikeexttest.StatisticsCount]uint32)) { h.edit.Store(&edit) }

// start starts a host at its address.
func (h *host) start(t testing.TB, cfg ikeexttest.Config) {
	t.Helper()
	cfg.Addr, cfg.Statistics = h.addr, h.values
	var err error
	h.Host, err = ikeexttest.Start(cfg)
	require.NoError(t, err)
}

// field finds a field by its path.
func field(t testing.TB, path string) ikeext.Field {
	t.Helper()
	f, ok := ikeext.ParseField(path)
	require.True(t, ok, path)
	return f
}

// hostAddress is the address of a host on the loopback network.
func hostAddress(index int) string { return fmt.Sprintf("127.1.%d.%d", index/250, index%250+1) }

// startHosts starts n hosts, all with their mapper at one port. Configs has what is
// special at some of them.
func startHosts(t testing.TB, n int, configs map[int]ikeexttest.Config) (hosts []*host, port int) {
	t.Helper()
	for i := range n {
		h := &host{index: i + 1, addr: net.JoinHostPort(hostAddress(i), strconv.Itoa(port))}
		h.start(t, configs[i])
		port = h.EPMPort()
		h.addr = net.JoinHostPort(hostAddress(i), strconv.Itoa(port))
		hosts = append(hosts, h)
		t.Cleanup(func() { assert.NoError(t, h.Close()) })
	}
	return hosts, port
}

// build builds the command.
func build(t testing.TB) string {
	t.Helper()
	command := filepath.Join(t.TempDir(), "remoteike")
	said, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", command, "../../cmd/remoteike").CombinedOutput()
	require.NoError(t, err, "%s", said)
	return command
}

// program is a process that ends with the test.
type program struct {
	*exec.Cmd
	log *syncedText
}

type syncedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *syncedText) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *syncedText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// run starts a program in a folder.
func run(t testing.TB, dir string, env []string, name string, args ...string) *program {
	t.Helper()
	p := &program{Cmd: exec.Command(name, args...), log: &syncedText{}}
	p.Dir, p.Stdout, p.Stderr, p.Env = dir, p.log, p.log, append(os.Environ(), env...)
	require.NoError(t, p.Start())
	ended := make(chan error, 1)
	go func() { ended <- p.Wait() }()
	t.Cleanup(func() {
		_ = p.Process.Signal(syscall.SIGTERM)
		select {
		case err := <-ended:
			assert.NoError(t, err, "%s: %s", name, p.log)
		case <-time.After(20 * time.Second):
			t.Errorf("%s does not end: %s", name, p.log)
			_ = p.Process.Kill()
			<-ended
		}
	})
	return p
}

// freePort is a port that nobody listens on for now.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// prometheus asks a Prometheus.
type prometheus struct {
	t   testing.TB
	url string
}

// sample is an element of a vector.
type sample struct {
	Metric map[string]string
	Value  [2]any
}

func (s sample) value(t testing.TB) float64 {
	v, err := strconv.ParseFloat(s.Value[1].(string), 64)
	require.NoError(t, err)
	return v
}

// get asks the API.
func (p prometheus) get(path string, into any) error {
	ctx, cancel := context.WithTimeout(p.t.Context(), 20*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+path, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", response.Status, text)
	}
	return json.Unmarshal(text, into)
}

// query evaluates an expression now.
func (p prometheus) query(expression string) []sample {
	var answer struct{ Data struct{ Result []sample } }
	if p.get("/api/v1/query?query="+url.QueryEscape(expression), &answer) != nil {
		return nil
	}
	return answer.Data.Result
}

// scalar is the value of an expression with one element. False when it has not.
func (p prometheus) scalar(expression string) (float64, bool) {
	list := p.query(expression)
	if len(list) != 1 {
		return 0, false
	}
	return list[0].value(p.t), true
}

// becomes waits until an expression has a value.
func (p prometheus) becomes(expression string, want float64) {
	p.t.Helper()
	var got float64
	assert.Eventually(p.t, func() bool {
		var ok bool
		got, ok = p.scalar(expression)
		return ok && got == want
	}, 90*time.Second, 200*time.Millisecond, expression)
	require.Equal(p.t, want, got, expression)
}

// fires waits until an alert fires with a label.
func (p prometheus) fires(alert, label, value string) {
	p.t.Helper()
	var answer struct {
		Data struct {
			Alerts []struct {
				Labels map[string]string
				State  string
			}
		}
	}
	assert.Eventually(p.t, func() bool {
		if p.get("/api/v1/alerts", &answer) != nil {
			return false
		}
		for _, a := range answer.Data.Alerts {
			if a.State == "firing" && a.Labels["alertname"] == alert && a.Labels[label] == value {
				return true
			}
		}
		return false
	}, 120*time.Second, 300*time.Millisecond, "%s for %s", alert, value)
}
