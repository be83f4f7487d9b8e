package ikeexttest

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// The schemes of HTTP under which a caller signs in, and what bodies are called
// that were sealed then.
const (
	winrmNegotiate = "Negotiate"
	winrmKerberos  = "Kerberos"

	winrmSealedNegotiate = "application/HTTP-SPNEGO-session-encrypted"
	winrmSealedKerberos  = "application/HTTP-Kerberos-session-encrypted"
)

// winrmSession is a connection to the listener: whoever signed in on it is
// signed in for all of its requests.
type winrmSession struct {
	winrm    *winrm
	acceptor winrmAcceptor // nil until a token came, and after a refusal
	scheme   string
	messages map[string]bool // their ids
	pulls    map[string]*unpulled
}

// winrmAcceptor is the host's side of a sign-in whose messages are sealed as
// WinRM has it.
type winrmAcceptor interface {
	// accept takes a token of the caller and returns the answer. errToken says that
	// the token could not even be read.
	accept(token []byte) (answer []byte, err error)
	complete() bool
	user() string
	authType() int
	seal(message []byte) (signature, sealed []byte, err error)
	open(signature, sealed []byte) (message []byte, err error)
}

// answer returns the answer to a request; nil hangs up.
func (s *winrmSession) answer(in *http.Request, body []byte) *HTTPAnswer {
	host := s.winrm.host
	switch {
	case in.URL.Path != winrmPath:
		host.violationf("WinRM: request for %q", in.URL.Path)
		return &HTTPAnswer{Status: http.StatusNotFound}
	case in.Method != http.MethodPost:
		host.violationf("WinRM: method %s", in.Method)
		return &HTTPAnswer{Status: http.StatusMethodNotAllowed}
	}
	if authorization := in.Header.Get("Authorization"); authorization != "" {
		return s.signIn(authorization, body)
	}
	if s.acceptor == nil || !s.acceptor.complete() {
		if len(body) > 0 {
			host.violationf("WinRM: body of %d bytes before the sign-in", len(body))
		}
		return s.challenge("")
	}
	return s.serve(in.Context(), in.Header.Get("Content-Type"), body)
}

// challenge asks for a sign-in, or for its next token.
func (s *winrmSession) challenge(token string) *HTTPAnswer {
	a := &HTTPAnswer{Status: http.StatusUnauthorized, Header: http.Header{}, SignIn: true}
	if token != "" {
		a.Header.Set("WWW-Authenticate", s.scheme+" "+token)
		return a
	}
	a.Header.Add("WWW-Authenticate", winrmNegotiate)
	if s.winrm.host.keytab != nil {
		a.Header.Add("WWW-Authenticate", winrmKerberos)
	}
	return a
}

// signIn takes a token a step further.
func (s *winrmSession) signIn(authorization string, body []byte) *HTTPAnswer {
	host := s.winrm.host
	if len(body) > 0 {
		host.violationf("WinRM: body of %d bytes together with a token", len(body))
		return &HTTPAnswer{Status: http.StatusBadRequest, SignIn: true}
	}
	scheme, text, _ := strings.Cut(authorization, " ")
	token, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || scheme != winrmNegotiate && (scheme != winrmKerberos || s.winrm.host.keytab == nil) {
		host.violationf("WinRM: authorization by %q", scheme)
		return s.challenge("")
	}
	if s.acceptor == nil || s.acceptor.complete() {
		s.scheme, s.messages, s.pulls = scheme, map[string]bool{}, map[string]*unpulled{}
		s.acceptor = s.winrm.newAcceptor(scheme, token)
	}
	if s.acceptor == nil {
		return s.challenge("")
	}
	answer, err := s.acceptor.accept(token)
	if errors.Is(err, errToken) || errors.Is(err, errMIC) {
		host.violationf("WinRM: %v", err)
	}
	if err != nil {
		host.logf("WinRM: sign-in of %q refused: %v", s.acceptor.user(), err)
		s.acceptor = nil
		return s.challenge("")
	}
	if !s.acceptor.complete() {
		return s.challenge(base64.StdEncoding.EncodeToString(answer))
	}
	host.logf("WinRM: %s signed in", s.acceptor.user())
	a := &HTTPAnswer{Status: http.StatusOK, Header: http.Header{}, SignIn: true}
	if len(answer) > 0 {
		a.Header.Set("WWW-Authenticate", scheme+" "+base64.StdEncoding.EncodeToString(answer))
	}
	return a
}

// protocol is what sealed bodies of the session are called.
func (s *winrmSession) protocol() string {
	if s.scheme == winrmKerberos {
		return winrmSealedKerberos
	}
	return winrmSealedNegotiate
}

// serve opens a request, answers it, and seals the answer; within TLS both are as
// they are.
func (s *winrmSession) serve(ctx context.Context, contentType string, body []byte) *HTTPAnswer {
	host := s.winrm.host
	message, err := s.open(contentType, body)
	switch {
	case errors.Is(err, errNotSealed):
		host.violationf("WinRM: %v", err)
		return &HTTPAnswer{Status: http.StatusBadRequest}
	case err != nil:
		host.violationf("WinRM: sealed request of %d bytes: %v", len(body), err)
		s.acceptor = nil
		return s.challenge("")
	}
	call := &Call{Interface: "winrm", Stub: message, User: s.acceptor.user(), AuthType: s.acceptor.authType(), AuthLevel: levelPrivacy}
	host.calls.add(*call)
	reply := &Reply{}
	if host.cfg.Intercept != nil {
		if r := host.cfg.Intercept(call); r != nil {
			reply = r
		}
	}
	if !host.pause(ctx, reply.Delay) || reply.Hangup {
		return nil
	}
	status, envelope := s.envelope(message, reply)
	if reply.Edit != nil {
		envelope = reply.Edit(envelope)
	}
	return s.close(status, envelope)
}

// winrmPlain is the type of an envelope that is not sealed.
const winrmPlain = "application/soap+xml;charset=UTF-8"

// open returns the envelope in a request.
func (s *winrmSession) open(contentType string, body []byte) ([]byte, error) {
	if s.winrm.host.cfg.WinRMTLS != nil {
		if contentType != winrmPlain {
			return nil, fmt.Errorf("%w: content type %q within TLS", errNotSealed, contentType)
		}
		return body, nil
	}
	sealed, err := parseWinRMBody(contentType, s.protocol(), body)
	if err != nil {
		return nil, err
	}
	message, err := s.acceptor.open(sealed.signature, sealed.data)
	if err == nil && len(message) != sealed.length {
		err = errors.New("the length in front of the sealed message is not its own")
	}
	return message, err
}

// close makes the answer of an envelope; nil when it cannot be sealed.
func (s *winrmSession) close(status int, envelope []byte) *HTTPAnswer {
	if s.winrm.host.cfg.WinRMTLS != nil {
		return &HTTPAnswer{Status: status, Header: http.Header{"Content-Type": {winrmPlain}}, Body: envelope}
	}
	signature, data, err := s.acceptor.seal(envelope)
	if err != nil {
		s.winrm.host.logf("WinRM: seal: %v", err)
		return nil
	}
	return &HTTPAnswer{
		Status: status,
		Header: http.Header{"Content-Type": {winrmContentType(s.protocol())}},
		Body:   makeWinRMBody(s.protocol(), len(envelope), signature, data),
	}
}
