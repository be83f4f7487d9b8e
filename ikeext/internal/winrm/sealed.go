package winrm

import (
	"bytes"
	"encoding/binary"
	"mime"
	"strconv"
	"strings"
)

// A sealed body is a multipart of two parts ([MS-WSMV] 2.2.9.1): what the message
// is, with its length, and the message with its signature in front. Unlike MIME's
// the headers are indented, end without an empty line, and nothing but the
// delimiter ends the second part.
const (
	boundary     = "Encrypted Boundary"
	envelopeType = "application/soap+xml;charset=UTF-8"
)

// sealedType is the Content-Type of a sealed body.
func sealedType(protocol string) string {
	return `multipart/encrypted;protocol="` + protocol + `";boundary="` + boundary + `"`
}

// encodeSealed makes the body of a message of so many bytes.
func encodeSealed(protocol string, length int, signature, sealed []byte) []byte {
	var b bytes.Buffer
	b.WriteString("--" + boundary + "\r\n" +
		"\tContent-Type: " + protocol + "\r\n" +
		"\tOriginalContent: type=" + envelopeType + ";Length=" + strconv.Itoa(length) + "\r\n" +
		"--" + boundary + "\r\n" +
		"\tContent-Type: application/octet-stream\r\n")
	_ = binary.Write(&b, binary.LittleEndian, uint32(len(signature)))
	b.Write(signature)
	b.Write(sealed)
	b.WriteString("--" + boundary + "--\r\n")
	return b.Bytes()
}

// sealedBody is a sealed body, taken apart.
type sealedBody struct {
	length            int
	signature, sealed []byte
}

// decodeSealed takes the body of an answer apart. Errors are ErrUnsealed when it
// does not claim to be sealed as was agreed, and ErrMalformed.
func decodeSealed(contentType, protocol string, body []byte) (*sealedBody, error) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/encrypted" || !strings.EqualFold(params["protocol"], protocol) || params["boundary"] == "" {
		return nil, ErrUnsealed
	}
	r := &partReader{rest: body, delimiter: params["boundary"]}
	if !r.begin() {
		return nil, malformed("no boundary in front of the first part")
	}
	s := &sealedBody{length: -1}
	sealedAs := false
	for !r.begin() {
		name, value, ok := r.header()
		switch {
		case !ok:
			return nil, malformed("headers of the first part")
		case name == "content-type":
			sealedAs = strings.EqualFold(value, protocol)
		case name == "originalcontent":
			s.length = originalLength(value)
		}
	}
	if !sealedAs || s.length < 0 {
		return nil, malformed("the first part says neither type nor length of what is sealed")
	}
	if name, value, ok := r.header(); !ok || name != "content-type" || !strings.EqualFold(value, "application/octet-stream") {
		return nil, malformed("headers of the second part")
	}
	if !r.end() {
		return nil, malformed("no boundary behind the second part")
	}
	return s, s.split(r.rest)
}

// split takes the second part apart. The length of the message says where it ends:
// neither mechanism pads.
func (s *sealedBody) split(b []byte) error {
	const prefix = 4
	if len(b) < prefix {
		return malformed("sealed message of %d bytes", len(b))
	}
	size := binary.LittleEndian.Uint32(b)
	if uint64(size) > uint64(len(b)-prefix) {
		return malformed("signature of %d bytes in a message of %d", size, len(b))
	}
	s.signature, s.sealed = b[prefix:prefix+size], b[prefix+size:]
	if len(s.sealed) != s.length {
		return malformed("%d sealed bytes where %d were announced", len(s.sealed), s.length)
	}
	return nil
}

// originalLength reads `type=application/soap+xml;charset=UTF-8;Length=123`; -1
// when there is no length.
func originalLength(value string) int {
	for field := range strings.SplitSeq(value, ";") {
		name, text, _ := strings.Cut(strings.TrimSpace(field), "=")
		if strings.EqualFold(name, "length") {
			if n, err := strconv.ParseUint(text, 10, 31); err == nil {
				return int(n)
			}
		}
	}
	return -1
}

// partReader reads the parts of a body from its beginning.
type partReader struct {
	rest      []byte
	delimiter string
}

// begin takes a delimiter that stands next. Some listeners write a space after the
// dashes.
func (r *partReader) begin() bool {
	rest, ok := bytes.CutPrefix(r.rest, []byte("--"))
	if !ok {
		return false
	}
	if rest, ok = bytes.CutPrefix(bytes.TrimLeft(rest, " "), []byte(r.delimiter+"\r\n")); ok {
		r.rest = rest
	}
	return ok
}

// header takes a header line, its name in lower case.
func (r *partReader) header() (name, value string, ok bool) {
	line, rest, ok := bytes.Cut(r.rest, []byte("\r\n"))
	if !ok || len(line) > 1024 {
		return "", "", false
	}
	name, value, ok = strings.Cut(string(line), ":")
	r.rest = rest
	return strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value), ok
}

// end drops the last delimiter.
func (r *partReader) end() bool {
	rest, ok := bytes.CutSuffix(bytes.TrimSuffix(r.rest, []byte("\r\n")), []byte(r.delimiter+"--"))
	if !ok {
		return false
	}
	rest, ok = bytes.CutSuffix(bytes.TrimRight(rest, " "), []byte("--"))
	r.rest = rest
	return ok
}
