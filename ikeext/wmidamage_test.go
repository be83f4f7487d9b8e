package ikeext_test

import (
	"bytes"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// spoiler is a host that spoils its first reply at one step of WMI before it is
// sealed: that is what it means to say, and no signature is of help.
type spoiler struct {
	host    *ikeexttest.Host
	cfg     *ikeext.Config
	list    []property
	seen    atomic.Int32
	edit    func(regular []byte) []byte
	regular []byte // the last one
}

// spoilers are the replies that lead to the values, each with the step it is of.
func spoilers() map[string]struct {
	step  string
	older bool
} {
	return map[string]struct {
		step  string
		older bool
	}{
		"RemoteCreateInstance": {"IRemoteSCMActivator", false},
		"RemoteActivation":     {"IActivation", true},
		"NTLMLogin":            {"IWbemLevel1Login", false},
		"ExecQuery":            {"IWbemServices", false},
		"Next":                 {"IEnumWbemClassObject", false},
	}
}

// newSpoiler starts a host of which breaches are no failure: a damaged reference
// leads to a call of an object that is not there.
func newSpoiler(t *testing.T, step string, older bool) *spoiler {
	s := &spoiler{list: properties(t)}
	host, err := ikeexttest.Start(ikeexttest.Config{
		Profile: ikeexttest.WMIOpenSplit, NoCreateInstance: older,
		Performance: func() []ikeexttest.PerformanceObject { return objects(s.list) },
		Intercept: func(c *ikeexttest.Call) *ikeexttest.Reply {
			if c.Interface != step || s.seen.Add(1) != 1 {
				return nil
			}
			return &ikeexttest.Reply{Edit: func(stub []byte) []byte {
				s.regular = bytes.Clone(stub)
				return s.edit(stub)
			}}
		},
	})
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Eventually(t, func() bool { return host.OpenConns() == 0 }, 10*soon, time.Millisecond)
		assert.NoError(t, host.Close())
	})
	s.host, s.cfg = host, wmiConfig(host)
	s.cfg.Auth, s.cfg.StageTimeout = ikeext.AuthNTLM, 3*time.Second
	return s
}

// query reads once, with the first reply of the step edited.
func (s *spoiler) query(t *testing.T, edit func([]byte) []byte) (*ikeext.Snapshot, error) {
	s.edit = edit
	s.seen.Store(0)
	snapshot, err := query(t, s.cfg)
	require.NotZero(t, s.seen.Load(), "nothing was spoiled")
	if err != nil {
		require.Nil(t, snapshot)
		e := failure(t, err)
		require.NotEqual(t, ikeext.ErrInternal, e.Class, err)
	}
	return snapshot, err
}

func leave(stub []byte) []byte { return stub }

// TestWMIReplyOfEveryLength cuts each reply and adds to it: nothing of that may
// pass, least of all as a service that is stopped.
func TestWMIReplyOfEveryLength(t *testing.T) {
	for name, c := range spoilers() {
		t.Run(name, func(t *testing.T) {
			s := newSpoiler(t, c.step, c.older)
			snapshot, err := s.query(t, leave)
			require.NoError(t, err)
			assertProperties(t, s.list, snapshot)
			size := len(s.regular)
			for n := 0; n < size+16; n += max(1, size/60) {
				if n == size {
					continue
				}
				_, err := s.query(t, func(stub []byte) []byte { return append(stub, make([]byte, 16)...)[:n] })
				require.Error(t, err, "%d of %d bytes", n, size)
				require.ErrorIs(t, err, ikeext.ErrTruncated, "%d of %d bytes", n, size)
				require.EqualValues(t, "decode", failure(t, err).Stage)
			}
		})
	}
}

// TestWMIActivationLeadsNowhere gives bindings, and references, from which no host
// must get anything.
func TestWMIActivationLeadsNowhere(t *testing.T) {
	s := newSpoiler(t, "IRemoteSCMActivator", false)
	utf16 := func(text string) (b []byte) {
		for _, r := range text {
			b = append(b, byte(r), 0)
		}
		return b
	}
	replace := func(old, new string) func([]byte) []byte {
		return func(stub []byte) []byte {
			require.Equal(t, len(old), len(new))
			require.True(t, bytes.Contains(stub, utf16(old)))
			return bytes.ReplaceAll(stub, utf16(old), utf16(new))
		}
	}
	at := s.host.WMIEndpoint() // ncacn_ip_tcp:127.0.0.1[port]
	port := at[len("ncacn_ip_tcp:127.0.0.1["):]
	port = port[:len(port)-1]
	zeros := string(slices.Repeat([]byte{'0'}, len(port)))
	for name, edit := range map[string]func([]byte) []byte{
		"port 0":     replace("["+port+"]", "["+zeros+"]"),
		"no number":  replace("["+port+"]", "["+port[1:]+"x]"),
		"two ports":  replace("192.0.2.77["+port, "192.0.2.77[1"+port[1:]),
		"no bracket": replace("["+port+"]", "("+port+")"),
		"not TCP": func(stub []byte) []byte {
			for _, name := range []string{"SIMHOST[", "192.0.2.77[", "127.0.0.1["} {
				stub = bytes.ReplaceAll(stub, append([]byte{7, 0}, utf16(name)...), append([]byte{8, 0}, utf16(name)...))
			}
			return stub
		},
		"other object":  func(stub []byte) []byte { return bytes.Replace(stub, []byte("MEOW\x01"), []byte("MEOW\x02"), 1) },
		"other by copy": func(stub []byte) []byte { return bytes.Replace(stub, []byte("MEOW\x04"), []byte("MEOW\x01"), 1) },
		"other interface": func(stub []byte) []byte {
			at := bytes.Index(stub, []byte("MEOW\x01"))
			stub[at+8]++
			return stub
		},
		"no signature": func(stub []byte) []byte { return bytes.ReplaceAll(stub, []byte("MEOW"), []byte("WOOF")) },
	} {
		t.Run(name, func(t *testing.T) {
			snapshot, err := s.query(t, edit)
			require.Nil(t, snapshot)
			require.ErrorIs(t, err, ikeext.ErrTruncated)
			assert.EqualValues(t, "decode", failure(t, err).Stage)
			assert.False(t, called(s.host, "IWbemLevel1Login"))
		})
	}
}
