package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/rc4"
	"encoding/binary"
	"errors"
	"unicode/utf16"

	//lint:ignore SA1019 NTLM is made of it
	"golang.org/x/crypto/md4"
)

// What follows is NTLMv2 with key exchange and extended session security
// ([MS-NLMP]), as little of it as a client needs whose messages are written already.

const (
	flagKeyExchange = 0x40000000
	flag128         = 0x20000000

	avEnd       = 0
	avTimestamp = 7
)

// authenticate is an AUTHENTICATE_MESSAGE, and where its fields lie.
type authenticate struct {
	message []byte
	lm, response, domain, user,
	key span
	timestamp int // of the attribute, 0 when there is none
	mic       bool
}

// span is a part of a message.
type span struct{ from, to int }

func (s span) of(b []byte) []byte { return b[s.from:s.to] }

const (
	micOffset = 72
	micSize   = 16
)

// parseAuthenticate finds the fields of a message.
func parseAuthenticate(message []byte) (*authenticate, error) {
	const fixed, flagsOffset = micOffset + micSize, 60
	le := binary.LittleEndian
	if len(message) < fixed || !bytes.HasPrefix(message, []byte("NTLMSSP\x00\x03")) {
		return nil, errors.New("no AUTHENTICATE_MESSAGE")
	}
	a := &authenticate{message: message}
	if flags := le.Uint32(message[flagsOffset:]); flags&flagKeyExchange == 0 || flags&flag128 == 0 {
		return nil, errors.New("NTLM without key exchange or 128-bit keys")
	}
	var workstation span
	first := len(message)
	for i, field := range []*span{&a.lm, &a.response, &a.domain, &a.user, &workstation, &a.key} {
		at := message[12+8*i:]
		field.from = int(le.Uint32(at[4:]))
		field.to = field.from + int(le.Uint16(at))
		if field.to > len(message) {
			return nil, errors.New("an NTLM field runs out of its message")
		}
		if field.from < field.to {
			first = min(first, field.from)
		}
	}
	a.mic = first >= fixed && !bytes.Equal(message[micOffset:fixed], make([]byte, micSize))
	if a.response.to-a.response.from < attributesOffset || a.key.to-a.key.from != md5.Size {
		return nil, errors.New("no NTLMv2 response or no session key")
	}
	a.timestamp = findAttribute(message[:a.response.to], a.response.from+attributesOffset, avTimestamp)
	return a, nil
}

// In an NTLMv2 response, behind the proof of 16 octets: its time, the client's
// challenge, the attributes.
const (
	timeOffset       = 16 + 8
	challengeOffset  = 16 + 16
	attributesOffset = 16 + 28
)

// findAttribute returns where the value of an attribute begins in b, 0 when there
// is none.
func findAttribute(b []byte, at int, wanted uint16) int {
	for at+4 <= len(b) {
		id, size := binary.LittleEndian.Uint16(b[at:]), int(binary.LittleEndian.Uint16(b[at+2:]))
		switch id {
		case wanted:
			return at + 4
		case avEnd:
			return 0
		}
		at += 4 + size
	}
	return 0
}

// answer makes the message anew, in place in b, for another challenge of the same
// host and returns the session key.
func (a *authenticate) answer(b, negotiate, challenge []byte, password string) (session []byte, err error) {
	const serverChallenge, infoField = 24, 40
	if len(challenge) < 48 {
		return nil, errors.New("no CHALLENGE_MESSAGE")
	}
	copy(b, a.message)
	response := a.response.of(b)
	rand.Read(response[challengeOffset:][:8])
	if a.timestamp > 0 {
		at := findAttribute(challenge, int(binary.LittleEndian.Uint32(challenge[infoField+4:])), avTimestamp)
		if at == 0 || at+8 > len(challenge) {
			return nil, errors.New("a challenge without the time")
		}
		copy(response[timeOffset:][:8], challenge[at:])
		copy(b[a.timestamp:][:8], challenge[at:])
	}
	key := a.passwordKey(password)
	proof := keyed(key, challenge[serverChallenge:][:8], response[16:])
	copy(response, proof)
	if lm := a.lm.of(b); len(lm) == 24 && !bytes.Equal(a.lm.of(a.message), make([]byte, 24)) {
		copy(lm, keyed(key, challenge[serverChallenge:][:8], response[challengeOffset:][:8]))
		copy(lm[16:], response[challengeOffset:][:8])
	}
	session = make([]byte, md5.Size)
	rand.Read(session)
	stream(keyed(key, proof)).XORKeyStream(a.key.of(b), session)
	if a.mic {
		mic := b[micOffset:][:micSize]
		clear(mic)
		copy(mic, keyed(session, negotiate, challenge, b))
	}
	return session, nil
}

// session returns the session key of the message as it was recorded.
func (a *authenticate) session(password string) []byte {
	session := make([]byte, md5.Size)
	base := keyed(a.passwordKey(password), a.response.of(a.message)[:16])
	stream(base).XORKeyStream(session, a.key.of(a.message))
	return session
}

// passwordKey is NTOWFv2 of a user whose name is ASCII.
func (a *authenticate) passwordKey(password string) []byte {
	h := md4.New()
	for _, unit := range utf16.Encode([]rune(password)) {
		h.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	return keyed(h.Sum(nil), bytes.ToUpper(a.user.of(a.message)), a.domain.of(a.message))
}

// direction protects what goes one way.
type direction struct {
	signKey  []byte
	cipher   *rc4.Cipher
	sequence uint32
}

func newDirections(session []byte) (out, in *direction) {
	return newDirection(session, "client-to-server"), newDirection(session, "server-to-client")
}

func newDirection(session []byte, name string) *direction {
	derive := func(purpose string) []byte {
		sum := md5.Sum(append(bytes.Clone(session), "session key to "+name+" "+purpose+" key magic constant\x00"...))
		return sum[:]
	}
	return &direction{signKey: derive("signing"), cipher: stream(derive("sealing"))}
}

// seal encrypts the body of a request in place and signs the PDU.
func (d *direction) seal(pdu []byte) {
	signature := token(pdu)
	signed := pdu[:len(pdu)-len(signature)]
	sum := d.sum(signed)
	body := signed[callHeaderSize : len(signed)-trailerSize]
	d.cipher.XORKeyStream(body, body)
	d.sign(signature, sum)
}

var errUnsound = errors.New("the signature of a reply does not verify")

// open decrypts the body of a PDU in place and verifies its signature.
func (d *direction) open(pdu []byte) error {
	signature := token(pdu)
	if len(signature) != 16 {
		return errUnsound
	}
	signed := pdu[:len(pdu)-len(signature)]
	body := signed[callHeaderSize : len(signed)-trailerSize]
	d.cipher.XORKeyStream(body, body)
	var want [16]byte
	d.sign(want[:], d.sum(signed))
	if !hmac.Equal(want[:], signature) {
		return errUnsound
	}
	return nil
}

func (d *direction) sum(signed []byte) []byte {
	var sequence [4]byte
	binary.LittleEndian.PutUint32(sequence[:], d.sequence)
	return keyed(d.signKey, sequence[:], signed)[:8]
}

func (d *direction) sign(signature, sum []byte) {
	binary.LittleEndian.PutUint32(signature, 1)
	d.cipher.XORKeyStream(signature[4:12], sum)
	binary.LittleEndian.PutUint32(signature[12:], d.sequence)
	d.sequence++
}

// keyed is HMAC-MD5.
func keyed(key []byte, parts ...[]byte) []byte {
	h := hmac.New(md5.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// stream is RC4 of a key that is never empty, the only one that fails.
func stream(key []byte) *rc4.Cipher {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	return c
}
