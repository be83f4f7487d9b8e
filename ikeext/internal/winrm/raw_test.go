package winrm

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// startRaw starts a listener that reads requests and writes what it is given
// instead of HTTP. It returns the port and how many connections there were.
func startRaw(t *testing.T, write func(net.Conn)) (port int, accepted func() int) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var serving sync.WaitGroup
	var mu sync.Mutex
	n := 0
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			n++
			mu.Unlock()
			serving.Go(func() {
				defer conn.Close()
				r := bufio.NewReader(conn)
				for {
					request, err := http.ReadRequest(r)
					if err != nil {
						return
					}
					_, _ = io.Copy(io.Discard, request.Body)
					write(conn)
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		serving.Wait()
	})
	return listener.Addr().(*net.TCPAddr).Port, func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}

// pour writes the same over and over, until the other side is gone.
func pour(conn net.Conn, piece string) {
	for {
		if _, err := io.WriteString(conn, piece); err != nil {
			return
		}
	}
}

// TestNoHTTP has the host answer in ways in which HTTP was not meant.
func TestNoHTTP(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	for name, test := range map[string]struct {
		write func(net.Conn)
		want  error
	}{
		"no HTTP":      {func(c net.Conn) { _, _ = io.WriteString(c, "SSH-2.0-OpenSSH_9.2\r\n\r\n") }, ErrLost},
		"no header":    {func(c net.Conn) { c.Close() }, ErrLost},
		"half a head":  {func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 4"); c.Close() }, ErrLost},
		"half a body":  {func(c net.Conn) { _, _ = io.WriteString(c, ok+"Content-Length: 10\r\n\r\nabc"); c.Close() }, ErrLost},
		"silence":      {func(net.Conn) {}, context.DeadlineExceeded},
		"silent body":  {func(c net.Conn) { _, _ = io.WriteString(c, ok+"Content-Length: 10\r\n\r\nabc") }, context.DeadlineExceeded},
		"drips":        {func(c net.Conn) { _, _ = io.WriteString(c, ok+"Content-Length: 99\r\n\r\n"); drip(c) }, context.DeadlineExceeded},
		"long header":  {func(c net.Conn) { _, _ = io.WriteString(c, ok); pour(c, "A: "+strings.Repeat("b", 999)+"\r\n") }, ErrTooLarge},
		"one long":     {func(c net.Conn) { _, _ = io.WriteString(c, ok+"A: "); pour(c, strings.Repeat("b", 999)) }, ErrTooLarge},
		"interim ones": {func(c net.Conn) { pour(c, "HTTP/1.1 102 Processing\r\n\r\n") }, ErrTooLarge},
		"endless chunks": {func(c net.Conn) {
			_, _ = io.WriteString(c, ok+"Transfer-Encoding: chunked\r\n\r\n")
			pour(c, "3e8\r\n"+strings.Repeat("b", 1000)+"\r\n")
		}, ErrTooLarge},
		"chunks of one": {func(c net.Conn) {
			_, _ = io.WriteString(c, ok+"Transfer-Encoding: chunked\r\n\r\n")
			pour(c, strings.Repeat("1;"+strings.Repeat("x", 50)+"\r\nb\r\n", 100))
		}, ErrLost},
		"body without end":   {func(c net.Conn) { _, _ = io.WriteString(c, ok+"\r\n"); pour(c, strings.Repeat("b", 1000)) }, ErrTooLarge},
		"a gigabyte to come": {func(c net.Conn) { _, _ = io.WriteString(c, ok+"Content-Length: 1000000000\r\n\r\nabc") }, ErrTooLarge},
		"two lengths":        {func(c net.Conn) { _, _ = io.WriteString(c, ok+"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab") }, ErrLost},
		"two answers":        {func(c net.Conn) { _, _ = io.WriteString(c, strings.Repeat(ok+"Content-Length: 0\r\n\r\n", 2)) }, ErrMalformed},
		"closes between legs": {func(c net.Conn) {
			_, _ = io.WriteString(c, challenged+"Connection: close\r\nContent-Length: 0\r\n\r\n")
		}, ErrLost},
	} {
		t.Run(name, func(t *testing.T) {
			t.Cleanup(func() { goleak.VerifyNone(t) })
			port, accepted := startRaw(t, test.write)
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			begin := time.Now()
			_, err := Dial(ctx, Options{Host: "127.0.0.1", Port: uint16(port), SignIn: newNTLM(), Dial: dialer(port)})
			assert.Less(t, time.Since(begin), 3*time.Second)
			require.ErrorIs(t, err, test.want)
			requireStage(t, StageLogin, err)
			assert.Equal(t, 1, accepted(), "no second connection")
		})
	}
}

func drip(c net.Conn) {
	for {
		time.Sleep(20 * time.Millisecond)
		if _, err := io.WriteString(c, "."); err != nil {
			return
		}
	}
}

// challenged is the beginning of an answer with the NTLM challenge of [MS-NLMP]
// 4.2.4.3, with flags that the client demands.
const challenged = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate " +
	"TlRMTVNTUAACAAAADAAMADgAAAA1gori" + "ASNFZ4mrze8AAAAAAAAAACQAJABEAAAACgBjRQAAAA9TAGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAA=\r\n"

func TestCancelled(t *testing.T) {
	port, _ := startRaw(t, func(net.Conn) {})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := Dial(ctx, Options{Host: "127.0.0.1", Port: uint16(port), SignIn: newNTLM(), Dial: dialer(port)})
	require.ErrorIs(t, err, context.Canceled)
}
