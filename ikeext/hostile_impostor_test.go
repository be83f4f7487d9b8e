package ikeext_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// TestHostileImpostor has a second host answer for the first, with what it can come
// by: a protected response of another connection, the same without protection, and
// one with a signature that it made up.
func TestHostileImpostor(t *testing.T) {
	for _, level := range []ikeext.Level{ikeext.LevelIntegrity, ikeext.LevelPrivacy} {
		t.Run(string(level), func(t *testing.T) {
			b := newBench(t)
			first := b.newDamaged(ikeexttest.Config{}, protected(ikeext.AuthNTLM, level))
			overheard := first.conversation(b)[1].Bytes
			nobody := b.newDamaged(ikeexttest.Config{AllowUnauthenticated: true}, unprotected)
			bare := nobody.conversation(b)[3].Bytes
			made := bytes.Clone(overheard)
			copy(made[len(made)-16:], "\x01\x00\x00\x00made up!\x00\x00\x00\x00")
			// It does not know the password either.
			second := b.newDamaged(ikeexttest.Config{Users: map[string]string{}}, protected(ikeext.AuthNTLM, level))
			for name, forged := range map[string][]byte{"overheard": overheard, "bare": bare, "made up": made} {
				t.Run(name, func(t *testing.T) {
					_, err := second.askPatiently(b, name, instead(1, func(fault []byte) []byte {
						return append(append(bytes.Clone(forged[:12]), fault[12:16]...), forged[16:]...)
					}))
					require.NotNil(t, err)
					assert.Equal(t, ikeext.ErrProtocol, err.Class, err)
				})
			}
		})
	}
}
