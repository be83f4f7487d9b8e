package ikeext_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// wholeReply fetches the stub that the host answers opnum 0 with.
func wholeReply(t *testing.T) []byte {
	var stub []byte
	host := start(t, ikeexttest.Config{AllowUnauthenticated: true, Profile: ikeexttest.Windows7,
		Damage: func(p ikeexttest.PDU) [][]byte {
			if p.Interface == "ikeext" && p.Type == 2 {
				stub = bytes.Clone(p.Bytes[p.StubOffset : p.StubOffset+p.StubLen])
			}
			return nil
		}})
	_, err := query(t, &ikeext.Config{Auth: ikeext.AuthNone, EPMPort: host.EPMPort()})
	require.NoError(t, err)
	require.Len(t, stub, 1664)
	return stub
}

// TestReplyOfEveryLength answers with the whole reply cut at each offset, and
// with longer ones: not one may pass, least of all as zeros.
func TestReplyOfEveryLength(t *testing.T) {
	whole := wholeReply(t)
	var n int
	host := start(t, ikeexttest.Config{AllowUnauthenticated: true, Profile: ikeexttest.Windows7,
		Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
			if c.Interface == "ikeext" {
				return &ikeexttest.Reply{Stub: append(bytes.Clone(whole), make([]byte, 64)...)[:n]}
			}
			return nil
		}})
	cfg := &ikeext.Config{Auth: ikeext.AuthNone, Endpoint: host.Endpoint()}
	for n = 0; n <= len(whole)+16; n++ {
		s, err := query(t, cfg)
		if n == len(whole) {
			require.NoError(t, err)
			assertDistinct(t, s)
			continue
		}
		require.ErrorIs(t, err, ikeext.ErrTruncated, "%d bytes", n)
		require.Nil(t, s)
		var e *ikeext.Error
		require.ErrorAs(t, err, &e)
		require.EqualValues(t, "decode", e.Stage)
	}
}

// TestConnectionCutEverywhere ends the connection at each offset of the sealed
// reply.
func TestConnectionCutEverywhere(t *testing.T) {
	for n := 0; n < 1712; n += 7 {
		host := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7, Damage: func(p ikeexttest.PDU) [][]byte {
			if p.Interface == "ikeext" && p.Type == 2 {
				return [][]byte{p.Bytes[:n]}
			}
			return nil
		}})
		cfg := config(host)
		client, err := ikeext.Dial(t.Context(), "127.0.0.1", cfg)
		require.NoError(t, err)
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, err := client.Statistics(t.Context())
			assert.Error(t, err)
		}()
		require.Eventually(t, func() bool { return called(host, "ikeext") }, 10*soon, time.Millisecond)
		require.NoError(t, host.Close())
		<-done
		require.NoError(t, client.Close())
	}
}

// TestDamagedReply flips a bit of each byte in every part of a protected reply:
// of the statistics, and for the padding, which they do not need, of EngineOpen.
func TestDamagedReply(t *testing.T) {
	type parts = func(ikeexttest.PDU) (from, to int)
	for name, c := range map[string]struct {
		reply string
		part  parts
	}{
		"header":    {"ikeext", func(p ikeexttest.PDU) (int, int) { return 0, p.StubOffset }},
		"stub":      {"ikeext", func(p ikeexttest.PDU) (int, int) { return p.StubOffset, p.StubOffset + p.StubLen }},
		"padding":   {"engine", func(p ikeexttest.PDU) (int, int) { return p.TrailerOffset - p.PadLen, p.TrailerOffset }},
		"trailer":   {"ikeext", func(p ikeexttest.PDU) (int, int) { return p.TrailerOffset, p.TrailerOffset + 8 }},
		"signature": {"ikeext", func(p ikeexttest.PDU) (int, int) { return p.TrailerOffset + 8, p.TrailerOffset + 8 + p.AuthLen }},
	} {
		for _, level := range []ikeext.Level{ikeext.LevelIntegrity, ikeext.LevelPrivacy} {
			t.Run(fmt.Sprintf("%s/%s", level, name), func(t *testing.T) {
				damageEvery(t, level, c.reply, c.part)
			})
		}
	}
}

func damageEvery(t *testing.T, level ikeext.Level, reply string, part func(ikeexttest.PDU) (from, to int)) {
	var position, size int // in the part of the last fragment
	host := start(t, ikeexttest.Config{
		Intercept: func(*ikeexttest.Call) *ikeexttest.Reply { return &ikeexttest.Reply{FragmentSize: 1000} },
		Damage: func(p ikeexttest.PDU) [][]byte {
			const response, last = 2, 2
			if p.Interface != reply || p.Opnum == 3 || p.Type != response || p.Bytes[3]&last == 0 {
				return nil
			}
			from, to := part(p)
			if size = to - from; position >= size {
				return nil
			}
			b := bytes.Clone(p.Bytes)
			b[from+position] ^= 1 << (position % 8)
			return [][]byte{b}
		},
	})
	cfg := config(host)
	cfg.Endpoint, cfg.EngineEndpoint = host.Endpoint(), host.EngineEndpoint()
	cfg.Level, cfg.Engine = level, ikeext.EngineRequire
	// A damaged length makes the client wait for bytes that never come.
	cfg.StageTimeout = 300 * time.Millisecond
	step := 1
	for position = 0; position == 0 || position < size; position += step {
		s, err := query(t, cfg)
		require.Error(t, err, "byte %d", position)
		require.Nil(t, s)
		if step = 1; size > 100 {
			step = 37
		}
	}
	require.Positive(t, size, "nothing was damaged")
	cfg.StageTimeout = 0
	s, err := query(t, cfg) // beyond the part: undamaged
	require.NoError(t, err)
	assertDistinct(t, s)
}
