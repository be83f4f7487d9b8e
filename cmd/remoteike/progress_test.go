package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProgressTells(t *testing.T) {
	p := &progress{total: 100, parallel: 8}
	assert.Equal(t, "0 of 100 hosts done, 0 failed, 8 running", p.text(time.Second))
	p.done, p.failed = 20, 3
	assert.Equal(t, "20 of 100 hosts done, 3 failed, 8 running, 2 a second, 40s left", p.text(10*time.Second))
	p.done = 95
	assert.Equal(t, "95 of 100 hosts done, 3 failed, 5 running, 0.95 a second, 5s left", p.text(100*time.Second))
	p.done = 100
	assert.Equal(t, "100 of 100 hosts done, 3 failed, 0 running, 100 a second, 0s left", p.text(time.Second))
}

// TestProgressStandsAside takes the line away before anything else is written.
func TestProgressStandsAside(t *testing.T) {
	var w bytes.Buffer
	p := newProgress(&w, 2, 1, false)
	p.line, p.begin = true, time.Now()
	p.show()
	require.NoError(t, p.aside(true, func() error { w.WriteString("result\n"); return nil }))
	p.show()
	_, err := p.Write([]byte("warning\n"))
	require.NoError(t, err)
	p.show()
	p.stop()
	p.stop()
	assert.Regexp(t, `^0 of 2 hosts done, 0 failed, 1 running\r\x1b\[Kresult\n`+
		`1 of 2 hosts done, 1 failed, 1 running, .* left\r\x1b\[Kwarning\n1 of 2 .* left\r\x1b\[K$`, w.String())
}

// TestProgressIsForTerminals has nothing on anything else.
func TestProgressIsForTerminals(t *testing.T) {
	var w bytes.Buffer
	p := newProgress(&w, 2, 1, false)
	p.start()
	time.Sleep(2 * redraw)
	p.stop()
	assert.Empty(t, w.String())
}

// TestProgressMoves while no result comes, and ends with its run.
func TestProgressMoves(t *testing.T) {
	var w bytes.Buffer
	p := newProgress(&w, 2, 1, false)
	p.line = true
	p.start()
	require.Eventually(t, func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return bytes.Count(w.Bytes(), []byte("running")) >= 2
	}, deadline, redraw)
	p.stop()
	length := w.Len()
	time.Sleep(2 * redraw)
	assert.Equal(t, length, w.Len())
}
