package pipe

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/asn1"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	smb2 "github.com/oiweiwei/go-smb2.fork"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// The Kerberos library, without tickets of ours, renews its own for ever.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction(
		"github.com/oiweiwei/gokrb5.fork/v9/client.(*Client).enableAutoSessionRenewal.func1"))
}

const testSession = 0x1122334455667788

// secret is a sign-in whose session key both sides know beforehand.
type secret struct{ key []byte }

func newSecret() *secret { return &secret{key: []byte("sixteen bytes ok")} }

func (*secret) OID() asn1.ObjectIdentifier              { return asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 2} }
func (*secret) InitSecContext() ([]byte, error)         { return []byte("hello"), nil }
func (*secret) AcceptSecContext([]byte) ([]byte, error) { return []byte("proof"), nil }
func (*secret) Sum([]byte) []byte                       { return nil }
func (s *secret) SessionKey() []byte                    { return s.key }

// host is an SMB2 server of few words, for what a real one does not do. Its
// protection is that of the package: Samba proves that part.
type host struct {
	dialect  uint16
	cipherID uint16
	messages [][]byte // what is to be read; READ is not answered when it runs out
	// inner edits a reply before it is signed or encrypted, outer the frame that
	// goes out. A nil result sends nothing.
	inner, outer func(command uint16, reply []byte) []byte
	// wire takes the place of sending a frame, which has its length in front, and
	// reports whether the connection still stands. The first frame is number 0.
	wire   func(number int, frame []byte) bool
	number int

	conn net.Conn
	done chan struct{}

	mu    sync.Mutex
	heard []uint16

	preauth  state // for its hash alone
	keys     *keys
	tokens   int
	received [][]byte // by WRITE
}

// serve starts a host and returns the client's end.
func serve(t testing.TB, h *host) net.Conn {
	client, server := net.Pipe()
	if h.dialect == 0 {
		h.dialect = dialect210
	}
	h.conn, h.done = server, make(chan struct{})
	go h.run()
	t.Cleanup(func() {
		_ = server.Close()
		<-h.done
	})
	return client
}

func (h *host) run() {
	defer close(h.done)
	defer h.conn.Close()
	for {
		var size [4]byte
		if _, err := io.ReadFull(h.conn, size[:]); err != nil {
			return
		}
		frame := make([]byte, binary.BigEndian.Uint32(size[:]))
		if _, err := io.ReadFull(h.conn, frame); err != nil {
			return
		}
		if !h.answer(frame) {
			return
		}
	}
}

// answer reports whether the connection still stands.
func (h *host) answer(frame []byte) bool {
	request, encrypted := frame, isTransform(frame)
	if encrypted {
		if h.keys == nil || h.keys.toServer == nil {
			return false // it spoke of encryption and has none
		}
		request, _ = h.keys.toServer.open(frame)
	}
	command := le.Uint16(request[12:])
	h.mu.Lock()
	h.heard = append(h.heard, command)
	h.mu.Unlock()
	reply := h.reply(command, request)
	if reply == nil {
		return true
	}
	if h.inner != nil {
		reply = h.inner(command, reply)
	}
	if reply = h.protect(reply, encrypted); h.outer != nil {
		reply = h.outer(command, reply)
	}
	if reply == nil {
		return true
	}
	frame = append(binary.BigEndian.AppendUint32(nil, uint32(len(reply))), reply...)
	if h.wire != nil {
		h.number++
		return h.wire(h.number-1, frame)
	}
	_, err := h.conn.Write(frame)
	return err == nil
}

// commands returns what the client asked for so far.
func (h *host) commands() []uint16 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]uint16(nil), h.heard...)
}

func (h *host) protect(reply []byte, encrypted bool) []byte {
	if h.keys == nil || len(reply) < headerSize {
		return reply
	}
	if !encrypted {
		le.PutUint32(reply[16:], le.Uint32(reply[16:])|flagSigned)
		clear(reply[signatureOffset:headerSize])
		copy(reply[signatureOffset:], h.keys.sign(reply))
		return reply
	}
	frame := make([]byte, transformSize)
	copy(frame, "\xfdSMB")
	_, _ = rand.Read(frame[20:32])
	le.PutUint32(frame[36:], uint32(len(reply)))
	le.PutUint16(frame[42:], 1)
	le.PutUint64(frame[44:], testSession)
	sealed := h.keys.fromServer.gcm.Seal(nil, frame[20:32], reply, frame[20:52])
	copy(frame[4:20], sealed[len(sealed)-16:])
	return append(frame, sealed[:len(sealed)-16]...)
}

// message makes a reply to a request.
func message(request []byte, status uint32, body []byte) []byte {
	b := append([]byte(nil), request[:headerSize]...)
	le.PutUint32(b[8:], status)
	le.PutUint16(b[14:], 10) // credits
	le.PutUint32(b[16:], flagResponse)
	clear(b[signatureOffset:headerSize])
	return append(b, body...)
}

func fixed(size, structure int, edit func(b []byte)) []byte {
	b := make([]byte, size)
	le.PutUint16(b, uint16(structure))
	if edit != nil {
		edit(b)
	}
	return b
}

func refusal(request []byte, status uint32) []byte {
	return message(request, status, fixed(9, 9, nil))
}

func (h *host) reply(command uint16, request []byte) []byte {
	switch command {
	case cmdNegotiate:
		h.preauth.mix(request)
		reply := message(request, statusSuccess, h.negotiate())
		h.preauth.mix(reply)
		return reply
	case cmdSessionSetup:
		return h.sessionSetup(request)
	case cmdTreeConnect:
		reply := message(request, statusSuccess, fixed(16, 16, func(b []byte) { b[2] = shareTypePipe }))
		le.PutUint32(reply[36:], 7)
		return reply
	case cmdCreate:
		return message(request, statusSuccess, fixed(88, 89, func(b []byte) { b[64] = 1 }))
	case cmdWrite:
		offset, length := le.Uint16(request[66:]), le.Uint32(request[68:])
		h.received = append(h.received, request[offset:][:length])
		return message(request, statusSuccess, fixed(16, 17, func(b []byte) { le.PutUint32(b[4:], length) }))
	case cmdRead:
		if len(h.messages) == 0 {
			return nil
		}
		data := h.messages[0]
		h.messages = h.messages[1:]
		return message(request, statusSuccess, append(fixed(16, 17, func(b []byte) {
			b[2] = headerSize + 16
			le.PutUint32(b[4:], uint32(len(data)))
		}), data...))
	case cmdClose:
		return message(request, statusSuccess, fixed(60, 60, nil))
	}
	return message(request, statusSuccess, fixed(4, 4, nil))
}

func (h *host) negotiate() []byte {
	body := fixed(64, 65, func(b []byte) {
		le.PutUint16(b[4:], h.dialect)
		for _, offset := range []int{28, 32, 36} {
			le.PutUint32(b[offset:], 65536)
		}
		le.PutUint16(b[56:], 128)
	})
	if h.dialect != dialect311 {
		return body
	}
	le.PutUint16(body[6:], 1)
	le.PutUint32(body[60:], 128)
	// SHA-512 without a salt, filled up to eight bytes.
	body = append(body, 1, 0, 6, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0)
	if h.cipherID != 0 {
		le.PutUint16(body[6:], 2)
		body = append(body, 2, 0, 4, 0, 0, 0, 0, 0, 1, 0, byte(h.cipherID), 0)
	}
	return body
}

func (h *host) sessionSetup(request []byte) []byte {
	h.preauth.mix(request)
	body := fixed(10, 9, func(b []byte) {
		le.PutUint16(b[4:], headerSize+8)
		le.PutUint16(b[6:], 2)
	})
	if h.tokens++; h.tokens == 1 {
		reply := message(request, statusMoreProcessing, body)
		le.PutUint64(reply[40:], testSession)
		h.preauth.mix(reply)
		return reply
	}
	h.keys, _ = newKeys(h.dialect, h.cipherID, newSecret().key, h.preauth.preauth[:])
	return message(request, statusSuccess, body)
}

// openHost opens a pipe of h.
func openHost(t testing.TB, ctx context.Context, h *host) (*conn, error) {
	life, cancel := context.WithCancel(context.Background())
	return openConn(ctx, newConn(life, cancel, serve(t, h)))
}

func openConn(ctx context.Context, c *conn) (*conn, error) {
	dialer := smb2.Dialer{
		Negotiator: smb2.Negotiator{RequireMessageSigning: true, UseMessageEncryption: true},
		Initiator:  newSecret(),
	}
	_, err := open(ctx, c, dialer, Options{Host: "host", Name: "atsvc"})
	return c, err
}

// mustOpen opens a pipe of h and closes it at the end of the test.
func mustOpen(t testing.TB, h *host) *conn {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	c, err := openHost(t, ctx, h)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// put overwrites part of b.
func put(b []byte, offset int, value ...byte) []byte {
	b = bytes.Clone(b)
	copy(b[offset:], value)
	return b
}
