package ikeexttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The trailers are by hand from [MS-RPCE] 2.2.2.13. The request is call 2 in
// context 0, opnum 0, without a stub of its own.
const trailerSignature = `8a e3 13 71 02 f4 36 71 `

func TestVerificationTrailersByHand(t *testing.T) {
	const fine = 0
	tests := []struct {
		name, trailer string
		want          uint32 // fault; 0 for a response
	}{
		{"headers are signed, which was never agreed on", `01 40 04 00  01 00 00 00`, faultAccessDenied},
		{"bitmask without its mask", `01 40 00 00`, fine},
		{"headers are not signed", `01 40 04 00  00 00 00 00`, fine},
		{"another type of PDU", `03 40 10 00  02 00 00 00  10 00 00 00  02 00 00 00  00 00 00 00`, faultAccessDenied},
		{"another representation", `03 40 10 00  00 00 00 00  00 00 00 00  02 00 00 00  00 00 00 00`, faultAccessDenied},
		{"another call", `03 40 10 00  00 00 00 00  10 00 00 00  03 00 00 00  00 00 00 00`, faultAccessDenied},
		{"another context", `03 40 10 00  00 00 00 00  10 00 00 00  02 00 00 00  01 00 00 00`, faultAccessDenied},
		{"another opnum", `03 40 10 00  00 00 00 00  10 00 00 00  02 00 00 00  00 00 01 00`, faultAccessDenied},
		{"header cut short", `03 40 04 00  00 00 00 00`, faultAccessDenied},
		{"the header as it is", `03 40 10 00  00 00 00 00  10 00 00 00  02 00 00 00  00 00 00 00`, fine},
		{"another interface", `02 40 28 00  25 04 49 dd 25 53 65 45 b7 74 7e 27 d6 c0 9c 24  01 00 00 00
			04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00`, faultAccessDenied},
		{"another encoding", `02 40 28 00  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00 00 00
			33 05 71 71 ba be 37 49 83 19 b5 db ef 9c cc 36  01 00 00 00`, faultAccessDenied},
		{"the interface as it is", `02 40 28 00  20 e5 98 a3 9a d5 dd 4b aa 7a 3c 1e 03 03 a5 11  01 00 00 00
			04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00`, fine},
		{"an unknown command", `09 40 00 00`, fine},
		{"an unknown command that must be known", `09 c0 00 00`, faultAccessDenied},
		{"two commands", `09 00 00 00  01 40 04 00  00 00 00 00`, fine},
		{"no end", `09 00 00 00`, faultBadStub},
		{"more behind the end", `09 40 00 00  00 00 00 00`, faultBadStub},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true})
			c := dialRPC(t, h.Endpoint())
			c.ask(bindIKEEXT)
			c.send(requestPDU(2, 0, unhex(t, trailerSignature+test.trailer)))
			answer := c.receive()
			if test.want == fine {
				assert.Equal(t, byte(typeResponse), answer[2])
				assert.Empty(t, h.Violations())
				return
			}
			requireFault(t, test.want, answer)
			assert.Len(t, h.Violations(), 1)
		})
	}
}
