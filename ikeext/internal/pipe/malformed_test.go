package pipe

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/signin"
	"github.com/remoteike/remoteike/integration/peers"
)

// on edits the replies to one command.
func on(command uint16, edit func(b []byte) []byte) func(uint16, []byte) []byte {
	return func(c uint16, b []byte) []byte {
		if c != command {
			return b
		}
		return edit(b)
	}
}

// at overwrites a part of the replies to one command. Offsets from 64 on are in
// the body.
func at(command uint16, offset int, value ...byte) func(uint16, []byte) []byte {
	return on(command, func(b []byte) []byte { return put(b, offset, value...) })
}

func cut(command uint16, size int) func(uint16, []byte) []byte {
	return on(command, func(b []byte) []byte { return b[:min(size, len(b))] })
}

// TestMalformedNegotiate spoils what the host says before anybody has a key.
func TestMalformedNegotiate(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(uint16, []byte) []byte
		want  string
	}{
		"25 bytes, on which the library panics": {cut(cmdNegotiate, 25), "frame with 0x00000019 in its length, not an SMB2 message"},
		"nothing":                               {cut(cmdNegotiate, 0), "frame with 0x00000000 in its length, not an SMB2 message"},
		"no body":                               {cut(cmdNegotiate, 64), "NEGOTIATE reply of 0 bytes that is not one"},
		"SMB1":                                  {at(cmdNegotiate, 0, 0xff), "protocol identifier ff534d42, not SMB2"},
		"compressed":                            {at(cmdNegotiate, 0, 0xfc), "protocol identifier fc534d42, not SMB2"},
		"encrypted":                             {at(cmdNegotiate, 0, 0xfd), "encrypted SMB2 frame where no encryption was agreed on"},
		"header size":                           {at(cmdNegotiate, 4, 63), "SMB2 header that says it has 63 bytes"},
		"command":                               {at(cmdNegotiate, 12, cmdRead), "READ in place of NEGOTIATE"},
		"a request":                             {at(cmdNegotiate, 16, 0), "NEGOTIATE that is a request, not a reply"},
		"chained":                               {at(cmdNegotiate, 20, 0xff, 0xff), "chained SMB2 messages, which were not asked for"},
		"message not asked for":                 {at(cmdNegotiate, 24, 9), "NEGOTIATE for message 9, which nobody asked for"},
		"interim reply that is not":             {at(cmdNegotiate, 8, 3, 1, 0, 0), "NEGOTIATE with an interim reply out of place"},
		"structure":                             {at(cmdNegotiate, 64, 9), "NEGOTIATE reply of 80 bytes that is not one"},
		"SMB 2.0.2":                             {at(cmdNegotiate, 68, 2, 2), "SMB dialect 0x0202, not 2.1 to 3.1.1"},
		"SMB 2.???":                             {at(cmdNegotiate, 68, 0xff, 2), "SMB dialect 0x02ff, not 2.1 to 3.1.1"},
		"no reads":                              {at(cmdNegotiate, 96, 0, 0, 0, 0), "NEGOTIATE with 0 bytes at most for read"},
		"no writes":                             {at(cmdNegotiate, 100, 0, 0, 0, 0), "NEGOTIATE with 0 bytes at most for write"},
		"token outside":                         {at(cmdNegotiate, 120, 0xf0, 0xff, 0x20), "NEGOTIATE with 32 bytes at offset 65520 of 144"},
		"encryption without cipher":             {at(cmdNegotiate, 88, capEncryption), "NEGOTIATE with encryption but without a cipher"},
		"no contexts":                           {at(cmdNegotiate, 70, 0), "NEGOTIATE of SMB 3.1.1 without pre-authentication integrity"},
		"contexts outside":                      {at(cmdNegotiate, 124, 0, 0x10), "NEGOTIATE with 1 contexts at offset 4096"},
		"more contexts than there are":          {at(cmdNegotiate, 70, 2), "NEGOTIATE with malformed contexts"},
		"a context beyond the end":              {at(cmdNegotiate, 130, 0xff, 0xff), "NEGOTIATE with malformed contexts"},
		"another hash":                          {at(cmdNegotiate, 140, 2), "NEGOTIATE without SHA-512"},
		"many hashes":                           {at(cmdNegotiate, 136, 0xff, 0xff), "NEGOTIATE without SHA-512"},
		"salt outside":                          {at(cmdNegotiate, 138, 0xff, 0xff), "NEGOTIATE without SHA-512"},
		"unknown cipher": {on(cmdNegotiate, func(b []byte) []byte {
			return append(put(b, 70, 2), 2, 0, 4, 0, 0, 0, 0, 0, 1, 0, 9, 0)
		}), "NEGOTIATE with cipher 9, which was not offered"},
		"hash twice": {on(cmdNegotiate, func(b []byte) []byte { return append(put(b, 70, 2), b[128:]...) }), "NEGOTIATE with context 1 more than once"},
		"refusal outside": {on(cmdNegotiate, func(b []byte) []byte {
			return append(put(b, 8, 0xbb, 0, 0, 0xc0)[:64], 9, 0, 0, 0, 0xf8, 0xff, 0xff, 0xff, 0)
		}), "NEGOTIATE refused in 9 malformed bytes"},
		"refusal with contexts outside": {on(cmdNegotiate, func(b []byte) []byte {
			return append(put(b, 8, 0xbb, 0, 0, 0xc0)[:64], 9, 0, 1, 0, 8, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0)
		}), "NEGOTIATE refused with malformed error contexts"},
	} {
		t.Run(name, func(t *testing.T) {
			wantFrameError(t, StageNegotiate, test.want, &host{dialect: dialect311, outer: test.spoil})
		})
	}
}

// wantFrameError expects Open to fail because of a frame.
func wantFrameError(t *testing.T, stage Stage, reason string, h *host) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	_, err := openHost(t, ctx, h)
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, stage, e.Stage)
	var frame *FrameError
	require.ErrorAs(t, err, &frame)
	assert.Equal(t, reason, frame.Error())
}

// TestMalformedSession spoils the messages of an established session, correctly
// signed or encrypted: the host is hostile and has the key.
func TestMalformedSession(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(uint16, []byte) []byte
		stage Stage
		want  string
	}{
		"token outside": {at(cmdSessionSetup, 68, 0xf0, 0xff, 0x20), StageSessionSetup, "SESSION_SETUP with 32 bytes at offset 65520 of 74"},
		"no session":    {at(cmdSessionSetup, 40, make([]byte, 8)...), StageSessionSetup, "SESSION_SETUP without a session"},
		"encryption from nowhere": {at(cmdSessionSetup, 66, sessionEncrypt), StageSessionSetup,
			"SESSION_SETUP with encryption, but none was agreed on"},
		"another session":    {at(cmdTreeConnect, 40, 1), StageTreeConnect, "TREE_CONNECT of another session"},
		"a disk":             {at(cmdTreeConnect, 66, 1), StageTreeConnect, "TREE_CONNECT to a share of type 1, not named pipes"},
		"encrypted share":    {at(cmdTreeConnect, 69, 0x80), StageTreeConnect, "TREE_CONNECT with encryption, but none was agreed on"},
		"short tree connect": {cut(cmdTreeConnect, 70), StageTreeConnect, "TREE_CONNECT reply of 6 bytes that is not one"},
		"short create":       {cut(cmdCreate, 100), StageCreate, "CREATE reply of 36 bytes that is not one"},
		"contexts outside":   {at(cmdCreate, 144, 0xf8, 0xff, 0xff, 0xff, 0x10), StageCreate, "CREATE with 16 bytes at offset 4294967288 of 152"},
		"symbolic link":      {at(cmdCreate, 8, 0x2d, 0, 0, 0x80), StageCreate, "CREATE that ends at a symbolic link"},
	} {
		t.Run(name, func(t *testing.T) { wantFrameError(t, test.stage, test.want, &host{inner: test.spoil}) })
	}
}

// TestMalformedEncrypted spoils encrypted messages. What is inside is spoilt
// before it is encrypted.
func TestMalformedEncrypted(t *testing.T) {
	for name, test := range map[string]struct {
		inner, outer func(uint16, []byte) []byte
		want         string
	}{
		"command inside":  {inner: at(cmdTreeConnect, 12, cmdRead), want: "READ in place of TREE_CONNECT"},
		"chained inside":  {inner: at(cmdTreeConnect, 20, 0xff), want: "chained SMB2 messages, which were not asked for"},
		"short body":      {inner: cut(cmdTreeConnect, 70), want: "TREE_CONNECT reply of 6 bytes that is not one"},
		"cut":             {outer: cut(cmdTreeConnect, 100), want: "encrypted SMB2 frame of 100 bytes"},
		"size":            {outer: at(cmdTreeConnect, 36, 1), want: "encrypted SMB2 frame with 80 bytes that says it has 1"},
		"flags":           {outer: at(cmdTreeConnect, 42, 2), want: "encrypted SMB2 frame with flags 0x0002"},
		"another session": {outer: at(cmdTreeConnect, 44, 1), want: "encrypted SMB2 frame of another session"},
		"spoilt":          {outer: at(cmdTreeConnect, 60, 1, 2, 3, 4), want: "encrypted SMB2 frame that does not decrypt"},
	} {
		t.Run(name, func(t *testing.T) {
			h := &host{dialect: dialect311, cipherID: cipherGCM, inner: test.inner, outer: test.outer}
			wantFrameError(t, StageTreeConnect, test.want, h)
		})
	}
}

// TestMalformedShortInside has one byte inside an encrypted frame, on which the
// library panics in a goroutine of its own.
func TestMalformedShortInside(t *testing.T) {
	h := &host{dialect: dialect311, cipherID: cipherGCM}
	h.outer = on(cmdTreeConnect, func([]byte) []byte {
		frame := make([]byte, transformSize)
		copy(frame, "\xfdSMB")
		frame[36], frame[42] = 1, 1
		le.PutUint64(frame[44:], testSession)
		sealed := h.keys.fromServer.gcm.Seal(nil, frame[20:32], make([]byte, 1), frame[20:52])
		copy(frame[4:20], sealed[1:])
		return append(frame, sealed[:1]...)
	})
	wantFrameError(t, StageTreeConnect, "frame with 0x00000035 in its length, not an SMB2 message", h)
}

// TestUnproven has somebody on the way change what is protected.
func TestUnproven(t *testing.T) {
	plain := func(h *host) func([]byte) []byte {
		return func([]byte) []byte {
			reply := message(make([]byte, headerSize), statusSuccess, fixed(16, 16, func(b []byte) { b[2] = shareTypePipe }))
			copy(reply, "\xfeSMB\x40\x00")
			le.PutUint16(reply[12:], cmdTreeConnect)
			le.PutUint64(reply[24:], 3)
			le.PutUint64(reply[40:], testSession)
			le.PutUint32(reply[16:], flagResponse|flagSigned)
			copy(reply[signatureOffset:], h.keys.sign(reply))
			return reply
		}
	}
	second := func(h *host, edit func([]byte) []byte) func(uint16, []byte) []byte {
		return on(cmdSessionSetup, func(b []byte) []byte {
			if h.tokens == 1 {
				return b
			}
			return edit(b)
		})
	}
	for name, test := range map[string]struct {
		spoil func(h *host) func(uint16, []byte) []byte
		stage Stage
		want  string
	}{
		"accepted before the credential": {func(*host) func(uint16, []byte) []byte {
			return on(cmdSessionSetup, func(b []byte) []byte { return put(b, 8, 0, 0, 0, 0) })
		}, StageSessionSetup, "SESSION_SETUP that succeeds before the credential was shown"},
		"end of sign-in without signature": {func(h *host) func(uint16, []byte) []byte {
			return second(h, func(b []byte) []byte { return put(b, 16, flagResponse) })
		}, StageSessionSetup, "SESSION_SETUP: " + signin.ErrSignature.Error()},
		"end of sign-in with bad signature": {func(h *host) func(uint16, []byte) []byte {
			return second(h, func(b []byte) []byte { return put(b, 50, b[50]^1) })
		}, StageSessionSetup, "SESSION_SETUP: " + signin.ErrSignature.Error()},
		"end of sign-in changed": {func(h *host) func(uint16, []byte) []byte {
			return second(h, func(b []byte) []byte { return put(b, 72, 0xff) })
		}, StageSessionSetup, "SESSION_SETUP: " + signin.ErrSignature.Error()},
		"choice of ciphers changed": {func(*host) func(uint16, []byte) []byte {
			// To none: the whole context is made one that nobody knows.
			return at(cmdNegotiate, 144, 9)
		}, StageSessionSetup, "SESSION_SETUP: " + signin.ErrSignature.Error()},
		"signed where encrypted was asked": {func(h *host) func(uint16, []byte) []byte {
			return on(cmdTreeConnect, plain(h))
		}, StageTreeConnect, "TREE_CONNECT that should be encrypted"},
	} {
		t.Run(name, func(t *testing.T) {
			h := &host{dialect: dialect311, cipherID: cipherGCM}
			h.outer = test.spoil(h)
			wantFrameError(t, test.stage, test.want, h)
		})
	}
}

// TestUnprovenSigned has a signed message changed on the way, in a dialect
// without encryption.
func TestUnprovenSigned(t *testing.T) {
	for name, spoil := range map[string]func(uint16, []byte) []byte{
		"changed":           at(cmdCreate, 130, 1),
		"without signature": at(cmdCreate, 16, flagResponse),
		"refused by others": at(cmdCreate, 8, 0x22, 0, 0, 0xc0),
	} {
		t.Run(name, func(t *testing.T) {
			h := &host{outer: spoil}
			wantFrameError(t, StageCreate, "CREATE: "+signin.ErrSignature.Error(), h)
		})
	}
}

// TestGuest has the host, or somebody on the way, sign in a guest: no key, no
// signatures.
func TestGuest(t *testing.T) {
	for _, flag := range []byte{sessionGuest, sessionNull} {
		for tokens := 1; tokens <= 2; tokens++ {
			h := &host{}
			h.outer = on(cmdSessionSetup, func(b []byte) []byte {
				if h.tokens != tokens {
					return b
				}
				return put(put(b, 66, flag), 16, flagResponse)
			})
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			_, err := openHost(t, ctx, h)
			assert.Equal(t, &Error{Stage: StageSessionSetup, Err: ErrGuest}, err)
		}
	}
}

// TestMalformedToken answers the sign-in by a token without a mechanism, on which
// the library panics, where it can be caught.
func TestMalformedToken(t *testing.T) {
	h := &host{inner: on(cmdSessionSetup, func(b []byte) []byte {
		token := []byte{0xa1, 0x07, 0x30, 0x05, 0xa0, 0x03, 0x0a, 0x01, 0x01}
		return append(put(b, 70, byte(len(token)))[:72], token...)
	})}
	o := Options{Security: ntlm(peers.Samba{User: "alice", Domain: "CORP"}, "password"), Host: "host", Name: "atsvc"}
	_, err := Open(within(t, 5*time.Second), serve(t, h), o)
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, StageSessionSetup, e.Stage)
	assert.ErrorContains(t, err, "panic in the SMB library")
}
