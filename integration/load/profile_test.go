package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// traces is what go tool pprof -traces prints, shortened.
const traces = `File: load
Type: alloc_space
-----------+-------------------------------------------------------
     bytes:  40kB
    44622B   runtime.mallocgc
             bytes.(*Buffer).grow (inline)
             github.com/oiweiwei/go-msrpc/ssp/ntlm.(*V2).ChallengeResponse
             github.com/remoteike/remoteike/ikeext/internal/signin.(*ntlmMechanism).Init
-----------+-------------------------------------------------------
       10B   net.(*conn).Write
             github.com/remoteike/remoteike/ikeext/internal/guard.(*Conn).Write
-----------+-------------------------------------------------------
`

func TestReadStacks(t *testing.T) {
	found := map[string]int64{}
	require.NoError(t, readStacks([]byte(traces), "B", func(weight int64, frames []string) { found[culprit(frames)] += weight }))
	assert.Equal(t, map[string]int64{"go-msrpc/ssp/ntlm": 44622, "sockets": 10}, found)
	assert.Error(t, readStacks([]byte(traces), "ns", func(int64, []string) {}))
}

func TestCulprit(t *testing.T) {
	for want, frames := range map[string][]string{
		"runtime: collector, scheduler": {"runtime.gcDrain", "runtime.gcAssistAlloc", "github.com/remoteike/remoteike/ikeext.ask"},
		"cryptography":                  {"crypto/md5.block", "crypto/hmac.New", "github.com/oiweiwei/go-msrpc/ssp/ntlm.(*V2).Sign"},
		"ikeext":                        {"runtime.newobject", "context.WithCancel", "github.com/remoteike/remoteike/ikeext.(*session).stage"},
		"x/text/transform":              {"golang.org/x/text/transform.Bytes"},
		"ikeext/internal/guard":         {"github.com/remoteike/remoteike/ikeext/internal/guard.read[go.shape.a/b.c]"},
		"load":                          {"time.Now", "main.runSweep"},
	} {
		assert.Equal(t, want, culprit(frames))
	}
}

func TestWriteShares(t *testing.T) {
	var b strings.Builder
	writeShares(&b, []share{
		{"go-msrpc/dcerpc", 30, 10, 300}, {"go-msrpc/ndr", 20, 5, 200}, {"ikeext", 10, 0, 100}, {"sockets", 40, 0, 400}, {"x/text", 0, 0, 1},
	})
	assert.Contains(t, b.String(), "| go-msrpc/dcerpc | 30.0 % | 10.0 % | 30.0 % |\n")
	assert.Contains(t, b.String(), "| go-msrpc in all | 50.0 % | 15.0 % | 50.0 % |\n| remoteike in all | 10.0 % | 0.0 % | 10.0 % |\n")
	assert.NotContains(t, b.String(), "x/text")
}
