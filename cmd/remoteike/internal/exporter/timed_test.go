package exporter

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOffset leaves the offset of Prometheus's timeout for the way back, and half of
// it at least for the host.
func TestOffset(t *testing.T) {
	e := &Exporter{Options: Options{Offset: 500 * time.Millisecond}}
	for header, limit := range map[string]time.Duration{
		"10": 9500 * time.Millisecond, "1.5": time.Second, "0.6": 300 * time.Millisecond, "1e3": 999500 * time.Millisecond,
	} {
		r := &http.Request{Header: http.Header{}}
		r.Header.Set(timeoutHeader, header)
		before := time.Now()
		ctx, cancel, err := e.timed(r)
		after := time.Now()
		require.NoError(t, err)
		defer cancel()
		deadline, ok := ctx.Deadline()
		require.True(t, ok)
		assert.False(t, deadline.Before(before.Add(limit)), header)
		assert.False(t, deadline.After(after.Add(limit)), header)
	}
}
