package ikeexttest

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto"
	"github.com/oiweiwei/gokrb5.fork/v9/crypto/etype"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/etypeID"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/flags"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
	"github.com/oiweiwei/gokrb5.fork/v9/keytab"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// winrmKeytab are the keys of the host's account, and the authenticators that
// were seen.
type winrmKeytab struct {
	keys *keytab.Keytab

	mu   sync.Mutex
	seen map[string]time.Time
}

func loadWinRMKeytab(file string) (*winrmKeytab, error) {
	keys, err := keytab.Load(file)
	if err != nil {
		return nil, fmt.Errorf("simulated host: keytab: %w", err)
	}
	return &winrmKeytab{keys: keys, seen: map[string]time.Time{}}, nil
}

// clockSkew is how far a caller's clock may be off.
const clockSkew = 5 * time.Minute

// replayed reports whether an authenticator was seen before, and notes it.
func (k *winrmKeytab) replayed(a *types.Authenticator) bool {
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

// kerberosAcceptor is Kerberos as [RFC4121] has it, with AES and not in DCE style.
// Its tokens are written from the RFC; what lies below, messages of [RFC4120] and
// encryption types, is a library's.
type kerberosAcceptor struct {
	keytab *winrmKeytab
	caller string
	key    types.EncryptionKey // what this host chose in its AP-REP
	etype  etype.EType         // nil until the caller is signed in
	// The sequence numbers of the next message in each direction.
	in, out uint64
}

func (a *kerberosAcceptor) complete() bool { return a.etype != nil }

func (a *kerberosAcceptor) user() string { return a.caller }

func (a *kerberosAcceptor) authType() int { return authKerberos }

// authKerberos is the number of Kerberos where RPC has one.
const authKerberos = 16

// Kinds of tokens ([RFC4121] 4.1), and flags in the checksum of the authenticator
// (4.1.1).
var (
	tokenAPReq = [2]byte{1, 0}
	tokenAPRep = [2]byte{2, 0}
)

const (
	gssMutual          = 0x0002
	gssConfidentiality = 0x0010
	gssIntegrity       = 0x0020
	gssDCEStyle        = 0x1000
	checksumGSS        = 0x8003
)

// accept takes the caller's only token and proves in the answer that the host has
// the key.
func (a *kerberosAcceptor) accept(token []byte) ([]byte, error) {
	message, ok := unframeKerberos(token, tokenAPReq)
	if !ok || a.complete() {
		return nil, fmt.Errorf("%w: no AP-REQ", errToken)
	}
	var request messages.APReq
	if err := request.Unmarshal(message); err != nil {
		return nil, fmt.Errorf("%w: AP-REQ: %w", errToken, err)
	}
	if ok, err := request.Verify(a.keytab.keys, clockSkew, types.HostAddress{}, nil); err != nil || !ok {
		return nil, fmt.Errorf("AP-REQ: %w", err)
	}
	authenticator := &request.Authenticator
	a.caller = authenticator.CName.PrincipalNameString() + "@" + authenticator.CRealm
	if a.keytab.replayed(authenticator) {
		return nil, errors.New("the AP-REQ came before")
	}
	if err := checkAPReq(&request); err != nil {
		return nil, err
	}
	return a.prove(&request)
}

// checkAPReq returns what is wrong with what the caller asks for.
func checkAPReq(request *messages.APReq) error {
	checksum := request.Authenticator.Cksum
	if checksum.CksumType != checksumGSS || len(checksum.Checksum) < 24 {
		return fmt.Errorf("%w: checksum of the authenticator", errToken)
	}
	const needed = gssMutual | gssConfidentiality | gssIntegrity
	wanted := le.Uint32(checksum.Checksum[20:])
	if wanted&needed != needed || wanted&gssDCEStyle != 0 || !types.IsFlagSet(&request.APOptions, flags.APOptionMutualRequired) {
		return fmt.Errorf("%w: GSS-API flags 0x%X", errToken, wanted)
	}
	if t := request.Ticket.DecryptedEncPart.Key.KeyType; t != etypeID.AES128_CTS_HMAC_SHA1_96 && t != etypeID.AES256_CTS_HMAC_SHA1_96 {
		return fmt.Errorf("session key of type %d", t)
	}
	return nil
}

// prove makes the AP-REP, with a key of the host's choice in it.
func (a *kerberosAcceptor) prove(request *messages.APReq) ([]byte, error) {
	session := request.Ticket.DecryptedEncPart.Key
	kind, err := crypto.GetEtype(session.KeyType)
	if err != nil {
		return nil, err
	}
	random := make([]byte, kind.GetKeyByteSize()+4)
	rand.Read(random)
	a.key = types.EncryptionKey{KeyType: session.KeyType, KeyValue: random[4:]}
	a.in, a.out = uint64(request.Authenticator.SeqNumber), uint64(binary.BigEndian.Uint32(random)>>2)
	reply, err := messages.NewAPRep(session, messages.EncAPRepPart{
		CTime: request.Authenticator.CTime, Cusec: request.Authenticator.Cusec, Subkey: a.key, SequenceNumber: int64(a.out),
	})
	if err != nil {
		return nil, err
	}
	b, err := reply.Marshal()
	if err != nil {
		return nil, err
	}
	a.etype = kind
	return kerberosFrame(tokenAPRep, b), nil
}

// Wrap tokens ([RFC4121] 4.2.6.2) with AES: a header, then what is encrypted, the
// confounder in front and the checksum behind, turned so that all but the message
// comes first.
const (
	wrapHeader   = 16
	wrapTurned   = wrapHeader + 12 // the encrypted header and the checksum
	wrapOverhead = wrapHeader + wrapTurned + 16

	wrapByAcceptor     = 1
	wrapSealed         = 2
	wrapAcceptorSubkey = 4
)

func makeWrapHeader(by byte, sequence uint64) []byte {
	b := []byte{5, 4, by | wrapSealed | wrapAcceptorSubkey, 0xFF, 0, 0, 0, 0}
	return binary.BigEndian.AppendUint64(b, sequence)
}

func (a *kerberosAcceptor) seal(message []byte) (signature, sealed []byte, err error) {
	header := makeWrapHeader(wrapByAcceptor, a.out)
	_, b, err := a.etype.EncryptMessage(a.key.KeyValue, slices.Concat(message, header), keyusage.GSSAPI_ACCEPTOR_SEAL)
	if err != nil {
		return nil, nil, err
	}
	a.out++
	binary.BigEndian.PutUint16(header[6:], wrapTurned)
	token := slices.Concat(header, b[len(b)-wrapTurned:], b[:len(b)-wrapTurned])
	return token[:wrapOverhead], token[wrapOverhead:], nil
}

func (a *kerberosAcceptor) open(signature, sealed []byte) ([]byte, error) {
	header := makeWrapHeader(0, a.in)
	turned := bytes.Clone(header)
	binary.BigEndian.PutUint16(turned[6:], wrapTurned)
	if len(signature) != wrapOverhead || !bytes.Equal(signature[:wrapHeader], turned) {
		return nil, fmt.Errorf("header of %d bytes in front of the sealed message, beginning %x, where %x is expected",
			len(signature), signature[:min(len(signature), wrapHeader)], turned)
	}
	b := slices.Concat(signature[wrapHeader:], sealed)
	b = slices.Concat(b[wrapTurned:], b[:wrapTurned])
	plain, err := a.etype.DecryptMessage(a.key.KeyValue, b, keyusage.GSSAPI_INITIATOR_SEAL)
	if err != nil {
		return nil, err
	}
	message, ok := bytes.CutSuffix(plain, header)
	if !ok {
		return nil, errSignature
	}
	a.in++
	return message, nil
}
