package pipe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/oiweiwei/go-msrpc/ssp/gssapi"
	smb2 "github.com/oiweiwei/go-smb2.fork"
)

// Options say who signs in and what is opened. There are no defaults.
type Options struct {
	// Security are mechanism factories, the credential, and the target name, which
	// is cifs/HOST. Required: nobody signs in anonymously here.
	Security []gssapi.ContextOption
	// Host is the name or address of the host, for the path of the share. Required.
	Host string
	// Name is the name of the pipe without \PIPE\, such as "atsvc". Required.
	Name string
}

// A host that has no instance of the pipe ready is asked again, for so long.
const (
	notListeningPatience = 3 * time.Second
	notListeningPause    = 50 * time.Millisecond
)

// Open signs in on a connected socket (TCP port 445) and opens a named pipe. The
// context bounds Open alone. The socket belongs to Open from here on and is
// closed when Open fails, always with an [Error].
//
// What Open returns carries bytes in both directions, each Write of no more than
// 8 KiB as one message.
// An operation that its deadline ends takes the connection with it. Close says
// good-bye to the host when nothing else is going on, and takes a second at most.
func Open(ctx context.Context, socket net.Conn, o Options) (net.Conn, error) {
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	if err := check(o); err != nil {
		cancel()
		_ = socket.Close()
		return nil, &Error{Stage: StageNegotiate, Err: err}
	}
	dialer := smb2.Dialer{Negotiator: smb2.Negotiator{RequireMessageSigning: true, UseMessageEncryption: true}}
	dialer.Initiator = newMechanism(life, o.Security)
	return open(ctx, newConn(life, cancel, socket), dialer, o)
}

func check(o Options) error {
	switch {
	case len(o.Security) == 0:
		return errors.New("anonymous sign-in is not supported")
	case o.Host == "" || strings.ContainsAny(o.Host, `\/`):
		return fmt.Errorf("no host name for a share: %q", o.Host)
	case o.Name == "" || strings.ContainsAny(o.Name, `\/`):
		return fmt.Errorf("no name of a pipe: %q", o.Name)
	}
	return nil
}

// open ends the connection when ctx ends before the pipe is open.
func open(ctx context.Context, c *conn, dialer smb2.Dialer, o Options) (net.Conn, error) {
	stop := context.AfterFunc(ctx, c.abort)
	err := c.open(ctx, dialer, o)
	// A child of ctx may have ended before abort was started: stop alone does not tell.
	if !stop() || err != nil && ctx.Err() != nil {
		err = endedBy(err, ctx.Err())
	}
	if err != nil {
		c.abort()
		return nil, err
	}
	return c, nil
}

// endedBy adds to an error that the context ended.
func endedBy(err, cause error) error {
	e := &Error{Stage: StageCreate}
	errors.As(err, &e)
	return &Error{Stage: e.Stage, Status: e.Status, Err: cause}
}

func (c *conn) open(ctx context.Context, dialer smb2.Dialer, o Options) error {
	sign := &noted{Initiator: dialer.Initiator, frames: c.frames}
	dialer.Initiator = sign
	err := recovered(func() (err error) {
		c.session, err = dialer.DialContext(c.life, c.frames)
		return err
	})
	if err != nil {
		if sign.err != nil {
			return &Error{Stage: StageSessionSetup, Err: sign.err}
		}
		if c.frames.newest() == cmdNegotiate {
			return c.failure(StageNegotiate, cmdNegotiate, err)
		}
		return c.failure(StageSessionSetup, cmdSessionSetup, err)
	}
	c.session = c.session.WithContext(c.life)
	err = recovered(func() (err error) {
		c.share, err = c.session.Mount(`\\` + o.Host + `\IPC$`)
		return err
	})
	if err != nil {
		return c.failure(StageTreeConnect, cmdTreeConnect, err)
	}
	c.share = c.share.WithContext(c.life)
	return c.create(ctx, o.Name)
}

// create opens the pipe, and tries again while the host has none to spare.
func (c *conn) create(ctx context.Context, name string) error {
	patience, stop := context.WithTimeout(ctx, notListeningPatience)
	defer stop()
	for pause := notListeningPause; ; pause *= 2 {
		err := recovered(func() (err error) {
			c.file, err = c.share.OpenFile(name, os.O_RDWR, 0o666)
			return err
		})
		if err == nil {
			// The library would close a forgotten file in the finalizer's goroutine, and
			// could wait there for ever.
			runtime.SetFinalizer(c.file, nil)
			return nil
		}
		err = c.failure(StageCreate, cmdCreate, err)
		var e *Error
		if !errors.As(err, &e) || e.Status != StatusPipeNotAvailable {
			return err
		}
		select {
		case <-patience.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// failure makes an error of what the library, the guard and the host say, of
// which the library knows least.
func (c *conn) failure(stage Stage, command uint16, err error) error {
	cause, status := c.frames.Err(), c.frames.status(command)
	var broken *FrameError
	switch {
	case errors.As(cause, &broken):
		return &Error{Stage: stage, Err: cause}
	case status != statusSuccess && status != statusMoreProcessing:
		return &Error{Stage: stage, Status: status}
	case cause != nil:
		return &Error{Stage: stage, Err: cause}
	}
	return &Error{Stage: stage, Err: err}
}

// recovered runs f and turns a panic of the library's into an error.
func recovered(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic in the SMB library: %v", r)
		}
	}()
	return f()
}
