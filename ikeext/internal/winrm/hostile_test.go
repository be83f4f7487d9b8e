package winrm

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/remoteike/remoteike/ikeext/ikeexttest"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
)

// ask dials and asks for one class, within a deadline that no hostile answer may
// use up.
func ask(t *testing.T, o Options) error {
	t.Helper()
	ctx := limited(t)
	begin := time.Now()
	defer func() { assert.Less(t, time.Since(begin), 10*time.Second) }()
	c, err := Dial(ctx, o)
	if err != nil {
		return err
	}
	defer c.Close()
	found, err := c.Query(ctx, cimv2, "SELECT * FROM "+prefix+classes[1])
	if err != nil {
		assert.Nil(t, found)
	}
	return err
}

func requireStage(t *testing.T, want Stage, err error) {
	t.Helper()
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, want, e.Stage, "%v", err)
}

// TestDamagedAnswers changes an answer after it was sealed.
func TestDamagedAnswers(t *testing.T) {
	length := regexp.MustCompile(`Length=[0-9]+`)
	const binaryPart = "application/octet-stream\r\n"
	for name, test := range map[string]struct {
		damage func(*ikeexttest.HTTPAnswer)
		want   error
	}{
		"cut in the middle":    {func(a *ikeexttest.HTTPAnswer) { a.Body = a.Body[:len(a.Body)/2] }, ErrMalformed},
		"cut in the front":     {func(a *ikeexttest.HTTPAnswer) { a.Body = a.Body[:60] }, ErrMalformed},
		"empty":                {func(a *ikeexttest.HTTPAnswer) { a.Body = nil }, ErrMalformed},
		"no last boundary":     {func(a *ikeexttest.HTTPAnswer) { a.Body = a.Body[:len(a.Body)-4] }, ErrMalformed},
		"a byte too many":      {func(a *ikeexttest.HTTPAnswer) { insert(a, binaryPart, "x") }, ErrMalformed},
		"length too small":     {func(a *ikeexttest.HTTPAnswer) { a.Body = length.ReplaceAll(a.Body, []byte("Length=1")) }, ErrMalformed},
		"length too large":     {func(a *ikeexttest.HTTPAnswer) { a.Body = length.ReplaceAll(a.Body, []byte("Length=999999999")) }, ErrMalformed},
		"length negative":      {func(a *ikeexttest.HTTPAnswer) { a.Body = length.ReplaceAll(a.Body, []byte("Length=-1")) }, ErrMalformed},
		"signature too long":   {func(a *ikeexttest.HTTPAnswer) { overwrite(a, binaryPart, "\xff\xff\xff\xff") }, ErrMalformed},
		"no signature":         {func(a *ikeexttest.HTTPAnswer) { overwrite(a, binaryPart, "\x00\x00\x00\x00") }, ErrMalformed},
		"signature changed":    {func(a *ikeexttest.HTTPAnswer) { overwrite(a, binaryPart, "\x10\x00\x00\x00\x02") }, signin.ErrSignature},
		"message changed":      {func(a *ikeexttest.HTTPAnswer) { a.Body[len(a.Body)-100] ^= 1 }, signin.ErrSignature},
		"another protocol":     {func(a *ikeexttest.HTTPAnswer) { a.Header.Set("Content-Type", sealedType(protocolKerberos)) }, ErrUnsealed},
		"inner type of others": {func(a *ikeexttest.HTTPAnswer) { a.Body = bytes.Replace(a.Body, []byte("SPNEGO"), []byte("Basic!"), 1) }, ErrMalformed},
		"no type":              {func(a *ikeexttest.HTTPAnswer) { a.Header.Del("Content-Type") }, ErrUnsealed},
		"not sealed": {func(a *ikeexttest.HTTPAnswer) {
			a.Header.Set("Content-Type", envelopeType)
			a.Body = []byte("<s:Envelope/>")
		}, ErrUnsealed},
		"said to be sealed": {func(a *ikeexttest.HTTPAnswer) { a.Body = []byte("<s:Envelope/>") }, ErrMalformed},
		"signed out":        {func(a *ikeexttest.HTTPAnswer) { a.Status = http.StatusUnauthorized }, ErrSignedOut},
		"a gigabyte announced": {func(a *ikeexttest.HTTPAnswer) {
			a.Header.Set("Content-Length", "1000000000")
		}, ErrTooLarge},
		"two megabytes": {func(a *ikeexttest.HTTPAnswer) { a.Body = make([]byte, 2<<20) }, ErrTooLarge},
		"compressed":    {func(a *ikeexttest.HTTPAnswer) { a.Header.Set("Content-Encoding", "gzip"); a.Body = a.Body[1:] }, ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Cleanup(func() { goleak.VerifyNone(t) })
			host := startHost(t, ikeexttest.Config{DamageHTTP: func(a *ikeexttest.HTTPAnswer) {
				if !a.SignIn {
					test.damage(a)
				}
			}})
			err := ask(t, optionsFor(host, newNTLM()))
			require.ErrorIs(t, err, test.want)
			requireStage(t, StageQuery, err)
		})
	}
}

// insert and overwrite change what follows a text.
func insert(a *ikeexttest.HTTPAnswer, behind, what string) {
	a.Body = bytes.Replace(a.Body, []byte(behind), []byte(behind+what), 1)
}

func overwrite(a *ikeexttest.HTTPAnswer, behind, what string) {
	at := bytes.Index(a.Body, []byte(behind)) + len(behind)
	copy(a.Body[at:], what)
}

// TestStatus has the host answer with a status and nothing that can be trusted.
func TestStatus(t *testing.T) {
	for _, signIn := range []bool{true, false} {
		for _, status := range []int{301, 302, 307, 308, 400, 403, 404, 413, 500, 503} {
			t.Run(fmt.Sprintf("sign-in %v/%d", signIn, status), func(t *testing.T) {
				other := startHost(t, ikeexttest.Config{})
				location := fmt.Sprintf("http://127.0.0.1:%d/wsman", other.WinRMPort())
				host := startHost(t, ikeexttest.Config{DamageHTTP: func(a *ikeexttest.HTTPAnswer) {
					if a.SignIn == signIn {
						a.Status, a.Body, a.Header = status, []byte("password wrong, go away"), http.Header{"Location": {location}}
					}
				}})
				err := ask(t, optionsFor(host, newNTLM()))
				var e *HTTPError
				require.ErrorAs(t, err, &e)
				assert.Equal(t, status, e.Status)
				if status < 400 {
					assert.Equal(t, location, e.Location)
				}
				assert.NotContains(t, err.Error(), "go away", "it is not ours to repeat")
				if signIn {
					requireStage(t, StageLogin, err)
				} else {
					requireStage(t, StageQuery, err)
				}
				assert.Zero(t, other.OpenConns())
			})
		}
	}
}

// TestHostileEnvelopes has the host seal what no host should.
func TestHostileEnvelopes(t *testing.T) {
	for name, test := range map[string]struct {
		envelope string
		want     error
	}{
		"no XML":    {"once upon a time", ErrMalformed},
		"empty":     {" ", ErrMalformed},
		"no SOAP":   {"<html><body>It works!</body></html>", ErrMalformed},
		"truncated": {answer(`<w:Items>`)[:450], ErrMalformed},
		"DTD": {`<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>` +
			answer(`<w:Items/><w:EndOfSequence/>`), ErrMalformed},
		"external entity": {`<!DOCTYPE b SYSTEM "file:///etc/passwd">` + answer(`<w:EndOfSequence/>`), ErrMalformed},
		"unknown entity":  {answer(`<w:Items>` + item(`<p:A>&b;</p:A>`) + `</w:Items><w:EndOfSequence/>`), ErrMalformed},
		"another charset": {`<?xml version="1.0" encoding="UTF-7"?>` + answer(`<w:EndOfSequence/>`), ErrMalformed},
		"a million elements": {answer(`<w:Items>` + item(strings.Repeat(`<p:A/>`, 150_000)) + `</w:Items><w:EndOfSequence/>`),
			ErrTooLarge},
		"a thousand deep":          {answer(strings.Repeat("<a>", 1000) + strings.Repeat("</a>", 1000)), ErrTooLarge},
		"an array of many":         {answer(`<w:Items>` + item(strings.Repeat(`<p:Array>1</p:Array>`, 49_000)) + `</w:Items><w:EndOfSequence/>`), nil},
		"a long context":           {answer(`<n:EnumerationContext>` + strings.Repeat("x", 5000) + `</n:EnumerationContext>`), ErrTooLarge},
		"no end and no way to go":  {answer(`<w:Items/>`), ErrMalformed},
		"another namespace":        {answer(`<w:Items><Win32_Thing/></w:Items><w:EndOfSequence/>`), ErrMalformed},
		"undeclared prefix":        {answer(`<w:Items><q:Win32_Thing/></w:Items><w:EndOfSequence/>`), ErrMalformed},
		"answer to another action": {strings.ReplaceAll(answer(`<w:EndOfSequence/>`), "EnumerateResponse", "PullResponse"), ErrMalformed},
		"answer to another":        {strings.ReplaceAll(answer(`<w:EndOfSequence/>`), "RELATED", "uuid:0"), ErrMalformed},
		"two envelopes":            {answer(`<w:EndOfSequence/>`) + answer(`<w:EndOfSequence/>`), ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			host := startHost(t, ikeexttest.Config{Intercept: replying(func(int) string { return test.envelope })})
			err := ask(t, optionsFor(host, newNTLM()))
			if test.want == nil {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, test.want)
			requireStage(t, StageDecode, err)
		})
	}
}

// answer is an answer to Enumerate, RELATED standing for the id of the request.
func answer(inside string) string {
	return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"` +
		` xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">` +
		`<s:Header><a:Action>http://schemas.xmlsoap.org/ws/2004/09/enumeration/EnumerateResponse</a:Action>` +
		`<a:RelatesTo>RELATED</a:RelatesTo></s:Header><s:Body><n:EnumerateResponse>` + inside + `</n:EnumerateResponse></s:Body></s:Envelope>`
}

func item(properties string) string {
	const class = prefix + "IPsecIKEv1IPv4"
	return `<p:` + class + ` xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/` + class +
		`" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + properties + `</p:` + class + `>`
}

// replying answers the nth request, from 0, with an envelope.
func replying(envelope func(n int) string) func(*ikeexttest.Call) *ikeexttest.Reply {
	var n atomic.Int32
	id := regexp.MustCompile(`<a:MessageID>(.*)</a:MessageID>`)
	return func(c *ikeexttest.Call) *ikeexttest.Reply {
		text := envelope(int(n.Add(1) - 1))
		text = strings.ReplaceAll(text, "RELATED", string(id.FindSubmatch(c.Stub)[1]))
		return &ikeexttest.Reply{Stub: []byte(text)}
	}
}

// pulled is an answer to Pull.
func pulled(inside string) string {
	return strings.ReplaceAll(answer(`<n:EnumerationContext>next</n:EnumerationContext>`+inside), "EnumerateResponse", "PullResponse")
}

func TestPaging(t *testing.T) {
	t.Run("one a pull", func(t *testing.T) {
		host := startHost(t, ikeexttest.Config{OneByOne: true})
		c := mustDial(t, optionsFor(host, newNTLM()))
		found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[1])
		require.NoError(t, err)
		assert.Len(t, found, 1)
		assert.Len(t, host.Calls(), 2)
	})
	pages := func(last int, page string) func(int) string {
		return func(n int) string {
			switch {
			case n == 0:
				return answer(`<n:EnumerationContext>first</n:EnumerationContext>`)
			case n == last:
				return pulled(page + `<n:EndOfSequence/>`)
			}
			return pulled(page)
		}
	}
	t.Run("a hundred, one a pull", func(t *testing.T) {
		host := startHost(t, ikeexttest.Config{Intercept: replying(pages(100, `<n:Items>`+item("<p:A>1</p:A>")+`</n:Items>`))})
		c := mustDial(t, optionsFor(host, newNTLM()))
		found, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[1])
		require.NoError(t, err)
		assert.Len(t, found, 100)
		calls := host.Calls()
		assert.Contains(t, string(calls[1].Stub), "<n:EnumerationContext>first</n:EnumerationContext>")
		assert.Contains(t, string(calls[2].Stub), "<n:EnumerationContext>next</n:EnumerationContext>")
	})
	t.Run("nothing, for ever", func(t *testing.T) {
		host := startHost(t, ikeexttest.Config{Intercept: replying(pages(-1, ""))})
		require.ErrorIs(t, ask(t, optionsFor(host, newNTLM())), ErrEndless)
		assert.Len(t, host.Calls(), maxEmptyPulls+1)
	})
	t.Run("a hundred, for ever", func(t *testing.T) {
		page := `<n:Items>` + strings.Repeat(item(""), 100) + `</n:Items>`
		host := startHost(t, ikeexttest.Config{Intercept: replying(pages(-1, page))})
		o := optionsFor(host, newNTLM())
		o.MaxInstances = 1000
		require.ErrorIs(t, ask(t, o), ErrTooLarge)
		assert.Len(t, host.Calls(), 1+11)
	})
}

// TestSignInLoop asks for one token after the other.
func TestSignInLoop(t *testing.T) {
	requests := 0
	for name, challenge := range map[string]string{
		"the same challenge": "Negotiate " + base64.StdEncoding.EncodeToString([]byte("NTLMSSP\x00\x02\x00\x00\x00 and so on")),
		"no base64":          "Negotiate ***",
		"nothing":            "Negotiate",
		"no scheme":          "",
		"others":             `Basic realm="WSMAN", CredSSP`,
	} {
		t.Run(name, func(t *testing.T) {
			host := startHost(t, ikeexttest.Config{DamageHTTP: func(a *ikeexttest.HTTPAnswer) {
				requests++
				a.Status, a.Header, a.Body = 401, http.Header{"Www-Authenticate": {challenge}}, []byte("once more")
			}})
			requests = 0
			err := ask(t, optionsFor(host, newNTLM()))
			requireStage(t, StageLogin, err)
			assert.LessOrEqual(t, requests, maxLegs)
			if name == "others" {
				require.ErrorIs(t, err, ErrNotOffered)
				assert.ErrorContains(t, err, `["Basic" "CredSSP"]`)
			}
		})
	}
}

// TestWaits has the host fall silent at each step.
func TestWaits(t *testing.T) {
	for name, test := range map[string]struct {
		cfg   ikeexttest.Config
		stage Stage
	}{
		"sign-in": {ikeexttest.Config{DamageHTTP: func(*ikeexttest.HTTPAnswer) { time.Sleep(2 * time.Second) }}, StageLogin},
		"query": {ikeexttest.Config{Intercept: func(*ikeexttest.Call) *ikeexttest.Reply {
			return &ikeexttest.Reply{Delay: time.Minute}
		}}, StageQuery},
	} {
		t.Run(name, func(t *testing.T) {
			t.Cleanup(func() { goleak.VerifyNone(t) })
			host := startHost(t, test.cfg)
			ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
			defer cancel()
			begin := time.Now()
			c, err := Dial(ctx, optionsFor(host, newNTLM()))
			if err == nil {
				defer c.Close()
				_, err = c.Query(ctx, cimv2, "SELECT * FROM "+prefix+classes[1])
			}
			assert.Less(t, time.Since(begin), 1500*time.Millisecond)
			requireStage(t, test.stage, err)
			require.ErrorIs(t, err, context.DeadlineExceeded)
		})
	}
}

func TestHangup(t *testing.T) {
	host := startHost(t, ikeexttest.Config{Intercept: func(*ikeexttest.Call) *ikeexttest.Reply { return &ikeexttest.Reply{Hangup: true} }})
	c := mustDial(t, optionsFor(host, newNTLM()))
	for range 2 { // the second is not sent
		_, err := c.Query(limited(t), cimv2, "SELECT * FROM "+prefix+classes[1])
		require.ErrorIs(t, err, ErrLost)
		requireStage(t, StageQuery, err)
	}
	assert.Len(t, host.Calls(), 1)
}

func TestUnreachable(t *testing.T) {
	o := Options{Host: "127.0.0.1", SignIn: newNTLM(), Dial: dialer(1)}
	_, err := Dial(limited(t), o)
	requireStage(t, StageConnect, err)
}
