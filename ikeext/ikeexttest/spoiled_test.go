package ikeexttest

import (
	"testing"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	engine "github.com/remoteike/remoteike/rpc/bfe/engine/v1"
)

// Every part of a protected request is spoiled once. EngineOpen's body is 8
// bytes and is padded to 16, so the trailer begins at 40 and the signature at 48.
func TestSpoiledRequestsAreDenied(t *testing.T) {
	parts := []struct {
		name   string
		offset int
	}{
		{"header flags", 3},
		{"call id", 12},
		{"allocation hint", 16},
		{"opnum", 22},
		{"stub", 24},
		{"end of the stub", 31},
		{"padding", 39},
		{"trailer type", 40},
		{"trailer level", 41},
		{"trailer padding length", 42},
		{"trailer reserved", 43},
		{"trailer context", 44},
		{"signature version", 48},
		{"signature", 52},
		{"signature sequence number", 60},
		{"end of the signature", 63},
	}
	levels := map[string]dcerpc.Option{"integrity": dcerpc.WithSign(), "privacy": dcerpc.WithSeal()}
	for level, option := range levels {
		for _, part := range parts {
			t.Run(level+" "+part.name, func(t *testing.T) {
				h := start(t, Config{})
				c := dialClient(t, h.EngineEndpoint(), defaultUser(option)...)
				client, err := c.engine()
				require.NoError(t, err)
				c.onWrite = func(b []byte) {
					if b[2] == typeRequest {
						require.Len(t, b, 64)
						b[part.offset] ^= 0x80
					}
				}
				_, err = client.EngineOpen(c.ctx, &engine.EngineOpenRequest{})
				require.Error(t, err)
				assert.Len(t, h.Violations(), 1)
				assert.Empty(t, h.Calls())
				assert.Zero(t, h.OpenEngines())
			})
		}
	}
}

// A spoiled request is answered before the connection ends.
func TestSpoiledRequestGetsFaultFive(t *testing.T) {
	h := start(t, Config{})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
	c.onWrite = func(b []byte) {
		if b[2] == typeRequest {
			b[len(b)-1] ^= 1
		}
	}
	_, err := c.statistics()
	require.ErrorContains(t, err, denied)
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "the signature does not verify")
}

// The trailer's claims are checked before the signature, for a better word on
// what is wrong.
func TestRequestAtAnotherLevelIsDenied(t *testing.T) {
	h := start(t, Config{})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
	c.onWrite = func(b []byte) {
		if b[2] == typeRequest {
			b[len(b)-16-8+1] = levelConnect
		}
	}
	_, err := c.statistics()
	require.ErrorContains(t, err, denied)
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "request protected by mechanism 10 at level 2, not 10 at 6")
}

// The token asks for signing alone, the trailer for privacy.
func TestPrivacyWithoutSealingIsRefused(t *testing.T) {
	h := start(t, Config{})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSign())...)
	c.onWrite = func(b []byte) { b[len(b)-int(le.Uint16(b[10:]))-8+1] = levelPrivacy }
	_, err := c.statistics()
	require.Error(t, err)
	require.NotEmpty(t, h.Violations())
	assert.Contains(t, h.Violations()[0], "level privacy without sealing in the token")
}

// The integrity code is over all three messages: a spoiled code and a flag that
// was taken out of the first message on its way both show.
func TestSpoiledSignInsAreRefused(t *testing.T) {
	tests := map[string]func(b, token []byte){
		"code": func(b, token []byte) {
			if b[2] == typeAuth3 {
				token[ntlmMICOffset] ^= 1
			}
		},
		"first message": func(b, token []byte) {
			if b[2] == typeBind {
				token[15] &^= 0x80 // 56-bit keys
			}
		},
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			h := start(t, Config{})
			c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
			c.onWrite = func(b []byte) {
				if b[2] != typeRequest {
					spoil(b, b[len(b)-int(le.Uint16(b[10:])):])
				}
			}
			_, err := c.statistics()
			require.ErrorContains(t, err, denied)
			assert.Empty(t, h.Violations())
		})
	}
}

func TestUnprotectedRequestAfterSignInIsDenied(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialClient(t, h.Endpoint(), defaultUser(dcerpc.WithSeal())...)
	_, err := c.ikeext()
	require.NoError(t, err)
	require.Len(t, c.sockets, 1)
	raw := &rawConn{t, c.sockets[0]}
	requireFault(t, faultAccessDenied, raw.ask(getStatistics))
	raw.requireEnd()
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "without the protection that was agreed on")
}

func TestRequestBeforeTheLastTokenIsDenied(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialRPC(t, h.Endpoint())
	c.send(edited(t, bindIKEEXT, withTrailer(authNTLM, levelPrivacy, negotiateMessage(t)...)))
	require.Equal(t, byte(typeBindAck), c.receive()[2])
	c.send(edited(t, getStatistics, withTrailer(authNTLM, levelPrivacy, make([]byte, 16)...)))
	requireFault(t, faultAccessDenied, c.receive())
	require.Len(t, h.Violations(), 1)
	assert.Contains(t, h.Violations()[0], "before the sign-in was complete")
}

// A token that cannot be read is a breach, and then as good as a wrong password.
func TestMalformedLastTokens(t *testing.T) {
	tests := map[string][]byte{
		"one byte":          {1},
		"another type":      []byte("NTLMSSP\x00\x01\x00\x00\x00"),
		"nothing behind":    []byte("NTLMSSP\x00\x03\x00\x00\x00"),
		"response far away": append([]byte("NTLMSSP\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\x00\xff\x00\xff\xff\xff\x7f"), make([]byte, 80)...),
	}
	for name, token := range tests {
		t.Run(name, func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true})
			c := dialRPC(t, h.Endpoint())
			c.send(edited(t, bindIKEEXT, withTrailer(authNTLM, levelPrivacy, negotiateMessage(t)...)))
			require.Equal(t, byte(typeBindAck), c.receive()[2])
			c.send(edited(t, `05 00 10 03 10 00 00 00 14 00 00 00 02 00 00 00 00 00 00 00`,
				withTrailer(authNTLM, levelPrivacy, token...)))
			c.send(edited(t, getStatistics, withTrailer(authNTLM, levelPrivacy, make([]byte, 16)...)))
			requireFault(t, faultAccessDenied, c.receive())
			require.Len(t, h.Violations(), 1)
			assert.Contains(t, h.Violations()[0], "malformed token")
		})
	}
}
