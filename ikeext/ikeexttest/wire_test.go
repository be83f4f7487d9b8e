package ikeexttest

import (
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBindAckByHand(t *testing.T) {
	h := start(t, Config{})
	ack := dialRPC(t, h.Endpoint()).ask(bindIKEEXT)

	port := portIn(t, h.Endpoint())
	address := fmt.Sprintf("%d\x00", port)
	want := unhex(t, `05 00 0c 03 10 00 00 00 00 00 00 00 01 00 00 00 d0 16 d0 16`)
	le.PutUint16(want[8:], uint16(len(ack)))
	assert.Equal(t, want, ack[:20], "header and fragment sizes")
	assert.NotZero(t, le.Uint32(ack[20:]), "association group")
	assert.Equal(t, len(address), int(le.Uint16(ack[24:])), "length of the secondary address")
	assert.Equal(t, address, string(ack[26:26+len(address)]))
	results := (26 + len(address) + 3) &^ 3
	assert.Equal(t, unhex(t, `
		01 00 00 00  # one result
		00 00 00 00  # acceptance
		04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60 02 00 00 00`), ack[results:])
	assert.Empty(t, h.Violations())
}

// portIn returns the port of a string binding.
func portIn(t testing.TB, binding string) (port int) {
	t.Helper()
	_, err := fmt.Sscanf(binding, "ncacn_ip_tcp:127.0.0.1[%d]", &port)
	require.NoError(t, err)
	return port
}

// Each bind has one context and gets one result.
func TestBindResults(t *testing.T) {
	h := start(t, Config{})
	tests := []struct{ name, context, want string }{
		{
			"unknown interface",
			`00 00 01 00  ff ff 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00 00 00
			 04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00`,
			`02 00 01 00 00000000000000000000000000000000 00000000`,
		},
		{
			"newer major version",
			`00 00 01 00  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  02 00 00 00
			 04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00`,
			`02 00 01 00 00000000000000000000000000000000 00000000`,
		},
		{
			"newer minor version",
			`00 00 01 00  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00 01 00
			 04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00`,
			`02 00 01 00 00000000000000000000000000000000 00000000`,
		},
		{
			"NDR64 alone",
			`00 00 01 00  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00 00 00
			 33 05 71 71 ba be 37 49 83 19 b5 db ef 9c cc 36  01 00 00 00`,
			`02 00 02 00 00000000000000000000000000000000 00000000`,
		},
		{
			"bind-time features",
			`00 00 01 00  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00 00 00
			 2c 1c b7 6c 12 98 40 45 03 00 00 00 00 00 00 00  01 00 00 00`,
			`03 00 03 00 00000000000000000000000000000000 00000000`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bind := unhex(t, `05 00 0b 03 10 00 00 00 48 00 00 00 01 00 00 00
				d0 16 d0 16 00 00 00 00 01 00 00 00`+test.context)
			c := dialRPC(t, h.Endpoint())
			c.send(bind)
			ack := c.receive()
			require.Equal(t, byte(typeBindAck), ack[2])
			assert.Equal(t, unhex(t, test.want), ack[len(ack)-24:])
		})
	}
}

func TestFragmentSizesAreTheSmaller(t *testing.T) {
	h := start(t, Config{})
	bind := unhex(t, bindIKEEXT)
	le.PutUint16(bind[16:], 4280) // the client sends at most this
	le.PutUint16(bind[18:], 2000) // and receives at most this
	c := dialRPC(t, h.Endpoint())
	c.send(bind)
	ack := c.receive()
	assert.Equal(t, 2000, int(le.Uint16(ack[16:])), "what the host sends at most")
	assert.Equal(t, 4280, int(le.Uint16(ack[18:])), "what the host receives at most")
}

func TestAssociationGroupIsJoined(t *testing.T) {
	h := start(t, Config{})
	first := dialRPC(t, h.Endpoint()).ask(bindIKEEXT)
	bind := unhex(t, bindIKEEXT)
	copy(bind[20:], first[20:24])
	c := dialRPC(t, h.Endpoint())
	c.send(bind)
	assert.Equal(t, first[20:24], c.receive()[20:24])
}

func TestStatisticsStubIsTheVector(t *testing.T) {
	h := start(t, Config{
		AllowUnauthenticated: true,
		Statistics: func() (values [StatisticsCount]uint32) {
			for i := range values {
				values[i] = uint32(i) + 1
			}
			return values
		},
	})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	response := c.ask(getStatistics)
	assert.Equal(t, unhex(t, `
		05 00 02 03 10 00 00 00 98 06 00 00 02 00 00 00  # a response of 24+1664 bytes to call 2
		80 06 00 00 00 00 00 00                          # 1664 bytes, context 0`), response[:24])
	assert.Equal(t, readHex(t, "testdata/op0_resp.hex"), response[24:])
}

func TestDefaultStatisticsAreDistinct(t *testing.T) {
	seen := map[uint32]bool{}
	for _, v := range DefaultStatistics() {
		seen[v] = true
	}
	assert.Len(t, seen, 415)
}

// mapIKEEXT is a request of ept_map, by hand from [C706] appendix O and
// [MS-RPCE] 2.2.1.2.
const mapIKEEXT = `
	05 00 00 03  10 00 00 00  8c 00 00 00 02 00 00 00
	74 00 00 00  00 00 03 00                          # context 0, opnum 3
	00 00 00 00                                       # no object
	01 00 00 00                                       # pointer to the tower:
	4b 00 00 00  4b 00 00 00                          #   75 bytes
	05 00                                             #   five floors
	13 00 0d  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00   02 00 00 00
	13 00 0d  04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00   02 00 00 00
	01 00 0b  02 00 00 00                             #   connection-oriented
	01 00 07  02 00 00 00                             #   TCP, any port
	01 00 09  04 00 00 00 00 00                       #   any address
	00                                                # aligned to four
	0000000000000000000000000000000000000000          # no entry handle
	04 00 00 00                                       # at most four towers
`

func TestEptMapByHand(t *testing.T) {
	h := start(t, Config{Profile: Windows7})
	c := dialRaw(t, h.Addr().String())
	c.ask(bindEPM)
	got := c.ask(mapIKEEXT)

	port := portIn(t, h.Endpoint())
	want := unhex(t, `
		0000000000000000000000000000000000000000          # entry handle: none
		01 00 00 00                                       # one tower
		04 00 00 00  00 00 00 00  01 00 00 00             # of an array of four: the first
		00 00 00 00                                       # referent, any but zero
		4b 00 00 00  4b 00 00 00
		05 00
		13 00 0d  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00   02 00 00 00
		13 00 0d  04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00   02 00 00 00
		01 00 0b  02 00 00 00
		01 00 07  02 00 00 00                             # the port, big-endian
		01 00 09  04 00 7f 00 00 01
		00
		00 00 00 00                                       # status`)
	const portOffset = 112
	binary.BigEndian.PutUint16(want[portOffset:], uint16(port))
	stub := got[24:]
	require.Len(t, stub, len(want))
	assert.NotZero(t, le.Uint32(stub[36:]), "referent")
	copy(want[36:40], stub[36:40])
	assert.Equal(t, want, stub)
}

func TestEptMapOfWhatIsNotRegistered(t *testing.T) {
	h := start(t, Config{Profile: StockSplit})
	c := dialRaw(t, h.Addr().String())
	c.ask(bindEPM)
	stub := c.ask(mapIKEEXT)[24:]
	assert.Equal(t, unhex(t, `
		0000000000000000000000000000000000000000
		00 00 00 00  04 00 00 00  00 00 00 00  00 00 00 00
		d6 a0 c9 16                                       # 0x16C9A0D6`), stub)
	assert.Empty(t, h.Violations())
}

// The request is that of a null session and a null language.
func TestEngineSessionByHand(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.EngineEndpoint())
	c.ask(bindEngine)
	c.send(requestPDU(2, 2, make([]byte, 8)))
	stub := c.receive()[24:]

	require.Len(t, stub, 172)
	handle := stub[:20]
	assert.Equal(t, make([]byte, 4), handle[:4], "attributes")
	assert.NotEqual(t, make([]byte, 16), handle[4:], "UUID of the handle")
	assert.NotZero(t, le.Uint32(stub[20:]), "referent of the event name")
	assert.Equal(t, unhex(t, `3f 00 00 00 00 00 00 00 3f 00 00 00`), stub[24:36], "63 characters")
	var name []byte
	for i := 36; i < 36+2*62; i += 2 {
		name = append(name, stub[i])
	}
	assert.Regexp(t, `^Global\\BFE_Notify_Event_\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$`, string(name))
	assert.Equal(t, make([]byte, 12), stub[160:], "zero, padding, in-process event, status")
	assert.Equal(t, 1, h.OpenEngines())

	c.send(requestPDU(3, 3, handle))
	assert.Equal(t, make([]byte, 24), c.receive()[24:])
	assert.Zero(t, h.OpenEngines())
	assert.Empty(t, h.Violations())
}

// The layout is that of the interface's dossier: a session with a key, a name,
// flags and a timeout, and one language.
func TestEngineOpenWithSessionAndLanguage(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.EngineEndpoint())
	c.ask(bindEngine)
	stub := unhex(t, `
		00 00 02 00                                       # session:
		33 22 11 00 55 44 77 66 88 99 aa bb cc dd ee ff   #   key
		04 00 02 00  00 00 00 00                          #   name, no description
		01 00 00 00  88 13 00 00  00 00 00 00             #   flags, 5000 ms, process
		00 00 00 00  00 00 00 00  00 00 00 00             #   sid, username, kernel mode
		03 00 00 00  00 00 00 00  03 00 00 00             #   "go"
		67 00 6f 00 00 00  00 00
		08 00 02 00                                       # language:
		08 00 00 00  01 00 00 00  07 00 00 00  0c 00 02 00
		07 00 00 00  65 00 6e 00 2d 00 55 00 53 00 00 00 00 00`)
	require.Len(t, stub, 110)
	c.send(requestPDU(2, 2, stub))
	assert.Equal(t, byte(typeResponse), c.receive()[2])
	assert.Empty(t, h.Violations())
}
