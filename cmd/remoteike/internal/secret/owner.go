package secret

import (
	"os"
	"path/filepath"
)

// OnlyOwnerWrites refuses a file that says what is run, or is run, when others
// can change it or put another in its place: by its mode and its owner, or those
// of its directory after links were followed. Root may own either. On Windows,
// whose access lists are not looked at, nothing is refused.
func OnlyOwnerWrites(name string) error {
	path, err := filepath.EvalSymlinks(name)
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err != nil {
		return err
	}
	for _, p := range []string{path, filepath.Dir(path)} {
		info, err := os.Stat(p)
		if err != nil {
			return err
		}
		if err := onlyOwnerWrites(p, info); err != nil {
			return err
		}
	}
	return nil
}
