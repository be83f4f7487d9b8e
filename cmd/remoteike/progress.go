package main

import (
	"fmt"
	"io"
	"time"
)

// progress is a line on a terminal that tells how far many hosts are; on anything
// else it is nothing.
type progress struct {
	w     io.Writer // nil: nothing
	total int
	done  int
	begin time.Time
	last  time.Time
	shown bool
}

func newProgress(w io.Writer, total int, verbose bool) *progress {
	p := &progress{total: total, begin: time.Now()}
	if _, ok := terminal(w); ok && !verbose {
		p.w = w
	}
	return p
}

// show counts a host and tells of it, ten times a second at most.
func (p *progress) show(failed int) {
	p.done++
	if p.w == nil || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = time.Now(), true
	elapsed := time.Since(p.begin).Seconds()
	rate := float64(p.done) / max(elapsed, 0.001)
	left := time.Duration(float64(p.total-p.done) / rate * float64(time.Second)).Round(time.Second)
	fmt.Fprintf(p.w, "%d of %d hosts, %d failed, %.0f a second, %v left", p.done, p.total, failed, rate, left)
}

// clear takes the line away.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
