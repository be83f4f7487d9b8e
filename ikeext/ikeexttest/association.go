package ikeexttest

import (
	"crypto/rand"
	"maps"
	"slices"
	"sync"
)

// contextHandle is a context handle as it is on the wire: four bytes of attributes
// and a UUID.
type contextHandle [20]byte

// association is what the connections of one association group share: its context
// handles ([MS-RPCE] 3.3.1.5.6). They end with the last of the connections.
type association struct {
	mu      sync.Mutex
	members int
	handles map[contextHandle]any
	aborted map[contextHandle]bool // those that the host ended, of which callers cannot know
}

// associations are those of a host, by their group.
type associations struct {
	mu      sync.Mutex
	byGroup map[uint32]*association
}

// maxHandles is how many context handles an association may have open.
const maxHandles = 4096

// join counts a connection into the association of a group.
func (a *associations) join(group uint32) *association {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byGroup == nil {
		a.byGroup = map[uint32]*association{}
	}
	member := a.byGroup[group]
	if member == nil {
		member = &association{handles: map[contextHandle]any{}, aborted: map[contextHandle]bool{}}
		a.byGroup[group] = member
	}
	member.members++
	return member
}

// leave counts a connection out and returns what the handles stood for that ended
// with it.
func (a *associations) leave(group uint32) (ended []any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	member := a.byGroup[group]
	if member.members--; member.members > 0 {
		return nil
	}
	delete(a.byGroup, group)
	for _, context := range member.handles {
		ended = append(ended, context)
	}
	return ended
}

// open makes a handle that stands for a context, or none when there are too many.
func (a *association) open(context any) (h contextHandle, ok bool) {
	rand.Read(h[4:])
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.handles) >= maxHandles {
		return contextHandle{}, false
	}
	a.handles[h] = context
	return h, true
}

// close ends a handle and reports whether it was open: another connection may have
// been quicker.
func (a *association) close(h contextHandle) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, open := a.handles[h]
	delete(a.handles, h)
	return open
}

// contextOf returns what a handle in the association of c stands for. A handle that
// stands for nothing, or for something else, is a breach with the fault of Windows.
func contextOf[T any](c *conn, what string, h contextHandle) (context T, err error) {
	c.association.mu.Lock()
	defer c.association.mu.Unlock()
	context, ok := c.association.handles[h].(T)
	if !ok {
		b := breachf(faultContextMismatch, "%s: unknown context handle % x", what, h[:])
		b.blameless = c.association.aborted[h]
		return context, b
	}
	return context, nil
}

// list returns the associations that have connections now.
func (a *associations) list() []*association {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Collect(maps.Values(a.byGroup))
}

// abort ends the handles of contexts of a kind and returns how many they were.
func (a *association) abort(kind func(context any) bool) (ended int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for h, context := range a.handles {
		if kind(context) {
			delete(a.handles, h)
			a.aborted[h] = true
			ended++
		}
	}
	return ended
}
