package integration_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/integration/peers"
)

// windowsRun is what the tests of package local do with one fwpuclnt.dll, and how
// Wine is told which.
type windowsRun struct {
	library, override string
	tests             []string
	end               string
}

// TestIntegrationLocalListing runs the tests of package ikeext that want Windows: what the
// stand-in has as security associations and IPsec statistics arrives in the public types.
func TestIntegrationLocalListing(t *testing.T) {
	wine := peers.FindWine(t)
	program := buildForWindows(t, "test", "-c", "../ikeext")
	local("package ikeext", "security associations and IPsec statistics of the stand-in").Note(t)
	cmd := wine.Command(limited(t), program, []string{"-test.v", "-test.run", "TestStandIn"},
		[]string{"WINEDLLOVERRIDES=fwpuclnt=n", "REMOTEIKE_FWPUCLNT=stand-in", "REMOTEIKE_BUILD=" + wine.Build})
	cmd.Dir = filepath.Dir(program)
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
	assert.ElementsMatch(t, []string{"TestStandInListing", "TestStandInListingRefused", "TestStandInIPsecStatistics"}, passed(output), "%s", output)
}

// TestIntegrationLocalPackage runs the tests of package local that want Windows.
func TestIntegrationLocalPackage(t *testing.T) {
	wine := peers.FindWine(t)
	program := buildForWindows(t, "test", "-c", "../ikeext/internal/local")
	plant(t, wine, filepath.Dir(program))
	for _, r := range []windowsRun{
		{"stand-in", "fwpuclnt=n", []string{
			"TestStandInValues", "TestStandInDenied", "TestStandInStopped", "TestStandInOverrun", "TestStandInSlow",
			"TestStandInSAs", "TestStandInSATemplates", "TestStandInSARefused", "TestStandInSAMalformed", "TestStandInSAGreedy",
			"TestStandInSASlow", "TestStandInIPsec",
		}, "415 values; security associations; IPsec statistics; refusals by their numbers"},
		{"planted", "fwpuclnt=n", []string{"TestPlantedLibrary"}, "415 values, another library planted"},
		{"wine", "fwpuclnt=b", []string{"TestFunctionMissing", "TestSAFunctionsMissing"}, "no IkeextGetStatistics1, no IkeextSaEnum2"},
		{"none", "fwpuclnt=", []string{"TestLibraryMissing"}, "no fwpuclnt.dll"},
	} {
		t.Run(r.library, func(t *testing.T) {
			local("package local", r.end).Note(t)
			cmd := wine.Command(limited(t), program, []string{"-test.v", "-test.run", "StandIn|Planted|Missing"},
				[]string{"WINEDLLOVERRIDES=" + r.override, "REMOTEIKE_FWPUCLNT=" + r.library, "REMOTEIKE_BUILD=" + wine.Build})
			cmd.Dir = filepath.Dir(program)
			output, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s", output)
			assert.ElementsMatch(t, r.tests, passed(output), "%s", output)
		})
	}
}

// plant puts a library that has none of the functions into a program's folder, as
// fwpuclnt.dll. Nobody must load it from there.
func plant(t *testing.T, wine peers.Wine, folder string) {
	t.Helper()
	other, err := os.ReadFile(filepath.Join(wine.Prefix, "drive_c/windows/system32/bcryptprimitives.dll"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "fwpuclnt.dll"), other, 0o700))
}

// local is an attempt that needs no network and no credential.
func local(who, end string) peers.Attempt {
	return peers.Attempt{Mechanism: "none", Credential: who, Transport: "local", Peer: "Wine", End: end}
}

// passed are the tests that a verbose output names as passed, and not as skipped.
func passed(output []byte) []string {
	var names []string
	for _, match := range regexp.MustCompile(`(?m)^--- PASS: (\w+)`).FindAllSubmatch(output, -1) {
		names = append(names, string(match[1]))
	}
	return names
}

// buildForWindows runs a go command that builds a program for Windows, and returns
// its path.
func buildForWindows(t *testing.T, arguments ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "remoteike.exe")
	args := append([]string{arguments[0], "-buildvcs=false", "-o", program}, arguments[1:]...)
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
	return program
}
