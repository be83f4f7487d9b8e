// Generate makes the stubs under rpc/bfe from idl/bfe.idl.
//
// It runs the generator that idl/tools.mod pins and does to its output only
// what the generator has no flag for: the marker of generated code goes on
// line 1, and the imports point at this module for our own package and at
// go-msrpc for the types that every interface shares. Run it by
// "go generate ./..."; see idl/README.md.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	generator = "github.com/oiweiwei/go-msrpc"
	marker    = "// Code generated from idl/bfe.idl by go generate; DO NOT EDIT.\n\n"
	// The generator puts one prefix before every import; this is the one that
	// is right for all packages but ours.
	sharedPrefix = generator + "/msrpc/"
	ownPackage   = "github.com/remoteike/remoteike/rpc/bfe"
)

func main() {
	out := flag.String("out", "", "folder that receives bfe/ (default: rpc, beside idl)")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	root, err := output("", "go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return err
	}
	if out == "" {
		out = filepath.Join(root, "rpc")
		// No orphan may survive a procedure or interface that is gone.
		for _, dir := range []string{"engine", "ikeext"} {
			if err := os.RemoveAll(filepath.Join(out, "bfe", dir)); err != nil {
				return err
			}
		}
	}
	tmp, err := os.MkdirTemp("", "remoteike-generate-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)

	idl := filepath.Join(root, "idl")
	tools := "-modfile=" + filepath.Join(idl, "tools.mod")
	if _, err := output(idl, "go", "mod", "download", tools, generator); err != nil {
		return err
	}
	shared, err := output(idl, "go", "list", tools, "-m", "-f", "{{.Dir}}", generator)
	if err != nil {
		return err
	}
	cmd := exec.Command("go", "tool", tools, generator+"/codegen",
		"-f", "bfe.idl", "-I", sharedPrefix,
		"-dir", tmp+string(filepath.Separator), "-doc-cache", filepath.Join(tmp, "doc"))
	cmd.Dir = idl
	path := []string{filepath.Join(shared, "idl"), filepath.Join(shared, "idl", "h"), idl}
	cmd.Env = append(os.Environ(), "MSIDLPATH="+strings.Join(path, ":"))
	if log, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, log)
	}
	return filepath.WalkDir(filepath.Join(tmp, "bfe"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(tmp, name)
		if err != nil {
			return err
		}
		return finish(name, filepath.Join(out, rel))
	})
}

// finish writes the generated file src to dst with our marker and imports.
func finish(src, dst string) error {
	text, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	// What stands before the package clause is the generator's own comment.
	start := bytes.Index(append([]byte("\n"), text...), []byte("\npackage "))
	if start < 0 {
		return fmt.Errorf("%s: no package clause", src)
	}
	text = bytes.ReplaceAll(text[start:], []byte(sharedPrefix+"bfe"), []byte(ownPackage))
	text, err = format.Source(append([]byte(marker), text...))
	if err != nil {
		return fmt.Errorf("%s: %w", src, err)
	}
	if err := os.MkdirAll(filepath.Dir(dst), 0o755); err != nil {
		return err
	}
	return os.WriteFile(dst, text, 0o644)
}

// output runs a command and returns what it printed, or an error with what it
// said on stderr.
func output(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, stderr.Bytes())
	}
	return strings.TrimSpace(string(out)), nil
}
