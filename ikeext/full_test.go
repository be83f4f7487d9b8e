package ikeext_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
)

// valueAt follows a path of fields.txt through decoded JSON.
func valueAt(t *testing.T, document any, path string) float64 {
	t.Helper()
	node := document
	for step := range strings.SplitSeq(path, ".") {
		var slot int
		name, index, inTable := strings.Cut(step, "[")
		object, ok := node.(map[string]any)
		require.True(t, ok, "%s at %s", path, step)
		require.Contains(t, object, name, path)
		node = object[name]
		if inTable {
			_, err := fmt.Sscanf(index, "%d]", &slot)
			require.NoError(t, err)
			node = node.([]any)[slot]
		}
	}
	number, ok := node.(float64)
	require.True(t, ok, path)
	return number
}

func TestFullWantsEveryValue(t *testing.T) {
	for missing := range ikeext.Field(ikeext.FieldCount) {
		var s ikeext.Snapshot
		for f := range ikeext.Field(ikeext.FieldCount) {
			if f != missing {
				s.Set(f, 1)
			}
		}
		stats, ok := s.Full()
		assert.False(t, ok, missing)
		assert.Nil(t, stats, missing)
	}
}

func TestFullOfNothing(t *testing.T) {
	stats, ok := new(ikeext.Snapshot).Full()
	assert.False(t, ok)
	assert.Nil(t, stats)
}

func TestFullPutsEachValueWhereItsPathSays(t *testing.T) {
	var s ikeext.Snapshot
	for f := range ikeext.Field(ikeext.FieldCount) {
		s.Set(f, 0x80000000+7*uint32(f))
	}
	stats, ok := s.Full()
	require.True(t, ok)
	text, err := json.Marshal(stats)
	require.NoError(t, err)
	var document any
	require.NoError(t, json.Unmarshal(text, &document))
	for _, row := range readLayout(t) {
		assert.Equal(t, float64(0x80000000+7*row.index), valueAt(t, document, row.path), row.path)
	}
}

func TestFullKeepsZeros(t *testing.T) {
	var s ikeext.Snapshot
	for f := range ikeext.Field(ikeext.FieldCount) {
		s.Set(f, 0)
	}
	stats, ok := s.Full()
	require.True(t, ok)
	assert.Equal(t, &ikeext.Statistics{}, stats)
}
