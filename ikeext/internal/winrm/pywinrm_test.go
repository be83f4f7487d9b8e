package winrm

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/kerberos"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
	"github.com/remoteike/remoteike/integration/peers"
)

// tap listens in front of a port and keeps what clients send.
type tap struct {
	port int
	mu   sync.Mutex
	sent bytes.Buffer
}

func newTap(t *testing.T, port int) *tap {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	a := &tap{port: listener.Addr().(*net.TCPAddr).Port}
	var relays sync.WaitGroup
	relays.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			relays.Go(func() { a.relay(client, port) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		relays.Wait()
	})
	return a
}

func (a *tap) relay(client net.Conn, port int) {
	server, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		_ = client.Close()
		return
	}
	go func() {
		_, _ = io.Copy(client, server)
		_ = client.Close()
	}()
	_, _ = io.Copy(server, io.TeeReader(client, a))
	_ = server.Close()
}

func (a *tap) Write(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sent.Write(b)
}

// sealed returns the first request with a body.
func (a *tap) sealed(t *testing.T) (*http.Request, []byte) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	r := bufio.NewReader(bytes.NewReader(a.sent.Bytes()))
	for {
		request, err := http.ReadRequest(r)
		require.NoError(t, err, "no request with a body")
		body, err := io.ReadAll(request.Body)
		require.NoError(t, err)
		if len(body) > 0 {
			return request, body
		}
		assert.NotEqual(t, "Basic", strings.Split(request.Header.Get("Authorization"), " ")[0])
	}
}

// TestIntegrationSameBytes compares a sealed request of pywinrm with ours: all of
// it is the same but for the message, its length, what is encrypted, and the name
// of the protocol, which goes with the scheme of the sign-in.
func TestIntegrationSameBytes(t *testing.T) {
	peers.FindPyWinRM(t)
	mit, accounts := peers.FindMIT(t), peers.FindGSSAPI(t)
	cache := "FILE:" + filepath.Join(t.TempDir(), "cc")
	kinit := exec.CommandContext(limited(t), "kinit", "-k", "-t", mit.Keytab, "-c", cache, mit.User+"@"+peers.MITRealm)
	kinit.Env = append(os.Environ(), "KRB5_CONFIG="+mit.KRB5Conf)
	require.NoError(t, kinit.Run())
	ticket, err := new(kerberos.Tickets).Get(limited(t), &kerberos.Options{ConfPath: mit.KRB5Conf, CCache: cache}, "HTTP/"+peers.MITHost)
	require.NoError(t, err)
	host := startHost(t, ikeexttest.Config{Keytab: accounts.Keytab})

	for name, test := range map[string]struct {
		s    *signin.SignIn
		args []string
		// from and to are where the signature does not depend on chance.
		from, to int
	}{
		// Version; the checksum is encrypted; the sequence number is 0.
		"ntlm": {newNTLM(), []string{"--user", `SIMDOMAIN\` + ikeexttest.DefaultUser, "--password", ikeexttest.DefaultPassword}, 0, 4},
		// Token id, flags, filler, extra count, rotation; the number begins anywhere.
		"kerberos": {signin.NewKerberos(ticket, dcerpc.AuthLevelPktPrivacy, ticket.SPN), []string{"--user", mit.User + "@" + peers.MITRealm}, 0, 8},
	} {
		t.Run(name, func(t *testing.T) {
			peers.Attempt{Mechanism: name, Credential: "password", Transport: "http", Level: "privacy", Peer: "pywinrm", End: "the same bytes as ours"}.Note(t)
			theirs, ours := newTap(t, host.WinRMPort()), newTap(t, host.WinRMPort())
			o := optionsFor(host, test.s)
			port := ours.port
			o.Dial = dialer(port)
			c := mustDial(t, o)
			_, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[1])
			require.NoError(t, err)
			require.NoError(t, c.Close())

			cmd := exec.CommandContext(limited(t), peers.Python, append([]string{
				"../../../integration/winrm/client.py", "--url", fmt.Sprintf("http://127.0.0.1:%d/wsman", theirs.port),
				"--method", name, "--hostname", peers.MITHost, "-",
			}, test.args...)...)
			cmd.Env = append(os.Environ(), "NO_PROXY=*", "KRB5_CONFIG="+mit.KRB5Conf, "KRB5CCNAME="+cache)
			envelope := (&request{to: o.url(), namespace: cimv2, messageID: newMessageID(), maxElements: 1, seconds: 9}).enumerate("SELECT * FROM " + prefix + classes[1])
			cmd.Stdin = strings.NewReader(fmt.Sprintf("[%q]", envelope))
			output, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s", output)

			requireAlike(t, theirs, ours, test.from, test.to)
		})
	}
}

func requireAlike(t *testing.T, theirs, ours *tap, from, to int) {
	t.Helper()
	want, wantBody := theirs.sealed(t)
	got, gotBody := ours.sealed(t)
	same := strings.NewReplacer(protocolKerberos, protocolNegotiate)
	assert.Equal(t, want.Method+" "+want.URL.Path, got.Method+" "+got.URL.Path)
	assert.Equal(t, want.Header.Get("Content-Type"), same.Replace(got.Header.Get("Content-Type")))
	assert.Empty(t, got.Header.Get("Authorization"))

	cut := func(body []byte) (front string, signature []byte, sealed int, end string) {
		before, binaryPart, found := bytes.Cut(body, []byte("application/octet-stream\r\n"))
		require.True(t, found)
		_, length, _ := strings.Cut(string(before), ";Length=")
		number, _, _ := strings.Cut(length, "\r\n")
		size := int(binary.LittleEndian.Uint32(binaryPart))
		at := bytes.LastIndex(binaryPart, []byte("--Encrypted Boundary"))
		sealed = at - 4 - size
		assert.Equal(t, number, fmt.Sprint(sealed), "the length of the message is that of what is sealed")
		return same.Replace(strings.Replace(string(before), number, "N", 1)), binaryPart[4 : 4+size], sealed, string(binaryPart[at:])
	}
	wantFront, wantSignature, _, wantEnd := cut(wantBody)
	gotFront, gotSignature, _, gotEnd := cut(gotBody)
	assert.Equal(t, wantFront, gotFront)
	assert.Equal(t, wantEnd, gotEnd)
	assert.Len(t, gotSignature, len(wantSignature))
	assert.Equal(t, wantSignature[from:to], gotSignature[from:to])
}
