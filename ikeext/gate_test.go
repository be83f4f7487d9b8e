package ikeext_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// TestGate has many callers dial many hosts with a password that is wrong.
func TestGate(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	gate := &ikeext.Gate{Pause: time.Hour}
	var wg sync.WaitGroup
	for _, target := range fleet(host, 50, nil) {
		target.Config.Password, target.Config.Engine, target.Config.Gate = ikeext.NewSecret("wrong"), ikeext.EngineSkip, gate
		wg.Go(func() {
			client, err := ikeext.Dial(t.Context(), target.Host, target.Config)
			if err == nil {
				defer client.Close()
				_, err = client.Statistics(t.Context())
			}
			assert.ErrorIs(t, err, ikeext.ErrAuthenticationFailed)
		})
	}
	wg.Wait()
	assert.Equal(t, 1, refusals(host))
}

// TestGateOpens for hosts that accept the credential, and is let go of by sessions
// that were never used.
func TestGateOpens(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	gate := &ikeext.Gate{}
	unused := fleet(host, 1, nil)[0]
	unused.Config.Gate = gate
	client, err := ikeext.Dial(t.Context(), unused.Host, unused.Config)
	require.NoError(t, err)
	require.NoError(t, client.Close())
	var wg sync.WaitGroup
	for _, target := range fleet(host, 50, nil) {
		target.Config.Gate = gate
		wg.Go(func() {
			client, err := ikeext.Dial(t.Context(), target.Host, target.Config)
			if !assert.NoError(t, err) {
				return
			}
			defer client.Close()
			for range 2 {
				snapshot, err := client.Statistics(t.Context())
				if assert.NoError(t, err) {
					assertDistinct(t, snapshot)
				}
			}
		})
	}
	wg.Wait()
}

// TestSweepGoesByTheGate of its targets, which knows what was before the sweep.
func TestSweepGoesByTheGate(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.Windows7})
	gate := &ikeext.Gate{}
	edit := func(_ int, cfg *ikeext.Config) {
		cfg.Password, cfg.Engine, cfg.Gate = ikeext.NewSecret("wrong"), ikeext.EngineSkip, gate
	}
	for range 3 {
		for _, r := range collect(t, t.Context(), fleet(host, 20, edit), nil) {
			assert.ErrorIs(t, r.Err, ikeext.ErrAuthenticationFailed)
		}
	}
	assert.Equal(t, 1, refusals(host))
	assert.Equal(t, "ikeext.Gate ikeext.Gate", fmt.Sprintf("%v %#v", gate, gate))
}
