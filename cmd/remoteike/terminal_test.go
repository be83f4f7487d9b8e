package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestColourIsForTerminals(t *testing.T) {
	assert.False(t, colourful(&bytes.Buffer{}))
	file, err := os.Create(t.TempDir() + "/out")
	require.NoError(t, err)
	defer file.Close()
	assert.False(t, colourful(file))
}

func TestColourCanBeDeclined(t *testing.T) {
	for name, test := range map[string]struct {
		system    string
		variables map[string]string
		want      bool
	}{
		"nothing said":     {"linux", nil, true},
		"NO_COLOR":         {"linux", map[string]string{"NO_COLOR": "1", "CLICOLOR": "1"}, false},
		"empty NO_COLOR":   {"linux", map[string]string{"NO_COLOR": ""}, true},
		"CLICOLOR=0":       {"darwin", map[string]string{"CLICOLOR": "0"}, false},
		"CLICOLOR=1":       {"darwin", map[string]string{"CLICOLOR": "1"}, true},
		"dumb terminal":    {"linux", map[string]string{"TERM": "dumb"}, false},
		"old console":      {"windows", nil, false},
		"Windows Terminal": {"windows", map[string]string{"WT_SESSION": "x"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			lookup := func(name string) string { return test.variables[name] }
			assert.Equal(t, test.want, wantsColour(test.system, lookup))
		})
	}
}
