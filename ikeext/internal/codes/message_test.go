package codes

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNoMessageWithoutACertainText(t *testing.T) {
	for code, why := range map[uint32]string{
		0:          "no failure",
		4321:       "no name",
		13821:      "not in the list",
		13823:      "not in the list",
		13880:      "not in the list",
		13889:      "the list has the text of an older meaning",
		0x80320018: "the list has the text of an older meaning",
		0x80320038: "the list has the text of an older meaning",
		0x80320039: "the list has the text of an older meaning",
		0x8032003A: "not in the list",
		0x80320044: "not in the list",
		13857:      "takes the SPI for a service provider interface",
		13862:      "takes the DOI for a digital object identifier",
		13892:      "takes the CGA for a graphics adapter",
	} {
		assert.Empty(t, Message(code), "%d: %s", code, why)
	}
}

func TestMessageStandsBesideTheSameName(t *testing.T) {
	texts := 0
	for code, name := range names() {
		text := Message(code)
		if text == "" {
			continue
		}
		texts++
		publishedName, publishedText := published(code)
		assert.Equal(t, name, publishedName, "%#x", code)
		assert.Equal(t, publishedText, text, "%#x", code)
	}
	assert.Greater(t, texts, 300)
}

func TestMessageOfEachList(t *testing.T) {
	for code, want := range map[uint32]string{
		5:          "Access is denied.",
		1722:       "The RPC server is unavailable.",
		13805:      "Negotiation timed out.",
		0x1C010003: "The server does not export the requested interface.",
		0x8009030C: "The logon attempt failed.",
		0x80320008: "The object does not exist.",
		0xC0000072: "The referenced account is currently disabled and cannot be logged on to.",
	} {
		assert.Equal(t, want, Message(code), "%#x", code)
	}
}

func TestMessageOfWireForms(t *testing.T) {
	assert.NotEmpty(t, Message(1753))
	assert.Equal(t, Message(1753), Message(0x16C9A0D6))
	assert.Equal(t, Message(5), Message(0x80070005))
}
