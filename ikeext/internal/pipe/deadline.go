package pipe

import (
	"os"
	"sync"
	"time"
)

// deadline bounds one direction of a connection. As on a socket, an idle
// connection outlives it, and an operation in flight follows when it is moved;
// an operation that it does end takes the connection with it.
type deadline struct {
	abort func()

	mu      sync.Mutex
	at      time.Time // zero: none
	timer   *time.Timer
	busy    bool
	expired bool
}

// set moves the deadline.
func (d *deadline) set(at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = at
	d.arm()
}

// begin starts an operation, unless it is too late for that.
func (d *deadline) begin() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.expired || !d.at.IsZero() && !time.Now().Before(d.at) {
		return os.ErrDeadlineExceeded
	}
	d.busy = true
	d.arm()
	return nil
}

// end ends an operation and reports whether the deadline did.
func (d *deadline) end() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy = false
	d.arm()
	return d.expired
}

// arm runs the timer while there is something to be timed.
func (d *deadline) arm() {
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	if d.busy && !d.at.IsZero() {
		d.timer = time.AfterFunc(time.Until(d.at), d.fire)
	}
}

func (d *deadline) fire() {
	d.mu.Lock()
	late := d.busy && !d.at.IsZero() && !time.Now().Before(d.at)
	if late {
		d.expired = true
	}
	d.mu.Unlock()
	if late {
		d.abort()
	}
}
