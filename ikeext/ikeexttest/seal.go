package ikeexttest

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
)

// ntlmDirection protects what goes in one direction, with extended session
// security ([MS-NLMP] 3.4).
type ntlmDirection struct {
	signKey   []byte
	sealKey   []byte
	cipher    *rc4.Cipher
	exchanged bool // a key was exchanged, so checksums are encrypted
	sequence  uint32
}

// newNTLMDirections derives the keys of both directions from the session key.
func newNTLMDirections(session []byte, flags uint32) (in, out *ntlmDirection) {
	return newNTLMDirection(session, flags, "client-to-server"), newNTLMDirection(session, flags, "server-to-client")
}

func newNTLMDirection(session []byte, flags uint32, direction string) *ntlmDirection {
	size := 5
	switch {
	case flags&ntlm128 != 0:
		size = len(session)
	case flags&ntlm56 != 0:
		size = 7
	}
	derive := func(key []byte, purpose string) []byte {
		magic := "session key to " + direction + " " + purpose + " key magic constant\x00"
		sum := md5.Sum(append(key[:len(key):len(key)], magic...))
		return sum[:]
	}
	d := &ntlmDirection{
		signKey:   derive(session, "signing"),
		sealKey:   derive(session[:size], "sealing"),
		exchanged: flags&ntlmKeyExchange != 0,
	}
	d.restart()
	return d
}

// restart begins the key stream anew. The sequence number goes on.
func (d *ntlmDirection) restart() { d.cipher = newRC4(d.sealKey) }

// protect signs the parts of a PDU and, to seal it, encrypts the body in place.
func (d *ntlmDirection) protect(seal bool, header, body, trailer []byte) []byte {
	checksum := d.checksum(header, body, trailer)
	if seal {
		d.cipher.XORKeyStream(body, body)
	}
	return d.signature(checksum)
}

// unprotect reverses protect and reports whether the signature is right.
func (d *ntlmDirection) unprotect(seal bool, header, body, trailer, signature []byte) bool {
	if seal {
		d.cipher.XORKeyStream(body, body)
	}
	return hmac.Equal(d.signature(d.checksum(header, body, trailer)), signature)
}

func (d *ntlmDirection) checksum(header, body, trailer []byte) []byte {
	return hmacMD5(d.signKey, le.AppendUint32(nil, d.sequence), header, body, trailer)[:8]
}

// signature makes the NTLMSSP_MESSAGE_SIGNATURE ([MS-NLMP] 2.2.2.9.2) of a
// checksum and counts it.
func (d *ntlmDirection) signature(checksum []byte) []byte {
	if d.exchanged {
		d.cipher.XORKeyStream(checksum, checksum)
	}
	const version = 1
	b := le.AppendUint32(nil, version)
	b = append(b, checksum...)
	b = le.AppendUint32(b, d.sequence)
	d.sequence++
	return b
}
