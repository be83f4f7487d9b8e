package peers

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Wine runs Windows programs on this machine. What they find as fwpuclnt.dll is
// chosen by WINEDLLOVERRIDES: the stand-in in integration/wine with "fwpuclnt=n",
// Wine's own with "fwpuclnt=b", none with "fwpuclnt=".
type Wine struct {
	// Loader is the path of wine64.
	Loader string
	// Prefix is the folder that stands for the Windows machine.
	Prefix string
	// Build is the version of Windows that it claims to be.
	Build string
}

// FindWine returns the Wine peer.
func FindWine(t testing.TB) Wine {
	t.Helper()
	s := readState(t, "Wine")
	w := Wine{Loader: s.text("LOADER"), Prefix: s.text("PREFIX"), Build: s.text("BUILD")}
	for _, file := range []string{w.Loader, w.Prefix} {
		if _, err := os.Stat(file); err != nil {
			absent(t, s.peer, err)
		}
	}
	return w
}

// Command returns a program to be run in the prefix. Its environment has nothing
// of this process's but what is given. The server of the prefix comes with the
// program and ends after it.
func (w Wine) Command(ctx context.Context, program string, args, env []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, w.Loader, append([]string{program}, args...)...)
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + filepath.Dir(w.Prefix), "WINEPREFIX=" + w.Prefix, "WINEDEBUG=-all",
	}, env...)
	// The server holds the program's output open for as long as it takes to end.
	cmd.WaitDelay = 10 * time.Second
	return cmd
}
