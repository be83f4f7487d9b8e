package wmi

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever comes in, an error of ours comes out or what was asked for.
func FuzzDecodeNext(f *testing.F) {
	f.Add(vector(f, "next"))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, _, err := DecodeNext(b, 2)
		if err != nil {
			requireDecodeError(t, err, "")
			return
		}
		require.LessOrEqual(t, len(list), 2)
		for _, o := range list {
			require.NotNil(t, o)
		}
	})
}

func FuzzDecodeReferences(f *testing.F) {
	f.Add(vector(f, "ntlmlogin"))
	f.Add(vector(f, "execquery"))
	f.Fuzz(func(t *testing.T, b []byte) {
		login, status, err := DecodeLogin(b)
		require.Equal(t, err == nil && status == 0, login != nil)
		enum, status, err := DecodeExecQuery(b)
		require.Equal(t, err == nil && status == 0, enum != nil)
	})
}
