package kerberos

import (
	"context"
	"errors"
	"sync"
)

// flights lets goroutines that want the same thing at the same time share the
// work of the first.
type flights struct {
	mu   sync.Mutex
	open map[string]*flight
}

type flight struct {
	done chan struct{}
	err  error
}

// do runs work, or waits for one that runs already under the key. When that one
// ended because its own caller gave up, do starts again.
func (f *flights) do(ctx context.Context, key string, work func() error) error {
	for {
		f.mu.Lock()
		running := f.open[key]
		if running == nil {
			break
		}
		f.mu.Unlock()
		select {
		case <-running.done:
			if k := kindOf(running.err); k != Cancelled && k != Timeout {
				return running.err
			}
		case <-ctx.Done():
			return contextError(ctx, "waiting for another session's ticket")
		}
	}
	if f.open == nil {
		f.open = map[string]*flight{}
	}
	mine := &flight{done: make(chan struct{}), err: errors.New("the exchange was not finished")}
	f.open[key] = mine
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.open, key)
		close(mine.done)
	}()
	mine.err = work()
	return mine.err
}
