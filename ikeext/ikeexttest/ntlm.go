package ikeexttest

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// Flags of NTLM messages ([MS-NLMP] 2.2.2.5).
const (
	ntlmUnicode       = 0x00000001
	ntlmOEM           = 0x00000002
	ntlmRequestTarget = 0x00000004
	ntlmSign          = 0x00000010
	ntlmSeal          = 0x00000020
	ntlmNTLM          = 0x00000200
	ntlmAlwaysSign    = 0x00008000
	ntlmTargetDomain  = 0x00010000
	ntlmExtended      = 0x00080000 // extended session security
	ntlmIdentify      = 0x00100000
	ntlmTargetInfo    = 0x00800000
	ntlmVersion       = 0x02000000
	ntlm128           = 0x20000000
	ntlmKeyExchange   = 0x40000000
	ntlm56            = 0x80000000
)

// Attributes in a challenge and in the answer to it ([MS-NLMP] 2.2.2.1).
const (
	ntlmAVEnd          = 0
	ntlmAVComputer     = 1
	ntlmAVDomain       = 2
	ntlmAVDNSComputer  = 3
	ntlmAVFlags        = 6
	ntlmAVTime         = 7
	ntlmAVFlagsHaveMIC = 2
)

const ntlmSignatureSize = 16

// ntlmAcceptor is NTLM as a server speaks it that knows its own accounts alone:
// NTLMv2 responses and extended session security, nothing older. It is written
// from [MS-NLMP] and not made of the RPC library's NTLM, so that this host and a
// client that uses the library cannot agree on a mistake.
type ntlmAcceptor struct {
	cfg             *Config
	now             func() time.Time
	negotiate       []byte // the first message; nil until it came
	challenge       []byte // the answer to it
	serverChallenge [8]byte
	flags           uint32 // what the challenge grants, then what was agreed on
	caller          string
	// messagesProtected says that the caller sent an integrity code over the three
	// messages.
	messagesProtected bool
	in, out           *ntlmDirection // nil until the caller is signed in
}

func newNTLM(cfg *Config) *ntlmAcceptor {
	a := &ntlmAcceptor{cfg: cfg, now: time.Now}
	rand.Read(a.serverChallenge[:])
	return a
}

func (a *ntlmAcceptor) complete() bool { return a.in != nil }

func (a *ntlmAcceptor) user() string { return a.caller }

func (a *ntlmAcceptor) canSeal() bool { return a.flags&ntlmSeal != 0 }

func (a *ntlmAcceptor) signatureSize(bool) int { return ntlmSignatureSize }

// accept implements acceptor.
func (a *ntlmAcceptor) accept(token []byte) (answer []byte, err error) {
	if a.negotiate != nil {
		return nil, a.authenticate(token)
	}
	if len(token) < 16 || !bytes.HasPrefix(token, []byte("NTLMSSP\x00\x01\x00\x00\x00")) {
		return nil, fmt.Errorf("%w: no NTLM negotiate message", errToken)
	}
	wanted := le.Uint32(token[12:])
	if wanted&(ntlmUnicode|ntlmOEM) == 0 || wanted&ntlmExtended == 0 {
		return nil, fmt.Errorf("%w: NTLM without a character set or extended session security", errToken)
	}
	if wanted&ntlmUnicode != 0 {
		wanted &^= ntlmOEM
	}
	const supported = ntlmUnicode | ntlmOEM | ntlmRequestTarget | ntlmSign | ntlmSeal | ntlmNTLM | ntlmAlwaysSign |
		ntlmExtended | ntlmIdentify | ntlmVersion | ntlm128 | ntlmKeyExchange | ntlm56
	a.flags = wanted&supported | ntlmRequestTarget | ntlmNTLM | ntlmAlwaysSign | ntlmTargetDomain | ntlmTargetInfo
	a.negotiate = bytes.Clone(token)
	a.challenge = a.makeChallenge()
	return a.challenge, nil
}

// makeChallenge makes a CHALLENGE_MESSAGE ([MS-NLMP] 2.2.1.2).
func (a *ntlmAcceptor) makeChallenge() []byte {
	target, domain := a.encode(a.cfg.Domain), encodeUTF16(a.cfg.Domain)
	var info []byte
	attribute := func(id uint16, value []byte) {
		info = le.AppendUint16(info, id)
		info = le.AppendUint16(info, uint16(len(value)))
		info = append(info, value...)
	}
	attribute(ntlmAVDomain, domain)
	attribute(ntlmAVComputer, encodeUTF16(a.cfg.Name))
	attribute(ntlmAVDNSComputer, encodeUTF16(strings.ToLower(a.cfg.Name)))
	// Callers that find a time protect all three messages with a code.
	attribute(ntlmAVTime, le.AppendUint64(nil, filetime(a.now())))
	attribute(ntlmAVEnd, nil)

	const fixed = 56
	b := []byte("NTLMSSP\x00\x02\x00\x00\x00")
	b = appendNTLMField(b, len(target), fixed)
	b = le.AppendUint32(b, a.flags)
	b = append(b, a.serverChallenge[:]...)
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
	b = appendNTLMField(b, len(info), fixed+len(target))
	version := make([]byte, 8)
	if a.flags&ntlmVersion != 0 {
		version = windowsVersion(a.cfg.Build)
	}
	b = append(b, version...)
	b = append(b, target...)
	return append(b, info...)
}

// encode writes a name in the character set that was agreed on. Of OEM sets it is
// ASCII that all have in common.
func (a *ntlmAcceptor) encode(s string) []byte {
	if a.flags&ntlmUnicode == 0 {
		return []byte(s)
	}
	return encodeUTF16(s)
}

// decode reads a name of a caller.
func (a *ntlmAcceptor) decode(b []byte) string {
	if a.flags&ntlmUnicode == 0 {
		return strings.ToValidUTF8(string(b), "?")
	}
	return decodeUTF16(b)
}

func appendNTLMField(b []byte, length, offset int) []byte {
	b = le.AppendUint16(b, uint16(length))
	b = le.AppendUint16(b, uint16(length))
	return le.AppendUint32(b, uint32(offset))
}

// windowsVersion returns the VERSION ([MS-NLMP] 2.2.2.10) of a build of Windows.
func windowsVersion(build uint16) []byte {
	major, minor := byte(10), byte(0)
	switch {
	case build < 7600:
		major, minor = 6, 0
	case build < 9200:
		major, minor = 6, 1
	case build < 9600:
		major, minor = 6, 2
	case build < 10240:
		major, minor = 6, 3
	}
	const revision = 15
	return []byte{major, minor, byte(build), byte(build >> 8), 0, 0, 0, revision}
}

// filetime returns t in units of 100 ns since 1601.
func filetime(t time.Time) uint64 {
	const unixEpoch = 116444736000000000
	return uint64(t.UnixNano()/100) + unixEpoch
}

func encodeUTF16(s string) []byte {
	b, _ := binary.Append(nil, le, utf16.Encode([]rune(s)))
	return b
}

func decodeUTF16(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = le.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

var errSignature = errors.New("the signature does not verify")

// protect implements acceptor. NTLM signs all three parts, whether or not
// header signing was agreed on.
func (a *ntlmAcceptor) protect(seal bool, header, body, trailer []byte) ([]byte, error) {
	return a.out.protect(seal, header, body, trailer), nil
}

// unprotect implements acceptor.
func (a *ntlmAcceptor) unprotect(seal bool, header, body, trailer, signature []byte) error {
	if len(signature) != ntlmSignatureSize {
		return fmt.Errorf("NTLM signature of %d bytes", len(signature))
	}
	if !a.in.unprotect(seal, header, body, trailer, signature) {
		return errSignature
	}
	return nil
}
