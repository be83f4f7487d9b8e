package ikeexttest

import (
	"crypto/rand"
	"sync"
)

// exporter is the process of the host that exports objects: WMI. Its mutex
// guards the objects, too.
type exporter struct {
	oxid    uint64
	unknown [16]byte // IPID of the IRemUnknown that all objects share
	port    *port    // nil when the profile has no WMI

	mu      sync.Mutex
	objects map[[16]byte]*object
	oldest  [][16]byte // in the order in which they were made
}

// object is an interface of an object that callers hold references to.
type object struct {
	service string
	ipid    [16]byte
	oid     uint64
	refs    uint64
	owner   *conn // the connection with which the object ends; nil until it is called
	state   any   // what the service keeps of it
}

// How many references an OBJREF hands out, and how many objects there can be
// before the oldest are given up.
const (
	publicRefs = 5
	maxObjects = 4096
)

func newExporter() *exporter {
	return &exporter{oxid: randomID(), unknown: randomGUID(), objects: map[[16]byte]*object{}}
}

// export makes an object that a connection owns, if any.
func (e *exporter) export(service string, owner *conn, state any) *object {
	o := &object{
		service: service, ipid: randomGUID(), oid: randomID(), refs: publicRefs, owner: owner, state: state,
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.oldest = append(e.oldest, o.ipid)
	if len(e.oldest) > maxObjects {
		delete(e.objects, e.oldest[0])
		e.oldest = e.oldest[1:]
	}
	e.objects[o.ipid] = o
	return o
}

// find returns the object of an IPID, or nil.
func (e *exporter) find(ipid [16]byte) *object {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.objects[ipid]
}

// own lets the connection own the object if none does.
func (e *exporter) own(o *object, c *conn) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if o != nil && o.owner == nil {
		o.owner = c
	}
}

// release gives references back and reports whether there were as many.
func (e *exporter) release(ipid [16]byte, refs uint32) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	o := e.objects[ipid]
	if o == nil || uint64(refs) > o.refs {
		return false
	}
	if o.refs -= uint64(refs); o.refs == 0 {
		delete(e.objects, ipid)
	}
	return true
}

// rundown ends the objects of a connection.
func (e *exporter) rundown(c *conn) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for ipid, o := range e.objects {
		if o.owner == c {
			delete(e.objects, ipid)
		}
	}
}

func (e *exporter) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.objects)
}

// OpenObjects returns the number of DCOM objects that callers hold references to
// now. They end with RemRelease or with the connection on which they were first
// called; an object that was activated and never called stays, as it does on
// Windows until pings have been missing for minutes.
func (h *Host) OpenObjects() int { return h.exporter.count() }

func randomGUID() (g [16]byte) {
	rand.Read(g[:])
	return g
}

func randomID() uint64 {
	var b [8]byte
	rand.Read(b[:])
	return le.Uint64(b[:])
}
