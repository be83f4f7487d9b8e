package bfe_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestGenerated regenerates the stubs from the IDL and compares.
func TestGenerated(t *testing.T) {
	out, err := exec.Command("go", "mod", "download", "-modfile=../../idl/tools.mod").CombinedOutput()
	if err != nil && os.Getenv("REMOTEIKE_PEERS") != "required" {
		t.Skipf("regenerating needs the generator that idl/tools.mod pins, from the module proxy: %s", out)
	}
	require.NoError(t, err, "%s", out)
	fresh := t.TempDir()
	out, err = exec.Command("go", "run", "../../idl/generate", "-out", fresh).CombinedOutput()
	require.NoError(t, err, "%s", out)

	want, got := stubs(t, filepath.Join(fresh, "bfe")), stubs(t, ".")
	assert.NotEmpty(t, want)
	for name, text := range want {
		assert.Equal(t, text, got[name], "%s is not what idl/bfe.idl gives: run go generate ./...", name)
	}
	for name := range got {
		assert.Contains(t, want, name, "%s does not come from idl/bfe.idl: run go generate ./...", name)
	}
}

// stubs returns the generated files below dir, by relative name.
func stubs(t *testing.T, dir string) map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") ||
			d.Name() == "doc.go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		files[rel] = string(text)
		return err
	})
	require.NoError(t, err)
	return files
}

// TestGeneratedMarker holds the first line by which tools know generated code.
func TestGeneratedMarker(t *testing.T) {
	files := stubs(t, ".")
	require.NotEmpty(t, files)
	for name, text := range files {
		first, _, _ := strings.Cut(text, "\n")
		assert.Regexp(t, `^// Code generated .* DO NOT EDIT\.$`, first, name)
	}
}
