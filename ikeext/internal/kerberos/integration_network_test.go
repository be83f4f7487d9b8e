package kerberos

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestIntegrationKDCStopped(t *testing.T) {
	r := newRealm(t)
	r.stop()
	_, err := get(t, r.options(), spn)
	e := requireKind(t, Unreachable, err)
	assert.Contains(t, e.Error(), r.address)
	assert.Contains(t, e.Error(), "refused")
}

// silent listens on UDP and TCP and never answers.
func silent(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", portText(freePort(t))))
	require.NoError(t, err)
	u, err := net.ListenPacket("udp", l.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _, _ = l.Close(), u.Close() })
	return l.Addr().String()
}

func TestIntegrationSecondKDC(t *testing.T) {
	r := newRealm(t)
	dead := net.JoinHostPort("127.0.0.1", portText(freePort(t)))
	for name, first := range map[string]string{"refuses": dead, "is silent": silent(t)} {
		t.Run(name, func(t *testing.T) {
			conf := writeConf(t, "[libdefaults]\ndefault_realm = "+realmName+"\n[realms]\n"+realmName+" = {\nkdc = "+first+"\nkdc = "+r.address+"\n}\n")
			o := r.options()
			o.ConfPath = conf
			began := time.Now()
			_, err := get(t, o, spn)
			require.NoError(t, err)
			// The dead one costs its wait once, not for each of three requests.
			assert.Less(t, time.Since(began), 2*time.Second)
		})
	}
}

func TestIntegrationLargeReplyOverTCP(t *testing.T) {
	r := newRealm(t, func(r *realm) { r.kdcdefaults = "\tkdc_max_dgram_reply_size = 300\n" })
	o := r.options()
	log, read := captureLog()
	o.Log = log
	_, err := get(t, o, spn)
	require.NoError(t, err)
	assert.Contains(t, read(), "too large for UDP")
}

func TestIntegrationTCPOnly(t *testing.T) {
	r := newRealm(t)
	var mu sync.Mutex
	var networks []string
	o := r.options()
	o.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		mu.Lock()
		defer mu.Unlock()
		networks = append(networks, network)
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	_, err := get(t, o, spn)
	require.NoError(t, err)
	assert.Equal(t, []string{"tcp", "tcp", "tcp"}, networks)
}

func TestIntegrationSilentKDCAndCancel(t *testing.T) {
	for _, dial := range []func(context.Context, string, string) (net.Conn, error){nil, (&net.Dialer{}).DialContext} {
		before := goleak.IgnoreCurrent()
		ctx, cancel := context.WithCancel(context.Background())
		o := &Options{User: "alice", Realm: realmName, Password: password, KDC: silent(t), ConfPath: writeConf(t, ""), DialContext: dial}
		time.AfterFunc(300*time.Millisecond, cancel)
		began := time.Now()
		_, err := (&Tickets{}).Get(ctx, o, spn)
		took := time.Since(began) - 300*time.Millisecond
		assert.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, Cancelled, kindOf(err))
		assert.Less(t, took, 2*time.Second)
		t.Logf("returned %s after the cancel", took)
		goleak.VerifyNone(t, before)
	}
}

func TestIntegrationSilentKDCAndDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	o := &Options{User: "alice", Realm: realmName, Password: password, KDC: silent(t), ConfPath: writeConf(t, "")}
	began := time.Now()
	_, err := (&Tickets{}).Get(ctx, o, spn)
	assert.Equal(t, Timeout, requireKind(t, Timeout, err).Kind)
	assert.Less(t, time.Since(began), 2*time.Second)
}

func TestDialerThatIgnoresItsContext(t *testing.T) {
	hold := make(chan struct{})
	defer close(hold)
	o := &Options{User: "alice", Realm: realmName, Password: password, KDC: "127.0.0.1", ConfPath: writeConf(t, "")}
	o.DialContext = func(context.Context, string, string) (net.Conn, error) {
		<-hold
		return nil, net.ErrClosed
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := (&Tickets{}).Get(ctx, o, spn)
	requireKind(t, Timeout, err)
	assert.Less(t, time.Since(began), 2*time.Second)
}

// Every reply of a real KDC, spoiled at one byte after the other: an error of
// ours or, where nothing depends on the byte, the ticket that was asked for.
func TestIntegrationSpoiledReplies(t *testing.T) {
	r := newRealm(t)
	for reply := range 3 {
		var size int
		for at := 0; at == 0 || at < size; at += 3 {
			seen := 0
			o := r.options()
			o.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
				seen++
				if err != nil || seen != reply+1 {
					return conn, err
				}
				return &spoiler{Conn: conn, at: 4 + at, size: &size}, nil
			}
			ticket, err := get(t, o, spn)
			if err == nil {
				require.Equal(t, spn, ticket.SPN)
				require.Equal(t, "alice", ticket.Client)
				continue
			}
			require.NotEmpty(t, kindOf(err), "%v", err)
		}
		assert.Greater(t, size, 100)
	}
}

// spoiler flips the byte at of what is read.
type spoiler struct {
	net.Conn
	read, at int
	size     *int
}

func (s *spoiler) Read(b []byte) (int, error) {
	n, err := s.Conn.Read(b)
	if i := s.at - s.read; i >= 0 && i < n {
		b[i] ^= 0x55
	}
	s.read += n
	*s.size = max(*s.size, s.read-4)
	return n, err
}
