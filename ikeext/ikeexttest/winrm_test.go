package ikeexttest

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// startWinRM starts a host that is reached by WinRM alone. The test looks at the
// violations.
func startWinRM(t *testing.T, cfg Config) *Host {
	t.Helper()
	cfg.Profile = WinRMOnly
	h, err := Start(cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	return h
}

// send sends one request over a connection of its own.
func sendHTTP(t *testing.T, h *Host, method, path string, header map[string]string, body string) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, fmt.Sprintf("http://127.0.0.1:%d%s", h.WinRMPort(), path), strings.NewReader(body))
	require.NoError(t, err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response
}

func TestWinRMOnly(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	h, err := Start(Config{Profile: WinRMOnly})
	require.NoError(t, err)
	assert.Empty(t, h.Endpoint())
	assert.Empty(t, h.EngineEndpoint())
	assert.NotZero(t, h.WinRMPort())
	assert.NotZero(t, h.EPMPort())
	_, err = net.DialTimeout("tcp", h.Addr().String(), time.Second)
	require.Error(t, err, "nothing listens at the mapper's port")
	assert.Equal(t, http.StatusUnauthorized, sendHTTP(t, h, "POST", winrmPath, nil, "").StatusCode)
	require.NoError(t, h.Close())
	require.NoError(t, h.Close())
	_, err = net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", h.WinRMPort()), time.Second)
	require.Error(t, err)
}

func TestWinRMBesideRPC(t *testing.T) {
	assert.Zero(t, start(t, Config{}).WinRMPort())
	h := start(t, Config{WinRM: true})
	assert.NotZero(t, h.WinRMPort())
	assert.NotEmpty(t, h.Endpoint())
}

func TestWinRMKeytabThatIsNone(t *testing.T) {
	_, err := Start(Config{WinRM: true, Keytab: "nowhere"})
	assert.ErrorContains(t, err, "simulated host: keytab")
}

func TestWinRMCloseEndsConnections(t *testing.T) {
	h := startWinRM(t, Config{})
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", h.WinRMPort()))
	require.NoError(t, err)
	defer c.Close()
	_, err = io.WriteString(c, "POST /wsman HTTP/1.1\r\nHost: h\r\n")
	require.NoError(t, err)
	require.Eventually(t, func() bool { return h.OpenConns() == 1 }, time.Second, time.Millisecond)
	require.NoError(t, h.Close())
	assert.Zero(t, h.OpenConns())
}

// TestWinRMOffers has the schemes told to who comes without a token.
func TestWinRMOffers(t *testing.T) {
	h := startWinRM(t, Config{})
	r := sendHTTP(t, h, "POST", winrmPath, nil, "")
	assert.Equal(t, []string{"Negotiate"}, r.Header.Values("WWW-Authenticate"))
	assert.Empty(t, h.Violations())
}

func TestWinRMViolations(t *testing.T) {
	negotiate := base64.StdEncoding.EncodeToString(negotiateMessage(t))
	for name, test := range map[string]struct {
		method, path  string
		authorization string
		body          string
		status        int
		violation     string
	}{
		"another path":          {"POST", "/", "", "", 404, `request for "/"`},
		"another method":        {"GET", winrmPath, "", "", 405, "method GET"},
		"body before a sign-in": {"POST", winrmPath, "", "<Envelope/>", 401, "body of 11 bytes before the sign-in"},
		"body with a token":     {"POST", winrmPath, "Negotiate " + negotiate, "<Envelope/>", 400, "body of 11 bytes together with a token"},
		"Basic":                 {"POST", winrmPath, "Basic " + base64.StdEncoding.EncodeToString([]byte("u:p")), "", 401, `authorization by "Basic"`},
		"Kerberos without keys": {"POST", winrmPath, "Kerberos YA==", "", 401, `authorization by "Kerberos"`},
		"no base64":             {"POST", winrmPath, "Negotiate *", "", 401, `authorization by "Negotiate"`},
		"no token":              {"POST", winrmPath, "Negotiate YWJj", "", 401, "malformed token"},
		"two megabytes":         {"POST", winrmPath, "", strings.Repeat("x", 2<<20), 400, "too large"},
	} {
		t.Run(name, func(t *testing.T) {
			h := startWinRM(t, Config{})
			header := map[string]string{}
			if test.authorization != "" {
				header["Authorization"] = test.authorization
			}
			r := sendHTTP(t, h, test.method, test.path, header, test.body)
			assert.Equal(t, test.status, r.StatusCode)
			require.Len(t, h.Violations(), 1)
			assert.Contains(t, h.Violations()[0], test.violation)
		})
	}
}

// TestWinRMChallenge has an NTLM negotiate message answered.
func TestWinRMChallenge(t *testing.T) {
	h := startWinRM(t, Config{})
	r := sendHTTP(t, h, "POST", winrmPath, map[string]string{"Authorization": "Negotiate " + base64.StdEncoding.EncodeToString(negotiateMessage(t))}, "")
	assert.Equal(t, http.StatusUnauthorized, r.StatusCode)
	text, ok := strings.CutPrefix(r.Header.Get("WWW-Authenticate"), "Negotiate ")
	require.True(t, ok)
	token, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	assert.Equal(t, "NTLMSSP\x00\x02\x00\x00\x00", string(token[:12]))
	assert.Empty(t, h.Violations())
}

func TestWinRMBodyForm(t *testing.T) {
	const right = "--Encrypted Boundary\r\n\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n" +
		"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=3\r\n" +
		"--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n\x02\x00\x00\x00siabc--Encrypted Boundary--\r\n"
	const kind = `multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"`
	b, err := parseWinRMBody(kind, winrmSealedNegotiate, []byte(right))
	require.NoError(t, err)
	assert.Equal(t, &winrmBody{length: 3, signature: []byte("si"), data: []byte("abc")}, b)
	assert.Equal(t, right, string(makeWinRMBody(winrmSealedNegotiate, 3, []byte("si"), []byte("abc"))))
	for name, body := range map[string]string{
		"plain":             "<Envelope/>",
		"no tab":            strings.ReplaceAll(right, "\t", ""),
		"no end":            strings.TrimSuffix(right, "\r\n"),
		"no length":         strings.ReplaceAll(right, "Length=3", "Length="),
		"length below zero": strings.ReplaceAll(right, "Length=3", "Length=-3"),
		"long signature":    strings.ReplaceAll(right, "\x02\x00\x00\x00", "\x06\x00\x00\x00"),
	} {
		_, err := parseWinRMBody(kind, winrmSealedNegotiate, []byte(body))
		assert.ErrorIs(t, err, errNotSealed, name)
	}
	_, err = parseWinRMBody(kind, winrmSealedKerberos, []byte(right))
	assert.ErrorIs(t, err, errNotSealed)
}

func TestPages(t *testing.T) {
	names := []string{"a", "b", "c", "d"}
	e := &unpulled{xml: func(c *cimClass) string { return c.name }, rows: &cimRows{next: func() (*cimClass, bool) {
		if len(names) == 0 {
			return nil, false
		}
		c := &cimClass{name: names[0]}
		names = names[1:]
		return c, true
	}}}
	for _, step := range []struct {
		count string
		want  []string
	}{{"", []string{"a"}}, {"2", []string{"b", "c"}}, {"9", []string{"d"}}, {"1", nil}} {
		got, ok := e.take(step.count)
		assert.True(t, ok)
		assert.Equal(t, step.want, got)
	}
	for _, count := range []string{"0", "-1", "x", "99999999999"} {
		_, ok := e.take(count)
		assert.False(t, ok, count)
	}
}

// FuzzWinRMRequest takes anything as the envelope of a signed-in caller.
func FuzzWinRMRequest(f *testing.F) {
	f.Add([]byte("<a/>"))
	f.Add([]byte(`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body/></s:Envelope>`))
	h, err := newHost(Config{Profile: WinRMOnly})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, message []byte) {
		s := &winrmSession{winrm: h.winrm, messages: map[string]bool{}, pulls: map[string]*unpulled{}}
		status, envelope := s.envelope(message, &Reply{})
		require.Contains(t, []int{200, 500}, status)
		require.NotEmpty(t, envelope)
	})
}
