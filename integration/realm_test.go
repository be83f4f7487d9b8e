package integration_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// realm is a KDC of a test's own, with the user alice and the host
// host.own.test.
type realm struct {
	conf, log string
	// keytab is the host's.
	keytab string
	kdc    *exec.Cmd
}

// The realm's account.
const (
	ownRealm, ownHost        = "OWN.TEST", "host.own.test"
	ownUser, ownUserPassword = "alice@OWN.TEST", "Own-Passw0rd"
)

// startRealm starts the KDC, which ends with the test, in an environment that is
// the test's and the variables given.
func startRealm(t *testing.T, env ...string) *realm {
	t.Helper()
	dir, port := t.TempDir(), freePort(t)
	r := &realm{
		conf: filepath.Join(dir, "krb5.conf"), log: filepath.Join(dir, "kdc.log"), keytab: filepath.Join(dir, "host.keytab"),
	}
	r.kdc = exec.Command("mit/realm.sh", dir, ownRealm, strconv.Itoa(port),
		"addprinc -pw "+ownUserPassword+" +requires_preauth alice", "addprinc -randkey host/"+ownHost,
		"ktadd -k "+r.keytab+" host/"+ownHost)
	r.kdc.Env = append(os.Environ(), env...)
	var output strings.Builder
	r.kdc.Stdout, r.kdc.Stderr = &output, &output
	require.NoError(t, r.kdc.Start())
	t.Cleanup(func() { r.stop(t) })
	require.Eventually(t, func() bool {
		conn, err := net.DialTimeout("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), time.Second)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	}, 20*time.Second, 20*time.Millisecond, "the KDC does not answer: %s", &output)
	return r
}

// stop ends the KDC.
func (r *realm) stop(t *testing.T) {
	t.Helper()
	if r.kdc.ProcessState == nil {
		require.NoError(t, r.kdc.Process.Kill())
		_ = r.kdc.Wait()
	}
}

// account is the realm's user, for an endpoint at which nobody listens: tickets
// are fetched before the host is dialled.
func (r *realm) account() *ikeext.Config {
	return &ikeext.Config{
		Auth: ikeext.AuthKerberos, KRB5Conf: r.conf, User: ownUser, Password: ikeext.NewSecret(ownUserPassword),
		TargetIP: "127.0.0.1", Endpoint: "ncacn_ip_tcp:[1]",
	}
}

// freePort is a port on which nobody listens.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}
