package ikeexttest

import (
	"bytes"
	"testing"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What MIT Kerberos 1.20 signed and sealed on both sides of a context in DCE style,
// once each: gss_get_mic_iov and gss_wrap_iov over dceHeader and dceTrailer, to be
// signed only, and dceBody. Key and numbers are from
// gss_krb5_export_lucid_sec_context; the confounder is what was sealed first.
const (
	dceSubkey                      = `b5 9f 1f 36 ea 9c 11 19 73 b7 3e 95 da 77 49 a4 50 6c e6 4b 18 21 6b 04 32 29 31 8d 0b 61 ba 31`
	dceCallerNumber                = 82358717
	dceCallerMIC                   = `04 04 04 ff ff ff ff ff 00 00 00 00 04 e8 b1 bd 81 b3 b9 a2 3e a9 ee b4 63 e6 03 07`
	dceCallerSignature             = `05 04 06 ff 00 10 00 1c 00 00 00 00 04 e8 b1 be 6c f4 44 d4 9d 72 51 ab 20 71 3e 38 42 58 fb 11 8f 11 b4 14 c5 55 15 53 05 f9 de af 7e 8e 64 0a 0d 70 f6 45 fa ef 95 63 e0 6f f6 8f 1d 07 6d 31 b8 b8 0a c8 b3 bf 32 9a ab e0 f2 58`
	dceCallerSealed                = `3b 9e 4c 3e 9f 9d 91 19 de bf 9f 6a 48 27 19 eb`
	dceHostNumber                  = 455907469
	dceHostMIC                     = `04 04 05 ff ff ff ff ff 00 00 00 00 1b 2c 98 8d b9 13 18 1a 76 d8 8c 48 14 60 25 f9`
	dceHostSignature               = `05 04 07 ff 00 10 00 1c 00 00 00 00 1b 2c 98 8e dd fb f4 19 93 a1 50 39 aa d7 3f 30 42 20 69 4a 08 da e8 34 78 98 fe 69 60 11 21 c3 f6 f6 a9 57 32 1c 46 01 51 1e fe 72 5f da 50 1d 5d d9 20 65 9d 7b 32 75 a9 f3 2a ea 6b 35 cf fc`
	dceHostSealed                  = `54 dc 10 8d 55 ad f4 b2 4d df 1c c4 cd 9c 00 e9`
	dceHostConfounder              = `ae fd 48 51 81 8f d7 1f 05 2b 06 17 66 d5 ce 2c`
	dceHeader, dceBody, dceTrailer = "header--", "body of sixteen!", "trailer-"
)

// mitContext is the host's side of the context.
func mitContext(t testing.TB) *dceKerberos {
	t.Helper()
	kind, err := crypto.GetEtype(etypeID.AES256_CTS_HMAC_SHA1_96)
	require.NoError(t, err)
	a := newDCEKerberos(nil, true)
	a.etype, a.key = kind, types.EncryptionKey{KeyType: kind.GetETypeID(), KeyValue: unhex(t, dceSubkey)}
	a.in, a.out = dceCallerNumber, dceHostNumber
	return a
}

// callerMessage is what the caller signed, or sealed after that.
type callerMessage struct{ header, body, trailer, signature []byte }

func fromCaller(t testing.TB, seal bool) callerMessage {
	m := callerMessage{[]byte(dceHeader), []byte(dceBody), []byte(dceTrailer), unhex(t, dceCallerMIC)}
	if seal {
		m.body, m.signature = unhex(t, dceCallerSealed), unhex(t, dceCallerSignature)
	}
	return m
}

func (m callerMessage) unprotect(a *dceKerberos, seal bool) error {
	return a.unprotect(seal, m.header, m.body, m.trailer, m.signature)
}

func TestKerberosOpensWhatMITProtects(t *testing.T) {
	a := mitContext(t)
	require.NoError(t, fromCaller(t, false).unprotect(a, false))
	sealed := fromCaller(t, true)
	require.NoError(t, sealed.unprotect(a, true))
	assert.Equal(t, dceBody, string(sealed.body))
}

func TestKerberosProtectsAsMIT(t *testing.T) {
	a := mitContext(t)
	signature, err := a.protect(false, []byte(dceHeader), []byte(dceBody), []byte(dceTrailer))
	require.NoError(t, err)
	assert.Equal(t, unhex(t, dceHostMIC), signature)
	assert.Len(t, signature, a.signatureSize(false))
	body := []byte(dceBody)
	signature, err = a.seal(unhex(t, dceHostConfounder), []byte(dceHeader), body, []byte(dceTrailer))
	require.NoError(t, err)
	assert.Equal(t, unhex(t, dceHostSignature), signature)
	assert.Equal(t, unhex(t, dceHostSealed), body)
	assert.Len(t, signature, a.signatureSize(true))
}

func TestKerberosRefusesSpoiledRequests(t *testing.T) {
	for _, seal := range []bool{false, true} {
		parts := map[string]func(*callerMessage) *[]byte{
			"header":    func(m *callerMessage) *[]byte { return &m.header },
			"body":      func(m *callerMessage) *[]byte { return &m.body },
			"trailer":   func(m *callerMessage) *[]byte { return &m.trailer },
			"signature": func(m *callerMessage) *[]byte { return &m.signature },
		}
		for name, part := range parts {
			whole := fromCaller(t, seal)
			for i := range *part(&whole) {
				a := after(t, seal)
				m := fromCaller(t, seal)
				(*part(&m))[i] ^= 1
				assert.Error(t, m.unprotect(a, seal), "%s at %d, sealed: %v", name, i, seal)
			}
		}
		for _, size := range []int{0, 15, 16, 27, 59, 60, 75} {
			m := fromCaller(t, seal)
			m.signature = m.signature[:min(size, len(m.signature)-1)]
			assert.Error(t, m.unprotect(after(t, seal), seal), "%d bytes of signature, sealed: %v", size, seal)
		}
		m := fromCaller(t, seal)
		m.signature = append(m.signature, 0)
		assert.Error(t, m.unprotect(after(t, seal), seal), "a byte behind the signature, sealed: %v", seal)
	}
}

// after is the context when it awaits what the caller signed or sealed.
func after(t testing.TB, seal bool) *dceKerberos {
	a := mitContext(t)
	if seal {
		a.in++
	}
	return a
}

func TestKerberosRefusesRequestsOutOfOrder(t *testing.T) {
	a := mitContext(t)
	require.Error(t, fromCaller(t, true).unprotect(a, true), "the second before the first")
	require.NoError(t, fromCaller(t, false).unprotect(a, false))
	require.Error(t, fromCaller(t, false).unprotect(a, false), "the first again")
	require.NoError(t, fromCaller(t, true).unprotect(a, true))
}

// Where header signing was not agreed on, only the body is signed.
func TestKerberosWithoutHeaderSigning(t *testing.T) {
	protect := func(header string, headerSign bool) []byte {
		a := mitContext(t)
		a.headerSign = headerSign
		signature, err := a.protect(false, []byte(header), []byte(dceBody), nil)
		require.NoError(t, err)
		return signature
	}
	assert.Equal(t, protect("", true), protect(dceHeader, false))
	assert.False(t, bytes.Equal(protect("", true), protect(dceHeader, true)))
}
