package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

func TestSocksRefuses(t *testing.T) {
	for _, address := range []string{
		"127.0.0.1:1080", "http://me:s3cret@127.0.0.1", "socks5://", "socks5://:1080", "socks5://me:s3cret@[::1:1080",
		"socks5://me:s3cret@proxy/path", "socks5://me:s3cret@proxy:99x", "socks4://proxy", "socks5://me:s3cret@proxy?q",
	} {
		_, _, err := socks(address)
		var usage *usageError
		require.ErrorAs(t, err, &usage, address)
		assert.NotContains(t, usage.reason+usage.hint, "s3cret")
	}
}

func TestSocksTellsOfPassword(t *testing.T) {
	for address, want := range map[string]bool{
		"socks5://proxy": false, "socks5h://me@proxy:9": false, "socks5://me:s3cret@proxy": true,
	} {
		_, got, err := socks(address)
		require.NoError(t, err)
		assert.Equal(t, want, got, address)
	}
}

// Both connections, the mapper's and IKEEXT's, go through the proxy, under the
// name that the user gave: "vpn01.test" is nowhere to be resolved.
func TestEveryConnectionGoesThroughTheProxy(t *testing.T) {
	host, err := ikeexttest.Start(ikeexttest.Config{Profile: ikeexttest.Windows7})
	require.NoError(t, err)
	defer host.Close()
	proxy := startSocks(t, "me", "s3cret")

	t.Setenv("REMOTEIKE_PASSWORD", ikeexttest.DefaultPassword)
	t.Setenv("REMOTEIKE_PROXY", "socks5://me:s3cret@"+proxy.listener.Addr().String())
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{
		"stats", "-u", ikeexttest.DefaultUser, "--epm-port", strconv.Itoa(host.EPMPort()), "vpn01.test",
	}, strings.NewReader(""), &stdout, &stderr)
	require.Equal(t, exitOK, status, stderr.String())
	assert.Contains(t, stdout.String(), "vpn01.test\n")

	_, ike, _ := strings.Cut(host.Endpoint(), "[")
	assert.Equal(t, []string{
		"vpn01.test:" + strconv.Itoa(host.EPMPort()), "vpn01.test:" + strings.TrimSuffix(ike, "]"),
	}, proxy.stop())
}

// socksServer is as much of RFC 1928 and RFC 1929 as a test needs: it demands a
// password, connects every name to loopback and remembers what was asked for.
type socksServer struct {
	listener       net.Listener
	user, password string
	running        sync.WaitGroup
	mu             sync.Mutex
	asked          []string
}

func startSocks(t *testing.T, user, password string) *socksServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s := &socksServer{listener: listener, user: user, password: password}
	s.running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.running.Go(func() { assert.NoError(t, s.serve(conn)) })
		}
	})
	t.Cleanup(func() { s.stop() })
	return s
}

// stop ends the server and returns what was asked for.
func (s *socksServer) stop() []string {
	s.listener.Close()
	s.running.Wait()
	return s.asked
}

func (s *socksServer) serve(client net.Conn) error {
	defer client.Close()
	_ = client.SetDeadline(time.Now().Add(deadline))
	target, err := s.handshake(client)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.asked = append(s.asked, target)
	s.mu.Unlock()
	_, port, err := net.SplitHostPort(target)
	if err != nil {
		return err
	}
	server, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return err
	}
	defer server.Close()
	if _, err := client.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 0}); err != nil { // succeeded
		return err
	}
	s.running.Go(func() {
		_, _ = io.Copy(client, server)
		client.Close()
	})
	_, _ = io.Copy(server, client)
	return nil
}

// handshake returns the host and port that the client wants.
func (s *socksServer) handshake(client net.Conn) (string, error) {
	read := func(n byte) []byte {
		b := make([]byte, n)
		_, _ = io.ReadFull(client, b) // zeros after an error, which no check below admits
		return b
	}
	if b := read(2); b[0] != 5 || !bytes.Contains(read(b[1]), []byte{2}) {
		return "", errors.New("no offer of a password")
	}
	_, _ = client.Write([]byte{5, 2})
	user := string(read(read(2)[1]))
	if password := string(read(read(1)[0])); user != s.user || password != s.password {
		return "", errors.New("wrong user or password")
	}
	_, _ = client.Write([]byte{1, 0})
	if !bytes.Equal(read(4), []byte{5, 1, 0, 3}) {
		return "", errors.New("not CONNECT to a name")
	}
	name := string(read(read(1)[0]))
	port := read(2)
	return net.JoinHostPort(name, strconv.Itoa(int(port[0])<<8|int(port[1]))), nil
}
