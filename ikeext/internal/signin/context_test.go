package signin

import (
	"encoding/hex"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
	"github.com/oiweiwei/gokrb5.fork/v9/credentials"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// madeUp is a ticket that nobody granted.
type madeUp struct {
	key           types.EncryptionKey
	authenticator types.Authenticator
}

func newMadeUp() *madeUp {
	return &madeUp{
		key:           types.EncryptionKey{KeyType: etypeID.AES256_CTS_HMAC_SHA1_96, KeyValue: make([]byte, 32)},
		authenticator: types.Authenticator{CTime: time.Unix(1e9, 0).UTC(), Cusec: 7, SeqNumber: 100},
	}
}

func (m *madeUp) Credential() any { return credential.NewFromCCacheV9("u", &credentials.CCache{}) }

func (m *madeUp) Config() *krb5.Config {
	return &krb5.Config{SName: "HTTP/h", DCEStyle: true, Flags: []int{int(gssapi.MutualAuthn)}}
}

func (m *madeUp) APRequest(a *krb5.Authentifier, _ []byte) ([]byte, error) {
	a.APReq, a.SessionKey = &messages.APReq{Authenticator: m.authenticator}, m.key
	return []byte("request"), nil
}

func (m *madeUp) Allows(int32) error { return nil }

// answer is the token of a host that answers with this subkey.
func (m *madeUp) answer(t *testing.T, subkey types.EncryptionKey, cusec int) []byte {
	t.Helper()
	reply, err := messages.NewAPRep(m.key, messages.EncAPRepPart{
		CTime: m.authenticator.CTime, Cusec: cusec, Subkey: subkey, SequenceNumber: 5,
	})
	require.NoError(t, err)
	b, err := reply.Marshal()
	require.NoError(t, err)
	oid, err := hex.DecodeString("06092a864886f712010202" + "0200")
	require.NoError(t, err)
	b = append(oid, b...)
	return append([]byte{0x60, 0x81, byte(len(b))}, b...)
}

func TestContextKerberos(t *testing.T) {
	m := newMadeUp()
	for name, test := range map[string]struct {
		subkey types.EncryptionKey
		cusec  int
		want   error
	}{
		"AES":             {m.key, 7, nil},
		"RC4":             {types.EncryptionKey{KeyType: etypeID.RC4_HMAC, KeyValue: make([]byte, 16)}, 7, ErrWeak},
		"another request": {m.key, 8, ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			c := NewKerberos(m, dcerpc.AuthLevelPktPrivacy, "HTTP/h").NewContext(t.Context(), nil)
			token, err := c.Step(nil)
			require.NoError(t, err)
			assert.Equal(t, "request", string(token))
			assert.False(t, c.Established())
			_, _, err = c.Seal([]byte("too early"))
			require.Error(t, err)
			_, err = c.Step(m.answer(t, test.subkey, test.cusec))
			require.ErrorIs(t, err, test.want)
			assert.Equal(t, test.want == nil, c.Established())
		})
	}
}

// TestContextKerberosUnanswered goes on without the host's proof.
func TestContextKerberosUnanswered(t *testing.T) {
	c := NewKerberos(newMadeUp(), dcerpc.AuthLevelPktPrivacy, "HTTP/h").NewContext(t.Context(), nil)
	_, err := c.Step(nil)
	require.NoError(t, err)
	_, err = c.Step(nil)
	require.ErrorIs(t, err, ErrMalformed)
	assert.False(t, c.Established())
}

// TestSealLeavesTheMessage seals with NTLM, as whose keys nobody here knows: what
// can be seen is the form, and that the caller's bytes are its own.
func TestSealLeavesTheMessage(t *testing.T) {
	c := newNTLM().NewContext(t.Context(), nil)
	_, err := c.Step(nil)
	require.NoError(t, err)
	_, err = c.Step(challenge())
	require.NoError(t, err)
	message := []byte("message")
	signature, sealed, err := c.Seal(message)
	require.NoError(t, err)
	assert.Equal(t, "message", string(message))
	assert.NotEqual(t, message, sealed)
	assert.Len(t, sealed, len(message))
	assert.Equal(t, "01000000", hex.EncodeToString(signature[:4]))
	assert.Len(t, signature, 16)
	for _, bad := range [][2][]byte{{nil, sealed}, {signature, nil}, {signature, sealed}} {
		_, err = c.Open(bad[0], bad[1])
		require.ErrorIs(t, err, ErrSignature)
	}
	_, err = c.Open(signature, sealed)
	require.Error(t, err, "the first that does not verify ends it all")
}

// FuzzOpen opens anything: an error, and no panic.
func FuzzOpen(f *testing.F) {
	f.Add(make([]byte, 60), []byte("data"))
	f.Add([]byte{5, 4, 7, 255, 0, 0, 0, 28}, []byte{})
	f.Fuzz(func(t *testing.T, signature, sealed []byte) {
		m := newMadeUp()
		c := NewKerberos(m, dcerpc.AuthLevelPktPrivacy, "HTTP/h").NewContext(t.Context(), nil)
		_, err := c.Step(nil)
		require.NoError(t, err)
		_, err = c.Step(m.answer(t, m.key, 7))
		require.NoError(t, err)
		_, err = c.Open(signature, sealed)
		require.Error(t, err)
	})
}
