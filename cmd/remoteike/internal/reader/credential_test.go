package reader_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/reader"
	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// refused counts the sign-ins that a host of profile Windows7 did not accept.
func refused(host *ikeexttest.Host) (n int) {
	for _, c := range host.Calls() {
		if c.Interface == "ikeext" && c.User == "" {
			n++
		}
	}
	return n
}

// skipEngine has a wrong password show in one call.
func skipEngine(cfg reader.Config) reader.Config {
	m := cfg.Modules["default"]
	m.Reach.Engine = ikeext.EngineSkip
	cfg.Modules["default"] = m
	return cfg
}

// readAll reads many hosts at once, all of which must refuse.
func readAll(t *testing.T, r *reader.Reader, n int) {
	t.Helper()
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			reading, err := r.Read(t.Context(), reader.Request{Target: fmt.Sprint("vpn", i)})
			if assert.NoError(t, err) {
				assert.ErrorIs(t, reading.Err, ikeext.ErrAuthenticationFailed)
			}
		})
	}
	wg.Wait()
}

// TestAccountsAreNotLocked: a wrong password is tried once, at start, again and
// again, and after a reload that did not change it.
func TestAccountsAreNotLocked(t *testing.T) {
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	cfg := skipEngine(config(host))
	cfg.Profiles["default"] = password("wrong")
	r := start(t, cfg)
	readAll(t, r, 50)
	readAll(t, r, 50)
	assert.Equal(t, 1, refused(host))
	assert.Equal(t, []string{"default"}, r.Stats().Refused)
	for range 3 { // nothing is read in between
		r.Reload(cfg)
	}
	readAll(t, r, 50)
	assert.Equal(t, 1, refused(host))
	assert.Equal(t, []string{"default"}, r.Stats().Refused)

	cfg.Profiles = map[string]reader.Profile{"default": password("other")}
	r.Reload(cfg)
	readAll(t, r, 50)
	assert.Equal(t, 2, refused(host), "it has changed")
	cfg.Profiles = map[string]reader.Profile{"default": password(ikeexttest.DefaultPassword)}
	r.Reload(cfg)
	require.NoError(t, read(t, r, "vpn01").Err)
	assert.Empty(t, r.Stats().Refused)
}

// TestReloadKeepsRefusalsOfHosts whose account alone it may be that gets locked.
func TestReloadKeepsRefusalsOfHosts(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	odd := startHost(t, ikeexttest.Config{Profile: ikeexttest.Windows7, Users: map[string]string{}})
	cfg := skipEngine(config(host))
	cfg.Hosts = map[string]reader.Host{"odd": {EPMPort: odd.EPMPort()}}
	r := start(t, cfg)
	for range 3 {
		require.NoError(t, read(t, r, "vpn01").Err)
		assert.ErrorIs(t, read(t, r, "odd").Err, ikeext.ErrAuthenticationFailed)
		assert.Empty(t, r.Stats().Refused)
		r.Reload(cfg)
	}
	assert.Equal(t, 1, refused(odd))
}

// TestRefusedProfilesAreLogged once, with the host that refused.
func TestRefusedProfilesAreLogged(t *testing.T) {
	var log strings.Builder
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	cfg := skipEngine(config(host))
	cfg.Profiles["default"] = password("wrong")
	cfg.Logger = slog.New(slog.NewTextHandler(&log, nil))
	r := start(t, cfg)
	readAll(t, r, 1)
	readAll(t, r, 20)
	r.Reload(cfg)
	readAll(t, r, 20)
	assert.Equal(t, 1, strings.Count(log.String(), `level=ERROR msg="an auth profile is not used for now`), &log)
	assert.Regexp(t, `auth=default pause=15m0s error="vpn0: `, log.String())
}

// TestPause has a refused credential tried again after it.
func TestPause(t *testing.T) {
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	cfg := skipEngine(config(host))
	cfg.Profiles["default"] = password("wrong")
	cfg.Pause = 3 * time.Second // for all to be read within it
	r := start(t, cfg)
	readAll(t, r, 5)
	assert.Equal(t, 1, refused(host))
	time.Sleep(cfg.Pause)
	readAll(t, r, 5)
	assert.Equal(t, 2, refused(host))
}

// TestFirstSignInGoesAlone after a start and after a reload.
func TestFirstSignInGoesAlone(t *testing.T) {
	var entered, alone, together atomic.Int32
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.Windows7, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			first := entered.Add(1) == 1
			time.Sleep(200 * time.Millisecond)
			if first {
				alone.Store(entered.Load())
			} else {
				together.Store(max(together.Load(), entered.Load()))
			}
		}
		return nil
	}})
	r := start(t, config(host))
	for range 2 {
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() { assert.NoError(t, read(t, r, fmt.Sprint("vpn", i)).Err) })
		}
		wg.Wait()
		assert.EqualValues(t, 1, alone.Load(), "another signed in before the first was through")
		assert.EqualValues(t, 10, together.Load())
		assert.EqualValues(t, 10, entered.Swap(0))
		r.Reload(config(host))
	}
}

// TestCredentialsThatCannotBeRead are told, and read again the next time.
func TestCredentialsThatCannotBeRead(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	cfg := config(host)
	works := false
	cfg.Profiles["default"] = func(ctx context.Context) (*ikeext.Config, error) {
		if !works {
			return nil, errors.New("the vault is closed")
		}
		return password(ikeexttest.DefaultPassword)(ctx)
	}
	r := start(t, cfg)
	_, err := r.Read(t.Context(), reader.Request{Target: "vpn01"})
	var credential *reader.CredentialError
	require.ErrorAs(t, err, &credential)
	assert.EqualError(t, err, "auth profile default: the vault is closed")
	works = true
	require.NoError(t, read(t, r, "vpn01").Err)
}

// TestReloadClosesSessions, those in use too when they come back.
func TestReloadClosesSessions(t *testing.T) {
	entered, release := make(chan struct{}, 10), make(chan struct{})
	host := startHost(t, ikeexttest.Config{Profile: ikeexttest.Windows7, Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == "ikeext" {
			entered <- struct{}{}
			<-release
		}
		return nil
	}})
	r := start(t, config(host))
	var wg sync.WaitGroup
	wg.Go(func() { assert.NoError(t, read(t, r, "vpn01").Err) })
	<-entered
	r.Reload(config(host))
	close(release)
	wg.Wait()
	assert.Eventually(t, func() bool { return host.OpenConns() == 0 }, 5*time.Second, time.Millisecond)
	require.NoError(t, read(t, r, "vpn01").Err)
	assert.Equal(t, 1, r.Stats().Sessions)
	r.Reload(config(host))
	assert.Eventually(t, func() bool { return host.OpenConns() == 0 }, 5*time.Second, time.Millisecond)
}

func TestNothingIsReadAfterClose(t *testing.T) {
	host := startHost(t, ikeexttest.Config{})
	r := reader.New(config(host))
	r.Close()
	_, err := r.Read(t.Context(), reader.Request{Target: "vpn01"})
	assert.ErrorIs(t, err, reader.ErrBusy)
}
