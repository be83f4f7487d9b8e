package ikeexttest

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/crypto/etype"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/keytab"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// hostKeytab are the keys of the host's account, and the authenticators that
// were seen.
type hostKeytab struct {
	keys *keytab.Keytab

	mu   sync.Mutex
	seen map[string]time.Time
}

func loadKeytab(file string) (*hostKeytab, error) {
	keys, err := keytab.Load(file)
	if err != nil {
		return nil, fmt.Errorf("simulated host: keytab: %w", err)
	}
	return &hostKeytab{keys: keys, seen: map[string]time.Time{}}, nil
}

// clockSkew is how far a caller's clock may be off.
const clockSkew = 5 * time.Minute

// replayed reports whether an authenticator was seen before, and notes it.
func (k *hostKeytab) replayed(a *types.Authenticator) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now()
	for id, at := range k.seen {
		if now.Sub(at) > 2*clockSkew || len(k.seen) > maxJournal {
			delete(k.seen, id)
		}
	}
	id := fmt.Sprint(a.CName.PrincipalNameString(), a.CRealm, a.CTime.UnixNano(), a.Cusec, a.SeqNumber)
	_, again := k.seen[id]
	k.seen[id] = now
	return again
}

// kerberosContext is a security context of Kerberos with AES, as [RFC4121] has
// it. Messages of [RFC4120] and encryption types are a library's; all that lies
// above them is written from the RFC.
type kerberosContext struct {
	keytab   *hostKeytab
	dceStyle bool
	caller   string
	session  types.EncryptionKey // the ticket's
	key      types.EncryptionKey // what this host chose in its AP-REP
	etype    etype.EType         // nil until there is a sound AP-REQ
	flags    uint32              // what the caller asks for
	// The sequence numbers of the next message in each direction.
	in, out uint64
}

func (c *kerberosContext) user() string { return c.caller }

// Flags in the checksum of the authenticator ([RFC4121] 4.1.1), and its type.
const (
	gssMutual          = 0x0002
	gssConfidentiality = 0x0010
	gssIntegrity       = 0x0020
	gssDCEStyle        = 0x1000
	checksumGSS        = 0x8003
)

// take takes the caller's AP-REQ and returns the AP-REP, which proves that the
// host has the key.
func (c *kerberosContext) take(message []byte) (reply []byte, err error) {
	var request messages.APReq
	if err := request.Unmarshal(message); err != nil {
		return nil, fmt.Errorf("%w: AP-REQ: %w", errToken, err)
	}
	if ok, err := request.Verify(c.keytab.keys, clockSkew, types.HostAddress{}, nil); err != nil || !ok {
		return nil, fmt.Errorf("AP-REQ: %w", err)
	}
	authenticator := &request.Authenticator
	c.caller = authenticator.CName.PrincipalNameString() + "@" + authenticator.CRealm
	if c.keytab.replayed(authenticator) {
		return nil, errors.New("the AP-REQ came before")
	}
	if err := c.check(&request); err != nil {
		return nil, err
	}
	return c.prove(&request)
}

// check returns what is wrong with what the caller asks for.
func (c *kerberosContext) check(request *messages.APReq) error {
	checksum := request.Authenticator.Cksum
	if checksum.CksumType != checksumGSS || len(checksum.Checksum) < 24 {
		return fmt.Errorf("%w: checksum of the authenticator", errToken)
	}
	c.flags = le.Uint32(checksum.Checksum[20:])
	const needed = gssMutual | gssIntegrity
	dceStyle := c.flags&gssDCEStyle != 0
	if c.flags&needed != needed || dceStyle != c.dceStyle || !types.IsFlagSet(&request.APOptions, flags.APOptionMutualRequired) {
		return fmt.Errorf("%w: GSS-API flags 0x%X", errToken, c.flags)
	}
	if t := request.Ticket.DecryptedEncPart.Key.KeyType; t != etypeID.AES128_CTS_HMAC_SHA1_96 && t != etypeID.AES256_CTS_HMAC_SHA1_96 {
		return fmt.Errorf("session key of type %d", t)
	}
	return nil
}

// prove makes the AP-REP, with a key of the host's choice in it.
func (c *kerberosContext) prove(request *messages.APReq) ([]byte, error) {
	c.session = request.Ticket.DecryptedEncPart.Key
	kind, err := crypto.GetEtype(c.session.KeyType)
	if err != nil {
		return nil, err
	}
	random := make([]byte, kind.GetKeyByteSize()+4)
	rand.Read(random)
	c.key = types.EncryptionKey{KeyType: c.session.KeyType, KeyValue: random[4:]}
	c.in, c.out = uint64(request.Authenticator.SeqNumber), uint64(binary.BigEndian.Uint32(random)>>2)
	reply, err := messages.NewAPRep(c.session, messages.EncAPRepPart{
		CTime: request.Authenticator.CTime, Cusec: request.Authenticator.Cusec, Subkey: c.key, SequenceNumber: int64(c.out),
	})
	if err != nil {
		return nil, err
	}
	b, err := reply.Marshal()
	if err != nil {
		return nil, err
	}
	c.etype = kind
	return b, nil
}
