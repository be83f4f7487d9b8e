package pipe

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
)

// deriveKey is the KDF of SMB 3 ([MS-SMB2] 3.1.4.2): SP 800-108 in counter mode
// with HMAC-SHA256, for 128 bits.
func deriveKey(key []byte, label string, context []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte{0, 0, 0, 1})
	mac.Write(append([]byte(label), 0, 0)) // the label's own terminator, and the separator
	mac.Write(context)
	mac.Write([]byte{0, 0, 0, 128})
	return mac.Sum(nil)[:16]
}

// aesCMAC is the AES-CMAC of RFC 4493.
func aesCMAC(block cipher.Block, message []byte) []byte {
	subkey := make([]byte, aes.BlockSize)
	block.Encrypt(subkey, subkey)
	double(subkey)
	last := make([]byte, aes.BlockSize)
	whole := max(0, (len(message)-1)/aes.BlockSize) * aes.BlockSize
	if n := copy(last, message[whole:]); n < aes.BlockSize {
		last[n] = 0x80
		double(subkey)
	}
	subtle.XORBytes(last, last, subkey)
	mac := make([]byte, aes.BlockSize)
	chain(block, mac, message[:whole])
	chain(block, mac, last)
	return mac
}

// double multiplies by x in the field of RFC 4493.
func double(b []byte) {
	carry := b[0] >> 7
	for i := range b[:len(b)-1] {
		b[i] = b[i]<<1 | b[i+1]>>7
	}
	b[len(b)-1] = b[len(b)-1]<<1 ^ carry*0x87
}

// chain continues a CBC-MAC with data, the last block of which is filled with
// zeros.
func chain(block cipher.Block, mac, data []byte) {
	for len(data) > 0 {
		n := subtle.XORBytes(mac, mac, data)
		data = data[n:]
		block.Encrypt(mac, mac)
	}
}

// openCCM decrypts AES-CCM (RFC 3610) with a tag of 16 bytes behind the
// ciphertext and fewer than 65,280 bytes of additional data; false when the tag
// is not right.
func openCCM(block cipher.Block, nonce, sealed, additional []byte) ([]byte, bool) {
	const tagSize = aes.BlockSize
	if len(sealed) < tagSize {
		return nil, false
	}
	sealed, tag := sealed[:len(sealed)-tagSize], sealed[len(sealed)-tagSize:]
	lengthSize := 15 - len(nonce)

	counter := make([]byte, aes.BlockSize)
	counter[0] = byte(lengthSize - 1)
	copy(counter[1:], nonce)
	stream := cipher.NewCTR(block, counter)
	expected := make([]byte, tagSize)
	stream.XORKeyStream(expected, expected)
	plain := make([]byte, len(sealed))
	stream.XORKeyStream(plain, sealed)

	first := make([]byte, aes.BlockSize)
	binary.BigEndian.PutUint64(first[8:], uint64(len(plain)))
	first[0] = 0x40 | (tagSize-2)/2<<3 | byte(lengthSize-1)
	copy(first[1:], nonce)
	mac := make([]byte, aes.BlockSize)
	chain(block, mac, first)
	chain(block, mac, append(binary.BigEndian.AppendUint16(nil, uint16(len(additional))), additional...))
	chain(block, mac, plain)
	subtle.XORBytes(expected, expected, mac)
	return plain, subtle.ConstantTimeCompare(expected, tag) == 1
}
