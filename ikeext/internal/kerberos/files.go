package kerberos

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

var (
	errTooLarge   = errors.New("the file is too large")
	errNotRegular = errors.New("not a regular file")
)

// pathless is the cause of an error about a file, for texts that name it already.
func pathless(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// readBounded reads a regular file of at most limit bytes. A pipe or a device,
// which might never end, is refused.
func readBounded(path string, limit int) ([]byte, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err != nil {
		return nil, err
	}
	if len(b) > limit {
		return nil, fmt.Errorf("%s: %w", path, errTooLarge)
	}
	return b, nil
}

func openRegular(path string) (*os.File, error) {
	// Asked before opening: opening a pipe would wait for a writer.
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errNotRegular}
	}
	return os.Open(path)
}

// guarded turns a panic of a library that decodes other people's bytes into an
// error that carries nothing of them.
func guarded(what string, decode func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("malformed %s", what)
		}
	}()
	return decode()
}
