package guard

import (
	"net"
	"sync"
)

// Ending is a connection that remembers why it ended. All its methods may be
// called from anywhere.
type Ending struct {
	net.Conn
	closing sync.Once

	mu  sync.Mutex // guards err
	err error
}

// Err returns why the connection ended, nil while it lives. It is more telling
// than what a library makes of it.
func (e *Ending) Err() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.err
}

// Fail remembers the first error, which it returns, and closes the connection.
func (e *Ending) Fail(err error) error {
	e.mu.Lock()
	if e.err == nil {
		e.err = err
	}
	err = e.err
	e.mu.Unlock()
	_ = e.Close()
	return err
}

// Close closes the socket. It may be called more than once.
func (e *Ending) Close() error {
	var err error
	e.closing.Do(func() { err = e.Conn.Close() })
	return err
}
