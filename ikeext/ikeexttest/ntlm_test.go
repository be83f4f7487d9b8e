package ikeexttest

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The values of [MS-NLMP] 4.2: user "User", domain "Domain", password
// "Password", a session key of 55s.
const (
	specServerChallenge = `01 23 45 67 89 ab cd ef`
	specSessionKey      = `55 55 55 55 55 55 55 55 55 55 55 55 55 55 55 55`
	specFlags           = 0xe28a8233 // key exchange, 56, 128, version, target info, extended security, sign, seal ...
	// specProof is NTProofStr and specTemp what it was made over: time 0, client
	// challenge of aas, "Domain" and "Server".
	specProof = `68 cd 0a b8 51 e5 1c 96 aa bc 92 7b eb ef 6a 1c`
	specTemp  = `01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 aa aa aa aa aa aa aa aa 00 00 00 00
		02 00 0c 00 44 00 6f 00 6d 00 61 00 69 00 6e 00
		01 00 0c 00 53 00 65 00 72 00 76 00 65 00 72 00
		00 00 00 00 00 00 00 00`
	specEncryptedKey = `c5 da d2 54 4f c9 79 90 94 ce 1c e9 0b c9 d0 3e`
)

func TestHashOfTheSpecification(t *testing.T) {
	hash, err := ntlmHash("User", "Domain", "Password")
	require.NoError(t, err)
	assert.Equal(t, unhex(t, `0c 86 8a 40 3b fd 7a 93 a3 00 1e f2 2e f0 2e 3f`), hash)
}

// specAuthenticate is the message of [MS-NLMP] 4.2.4.3, which has no integrity
// code, laid out here with the response behind the names.
func specAuthenticate(t testing.TB) []byte {
	t.Helper()
	const fixed = 72
	response := append(unhex(t, specProof), unhex(t, specTemp)...)
	var payload []byte
	b := []byte("NTLMSSP\x00\x03\x00\x00\x00")
	for _, field := range [][]byte{
		nil, response, encodeUTF16("Domain"), encodeUTF16("User"), encodeUTF16("COMPUTER"), unhex(t, specEncryptedKey),
	} {
		b = appendNTLMField(b, len(field), fixed+len(payload))
		payload = append(payload, field...)
	}
	b = le.AppendUint32(b, specFlags)
	b = append(b, unhex(t, `05 01 28 0a 00 00 00 0f`)...)
	return append(b, payload...)
}

// specAcceptor has sent the challenge of the specification.
func specAcceptor(t testing.TB) *ntlmAcceptor {
	t.Helper()
	a := newNTLM(&Config{Users: map[string]string{"user": "Password"}})
	copy(a.serverChallenge[:], unhex(t, specServerChallenge))
	a.flags, a.negotiate = specFlags, []byte{}
	return a
}

func TestSignInOfTheSpecification(t *testing.T) {
	a := specAcceptor(t)
	answer, err := a.accept(specAuthenticate(t))
	require.NoError(t, err)
	assert.Empty(t, answer)
	assert.True(t, a.complete())
	assert.Equal(t, `Domain\User`, a.user())
	assert.Equal(t, unhex(t, `47 88 dc 86 1b 47 82 f3 5d 43 fd 98 fe 1a 2d 39`), a.in.signKey)
}

func TestSealOfTheSpecification(t *testing.T) {
	in, _ := newNTLMDirections(unhex(t, specSessionKey), specFlags)
	message := encodeUTF16("Plaintext")
	signature := in.protect(true, nil, message, nil)
	assert.Equal(t, unhex(t, `54 e5 01 65 bf 19 36 dc 99 60 20 c1 81 1b 0f 06 fb 5f`), message)
	assert.Equal(t, unhex(t, `01 00 00 00 7f b3 8e c5 c5 5d 49 76 00 00 00 00`), signature)
}

func TestSealIsReversed(t *testing.T) {
	for name, flags := range map[string]uint32{
		"128 bits": specFlags, "56 bits": specFlags &^ ntlm128, "40 bits": specFlags &^ (ntlm128 | ntlm56),
		"no key exchange": specFlags &^ ntlmKeyExchange,
	} {
		t.Run(name, func(t *testing.T) {
			sender, _ := newNTLMDirections(unhex(t, specSessionKey), flags)
			receiver, _ := newNTLMDirections(unhex(t, specSessionKey), flags)
			for range 3 {
				body := []byte("sixteen and more")
				signature := sender.protect(true, []byte("header"), body, []byte("trailer"))
				assert.NotEqual(t, []byte("sixteen and more"), body)
				assert.True(t, receiver.unprotect(true, []byte("header"), body, []byte("trailer"), signature))
				assert.Equal(t, []byte("sixteen and more"), body)
			}
		})
	}
}

func TestAuthenticateMalformed(t *testing.T) {
	const responseAt = 72 // the first field that is not empty
	tests := map[string]func([]byte) []byte{
		"cut in the fields":            func(b []byte) []byte { return b[:63] },
		"another signature":            set(0, 'X'),
		"another type":                 set(8, 1),
		"session key behind the end":   set(56, 0xff),
		"domain in the header":         set(32, 0x3f, 0),
		"response far away":            set(24, 0xff, 0xff, 0xff, 0xff),
		"response of all length":       set(20, 0xff, 0xff),
		"response without attributes":  set(20, 43, 0),
		"attributes without an end":    set(20, 44+16, 0),
		"attribute longer than all":    set(responseAt+16+28+2, 0xff, 0xff),
		"session key of another size":  set(52, 15, 0),
		"an integrity code in no room": set(responseAt+16+28, ntlmAVFlags, 0, 4, 0, 2),
	}
	for name, edit := range tests {
		t.Run(name, func(t *testing.T) {
			a := specAcceptor(t)
			_, err := a.accept(edit(specAuthenticate(t)))
			require.ErrorIs(t, err, errToken)
			assert.False(t, a.complete())
		})
	}
}

func TestAuthenticateRefused(t *testing.T) {
	tests := []struct {
		name string
		edit func([]byte) []byte
		want string
	}{
		{"unknown account", func(b []byte) []byte { return bytes.Replace(b, []byte("U\x00s\x00"), []byte("U\x00x\x00"), 1) }, "unknown account"},
		{"another domain", func(b []byte) []byte {
			return bytes.Replace(b, []byte("D\x00o\x00m\x00a\x00i\x00n\x00U"), []byte("D\x00o\x00m\x00a\x00i\x00m\x00U"), 1)
		}, "wrong password"},
		{"another proof", set(72, 0), "wrong password"},
		{"another client challenge", set(72+32, 0), "wrong password"},
		{"NTLMv1", set(20, 24, 0), "anonymous or NTLMv1"},
		{"anonymous", set(20, 0, 0), "anonymous or NTLMv1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := specAcceptor(t)
			_, err := a.accept(test.edit(specAuthenticate(t)))
			require.EqualError(t, err, test.want)
			assert.False(t, a.complete())
		})
	}
}

func TestNegotiateMalformed(t *testing.T) {
	tests := map[string]func([]byte) []byte{
		"empty":                        func([]byte) []byte { return nil },
		"cut in the flags":             func(b []byte) []byte { return b[:15] },
		"another type":                 set(8, 3),
		"no character set":             set(12, 0xb4),
		"no extended session security": set(14, 0),
	}
	for name, edit := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := newNTLM(&Config{}).accept(edit(negotiateMessage(t)))
			assert.ErrorIs(t, err, errToken)
		})
	}
}

func TestChallengeGrantsNoMoreThanWasAsked(t *testing.T) {
	a := newNTLM(&Config{Domain: "D", Name: "N", Build: 7601})
	a.now = func() time.Time { return time.Unix(0, 0) }
	challenge, err := a.accept(edited(t, "", func([]byte) []byte {
		return append([]byte("NTLMSSP\x00\x01\x00\x00\x00"), 0x01, 0x00, 0x08, 0x00) // UTF-16, extended security
	}))
	require.NoError(t, err)
	want := append(unhex(t, `
		4e 54 4c 4d 53 53 50 00 02 00 00 00
		02 00 02 00 38 00 00 00                          # target name
		05 82 89 00                                      # with target, NTLM, always sign, domain, target info`),
		a.serverChallenge[:]...)
	want = append(want, unhex(t, `
		00 00 00 00 00 00 00 00
		22 00 22 00 3a 00 00 00                          # target info
		00 00 00 00 00 00 00 00                          # no version: none was asked for
		44 00
		02 00 02 00 44 00  01 00 02 00 4e 00  03 00 02 00 6e 00
		07 00 08 00 00 80 3e d5 de b1 9d 01              # 1970
		00 00 00 00`)...)
	assert.Equal(t, want, challenge)
}
