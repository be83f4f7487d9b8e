package peers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Attempt is a line of the table that `integration/peers.sh table` prints: what
// was tried at a real peer, and how it was meant to end.
type Attempt struct {
	// Mechanism is what signed in: ntlm, kerberos, or spnego with one of them.
	Mechanism string
	// Credential is what it signed in with.
	Credential string
	// Transport is what carried it. Empty means tcp.
	Transport string
	// Level is the protection. Empty means that it did not get that far.
	Level string
	// Peer is who judged it.
	Peer string
	// End is how a test that passes has shown it to end.
	End string
}

// Note logs the attempt at the end of a test that was not skipped, and adds it to
// the table.
func (a Attempt) Note(t testing.TB) {
	if a.Transport == "" {
		a.Transport = "tcp"
	}
	if a.Level == "" {
		a.Level = "-"
	}
	t.Cleanup(func() {
		if t.Skipped() {
			return
		}
		verdict := "as expected"
		if t.Failed() {
			verdict = "failed"
		}
		line := strings.Join([]string{a.Mechanism, a.Credential, a.Transport, a.Level, a.Peer, a.End, verdict}, "\t")
		t.Log(strings.ReplaceAll(line, "\t", " | "))
		file, err := os.OpenFile(filepath.Join(stateDir(), "attempts"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			t.Log(err)
			return
		}
		defer file.Close()
		if _, err := file.WriteString(line + "\n"); err != nil {
			t.Log(err)
		}
	})
}
