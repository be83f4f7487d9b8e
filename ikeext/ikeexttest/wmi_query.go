package ikeexttest

import (
	"strings"
	"time"

	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	iwbemservices "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemservices/v0"
)

// queryRequest is what ExecQuery is asked for.
type queryRequest struct {
	language, query string
	flags           uint32
}

// enumeration is what an IEnumWbemClassObject goes through. Next is called by one
// connection at a time, the one that owns it or another: it is guarded by the
// exporter's mutex.
type enumeration struct {
	namespace  string
	rows       *cimRows
	properties []string // nil stands for all
	failure    uint32   // what to answer in place of objects
}

func parseExecQuery(_ *conn, args *cursor) (*queryRequest, error) {
	r := &queryRequest{language: args.uniqueBSTR(), query: args.uniqueBSTR(), flags: args.long()}
	args.uniqueInterface() // context
	return r, nil
}

// execQuery answers with an enumerator. To callers that do not wait for results
// WMI reports a class that it does not have with the first Next only.
func (h *Host) execQuery(c *conn, o *object, r *queryRequest) []byte {
	const returnImmediately = 0x10
	e, failure := h.query(o.state.(string), r)
	if failure == wbemInvalidClass && r.flags&returnImmediately != 0 {
		e, failure = &enumeration{failure: failure}, 0
	}
	response := &iwbemservices.ExecQueryResponse{That: &dcom.ORPCThat{}, Return: signed(failure)}
	if failure == 0 {
		response.Enum = &wmi.EnumClassObject{Data: h.reference(h.exporter.export(enumService, c, e))}
	}
	return encode(response)
}

// query runs a query in a namespace, or says why it cannot.
func (h *Host) query(namespace string, r *queryRequest) (e *enumeration, failure uint32) {
	// Return at once, forward only, direct read, localised texts.
	const flags = 0x10 | 0x20 | 0x200 | 0x20000
	if r.flags&^uint32(flags) != 0 {
		return nil, wbemInvalidParameter
	}
	if !strings.EqualFold(r.language, "WQL") {
		return nil, wbemInvalidQueryType
	}
	s, ok := parseWQL(r.query)
	if !ok {
		return nil, wbemInvalidQuery
	}
	e = &enumeration{namespace: namespace, properties: s.properties}
	if e.rows, ok = h.rows(namespace, s.class); !ok {
		e.rows, ok = h.performanceRows(namespace, s.class)
	}
	switch {
	case !ok:
		return nil, wbemInvalidClass
	case s.properties != nil && e.rows.more() && !e.rows.head.has(s.properties):
		return nil, wbemInvalidQuery
	}
	return e, 0
}

// performanceRows returns the instance of a performance class, if there is one, and
// whether the namespace has that class.
func (h *Host) performanceRows(namespace, class string) (rows *cimRows, exists bool) {
	set, ok := cutPrefixFold(class, classPrefix)
	if !ok || namespace != rootCimv2 {
		return nil, false
	}
	object, exists := h.performanceObject(set)
	if object == nil {
		return oneRow(nil), exists
	}
	return oneRow(classOf(*object, time.Now())), true
}

// performanceObject returns the object of a set, nil when there is no instance,
// and whether the set is known at all: the seven are, and whatever
// Config.Performance gives.
func (h *Host) performanceObject(set string) (o *PerformanceObject, known bool) {
	for _, object := range PerformanceOf([StatisticsCount]uint32{}) {
		known = known || strings.EqualFold(object.Set, set)
	}
	if h.cfg.Profile == ServiceStopped {
		return nil, known
	}
	for _, object := range h.cfg.Performance() {
		if strings.EqualFold(object.Set, set) {
			return &object, true
		}
	}
	return nil, known
}

func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

// wbemObject returns the OBJREF of an object that is sent as a copy.
func wbemObject(unit []byte) []byte {
	iid := [16]byte{0x81, 0xa6, 0x12, 0xdc, 0x7f, 0x73, 0xcf, 0x11, 0x88, 0x4d, 0x00, 0xaa, 0x00, 0x4b, 0x2e, 0x24}
	class := [16]byte{0x12, 0xf8, 0x90, 0x45, 0x3a, 0x1d, 0xd0, 0x11, 0x89, 0x1f, 0x00, 0xaa, 0x00, 0x4b, 0x2e, 0x24}
	return customReference(iid, class, unit)
}
