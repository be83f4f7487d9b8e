package ikeexttest

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/oiweiwei/gokrb5.fork/v9/crypto/common"
	"github.com/oiweiwei/gokrb5.fork/v9/iana/keyusage"
)

// Sizes in the tokens of AES in DCE style ([RFC4121] 4.2.6, [MS-KILE] 3.4.5.4.1).
const (
	cfxHeader   = 16
	cfxFiller   = 16 // what Windows puts behind a body
	cfxChecksum = 12
	// The confounder goes before the body; the filler, a copy of the header and the
	// checksum behind it. The signature holds all of them, for the token is turned by
	// what lies behind, and the header says less of that by the filler.
	cfxConfounder = 16
	cfxTurned     = cfxHeader + cfxChecksum
	cfxSealed     = cfxHeader + cfxConfounder + cfxTurned // without filler
	cfxSigned     = cfxHeader + cfxChecksum
)

// signatureSize implements acceptor.
func (a *dceKerberos) signatureSize(seal bool) int {
	if seal {
		return cfxSealed + cfxFiller
	}
	return cfxSigned
}

// protect implements acceptor.
func (a *dceKerberos) protect(seal bool, header, body, trailer []byte) (signature []byte, err error) {
	header, trailer = a.signed(header, trailer)
	if seal {
		confounder := make([]byte, cfxConfounder)
		rand.Read(confounder)
		signature, err = a.seal(confounder, header, body, trailer)
	} else {
		signature, err = a.sign(wrapByAcceptor, a.out, keyusage.GSSAPI_ACCEPTOR_SIGN, header, body, trailer)
	}
	a.out++
	return signature, err
}

// unprotect implements acceptor.
func (a *dceKerberos) unprotect(seal bool, header, body, trailer, signature []byte) error {
	header, trailer = a.signed(header, trailer)
	if seal {
		return a.open(header, body, trailer, signature)
	}
	want, err := a.sign(0, a.in, keyusage.GSSAPI_INITIATOR_SIGN, header, body, trailer)
	if err != nil {
		return err
	}
	if !hmac.Equal(signature, want) {
		return errSignature
	}
	a.in++
	return nil
}

// signed is what of a PDU's header and trailer is signed: nothing, unless header
// signing was agreed on.
func (a *dceKerberos) signed(header, trailer []byte) (_, _ []byte) {
	if !a.headerSign {
		return nil, nil
	}
	return header, trailer
}

// sign makes a MIC token ([RFC4121] 4.2.6.1).
func (a *dceKerberos) sign(by byte, sequence uint64, usage uint32, parts ...[]byte) ([]byte, error) {
	front := []byte{4, 4, by | wrapAcceptorSubkey, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}
	front = binary.BigEndian.AppendUint64(front, sequence)
	checksum, err := a.etype.GetChecksumHash(a.key.KeyValue, slices.Concat(slices.Concat(parts...), front), usage)
	return append(front, checksum...), err
}

// seal encrypts a body in place and makes the rest of its Wrap token.
func (a *dceKerberos) seal(confounder, header, body, trailer []byte) (signature []byte, err error) {
	front := makeWrapHeader(wrapByAcceptor, a.out)
	binary.BigEndian.PutUint16(front[4:], cfxFiller)
	behind := slices.Concat(bytes.Repeat([]byte{0xFF}, cfxFiller), front)
	checksum, err := a.checksum(keyusage.GSSAPI_ACCEPTOR_SEAL, confounder, header, body, trailer, behind)
	if err != nil {
		return nil, err
	}
	key, err := a.etype.DeriveKey(a.key.KeyValue, common.GetUsageKe(keyusage.GSSAPI_ACCEPTOR_SEAL))
	if err != nil {
		return nil, err
	}
	_, b, err := a.etype.EncryptData(key, slices.Concat(confounder, body, behind))
	if err != nil {
		return nil, err
	}
	end := cfxConfounder + copy(body, b[cfxConfounder:])
	binary.BigEndian.PutUint16(front[6:], cfxTurned)
	return slices.Concat(front, b[end:], checksum, b[:cfxConfounder]), nil
}

// open decrypts a body in place and verifies the rest of its Wrap token. How much
// filler there is, callers do not agree on.
func (a *dceKerberos) open(header, body, trailer, signature []byte) error {
	if len(signature) < cfxSealed {
		return fmt.Errorf("%w: %d bytes", errSignature, len(signature))
	}
	filler := len(signature) - cfxSealed
	front := makeWrapHeader(0, a.in)
	binary.BigEndian.PutUint16(front[4:], uint16(filler))
	turned := bytes.Clone(front)
	binary.BigEndian.PutUint16(turned[6:], cfxTurned)
	if filler > cfxFiller || !bytes.Equal(signature[:cfxHeader], turned) {
		return fmt.Errorf("%w: token begins %x, where %x is expected", errSignature, signature[:cfxHeader], turned)
	}
	behind, confounder := signature[cfxHeader:len(signature)-cfxConfounder], signature[len(signature)-cfxConfounder:]
	behind, checksum := behind[:filler+cfxHeader], behind[filler+cfxHeader:]
	key, err := a.etype.DeriveKey(a.key.KeyValue, common.GetUsageKe(keyusage.GSSAPI_INITIATOR_SEAL))
	if err != nil {
		return err
	}
	plain, err := a.etype.DecryptData(key, slices.Concat(confounder, body, behind))
	if err != nil {
		return err
	}
	confounder = plain[:cfxConfounder]
	behind = plain[cfxConfounder+copy(body, plain[cfxConfounder:]):]
	want, err := a.checksum(keyusage.GSSAPI_INITIATOR_SEAL, confounder, header, body, trailer, behind)
	if err != nil {
		return err
	}
	if !hmac.Equal(checksum, want) || !bytes.HasSuffix(behind, front) {
		return errSignature
	}
	a.in++
	return nil
}

// checksum is that of a Wrap token, over parts that are sealed and parts that are
// not.
func (a *dceKerberos) checksum(usage uint32, parts ...[]byte) ([]byte, error) {
	key, err := a.etype.DeriveKey(a.key.KeyValue, common.GetUsageKi(usage))
	if err != nil {
		return nil, err
	}
	h := hmac.New(a.etype.GetHashFunc(), key)
	for _, part := range parts {
		h.Write(part)
	}
	return h.Sum(nil)[:cfxChecksum], nil
}
