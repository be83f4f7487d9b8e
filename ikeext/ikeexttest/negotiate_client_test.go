package ikeexttest

import (
	"bytes"
	"context"
	"encoding/asn1"
	"sync"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/oiweiwei/go-msrpc/ssp/ntlm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
	ikeext "github.com/remoteike/remoteike/rpc/bfe/ikeext/v1"
)

// negotiateAs signs in with NTLM within SPNEGO, which lists other mechanisms
// behind it.
func negotiateAs(password string, level dcerpc.Option, others ...dcerpc.Option) []dcerpc.Option {
	return append([]dcerpc.Option{
		dcerpc.WithMechanism(ssp.SPNEGO),
		dcerpc.WithMechanism(ssp.NTLM),
		dcerpc.WithCredentials(credential.NewFromPassword(DefaultUser, password, credential.Domain("TESTDOM"))),
		dcerpc.WithSecurtyProvider(dcerpc.AuthTypeGSSNegotiate),
		dcerpc.WithTargetName("host/simhost"),
		level,
	}, others...)
}

// recorder keeps the PDUs that a host sends.
type recorder struct {
	mu   sync.Mutex
	pdus []PDU
}

func (r *recorder) damage(p PDU) [][]byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	p.Bytes = bytes.Clone(p.Bytes)
	r.pdus = append(r.pdus, p)
	return nil
}

// requireLastFault checks that the last PDU was a fault of this status.
func (r *recorder) requireLastFault(t *testing.T, want uint32) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	require.NotEmpty(t, r.pdus)
	requireFault(t, want, r.pdus[len(r.pdus)-1].Bytes)
}

func TestNegotiateAtEachLevel(t *testing.T) {
	tests := []struct {
		name  string
		level dcerpc.Option
		want  int
	}{
		{"connect", dcerpc.WithConnect(), levelConnect},
		{"packet", dcerpc.WithSecurityLevel(dcerpc.AuthLevelPkt), levelPacket},
		{"integrity", dcerpc.WithSign(), levelIntegrity},
		{"privacy", dcerpc.WithSeal(), levelPrivacy},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{})
			response, err := dialClient(t, h.Endpoint(), negotiateAs(DefaultPassword, test.level)...).statistics()
			require.NoError(t, err)
			assert.EqualValues(t, 1414, response.Statistics.CommonStatistics.CurrentQueuedWorkitems)
			assert.Equal(t, []Call{{
				Interface: "ikeext", Opnum: 0, Stub: []byte{}, User: `TESTDOM\` + DefaultUser,
				AuthType: 9, AuthLevel: test.want,
			}}, h.Calls())
			assert.Empty(t, h.Violations())
		})
	}
}

func TestManyNegotiatedCallsOnAConnection(t *testing.T) {
	h := start(t, Config{Intercept: always(Reply{FragmentSize: 500})})
	c := dialClient(t, h.Endpoint(), negotiateAs(DefaultPassword, dcerpc.WithSeal())...)
	client, err := c.ikeext()
	require.NoError(t, err)
	for range 20 {
		_, err := client.GetStatistics(c.ctx, &ikeext.GetStatisticsRequest{})
		require.NoError(t, err)
	}
	assert.Len(t, h.Calls(), 20)
	assert.Empty(t, h.Violations())
}

func TestNegotiatedEngineSession(t *testing.T) {
	h := start(t, Config{})
	c := dialClient(t, h.EngineEndpoint(), negotiateAs(DefaultPassword, dcerpc.WithSeal())...)
	client, err := c.engine()
	require.NoError(t, err)
	opened, err := client.EngineOpen(c.ctx, &engine.EngineOpenRequest{})
	require.NoError(t, err)
	_, err = client.EngineClose(c.ctx, &engine.EngineCloseRequest{Engine: opened.Engine})
	require.NoError(t, err)
	assert.Empty(t, h.Violations())
}

// The refusal comes with the third token, not with the first call as after auth3.
func TestWrongPasswordWithinSPNEGO(t *testing.T) {
	var sent recorder
	h := start(t, Config{Damage: sent.damage})
	_, err := dialClient(t, h.Endpoint(), negotiateAs("wrong", dcerpc.WithSeal())...).ikeext()
	require.Error(t, err)
	sent.requireLastFault(t, faultAccessDenied)
	assert.Empty(t, h.Calls())
	assert.Empty(t, h.Violations())
	assert.Eventually(t, func() bool { return h.OpenConns() == 0 }, 5*time.Second, time.Millisecond)
}

func TestSpoiledMechListMIC(t *testing.T) {
	var sent recorder
	h := start(t, Config{Damage: sent.damage})
	c := dialClient(t, h.Endpoint(), negotiateAs(DefaultPassword, dcerpc.WithSeal())...)
	c.onWrite = func(b []byte) {
		if b[2] == typeAlterContext {
			b[len(b)-5] ^= 1 // the code is the token's end, its number the code's
		}
	}
	_, err := c.ikeext()
	require.Error(t, err)
	sent.requireLastFault(t, faultSecurityPackage)
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "mechListMIC: the signature does not verify")
}

func TestMechanismsChangedOnTheirWay(t *testing.T) {
	var sent recorder
	h := start(t, Config{Damage: sent.damage})
	options := negotiateAs(DefaultPassword, dcerpc.WithSeal(), dcerpc.WithMechanism(ssp.KRB5))
	c := dialClient(t, h.Endpoint(), options...)
	kerberos := unhex(t, `06 09 2a 86 48 86 f7 12 01 02 02`)
	changed := false
	c.onWrite = func(b []byte) {
		if at := bytes.Index(b, kerberos); at >= 0 && b[2] == typeBind {
			b[at+len(kerberos)-1], changed = 9, true
		}
	}
	_, err := c.ikeext()
	require.Error(t, err)
	require.True(t, changed)
	sent.requireLastFault(t, faultSecurityPackage)
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "mechListMIC: the signature does not verify")
}

func TestPrivacyWithoutSealingWithinSPNEGO(t *testing.T) {
	var sent recorder
	h := start(t, Config{Damage: sent.damage})
	c := dialClient(t, h.Endpoint(), negotiateAs(DefaultPassword, dcerpc.WithSign())...)
	c.onWrite = func(b []byte) { b[len(b)-int(le.Uint16(b[10:]))-8+1] = levelPrivacy }
	_, err := c.ikeext()
	require.Error(t, err)
	sent.requireLastFault(t, faultSecurityPackage)
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "level privacy without sealing in the token")
}

func TestNoNegotiate(t *testing.T) {
	h := start(t, Config{NoNegotiate: true})
	_, err := dialClient(t, h.Endpoint(), negotiateAs(DefaultPassword, dcerpc.WithSeal())...).statistics()
	require.ErrorContains(t, err, "authentication type was not recognized")
	assert.Empty(t, h.Violations())
}

func TestNothingInCommonIsABindNak(t *testing.T) {
	h := start(t, Config{})
	c := dialRPC(t, h.Endpoint())
	c.send(edited(t, bindIKEEXT, withTrailer(authNegotiate, levelPrivacy, unhex(t, negInitKerberos)...)))
	assert.Equal(t, unhex(t, `05 00 0d 03 10 00 00 00 15 00 00 00 01 00 00 00 09 00 01 05 00`), c.receive())
	c.requireEnd()
	assert.Empty(t, h.Violations())
}

// handSignIn signs in with SPNEGO that is written by hand around go-msrpc's NTLM.
type handSignIn struct {
	*rawConn
	ctx   context.Context
	ntlm  *ntlm.Authentifier
	level byte
}

func handDial(t *testing.T, h *Host, level byte) *handSignIn {
	t.Helper()
	config := ntlm.NewConfig()
	config.Integrity, config.Confidentiality = true, true
	config.Credential = credential.NewFromPassword(DefaultUser, DefaultPassword, credential.Domain("TESTDOM"))
	return &handSignIn{dialRPC(t, h.Endpoint()), context.Background(), &ntlm.Authentifier{Config: config}, level}
}

// pdu makes a bind or an alter_context with a token.
func (s *handSignIn) pdu(typ byte, token []byte) []byte {
	return edited(s.t, bindIKEEXT, func(b []byte) []byte {
		b[2] = typ
		return withTrailer(authNegotiate, s.level, token...)(b)
	})
}

// negAnswer is a NegTokenResp as encoding/asn1 reads it.
type negAnswer struct {
	State asn1.Enumerated       `asn1:"explicit,tag:0"`
	Mech  asn1.ObjectIdentifier `asn1:"explicit,tag:1,optional"`
	Token []byte                `asn1:"explicit,tag:2,optional"`
	MIC   []byte                `asn1:"explicit,tag:3,optional"`
}

// exchange sends a PDU and returns the token of the answer.
func (s *handSignIn) exchange(want byte, pdu []byte) (answer negAnswer) {
	s.t.Helper()
	s.send(pdu)
	b := s.receive()
	require.Equal(s.t, want, b[2], "PDU type of % x", b)
	rest, err := asn1.UnmarshalWithParams(b[len(b)-int(le.Uint16(b[10:])):], &answer, "explicit,tag:1")
	require.NoError(s.t, err)
	require.Empty(s.t, rest)
	return answer
}

// wrapped is a NegTokenResp of a caller.
func wrapped(token, mic []byte) []byte {
	return (&negTokenResp{state: negNoState, token: token, mic: mic}).encode()
}

// challenge binds with Kerberos first and takes NTLM to the challenge.
func (s *handSignIn) challenge() []byte {
	s.t.Helper()
	first := s.exchange(typeBindAck, s.pdu(typeBind, unhex(s.t, negInitKerberosNTLM)))
	require.EqualValues(s.t, negRequestMIC, first.State)
	require.Equal(s.t, "1.3.6.1.4.1.311.2.2.10", first.Mech.String())
	require.Nil(s.t, first.Token, "the caller sent no NTLM yet")
	negotiate, err := s.ntlm.Negotiate(s.ctx)
	require.NoError(s.t, err)
	second := s.exchange(typeAlterResp, s.pdu(typeAlterContext, wrapped(negotiate, nil)))
	require.EqualValues(s.t, negAcceptIncomplete, second.State)
	require.Nil(s.t, second.Mech, "it is named in the first answer alone")
	return second.Token
}

// last makes the last token: NTLM's message and the code over the mechanisms.
func (s *handSignIn) last(challenge []byte) []byte {
	s.t.Helper()
	authenticate, err := s.ntlm.Authenticate(s.ctx, challenge)
	require.NoError(s.t, err)
	mic := s.sign(unhex(s.t, `30 17 06 09 2a 86 48 86 f7 12 01 02 02 06 0a 2b 06 01 04 01 82 37 02 02 0a`))
	return wrapped(authenticate, mic)
}

func (s *handSignIn) sign(message []byte) []byte {
	s.t.Helper()
	checksum, err := s.ntlm.MakeOutboundChecksum(s.ctx, [][]byte{message})
	require.NoError(s.t, err)
	signature, err := s.ntlm.MakeOutboundSignature(s.ctx, checksum)
	require.NoError(s.t, err)
	return signature
}

// signedRequest is opnum 0, signed.
func (s *handSignIn) signedRequest() []byte {
	s.t.Helper()
	b := edited(s.t, getStatistics, withTrailer(authNegotiate, s.level, make([]byte, 16)...))
	copy(b[len(b)-16:], s.sign(b[:len(b)-16]))
	return b
}

func TestKerberosFirstIsTalkedOutOfIt(t *testing.T) {
	h := start(t, Config{})
	s := handDial(t, h, levelIntegrity)
	last := s.exchange(typeAlterResp, s.pdu(typeAlterContext, s.last(s.challenge())))
	assert.EqualValues(t, negAcceptCompleted, last.State)
	assert.Len(t, last.MIC, 16)
	require.NoError(t, s.ntlm.ResetSecurityService(s.ctx))
	s.send(s.signedRequest())
	assert.Equal(t, byte(typeResponse), s.receive()[2])
	require.Len(t, h.Calls(), 1)
	assert.Equal(t, authNegotiate, h.Calls()[0].AuthType)
	assert.Empty(t, h.Violations())
}

// The host has a last token to send, which auth3 leaves no room for.
func TestSPNEGOCannotEndWithAuth3(t *testing.T) {
	h := start(t, Config{})
	s := handDial(t, h, levelIntegrity)
	token := s.last(s.challenge())
	s.send(edited(t, `05 00 10 03 10 00 00 00 14 00 00 00 02 00 00 00 00 00 00 00`,
		withTrailer(authNegotiate, levelIntegrity, token...)))
	require.NoError(t, s.ntlm.ResetSecurityService(s.ctx))
	s.send(s.signedRequest())
	requireFault(t, faultAccessDenied, s.receive())
	assert.Empty(t, h.Violations())
}

func TestTrailerChangesWithinASignIn(t *testing.T) {
	tests := map[string]struct {
		edit func(trailer []byte)
		want uint32
	}{
		"level":     {func(trailer []byte) { trailer[1] = levelPrivacy }, faultAccessDenied},
		"mechanism": {func(trailer []byte) { trailer[0] = authNTLM }, faultSecurityPackage},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := start(t, Config{})
			s := handDial(t, h, levelIntegrity)
			pdu := s.pdu(typeAlterContext, s.last(s.challenge()))
			test.edit(pdu[len(pdu)-int(le.Uint16(pdu[10:]))-8:])
			s.send(pdu)
			requireFault(t, test.want, s.receive())
			s.requireEnd()
			assert.Len(t, h.Violations(), 1)
		})
	}
}

func TestTokenAfterTheEndOfASignIn(t *testing.T) {
	h := start(t, Config{})
	s := handDial(t, h, levelIntegrity)
	token := s.last(s.challenge())
	s.exchange(typeAlterResp, s.pdu(typeAlterContext, token))
	s.send(s.pdu(typeAlterContext, token))
	requireFault(t, faultAccessDenied, s.receive())
	s.requireEnd()
	assert.Len(t, h.Violations(), 1)
}
