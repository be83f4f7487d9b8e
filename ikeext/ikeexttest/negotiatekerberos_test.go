package ikeexttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// initFor is a NegTokenInit with these mechanisms and a token for the first.
func initFor(token []byte, mechs ...string) []byte {
	b := cryptobyte.NewBuilder(nil)
	oid := func(id string) func(*cryptobyte.Builder) {
		return func(b *cryptobyte.Builder) { b.AddBytes([]byte(id)) }
	}
	b.AddASN1(tagGSS, func(b *cryptobyte.Builder) {
		b.AddASN1(tags.OBJECT_IDENTIFIER, oid(oidSPNEGO))
		b.AddASN1(explicit(0), func(b *cryptobyte.Builder) {
			b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1(explicit(0), func(b *cryptobyte.Builder) {
					b.AddASN1(tags.SEQUENCE, func(b *cryptobyte.Builder) {
						for _, mech := range mechs {
							b.AddASN1(tags.OBJECT_IDENTIFIER, oid(mech))
						}
					})
				})
				b.AddASN1(explicit(2), func(b *cryptobyte.Builder) { b.AddASN1OctetString(token) })
			})
		})
	})
	return b.BytesOrPanic()
}

// unknownMech is 1.2.3.4, which nobody has.
const unknownMech = "\x2a\x03\x04"

func TestWhatSPNEGOChooses(t *testing.T) {
	for _, test := range []struct {
		name, want string
		mechs      []string
		state      int
	}{
		{"Kerberos", oidKerberos, []string{oidKerberos, oidNTLM}, negAcceptIncomplete},
		{"Kerberos as Microsoft spells it", oidMSKerberos, []string{oidMSKerberos, oidKerberos, oidNTLM}, negAcceptIncomplete},
		{"NTLM before Kerberos", oidNTLM, []string{oidNTLM, oidKerberos}, negAcceptIncomplete},
		{"the second", oidKerberos, []string{unknownMech, oidKerberos, oidNTLM}, negRequestMIC},
	} {
		t.Run(test.name, func(t *testing.T) {
			k := newKrbCaller(t)
			token := k.request(t, dceFlags)
			if test.want == oidNTLM {
				token = negotiateMessage(t)
			}
			a := newNegotiate(&Config{}, newDCEKerberos(k.keytab, true))
			answer, err := a.accept(initFor(token, test.mechs...))
			require.NoError(t, err)
			state, mech, _ := parseHostResp(t, answer)
			assert.Equal(t, test.want, mech)
			assert.Equal(t, test.state, state)
			assert.False(t, a.complete())
		})
	}
}

// parseHostResp reads a NegTokenResp of the host's.
func parseHostResp(t testing.TB, b []byte) (state int, mech string, token []byte) {
	t.Helper()
	var choice, body, field, oid cryptobyte.String
	var has bool
	s := cryptobyte.String(b)
	require.True(t, s.ReadASN1(&choice, explicit(1)) && choice.ReadASN1(&body, tags.SEQUENCE) &&
		body.ReadASN1(&field, explicit(0)) && field.ReadASN1Enum(&state) &&
		body.ReadOptionalASN1(&field, &has, explicit(1)))
	if has {
		require.True(t, field.ReadASN1(&oid, tags.OBJECT_IDENTIFIER))
	}
	require.True(t, body.ReadOptionalASN1OctetString(&token, nil, explicit(2)))
	return state, string(oid), token
}

func TestKerberosWithinSPNEGO(t *testing.T) {
	k := newKrbCaller(t)
	a := newNegotiate(&Config{}, newDCEKerberos(k.keytab, true))
	answer, err := a.accept(initFor(k.request(t, dceFlags), oidKerberos))
	require.NoError(t, err)
	_, _, token := parseHostResp(t, answer)
	answer, err = a.accept((&negTokenResp{state: negNoState, token: k.reply(t, token, 0)}).encode())
	require.NoError(t, err)
	state, _, _ := parseHostResp(t, answer)
	assert.Equal(t, negAcceptCompleted, state)
	assert.True(t, a.complete())
}

// Without the code nothing tells whether somebody took the first choice away.
func TestKerberosAsSecondChoiceNeedsACode(t *testing.T) {
	for name, mic := range map[string][]byte{"none": nil, "wrong": make([]byte, cfxSigned)} {
		t.Run(name, func(t *testing.T) {
			k := newKrbCaller(t)
			a := newNegotiate(&Config{}, newDCEKerberos(k.keytab, true))
			_, err := a.accept(initFor([]byte{1}, unknownMech, oidKerberos))
			require.NoError(t, err)
			answer, err := a.accept((&negTokenResp{state: negNoState, token: k.request(t, dceFlags)}).encode())
			require.NoError(t, err)
			_, _, token := parseHostResp(t, answer)
			_, err = a.accept((&negTokenResp{state: negNoState, token: k.reply(t, token, 0), mic: mic}).encode())
			require.ErrorIs(t, err, errMIC)
			assert.False(t, a.complete())
		})
	}
}
