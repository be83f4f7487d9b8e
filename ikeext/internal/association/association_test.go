package association

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	epmv3 "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"
	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/remoteike/remoteike/ikeext/internal/guard"
	ikerpc "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var le = binary.LittleEndian

// pdu returns a PDU of one fragment.
func pdu(typ, flags byte, callID uint32, body []byte) []byte {
	b := append([]byte{5, 0, typ, flags, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, body...)
	le.PutUint16(b[8:], uint16(len(b)))
	le.PutUint32(b[12:], callID)
	return b
}

// accept answers an unauthenticated bind: every context but the last, which is
// feature negotiation, is accepted with NDR 2.0.
func accept(bind []byte) []byte {
	body := []byte{0xd0, 0x16, 0xd0, 0x16, 1, 0, 0, 0, 0, 0, 0, 0, bind[24], 0, 0, 0}
	for i := range bind[24] {
		result := make([]byte, 24)
		if i < bind[24]-1 {
			copy(result[4:], "\x04\x5d\x88\x8a\xeb\x1c\xc9\x11\x9f\xe8\x08\x00\x2b\x10\x48\x60\x02")
		} else {
			result[0] = 3
		}
		body = append(body, result...)
	}
	typ := byte(12)
	if bind[2] == 14 {
		typ = 15
	}
	return pdu(typ, 3, le.Uint32(bind[12:]), body)
}

// reply answers a request with a stub, in fragments of at most size bytes.
func reply(request, stub []byte, size int) []byte {
	var out []byte
	for first := true; first || len(stub) > 0; first = false {
		part := stub[:min(size, len(stub))]
		stub = stub[len(part):]
		flags := byte(0)
		if first {
			flags |= 1
		}
		if len(stub) == 0 {
			flags |= 2
		}
		body := append([]byte{0, 0, 0, 0, request[20], request[21], 0, 0}, part...)
		out = append(out, pdu(2, flags, le.Uint32(request[12:]), body)...)
	}
	return out
}

// serve answers each PDU on a loopback connection with what handle returns,
// until that is nil, and returns the client's end.
func serve(t testing.TB, handle func(request []byte) []byte) net.Conn {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		for {
			head := make([]byte, 16)
			if _, err := io.ReadFull(conn, head); err != nil {
				return
			}
			rest := make([]byte, le.Uint16(head[8:])-16)
			if _, err := io.ReadFull(conn, rest); err != nil {
				return
			}
			answer := handle(append(head, rest...))
			if answer == nil {
				return
			}
			if _, err := conn.Write(answer); err != nil {
				return
			}
		}
	}()
	client, err := net.Dial("tcp", listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() {
		_ = client.Close()
		_ = listener.Close()
		<-done
	})
	return client
}

// bindTo binds IKEEXT to a server that answers requests with handle.
func bindTo(t testing.TB, handle func(request []byte) []byte) *Association {
	socket := serve(t, func(request []byte) []byte {
		if request[2] == 11 || request[2] == 14 {
			return accept(request)
		}
		return handle(request)
	})
	a, err := Bind(t.Context(), socket, ikerpc.IkeextSyntaxV1_0, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func getStatistics() Request {
	return Request{Opnum: 0, Name: "IkeGetStatistics", In: &ikerpc.GetStatisticsRequest{}}
}

func TestCall(t *testing.T) {
	stub := make([]byte, 1664)
	for i := range stub {
		stub[i] = byte(i * 7)
	}
	for _, size := range []int{1, 16, 200, 832, 1663, 1664} {
		a := bindTo(t, func(request []byte) []byte { return reply(request, stub, size) })
		got, err := a.Call(t.Context(), getStatistics(), 1664)
		require.NoError(t, err, "fragments of %d", size)
		assert.Equal(t, stub, got, "fragments of %d", size)
	}
}

// TestCallLengths reads replies of every length: what comes back is what was
// sent, or the error that it was too long.
func TestCallLengths(t *testing.T) {
	n := 0
	a := bindTo(t, func(request []byte) []byte { return reply(request, make([]byte, n), 1000) })
	for n = 0; n <= 1664; n++ {
		got, err := a.Call(t.Context(), getStatistics(), 1664)
		require.NoError(t, err, "%d bytes", n)
		require.Len(t, got, n)
	}
	_, err := a.Call(t.Context(), getStatistics(), 1664)
	assert.ErrorIs(t, err, ErrTooLong)
}

// TestCallFragmentsUnfinished leaves replies without their last fragment.
func TestCallFragmentsUnfinished(t *testing.T) {
	a := bindTo(t, func(request []byte) []byte {
		whole := reply(request, make([]byte, 1664), 200)
		return whole[:len(whole)-24-1664%200]
	})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := a.Call(ctx, getStatistics(), 1664)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
}

// TestCallLongerAndLonger leaves long replies without an end: that they were too
// long is told whatever else ends with them.
func TestCallLongerAndLonger(t *testing.T) {
	for _, size := range []int{200, 5000} {
		a := bindTo(t, func(request []byte) []byte {
			whole := reply(request, make([]byte, 30000), size)
			return whole[:len(whole)-24-size]
		})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := a.Call(ctx, getStatistics(), 1664)
		require.ErrorIs(t, err, ErrTooLong, "fragments of %d", size)
	}
}

// TestMapperBomb is a well-formed reply whose count asks for 32 GiB.
func TestMapperBomb(t *testing.T) {
	stub := make([]byte, 36)
	le.PutUint32(stub[24:], 0xffffffff)
	a := bindTo(t, func(request []byte) []byte { return reply(request, stub, 5000) })
	got, err := a.Call(t.Context(), Request{Opnum: 3, Name: "ept_map", In: &epmv3.MapRequest{}}, 4096)
	require.NoError(t, err)
	var decode *DecodeError
	assert.ErrorAs(t, Decode(got, &epmv3.MapResponse{}), &decode)
}

func TestDecode(t *testing.T) {
	var decode *DecodeError
	for n := range 1664 {
		require.ErrorAs(t, Decode(make([]byte, n), &ikerpc.GetStatisticsResponse{}), &decode, "%d bytes", n)
	}
	assert.NoError(t, Decode(make([]byte, 1664), &ikerpc.GetStatisticsResponse{}))
	assert.ErrorAs(t, Decode(make([]byte, 1665), &ikerpc.GetStatisticsResponse{}), &decode)
	panics := ndr.UnmarshalNDRFunc(func(context.Context, ndr.Reader) error { panic("boom") })
	assert.ErrorAs(t, Decode(nil, panics), &decode)
}

// TestFaultAndOn asks again after a fault, on the same connection.
func TestFaultAndOn(t *testing.T) {
	calls := 0
	a := bindTo(t, func(request []byte) []byte {
		if calls++; calls == 1 {
			return pdu(3, 0x23, le.Uint32(request[12:]), []byte{32, 0, 0, 0, request[20], request[21], 0, 0, 5, 0, 0, 0, 0, 0, 0, 0})
		}
		return reply(request, []byte("pong"), 100)
	})
	_, err := a.Call(t.Context(), getStatistics(), 1664)
	var fault *guard.Fault
	require.ErrorAs(t, err, &fault)
	assert.EqualValues(t, 5, fault.Status)

	got, err := a.Call(t.Context(), getStatistics(), 1664)
	require.NoError(t, err)
	assert.Equal(t, []byte("pong"), got)
}

func TestRejectedAtBind(t *testing.T) {
	socket := serve(t, func(bind []byte) []byte {
		b := accept(bind)
		copy(b[32:], []byte{2, 0, 1, 0})
		return b
	})
	_, err := Bind(t.Context(), socket, ikerpc.IkeextSyntaxV1_0, nil)
	var rejected *guard.Rejected
	require.ErrorAs(t, err, &rejected)
	assert.EqualValues(t, guard.ReasonAbstractSyntax, rejected.Reason)
}

func TestPeerHangsUp(t *testing.T) {
	a := bindTo(t, func([]byte) []byte { return nil })
	_, err := a.Call(t.Context(), getStatistics(), 1664)
	assert.ErrorIs(t, err, guard.ErrPeerClosed)
}

// TestCancelled measures that a cancelled bind and a cancelled call return.
func TestCancelled(t *testing.T) {
	silent := func([]byte) []byte { return []byte{} }
	t.Run("bind", func(t *testing.T) {
		socket := serve(t, silent)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		start := time.Now()
		_, err := Bind(ctx, socket, ikerpc.IkeextSyntaxV1_0, nil)
		assert.ErrorIs(t, err, context.Canceled)
		assert.Less(t, time.Since(start), 2*time.Second)
		_, err = socket.Write([]byte{0})
		assert.ErrorIs(t, err, net.ErrClosed)
	})
	t.Run("call", func(t *testing.T) {
		a := bindTo(t, silent)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		start := time.Now()
		_, err := a.Call(ctx, getStatistics(), 1664)
		assert.ErrorIs(t, err, context.Canceled)
		assert.Less(t, time.Since(start), 2*time.Second)
	})
	t.Run("before", func(t *testing.T) {
		a := bindTo(t, silent)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := a.Call(ctx, getStatistics(), 1664)
		assert.ErrorIs(t, err, context.Canceled)
	})
}

// FuzzBind lets the RPC library see whatever gets past the guard: not one input
// may make it panic.
func FuzzBind(f *testing.F) {
	f.Add([]byte{}, []byte{})
	bind := make([]byte, 25)
	bind[24] = 2
	le.PutUint32(bind[12:], 1)
	f.Add(accept(bind), []byte{})
	request := make([]byte, 24)
	le.PutUint32(request[12:], 2)
	f.Add(accept(bind), reply(request, make([]byte, 40), 16))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		client := &scripted{answers: [][]byte{first, second}}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		a, err := Bind(ctx, client, ikerpc.IkeextSyntaxV1_0, nil)
		if err != nil {
			return
		}
		defer a.Close()
		_, _ = a.Call(ctx, getStatistics(), 1664)
	})
}

// scripted is a connection that has an answer for each PDU written to it, and
// ends when there is nothing left to read.
type scripted struct {
	net.Conn
	mu      sync.Mutex
	answers [][]byte
	in      bytes.Buffer
}

func (s *scripted) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.answers) > 0 {
		answer := bytes.Clone(s.answers[0])
		// The library numbers contexts by a counter of the process.
		if len(b) > 22 && b[2] == 0 && len(answer) > 22 {
			copy(answer[20:22], b[20:22])
		}
		s.in.Write(answer)
		s.answers = s.answers[1:]
	}
	return len(b), nil
}

func (s *scripted) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.in.Read(b)
}

func (s *scripted) Close() error                { return nil }
func (s *scripted) SetDeadline(time.Time) error { return nil }
