package ikeext

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strconv"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
	"github.com/remoteike/remoteike/ikeext/internal/signin"
	"github.com/remoteike/remoteike/ikeext/internal/winrm"
)

// winrmDoor is DoorWinRM: one connection, signed in once, on which each
// performance class is enumerated.
type winrmDoor struct {
	*session
	client  *winrm.Client
	signIn  *signin.SignIn
	queried bool
}

func (d *winrmDoor) open(ctx context.Context) error {
	if err := d.fetchTicket(ctx, &d.tickets.http, d.way.http); err != nil {
		return err
	}
	socket, err := d.dial(ctx, d.winrmPort)
	if err != nil {
		return err
	}
	if err := d.admit(ctx, socket); err != nil {
		return d.fail(ctx, stageLogin, err)
	}
	d.signIn = d.way.httpSignIn(d.tickets.http)
	var met error
	err = d.stage(ctx, func(ctx context.Context) error {
		d.client, met = winrm.Dial(ctx, winrm.Options{
			Host: d.host, Port: d.winrmPort, TLS: d.winrmTLS, SignIn: d.signIn,
			Dial: func(context.Context) (net.Conn, error) { return socket, nil },
		})
		return met
	})
	if err != nil {
		return d.failWinRM(ctx, met, err)
	}
	d.log.Debug("signed in to WinRM", "port", d.winrmPort, "https", d.winrmTLS != nil, "mechanism", d.way.mechanism())
	return nil
}

// statistics asks for the instance of each performance class.
func (d *winrmDoor) statistics(ctx context.Context) (*Snapshot, error) {
	start := time.Now()
	snapshot := &Snapshot{
		Host: d.name, Door: DoorWinRM, Auth: d.auth(), Engine: EngineNotAsked,
		Transport: d.scheme(),
		Endpoint:  d.scheme() + "://" + net.JoinHostPort(d.net.address(), strconv.Itoa(int(d.winrmPort))) + "/wsman",
	}
	// Whatever level RPC was to have: bodies are sealed, or TLS encrypts them.
	snapshot.Auth.Level = LevelPrivacy
	err := snapshot.readPerformance(d.session, func(class *performanceClass) ([]*cim.Instance, error) {
		return d.query(ctx, class.query())
	})
	if err != nil {
		return nil, err
	}
	snapshot.complete(start, d.signIn.Version())
	d.log.Debug("statistics read", "door", DoorWinRM, "duration", snapshot.Duration, "traffic", d.client.Traffic())
	return snapshot, nil
}

func (d *winrmDoor) scheme() string {
	if d.winrmTLS != nil {
		return "https"
	}
	return "http"
}

func (d *winrmDoor) query(ctx context.Context, wql string) (objects []*cim.Instance, err error) {
	var met error
	err = within(ctx, d.queryTimeout(d.queried), func(ctx context.Context) error {
		var found []cim.Instance
		found, met = d.client.Query(ctx, "root/cimv2", wql)
		for i := range found {
			objects = append(objects, &found[i])
		}
		return met
	})
	if err != nil {
		return nil, d.failWinRM(ctx, met, err)
	}
	d.queried = true
	d.log.Debug("query answered", "query", wql, "objects", len(objects))
	return objects, nil
}

func (d *winrmDoor) close(bool) {
	if d.client != nil {
		_ = d.client.Close()
	}
}

// failWinRM makes an *Error of what the client met, which tells the stage, and of
// what came of that: where the time was up the cause is another.
func (d *winrmDoor) failWinRM(ctx context.Context, met, err error) error {
	stage := stageQuery
	if e := (*winrm.Error)(nil); errors.As(met, &e) {
		if errors.Is(err, met) {
			err = e.Err
		}
		switch e.Stage {
		case winrm.StageConnect:
			stage = stageConnect
		case winrm.StageLogin:
			stage = stageLogin
		case winrm.StageDecode:
			stage = stageDecode
		}
	}
	return d.fail(ctx, stage, err)
}

// classifyWinRM returns the class and the status of what the client of WinRM met;
// no class when it was something else.
func classifyWinRM(err error) (Class, Code) {
	var (
		fault *winrm.Fault
		http  *winrm.HTTPError
	)
	switch {
	case errors.Is(err, winrm.ErrUnproven):
		return ErrSignInUnproven, 0
	case errors.As(err, &fault):
		return classifySOAP(fault), Code(fault.Code)
	case errors.As(err, &http):
		return classifyHTTP(http.Status), 0
	case errors.Is(err, winrm.ErrRefused):
		return ErrAuthenticationFailed, 0
	case errors.Is(err, winrm.ErrNotOffered):
		return ErrNotSupported, 0
	case errors.Is(err, winrm.ErrLost):
		return ErrUnreachable, 0
	case errors.Is(err, winrm.ErrSignedOut), errors.Is(err, winrm.ErrUnsealed), errors.Is(err, winrm.ErrMalformed),
		errors.Is(err, winrm.ErrTooLarge), errors.Is(err, winrm.ErrEndless), errors.Is(err, winrm.ErrHandshake),
		isCertificate(err):
		return ErrProtocol, 0
	}
	return "", 0
}

// isCertificate reports whether the host's certificate was not accepted.
func isCertificate(err error) bool {
	var checked *tls.CertificateVerificationError
	return errors.As(err, &checked) || errors.Is(err, winrm.ErrFingerprint)
}

func classifySOAP(f *winrm.Fault) Class {
	switch {
	case f.AccessDenied():
		return ErrAccessDenied
	case f.InvalidClass():
		return ErrNotSupported
	case f.Quota():
		return ErrUnreachable
	}
	return classifyStatus(f.Code)
}

func classifyHTTP(status int) Class {
	switch status {
	case 403:
		return ErrAccessDenied
	case 404, 405:
		return ErrNotRegistered // a web server, and no WinRM behind it
	case 500, 502, 503, 504:
		return ErrUnreachable
	}
	return ErrProtocol
}
