package guard

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/damage"
)

// FuzzReceive feeds a bound connection with anything. What comes out must be
// PDUs whose lengths agree with each other, or nothing.
func FuzzReceive(f *testing.F) {
	f.Add(unhex(response))
	f.Add(unhex(fault))
	f.Add(append(edit(response, 3, 0x01), edit(response, 3, 0x02)...))
	f.Fuzz(receive)
}

func receive(t *testing.T, reply []byte) {
	c, _ := bound(t, reply)
	for {
		pdu, err := readPDU(c)
		if err != nil {
			require.True(t, errors.Is(err, c.Err()), "%v is not %v", err, c.Err())
			return
		}
		assertConsistent(t, pdu)
	}
}

// TestReceiveAnything feeds it with a million inputs, or some of them.
func TestReceiveAnything(t *testing.T) {
	fragments := append(edit(response, 3, 0x01), edit(response, 3, 0x02)...)
	for _, b := range damage.Inputs(1, unhex(response), unhex(fault), fragments) {
		receive(t, b)
	}
}

// FuzzBindAck feeds a connection that has sent its bind with anything.
func FuzzBindAck(f *testing.F) {
	f.Add(unhex(bindAck))
	f.Add(unhex(`05 00 0d 03 10000000 1500 0000 01000000  0800 01 05 00`))
	f.Fuzz(receiveBindAck)
}

func receiveBindAck(t *testing.T, reply []byte) {
	c := New(&peer{in: bytes.NewReader(reply)}, limits())
	_, err := c.Write(unhex(bind))
	require.NoError(t, err)
	if pdu, err := readPDU(c); err == nil {
		assertConsistent(t, pdu)
	}
}

// TestBindAckAnything feeds it with a million inputs, or some of them.
func TestBindAckAnything(t *testing.T) {
	for _, b := range damage.Inputs(1, unhex(bindAck)) {
		receiveBindAck(t, b)
	}
}

func assertConsistent(t *testing.T, pdu []byte) {
	h, err := parseHeader(pdu)
	require.NoError(t, err)
	require.Len(t, pdu, h.fragLen)
	require.LessOrEqual(t, h.fragLen, 5840)
	require.GreaterOrEqual(t, h.trailerOffset(), responseSize)
	require.Zero(t, h.flags&0x80)
	if h.authLen > 0 {
		require.LessOrEqual(t, parseTrailer(pdu[h.trailerOffset():]).padLen, h.trailerOffset()-responseSize)
	}
}
