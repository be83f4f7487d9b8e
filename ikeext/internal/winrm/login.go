package winrm

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// The two ways of signing in, by the scheme of their tokens, and what a body is
// called that they sealed. Negotiate carries SPNEGO, and NTLM without it, too.
const (
	schemeNegotiate = "Negotiate"
	schemeKerberos  = "Kerberos"

	protocolNegotiate = "application/HTTP-SPNEGO-session-encrypted"
	protocolKerberos  = "application/HTTP-Kerberos-session-encrypted"
)

// login signs the connection in. The requests have no body: until there is a key
// to seal it with, none is sent.
func (c *Client) login(ctx context.Context) error {
	token, err := c.security.Step(nil)
	if err != nil {
		return err
	}
	for leg := range maxLegs {
		// What NTLM says first has no credential in it.
		presented := leg > 0 || c.o.SignIn.Mechanism() == "kerberos"
		reply, err := c.link.post(ctx, http.Header{
			"Authorization": {c.scheme + " " + base64.StdEncoding.EncodeToString(token)},
			"Content-Type":  {envelopeType},
		}, nil)
		c.roundTrips++
		if errors.Is(err, ErrLost) && presented {
			return fmt.Errorf("%w: %w", ErrUnproven, err)
		}
		if err != nil {
			return err
		}
		answer, err := c.tokenOf(reply)
		if err != nil {
			return err
		}
		if reply.status != http.StatusUnauthorized {
			return c.complete(reply, answer, presented)
		}
		if len(answer) == 0 || c.security.Established() {
			return c.refused(reply)
		}
		if token, err = c.security.Step(answer); err != nil {
			return err
		}
		if len(token) == 0 {
			return malformed("another token is asked for when there is none left")
		}
	}
	return malformed("a sign-in of more than %d legs", maxLegs)
}

// complete takes the answer that was not 401. It has the last token, where the
// mechanism has one for it. Of other statuses none but 403 tells what came of a
// credential that was presented.
func (c *Client) complete(r *reply, answer []byte, presented bool) error {
	if r.status < 200 || r.status > 299 {
		if presented && r.status != http.StatusForbidden {
			return fmt.Errorf("%w: %w", ErrUnproven, newHTTPError(r))
		}
		return newHTTPError(r)
	}
	if len(answer) > 0 {
		if _, err := c.security.Step(answer); err != nil {
			return err
		}
	}
	if !c.security.Established() {
		return malformed("HTTP %d before the sign-in was complete", r.status)
	}
	return nil
}

// refused says why a 401 is the end: the scheme is not there, or the credential
// was not good enough.
func (c *Client) refused(r *reply) error {
	var offered []string
	for _, challenge := range challenges(r.header) {
		scheme, _, _ := strings.Cut(challenge, " ")
		if strings.EqualFold(scheme, c.scheme) {
			return ErrRefused
		}
		if len(offered) < 8 && len(scheme) < 32 {
			offered = append(offered, scheme)
		}
	}
	if len(offered) == 0 {
		return ErrRefused
	}
	return fmt.Errorf("%w: %s, only %q", ErrNotOffered, c.scheme, offered)
}

// tokenOf returns the token of our scheme in an answer, empty when there is none.
func (c *Client) tokenOf(r *reply) ([]byte, error) {
	for _, challenge := range challenges(r.header) {
		scheme, text, _ := strings.Cut(challenge, " ")
		if text = strings.TrimSpace(text); strings.EqualFold(scheme, c.scheme) && text != "" {
			token, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				return nil, malformed("the token is not base64")
			}
			return token, nil
		}
	}
	return nil, nil
}

// challenges are those of all WWW-Authenticate headers. A comma within quotes
// makes two of one, of which neither is ours.
func challenges(header http.Header) (found []string) {
	for _, value := range header.Values("WWW-Authenticate") {
		for challenge := range strings.SplitSeq(value, ",") {
			found = append(found, strings.TrimSpace(challenge))
		}
	}
	return found
}

func newHTTPError(r *reply) *HTTPError {
	e := &HTTPError{Status: r.status}
	if r.status >= 300 && r.status <= 399 {
		e.Location = tidy(r.header.Get("Location"))
	}
	return e
}
