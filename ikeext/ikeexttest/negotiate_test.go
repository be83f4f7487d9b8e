package ikeexttest

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a caller and the host answer each other in the session of [MS-NLMP] 4.2.4,
// whose key is all 55s. The codes were made by another implementation of
// [MS-NLMP] 3.4, sequence number 0, over the DER of mechTypes; the signatures of
// "headerbodytrailer" by the same, number 1, with fresh RC4 streams.
const (
	specMICOverNTLM          = `01 00 00 00 22 a3 98 4f ef bb 9c 32 00 00 00 00`
	specHostMICOverNTLM      = `01 00 00 00 7d d6 da 05 64 8a 73 ae 00 00 00 00`
	specMICOverBoth          = `01 00 00 00 2f c3 a4 9a 03 64 6d 31 00 00 00 00`
	specHostMICOverBoth      = `01 00 00 00 89 2e 18 aa aa c3 41 28 00 00 00 00`
	specNextSignature        = `01 00 00 00 d4 b7 61 50 9d cf c9 e4 01 00 00 00`
	specHostNextSignature    = `01 00 00 00 38 20 ea 3c e5 61 d6 8b 01 00 00 00`
	negInitNTLMWithoutAToken = `60 1c 06 06 2b 06 01 05 05 02 a0 12 30 10
		a0 0e 30 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a`
)

// specNegotiate has taken the caller's first token and awaits the last message of
// NTLM.
func specNegotiate(t testing.TB, init string) *negotiateAcceptor {
	t.Helper()
	a := &negotiateAcceptor{negotiable: specAcceptor(t), mech: oidNTLM}
	_, err := a.accept(unhex(t, init))
	require.NoError(t, err)
	return a
}

// lastToken is the last token of a caller.
func lastToken(t testing.TB, mic []byte) []byte {
	t.Helper()
	return (&negTokenResp{state: negNoState, token: specAuthenticate(t), mic: mic}).encode()
}

func TestFirstAnswerOfSPNEGO(t *testing.T) {
	tests := []struct{ name, init, want string }{
		{"NTLM first, without a token", negInitNTLMWithoutAToken,
			`a1 15 30 13  a0 03 0a 01 01  a1 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a`},
		{"Kerberos first", negInitKerberosNTLM,
			`a1 15 30 13  a0 03 0a 01 03  a1 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newNegotiate(&Config{}, nil)
			answer, err := a.accept(unhex(t, test.init))
			require.NoError(t, err)
			assert.Equal(t, unhex(t, test.want), answer)
			assert.False(t, a.complete())
		})
	}
}

func TestNTLMIsNotOffered(t *testing.T) {
	_, err := newNegotiate(&Config{}, nil).accept(unhex(t, negInitKerberos))
	require.EqualError(t, err, "no mechanism in common: NTLM is not offered")
	assert.NotErrorIs(t, err, errToken)
}

func TestOptimisticTokenIsNotNTLM(t *testing.T) {
	_, err := newNegotiate(&Config{}, nil).accept(unhex(t, negInitNTLM))
	assert.ErrorIs(t, err, errToken)
}

func TestLastAnswerOfSPNEGO(t *testing.T) {
	tests := []struct{ name, init, mic, want string }{
		{"NTLM alone", negInitNTLMWithoutAToken, specMICOverNTLM,
			`a1 1b 30 19  a0 03 0a 01 00  a3 12 04 10` + specHostMICOverNTLM},
		{"Kerberos first", negInitKerberosNTLM, specMICOverBoth,
			`a1 1b 30 19  a0 03 0a 01 00  a3 12 04 10` + specHostMICOverBoth},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := specNegotiate(t, test.init)
			answer, err := a.accept(lastToken(t, unhex(t, test.mic)))
			require.NoError(t, err)
			assert.Equal(t, unhex(t, test.want), answer)
			assert.True(t, a.complete())
			assert.Equal(t, `Domain\User`, a.user())
		})
	}
}

func TestCodesUseUpANumberButNoKeyStream(t *testing.T) {
	a := specNegotiate(t, negInitNTLMWithoutAToken)
	_, err := a.accept(lastToken(t, unhex(t, specMICOverNTLM)))
	require.NoError(t, err)
	parts := func() (header, body, trailer []byte) { return []byte("header"), []byte("body"), []byte("trailer") }
	header, body, trailer := parts()
	require.NoError(t, a.unprotect(false, header, body, trailer, unhex(t, specNextSignature)))
	header, body, trailer = parts()
	signature, err := a.protect(false, header, body, trailer)
	require.NoError(t, err)
	assert.Equal(t, unhex(t, specHostNextSignature), signature)
}

// [RFC4178] 5 lets the first choice go without codes; the numbers then begin with
// the first PDU.
func TestFirstChoiceWithoutCodes(t *testing.T) {
	a := specNegotiate(t, negInitNTLMWithoutAToken)
	answer, err := a.accept(lastToken(t, nil))
	require.NoError(t, err)
	assert.Equal(t, unhex(t, `a1 07 30 05 a0 03 0a 01 00`), answer)
	signature, err := a.protect(false, nil, nil, nil)
	require.NoError(t, err)
	assert.Zero(t, le.Uint32(signature[12:]), "sequence number")
}

func TestMissingCodes(t *testing.T) {
	tests := map[string]struct {
		init      string
		protected bool // NTLM's own messages
	}{
		"NTLM was not the first choice": {negInitKerberosNTLM, false},
		"NTLM has a code of its own":    {negInitNTLMWithoutAToken, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := specNegotiate(t, test.init)
			ntlm := a.negotiable.(*ntlmAcceptor)
			require.NoError(t, ntlm.authenticate(specAuthenticate(t)))
			ntlm.messagesProtected = test.protected
			_, err := a.exchangeMIC(nil)
			require.EqualError(t, err, "mechListMIC is missing")
		})
	}
}

func TestSpoiledCodes(t *testing.T) {
	sound := unhex(t, specMICOverNTLM)
	spoiled := map[string][]byte{"empty": {}, "cut short": sound[:15], "over another list": unhex(t, specMICOverBoth)}
	for _, offset := range []int{0, 4, 11, 12} {
		b := bytes.Clone(sound)
		b[offset] ^= 1
		spoiled[string(rune('a'+offset))+" flipped"] = b
	}
	for name, mic := range spoiled {
		t.Run(name, func(t *testing.T) {
			a := specNegotiate(t, negInitNTLMWithoutAToken)
			_, err := a.accept(lastToken(t, mic))
			require.ErrorIs(t, err, errMIC)
			assert.False(t, a.complete())
		})
	}
}

func TestUnsoundLaterTokens(t *testing.T) {
	tests := map[string][]byte{
		"a second beginning":    unhex(t, negInitNTLM),
		"nothing in it":         unhex(t, `a1 02 30 00`),
		"bare NTLM":             specAuthenticate(t),
		"code without NTLM":     unhex(t, `a1 07 30 05 a3 03 04 01 08`),
		"code before the key":   (&negTokenResp{state: negNoState, token: negotiateMessage(t), mic: []byte{1}}).encode(),
		"token that is no NTLM": unhex(t, negRespMIC),
	}
	for name, token := range tests {
		t.Run(name, func(t *testing.T) {
			a := newNegotiate(&Config{}, nil)
			_, err := a.accept(unhex(t, negInitKerberosNTLM))
			require.NoError(t, err)
			_, err = a.accept(token)
			require.ErrorIs(t, err, errToken)
			assert.False(t, a.complete())
		})
	}
}

func TestCallerRejects(t *testing.T) {
	a := specNegotiate(t, negInitKerberosNTLM)
	_, err := a.accept(unhex(t, `a1 07 30 05 a0 03 0a 01 02`))
	require.EqualError(t, err, "the caller rejects the mechanism")
	assert.NotErrorIs(t, err, errToken)
}

func TestWrongPasswordIsNoMatterOfCodes(t *testing.T) {
	a := specNegotiate(t, negInitNTLMWithoutAToken)
	a.negotiable.(*ntlmAcceptor).cfg = &Config{Users: map[string]string{"user": "another"}}
	_, err := a.accept(lastToken(t, make([]byte, 16)))
	require.EqualError(t, err, "wrong password")
	assert.False(t, a.complete())
}
