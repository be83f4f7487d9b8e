package ikeext

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/dcom"
	"github.com/remoteike/remoteike/ikeext/internal/wmi"
)

const (
	// firstQueryTimeout is for the query that has the host load its providers,
	// which can take seconds.
	firstQueryTimeout = 20 * time.Second
	// maxActivation, maxReference and maxObjects bound replies; an object of these
	// classes takes about 3 kB.
	maxActivation = 64 << 10
	maxReference  = 8 << 10
	maxObjects    = 256 << 10
	// batch is how many objects are asked for: one more than there are tells their
	// end in the same reply.
	batch = 2
)

// wmiDoor is DoorWMI: one connection on which a namespace is queried, after
// another on which the host was asked for the object that leads to it.
type wmiDoor struct {
	*session
	place     binding
	made      *dcom.Activated
	login     *association.Association // the first interface on the connection
	unknown   *association.Association
	namespace *wmiNamespace
	// standard is root\StandardCimv2, nil until it is needed.
	standard *wmiNamespace
}

// open makes the login object, connects to its process and enters root\cimv2.
func (d *wmiDoor) open(ctx context.Context) (err error) {
	if err := d.fetchTicket(ctx, &d.tickets.rpc, d.way.spn); err != nil {
		return err
	}
	if d.made, err = d.activate(ctx); err != nil {
		return err
	}
	d.place = binding{port: d.made.Port}
	if d.login, err = d.bindAt(ctx, d.place, wmi.LoginSyntax()); err != nil {
		return err
	}
	d.namespace, err = d.enter(ctx, "root/cimv2")
	return err
}

// activate asks for the login object, by the older interface where the host does
// not have the newer one.
func (d *wmiDoor) activate(ctx context.Context) (*dcom.Activated, error) {
	made, err := d.activateBy(ctx, dcom.CreateInstance())
	if !rejectedInterface(err) {
		return made, err
	}
	d.log.Debug("the host has no IRemoteSCMActivator, trying IActivation")
	return d.activateBy(ctx, dcom.RemoteActivation())
}

// rejectedInterface reports whether a bind failed for want of the interface, which
// the host says before it looks at a credential.
func rejectedInterface(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Stage == stageBind && e.Class == ErrNotRegistered
}

func (d *wmiDoor) activateBy(ctx context.Context, way dcom.Way) (made *dcom.Activated, err error) {
	request, err := way.Request(wmi.LoginClass(), wmi.LoginIID())
	if err != nil {
		return nil, d.fail(ctx, stageActivate, err)
	}
	scm, err := d.bindAt(ctx, binding{port: d.epmPort}, way.Syntax)
	if err != nil {
		return nil, err
	}
	defer scm.Close()
	p := procedure{Request: request, stage: stageActivate, limit: maxActivation}
	err = d.call(ctx, scm, p, func(stub []byte) (err error) {
		made, err = way.Decode(stub, wmi.LoginIID())
		var refused *dcom.RefusedError
		if errors.As(err, &refused) {
			return d.failStatus(p, refused.HResult)
		}
		if err != nil {
			return d.fail(ctx, stageActivate, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	d.log.Debug("WMI activated", "procedure", request.Name, "port", made.Port)
	return made, nil
}

// wmiNamespace is a namespace that was entered.
type wmiNamespace struct {
	reference   dcom.Reference
	services    *association.Association
	enumeration *association.Association
	queried     bool
}

// enter logs in to a namespace. Another may be entered on the same connection.
func (d *wmiDoor) enter(ctx context.Context, name string) (*wmiNamespace, error) {
	p := procedure{
		Request: wmi.Login(d.made.Version, d.made.Object.IPID, name), stage: stageLogin, limit: maxReference,
	}
	reference, err := d.callForReference(ctx, d.login, p, wmi.DecodeLogin)
	if err != nil {
		return nil, err
	}
	n := &wmiNamespace{reference: *reference}
	err = d.stage(ctx, func(ctx context.Context) (err error) {
		if n.services, err = d.login.Also(ctx, wmi.ServicesSyntax()); err != nil {
			return err
		}
		n.enumeration, err = d.login.Also(ctx, wmi.EnumerationSyntax())
		return err
	})
	if err != nil {
		return nil, d.fail(ctx, stageLogin, err)
	}
	d.log.Debug("namespace entered", "namespace", name)
	return n, nil
}

// callForReference makes a call that answers with a reference to an object.
func (d *wmiDoor) callForReference(ctx context.Context, a *association.Association, p procedure,
	decode func([]byte) (*dcom.Reference, uint32, error),
) (reference *dcom.Reference, err error) {
	err = d.call(ctx, a, p, func(stub []byte) error {
		var status uint32
		if reference, status, err = decode(stub); err != nil {
			return d.fail(ctx, p.stage, err)
		}
		return d.failStatus(p, status)
	})
	if err != nil {
		return nil, err
	}
	return reference, nil
}

// release gives references back. Whatever comes of that, the host forgets them
// after a while.
func (d *wmiDoor) release(ctx context.Context, references ...dcom.Reference) {
	err := d.stage(ctx, func(ctx context.Context) (err error) {
		if d.unknown == nil {
			if d.unknown, err = d.login.Also(ctx, wmi.RemoteUnknownSyntax()); err != nil {
				return err
			}
		}
		stub, err := d.unknown.Call(ctx, wmi.Release(d.made.Version, d.made.RemoteUnknown, references), maxReference)
		if err != nil {
			return err
		}
		status, err := wmi.DecodeRelease(stub)
		if err == nil && status != 0 {
			return fmt.Errorf("RemRelease: %v", Code(status))
		}
		return err
	})
	if err != nil {
		d.log.Debug("releasing objects", "error", err)
	}
}

func (d *wmiDoor) close(politely bool) {
	if d.login == nil {
		return
	}
	defer d.login.Close()
	if politely && d.namespace != nil {
		ctx, cancel := context.WithTimeout(context.Background(), courtesy)
		defer cancel()
		references := []dcom.Reference{d.namespace.reference, d.made.Object}
		if d.standard != nil {
			references = append(references, d.standard.reference)
		}
		d.release(ctx, references...)
	}
}
