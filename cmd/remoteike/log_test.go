package main

import (
	"bytes"
	"errors"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/remoteike/remoteike/ikeext"
)

func TestLogLine(t *testing.T) {
	for name, test := range map[string]struct {
		attrs []any
		want  string
	}{
		"none":         {nil, "bound"},
		"plain":        {[]any{"port", 49666, "level", "privacy"}, "bound  port=49666 level=privacy"},
		"blanks":       {[]any{"error", errors.New("not now")}, `bound  error="not now"`},
		"list":         {[]any{"ports", []uint16{1, 2}}, "bound  ports=[1 2]"},
		"empty":        {[]any{"windows_build", "", "error", nil, "port", 1}, "bound  port=1"},
		"line feed":    {[]any{"name", "a\nerror: b"}, `bound  name="a\nerror: b"`},
		"escape":       {[]any{"name", "[\x1b[2J]"}, `bound  name="[\x1b[2J]"`},
		"secret":       {[]any{"password", ikeext.NewSecret("s3cret")}, "bound  password=(secret)"},
		"quotes":       {[]any{"name", `a"b`}, `bound  name="a\"b"`},
		"equals signs": {[]any{"name", "a=b"}, `bound  name="a=b"`},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			newLogger(&b, true).Debug("bound", test.attrs...)
			assert.Regexp(t, `^\d+\.\d{3}s  `+regexp.QuoteMeta(test.want)+`\n$`, b.String())
		})
	}
}

func TestLogWithoutVerboseHasWarningsOnly(t *testing.T) {
	var b bytes.Buffer
	log := newLogger(&b, false).With("host", "vpn01")
	log.Debug("bound")
	log.Info("bound")
	log.Warn("engine session refused", "error", "no")
	assert.Equal(t, "warning: engine session refused  host=vpn01 error=no\n", b.String())
}
