package pipe

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
)

// The dialects that are spoken, and the ciphers of SMB 3.
const (
	dialect210 = 0x0210
	dialect300 = 0x0300
	dialect302 = 0x0302
	dialect311 = 0x0311

	cipherCCM = 1 // AES-128-CCM, the only one before 3.1.1
	cipherGCM = 2 // AES-128-GCM
)

// keys are what a signed-in session is protected with.
type keys struct {
	sign func(message []byte) []byte
	// The two directions of encryption; nil without.
	fromServer, toServer *opener
}

// opener decrypts one direction.
type opener struct {
	block cipher.Block
	gcm   cipher.AEAD // nil: CCM
}

// newKeys derives the keys of a session ([MS-SMB2] 3.2.5.3). The context is the
// pre-authentication integrity hash, used by SMB 3.1.1 alone.
func newKeys(dialect, cipherID uint16, sessionKey, preauth []byte) (*keys, error) {
	if dialect == dialect210 {
		return &keys{sign: func(message []byte) []byte {
			mac := hmac.New(sha256.New, sessionKey)
			mac.Write(message)
			return mac.Sum(nil)[:16]
		}}, nil
	}
	derive := func(label, context, label311 string) []byte {
		if dialect == dialect311 {
			return deriveKey(sessionKey, label311, preauth)
		}
		return deriveKey(sessionKey, label, append([]byte(context), 0))
	}
	block, err := aes.NewCipher(derive("SMB2AESCMAC", "SmbSign", "SMBSigningKey"))
	if err != nil {
		return nil, err
	}
	k := &keys{sign: func(message []byte) []byte { return aesCMAC(block, message) }}
	if cipherID == 0 {
		return k, nil
	}
	if k.toServer, err = newOpener(cipherID, derive("SMB2AESCCM", "ServerIn ", "SMBC2SCipherKey")); err != nil {
		return nil, err
	}
	k.fromServer, err = newOpener(cipherID, derive("SMB2AESCCM", "ServerOut", "SMBS2CCipherKey"))
	return k, err
}

func newOpener(cipherID uint16, key []byte) (*opener, error) {
	block, err := aes.NewCipher(key)
	if err != nil || cipherID == cipherCCM {
		return &opener{block: block}, err
	}
	gcm, err := cipher.NewGCM(block)
	return &opener{block: block, gcm: gcm}, err
}

// verifies reports whether the signature in a message is right.
func (k *keys) verifies(message []byte) bool {
	signature := message[signatureOffset : signatureOffset+16]
	unsigned := append([]byte(nil), message...)
	clear(unsigned[signatureOffset : signatureOffset+16])
	return subtle.ConstantTimeCompare(signature, k.sign(unsigned)) == 1
}

// open decrypts a frame with a transform header, whose sizes have been checked.
func (o *opener) open(frame []byte) ([]byte, bool) {
	sealed := append(append([]byte(nil), frame[transformSize:]...), frame[4:20]...)
	nonce, additional := frame[20:36], frame[20:transformSize]
	if o.gcm == nil {
		return openCCM(o.block, nonce[:11], sealed, additional)
	}
	plain, err := o.gcm.Open(nil, nonce[:12], sealed, additional)
	return plain, err == nil
}
