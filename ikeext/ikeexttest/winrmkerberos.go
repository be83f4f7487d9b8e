package ikeexttest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

// kerberosAcceptor is Kerberos over HTTP: tokens of GSS-API, the caller's AP-REQ
// and the AP-REP, not in DCE style.
type kerberosAcceptor struct{ kerberosContext }

func newKerberos(keytab *hostKeytab) kerberosAcceptor {
	return kerberosAcceptor{kerberosContext{keytab: keytab}}
}

func (a *kerberosAcceptor) complete() bool { return a.etype != nil }

func (a *kerberosAcceptor) authType() int { return authKerberos }

// Kinds of tokens ([RFC4121] 4.1).
var (
	tokenAPReq = [2]byte{1, 0}
	tokenAPRep = [2]byte{2, 0}
)

// accept takes the caller's only token.
func (a *kerberosAcceptor) accept(token []byte) ([]byte, error) {
	message, ok := unframeKerberos(token, tokenAPReq)
	if !ok || a.complete() {
		return nil, fmt.Errorf("%w: no AP-REQ", errToken)
	}
	reply, err := a.take(message)
	if err != nil {
		return nil, err
	}
	if a.flags&gssConfidentiality == 0 {
		return nil, fmt.Errorf("%w: GSS-API flags 0x%X", errToken, a.flags)
	}
	return kerberosFrame(tokenAPRep, reply), nil
}

// kerberosFrame puts a message of Kerberos into a GSS-API token ([RFC4121] 4.1).
func kerberosFrame(kind [2]byte, message []byte) []byte {
	b := cryptobyte.NewBuilder(nil)
	b.AddASN1(tagGSS, func(b *cryptobyte.Builder) {
		b.AddASN1(tags.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(oidKerberos)) })
		b.AddBytes(slices.Concat(kind[:], message))
	})
	return b.BytesOrPanic()
}

// unframeKerberos takes the message out of a token.
func unframeKerberos(token []byte, kind [2]byte) ([]byte, bool) {
	var frame, id, have cryptobyte.String
	s := cryptobyte.String(token)
	ok := s.ReadASN1(&frame, tagGSS) && s.Empty() && frame.ReadASN1(&id, tags.OBJECT_IDENTIFIER) &&
		string(id) == oidKerberos && frame.ReadBytes((*[]byte)(&have), 2) && bytes.Equal(have, kind[:])
	return frame, ok
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
