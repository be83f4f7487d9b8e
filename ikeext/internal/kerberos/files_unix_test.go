//go:build unix

package kerberos

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCCacheThatIsNoFile(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	for _, path := range []string{pipe, t.TempDir(), "/dev/zero"} {
		_, err := get(t, &Options{ConfPath: writeConf(t, ""), CCache: path}, spn)
		requireKind(t, NoSource, err)
	}
}
