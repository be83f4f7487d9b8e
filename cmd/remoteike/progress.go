package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// redraw is how often the line of progress is written anew.
const redraw = 250 * time.Millisecond

// progress is a line on a terminal that tells how far many hosts are; on anything
// else it is nothing. What else is written to the terminal goes through it.
type progress struct {
	w        io.Writer
	line     bool // there is one
	total    int
	parallel int
	end      func()

	mu           sync.Mutex
	done, failed int
	begin        time.Time
	shown        bool
}

func newProgress(w io.Writer, total, parallel int, verbose bool) *progress {
	_, ok := terminal(w)
	if parallel == 0 {
		parallel = 64 // as Sweep takes it
	}
	return &progress{w: w, line: ok && !verbose, total: total, parallel: parallel, end: func() {}}
}

// start begins to show the line, until stop.
func (p *progress) start() {
	p.begin = time.Now()
	if !p.line {
		return
	}
	quit, over := make(chan struct{}), make(chan struct{})
	p.end = sync.OnceFunc(func() { close(quit); <-over })
	go func() {
		defer close(over)
		ticker := time.NewTicker(redraw)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				p.show()
			case <-quit:
				return
			}
		}
	}()
}

// stop takes the line away for good.
func (p *progress) stop() {
	p.end()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

// aside counts a host, and has its result written while the line is away.
func (p *progress) aside(failed bool, write func() error) error {
	if !p.line {
		return write()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if failed {
		p.failed++
	}
	p.clear()
	return write()
}

// Write writes what is no progress to the same terminal.
func (p *progress) Write(b []byte) (int, error) {
	if !p.line {
		return p.w.Write(b)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	return p.w.Write(b)
}

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	text := p.text(time.Since(p.begin))
	if width := terminalWidth(p.w); width > 0 { // a second line would not be taken away
		text = text[:min(len(text), width-1)]
	}
	fmt.Fprint(p.w, text)
	p.shown = true
}

// text says how far it is. Every place of the run that is free takes the next host
// at once, so that as many run as there are places or hosts left.
func (p *progress) text(elapsed time.Duration) string {
	left := p.total - p.done
	text := fmt.Sprintf("%d of %d hosts done, %d failed, %d running", p.done, p.total, p.failed, min(left, p.parallel))
	if p.done == 0 {
		return text
	}
	rate := float64(p.done) / max(elapsed.Seconds(), 0.001)
	return fmt.Sprintf("%s, %.3g a second, %v left", text, rate,
		time.Duration(float64(left)/rate*float64(time.Second)).Round(time.Second))
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
