package ikeext_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// slow delays the answers of one interface for longer than any test waits.
func slow(name string) func(*ikeexttest.Call) *ikeexttest.Reply {
	return func(c *ikeexttest.Call) *ikeexttest.Reply {
		if c.Interface == name {
			return &ikeexttest.Reply{Delay: time.Minute}
		}
		return nil
	}
}

// soon is what a cancelled call must return within; what it really takes is in
// BenchmarkCancel.
const soon = 2 * time.Second

func TestCancelMidway(t *testing.T) {
	host := start(t, ikeexttest.Config{Intercept: slow("ikeext")})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", config(host))
	require.NoError(t, err)
	defer client.Close()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	begin := time.Now()
	_, err = client.Statistics(ctx)
	assert.ErrorIs(t, err, ikeext.ErrCancelled)
	assert.ErrorIs(t, err, context.Canceled)
	assert.Less(t, time.Since(begin), soon)

	_, err = client.Statistics(t.Context())
	assert.ErrorIs(t, err, ikeext.ErrClosed)
}

func TestCancelWhileQueued(t *testing.T) {
	host := start(t, ikeexttest.Config{Intercept: slow("ikeext")})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", config(host))
	require.NoError(t, err)
	first := make(chan error, 1)
	go func() {
		_, err := client.Statistics(context.Background())
		first <- err
	}()
	require.Eventually(t, func() bool { return called(host, "ikeext") }, 10*soon, time.Millisecond)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err = client.Statistics(ctx)
	assert.ErrorIs(t, err, ikeext.ErrTimeout)
	select {
	case err := <-first:
		t.Fatalf("the call under way ended with %v", err)
	default:
	}
	require.NoError(t, client.Close())
	assert.ErrorIs(t, <-first, ikeext.ErrClosed)
}

func called(host *ikeexttest.Host, name string) bool {
	for _, c := range host.Calls() {
		if c.Interface == name {
			return true
		}
	}
	return false
}

func TestDialContextBoundsDialOnly(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	ctx, cancel := context.WithCancel(t.Context())
	client, err := ikeext.Dial(ctx, "127.0.0.1", config(host))
	require.NoError(t, err)
	defer client.Close()
	cancel()
	s, err := client.Statistics(t.Context())
	require.NoError(t, err)
	assertDistinct(t, s)
}

func TestDialCancelled(t *testing.T) {
	for _, name := range []string{"epm", "engine"} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Intercept: slow(name)})
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(50*time.Millisecond, cancel)
			begin := time.Now()
			_, err := ikeext.Dial(ctx, "127.0.0.1", config(host))
			assert.ErrorIs(t, err, ikeext.ErrCancelled)
			assert.Less(t, time.Since(begin), soon)
		})
	}
}

func TestStageTimeout(t *testing.T) {
	for _, name := range []string{"epm", "ikeext"} {
		t.Run(name, func(t *testing.T) {
			host := start(t, ikeexttest.Config{Intercept: slow(name)})
			cfg := config(host)
			cfg.StageTimeout = 100 * time.Millisecond
			begin := time.Now()
			_, err := query(t, cfg)
			assert.Less(t, time.Since(begin), soon)
			var e *ikeext.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, ikeext.ErrTimeout, e.Class)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			assert.ErrorContains(t, err, "no answer within 100ms")
		})
	}
}

func TestCloseTwice(t *testing.T) {
	host := start(t, ikeexttest.Config{})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", config(host))
	require.NoError(t, err)
	assert.Equal(t, 1, host.OpenEngines())
	require.NoError(t, client.Close())
	require.NoError(t, client.Close())
	_, err = client.Statistics(t.Context())
	assert.ErrorIs(t, err, ikeext.ErrClosed)
}

// TestRefusedCallClosesTheSession holds that nothing is asked on a connection
// whose security context may be out of step.
func TestRefusedCallClosesTheSession(t *testing.T) {
	host := start(t, ikeexttest.Config{Profile: ikeexttest.Stock2016})
	client, err := ikeext.Dial(t.Context(), "127.0.0.1", config(host))
	require.NoError(t, err)
	_, err = client.Statistics(t.Context())
	require.ErrorIs(t, err, ikeext.ErrAccessDenied)
	_, err = client.Statistics(t.Context())
	assert.ErrorIs(t, err, ikeext.ErrClosed)
	assert.NoError(t, client.Close())
}
