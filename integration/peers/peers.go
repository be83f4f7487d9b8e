// Package peers finds the real peers that integration/peers.sh brought up, for
// the tests that want one. A test whose peer is not there skips with a sentence
// that says how to bring it up; with REMOTEIKE_PEERS=required it fails.
package peers

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// GSSAPI is the RPC server in integration/gssapi.
type GSSAPI struct {
	// Port is the TCP port of IKEEXT, EPMPort that of the endpoint mapper.
	Port, EPMPort int
	// Domain, User and Password are an account, NTHash its hash in hexadecimal.
	Domain, User, Password, NTHash string
	// Users is the file of accounts and Keytab that of Kerberos keys, for further
	// servers of the same kind; KRB5Conf is the krb5.conf that these need.
	Users, Keytab, KRB5Conf string
	// Log is the file to which the server writes what it verified, a JSON object
	// a line.
	Log string
}

// FindGSSAPI returns the GSSAPI peer.
func FindGSSAPI(t testing.TB) GSSAPI {
	t.Helper()
	s := readState(t, "GSSAPI")
	p := GSSAPI{
		Port: s.number("PORT"), EPMPort: s.number("EPM_PORT"),
		Domain: s.text("DOMAIN"), User: s.text("USER"), Password: s.text("PASSWORD"), NTHash: s.text("NT_HASH"),
		Users: s.text("USERS"), Keytab: s.text("KEYTAB"), KRB5Conf: s.text("KRB5_CONF"), Log: s.text("LOG"),
	}
	conn, err := net.DialTimeout("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p.Port)), time.Second)
	s.answered(conn, err)
	return p
}

// Samba is a Samba AD domain controller. It listens on 127.0.0.1 of a network
// namespace of its own, on the ports that Windows uses.
type Samba struct {
	// PID is a process in the controller's namespaces.
	PID int
	// Host is the controller's DNS name, which nothing outside resolves.
	Host string
	// Domain is the NetBIOS name, Realm the Kerberos one.
	Domain, Realm string
	// User and Password are an ordinary account, NTHash its hash in hexadecimal,
	// AES256Key its Kerberos key likewise, and Keytab the path of its keytab. Two
	// more accounts have the same password: "disabled" is, and "stale" has to
	// change the password first.
	User, Password, NTHash, AES256Key, Keytab string
	// Admin and AdminPassword are the domain's administrator.
	Admin, AdminPassword string
	// KRB5Conf is a krb5.conf whose KDC is 127.0.0.1 inside the namespace.
	KRB5Conf string
}

// FindSamba returns the Samba peer.
func FindSamba(t testing.TB) Samba {
	t.Helper()
	s := readState(t, "Samba")
	p := Samba{
		PID: s.number("PID"), Host: s.text("HOST"), Domain: s.text("DOMAIN"), Realm: s.text("REALM"),
		User: s.text("USER"), Password: s.text("PASSWORD"), NTHash: s.text("NT_HASH"),
		AES256Key: s.text("AES256_KEY"), Keytab: s.text("KEYTAB"),
		Admin: s.text("ADMIN"), AdminPassword: s.text("ADMIN_PASSWORD"), KRB5Conf: s.text("KRB5_CONF"),
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	conn, err := p.DialContext(ctx, "tcp", "127.0.0.1:135")
	s.answered(conn, err)
	return p
}

// DialContext connects to an IP address inside the controller's namespace. It
// serves as Config.DialContext, so a test stays outside.
func (s Samba) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return dialInNamespace(s.PID, func() (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	})
}

// state is what peers.sh wrote about one peer.
type state struct {
	t      testing.TB
	peer   string
	values map[string]string
}

// stateDir is the folder in which peers.sh keeps its state.
func stateDir() string {
	if dir := os.Getenv("REMOTEIKE_PEERS_DIR"); dir != "" {
		return dir
	}
	return filepath.Join(os.TempDir(), "remoteike-peers")
}

func readState(t testing.TB, peer string) *state {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(stateDir(), "env"))
	if err != nil {
		absent(t, peer, err)
	}
	s := &state{t: t, peer: peer, values: map[string]string{}}
	for line := range strings.Lines(string(content)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if name, ours := strings.CutPrefix(key, "REMOTEIKE_"+strings.ToUpper(peer)+"_"); ours {
			s.values[name] = value
		}
	}
	if len(s.values) == 0 {
		absent(t, peer, errors.New("it was not brought up"))
	}
	return s
}

// answered ends the test if no connection to the peer could be made.
func (s *state) answered(conn net.Conn, err error) {
	s.t.Helper()
	if err != nil {
		absent(s.t, s.peer, fmt.Errorf("it is gone: %w", err))
	}
	_ = conn.Close()
}

func (s *state) text(key string) string {
	value, ok := s.values[key]
	if !ok {
		s.t.Fatalf("the state of the %s peer lacks %s: run integration/peers.sh down, then up", s.peer, key)
	}
	return value
}

func (s *state) number(key string) int {
	n, err := strconv.Atoi(s.text(key))
	if err != nil {
		s.t.Fatalf("the state of the %s peer: %s: %v", s.peer, key, err)
	}
	return n
}

// absent ends the test: a peer that it wants is not there.
func absent(t testing.TB, peer string, reason error) {
	t.Helper()
	text := fmt.Sprintf("this test wants the %s peer; bring it up with integration/peers.sh up (%v)", peer, reason)
	if os.Getenv("REMOTEIKE_PEERS") == "required" {
		t.Fatal(text)
	}
	t.Skip(text)
}
