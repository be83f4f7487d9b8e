package ikeexttest

import (
	"encoding/binary"
	"fmt"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/midl/uuid"
)

// More protocol identifiers of tower floors.
const (
	floorLRPC     = 0x0C // local RPC, of which the endpoint has a floor of its own
	floorPipe     = 0x0F
	floorLRPCName = 0x10
	floorHost     = 0x11 // the name of the host, beside a pipe
)

// Inquiry types of ept_lookup ([C706] appendix O).
const (
	inquireAll       = 0
	inquireInterface = 1
)

// mapEntry is an entry of the endpoint map: an interface and a place where it can be
// had.
type mapEntry struct {
	interfaceID syntax
	annotation  string
	tower       []byte
}

// lookupRequest is what ept_lookup is asked for.
type lookupRequest struct {
	inquiry    uint32
	wanted     syntax
	lookup     *lookup // nil for a new one
	handle     contextHandle
	maxEntries uint32
}

// lookup is what an entry handle stands for. Its place is guarded by the mutex of the
// association.
type lookup struct {
	entries []mapEntry
	place   int
}

// parseLookup reads the request of ept_lookup: inquiry type, object and interface as
// full pointers, version option, entry handle, most entries wanted.
func parseLookup(c *conn, args *cursor) (*lookupRequest, error) {
	r := &lookupRequest{inquiry: args.u32()}
	if args.u32() != 0 {
		args.bytes(16)
	}
	if args.u32() != 0 {
		args.align(4)
		copy(r.wanted.uuid[:], args.bytes(16))
		r.wanted.version = args.u32()
	}
	args.u32() // the version option: the host knows one version of each
	r.handle = args.handle()
	r.maxEntries = args.u32()
	if args.short {
		return r, nil
	}
	if r.maxEntries == 0 || r.maxEntries > maxTowers {
		return nil, breachf(faultBadStub, "ept_lookup: %d entries wanted", r.maxEntries)
	}
	if r.handle == (contextHandle{}) {
		return r, nil
	}
	var err error
	r.lookup, err = contextOf[*lookup](c, "ept_lookup", r.handle)
	return r, err
}

func (m *mapper) lookUp(c *conn, r *lookupRequest) ([]byte, uint32) {
	l := r.lookup
	if l == nil {
		l = &lookup{}
		for _, e := range m.entries() {
			if r.inquiry == inquireAll || r.inquiry == inquireInterface && e.interfaceID.uuid == r.wanted.uuid {
				l.entries = append(l.entries, e)
			}
		}
	}
	page, more := l.take(c, int(r.maxEntries))
	switch {
	case more && r.lookup == nil:
		var ok bool
		if r.handle, ok = c.association.open(l); !ok {
			return nil, errorOutOfMemory
		}
	case !more && r.lookup != nil:
		c.association.close(r.handle)
	}
	if !more {
		r.handle = contextHandle{}
	}
	return encodeEntries(r.handle, r.maxEntries, page), 0
}

// take takes the next entries and reports whether there are more.
func (l *lookup) take(c *conn, most int) (page []mapEntry, more bool) {
	c.association.mu.Lock()
	defer c.association.mu.Unlock()
	rest := l.entries[l.place:]
	page = rest[:min(most, len(rest))]
	l.place += len(page)
	return page, l.place < len(l.entries)
}

// encodeEntries encodes the answer of ept_lookup. Nothing found is a status.
func encodeEntries(handle contextHandle, most uint32, page []mapEntry) []byte {
	w := &ndrWriter{b: append([]byte{}, handle[:]...)}
	w.u32(uint32(len(page)))
	w.construct(func() {
		w.u32(most)
		w.u32(0)
		w.u32(uint32(len(page)))
		for _, e := range page {
			w.align(4)
			w.bytes(make([]byte, 16)) // no object
			w.pointer(func() {
				w.u32(uint32(len(e.tower)))
				w.u32(uint32(len(e.tower)))
				w.bytes(e.tower)
			})
			// An array of 64 whose bound is not sent.
			text := append([]byte(e.annotation), 0)
			w.u32(0)
			w.u32(uint32(len(text)))
			w.bytes(text)
		}
	})
	status := uint32(0)
	if len(page) == 0 {
		status = statusNotRegistered
	}
	w.u32(status)
	return w.b
}

// parseFree reads the request of ept_lookup_handle_free.
func parseFree(c *conn, args *cursor) (handle contextHandle, err error) {
	if handle = args.handle(); args.short {
		return handle, nil
	}
	_, err = contextOf[*lookup](c, "ept_lookup_handle_free", handle)
	return handle, err
}

func (m *mapper) free(c *conn, handle contextHandle) ([]byte, uint32) {
	c.association.close(handle)
	return make([]byte, 24), 0 // a null handle and success
}

// entries are the endpoint map: what listens on the ports, and what Windows lists
// beside it, most of which is for callers on the host alone.
func (m *mapper) entries() (list []mapEntry) {
	for _, p := range m.ports {
		for _, s := range p.services {
			if !s.unmapped && s.name != "epm" {
				list = append(list, mapEntry{s.syntax, s.annotation(), p.tower(s)})
			}
		}
	}
	for _, e := range m.listed {
		list = append(list, mapEntry{e.service.syntax, e.annotation, e.tower()})
	}
	return list
}

// annotation is what Windows writes beside an interface of that name.
func (s *service) annotation() string {
	switch s.name {
	case "ikeext":
		return annotationIKE
	case "engine":
		return annotationEngine
	}
	return ""
}

// Annotations as Windows has them.
const (
	annotationIKE    = "IKE/Authip API"
	annotationEngine = "Base Firewall Engine API"
	annotationFw     = "Fw APIs"
)

// listedEntry is an entry of the map that leads to no port of the host.
type listedEntry struct {
	service    *service
	annotation string
	protocol   byte // floorLRPC or floorPipe
	endpoint   string
}

// Interfaces of the firewall service, which lists them beside the engine's.
func firewallInterfaces() []string {
	return []string{
		"2fb92682-6599-42dc-ae13-bd2ca89bd11c", "7f9d11bf-7fb9-436b-a812-b2d50c5d4c03", "f47433c3-3e9d-4157-aad4-83aa1f5c2d4c",
	}
}

// listed are the entries of a Windows of this profile beside its ports. The engine and
// the firewall share a process that no network leads to. IKEEXT has LRPC endpoints
// wherever it runs, and pipes where it shares a process with those that have some.
func (h *Host) listed() (list []listedEntry) {
	const engineEndpoint, ikeEndpoint = "LRPC-5fc2a61e3d1a5d8e27", "LRPC-8a7c61b5c0bf15dcd1"
	ike, engine := h.ikeextService(), h.engineService()
	if h.cfg.Profile != ServiceStopped {
		list = append(list, listedEntry{ike, annotationIKE, floorLRPC, ikeEndpoint})
	}
	switch h.cfg.Profile {
	case Windows7, Stock2016, WMIOpen2016:
		list = append(list, listedEntry{ike, annotationIKE, floorPipe, `\PIPE\atsvc`})
	}
	list = append(list, listedEntry{engine, annotationEngine, floorLRPC, engineEndpoint})
	for _, id := range firewallInterfaces() {
		s := newService("", &dcerpc.SyntaxID{IfUUID: uuid.MustParse(id), IfVersionMajor: 1}, nil)
		list = append(list, listedEntry{s, annotationFw, floorLRPC, engineEndpoint})
	}
	return list
}

// tower returns the tower of an entry that leads to no port.
func (e *listedEntry) tower() []byte {
	floors := 4
	if e.protocol == floorPipe {
		floors = 5
	}
	b := le.AppendUint16(nil, uint16(floors))
	b = appendSyntaxFloors(b, e.service)
	name := append([]byte(e.endpoint), 0)
	switch e.protocol {
	case floorLRPC:
		b = appendFloor(b, floorLRPC, []byte{0, 0})
		return appendFloor(b, floorLRPCName, name)
	case floorPipe:
		b = appendFloor(b, floorRPC, []byte{0, 0})
		b = appendFloor(b, floorPipe, name)
		return appendFloor(b, floorHost, []byte(`\\SIMHOST`+"\x00"))
	}
	panic(fmt.Sprintf("no tower of protocol %d", e.protocol))
}

// appendFloor appends a floor of a protocol.
func appendFloor(b []byte, protocol byte, right []byte) []byte {
	b = append(b, 1, 0, protocol)
	b = le.AppendUint16(b, uint16(len(right)))
	return append(b, right...)
}

// appendSyntaxFloors appends the two floors of a tower that say what is offered and
// how it is encoded.
func appendSyntaxFloors(b []byte, s *service) []byte {
	for _, id := range []syntax{s.syntax, ndr20()} {
		b = append(b, 19, 0, floorUUID)
		b = append(b, id.uuid[:]...)
		b = le.AppendUint16(b, uint16(id.version))
		b = append(b, 2, 0)
		b = le.AppendUint16(b, uint16(id.version>>16))
	}
	return b
}

// tower returns the tower of a service on the port.
func (p *port) tower(s *service) []byte {
	b := appendSyntaxFloors([]byte{5, 0}, s)
	b = appendFloor(b, floorRPC, []byte{0, 0})
	b = appendFloor(b, floorTCP, binary.BigEndian.AppendUint16(nil, p.addr.Port()))
	// There is no floor for IPv6: Windows fills in zeros.
	var address [4]byte
	if a := p.addr.Addr(); a.Is4() {
		address = a.As4()
	}
	return appendFloor(b, floorIP, address[:])
}
