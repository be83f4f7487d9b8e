package signin

import (
	"context"
	"encoding/binary"
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// challenge is the CHALLENGE_MESSAGE of [MS-NLMP] section 4.2.4.3, with the flag
// for 128-bit keys and all others that are demanded, and the version filled in.
func challenge() []byte {
	b := make([]byte, 56, 200)
	copy(b, "NTLMSSP\x00\x02\x00\x00\x00")
	binary.LittleEndian.PutUint16(b[12:], 12) // TargetName
	binary.LittleEndian.PutUint16(b[14:], 12)
	binary.LittleEndian.PutUint32(b[16:], 56)
	binary.LittleEndian.PutUint32(b[20:], 0xe28a8235|0x40000000) // flags
	copy(b[24:], "\x01\x23\x45\x67\x89\xab\xcd\xef")
	info := []byte("\x02\x00\x0c\x00D\x00o\x00m\x00a\x00i\x00n\x00\x01\x00\x0c\x00S\x00e\x00r\x00v\x00e\x00r\x00\x00\x00\x00\x00")
	binary.LittleEndian.PutUint16(b[40:], uint16(len(info))) // TargetInfo
	binary.LittleEndian.PutUint16(b[42:], uint16(len(info)))
	binary.LittleEndian.PutUint32(b[44:], 68)
	copy(b[48:], "\x0a\x00\x63\x45\x00\x00\x00\x0f") // 10.0.17763
	b = append(b, "S\x00e\x00r\x00v\x00e\x00r\x00"...)
	return append(b, info...)
}

// begin sends the first token and returns what takes the answer.
func begin(t testing.TB, s *SignIn, mechanism gssapi.OID) func([]byte) error {
	ctx := gssapi.NewSecurityContext(context.Background(), s.Security()...)
	options := []gssapi.Option{
		gssapi.WithMechanismType(mechanism), gssapi.WithTargetName(s.target),
		gssapi.WithRequest(gssapi.Confidentiality | gssapi.Integrity),
	}
	_, err := gssapi.InitSecurityContext(ctx, &gssapi.Token{}, options...)
	require.NoError(t, err)
	return func(answer []byte) error {
		_, err := gssapi.InitSecurityContext(ctx, &gssapi.Token{Payload: answer}, options...)
		return err
	}
}

func newNTLM() *SignIn {
	return NewNTLM(Credential{User: "User", Domain: "Domain", Password: "Password"}, dcerpc.AuthLevelPktPrivacy, "host/Server")
}

func TestChallenge(t *testing.T) {
	s := newNTLM()
	assert.Empty(t, s.Version())
	require.NoError(t, begin(t, s, ssp.MechanismTypeNTLM)(challenge()))
	assert.Equal(t, "10.0.17763", s.Version())
	assert.False(t, s.Proven(), "a challenge proves nothing")
	assert.Equal(t, "ntlm", s.Mechanism())
}

func TestWeakChallenge(t *testing.T) {
	for name, flag := range map[string]uint32{
		"signing": negotiateSign, "sealing": negotiateSeal, "extended session security": negotiateExtended,
		"128-bit keys": negotiate128, "key exchange": negotiateKeyExch,
	} {
		t.Run(name, func(t *testing.T) {
			b := challenge()
			binary.LittleEndian.PutUint32(b[20:], binary.LittleEndian.Uint32(b[20:])&^flag)
			err := begin(t, newNTLM(), ssp.MechanismTypeNTLM)(b)
			require.ErrorIs(t, err, ErrWeak)
			assert.ErrorContains(t, err, name)
		})
	}
}

func TestMalformedChallenge(t *testing.T) {
	whole := challenge()
	authenticate := challenge()
	authenticate[8] = 3
	for name, b := range map[string][]byte{
		"one byte":      {0},
		"header alone":  whole[:47],
		"other message": authenticate,
		"no signature":  append([]byte("NTLMSSQ"), whole[7:]...),
	} {
		t.Run(name, func(t *testing.T) {
			assert.ErrorIs(t, begin(t, newNTLM(), ssp.MechanismTypeNTLM)(b), ErrMalformed)
		})
	}
}

// TestMalformedTargetInfo damages what goes back to the peer.
func TestMalformedTargetInfo(t *testing.T) {
	edit := func(at int, value ...byte) []byte {
		b := challenge()
		copy(b[at:], value)
		return b
	}
	for name, b := range map[string][]byte{
		"beyond the end":       edit(44, 0xff, 0xff, 0xff, 0xff),
		"longer than the rest": edit(40, 37),
		"none":                 edit(40, 0, 0),
		"without an end":       edit(40, 32),
		"pair beyond the end":  edit(70, 0xff, 0x40),
		"end with a value":     edit(102, 4),
	} {
		t.Run(name, func(t *testing.T) {
			err := begin(t, newNTLM(), ssp.MechanismTypeNTLM)(b)
			require.ErrorIs(t, err, ErrMalformed)
			assert.ErrorContains(t, err, "target information")
		})
	}
}

// TestMalformedResponse is SPNEGO whose tokens cannot be read.
func TestMalformedResponse(t *testing.T) {
	for name, b := range map[string][]byte{
		"text":        []byte("HTTP/1.1 400 Bad Request"),
		"cut short":   {0xa1, 0x07, 0x30, 0x05},
		"other token": {0xa1, 0x09, 0x30, 0x07, 0xa2, 0x05, 0x04, 0x03, 1, 2, 3},
	} {
		t.Run(name, func(t *testing.T) {
			err := begin(t, newNTLM().Negotiated(), ssp.MechanismTypeSPNEGO)(b)
			assert.ErrorIs(t, err, ErrMalformed)
		})
	}
}

func TestNobody(t *testing.T) {
	var nobody *SignIn
	assert.Equal(t, "none", nobody.Mechanism())
	assert.False(t, nobody.Proven())
	assert.False(t, nobody.IsNegotiated())
	assert.Empty(t, nobody.Version())
	assert.Len(t, nobody.Options(), 1)
}

func TestNegotiatedIsACopy(t *testing.T) {
	raw := newNTLM()
	wrapped := raw.Negotiated()
	assert.False(t, raw.IsNegotiated())
	assert.True(t, wrapped.IsNegotiated())
	require.NoError(t, begin(t, raw, ssp.MechanismTypeNTLM)(challenge()))
	assert.Equal(t, "10.0.17763", wrapped.Version(), "the proof is shared")
}

// FuzzChallenge answers the sign-in with anything: an error or an answer, and no
// panic.
func FuzzChallenge(f *testing.F) {
	f.Add(challenge())
	f.Add(challenge()[:60])
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 5840 {
			return // no PDU is longer
		}
		s := newNTLM()
		_ = begin(t, s, ssp.MechanismTypeNTLM)(b)
		require.False(t, s.Proven())
	})
}

// FuzzNegotiate does the same inside SPNEGO.
func FuzzNegotiate(f *testing.F) {
	f.Add([]byte{0xa1, 0x07, 0x30, 0x05, 0xa0, 0x03, 0x0a, 0x01, 0x01})
	f.Add([]byte{0xa1, 0x07, 0x30, 0x05, 0xa0, 0x03, 0x0a, 0x01, 0x02})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 5840 {
			return
		}
		s := newNTLM().Negotiated()
		_ = begin(t, s, ssp.MechanismTypeSPNEGO)(b)
		require.False(t, s.Proven())
	})
}

func TestNegotiateRejected(t *testing.T) {
	err := begin(t, newNTLM().Negotiated(), ssp.MechanismTypeSPNEGO)([]byte{0xa1, 0x07, 0x30, 0x05, 0xa0, 0x03, 0x0a, 0x01, 0x02})
	assert.ErrorIs(t, err, ErrRefused)
}

// TestAttestedBuild relies on the build only when the challenge had a time, by which the
// answer announces its integrity code, and the peer accepted that answer.
func TestAttestedBuild(t *testing.T) {
	const target, timestamp = 68, "\x07\x00\x08\x00\x01\x02\x03\x04\x05\x06\x07\x08"
	timed := challenge()
	timed = append(timed[:target:target], append([]byte(timestamp), timed[target:]...)...)
	for _, at := range []int{40, 42} {
		binary.LittleEndian.PutUint16(timed[at:], uint16(len(timed)-target))
	}
	for name, c := range map[string]struct {
		challenge []byte
		attested  bool
	}{"without a time": {challenge(), false}, "with one": {timed, true}} {
		s := newNTLM()
		require.NoError(t, begin(t, s, ssp.MechanismTypeNTLM)(c.challenge), name)
		assert.Equal(t, "10.0.17763", s.Version(), name)
		_, ok := s.AttestedBuild()
		assert.False(t, ok, "%s: nothing is proven", name)
		s.proof.proven.Store(true)
		build, ok := s.AttestedBuild()
		assert.Equal(t, c.attested, ok, name)
		if ok {
			assert.EqualValues(t, 17763, build)
		}
	}
	_, ok := (*SignIn)(nil).AttestedBuild()
	assert.False(t, ok)
}
