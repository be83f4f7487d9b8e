package peers

import (
	"fmt"
	"net"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// dialInNamespace runs dial in the network namespace of a process. A socket
// stays in the namespace in which it was made.
func dialInNamespace(pid int, dial func() (net.Conn, error)) (net.Conn, error) {
	var conn net.Conn
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		// Never unlocked: the thread ends with the goroutine, and nobody else runs in
		// the foreign namespace.
		runtime.LockOSThread()
		var namespace *os.File
		if namespace, err = os.Open(fmt.Sprintf("/proc/%d/ns/net", pid)); err != nil {
			return
		}
		defer namespace.Close()
		if err = unix.Setns(int(namespace.Fd()), unix.CLONE_NEWNET); err != nil {
			err = fmt.Errorf("enter the namespace of process %d: %w", pid, err)
			return
		}
		conn, err = dial()
	}()
	<-done
	return conn, err
}
