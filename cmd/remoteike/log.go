package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"
)

// logHandler writes log records for people, a line each: the time since the
// start, what happened, and its particulars. Warnings say that they are.
//
//	0.004s  asked the endpoint mapper  interface=IKEEXT ports=[49666]
type logHandler struct {
	mu    *sync.Mutex
	w     io.Writer
	start time.Time
	level slog.Level
	attrs []slog.Attr
}

// newLogger returns a logger for -v, or without it one for warnings.
func newLogger(w io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelDebug
	}
	return slog.New(&logHandler{mu: new(sync.Mutex), w: w, start: time.Now(), level: level})
}

func (h *logHandler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.level }

func (h *logHandler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	if r.Level >= slog.LevelWarn {
		b.WriteString("warning: ")
	} else {
		fmt.Fprintf(&b, "%.3fs  ", r.Time.Sub(h.start).Seconds())
	}
	b.WriteString(r.Message)
	separator := "  "
	write := func(a slog.Attr) bool {
		if text := attrText(a.Value.Resolve()); text != "" {
			b.WriteString(separator + a.Key + "=" + text)
			separator = " "
		}
		return true
	}
	for _, a := range h.attrs {
		write(a)
	}
	r.Attrs(write)
	b.WriteByte('\n')

	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := io.WriteString(h.w, b.String())
	return err
}

// attrText returns a value as it is, or quoted where its end would not show;
// nothing for one that is empty.
func attrText(v slog.Value) string {
	if v.Kind() == slog.KindAny && v.Any() == nil {
		return ""
	}
	text := v.String()
	list := strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
	if strings.ContainsAny(text, "\"=") || strings.Contains(text, " ") && !list || strings.Map(printable, text) != text {
		return strconv.Quote(text)
	}
	return text
}

func (h *logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	with := *h
	with.attrs = append(append([]slog.Attr{}, h.attrs...), attrs...)
	return &with
}

// WithGroup leaves groups out: the library has none.
func (h *logHandler) WithGroup(string) slog.Handler { return h }
