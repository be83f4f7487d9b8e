package ikeext_test

import (
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// listening answers every connection with what is written to it and keeps it until
// the test is over.
func listening(t *testing.T, answer func(net.Conn)) int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer conn.Close()
				answer(conn)
				_, _ = io.Copy(io.Discard, conn) // until the client has gone
			})
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		wg.Wait()
	})
	return listener.Addr().(*net.TCPAddr).Port
}

// TestHostileListeners is a sample of what may listen on the ports of SMB and of
// the endpoint mapper; beside package pipe there are tests of every frame.
func TestHostileListeners(t *testing.T) {
	write := func(text string) func(net.Conn) { return func(c net.Conn) { _, _ = io.WriteString(c, text) } }
	for name, answer := range map[string]func(net.Conn){
		"silence":         func(net.Conn) {},
		"hang-up":         func(c net.Conn) { _ = c.Close() },
		"a greeting":      write("220 mail.example.com ESMTP\r\n"),
		"a web server":    write("HTTP/1.1 400 Bad Request\r\n\r\n"),
		"a huge frame":    write("\x00\xff\xff\xff\xfeSMB"),
		"a frame of SMB1": write("\x00\x00\x00\x23\xffSMBr" + string(make([]byte, 30))),
		"an empty frame":  write("\x00\x00\x00\x00"),
		"a byte a second": func(c net.Conn) { time.Sleep(10 * time.Millisecond); _, _ = c.Write([]byte{0}) },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			port := listening(t, answer)
			cfg := &ikeext.Config{
				User: "demo", Password: ikeext.NewSecret("demo"), Auth: ikeext.AuthNTLM, StageTimeout: patience,
				Transport: ikeext.TransportPipe, SMBPort: port, Doors: []ikeext.Door{ikeext.DoorRPC},
			}
			_, err := b.ask("SMB", cfg)
			require.NotNil(t, err)
			assert.EqualValues(t, "smb", err.Stage)
			assert.Contains(t, []ikeext.Class{ikeext.ErrTimeout, ikeext.ErrUnreachable, ikeext.ErrProtocol, ikeext.ErrTruncated}, err.Class)
			cfg.Transport, cfg.SMBPort, cfg.EPMPort = ikeext.TransportTCP, 0, port
			_, err = b.ask("mapper", cfg)
			require.NotNil(t, err)
			assert.EqualValues(t, "epm", err.Stage)
		})
	}
}
