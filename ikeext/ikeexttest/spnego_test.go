package ikeexttest

import (
	"encoding/asn1"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Tokens by hand from [RFC4178] 4.2 and appendix A. The mechanisms are NTLM and,
// in the second, Kerberos before it with a token of its own.
const (
	negInitNTLM = `
		60 26                                       # [APPLICATION 0]
		06 06 2b 06 01 05 05 02                     # SPNEGO
		a0 1c 30 1a                                 # negTokenInit, a sequence of
		a0 0e 30 0c                                 #   mechTypes:
		06 0a 2b 06 01 04 01 82 37 02 02 0a         #     NTLM
		a2 08 04 06 01 02 03 04 05 06               #   mechToken`
	negInitKerberosNTLM = `
		60 2c
		06 06 2b 06 01 05 05 02
		a0 22 30 20
		a0 19 30 17
		06 09 2a 86 48 86 f7 12 01 02 02            #     Kerberos
		06 0a 2b 06 01 04 01 82 37 02 02 0a         #     NTLM
		a2 03 04 01 6e                              #   mechToken`
	negInitKerberos = `
		60 1b
		06 06 2b 06 01 05 05 02
		a0 11 30 0f
		a0 0d 30 0b
		06 09 2a 86 48 86 f7 12 01 02 02`
	negRespMIC = `
		a1 11 30 0f                                 # negTokenResp, a sequence of
		a0 03 0a 01 01                              #   negState: accept-incomplete
		a2 03 04 01 07                              #   responseToken
		a3 03 04 01 08                              #   mechListMIC`
)

func TestNegTokenInit(t *testing.T) {
	tests := []struct {
		name, token string
		ntlm        int
		mechToken   []byte
	}{
		{"NTLM", negInitNTLM, 0, []byte{1, 2, 3, 4, 5, 6}},
		{"Kerberos first", negInitKerberosNTLM, 1, []byte{0x6e}},
		{"Kerberos alone, no token", negInitKerberos, -1, nil},
		{"with flags", `60 22 06 06 2b 06 01 05 05 02 a0 18 30 16
			a0 0e 30 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a  a1 04 03 02 01 36`, 0, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := parseNegTokenInit(unhex(t, test.token))
			require.NoError(t, err)
			assert.Equal(t, test.ntlm, slices.Index(got.mechs, oidNTLM))
			assert.Equal(t, test.mechToken, got.token)
		})
	}
}

func TestMechTypesAreKeptAsTheyCame(t *testing.T) {
	got, err := parseNegTokenInit(unhex(t, negInitKerberosNTLM))
	require.NoError(t, err)
	assert.Equal(t, unhex(t, `30 17 06 09 2a 86 48 86 f7 12 01 02 02 06 0a 2b 06 01 04 01 82 37 02 02 0a`), got.mechTypes)
}

func TestMalformedNegTokenInits(t *testing.T) {
	tests := map[string]func([]byte) []byte{
		"empty":                        func([]byte) []byte { return nil },
		"a byte too few":               func(b []byte) []byte { return b[:len(b)-1] },
		"a byte too many":              func(b []byte) []byte { return append(b, 0) },
		"an NTLM message":              func([]byte) []byte { return []byte("NTLMSSP\x00\x01\x00\x00\x00") },
		"a Kerberos token":             set(9, 3),
		"a length longer than it must": func(b []byte) []byte { return append([]byte{0x60, 0x81, 0x26}, b[2:]...) },
		"a length without end":         set(1, 0x80),
		"a response":                   set(10, 0xa1),
		"no sequence":                  set(12, 0x31),
		"mechTypes missing":            set(14, 0xa1),
		"mechTypes are no sequence":    set(16, 0x04),
		"mechanism is no identifier":   set(18, 0x04),
		"mechanism behind the list":    set(19, 0x0b),
		"token of another type":        set(32, 0x03),
		"token behind the end":         set(33, 0x07),
		"integrity code":               set(30, 0xa3),
		"token twice":                  set(30, 0xa2, 0x02, 0x04, 0x00, 0xa2, 0x02, 0x04, 0x00),
		"token before mechTypes":       set(14, 0xa2),
	}
	for name, edit := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := parseNegTokenInit(edited(t, negInitNTLM, edit))
			assert.ErrorIs(t, err, errToken)
		})
	}
}

func TestUnsoundMechTypes(t *testing.T) {
	tests := map[string]string{
		"empty":             `60 0e 06 06 2b 06 01 05 05 02 a0 04 30 02 a0 00`,
		"empty list":        `60 10 06 06 2b 06 01 05 05 02 a0 06 30 04 a0 02 30 00`,
		"empty identifier":  `60 12 06 06 2b 06 01 05 05 02 a0 08 30 06 a0 04 30 02 06 00`,
		"two lists":         `60 15 06 06 2b 06 01 05 05 02 a0 0b 30 09 a0 07 30 03 06 01 2b 30 00`,
		"flags of no type":  `60 17 06 06 2b 06 01 05 05 02 a0 0d 30 0b a0 05 30 03 06 01 2b a1 02 04 00`,
		"flags and more":    `60 1b 06 06 2b 06 01 05 05 02 a0 11 30 0f a0 05 30 03 06 01 2b a1 06 03 02 01 36 05 00`,
		"flags after token": `60 1d 06 06 2b 06 01 05 05 02 a0 13 30 11 a0 05 30 03 06 01 2b a2 02 04 00 a1 04 03 02 01 36`,
	}
	for name, token := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := parseNegTokenInit(unhex(t, token))
			assert.ErrorIs(t, err, errToken)
		})
	}
}

func TestMechTypesAreBounded(t *testing.T) {
	token := func(mechs int) []byte {
		list := make([]byte, 0, 128)
		for range mechs {
			list = append(list, 0x06, 0x01, 0x2b)
		}
		n := byte(len(list))
		return append([]byte{0x60, n + 16, 6, 6, 0x2b, 6, 1, 5, 5, 2, 0xa0, n + 6, 0x30, n + 4, 0xa0, n + 2, 0x30, n}, list...)
	}
	_, err := parseNegTokenInit(token(32))
	require.NoError(t, err)
	_, err = parseNegTokenInit(token(33))
	assert.ErrorIs(t, err, errToken)
}

func TestNegTokenResp(t *testing.T) {
	got, err := parseNegTokenResp(unhex(t, negRespMIC))
	require.NoError(t, err)
	assert.Equal(t, &negTokenResp{state: negAcceptIncomplete, token: []byte{7}, mic: []byte{8}}, got)
}

func TestNegTokenRespOfNothing(t *testing.T) {
	got, err := parseNegTokenResp(unhex(t, `a1 02 30 00`))
	require.NoError(t, err)
	assert.Equal(t, &negTokenResp{state: negNoState}, got)
}

func TestMalformedNegTokenResps(t *testing.T) {
	tests := map[string]func([]byte) []byte{
		"empty":                   func([]byte) []byte { return nil },
		"a byte too few":          func(b []byte) []byte { return b[:len(b)-1] },
		"a byte too many":         func(b []byte) []byte { return append(b, 0) },
		"an initial token":        set(0, 0xa0),
		"no sequence":             set(2, 0x31),
		"sequence longer than it": set(3, 0x10),
		"state is no enumeration": set(6, 0x02),
		"state request-mic":       set(8, 3),
		"state unknown":           set(8, 4),
		"state negative":          set(8, 0xff),
		"choice of mechanism":     set(9, 0xa1),
		"token of another type":   set(11, 0x03),
		"code twice":              set(9, 0xa3),
		"unknown field":           set(14, 0xa4),
	}
	for name, edit := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := parseNegTokenResp(edited(t, negRespMIC, edit))
			assert.ErrorIs(t, err, errToken)
		})
	}
}

func TestNegTokenRespEncoding(t *testing.T) {
	tests := map[string]struct {
		token *negTokenResp
		want  string
	}{
		"first": {&negTokenResp{state: negRequestMIC, mech: oidNTLM}, `
			a1 15 30 13  a0 03 0a 01 03  a1 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a`},
		"middle": {&negTokenResp{state: negAcceptIncomplete, token: []byte{7}}, `
			a1 0c 30 0a  a0 03 0a 01 01  a2 03 04 01 07`},
		"last": {&negTokenResp{state: negAcceptCompleted, mic: []byte{8}}, `
			a1 0c 30 0a  a0 03 0a 01 00  a3 03 04 01 08`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, unhex(t, test.want), test.token.encode())
		})
	}
}

// FuzzNegotiateToken holds the parsers against encoding/asn1: what they accept it
// accepts too, with the same content.
func FuzzNegotiateToken(f *testing.F) {
	for _, seed := range []string{negInitNTLM, negInitKerberosNTLM, negInitKerberos, negRespMIC, `a1 02 30 00`} {
		f.Add(unhex(f, seed))
	}
	f.Fuzz(func(t *testing.T, token []byte) {
		if got, err := parseNegTokenInit(token); err == nil {
			checkNegTokenInit(t, token, got)
		} else {
			require.ErrorIs(t, err, errToken)
		}
		if got, err := parseNegTokenResp(token); err == nil {
			// Nothing is lost, and there is one way to write it.
			require.Equal(t, token, got.encode())
		} else {
			require.ErrorIs(t, err, errToken)
		}
	})
}

func checkNegTokenInit(t *testing.T, token []byte, got *negTokenInit) {
	var frame struct {
		OID  asn1.ObjectIdentifier
		Init struct {
			MechTypes asn1.RawValue  `asn1:"explicit,tag:0"`
			Flags     asn1.BitString `asn1:"explicit,tag:1,optional"`
			Token     []byte         `asn1:"explicit,tag:2,optional"`
		} `asn1:"explicit,tag:0"`
	}
	rest, err := asn1.UnmarshalWithParams(token, &frame, "application,tag:0")
	require.NoError(t, err)
	require.Empty(t, rest)
	require.Equal(t, "1.3.6.1.5.5.2", frame.OID.String())
	require.Equal(t, frame.Init.MechTypes.Bytes, got.mechTypes)
	require.Equal(t, frame.Init.Token, got.token)
}
