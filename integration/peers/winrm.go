package peers

import (
	"context"
	"errors"
	"os/exec"
	"testing"
	"time"
)

// Python is the interpreter that sees Debian's modules. The first python3 in the
// path may be another.
const Python = "/usr/bin/python3"

// FindPyWinRM ends the test unless pywinrm is there, and what it signs in with.
func FindPyWinRM(t testing.TB) {
	t.Helper()
	findModules(t, "pywinrm", "winrm, requests_ntlm, requests_kerberos, gssapi, Cryptodome.Hash.MD4")
}

// FindPythonGSSAPI ends the test unless MIT's GSSAPI is there for Python.
func FindPythonGSSAPI(t testing.TB) {
	t.Helper()
	findModules(t, "GSSAPI", "gssapi")
}

func findModules(t testing.TB, peer, modules string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if output, err := exec.CommandContext(ctx, Python, "-c", "import "+modules).CombinedOutput(); err != nil {
		absent(t, peer, errors.New(string(output)+err.Error()))
	}
}

// FindNginx returns the path of nginx, which the tests start themselves.
func FindNginx(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		path, err = exec.LookPath("/usr/sbin/nginx")
	}
	if err != nil {
		absent(t, "nginx", err)
	}
	return path
}
