package wmio

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads an Encoded-String: an octet that says how, characters, a NUL.
func (r *reader) text() string {
	switch r.u8() {
	case 0:
		return fromLatin1(r.until(1))
	case 1:
		return fromUTF16(r.until(2))
	}
	r.fail("a string is neither compressed nor Unicode")
	return ""
}

// until reads characters of size octets each up to a NUL, which it passes.
func (r *reader) until(size int) []byte {
	end := -1
	if size == 1 {
		end = bytes.IndexByte(r.b, 0)
	} else {
		for i := 0; i+1 < len(r.b); i += 2 {
			if r.b[i]|r.b[i+1] == 0 {
				end = i
				break
			}
		}
	}
	if end < 0 {
		r.fail("a string has no end")
		return nil
	}
	b := r.take(uint64(end + size))
	return b[:max(0, len(b)-size)]
}

// fromLatin1 converts characters of UTF-16 that were sent without their upper
// octets, which are all zero.
func fromLatin1(b []byte) string {
	high := 0
	for _, c := range b {
		high += int(c >> 7)
	}
	if high == 0 {
		return string(b)
	}
	var text strings.Builder
	text.Grow(len(b) + high)
	for _, c := range b {
		text.WriteRune(rune(c))
	}
	return text.String()
}

// fromUTF16 converts UTF-16; half a pair of surrogates becomes U+FFFD.
func fromUTF16(b []byte) string {
	var text strings.Builder
	text.Grow(len(b) / 2 * 3) // no code unit takes more than three octets of UTF-8
	for len(b) >= 2 {
		c := rune(binary.LittleEndian.Uint16(b))
		b = b[2:]
		if utf16.IsSurrogate(c) {
			var low rune
			if len(b) >= 2 {
				low = rune(binary.LittleEndian.Uint16(b))
			}
			if c = utf16.DecodeRune(c, low); c != utf8.RuneError {
				b = b[2:]
			}
		}
		text.WriteRune(c)
	}
	return text.String()
}

// passText passes an Encoded-String.
func (r *reader) passText() { r.text() }
