package pipe

import (
	"context"
	"io"
	"net"
	"os"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadMalformed(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(uint16, []byte) []byte
		want  string
	}{
		"nothing in it":    {at(cmdRead, 68, 0), "READ of at most 65536 bytes that brought 0"},
		"data outside":     {at(cmdRead, 68, 0xff, 0xff, 0xff, 0xff), "READ with 4294967295 bytes at offset 80 of 85"},
		"data in header":   {at(cmdRead, 66, 40), "READ with 5 bytes at offset 40 of 85"},
		"short":            {cut(cmdRead, 70), "READ reply of 6 bytes that is not one"},
		"chained":          {at(cmdRead, 20, 8), "chained SMB2 messages, which were not asked for"},
		"overflow outside": {on(cmdRead, func(b []byte) []byte { return put(put(b, 8, 5, 0, 0, 0x80), 68, 6) }), "READ with 6 bytes at offset 80 of 85"},
	} {
		t.Run(name, func(t *testing.T) {
			c := mustOpen(t, &host{messages: [][]byte{[]byte("hello")}, inner: test.spoil})
			_, err := c.Read(make([]byte, 10))
			var frame *FrameError
			require.ErrorAs(t, err, &frame)
			assert.Equal(t, test.want, frame.Error())
		})
	}
}

func TestReadMoreThanAskedFor(t *testing.T) {
	c := mustOpen(t, &host{messages: [][]byte{make([]byte, 5)}})
	c.buffer = make([]byte, 4)
	_, err := c.Read(make([]byte, 10))
	assert.EqualError(t, err, "SMB read: READ of at most 4 bytes that brought 5")
}

// TestReadStream has messages arrive as one stream of bytes.
func TestReadStream(t *testing.T) {
	h := &host{messages: [][]byte{[]byte("one"), []byte("two and "), []byte("three")}}
	h.inner = func(command uint16, b []byte) []byte {
		if command == cmdRead && len(h.messages) == 1 {
			return put(b, 8, 5, 0, 0, 0x80) // STATUS_BUFFER_OVERFLOW: the message goes on
		}
		return b
	}
	c := mustOpen(t, h)
	b := make([]byte, len("onetwo and three"))
	_, err := io.ReadFull(iotest.OneByteReader(c), b)
	require.NoError(t, err)
	assert.Equal(t, "onetwo and three", string(b))
}

// TestReadLater has the host answer a READ by an interim reply first.
func TestReadLater(t *testing.T) {
	h := &host{messages: [][]byte{[]byte("late")}}
	h.outer = on(cmdRead, func(b []byte) []byte {
		interim := append(put(b[:headerSize], 8, 3, 1, 0, 0), fixed(9, 9, nil)...)
		interim[16] = flagResponse | flagAsync
		le.PutUint64(interim[32:], 5)
		_, _ = h.conn.Write(append([]byte{0, 0, 0, byte(len(interim))}, interim...))
		final := put(b, 16, flagResponse|flagAsync|flagSigned)
		le.PutUint64(final[32:], 5)
		clear(final[signatureOffset:headerSize])
		return put(final, signatureOffset, h.keys.sign(final)...)
	})
	c := mustOpen(t, h)
	b := make([]byte, 10)
	n, err := c.Read(b)
	require.NoError(t, err)
	assert.Equal(t, "late", string(b[:n]))
}

func TestReadEnd(t *testing.T) {
	for _, status := range []uint32{statusEndOfFile, statusBroken, statusDisconnected, statusClosing} {
		c := mustOpen(t, &host{messages: [][]byte{{0}}, inner: refuse(cmdRead, status)})
		_, err := c.Read(make([]byte, 1))
		assert.Equal(t, io.EOF, err)
	}
}

// refuse answers a command with a status.
func refuse(command uint16, status uint32) func(uint16, []byte) []byte {
	return on(command, func(b []byte) []byte { return refusal(b, status) })
}

func TestReadRefused(t *testing.T) {
	c := mustOpen(t, &host{messages: [][]byte{{0}}, inner: refuse(cmdRead, StatusNetworkSessionExpired)})
	_, err := c.Read(make([]byte, 1))
	assert.Equal(t, &Error{Stage: StageRead, Status: StatusNetworkSessionExpired}, err)
}

func TestWriteMalformed(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(uint16, []byte) []byte
		want  string
	}{
		"nothing taken": {at(cmdWrite, 68, 0), "WRITE of 5 bytes of which 0 were taken"},
		"too much":      {at(cmdWrite, 68, 6), "WRITE of 5 bytes of which 6 were taken"},
		"short":         {cut(cmdWrite, 68), "WRITE reply of 4 bytes that is not one"},
	} {
		t.Run(name, func(t *testing.T) {
			c := mustOpen(t, &host{inner: test.spoil})
			_, err := c.Write([]byte("hello"))
			assert.EqualError(t, err, "SMB write: "+test.want)
		})
	}
}

// TestWriteOneMessage writes the longest PDU there is in one WRITE.
func TestWriteOneMessage(t *testing.T) {
	h := &host{}
	c := mustOpen(t, h)
	b := make([]byte, 5840)
	b[5839] = 1
	n, err := c.Write(b)
	require.NoError(t, err)
	assert.Equal(t, len(b), n)
	require.NoError(t, c.Close())
	<-h.done
	assert.Equal(t, [][]byte{b}, h.received)
}

// TestCloseLeaves says good-bye in the right order.
func TestCloseLeaves(t *testing.T) {
	h := &host{}
	c := mustOpen(t, h)
	require.NoError(t, c.Close())
	<-h.done
	assert.Equal(t, []uint16{cmdClose, cmdTreeDisconnect, cmdLogoff}, h.commands()[5:])
}

// TestCloseSilentHost does not wait for a host that does not answer any more.
func TestCloseSilentHost(t *testing.T) {
	for _, silent := range []uint16{cmdClose, cmdTreeDisconnect, cmdLogoff} {
		h := &host{inner: on(silent, func([]byte) []byte { return nil })}
		c := mustOpen(t, h)
		begin := time.Now()
		require.NoError(t, c.Close())
		assert.Less(t, time.Since(begin), goodbye+time.Second)
		<-h.done
	}
}

// TestCloseEndsRead closes from another goroutine.
func TestCloseEndsRead(t *testing.T) {
	h := &host{}
	c := mustOpen(t, h)
	failed := make(chan error, 1)
	go func() {
		_, err := c.Read(make([]byte, 1))
		failed <- err
	}()
	require.Eventually(t, func() bool { return len(h.commands()) == 6 }, 5*time.Second, time.Millisecond)
	begin := time.Now()
	require.NoError(t, c.Close())
	assert.ErrorIs(t, <-failed, net.ErrClosed)
	assert.Less(t, time.Since(begin), goodbye)
	<-h.done
}

func TestUseAfterClose(t *testing.T) {
	c := mustOpen(t, &host{})
	require.NoError(t, c.Close())
	_, err := c.Read(make([]byte, 1))
	require.ErrorIs(t, err, net.ErrClosed)
	_, err = c.Write([]byte{1})
	require.ErrorIs(t, err, net.ErrClosed)
	assert.NoError(t, c.Close())
}

func TestReadDeadline(t *testing.T) {
	h := &host{}
	c := mustOpen(t, h)
	require.NoError(t, c.SetDeadline(time.Now().Add(50*time.Millisecond)))
	_, err := c.Read(make([]byte, 1))
	require.ErrorIs(t, err, os.ErrDeadlineExceeded)
	<-h.done
}

// TestWriteWhileReading writes while nothing comes, and moves the deadline of the
// read meanwhile.
func TestWriteWhileReading(t *testing.T) {
	h := &host{}
	c := mustOpen(t, h)
	failed := make(chan error, 1)
	go func() {
		_, err := c.Read(make([]byte, 1))
		failed <- err
	}()
	require.Eventually(t, func() bool { return len(h.commands()) == 6 }, 5*time.Second, time.Millisecond)
	_, err := c.Write([]byte("hello"))
	require.NoError(t, err)
	require.NoError(t, c.SetReadDeadline(time.Now().Add(10*time.Millisecond)))
	assert.ErrorIs(t, <-failed, os.ErrDeadlineExceeded)
}

// TestIdleOutlivesDeadline has a deadline pass while nothing is going on.
func TestIdleOutlivesDeadline(t *testing.T) {
	h := &host{messages: [][]byte{[]byte("x")}}
	c := mustOpen(t, h)
	require.NoError(t, c.SetDeadline(time.Now().Add(-time.Second)))
	_, err := c.Read(make([]byte, 1))
	require.ErrorIs(t, err, os.ErrDeadlineExceeded)
	require.NoError(t, c.SetDeadline(time.Now().Add(5*time.Second)))
	_, err = c.Read(make([]byte, 1))
	assert.NoError(t, err)
}

// TestNoCredits has the host give no credits, without which the library waits
// for ever before it sends.
func TestNoCredits(t *testing.T) {
	h := &host{inner: func(_ uint16, b []byte) []byte { return put(b, 14, 0, 0) }}
	c := mustOpen(t, h)
	require.NoError(t, c.SetDeadline(time.Now().Add(100*time.Millisecond)))
	_, err := c.Write([]byte("hello"))
	assert.ErrorIs(t, err, os.ErrDeadlineExceeded)
}

// TestOpenEnds ends the context while the host is silent, at each step.
func TestOpenEnds(t *testing.T) {
	for command, stage := range map[uint16]Stage{
		cmdNegotiate: StageNegotiate, cmdSessionSetup: StageSessionSetup, cmdTreeConnect: StageTreeConnect, cmdCreate: StageCreate,
	} {
		h := &host{inner: on(command, func([]byte) []byte { return nil })}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_, err := openHost(t, ctx, h)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, stage, e.Stage)
		<-h.done // the socket is closed
	}
}

// TestOpenSilentHosts gives up on many hosts at once; none keeps a socket, and
// goleak sees to the goroutines.
func TestOpenSilentHosts(t *testing.T) {
	var group sync.WaitGroup
	for range 50 {
		h := &host{inner: func(uint16, []byte) []byte { return nil }}
		life, end := context.WithCancel(context.Background())
		c := newConn(life, end, serve(t, h))
		group.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			_, err := openConn(ctx, c)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			<-h.done // the socket is closed
		})
	}
	group.Wait()
}

// TestOpenRefused has the host refuse each step by a status.
func TestOpenRefused(t *testing.T) {
	for command, want := range map[uint16]*Error{
		cmdNegotiate:    {Stage: StageNegotiate, Status: StatusNotSupported},
		cmdSessionSetup: {Stage: StageSessionSetup, Status: StatusAccountLockedOut},
		cmdTreeConnect:  {Stage: StageTreeConnect, Status: StatusBadNetworkName},
		cmdCreate:       {Stage: StageCreate, Status: StatusAccessDenied},
	} {
		h := &host{inner: refuse(command, want.Status)}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := openHost(t, ctx, h)
		assert.Equal(t, want, err)
		<-h.done
	}
}

// TestOpenHungUp has the host close the connection.
func TestOpenHungUp(t *testing.T) {
	h := &host{}
	h.inner = on(cmdTreeConnect, func([]byte) []byte {
		_ = h.conn.Close()
		return nil
	})
	_, err := openHost(t, t.Context(), h)
	assert.EqualError(t, err, "SMB tree connect: the host closed the connection")
}

// TestPipeNotListening has the host find an instance at the third attempt.
func TestPipeNotListening(t *testing.T) {
	h := &host{}
	h.inner = on(cmdCreate, func(b []byte) []byte {
		if len(h.commands()) < 7 {
			return refusal(b, StatusPipeNotAvailable)
		}
		return b
	})
	mustOpen(t, h)
	assert.Equal(t, []uint16{cmdCreate, cmdCreate, cmdCreate}, h.commands()[4:])
}

// TestPipeNeverListening ends with the context, and still tells the status.
func TestPipeNeverListening(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := openHost(t, ctx, &host{inner: refuse(cmdCreate, StatusPipeNotAvailable)})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, StatusPipeNotAvailable, e.Status)
}

// TestNoSessionKey has a sign-in without a secret, for which the library would
// take zeros.
func TestNoSessionKey(t *testing.T) {
	for _, key := range [][]byte{nil, make([]byte, 16), []byte("short")} {
		n := &noted{Initiator: &secret{key: key}, frames: newFrames(nil)}
		_, err := n.AcceptSecContext(nil)
		assert.ErrorIs(t, err, errNoKey)
	}
}

// TestOpenRefusesOptions closes the socket without a word.
func TestOpenRefusesOptions(t *testing.T) {
	some := []gssapi.ContextOption{gssapi.WithTargetName("cifs/host")}
	for name, o := range map[string]Options{
		"anonymous sign-in is not supported": {Host: "host", Name: "atsvc"},
		`no host name for a share: ""`:       {Security: some, Name: "atsvc"},
		`no host name for a share: "a\\b"`:   {Security: some, Host: `a\b`, Name: "atsvc"},
		`no name of a pipe: ""`:              {Security: some, Host: "host"},
		`no name of a pipe: "\\atsvc"`:       {Security: some, Host: "host", Name: `\atsvc`},
	} {
		t.Run(name, func(t *testing.T) {
			client, server := net.Pipe()
			defer server.Close()
			_, err := Open(t.Context(), client, o)
			require.EqualError(t, err, "SMB negotiate: "+name)
			_, err = server.Read(make([]byte, 1))
			assert.Equal(t, io.EOF, err)
		})
	}
}
