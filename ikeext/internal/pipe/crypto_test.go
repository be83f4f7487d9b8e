package pipe

import (
	"crypto/aes"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func unhex(t *testing.T, text string) []byte {
	b, err := hex.DecodeString(text)
	require.NoError(t, err)
	return b
}

// TestCMAC checks the vectors of RFC 4493, section 4.
func TestCMAC(t *testing.T) {
	block, err := aes.NewCipher(unhex(t, "2b7e151628aed2a6abf7158809cf4f3c"))
	require.NoError(t, err)
	text := unhex(t, "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")
	for size, want := range map[int]string{
		0:  "bb1d6929e95937287fa37d129b756746",
		16: "070a16b46b4d4144f79bdd9dd04a287c",
		40: "dfa66747de9ae63030ca32611497c827",
		64: "51f0bebf7e3b9d92fc49741779363cfe",
	} {
		assert.Equal(t, want, hex.EncodeToString(aesCMAC(block, text[:size])), "%d bytes", size)
	}
}

// TestSigningKey checks the example that Microsoft published for SMB 3.1.1: a
// session key and a hash, and the signing key that follows from them.
func TestSigningKey(t *testing.T) {
	key := deriveKey(unhex(t, "270e1ba896585eeb7af3472d3b4c75a7"), "SMBSigningKey",
		unhex(t, "0dd13628cc3ed218ef9df9772d436d0887ab9814bfae63a80aa845f36909db7928622dddad522d9751640a459762c5a9d6bb084cbb3ce6bdadef5d5bce3c6c01"))
	assert.Equal(t, "73fe7a9a77bef0bde49c650d8ccb5f76", hex.EncodeToString(key))
}

// TestCCM checks what PyCryptodome encrypts: key 00..0f, nonce 20..2a, additional
// data 40..5f, and 00.. as the text.
func TestCCM(t *testing.T) {
	nonce, additional := count(0x20, 11), count(0x40, 32)
	block, err := aes.NewCipher(count(0, 16))
	require.NoError(t, err)
	for size, sealed := range map[int]string{
		0:  "bb23f7ef1fd8cb3bc770a85a179285c3",
		64: "d8f22de30c03da810fbf2bd70c1db5b6a5d734aef6eb7591baff1af9db3807c215a1b6bf061ebd1ff7508cdc0f98f21ef5a49e68e25093a362a55ea42aba0735487eed4b0e3a1b4ddc9cd9d3e0e44d7f",
		70: "d8f22de30c03da810fbf2bd70c1db5b6a5d734aef6eb7591baff1af9db3807c215a1b6bf061ebd1ff7508cdc0f98f21ef5a49e68e25093a362a55ea42aba073550e630a42d4c174efed5c326681ca5c2d84f181e6f9e",
	} {
		plain, ok := openCCM(block, nonce, unhex(t, sealed), additional)
		assert.True(t, ok, "%d bytes", size)
		assert.Equal(t, count(0, size), plain)
	}
}

// TestCCMSpoilt flips each bit of a text and its tag.
func TestCCMSpoilt(t *testing.T) {
	nonce, additional := count(0x20, 11), count(0x40, 32)
	block, err := aes.NewCipher(count(0, 16))
	require.NoError(t, err)
	sealed := unhex(t, "d8f22de30c03da810fbf2bd70c1db5b6a5d734aef6eb7591baff1af9db3807c215a1b6bf061ebd1ff7508cdc0f98f21ef5a49e68e25093a362a55ea42aba0735487eed4b0e3a1b4ddc9cd9d3e0e44d7f")
	for bit := range 8 * len(sealed) {
		sealed[bit/8] ^= 1 << (bit % 8)
		_, ok := openCCM(block, nonce, sealed, additional)
		assert.False(t, ok, "bit %d", bit)
		sealed[bit/8] ^= 1 << (bit % 8)
	}
	_, ok := openCCM(block, nonce, sealed[:15], additional)
	assert.False(t, ok)
}

// count returns consecutive bytes.
func count(first byte, size int) []byte {
	b := make([]byte, size)
	for i := range b {
		b[i] = first + byte(i)
	}
	return b
}
