package peers

import (
	"os/exec"
	"testing"
)

// FindProgram returns the path of a program of others that tests start by
// themselves, such as "prometheus", "promtool" or "chromium".
func FindProgram(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		absent(t, name, err)
	}
	return path
}
