package ikeext_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// recorder is a dialer that keeps what is sent.
type recorder struct {
	mu   sync.Mutex
	sent []byte
}

func (r *recorder) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	return recordedConn{conn, r}, err
}

type recordedConn struct {
	net.Conn
	to *recorder
}

func (c recordedConn) Write(b []byte) (int, error) {
	c.to.mu.Lock()
	c.to.sent = append(c.to.sent, b...)
	c.to.mu.Unlock()
	return c.Conn.Write(b)
}

// TestNTLMv2 reads the AUTHENTICATE_MESSAGE ([MS-NLMP] 2.2.1.3) off the wire: the
// response is NTLMv2's, there is none of LM, it carries the host's target
// information, and says of its MIC, which the simulated host verifies, that it is
// there.
func TestNTLMv2(t *testing.T) {
	for _, auth := range []ikeext.Auth{ikeext.AuthNTLM, ikeext.AuthNegotiate} {
		t.Run(string(auth), func(t *testing.T) {
			var r recorder
			host := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
			cfg := config(host)
			cfg.Auth, cfg.DialContext = auth, r.dial
			_, err := query(t, cfg)
			require.NoError(t, err)

			at := bytes.Index(r.sent, []byte("NTLMSSP\x00\x03\x00\x00\x00"))
			require.Positive(t, at)
			message := r.sent[at:]
			field := func(offset int) []byte { // length, room, place
				begin := binary.LittleEndian.Uint32(message[offset+4:])
				return message[begin:][:binary.LittleEndian.Uint16(message[offset:])]
			}
			lm, nt := field(12), field(20)
			assert.Equal(t, make([]byte, len(lm)), lm)
			const blob, attributes = 16, 16 + 28
			require.Greater(t, len(nt), attributes)
			assert.Equal(t, []byte{1, 1}, nt[blob:blob+2], "version of NTLMv2")
			pairs := avPairs(nt[attributes:])
			require.Len(t, pairs[6], 4, "MsvAvFlags")
			assert.EqualValues(t, 2, pairs[6][0]&2, "MIC present")
			assert.NotEqual(t, make([]byte, 16), message[72:88], "MIC")
			assert.Contains(t, pairs, uint16(7), "MsvAvTimestamp, which the host told")
			assert.Equal(t, "S\x00I\x00M\x00H\x00O\x00S\x00T\x00", string(pairs[1]), "MsvAvNbComputerName")
		})
	}
}

// avPairs reads AV_PAIR structures up to MsvAvEOL.
func avPairs(b []byte) map[uint16][]byte {
	pairs := map[uint16][]byte{}
	for len(b) >= 4 && binary.LittleEndian.Uint16(b) != 0 {
		size := int(binary.LittleEndian.Uint16(b[2:]))
		pairs[binary.LittleEndian.Uint16(b)] = b[4:][:size]
		b = b[4+size:]
	}
	return pairs
}
