//go:build !windows

package local

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNotWindows(t *testing.T) {
	reading, err := Statistics(t.Context())
	assert.ErrorIs(t, err, ErrNotWindows)
	assert.Nil(t, reading)
}
