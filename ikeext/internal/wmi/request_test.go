package wmi

import (
	"context"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	msdcom "github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/oiweiwei/go-msrpc/msrpc/dtyp"
	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/dcom"
)

func ipid() *msdcom.IPID {
	return (*msdcom.IPID)(&dtyp.GUID{Data1: 0x01020304, Data2: 5, Data3: 6, Data4: []byte("ABCDEFGH")})
}

// encoded returns the stub of a request without the 32 bytes of ORPCTHIS, which it
// checks.
func encoded(t *testing.T, r association.Request) []byte {
	w := ndr.NDR20(nil)
	require.NoError(t, r.In.MarshalNDR(context.Background(), w))
	b := w.Bytes()
	require.Greater(t, len(b), 32)
	assert.Equal(t, []byte{5, 0, 6, 0}, b[:4], "version 5.6")
	assert.Equal(t, make([]byte, 8), b[4:12], "flags, reserved")
	assert.NotEqual(t, make([]byte, 16), b[12:28], "causality")
	assert.Equal(t, make([]byte, 4), b[28:32], "no extensions")
	return b[32:]
}

func unhex(t *testing.T, text string) []byte {
	b, err := hex.DecodeString(strings.Join(strings.Fields(text), ""))
	require.NoError(t, err)
	return b
}

// withoutReferents sets to zero what a pointer has for a name.
func withoutReferents(b []byte, at ...int) []byte {
	for _, at := range at {
		copy(b[at:at+4], []byte{0, 0, 0, 0})
	}
	return b
}

// TestRequests compares with stubs written by hand from the IDL of [MS-WMI],
// [MS-DCOM] and [MS-OAUT].
func TestRequests(t *testing.T) {
	v := dcom.Version{Major: 5, Minor: 6}
	for name, c := range map[string]struct {
		request   association.Request
		opnum     int
		referents []int
		want      string
	}{
		"NTLMLogin": {Login(v, ipid(), "root/x"), 6, []int{0}, `
			00000000 0b000000 00000000 0b000000 2f002f002e002f0072006f006f0074002f0078000000 0000
			00000000 00000000 00000000`}, // locale, flags, context
		"ExecQuery": {ExecQuery(v, ipid(), "AB"), 20, []int{0, 24}, `
			00000000 03000000 06000000 03000000 57005100 4c00 0000
			00000000 02000000 04000000 02000000 41004200
			30000000 00000000`}, // forward only, return at once; context
		"Next": {Next(v, ipid(), 5*time.Second, 2), 4, nil, "88130000 02000000"},
		"RemRelease": {Release(v, ipid(), []dcom.Reference{{IPID: ipid(), Count: 5}}), 5, nil, `
			0100 0000 01000000 04030201 0500 0600 4142434445464748 05000000 00000000`},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.opnum, c.request.Opnum)
			assert.Equal(t, name, c.request.Name)
			assert.Equal(t, "01020304-0005-0006-4142-434445464748", c.request.Object.String())
			assert.Equal(t, unhex(t, c.want), withoutReferents(encoded(t, c.request), c.referents...))
		})
	}
}
