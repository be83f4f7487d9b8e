package ikeexttest

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// winrmBody is a sealed body ([MS-WSMV] 2.2.9.1).
type winrmBody struct {
	length          int // of the message
	signature, data []byte
}

func winrmContentType(protocol string) string {
	return fmt.Sprintf(`multipart/encrypted;protocol="%s";boundary="Encrypted Boundary"`, protocol)
}

// winrmFront is what stands in front of the binary part.
const winrmFront = "--Encrypted Boundary\r\n" +
	"\tContent-Type: %s\r\n" +
	"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=%d\r\n" +
	"--Encrypted Boundary\r\n" +
	"\tContent-Type: application/octet-stream\r\n"

const winrmEnd = "--Encrypted Boundary--\r\n"

func makeWinRMBody(protocol string, length int, signature, data []byte) []byte {
	b := fmt.Appendf(nil, winrmFront, protocol, length)
	b = le.AppendUint32(b, uint32(len(signature)))
	b = append(append(b, signature...), data...)
	return append(b, winrmEnd...)
}

var errNotSealed = errors.New("the body is not sealed as was agreed")

// parseWinRMBody takes a body apart that a caller sealed. It is as strict as the
// form allows: what is looked for is exactly what Windows's own client sends.
func parseWinRMBody(contentType, protocol string, body []byte) (*winrmBody, error) {
	if contentType != winrmContentType(protocol) {
		return nil, fmt.Errorf("%w: content type %q", errNotSealed, contentType)
	}
	before, after, _ := bytes.Cut(fmt.Appendf(nil, winrmFront, protocol, -1), []byte("-1"))
	rest, begun := bytes.CutPrefix(body, before)
	number, rest, found := bytes.Cut(rest, after)
	rest, ended := bytes.CutSuffix(rest, []byte(winrmEnd))
	length, err := strconv.ParseUint(string(number), 10, 24)
	if !begun || !found || !ended || err != nil || len(rest) < 4 {
		return nil, fmt.Errorf("%w: %.300q", errNotSealed, body)
	}
	size := le.Uint32(rest)
	rest = rest[4:]
	if uint64(size) > uint64(len(rest)) {
		return nil, fmt.Errorf("%w: signature of %d bytes", errNotSealed, size)
	}
	return &winrmBody{length: int(length), signature: rest[:size], data: rest[size:]}, nil
}
