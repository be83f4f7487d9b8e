//go:build unix

package secret

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/usage"
)

func onlyOwnerWrites(path string, info fs.FileInfo) error {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && !trusted(int(stat.Uid)) {
		return &usage.Error{
			Reason: fmt.Sprintf("%s belongs to another user (%d), who could change what is run", path, stat.Uid),
			Hint:   "use one of your own: chown it, or copy it",
		}
	}
	return writable(path, info.Mode())
}

// trusted reports whether an owner is this user, or root, who can do everything
// anyway.
func trusted(owner int) bool { return owner == 0 || owner == os.Geteuid() }

// writable refuses a mode by which others can write. In a sticky directory they
// cannot take away what is not theirs.
func writable(path string, mode fs.FileMode) error {
	if mode.Perm()&0o022 == 0 || mode.IsDir() && mode&fs.ModeSticky != 0 {
		return nil
	}
	return &usage.Error{
		Reason: fmt.Sprintf("%s can be changed by others (mode %04o), and so could what is run", path, mode.Perm()),
		Hint:   "take that right away: chmod go-w " + path,
	}
}
