package dcom

import (
	"context"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	"github.com/oiweiwei/go-msrpc/ndr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// vector returns a stub of testdata.
func vector(t testing.TB, name string) []byte {
	text, err := os.ReadFile("testdata/" + name + ".hex")
	require.NoError(t, err)
	b, err := hex.DecodeString(strings.Join(strings.Fields(string(text)), ""))
	require.NoError(t, err)
	return b
}

// request returns the stub that a way sends to ask for WMI's login.
func request(t *testing.T, way Way) []byte {
	r, err := way.Request(wmi.Level1LoginClassID, login.Level1LoginIID)
	require.NoError(t, err)
	w := ndr.NDR20(nil)
	require.NoError(t, r.In.MarshalNDR(context.Background(), w))
	return w.Bytes()
}

// difference is a part in which two requests may and do differ.
type difference struct {
	at, size int
	why      string
}

// assertSame compares two stubs apart from the differences, each of which must be
// one.
func assertSame(t *testing.T, want, got []byte, apart []difference) {
	t.Helper()
	require.Len(t, got, len(want))
	want, got = append([]byte{}, want...), append([]byte{}, got...)
	for _, d := range apart {
		assert.NotEqual(t, want[d.at:d.at+d.size], got[d.at:d.at+d.size], d.why)
		copy(want[d.at:d.at+d.size], make([]byte, d.size))
		copy(got[d.at:d.at+d.size], make([]byte, d.size))
	}
	assert.Equal(t, want, got)
}

// TestCreateInstanceAsImpacket compares the request with impacket's, which Windows
// is known to take.
func TestCreateInstanceAsImpacket(t *testing.T) {
	assertSame(t, vector(t, "impacket-createinstance"), request(t, CreateInstance()), []difference{
		{4, 1, "ORPCTHIS: flags, 0 in calls to other machines ([MS-DCOM] 2.2.13.3)"},
		{12, 16, "ORPCTHIS: causality"},
		{36, 2, "referent of the properties"},
		{116, 4, "CustomHeader: filler of its serialization"},
		{156, 2, "CustomHeader: referent of the classes"},
		{160, 2, "CustomHeader: referent of the sizes"},
		{264, 1, "InstantiationInfo: its size, with padding here"},
		{268, 4, "InstantiationInfo: filler"},
		{288, 1, "InstantiationInfo: class context, CLSCTX_REMOTE_SERVER here"},
		{308, 2, "InstantiationInfo: referent of the IIDs"},
		{312, 1, "InstantiationInfo: thisSize, not filled in there"},
		{340, 4, "InstantiationInfo: padding"},
		{356, 4, "ActivationContextInfo: filler"},
		{396, 4, "ServerLocationInfo: filler"},
		{424, 1, "ScmRequestInfo: its size, with padding here"},
		{428, 4, "ScmRequestInfo: filler"},
		{436, 2, "ScmRequestInfo: referent of the request"},
		{440, 1, "ScmRequestInfo: level of impersonation, not filled in there"},
		{446, 4, "ScmRequestInfo: padding, and referent of the protocols"},
		{458, 6, "ScmRequestInfo: padding"},
	})
}

// TestRemoteActivationAsImpacket compares what follows ORPCTHIS, in which impacket
// sends an extension.
func TestRemoteActivationAsImpacket(t *testing.T) {
	const after = 32
	theirs, ours := vector(t, "impacket-remoteactivation"), request(t, RemoteActivation())
	assertSame(t, theirs[len(theirs)-len(ours[after:]):], ours[after:], []difference{
		{24, 1, "level of impersonation, which is 2 there: identify"},
		{36, 2, "referent of the IIDs"},
		{62, 2, "padding"},
	})
}

// TestCausality is new for each request and nothing else changes.
func TestCausality(t *testing.T) {
	assertSame(t, request(t, CreateInstance()), request(t, CreateInstance()), []difference{{12, 16, "causality"}})
}
