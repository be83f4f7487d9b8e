package signin

import (
	"errors"
	"testing"
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/ssp"
	"github.com/oiweiwei/go-msrpc/ssp/credential"
	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/oiweiwei/go-msrpc/ssp/krb5"
	"github.com/oiweiwei/gokrb5.fork/v9/config"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errKeyType = errors.New("not this type of key")

// heldTicket is a ticket whose session key both ends of a test know.
type heldTicket struct {
	key    types.EncryptionKey
	moment time.Time
}

func (heldTicket) Credential() any { return credential.NewFromPassword("alice", "unused") }

func (heldTicket) Config() *krb5.Config {
	return &krb5.Config{KRB5Config: config.New(), DCEStyle: true, Flags: []int{int(gssapi.MutualAuthn)}}
}

func (h heldTicket) APRequest(a *krb5.Authentifier, _ []byte) ([]byte, error) {
	a.APReq = &messages.APReq{Authenticator: types.Authenticator{CTime: h.moment, Cusec: 7}}
	a.SessionKey = h.key
	return []byte("AP-REQ"), nil
}

func (heldTicket) Allows(etype int32) error {
	if etype != etypeID.AES256_CTS_HMAC_SHA1_96 {
		return errKeyType
	}
	return nil
}

// TestAPReply has a host prove itself by the session key: it has to repeat the
// time of our authenticator, or what it sends may be from another day, and to
// choose a key that we allow.
func TestAPReply(t *testing.T) {
	key := func(etype int32, size int) types.EncryptionKey {
		return types.EncryptionKey{KeyType: etype, KeyValue: make([]byte, size)}
	}
	ticket := heldTicket{key(etypeID.AES256_CTS_HMAC_SHA1_96, 32), time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	whole := messages.EncAPRepPart{CTime: ticket.moment, Cusec: 7, SequenceNumber: 9,
		Subkey: key(etypeID.AES256_CTS_HMAC_SHA1_96, 32)}
	stranger := key(etypeID.AES256_CTS_HMAC_SHA1_96, 32)
	stranger.KeyValue[0] = 1
	for _, c := range []struct {
		name string
		key  types.EncryptionKey
		edit func(*messages.EncAPRepPart)
		want string // in the error, empty for acceptance
	}{
		{"right", ticket.key, func(*messages.EncAPRepPart) {}, ""},
		{"other second", ticket.key, func(p *messages.EncAPRepPart) { p.CTime = p.CTime.Add(time.Second) }, "AP-REP for another request"},
		{"other microsecond", ticket.key, func(p *messages.EncAPRepPart) { p.Cusec++ }, "AP-REP for another request"},
		{"weaker key", ticket.key, func(p *messages.EncAPRepPart) { p.Subkey = key(etypeID.RC4_HMAC, 16) }, errKeyType.Error()},
		{"without the session key", stranger, func(*messages.EncAPRepPart) {}, "decrypt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			part := whole
			c.edit(&part)
			answer, err := messages.NewAPRep(c.key, part)
			require.NoError(t, err)
			b, err := answer.Marshal()
			require.NoError(t, err)

			s := NewKerberos(ticket, dcerpc.AuthLevelPktPrivacy, "host/vpn01")
			err = begin(t, s, ssp.MechanismTypeKRB5)(b)
			assert.Equal(t, c.want == "", s.Proven())
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, c.want)
		})
	}
}
