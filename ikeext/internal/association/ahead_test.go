package association

import (
	"bytes"
	"io"
	"net"
	"slices"
	"testing"

	epmv3 "github.com/oiweiwei/go-msrpc/msrpc/epm/epm/v3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/guard"
)

// mapping is a request whose stub differs from another's in its last bytes and not
// in its length.
func mapping(towers uint32) Request {
	return Request{Opnum: 3, Name: "ept_map", In: &epmv3.MapRequest{MaxTowers: towers}}
}

// bindMultiplexed binds to a server that takes several calls at a time.
func bindMultiplexed(t testing.TB, handle func(request []byte) []byte) *Association {
	socket := serve(t, func(request []byte) []byte {
		if request[2] == 11 {
			ack := accept(request)
			ack[3] |= 0x10 // PFC_CONC_MPX
			return ack
		}
		return handle(request)
	})
	a, err := Bind(t.Context(), socket, epmv3.EpmSyntaxV3_0, nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// gathering has answer see both requests before either is answered.
func gathering(answer func(first, second []byte) []byte) func([]byte) []byte {
	var first []byte
	return func(request []byte) []byte {
		if first == nil {
			first = request
			return []byte{}
		}
		return answer(first, request)
	}
}

func TestSendAhead(t *testing.T) {
	for name, order := range map[string]func(one, two [][]byte) [][]byte{
		"in turn":   func(one, two [][]byte) [][]byte { return slices.Concat(one, two) },
		"reversed":  func(one, two [][]byte) [][]byte { return slices.Concat(two, one) },
		"entangled": func(one, two [][]byte) [][]byte { return slices.Concat(two[:1], one[:2], two[1:2], one[2:], two[2:]) },
	} {
		t.Run(name, func(t *testing.T) {
			want := [][]byte{bytes.Repeat([]byte("1"), 100), bytes.Repeat([]byte("2"), 100)}
			a := bindMultiplexed(t, gathering(func(first, second []byte) []byte {
				assert.NotEqual(t, first, second)
				one, two := pieces(reply(first, want[0], 30)), pieces(reply(second, want[1], 30))
				return slices.Concat(order(one, two)...)
			}))
			require.NoError(t, a.SendAhead(mapping(2)))
			for i, stub := range want {
				got, err := a.Call(t.Context(), mapping(uint32(i+1)), 100)
				require.NoError(t, err)
				assert.Equal(t, stub, got)
			}
		})
	}
}

// pieces cuts PDUs apart.
func pieces(b []byte) (pdus [][]byte) {
	for len(b) > 0 {
		n := le.Uint16(b[8:])
		pdus, b = append(pdus, b[:n]), b[n:]
	}
	return pdus
}

// TestSendAheadOneAtATime has a server that does not take several calls at a time,
// and looks whether it gets them.
func TestSendAheadOneAtATime(t *testing.T) {
	calls := 0
	a := bindTo(t, func(request []byte) []byte {
		calls++
		return reply(request, []byte{byte(calls)}, 10)
	})
	require.NoError(t, a.SendAhead(mapping(2)))
	for i := range 2 {
		got, err := a.Call(t.Context(), mapping(uint32(i+1)), 100)
		require.NoError(t, err)
		assert.Equal(t, []byte{byte(i + 1)}, got)
		assert.Equal(t, i+1, calls)
	}
}

// TestSendAheadFaults has each of the calls refused.
func TestSendAheadFaults(t *testing.T) {
	refuse := func(request []byte) []byte {
		body := append([]byte{0, 0, 0, 0, request[20], request[21], 0, 0}, 5, 0, 0, 0, 0, 0, 0, 0)
		return pdu(3, 3, le.Uint32(request[12:]), body)
	}
	a := bindMultiplexed(t, gathering(func(first, second []byte) []byte {
		return slices.Concat(refuse(second), refuse(first))
	}))
	require.NoError(t, a.SendAhead(mapping(2)))
	for i := range 2 {
		_, err := a.Call(t.Context(), mapping(uint32(i+1)), 100)
		var fault *guard.Fault
		require.ErrorAs(t, err, &fault)
		assert.EqualValues(t, 5, fault.Status)
	}
}

// TestSendAheadRefused has answers that the call whose turn it is must not take.
func TestSendAheadRefused(t *testing.T) {
	for name, answer := range map[string]func(first, second []byte) []byte{
		"a call that was not made": func(_, second []byte) []byte {
			le.PutUint32(second[12:], le.Uint32(second[12:])+1)
			return reply(second, []byte{1}, 1)
		},
		"without end": func(_, second []byte) []byte { return reply(second, make([]byte, maxKept), 1000) },
		"no length":   func(first, _ []byte) []byte { b := reply(first, nil, 1); le.PutUint16(b[8:], 3); return b },
	} {
		t.Run(name, func(t *testing.T) {
			a := bindMultiplexed(t, gathering(answer))
			require.NoError(t, a.SendAhead(mapping(2)))
			_, err := a.Call(t.Context(), mapping(1), 100)
			var protocol *guard.ProtocolError
			assert.ErrorAs(t, err, &protocol)
		})
	}
}

// incoming is a connection from which certain bytes come.
type incoming struct {
	net.Conn
	io.Reader
}

func (*incoming) Write(b []byte) (int, error)  { return len(b), nil }
func (s *incoming) Read(b []byte) (int, error) { return s.Reader.Read(b) }

// TestAheadCutOff ends the connection everywhere in the two answers.
func TestAheadCutOff(t *testing.T) {
	stub := []byte("2")
	first := pdu(0, 3, 7, append(make([]byte, 8), '1'))
	second := pdu(0, 3, 8, append(make([]byte, 8), '2'))
	one, two := reply(first, []byte("one"), 9), reply(second, []byte("two"), 9)
	all := slices.Concat(two, one)
	for cut := range len(all) + 1 {
		c := &ahead{Conn: &incoming{Reader: bytes.NewReader(all[:cut])}}
		c.send(stub)
		_, err := c.Write(first)
		require.NoError(t, err)
		got, err := io.ReadAll(c)
		switch {
		case cut < pduHeader: // nobody knows yet whose it is
			assert.Equal(t, all[:cut], got)
		case cut < len(two):
			assert.Empty(t, got, "%d bytes of the other's answer", cut)
			assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		default:
			assert.Equal(t, one[:cut-len(two)], got)
			_, err := c.Write(second)
			require.NoError(t, err)
			got, err = io.ReadAll(c)
			require.NoError(t, err)
			assert.Equal(t, two, got)
		}
	}
}

// TestAheadForeseesWrongly has the library send something else in the end.
func TestAheadForeseesWrongly(t *testing.T) {
	c := &ahead{Conn: &incoming{}}
	c.send([]byte("2"))
	request := pdu(0, 3, 7, append(make([]byte, 8), '1'))
	_, err := c.Write(request)
	require.NoError(t, err)
	_, err = c.Write(request)
	assert.ErrorIs(t, err, errNotForeseen)
}
