package pipe

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tape is a socket that takes everything and from which b is read.
type tape struct {
	net.Conn
	b *bytes.Reader
}

func (s tape) Read(b []byte) (int, error)  { return s.b.Read(b) }
func (s tape) Write(b []byte) (int, error) { return len(b), nil }
func (s tape) Close() error                { return nil }

// record returns all that a host says while a pipe is opened, written, read and
// closed, before it is signed or encrypted.
func record(t testing.TB, h *host) []byte {
	var mu sync.Mutex
	var stream []byte
	h.inner = func(_ uint16, b []byte) []byte {
		mu.Lock()
		defer mu.Unlock()
		stream = append(binary.BigEndian.AppendUint32(stream, uint32(len(b))), b...)
		return b
	}
	h.messages = [][]byte{[]byte("hello")}
	c := mustOpen(t, h)
	_, err := c.Write([]byte("hello"))
	require.NoError(t, err)
	_, err = c.Read(make([]byte, 5))
	require.NoError(t, err)
	require.NoError(t, c.Close())
	<-h.done
	mu.Lock()
	defer mu.Unlock()
	return stream
}

// split cuts a recording into its frames.
func split(stream []byte) (frames [][]byte) {
	for len(stream) >= 4 {
		size := 4 + int(binary.BigEndian.Uint32(stream))
		frames, stream = append(frames, stream[:size]), stream[size:]
	}
	return frames
}

func addRecordings(f *testing.F, add func(stream []byte)) {
	add(record(f, &host{}))
	add(record(f, &host{dialect: dialect311}))
	add(record(f, &host{dialect: dialect302}))
	add(record(f, &host{dialect: dialect311, cipherID: cipherGCM}))
}

// FuzzFrame gives the guard anything in answer to a request, and reads anew what
// it lets through: every offset that the library follows must be inside.
func FuzzFrame(f *testing.F) {
	addRecordings(f, func(stream []byte) {
		for _, frame := range split(stream) {
			f.Add(uint8(frame[4+12]), frame)
		}
	})
	f.Fuzz(func(t *testing.T, command uint8, stream []byte) {
		g := newFrames(tape{b: bytes.NewReader(stream)})
		if len(stream) >= 4+32 {
			g.state.outstanding[le.Uint64(stream[4+24:])] = request{command: uint16(command), length: 64 << 10}
		}
		g.state.dialect, g.state.maxRead = dialect302, 64<<10
		passed, err := io.ReadAll(g)
		require.Error(t, err) // the end of the tape at least
		for _, frame := range split(passed) {
			followOffsets(t, frame[4:])
		}
	})
}

// followOffsets slices as the library does; it panics where the library would.
func followOffsets(t *testing.T, b []byte) {
	command, status, body := le.Uint16(b[12:]), le.Uint32(b[8:]), b[headerSize:]
	assert.Zero(t, le.Uint32(b[20:]))
	switch {
	case status == statusPending:
	case status == statusSuccess && command == cmdNegotiate:
		from, size := int(le.Uint16(body[56:])), int(le.Uint16(body[58:]))
		_ = b[min(from, len(b)):][:size]
		if le.Uint16(body[4:]) == dialect311 {
			list := b[le.Uint32(body[60:]):]
			for range le.Uint16(body[6:]) {
				size := int(le.Uint16(list[2:]))
				_ = list[8 : 8+size]
				list = list[min(len(list), 8+(size+7)/8*8):]
			}
		}
	case status == statusSuccess && command == cmdCreate:
		_ = body[64:80]
		from, size := le.Uint32(body[80:]), le.Uint32(body[84:])
		_ = b[min(int(from), len(b)):][:size]
	case (status == statusSuccess || status == statusOverflow) && command == cmdRead:
		from, size := int(body[2]), int(le.Uint32(body[4:]))
		assert.NotZero(t, body[from-headerSize:][:size])
	case status >= 0xC0000000 && status != statusMoreProcessing:
		_ = body[8:][:le.Uint32(body[4:])]
	}
}

// play speaks the frames of stream in turn, each in answer to a request, and
// hangs up when there are no more. What comes after the sign-in is signed or
// encrypted: what is fuzzed gets past that.
func play(socket net.Conn, client *frames, stream []byte) {
	defer socket.Close()
	for {
		var size [4]byte
		if _, err := io.ReadFull(socket, size[:]); err != nil {
			return
		}
		if _, err := io.CopyN(io.Discard, socket, int64(binary.BigEndian.Uint32(size[:]))); err != nil {
			return
		}
		if len(stream) < 4 {
			return
		}
		end := min(uint64(len(stream)), 4+uint64(binary.BigEndian.Uint32(stream)))
		frame := bytes.Clone(stream[:end])
		if len(frame) >= 4+headerSize {
			frame = protect(client, frame[4:])
			frame = append(binary.BigEndian.AppendUint32(nil, uint32(len(frame))), frame...)
		}
		stream = stream[end:]
		if _, err := socket.Write(frame); err != nil {
			return
		}
	}
}

// protect signs or encrypts a message as a host would that has the client's key.
func protect(client *frames, b []byte) []byte {
	client.mu.Lock()
	defer client.mu.Unlock()
	s := &client.state
	h := host{keys: s.keys}
	signsIn := le.Uint16(b[12:]) == cmdSessionSetup && le.Uint32(b[8:]) == statusSuccess
	if h.keys == nil && signsIn && s.sessionKey != nil {
		h.keys, _ = newKeys(s.dialect, s.cipherID, s.sessionKey, s.preauth[:])
	}
	return h.protect(b, s.keys != nil && s.cipherID == cipherGCM)
}

// converse opens a pipe of a host that plays stream, writes, reads and closes.
// Opening takes no longer than patience, and so does the rest.
func converse(t testing.TB, stream []byte, patience time.Duration) (string, error) {
	client, server := net.Pipe()
	life, end := context.WithCancel(context.Background())
	c := newConn(life, end, client)
	played := make(chan struct{})
	go func() {
		defer close(played)
		play(server, c.frames, stream)
	}()
	defer func() {
		_ = c.Close()
		<-played
	}()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if _, err := openConn(ctx, c); err != nil {
		return "", err
	}
	_ = c.SetDeadline(time.Now().Add(patience))
	if _, err := c.Write([]byte("hello")); err != nil {
		return "", err
	}
	b := make([]byte, 100)
	n, err := c.Read(b)
	return string(b[:n]), err
}

// TestConverse shows that the recordings work, or fuzzing them would be idle.
func TestConverse(t *testing.T) {
	for _, h := range []*host{{}, {dialect: dialect302}, {dialect: dialect311}, {dialect: dialect311, cipherID: cipherGCM}} {
		got, err := converse(t, record(t, h), 5*time.Second)
		require.NoError(t, err)
		assert.Equal(t, "hello", got)
	}
}

// FuzzNegotiate puts the library behind the guard before a host that says
// anything, correctly signed: no panic, nothing that hangs, nothing left over.
func FuzzNegotiate(f *testing.F) {
	addRecordings(f, func(stream []byte) {
		f.Add(stream)
		f.Add(stream[:len(stream)/2])
	})
	f.Add([]byte{0, 0, 0, 25, 0xfe, 'S', 'M', 'B'})
	f.Fuzz(func(t *testing.T, stream []byte) {
		const patience = 300 * time.Millisecond
		begin := time.Now()
		_, _ = converse(t, stream, patience)
		// With the good-bye, and time for a busy machine.
		assert.Less(t, time.Since(begin), 2*patience+goodbye+5*time.Second)
	})
}
