package reader

import (
	"context"
	"sync/atomic"
)

// slots bounds how many read at the same time, and how many wait to.
type slots struct {
	free    chan struct{} // a token for each that may still begin
	waiting atomic.Int64
	queue   int64
}

func newSlots(parallel, queue int) *slots {
	s := &slots{free: make(chan struct{}, parallel), queue: int64(queue)}
	for range parallel {
		s.free <- struct{}{}
	}
	return s
}

// acquire waits for a turn. It fails with ErrBusy at once when too many wait, and
// when the context ends before the turn comes.
func (s *slots) acquire(ctx context.Context) error {
	select {
	case <-s.free:
		return nil
	default:
	}
	if s.waiting.Add(1) > s.queue {
		s.waiting.Add(-1)
		return ErrBusy
	}
	defer s.waiting.Add(-1)
	select {
	case <-s.free:
		if ctx.Err() == nil {
			return nil
		}
		s.release() // too late
	case <-ctx.Done():
	}
	return ErrBusy
}

func (s *slots) release() { s.free <- struct{}{} }

// busy is how many read now.
func (s *slots) busy() int { return cap(s.free) - len(s.free) }
