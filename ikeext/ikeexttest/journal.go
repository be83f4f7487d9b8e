package ikeexttest

import "sync"

// journal keeps the latest entries, at most maxJournal of them.
type journal[T any] struct {
	mu      sync.Mutex
	entries []T
}

func (j *journal[T]) add(entry T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.entries) == maxJournal {
		j.entries = j.entries[1:]
	}
	j.entries = append(j.entries, entry)
}

// list returns a copy, oldest first.
func (j *journal[T]) list() []T {
	j.mu.Lock()
	defer j.mu.Unlock()
	return append([]T(nil), j.entries...)
}
