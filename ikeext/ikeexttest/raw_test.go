package ikeexttest

import (
	"encoding/hex"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start starts a host that the test's end closes.
func start(t testing.TB, cfg Config) *Host {
	t.Helper()
	h, err := Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	return h
}

// unhex turns commented hexadecimal into bytes.
func unhex(t testing.TB, text string) []byte {
	t.Helper()
	var digits strings.Builder
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, "#")
		digits.WriteString(strings.Join(strings.Fields(code), ""))
	}
	b, err := hex.DecodeString(digits.String())
	require.NoError(t, err)
	return b
}

func readHex(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return unhex(t, string(b))
}

// bindIKEEXT is a bind without authentication, by hand from [C706] 12.6.4.3.
const bindIKEEXT = `
	05 00 0b 03              # version 5.0, bind, first and last fragment
	10 00 00 00              # little-endian, ASCII, IEEE
	48 00 00 00 01 00 00 00  # 72 bytes, no verifier, call 1
	d0 16 d0 16              # fragments of 5840 bytes in both directions
	00 00 00 00              # a new association group
	01 00 00 00              # one presentation context:
	00 00 01 00              #   number 0, one transfer syntax
	20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  # a398e520-d59a-4bdd-aa7a-3c1e0303a511
	01 00 00 00              #   version 1.0
	04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  # NDR
	02 00 00 00              #   version 2.0
`

// bindEPM is the same for the endpoint mapper, e1af8308-5d1f-11c9-91a4-08002b14a0fa
// version 3.0.
const bindEPM = `
	05 00 0b 03  10 00 00 00  48 00 00 00 01 00 00 00
	d0 16 d0 16  00 00 00 00  01 00 00 00  00 00 01 00
	08 83 af e1 1f 5d c9 11 91 a4 08 00 2b 14 a0 fa  03 00 00 00
	04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00
`

// bindEngine is the same for dd490425-5325-4565-b774-7e27d6c09c24 version 1.0.
const bindEngine = `
	05 00 0b 03  10 00 00 00  48 00 00 00 01 00 00 00
	d0 16 d0 16  00 00 00 00  01 00 00 00  00 00 01 00
	25 04 49 dd 25 53 65 45 b7 74 7e 27 d6 c0 9c 24  01 00 00 00
	04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00
`

// getStatistics is the request of opnum 0, which has no body.
const getStatistics = `
	05 00 00 03  10 00 00 00  18 00 00 00 02 00 00 00
	00 00 00 00              # no allocation hint
	00 00 00 00              # context 0, opnum 0
`

// rawConn is a connection on which bytes are written by hand.
type rawConn struct {
	t testing.TB
	net.Conn
}

func dialRaw(t testing.TB, address string) *rawConn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	return &rawConn{t, conn}
}

// dialRPC connects to the port of a string binding.
func dialRPC(t testing.TB, binding string) *rawConn {
	t.Helper()
	return dialRaw(t, addressOf(t, binding))
}

// addressOf returns host:port of "ncacn_ip_tcp:host[port]".
func addressOf(t testing.TB, binding string) string {
	t.Helper()
	rest, ok := strings.CutPrefix(binding, "ncacn_ip_tcp:")
	require.True(t, ok, "string binding %q", binding)
	host, port, _ := strings.Cut(strings.TrimSuffix(rest, "]"), "[")
	return net.JoinHostPort(host, port)
}

func (r *rawConn) send(b []byte) {
	r.t.Helper()
	_, err := r.Write(b)
	require.NoError(r.t, err)
}

// ask sends commented hexadecimal and returns the PDU that comes back.
func (r *rawConn) ask(text string) []byte {
	r.t.Helper()
	r.send(unhex(r.t, text))
	return r.receive()
}

func (r *rawConn) receive() []byte {
	r.t.Helper()
	b := make([]byte, 16)
	_, err := io.ReadFull(r, b)
	require.NoError(r.t, err)
	b = append(b, make([]byte, int(le.Uint16(b[8:]))-16)...)
	_, err = io.ReadFull(r, b[16:])
	require.NoError(r.t, err)
	return b
}

// requireEnd expects the host to have ended the connection.
func (r *rawConn) requireEnd() {
	r.t.Helper()
	n, err := r.Read(make([]byte, 1))
	require.Zero(r.t, n)
	require.Error(r.t, err)
	timeout, ok := err.(net.Error)
	require.False(r.t, ok && timeout.Timeout(), "the connection is still open")
}

// requestPDU makes an unprotected request of one fragment in context 0.
func requestPDU(callID uint32, opnum uint16, stub []byte) []byte {
	b := []byte{5, 0, 0, 3, 0x10, 0, 0, 0, 0, 0, 0, 0}
	b = le.AppendUint32(b, callID)
	b = append(b, 0, 0, 0, 0, 0, 0)
	b = append(le.AppendUint16(b, opnum), stub...)
	le.PutUint16(b[8:], uint16(len(b)))
	return b
}

// requireFault checks that b is a fault of this status.
func requireFault(t testing.TB, want uint32, b []byte) {
	t.Helper()
	require.Equal(t, byte(typeFault), b[2], "PDU type of % x", b)
	require.Equal(t, want, le.Uint32(b[24:]), "fault status")
}
