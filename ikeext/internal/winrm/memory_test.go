package winrm

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestMemory decodes the largest answers that are read at all, each made to take
// as much room as can be.
func TestMemory(t *testing.T) {
	fill := func(front, piece, end string) string {
		n := (maxBody - len(front) - len(end)) / len(piece)
		return front + strings.Repeat(piece, n) + end
	}
	split := func(piece func(string) string) (front, end string) {
		front, end, _ = strings.Cut(piece("|"), "|")
		return front, end
	}
	front, end := split(func(s string) string { return answer(`<w:Items>` + item(s) + `</w:Items><w:EndOfSequence/>`) })
	itemsFront, itemsEnd := split(func(s string) string { return answer(`<w:Items>` + s + `</w:Items><w:EndOfSequence/>`) })
	for name, body := range map[string]string{
		"properties": fill(front, "<p:A/>", end),
		"instances":  fill(itemsFront, item(""), itemsEnd),
		"attributes": fill(front+"<p:A ", `a="" `, "/>"+end),
		"prefixes":   fill(front+"<p:A ", `xmlns:a="" `, "/>"+end),
		"text":       fill(front+"<p:A>", "&amp;", "</p:A>"+end),
		"comments":   fill(front, "<!---->", end),
		"depth":      fill(front, "<a>", end),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _ = decodeResponse([]byte(body), "Enumerate", "RELATED")
			runtime.ReadMemStats(&after)
			// All that was ever allocated, not what was held at once.
			allocated := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d KiB for %d KiB", allocated>>10, len(body)>>10)
			assert.Less(t, allocated, uint64(100<<20))
		})
	}
}
