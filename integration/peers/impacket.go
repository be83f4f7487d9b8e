package peers

import (
	"os/exec"
	"strings"
	"testing"
)

// FindImpacket returns the version of impacket. It is no server but a client, so
// nothing has to run.
func FindImpacket(t testing.TB) string {
	t.Helper()
	const tell = `from importlib.metadata import version; import impacket.dcerpc.v5.dcom.wmi; print(version("impacket"))`
	output, err := exec.Command(Python, "-c", tell).Output()
	if err != nil {
		absent(t, "impacket", err)
	}
	return strings.TrimSpace(string(output))
}
