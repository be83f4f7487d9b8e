package ikeexttest

import (
	"testing"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/nametype"
	"github.com/oiweiwei/gokrb5.fork/v9/keytab"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// krbCaller is a caller with a ticket that no KDC had to make: the test has the
// host's key, too.
type krbCaller struct {
	keytab  *hostKeytab
	ticket  messages.Ticket
	session types.EncryptionKey
}

func newKrbCaller(t testing.TB) *krbCaller {
	t.Helper()
	const realm, host = "LAB.TEST", "host/sim.lab.test"
	keys := keytab.New()
	now := time.Now().UTC()
	require.NoError(t, keys.AddEntry(host, realm, "key", now, 1, etypeID.AES256_CTS_HMAC_SHA1_96))
	ticket, session, err := messages.NewTicket(types.NewPrincipalName(nametype.KRB_NT_PRINCIPAL, "alice"), realm,
		types.NewPrincipalName(nametype.KRB_NT_SRV_HST, host), realm, types.NewKrbFlags(), keys,
		etypeID.AES256_CTS_HMAC_SHA1_96, 1, now, now, now.Add(time.Hour), now.Add(time.Hour))
	require.NoError(t, err)
	return &krbCaller{&hostKeytab{keys: keys, seen: map[string]time.Time{}}, ticket, session}
}

const dceFlags = gssMutual | gssConfidentiality | gssIntegrity | gssDCEStyle

// request is an AP-REQ with GSS-API flags.
func (k *krbCaller) request(t testing.TB, gss uint32) []byte {
	t.Helper()
	authenticator, err := types.NewAuthenticator("LAB.TEST", types.NewPrincipalName(nametype.KRB_NT_PRINCIPAL, "alice"))
	require.NoError(t, err)
	checksum := le.AppendUint32([]byte{16, 0, 0, 0, 19: 0}, gss)
	authenticator.Cksum = types.Checksum{CksumType: checksumGSS, Checksum: checksum}
	request, err := messages.NewAPReq(k.ticket, k.session, authenticator)
	require.NoError(t, err)
	types.SetFlag(&request.APOptions, flags.APOptionMutualRequired)
	b, err := request.Marshal()
	require.NoError(t, err)
	return b
}

// reply is the caller's AP-REP, with a sequence number that differs from the
// host's.
func (k *krbCaller) reply(t testing.TB, token []byte, difference int64) []byte {
	t.Helper()
	var reply messages.APRep
	require.NoError(t, reply.Unmarshal(token))
	require.NoError(t, reply.DecryptEncPart(k.session))
	part := messages.NewEncAPRepPart(reply.DecryptedEncPart.SequenceNumber + difference)
	answer, err := messages.NewAPRep(k.session, part)
	require.NoError(t, err)
	b, err := answer.Marshal()
	require.NoError(t, err)
	return b
}

func TestKerberosInThreeTokens(t *testing.T) {
	for name, frame := range map[string]func([]byte) []byte{
		"bare":   func(b []byte) []byte { return b },
		"framed": func(b []byte) []byte { return kerberosFrame(tokenAPReq, b) },
	} {
		t.Run(name, func(t *testing.T) {
			k := newKrbCaller(t)
			a := newDCEKerberos(k.keytab, true)
			answer, err := a.accept(frame(k.request(t, dceFlags)))
			require.NoError(t, err)
			assert.False(t, a.complete(), "the caller has not proved itself yet")
			answer, err = a.accept(k.reply(t, answer, 0))
			require.NoError(t, err)
			assert.Empty(t, answer)
			assert.True(t, a.complete())
			assert.True(t, a.canSeal())
			assert.Equal(t, "alice@LAB.TEST", a.user())
		})
	}
}

func TestKerberosWithoutConfidentialityCannotSeal(t *testing.T) {
	k := newKrbCaller(t)
	a := newDCEKerberos(k.keytab, true)
	_, err := a.accept(k.request(t, dceFlags&^gssConfidentiality))
	require.NoError(t, err)
	assert.False(t, a.canSeal())
}

func TestKerberosAPReqsThatAreRefused(t *testing.T) {
	k := newKrbCaller(t)
	for name, token := range map[string][]byte{
		"empty":                         {},
		"NTLM":                          negotiateMessage(t),
		"cut short":                     k.request(t, dceFlags)[:100],
		"without mutual authentication": k.request(t, dceFlags&^gssMutual),
		"without integrity":             k.request(t, dceFlags&^gssIntegrity),
		"not in DCE style":              k.request(t, dceFlags&^gssDCEStyle),
	} {
		t.Run(name, func(t *testing.T) {
			a := newDCEKerberos(k.keytab, true)
			_, err := a.accept(token)
			require.ErrorIs(t, err, errToken)
			assert.False(t, a.complete())
		})
	}
}

func TestKerberosRefusesAnAPReqThatCameBefore(t *testing.T) {
	k := newKrbCaller(t)
	request := k.request(t, dceFlags)
	_, err := newDCEKerberos(k.keytab, true).accept(request)
	require.NoError(t, err)
	_, err = newDCEKerberos(k.keytab, true).accept(request)
	require.EqualError(t, err, "the AP-REQ came before")
}

func TestKerberosRefusesTheKeyOfAnother(t *testing.T) {
	k, other := newKrbCaller(t), newKrbCaller(t)
	k.session = other.session
	_, err := newDCEKerberos(k.keytab, true).accept(k.request(t, dceFlags))
	require.Error(t, err)
	assert.NotErrorIs(t, err, errToken)
}

func TestKerberosLastTokensThatAreRefused(t *testing.T) {
	for name, last := range map[string]func(k *krbCaller, answer []byte) []byte{
		"another number":  func(k *krbCaller, answer []byte) []byte { return k.reply(t, answer, 1) },
		"another session": func(_ *krbCaller, answer []byte) []byte { answer[len(answer)-1] ^= 1; return answer },
		"empty":           func(*krbCaller, []byte) []byte { return nil },
		"AP-REQ again":    func(k *krbCaller, _ []byte) []byte { return k.request(t, dceFlags) },
	} {
		t.Run(name, func(t *testing.T) {
			k := newKrbCaller(t)
			a := newDCEKerberos(k.keytab, true)
			answer, err := a.accept(k.request(t, dceFlags))
			require.NoError(t, err)
			_, err = a.accept(last(k, answer))
			require.Error(t, err)
			assert.False(t, a.complete())
		})
	}
}
