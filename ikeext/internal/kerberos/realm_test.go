package kerberos

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

const (
	realmName = "EXAMPLE.TEST"
	password  = "Correct-Horse-1"
	spn       = "host/vpn01.example.test"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// realm is an MIT realm of integration/mit/realm.sh.
type realm struct {
	t              *testing.T
	name, dir      string
	conf, address  string
	kdc            *exec.Cmd
	kdcdefaults    string
	extra          string
	queries        []string
	port           int
	waitForKDCStop chan struct{}
}

// newRealm brings up a realm with alice, the service spn and what the queries
// add. The test is skipped where MIT's KDC is not installed.
func newRealm(t *testing.T, change ...func(*realm)) *realm {
	t.Helper()
	if _, err := exec.LookPath("krb5kdc"); err != nil {
		if _, err := os.Stat("/usr/sbin/krb5kdc"); err != nil {
			if os.Getenv("REMOTEIKE_PEERS") == "required" {
				t.Fatal("krb5kdc is not installed: apt-get install krb5-kdc krb5-admin-server krb5-user")
			}
			t.Skip("krb5kdc is not installed: apt-get install krb5-kdc krb5-admin-server krb5-user")
		}
	}
	dir := t.TempDir()
	r := &realm{t: t, name: realmName, dir: dir, conf: filepath.Join(dir, "krb5.conf"), port: freePort(t)}
	r.queries = []string{
		"addprinc -pw " + password + " +requires_preauth alice",
		"addprinc -randkey " + spn,
	}
	for _, f := range change {
		f(r)
	}
	r.start()
	return r
}

func (r *realm) start() {
	r.t.Helper()
	r.address = net.JoinHostPort("127.0.0.1", strconv.Itoa(r.port))
	require.NoError(r.t, os.WriteFile(filepath.Join(r.dir, "kdcdefaults"), []byte(r.kdcdefaults), 0o600))
	require.NoError(r.t, os.WriteFile(filepath.Join(r.dir, "krb5.extra"), []byte(r.extra), 0o600))
	script := filepath.Join("..", "..", "..", "integration", "mit", "realm.sh")
	r.kdc = exec.Command(script, append([]string{r.dir, r.name, strconv.Itoa(r.port)}, r.queries...)...)
	var out bytes.Buffer
	r.kdc.Stdout, r.kdc.Stderr = &out, &out
	r.kdc.WaitDelay = time.Second
	require.NoError(r.t, r.kdc.Start())
	r.waitForKDCStop = make(chan struct{})
	go func() {
		_ = r.kdc.Wait()
		close(r.waitForKDCStop)
	}()
	r.t.Cleanup(r.stop)
	deadline := time.Now().Add(20 * time.Second)
	for !strings.Contains(r.log("kdc.log"), "commencing operation") {
		select {
		case <-r.waitForKDCStop:
			r.t.Fatalf("the KDC did not start: %s%s", out.String(), r.log("setup.log"))
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("the KDC is not ready in time: %s", r.log("setup.log"))
		}
	}
}

func (r *realm) stop() {
	_ = r.kdc.Process.Kill()
	<-r.waitForKDCStop
}

func (r *realm) log(name string) string {
	b, _ := os.ReadFile(filepath.Join(r.dir, name))
	return string(b)
}

// requests counts the lines of the KDC's log with a text.
func (r *realm) requests(text string) int { return strings.Count(r.log("kdc.log"), text) }

// tool runs one of MIT's own programs in the realm.
func (r *realm) tool(stdin, name string, args ...string) {
	r.t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		name = "/usr/sbin/" + name
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+r.conf, "KRB5_KDC_PROFILE="+filepath.Join(r.dir, "kdc.conf"), "KRB5CCNAME=")
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	require.NoError(r.t, err, "%s %v: %s", name, args, out)
}

// kinit signs alice in by MIT's own kinit and returns the cache.
func (r *realm) kinit(cache string, args ...string) string {
	r.t.Helper()
	r.tool(password+"\n", "kinit", append(append([]string{"-c", cache}, args...), "alice@"+r.name)...)
	return cache
}

// options are those for alice with her password.
func (r *realm) options() *Options {
	return &Options{ConfPath: r.conf, User: "alice", Realm: r.name, Password: password}
}

// get gets a ticket within ten seconds.
func get(t *testing.T, o *Options, spn string) (*Ticket, error) {
	t.Helper()
	return getFrom(t, &Tickets{}, o, spn)
}

func getFrom(t *testing.T, tickets *Tickets, o *Options, spn string) (*Ticket, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return tickets.Get(ctx, o, spn)
}

// requireKind checks that an error is one of ours, of a kind, with a hint.
func requireKind(t *testing.T, want Kind, err error) *Error {
	t.Helper()
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, want, e.Kind, "%v", err)
	require.NotEmpty(t, e.Hint)
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, e, e), password)
	return e
}

// freePort returns a port that is free for TCP and UDP.
func freePort(t *testing.T) int {
	t.Helper()
	for range 20 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		port := l.Addr().(*net.TCPAddr).Port
		u, err := net.ListenPacket("udp", l.Addr().String())
		_ = l.Close()
		if err == nil {
			_ = u.Close()
			return port
		}
	}
	t.Fatal("no free port")
	return 0
}

func portText(port int) string { return strconv.Itoa(port) }

// writeConf writes a krb5.conf and returns its path.
func writeConf(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "krb5.conf")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// captureLog returns a log and a function that returns what was written to it.
func captureLog() (*slog.Logger, func() string) {
	var mu sync.Mutex
	var b strings.Builder
	log := slog.New(slog.NewTextHandler(writerFunc(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return b.Write(p)
	}), &slog.HandlerOptions{Level: slog.LevelDebug}))
	return log, func() string {
		mu.Lock()
		defer mu.Unlock()
		return b.String()
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
