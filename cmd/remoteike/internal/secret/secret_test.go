package secret

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
)

func TestLineRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"two lines":        "s3cret\nmore\n",
		"an empty line":    "s3cret\n\n",
		"old Macintosh":    "s3cret\rmore",
		"NUL":              "s3cret\x00",
		"ISO 8859-1":       "s3cr\xe9t",
		"UTF-16":           "\xff\xfes\x003\x00",
		"a file by chance": strings.Repeat("s3cret", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Line("the file", strings.NewReader(text))
			var wrong *usage.Error
			require.ErrorAs(t, err, &wrong)
			assert.NotContains(t, wrong.Reason, "s3c")
		})
	}
}

func TestLineReportsFailure(t *testing.T) {
	_, err := Line("the file", iotest.ErrReader(assert.AnError))
	assert.ErrorIs(t, err, assert.AnError)
}

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "",
		"\n":                     "",
		"s3cret":                 "s3cret",
		"s3cret\n":               "s3cret",
		"s3cret\r\n":             "s3cret",
		" with blanks \n":        " with blanks ",
		"päßwörd €\n":            "päßwörd €",
		strings.Repeat("x", 512): strings.Repeat("x", 512),
	} {
		got, err := Line("the file", strings.NewReader(text))
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}
