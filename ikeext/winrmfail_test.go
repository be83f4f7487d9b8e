package ikeext_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// TestWinRMRefusals names what the host may answer to a query.
func TestWinRMRefusals(t *testing.T) {
	answers := func(status int) func(*ikeexttest.HTTPAnswer) {
		return func(a *ikeexttest.HTTPAnswer) {
			if !a.SignIn {
				a.Status, a.Header, a.Body = status, nil, []byte("x")
			}
		}
	}
	for name, c := range map[string]struct {
		reply  ikeexttest.Reply
		damage func(*ikeexttest.HTTPAnswer)
		stage  ikeext.Stage
		class  ikeext.Class
		code   ikeext.Code
		text   string
		hint   string
	}{
		"access denied": {ikeexttest.Reply{Fault: 5}, nil,
			"query", ikeext.ErrAccessDenied, 5, "wsman:AccessDenied", "Remote Management Users"},
		"access denied by WMI": {ikeexttest.Reply{Fault: 0x80041003}, nil,
			"query", ikeext.ErrAccessDenied, 0x80041003, "wsman:AccessDenied", "Remote Enable"},
		"no class at all": {ikeexttest.Reply{Fault: 0x80041010}, nil,
			"query", ikeext.ErrNotSupported, 0x80041010, "InvalidResourceURI", "lodctr /R"},
		"no namespace": {ikeexttest.Reply{Fault: 0x8004100E}, nil,
			"query", ikeext.ErrNotSupported, 0x8004100E, "InvalidResourceURI", "winmgmt /resyncperf"},
		"quota": {ikeexttest.Reply{Fault: 0x803381A6}, nil,
			"query", ikeext.ErrUnreachable, 0x803381A6, "wsman:QuotaLimit", "quota"},
		"provider": {ikeexttest.Reply{Fault: 0x80041013}, nil,
			"query", ikeext.ErrProtocol, 0x80041013, "wsman:InternalError", ""},
		"hangs up": {ikeexttest.Reply{Hangup: true}, nil,
			"query", ikeext.ErrUnreachable, 0, "the connection is lost", "busy"},
		"no envelope": {ikeexttest.Reply{Stub: []byte("<x/>")}, nil,
			"decode", ikeext.ErrProtocol, 0, "malformed", "no WinRM"},
		"half an envelope": {ikeexttest.Reply{Edit: func(b []byte) []byte { return b[:len(b)/2] }}, nil,
			"decode", ikeext.ErrProtocol, 0, "malformed", "no WinRM"},
		"wants another sign-in": {ikeexttest.Reply{}, answers(401),
			"query", ikeext.ErrProtocol, 0, "another sign-in", "no WinRM"},
		"HTTP 403": {ikeexttest.Reply{}, answers(403),
			"query", ikeext.ErrAccessDenied, 0, "HTTP 403 Forbidden", "Remote Management Users"},
		"HTTP 404": {ikeexttest.Reply{}, answers(404),
			"query", ikeext.ErrNotRegistered, 0, "HTTP 404 Not Found", "name the port of WinRM"},
		"HTTP 500": {ikeexttest.Reply{}, answers(500),
			"query", ikeext.ErrUnreachable, 0, "HTTP 500 Internal Server Error", "busy"},
		"HTTP 503": {ikeexttest.Reply{}, answers(503),
			"query", ikeext.ErrUnreachable, 0, "HTTP 503 Service Unavailable", "busy"},
		"HTTP 400": {ikeexttest.Reply{}, answers(400),
			"query", ikeext.ErrProtocol, 0, "HTTP 400 Bad Request", "no WinRM"},
		"unsealed": {ikeexttest.Reply{}, func(a *ikeexttest.HTTPAnswer) {
			if !a.SignIn {
				a.Header.Set("Content-Type", "application/soap+xml;charset=UTF-8")
			}
		}, "query", ikeext.ErrProtocol, 0, "not sealed", "changes its answers"},
		"a flipped bit": {ikeexttest.Reply{}, func(a *ikeexttest.HTTPAnswer) {
			if !a.SignIn {
				a.Body[len(a.Body)/2] ^= 1
			}
		}, "query", ikeext.ErrProtocol, 0, "signature", "changes its answers"},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{
				Profile: ikeexttest.WinRMOnly, DamageHTTP: c.damage,
				Intercept: func(*ikeexttest.Call) *ikeexttest.Reply { return &c.reply },
			})
			client, err := ikeext.Dial(t.Context(), "127.0.0.1", winrmConfig(host))
			require.NoError(t, err)
			defer client.Close()
			s, err := client.Statistics(t.Context())
			require.Nil(t, s)
			require.ErrorIs(t, err, c.class)
			e := failure(t, err)
			assert.Equal(t, ikeext.DoorWinRM, e.Door)
			assert.Equal(t, c.stage, e.Stage)
			assert.Equal(t, c.code, e.Code)
			assert.ErrorContains(t, err, c.text)
			assert.Contains(t, e.Hint, c.hint)
			_, err = client.Statistics(t.Context())
			assert.ErrorIs(t, err, ikeext.ErrClosed)
		})
	}
}

// TestWinRMRefusalsOfTheSignIn names what may answer before there is a session.
func TestWinRMRefusalsOfTheSignIn(t *testing.T) {
	for name, c := range map[string]struct {
		answer     ikeexttest.HTTPAnswer
		class      ikeext.Class
		text, hint string
	}{
		"a web server":      {ikeexttest.HTTPAnswer{Status: 404}, ikeext.ErrNotRegistered, "HTTP 404", "name the port of WinRM"},
		"no POST":           {ikeexttest.HTTPAnswer{Status: 405}, ikeext.ErrNotRegistered, "HTTP 405", "name the port of WinRM"},
		"busy":              {ikeexttest.HTTPAnswer{Status: 503}, ikeext.ErrUnreachable, "HTTP 503", "busy"},
		"a redirect":        {ikeexttest.HTTPAnswer{Status: 301}, ikeext.ErrProtocol, "HTTP 301", "no WinRM"},
		"anybody may enter": {ikeexttest.HTTPAnswer{Status: 200}, ikeext.ErrProtocol, "before the sign-in was complete", "no WinRM"},
		"Basic alone": {ikeexttest.HTTPAnswer{Status: 401, Header: map[string][]string{"Www-Authenticate": {`Basic realm="WSMAN"`}}},
			ikeext.ErrNotSupported, `only ["Basic"]`, "winrm get winrm/config/service/auth"},
		"no token": {ikeexttest.HTTPAnswer{Status: 401, Header: map[string][]string{"Www-Authenticate": {"Negotiate AAAA"}}},
			ikeext.ErrProtocol, "malformed", "no WinRM"},
	} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, DamageHTTP: func(a *ikeexttest.HTTPAnswer) { *a = c.answer }})
			_, err := query(t, winrmConfig(host))
			require.ErrorIs(t, err, c.class)
			e := failure(t, err)
			assert.EqualValues(t, "login", e.Stage)
			assert.ErrorContains(t, err, c.text)
			assert.Contains(t, e.Hint, c.hint)
			assert.Empty(t, host.Calls())
		})
	}
}

// TestWinRMClosedPort tells how to open it.
func TestWinRMClosedPort(t *testing.T) {
	cfg := winrmConfig(start(t, ikeexttest.Config{}))
	cfg.WinRMPort = closedPort(t)
	_, err := query(t, cfg)
	require.ErrorIs(t, err, ikeext.ErrUnreachable)
	e := failure(t, err)
	assert.EqualValues(t, "connect", e.Stage)
	assert.Contains(t, e.Hint, "Enable-PSRemoting")
}

// TestWinRMServiceStopped has all classes, and no instance of any.
func TestWinRMServiceStopped(t *testing.T) {
	for name, oneByOne := range map[string]bool{"at once": false, "one by one": true} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Profile: ikeexttest.ServiceStopped, WinRM: true, OneByOne: oneByOne})
			_, err := query(t, winrmConfig(host))
			require.ErrorIs(t, err, ikeext.ErrServiceStopped)
			e := failure(t, err)
			assert.Equal(t, ikeext.DoorWinRM, e.Door)
			assert.EqualValues(t, "query", e.Stage)
			assert.ErrorContains(t, err, "the IKE service is not running there")
			assert.Contains(t, e.Hint, "Start-Service IKEEXT")
		})
	}
}

// TestWinRMClassMissing leaves out each class, and each instance, in turn: its
// values are absent and those of the others are there.
func TestWinRMClassMissing(t *testing.T) {
	list := properties(t)
	for _, o := range objects(list) {
		t.Run(o.Set, func(t *testing.T) {
			var left []property
			for _, p := range list {
				if p.class != o.Set {
					left = append(left, p)
				}
			}
			host := start(t, ikeexttest.Config{
				Profile:     ikeexttest.WinRMOnly,
				Performance: func() []ikeexttest.PerformanceObject { return objects(list) },
				Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
					if strings.Contains(string(c.Stub), o.Set+"<") {
						return &ikeexttest.Reply{Fault: 0x80041010}
					}
					return nil
				},
			})
			s, err := query(t, winrmConfig(host))
			require.NoError(t, err)
			assertProperties(t, left, s)

			s, err = query(t, winrmConfig(performingWinRM(t, left, false)))
			require.NoError(t, err)
			assertProperties(t, left, s)
		})
	}
}

// TestWinRMFirstQueryHasTimeOfItsOwn waits longer than a stage for the providers
// to load, and no longer than a stage once they are.
func TestWinRMFirstQueryHasTimeOfItsOwn(t *testing.T) {
	const stage = 200 * time.Millisecond
	for name, nth := range map[string]int{"first": 1, "second": 2} {
		t.Run(name, func(t *testing.T) {
			seen := 0 // the requests come one after another
			host := winrmHost(t, func(*ikeexttest.Call) *ikeexttest.Reply {
				if seen++; seen == nth {
					return &ikeexttest.Reply{Delay: 3 * stage}
				}
				return nil
			})
			cfg := winrmConfig(host)
			cfg.StageTimeout = stage
			begin := time.Now()
			s, err := query(t, cfg)
			if nth == 1 {
				require.NoError(t, err)
				assertFromWMI(t, s)
				return
			}
			require.ErrorIs(t, err, ikeext.ErrTimeout)
			e := failure(t, err)
			assert.EqualValues(t, "query", e.Stage)
			assert.ErrorContains(t, err, "no answer within 200ms")
			assert.Contains(t, e.Hint, "longer stage timeout")
			assert.Less(t, time.Since(begin), 3*stage)
		})
	}
}

func TestWinRMCancelMidway(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	host := winrmHost(t, func(*ikeexttest.Call) *ikeexttest.Reply {
		cancel()
		return &ikeexttest.Reply{Delay: time.Minute}
	})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", winrmConfig(host))
	require.NoError(t, err)
	begin := time.Now()
	_, err = client.Statistics(ctx)
	require.ErrorIs(t, err, ikeext.ErrCancelled)
	assert.EqualValues(t, "query", failure(t, err).Stage)
	assert.Less(t, time.Since(begin), soon)
	_, err = client.Statistics(t.Context())
	assert.ErrorIs(t, err, ikeext.ErrClosed)
	require.NoError(t, client.Close())
}

// TestWinRMDialCancelled goes away while the host thinks about the sign-in.
func TestWinRMDialCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	host := start(t, ikeexttest.Config{Profile: ikeexttest.WinRMOnly, DamageHTTP: func(*ikeexttest.HTTPAnswer) {
		cancel()
		<-release
	}})
	defer close(release)
	begin := time.Now()
	_, err := ikeext.Dial(ctx, "127.0.0.1", winrmConfig(host))
	require.ErrorIs(t, err, ikeext.ErrCancelled)
	assert.EqualValues(t, "login", failure(t, err).Stage)
	assert.Less(t, time.Since(begin), soon)
}

func TestWinRMCloseWhileQuerying(t *testing.T) {
	host := winrmHost(t, slow("winrm"))
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", winrmConfig(host))
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() {
		_, err := client.Statistics(context.Background())
		done <- err
	}()
	require.Eventually(t, func() bool { return called(host, "winrm") }, 10*soon, time.Millisecond)
	begin := time.Now()
	require.NoError(t, client.Close())
	assert.ErrorIs(t, <-done, ikeext.ErrClosed)
	assert.Less(t, time.Since(begin), soon)
}
