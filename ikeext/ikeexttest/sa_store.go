package ikeexttest

import (
	"maps"
	"net/netip"
	"slices"
	"sync"
)

// saStore is the database of security associations. Its associations are those of
// the configuration, or made when they are asked for, without the deleted ones.
type saStore struct {
	source func() saSource

	mu         sync.Mutex
	deleted    map[uint64]bool
	descriptor []byte
	updates    journal[AddressUpdate]
}

// saSource is where associations come from.
type saSource struct {
	count int
	at    func(i int) SA
	place func(id uint64) (i int, ok bool)
}

// newSAStore makes the database that a configuration asks for. Hosts start without
// its associations: they take longer to make than all else.
func newSAStore(cfg *Config) *saStore {
	return &saStore{
		source:     sync.OnceValue(func() saSource { return newSASource(cfg) }),
		deleted:    map[uint64]bool{},
		descriptor: cfg.SADescriptor,
	}
}

func newSASource(cfg *Config) saSource {
	list := cfg.SAs
	switch {
	case list == nil && cfg.SACount > 0:
		return saSource{count: cfg.SACount, at: GeneratedSA, place: func(id uint64) (int, bool) {
			return int(id - 1), id >= 1 && id <= uint64(cfg.SACount)
		}}
	case list == nil:
		list = DefaultSAs()
		if cfg.Build < firstWindows8 {
			list = list[:len(list)-1] // whose credential it does not know
		}
	}
	places := map[uint64]int{}
	for i := range list {
		places[list[i].ID] = i
	}
	return saSource{
		count: len(list),
		at:    func(i int) SA { return list[i] },
		place: func(id uint64) (int, bool) { i, ok := places[id]; return i, ok },
	}
}

// get returns the association of a number.
func (s *saStore) get(id uint64) (SA, bool) {
	source := s.source()
	i, ok := source.place(id)
	if !ok || s.isDeleted(id) {
		return SA{}, false
	}
	return source.at(i), true
}

// remove deletes the association of a number and reports whether there was one.
func (s *saStore) remove(id uint64) bool {
	_, ok := s.source().place(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	ok = ok && !s.deleted[id]
	if ok {
		s.deleted[id] = true
	}
	return ok
}

func (s *saStore) isDeleted(id uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deleted[id]
}

// next returns the first association from place i on that fits, and the place
// behind it.
func (s *saStore) next(i int, fits func(*SA) bool) (sa SA, after int, ok bool) {
	source := s.source()
	for ; i < source.count; i++ {
		if sa := source.at(i); fits(&sa) && !s.isDeleted(sa.ID) {
			return sa, i + 1, true
		}
	}
	return SA{}, i, false
}

// AddressUpdate is a change of a tunnel's addresses that a caller asked for.
type AddressUpdate struct {
	// TunnelID is the tunnel of a virtual interface.
	TunnelID uint64
	// Preferred is what IkeRpcIkeSaUpdatePreferredAddressesAsync came with, the local
	// address and the remote one; nil for the other operation.
	Preferred []netip.Addr
	// Additional is what IkeRpcIkeSaUpdateAdditionalAddressesAsync came with, first
	// those of IPv4; nil for the other operation.
	Additional []netip.Addr
}

// DeletedSAs returns the numbers of the associations that callers deleted, in no
// order.
func (h *Host) DeletedSAs() []uint64 {
	h.sas.mu.Lock()
	defer h.sas.mu.Unlock()
	return slices.Collect(maps.Keys(h.sas.deleted))
}

// AddressUpdates returns the changes of tunnels that callers asked for, oldest
// first and bounded as Calls is. They change nothing else.
func (h *Host) AddressUpdates() []AddressUpdate { return h.sas.updates.list() }
