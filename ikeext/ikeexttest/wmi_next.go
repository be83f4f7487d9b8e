package ikeexttest

import (
	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	iremunknown "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremunknown/v0"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	ienumwbemclassobject "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/ienumwbemclassobject/v0"
)

// parseNext reads the time to wait, which the host never needs, and how many
// objects are wanted.
func parseNext(_ *conn, args *cursor) (count uint32, err error) {
	args.long()
	return args.long(), nil
}

// next hands out the objects that are left, with WBEM_S_FALSE when they are fewer
// than were wanted.
func (h *Host) next(_ *conn, o *object, count uint32) []byte {
	response := &ienumwbemclassobject.NextResponse{That: &dcom.ORPCThat{}, Count: count}
	e := o.state.(*enumeration)
	switch {
	case count == 0:
		response.Return = signed(wbemInvalidParameter)
		return encode(response)
	case e.failure != 0:
		response.Return = signed(e.failure)
		return encode(response)
	}
	for _, row := range h.exporter.take(e, count) {
		unit := row.encodeInstance(h.cfg.Name, e.namespace)
		response.Objects = append(response.Objects, &wmi.ClassObject{Data: wbemObject(unit)})
	}
	response.Returned = uint32(len(response.Objects))
	if response.Returned < count {
		response.Return = wbemFalse
	}
	return encode(response)
}

// take removes up to count objects from an enumeration.
func (e *exporter) take(from *enumeration, count uint32) (taken []*cimClass) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for uint32(len(taken)) < count && from.rows.more() {
		row := from.rows.take()
		if from.properties != nil {
			row.keep(from.properties) // which the class was found to have
		}
		taken = append(taken, row)
	}
	return taken
}

// interfaceRef is a REMINTERFACEREF ([MS-DCOM] 2.2.23).
type interfaceRef struct {
	ipid [16]byte
	refs uint32
}

// parseRelease reads the references that are given back, and looks whether they
// were given out.
func parseRelease(c *conn, args *cursor) (refs []interfaceRef, err error) {
	const size = 24
	count := int(args.u16())
	n := args.count(size)
	given := map[[16]byte]uint64{}
	for range n {
		r := interfaceRef{args.guid(), args.u32()}
		if private := args.u32(); private != 0 {
			return nil, breachf(hresultInvalidArgument, "RemRelease of %d private references", private)
		}
		given[r.ipid] += uint64(r.refs)
		refs = append(refs, r)
	}
	if count != n || n == 0 {
		return nil, breachf(faultBadStub, "RemRelease of %d references in an array of %d", count, n)
	}
	for ipid, total := range given {
		if held := c.host.exporter.held(ipid); total == 0 || total > held {
			return nil, breachf(hresultInvalidArgument, "RemRelease of %d references to IPID %x, of %d", total, ipid, held)
		}
	}
	return refs, nil
}

// held returns how many references to an object callers have.
func (e *exporter) held(ipid [16]byte) uint64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	if o := e.objects[ipid]; o != nil {
		return o.refs
	}
	return 0
}

// release gives references back.
func (h *Host) release(_ *conn, _ *object, refs []interfaceRef) []byte {
	response := &iremunknown.RemoteReleaseResponse{That: &dcom.ORPCThat{}}
	for _, r := range refs {
		// Another connection may have been quicker.
		if !h.exporter.release(r.ipid, r.refs) {
			response.Return = signed(hresultInvalidArgument)
		}
	}
	return encode(response)
}
