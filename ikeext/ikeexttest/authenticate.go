package ikeexttest

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rc4"
	"errors"
	"fmt"
	"strings"

	"github.com/oiweiwei/go-msrpc/ssp/crypto"
)

// authenticateMessage is an AUTHENTICATE_MESSAGE ([MS-NLMP] 2.2.1.3).
type authenticateMessage struct {
	response, domain, user, sessionKey []byte
	flags                              uint32
	payload                            int // where the first field lies
}

// parseAuthenticate reads the message and checks that all fields lie in it.
func parseAuthenticate(token []byte) (*authenticateMessage, error) {
	const fixed, flagsOffset = 64, 60
	if len(token) < fixed || !bytes.HasPrefix(token, []byte("NTLMSSP\x00\x03\x00\x00\x00")) {
		return nil, fmt.Errorf("%w: no NTLM authenticate message", errToken)
	}
	m := &authenticateMessage{payload: len(token), flags: le.Uint32(token[flagsOffset:])}
	var lm, workstation []byte // neither says anything that the others do not
	for i, field := range []*[]byte{&lm, &m.response, &m.domain, &m.user, &workstation, &m.sessionKey} {
		at := token[12+8*i:]
		length, offset := int64(le.Uint16(at)), int64(le.Uint32(at[4:]))
		if length == 0 {
			continue
		}
		if offset < fixed || offset+length > int64(len(token)) {
			return nil, fmt.Errorf("%w: NTLM field %d runs out of the message", errToken, i)
		}
		*field = token[offset : offset+length]
		m.payload = min(m.payload, int(offset))
	}
	return m, nil
}

// authenticate takes the last message. The caller is signed in when it returns
// nil.
func (a *ntlmAcceptor) authenticate(token []byte) error {
	m, err := parseAuthenticate(token)
	if err != nil {
		return err
	}
	user, domain := a.decode(m.user), a.decode(m.domain)
	a.caller = domain + `\` + user
	hasMIC, err := m.hasMIC()
	if err != nil {
		return err
	}
	// A host outside of any domain knows its accounts under every domain name.
	name, _, _ := strings.Cut(strings.ToLower(user), "@")
	password, known := a.cfg.Users[name]
	if !known {
		return errors.New("unknown account")
	}
	key, err := ntlmHash(user, domain, password)
	if err != nil {
		return err
	}
	proof := hmacMD5(key, a.serverChallenge[:], m.response[md5.Size:])
	if !hmac.Equal(proof, m.response[:md5.Size]) {
		return errors.New("wrong password")
	}
	a.flags &= m.flags
	session := hmacMD5(key, proof)
	if a.flags&ntlmKeyExchange != 0 {
		if len(m.sessionKey) != len(session) {
			return fmt.Errorf("%w: NTLM session key of %d bytes", errToken, len(m.sessionKey))
		}
		session = rc4Once(session, m.sessionKey)
	}
	if hasMIC && !a.verifyMIC(session, token) {
		return errors.New("the integrity code of the messages does not verify")
	}
	a.messagesProtected = hasMIC
	a.in, a.out = newNTLMDirections(session, a.flags)
	return nil
}

// hasMIC reads the attributes in an NTLMv2 response and reports whether the
// message says that it carries an integrity code. Not every client sends one.
func (m *authenticateMessage) hasMIC() (bool, error) {
	const proofAndChallenge = 16 + 28 // [MS-NLMP] 2.2.2.7 and 2.2.2.8
	if len(m.response) <= 24 {
		return false, errors.New("anonymous or NTLMv1")
	}
	if len(m.response) < proofAndChallenge {
		return false, fmt.Errorf("%w: NTLMv2 response of %d bytes", errToken, len(m.response))
	}
	c := &cursor{rest: m.response[proofAndChallenge:]}
	for {
		id := c.u16()
		value := &cursor{rest: c.bytes(int(c.u16()))}
		switch {
		case c.short:
			return false, fmt.Errorf("%w: NTLM attributes without an end", errToken)
		case id == ntlmAVEnd:
			return false, nil
		case id == ntlmAVFlags && value.u32()&ntlmAVFlagsHaveMIC != 0:
			if m.payload < ntlmMICOffset+md5.Size {
				return false, fmt.Errorf("%w: NTLM integrity code without its room", errToken)
			}
			return true, nil
		}
	}
}

const ntlmMICOffset = 72

func (a *ntlmAcceptor) verifyMIC(session, token []byte) bool {
	blank := bytes.Clone(token)
	clear(blank[ntlmMICOffset : ntlmMICOffset+md5.Size])
	want := hmacMD5(session, a.negotiate, a.challenge, blank)
	return hmac.Equal(want, token[ntlmMICOffset:ntlmMICOffset+md5.Size])
}

// ntlmHash is NTOWFv2 ([MS-NLMP] 3.3.2): it hashes the names as they were spelled,
// the user's in upper case.
func ntlmHash(user, domain, password string) ([]byte, error) {
	hash, err := crypto.MD4(encodeUTF16(password))
	if err != nil {
		return nil, err
	}
	return hmacMD5(hash, encodeUTF16(strings.ToUpper(user)+domain)), nil
}

func hmacMD5(key []byte, parts ...[]byte) []byte {
	h := hmac.New(md5.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// rc4Once encrypts with a key that is used for nothing else.
func rc4Once(key, data []byte) []byte {
	out := make([]byte, len(data))
	newRC4(key).XORKeyStream(out, data)
	return out
}

// newRC4 makes a cipher of a key that is never empty, the only one that fails.
func newRC4(key []byte) *rc4.Cipher {
	cipher, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	return cipher
}
