package main

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/assert"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"remoteike": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// The account of the simulated hosts in scripts. Its password has what quoting,
// targets and terminals stumble over.
const (
	scriptUser     = "auditor"
	scriptPassword = "Sw0rd@f:sh/1%"
	// scriptHash is the NT hash of "password", the second account's.
	scriptHash     = "8846f7eaee8fb117ad06bdd830b7586c"
	scriptHashUser = "hashed"
)

// TestScripts runs the command against simulated hosts, one of each profile,
// whose mapper ports are in $PERMISSIVE, $WINDOWS7, $STOCK2016, $STOCKSPLIT, $WMI,
// $WMISPLIT, $STOPPED and $WINRM; $BOTH is a permissive one with WinRM, $WINDOWS10 one of build 19045. With _WINRM
// behind these are the ports of WinRM, where there is one; $HTTPS_WINRM is one of HTTPS, whose certificate is in
// $CERTIFICATE and has the SHA-256 sum $FINGERPRINT. On $SLOW listens one that does not answer in time, on
// $SILENT something that says nothing, and on $CLOSED nobody.
func TestScripts(t *testing.T) {
	var breaches journal
	t.Cleanup(func() { assert.Empty(t, breaches.list, "what the hosts saw broke the protocol") })
	testscript.Run(t, testscript.Params{
		Dir:   "testdata",
		Setup: func(env *testscript.Env) error { return setup(env, &breaches) },
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"exits": exits},

		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// journal collects lines from scripts that run at once.
type journal struct {
	mu   sync.Mutex
	list []string
}

func (j *journal) add(lines ...string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.list = append(j.list, lines...)
}

// setup starts the hosts of one script.
func setup(env *testscript.Env, breaches *journal) error {
	for variable, profile := range map[string]ikeexttest.Profile{
		"PERMISSIVE": ikeexttest.Permissive,
		"WINDOWS7":   ikeexttest.Windows7,
		"STOCK2016":  ikeexttest.Stock2016,
		"STOCKSPLIT": ikeexttest.StockSplit,
		"CLOSED":     ikeexttest.StockClosed,
		"WMI":        ikeexttest.WMIOpen2016,
		"WMISPLIT":   ikeexttest.WMIOpenSplit,
		"STOPPED":    ikeexttest.ServiceStopped,
		"WINRM":      ikeexttest.WinRMOnly,
		"HTTPS":      ikeexttest.WinRMOnly,
		"BOTH":       ikeexttest.Permissive,
		"WINDOWS10":  ikeexttest.Permissive,
	} {
		config := ikeexttest.Config{Profile: profile, WinRM: variable == "BOTH"}
		if variable == "WINDOWS10" {
			config.Build = 19045 // of which the numbers of the engine's procedures are known
		}
		if variable == "HTTPS" {
			var err error
			if config.WinRMTLS, err = certify(env); err != nil {
				return err
			}
		}
		host, err := startHost(env, breaches, config)
		if err != nil {
			return err
		}
		env.Setenv(variable, strconv.Itoa(host.EPMPort()))
		env.Setenv(variable+"_WINRM", strconv.Itoa(host.WinRMPort()))
		env.Setenv(variable+"_ENDPOINT", host.Endpoint())
		env.Setenv(variable+"_ENGINE", host.EngineEndpoint())
		env.Setenv(variable+"_WMI", host.WMIEndpoint())
	}
	slow, err := startHost(env, breaches, ikeexttest.Config{
		Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
			if c.Interface == "ikeext" {
				return &ikeexttest.Reply{Delay: time.Minute}
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	env.Setenv("SLOW", strconv.Itoa(slow.EPMPort()))

	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	env.Defer(func() { silent.Close() })
	env.Setenv("SILENT", strconv.Itoa(silent.Addr().(*net.TCPAddr).Port))
	// Under the race detector every process would sleep a second before it exits.
	env.Setenv("GORACE", "atexit_sleep_ms=0")
	// The hosts are addresses, for which negotiate takes NTLM and says so: that has
	// a script of its own.
	env.Setenv("REMOTEIKE_AUTH", "ntlm")
	env.Setenv("KRB5_CONFIG", filepath.Join(env.WorkDir, "krb5.conf"))
	krb5Conf := fmt.Sprintf("[libdefaults]\n default_realm = SIM.EXAMPLE\n dns_lookup_kdc = false\n"+
		"[realms]\n SIM.EXAMPLE = {\n  kdc = 127.0.0.1:%s\n }\n", env.Getenv("CLOSED"))
	if err := os.WriteFile(env.Getenv("KRB5_CONFIG"), []byte(krb5Conf), 0o600); err != nil {
		return err
	}
	env.Setenv("SECRET", scriptPassword)
	env.Setenv("HASH", scriptHash)
	return nil
}

// certify gives a script a certificate for 127.0.0.1 that signs itself, and returns
// what a host needs to show it.
func certify(env *testscript.Env) (*tls.Config, error) {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	certificate := server.Certificate().Raw
	env.Setenv("CERTIFICATE", filepath.Join(env.WorkDir, "certificate.pem"))
	env.Setenv("FINGERPRINT", fmt.Sprintf("%x", sha256.Sum256(certificate)))
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})
	return &tls.Config{Certificates: server.TLS.Certificates}, os.WriteFile(env.Getenv("CERTIFICATE"), text, 0o600)
}

func startHost(env *testscript.Env, breaches *journal, config ikeexttest.Config) (*ikeexttest.Host, error) {
	config.Users = map[string]string{scriptUser: scriptPassword, scriptHashUser: "password"}
	config.Statistics = demoStatistics
	host, err := ikeexttest.Start(config)
	if err != nil {
		return nil, err
	}
	env.Defer(func() {
		host.Close()
		breaches.add(host.Violations()...)
	})
	return host, nil
}

// exits runs a program and wants one exit status: exits STATUS PROGRAM ARG...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("running %s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}
