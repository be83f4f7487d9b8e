package dcom

import (
	"testing"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/damage"
)

// Whatever comes in, an error of ours or an object comes out.
func FuzzDecode(f *testing.F) {
	for _, c := range ways(f) {
		f.Add(c.reply)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, way := range []Way{CreateInstance(), RemoteActivation()} {
			made, err := way.Decode(b, login.Level1LoginIID)
			if err != nil {
				requireTyped(t, err)
				continue
			}
			require.NotZero(t, made.Port)
			require.NotNil(t, made.Object.IPID)
			require.NotNil(t, made.RemoteUnknown)
		}
	})
}

// FuzzOutcome has nothing in front that catches a panic.
func FuzzOutcome(f *testing.F) {
	f.Add(properties(f))
	f.Fuzz(tryOutcome)
}

// TestOutcomeOfAnything does so with a million inputs, or some of them.
func TestOutcomeOfAnything(t *testing.T) {
	for _, b := range damage.Inputs(1, properties(t)) {
		tryOutcome(t, b)
	}
}

func tryOutcome(t *testing.T, b []byte) {
	o, err := parseOutcome(b)
	require.Equal(t, err == nil, o != nil)
	if err == nil {
		require.LessOrEqual(t, len(o.interfaces), mostInterfaces)
		require.LessOrEqual(t, len(o.bindings.StringArray), len(b)/2)
	}
}

func FuzzReference(f *testing.F) {
	f.Add(standard())
	f.Add(custom("data"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := &dcom.InterfacePointer{Data: b}
		if r, err := ParseReference(p, iid()); err == nil {
			require.NotNil(t, r.IPID)
		}
		if data, err := ParseCustom(p, class()); err == nil {
			require.Less(t, len(data), len(b))
		}
	})
}

func FuzzBindings(f *testing.F) {
	f.Add(uint16(8), []byte("\x07\x00a\x00[\x001\x00]\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, security uint16, b []byte) {
		array := &dcom.DualStringArray{SecurityOffset: security}
		for ; len(b) >= 2; b = b[2:] {
			array.StringArray = append(array.StringArray, le.Uint16(b))
		}
		n, err := port(array)
		require.Equal(t, err == nil, n != 0)
	})
}
