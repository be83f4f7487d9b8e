package ikeexttest

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// always answers every call of IKEEXT alike.
func always(reply Reply) func(*Call) *Reply {
	return func(call *Call) *Reply {
		if call.Interface != "ikeext" {
			return nil
		}
		return &reply
	}
}

func TestInterceptSeesTheCall(t *testing.T) {
	var seen atomic.Pointer[Call]
	h := start(t, Config{Intercept: func(call *Call) *Reply {
		seen.Store(call)
		return nil
	}})
	_, err := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSign())...).statistics()
	require.NoError(t, err)
	assert.Equal(t, h.Calls()[0], *seen.Load())
}

func TestInterceptDoesNotSeeBreaches(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, Intercept: func(*Call) *Reply {
		t.Error("intercepted")
		return nil
	}})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(requestPDU(2, 0, []byte{1}))
	requireFault(t, faultBadStub, c.receive())
}

func TestReplyFault(t *testing.T) {
	h := start(t, Config{Intercept: always(Reply{Fault: 0x80320009})})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
	_, err := c.statistics()
	require.ErrorContains(t, err, "0x80320009")
}

func TestReplyStub(t *testing.T) {
	for name, stub := range map[string][]byte{"some": {1, 2, 3, 4, 5}, "none": {}} {
		t.Run(name, func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true, Intercept: always(Reply{Stub: stub})})
			c := dialRPC(t, h.Endpoint())
			c.ask(bindIKEEXT)
			assert.Equal(t, stub, c.ask(getStatistics)[24:])
		})
	}
}

// What is asked for stands above what the profile refuses.
func TestReplyStubOnStock2016(t *testing.T) {
	h := start(t, Config{Profile: Stock2016, Intercept: always(Reply{Stub: []byte{1}})})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	assert.Equal(t, []byte{1}, c.ask(getStatistics)[24:])
}

func TestReplyHangup(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, Intercept: always(Reply{Hangup: true})})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(unhex(t, getStatistics))
	c.requireEnd()
	assert.Empty(t, h.Violations())
}

func TestReplyDelay(t *testing.T) {
	const delay = 50 * time.Millisecond
	h := start(t, Config{AllowUnauthenticated: true, Intercept: always(Reply{Delay: delay})})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	begun := time.Now()
	assert.Equal(t, byte(typeResponse), c.ask(getStatistics)[2])
	assert.GreaterOrEqual(t, time.Since(begun), delay)
}

func TestDelayEndsWithTheConnection(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, Intercept: always(Reply{Delay: time.Hour})})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(unhex(t, getStatistics))
	require.Eventually(t, func() bool { return len(h.Calls()) == 1 }, 5*time.Second, time.Millisecond)
	c.Close()
	assert.Eventually(t, func() bool { return h.OpenConns() == 0 }, 5*time.Second, time.Millisecond)
}

func TestReplyFragments(t *testing.T) {
	tests := []struct {
		name        string
		size        int
		option      []dcerpc.Option
		unprotected bool
		wantPDUs    int
	}{
		// 200 bytes hold a header of 24 and 176 of the stub's 1664, unprotected.
		{"unprotected", 200, []dcerpc.Option{dcerpc.WithInsecure()}, true, 10},
		// 24 less for the verifier, and a multiple of 16: 144.
		{"integrity", 200, defaultUser(dcerpc.WithSign()), false, 12},
		{"privacy", 200, defaultUser(dcerpc.WithSeal()), false, 12},
		{"as small as it gets", 1, defaultUser(dcerpc.WithSeal()), false, 104},
		{"larger than agreed on", 60000, defaultUser(dcerpc.WithSeal()), false, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var pdus, longest atomic.Int64
			h := start(t, Config{
				AllowUnauthenticated: test.unprotected,
				Intercept:            always(Reply{FragmentSize: test.size}),
				Damage: func(p PDU) [][]byte {
					if p.Type == typeResponse {
						pdus.Add(1)
						longest.Store(max(longest.Load(), int64(len(p.Bytes))))
					}
					return nil
				},
			})
			response, err := dialClient(t, h.Endpoint(), test.option...).statistics()
			require.NoError(t, err)
			assert.EqualValues(t, 1000, response.Statistics.IKEStatistics.StatisticsV4.CurrentActiveMainModes)
			assert.EqualValues(t, 1414, response.Statistics.CommonStatistics.CurrentQueuedWorkitems)
			assert.EqualValues(t, test.wantPDUs, pdus.Load())
			if test.size >= 200 {
				assert.LessOrEqual(t, longest.Load(), int64(test.size))
			}
		})
	}
}

func TestFragmentsByHand(t *testing.T) {
	stub := make([]byte, 30)
	for i := range stub {
		stub[i] = byte(i)
	}
	h := start(t, Config{AllowUnauthenticated: true, Intercept: always(Reply{Stub: stub, FragmentSize: 24 + 15})})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(unhex(t, getStatistics))
	assert.Equal(t, unhex(t, `05 00 02 01 10 00 00 00 20 00 00 00 02 00 00 00  1e 00 00 00 00 00 00 00
		00 01 02 03 04 05 06 07`), c.receive())
	assert.Equal(t, unhex(t, `05 00 02 00 10 00 00 00 20 00 00 00 02 00 00 00  16 00 00 00 00 00 00 00
		08 09 0a 0b 0c 0d 0e 0f`), c.receive())
	c.receive()
	assert.Equal(t, unhex(t, `05 00 02 02 10 00 00 00 1e 00 00 00 02 00 00 00  06 00 00 00 00 00 00 00
		18 19 1a 1b 1c 1d`), c.receive())
}

func TestDamageTellsWhereThePartsLie(t *testing.T) {
	var response, ack PDU
	h := start(t, Config{
		Intercept: always(Reply{Stub: make([]byte, 21)}),
		Damage: func(p PDU) [][]byte {
			switch p.Type {
			case typeResponse:
				response = p
			case typeBindAck:
				ack = p
			}
			return nil
		},
	})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSign())...)
	client, err := c.ikeext()
	require.NoError(t, err)
	// The answer is none of IKEEXT's; only its PDU matters.
	_, _ = client.GetStatistics(c.ctx, &ikeext.GetStatisticsRequest{})

	assert.Equal(t, "ikeext", response.Interface)
	assert.Zero(t, response.Opnum)
	assert.Equal(t, 24, response.StubOffset)
	assert.Equal(t, 21, response.StubLen)
	assert.Equal(t, 11, response.PadLen)
	assert.Equal(t, 24+32, response.TrailerOffset)
	assert.Equal(t, 16, response.AuthLen)
	assert.Len(t, response.Bytes, 24+32+8+16)
	assert.Equal(t, []byte{authNTLM, levelIntegrity, 11, 0}, response.Bytes[56:60], "trailer")
	assert.Equal(t, -1, ack.Opnum)
	assert.Empty(t, ack.Interface)
	assert.Equal(t, "NTLMSSP\x00", string(ack.Bytes[ack.TrailerOffset+8:ack.TrailerOffset+16]))
}

func TestDamageReplacesWhatIsSent(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, Damage: func(p PDU) [][]byte {
		if p.Type == typeResponse {
			return [][]byte{p.Bytes[:10], p.Bytes[10:30]}
		}
		return nil
	}})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	c.send(unhex(t, getStatistics))
	got := make([]byte, 30)
	for n := 0; n < len(got); {
		k, err := c.Read(got[n:])
		require.NoError(t, err)
		n += k
	}
	assert.Equal(t, byte(typeResponse), got[2])
	require.NoError(t, c.SetReadDeadline(time.Now().Add(20*time.Millisecond)))
	n, _ := c.Read(got)
	assert.Zero(t, n, "nothing comes after")
}

func TestDamageSendsNothing(t *testing.T) {
	h := start(t, Config{Damage: func(PDU) [][]byte { return [][]byte{} }})
	c := dialRPC(t, h.Endpoint())
	c.send(unhex(t, bindIKEEXT))
	require.NoError(t, c.SetReadDeadline(time.Now().Add(20*time.Millisecond)))
	n, _ := c.Read(make([]byte, 1))
	assert.Zero(t, n)
	assert.Equal(t, 1, h.OpenConns())
}
