package ikeext

import (
	"slices"
	"sync"
)

// Endpoints keeps where the endpoint mappers of hosts said that their interfaces
// are, for one run: TCP ports and nothing else. Share one among the Configs of a
// run that asks the same hosts again. A port that does not serve any more is
// forgotten and the mapper asked again; that a host does not offer the engine stays
// as it was said. It is safe for concurrent use, and the zero value is ready. It
// remembers 65,536 hosts; of more it forgets some.
type Endpoints struct {
	mu    sync.Mutex
	known map[endpointsKey]whereabouts
}

// endpointsKey tells hosts apart as a Config names them.
type endpointsKey struct {
	host, targetIP string
	epmPort        uint16
}

const maxEndpoints = 1 << 16

// recall returns what is known of a host. Nil Endpoints know nothing.
func (e *Endpoints) recall(key endpointsKey) (where whereabouts, ok bool) {
	if e == nil {
		return where, false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	where, ok = e.known[key]
	return where, ok
}

// note remembers what served.
func (e *Endpoints) note(key endpointsKey, where whereabouts) {
	if e == nil {
		return
	}
	where.ike, where.engine = slices.Clone(where.ike), slices.Clone(where.engine)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.known == nil {
		e.known = map[endpointsKey]whereabouts{}
	}
	if _, again := e.known[key]; !again && len(e.known) >= maxEndpoints {
		for other := range e.known {
			delete(e.known, other)
			break
		}
	}
	e.known[key] = where
}

// forget is for what did not serve.
func (e *Endpoints) forget(key endpointsKey) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.known, key)
}
