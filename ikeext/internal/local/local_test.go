package local

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.uber.org/goleak"
)

// TestAwaitEnds leaves a call behind that does not return, and lets it end later.
func TestAwaitEnds(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	ctx, cancel := context.WithCancel(t.Context())
	answer := make(chan struct{})
	_, err := await(ctx, func(context.Context) (int, error) {
		cancel()
		<-answer
		return 415, nil
	})
	assert.ErrorIs(t, err, context.Canceled)
	close(answer)
}

// TestAwaitBegins does not begin after the end.
func TestAwaitBegins(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := await(ctx, func(context.Context) (int, error) {
		assert.Fail(t, "it was called")
		return 0, nil
	})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestErrorText(t *testing.T) {
	assert.EqualError(t, &Error{Function: "FwpmEngineOpen0", Code: 5}, "FwpmEngineOpen0: status 0x00000005")
	assert.EqualError(t, &Error{Function: "fwpuclnt.dll", Code: 126, Err: ErrMissing}, "fwpuclnt.dll: this Windows does not have it")
}
