package ikeext

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
	"github.com/remoteike/remoteike/ikeext/internal/dcom"
	"github.com/remoteike/remoteike/ikeext/internal/winrm"
	"github.com/remoteike/remoteike/ikeext/internal/wmi"
)

// statistics asks for the instance of each performance class.
func (d *wmiDoor) statistics(ctx context.Context) (*Snapshot, error) {
	start := time.Now()
	snapshot := &Snapshot{
		Host: d.name, Door: DoorWMI, Transport: d.place.sequence(), Endpoint: d.place.at(d.net.address()),
		Auth: d.auth(), Engine: EngineNotAsked,
	}
	var enumerations []dcom.Reference
	defer func() {
		// Of a query that was cut short the connection ends anyway.
		if ctx.Err() == nil && len(enumerations) > 0 {
			d.release(ctx, enumerations...)
		}
	}()
	err := snapshot.readPerformance(d.session, func(class *performanceClass) ([]*cim.Instance, error) {
		enumeration, objects, err := d.query(ctx, d.namespace, class.query())
		if enumeration != nil {
			enumerations = append(enumerations, *enumeration)
		}
		return objects, err
	})
	if err != nil {
		return nil, err
	}
	snapshot.complete(start, d.login.SignIn().Version())
	d.log.Debug("statistics read", "door", DoorWMI, "duration", snapshot.Duration)
	return snapshot, nil
}

// query returns the first objects that a query finds, no more than a batch: these
// classes have one each. The enumeration is to be released, also when reading it
// failed.
func (d *wmiDoor) query(ctx context.Context, n *wmiNamespace, wql string) (enum *dcom.Reference, objects []*cim.Instance, err error) {
	timeout := d.queryTimeout(n.queried)
	if enum, err = d.execute(ctx, n, wql); err != nil {
		return nil, nil, err
	}
	objects, status, err := d.next(ctx, n, enum, batch, maxObjects)
	switch {
	case err != nil:
		return enum, nil, err
	case status == wmi.StatusTimedOut:
		return enum, nil, d.fail(ctx, stageQuery, &stageTimeout{timeout})
	}
	d.log.Debug("query answered", "query", wql, "objects", len(objects))
	return enum, objects, nil
}

// execute begins a query.
func (d *wmiDoor) execute(ctx context.Context, n *wmiNamespace, wql string) (*dcom.Reference, error) {
	p := procedure{
		Request: wmi.ExecQuery(d.made.Version, n.reference.IPID, wql), stage: stageQuery, limit: maxReference,
		timeout: d.queryTimeout(n.queried),
	}
	return d.callForReference(ctx, n.services, p, wmi.DecodeExecQuery)
}

// next returns the next objects of a query, and whether there are more, none, or none
// yet: StatusMore, StatusEnd or StatusTimedOut.
func (d *wmiDoor) next(ctx context.Context, n *wmiNamespace, enum *dcom.Reference, count uint32, limit int) (objects []*cim.Instance, status uint32, err error) {
	timeout := d.queryTimeout(n.queried)
	p := procedure{
		// The host gives up a little before we do, and says so.
		Request: wmi.Next(d.made.Version, enum.IPID, timeout-timeout/10, count), stage: stageQuery, limit: limit, timeout: timeout,
	}
	err = d.call(ctx, n.enumeration, p, func(stub []byte) error {
		if objects, status, err = wmi.DecodeNext(stub, count); err != nil {
			return d.fail(ctx, p.stage, err)
		}
		switch status {
		case wmi.StatusMore, wmi.StatusEnd, wmi.StatusTimedOut:
			return nil
		}
		return d.failStatus(p, status)
	})
	if err != nil {
		return nil, 0, err
	}
	n.queried = n.queried || status != wmi.StatusTimedOut
	return objects, status, nil
}

// queryTimeout is how long a query of WMI may take, by whichever door: the first
// one has the host load its providers.
func (s *session) queryTimeout(queried bool) time.Duration {
	if queried {
		return s.stageTimeout
	}
	return max(s.stageTimeout, firstQueryTimeout)
}

// readPerformance fills the snapshot from the performance classes, by whichever
// door asks for them. A class that the host does not have, as an older Windows
// has none for IKEv2, leaves its values unread; when it has none of them, or no
// instance of any, that is the answer.
func (s *Snapshot) readPerformance(c *session, ask func(*performanceClass) ([]*cim.Instance, error)) error {
	var missing error
	instances := 0
	for _, class := range performanceClasses() {
		objects, err := ask(class)
		switch {
		case isInvalidClass(err):
			c.log.Debug("the host has no such class", "class", class.name)
			missing = err
			continue
		case err != nil:
			return err
		case len(objects) > 1:
			return c.fail(context.Background(), stageDecode, fmt.Errorf("%w of %s", errSeveral, class.name))
		case len(objects) == 0:
			continue
		}
		if err := s.fillPerformance(class, objects[0]); err != nil {
			return c.fail(context.Background(), stageDecode, err)
		}
		instances++
	}
	switch {
	case instances > 0:
		return nil
	case missing != nil:
		return missing
	}
	return c.fail(context.Background(), stageQuery, errNoInstance)
}

var (
	// errNoInstance is what WMI shows of a service that does not run: the classes
	// are there, and they are empty.
	errNoInstance = errors.New("the IKE service is not running there: its performance counters have no instance")
	// errSeveral is a host that has more than the one IKE service.
	errSeveral = errors.New("more than one instance")
)

// isMissing reports whether the host has neither the class nor perhaps its namespace.
func isMissing(e *Error) bool { return isInvalidClass(e) || e.Code == codeInvalidNamespace }

// isInvalidClass reports whether the host does not have the class.
func isInvalidClass(err error) bool {
	var (
		e     *Error
		fault *winrm.Fault
	)
	return errors.As(err, &e) && e.Code == codeInvalidClass || errors.As(err, &fault) && fault.InvalidClass()
}

const (
	codeInvalidClass     = 0x80041010 // WBEM_E_INVALID_CLASS
	codeInvalidNamespace = 0x8004100E // WBEM_E_INVALID_NAMESPACE
)
