package reader

// Waiters is how many wait for a reading of a target that is under way.
func (r *Reader) Waiters(target string) (n int) {
	r.mu.Lock()
	s := r.state
	r.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	for k, f := range s.flights {
		if k.target == target {
			n += f.waiters
		}
	}
	return n
}
