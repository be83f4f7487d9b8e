package kerberos

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/errorcode"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/msgtype"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/nametype"
	"github.com/oiweiwei/gokrb5.fork/v9/keytab"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// desk is a KDC without a network, which answers one request, and the client that
// reads the answer. Beside real KDCs it is there for damage at every bit.
type desk struct {
	t       testing.TB
	now     time.Time
	clients types.EncryptionKey // the client's key, and that of its session
	session types.EncryptionKey
	conf    *settings
}

func newDesk(t testing.TB) *desk {
	conf, err := loadSettings(&Options{ConfPath: "/nowhere", KDC: "127.0.0.1"})
	require.NoError(t, err)
	key := func(fill byte) types.EncryptionKey {
		return types.EncryptionKey{KeyType: aes256, KeyValue: bytes.Repeat([]byte{fill}, 32)}
	}
	return &desk{t, time.Now().UTC().Truncate(time.Second), key(1), key(2), conf}
}

func alice() types.PrincipalName { return types.NewPrincipalName(nametype.KRB_NT_PRINCIPAL, "alice") }

// client is one that has asked, and has its key from a keytab.
func (d *desk) client() *client {
	return &client{
		source: &source{client: alice(), realm: realmName,
			secret: &secret{keys: map[int32]types.EncryptionKey{aes256: d.clients}}},
		locator: &locator{o: &Options{}, conf: d.conf},
		now:     func() time.Time { return d.now },
	}
}

// fields are those of a reply with a ticket for a service.
func (d *desk) fields(kind int, service string, key types.EncryptionKey, usage uint32, nonce int) messages.KDCRepFields {
	keys := keytab.New()
	require.NoError(d.t, keys.AddEntry(service, realmName, "key", d.now, 1, aes256))
	name := types.NewPrincipalName(nametype.KRB_NT_SRV_INST, service)
	end := d.now.Add(time.Hour)
	ticket, session, err := messages.NewTicket(alice(), realmName, name, realmName, types.NewKrbFlags(), keys, aes256, 1, d.now, d.now, end, end)
	require.NoError(d.t, err)
	part := messages.EncKDCRepPart{
		Key: session, LastReqs: []messages.LastReq{{LRValue: d.now}}, Nonce: nonce, Flags: types.NewKrbFlags(),
		AuthTime: d.now, StartTime: d.now, EndTime: end, RenewTill: end, SRealm: realmName, SName: name,
	}
	b, err := part.Marshal()
	require.NoError(d.t, err)
	sealed, err := crypto.GetEncryptedData(b, key, usage, 1)
	require.NoError(d.t, err)
	return messages.KDCRepFields{PVNO: 5, MsgType: kind, CRealm: realmName, CName: alice(), Ticket: ticket, EncPart: sealed}
}

// reading is a reply and what the client makes of it.
type reading struct {
	reply []byte
	read  func(reply []byte) (*grant, error)
}

// readings are a reply of each kind.
func (d *desk) readings() map[string]reading {
	const nonce = 1234567
	body := messages.KDCReqBody{Nonce: nonce, EType: []int32{aes256}, Realm: realmName}
	as := messages.ASRep{KDCRepFields: d.fields(msgtype.KRB_AS_REP, "krbtgt/"+realmName, d.clients, keyusage.AS_REP_ENCPART, nonce)}
	asReply, err := as.Marshal()
	require.NoError(d.t, err)
	tgs := messages.TGSRep{KDCRepFields: d.fields(msgtype.KRB_TGS_REP, spn, d.session, keyusage.TGS_REP_ENCPART_SESSION_KEY, nonce)}
	tgsReply, err := tgs.Marshal()
	require.NoError(d.t, err)
	return map[string]reading{
		"AS-REP": {asReply, func(b []byte) (*grant, error) {
			return d.client().readAS(&answer{reply: b}, &messages.ASReq{KDCReqFields: messages.KDCReqFields{ReqBody: body}})
		}},
		"TGS-REP": {tgsReply, func(b []byte) (*grant, error) {
			return d.client().readTGS(&answer{reply: b}, &grant{key: d.session}, &body)
		}},
	}
}

// requireOurs holds that an error has a kind and a hint.
func requireOurs(t *testing.T, err error, what string) {
	t.Helper()
	var e *Error
	require.True(t, errors.As(err, &e), "%s: %T %v", what, err, err)
	require.NotEmpty(t, e.Kind, what)
	require.NotEmpty(t, e.Error(), what)
}

// TestReplyFlipped flips every bit of replies with tickets. What is protected and
// needed does not change; the ticket itself, which is for the host, may.
func TestReplyFlipped(t *testing.T) {
	for name, r := range newDesk(t).readings() {
		t.Run(name, func(t *testing.T) {
			want, err := r.read(r.reply)
			require.NoError(t, err)
			counts := map[string]int{}
			for bit := range 8 * len(r.reply) {
				b := bytes.Clone(r.reply)
				b[bit/8] ^= 1 << (bit % 8)
				what := fmt.Sprintf("bit %d", bit)
				got, err := r.read(b)
				if err != nil {
					require.Nil(t, got, what)
					requireOurs(t, err, what)
					counts[string(kindOf(err))]++
					continue
				}
				counts["ticket"]++
				require.Equal(t, want.key, got.key, what)
				require.Equal(t, want.ticket.SName.NameString, got.ticket.SName.NameString, what)
				require.Equal(t, want.ticket.Realm, got.ticket.Realm, what)
				require.True(t, want.start.Equal(got.start) && want.end.Equal(got.end), what)
			}
			t.Log(counts)
			assert.Greater(t, counts[string(Protocol)], 100)
		})
	}
}

// TestReplyCut cuts the replies at every offset.
func TestReplyCut(t *testing.T) {
	for name, r := range newDesk(t).readings() {
		for n := range r.reply {
			got, err := r.read(r.reply[:n:n])
			require.Nil(t, got)
			requireOurs(t, err, fmt.Sprintf("%s of %d bytes", name, n))
		}
	}
}

// methods is what a KDC wants to see before it answers: a timestamp, encrypted by
// AES256 with a salt.
func methods() []byte {
	info := der(0x30, der(0x30, der(0xa0, der(0x02, []byte{18})), der(0xa1, der(0x1b, []byte("EXAMPLE.TESTalice")))))
	return der(0x30,
		der(0x30, der(0xa1, der(0x02, []byte{2})), der(0xa2, der(0x04))),
		der(0x30, der(0xa1, der(0x02, []byte{19})), der(0xa2, der(0x04, info))))
}

// TestErrorDamaged flips every bit of the KDC's errors and cuts them everywhere:
// that there is a refusal stays, or it is told to be malformed.
func TestErrorDamaged(t *testing.T) {
	d := newDesk(t)
	disabled := der(0x30, der(0xa1, der(0x02, []byte{3})), der(0xa2, der(0x04, []byte{0x72, 0, 0, 0xc0, 0, 0, 0, 0, 1, 0, 0, 0})))
	for _, whole := range [][]byte{
		krbError(t, errorcode.KDC_ERR_PREAUTH_REQUIRED, d.now, methods()),
		krbError(t, errorcode.KDC_ERR_CLIENT_REVOKED, d.now, disabled),
		krbError(t, errorcode.KRB_AP_ERR_SKEW, d.now.Add(time.Hour), nil),
	} {
		refusals, malformed := 0, 0
		try := func(b []byte, what string) {
			refusal, err := classify(b)
			if err != nil || refusal == nil {
				malformed++
				return
			}
			refusals++
			got := &answer{reply: b, refusal: refusal}
			requireOurs(t, d.client().asking("krbtgt", realmName).refusal(got), what)
			if data, err := d.client().preauth(got, []int32{aes256}); err != nil {
				requireOurs(t, err, what)
			} else {
				require.NotEmpty(t, data, what)
			}
		}
		for bit := range 8 * len(whole) {
			b := bytes.Clone(whole)
			b[bit/8] ^= 1 << (bit % 8)
			try(b, fmt.Sprintf("bit %d", bit))
		}
		for n := range whole {
			try(whole[:n:n], fmt.Sprintf("%d bytes", n))
		}
		t.Logf("%d refusals, %d malformed", refusals, malformed)
		assert.Positive(t, refusals)
		assert.Positive(t, malformed)
	}
}
