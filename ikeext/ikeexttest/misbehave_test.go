package ikeexttest

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// misbehaving starts a host that sends each PDU of a type as m says.
func misbehaving(t *testing.T, typ byte, m Misbehaviour) *rawConn {
	h := start(t, Config{AllowUnauthenticated: true, Misbehave: func(p PDU) Misbehaviour {
		if p.Type == typ {
			return m
		}
		return nil
	}})
	return dialRPC(t, h.Endpoint())
}

func TestSilence(t *testing.T) {
	c := misbehaving(t, typeBindAck, Silence())
	c.send(unhex(t, bindIKEEXT))
	require.NoError(t, c.SetReadDeadline(time.Now().Add(20*time.Millisecond)))
	n, err := c.Read(make([]byte, 1))
	assert.Zero(t, n)
	assert.ErrorContains(t, err, "timeout")
}

// TestSilenceGoesOn answers the next request as if the first had been answered.
func TestSilenceGoesOn(t *testing.T) {
	c := misbehaving(t, typeBindAck, Silence())
	c.send(unhex(t, bindIKEEXT))
	assert.Equal(t, byte(typeResponse), c.ask(getStatistics)[2])
}

func TestDrip(t *testing.T) {
	const pause = 2 * time.Millisecond
	c := misbehaving(t, typeBindAck, Drip(pause))
	begun := time.Now()
	ack := c.ask(bindIKEEXT)
	assert.Equal(t, byte(typeBindAck), ack[2])
	assert.GreaterOrEqual(t, time.Since(begun), pause*time.Duration(len(ack)))
}

// TestDripEndsWithTheConnection does not wait for the pause to be over.
func TestDripEndsWithTheConnection(t *testing.T) {
	h := start(t, Config{Misbehave: func(PDU) Misbehaviour { return Drip(time.Hour) }})
	c := dialRPC(t, h.Endpoint())
	c.send(unhex(t, bindIKEEXT))
	c.Close()
	assert.Eventually(t, func() bool { return h.OpenConns() == 0 }, 5*time.Second, time.Millisecond)
}

func TestCutOff(t *testing.T) {
	for _, n := range []int{0, 1, 30} {
		c := misbehaving(t, typeBindAck, CutOff(n))
		c.send(unhex(t, bindIKEEXT))
		got, err := io.ReadAll(c)
		require.NoError(t, err)
		assert.Len(t, got, n)
	}
}

func TestEndless(t *testing.T) {
	c := misbehaving(t, typeResponse, Endless(8))
	c.ask(bindIKEEXT)
	c.send(unhex(t, getStatistics))
	assert.Equal(t, unhex(t, `05 00 02 01 10 00 00 00 20 00 00 00 02 00 00 00  80 06 00 00 00 00 00 00
		00 00 00 00 00 00 00 00`), c.receive())
	for range 1000 {
		assert.Equal(t, unhex(t, `05 00 02 00 10 00 00 00 20 00 00 00 02 00 00 00  80 06 00 00 00 00 00 00
			00 00 00 00 00 00 00 00`), c.receive())
	}
}

func TestRefuse(t *testing.T) {
	c := misbehaving(t, typeBindAck, Refuse(4))
	assert.Equal(t, unhex(t, `05 00 0d 03 10 00 00 00 15 00 00 00 01 00 00 00  04 00 01 05 00`), c.ask(bindIKEEXT))
	c.requireEnd()
}

func TestFaultInPlaceOfAResponse(t *testing.T) {
	c := misbehaving(t, typeResponse, Fault(0x1C010014))
	c.ask(bindIKEEXT)
	requireFault(t, 0x1C010014, c.ask(getStatistics))
}
