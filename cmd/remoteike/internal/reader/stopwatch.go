package reader

import (
	"context"
	"sync"
	"time"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/metrics"
)

// stopwatch measures the stages of one reading. A nil stopwatch measures nothing.
type stopwatch struct {
	mu    sync.Mutex
	times []metrics.StageTime
}

type stopwatchKey struct{}

func withStopwatch(ctx context.Context, w *stopwatch) context.Context {
	return context.WithValue(ctx, stopwatchKey{}, w)
}

func stopwatchOf(ctx context.Context) *stopwatch {
	w, _ := ctx.Value(stopwatchKey{}).(*stopwatch)
	return w
}

// time begins to measure a stage. It ends with the function that is returned.
func (w *stopwatch) time(stage string) (stop func()) {
	start := time.Now()
	return func() { w.add(stage, time.Since(start)) }
}

// add adds to the time of a stage.
func (w *stopwatch) add(stage string, d time.Duration) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.times {
		if w.times[i].Stage == stage {
			w.times[i].Duration += d
			return
		}
	}
	w.times = append(w.times, metrics.StageTime{Stage: stage, Duration: d})
}

// of returns the time of a stage so far.
func (w *stopwatch) of(stage string) time.Duration {
	for _, t := range w.read() {
		if t.Stage == stage {
			return t.Duration
		}
	}
	return 0
}

// read returns the times so far, in the order in which the stages ended first.
func (w *stopwatch) read() []metrics.StageTime {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]metrics.StageTime(nil), w.times...)
}
