package ikeexttest

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
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
	front := regexp.MustCompile(`^` + fmt.Sprintf(regexp.QuoteMeta(winrmFront[:len("--Encrypted Boundary\r\n")])+
		"\tContent-Type: %s\r\n\tOriginalContent: type=application/soap\\+xml;charset=UTF-8;Length=([0-9]{1,7})\r\n"+
		"--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n", regexp.QuoteMeta(protocol)))
	match := front.FindSubmatch(body)
	rest, ended := bytes.CutSuffix(body, []byte(winrmEnd))
	if match == nil || !ended || len(rest) < len(match[0])+4 {
		return nil, fmt.Errorf("%w: %.300q", errNotSealed, body)
	}
	rest = rest[len(match[0]):]
	size := le.Uint32(rest)
	rest = rest[4:]
	if uint64(size) > uint64(len(rest)) {
		return nil, fmt.Errorf("%w: signature of %d bytes", errNotSealed, size)
	}
	b := &winrmBody{signature: rest[:size], data: rest[size:]}
	b.length, _ = strconv.Atoi(string(match[1])) // digits, and few of them
	return b, nil
}
