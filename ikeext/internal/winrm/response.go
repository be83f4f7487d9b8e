package winrm

import (
	"encoding/xml"
	"fmt"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// response is the answer to Enumerate or Pull.
type response struct {
	relatesTo string
	action    string
	instances []cim.Instance
	// enumeration is what the next Pull has to repeat.
	enumeration string
	end         bool
	found       bool // the answer that was wanted is there
	fault       *Fault
}

// decodeResponse reads an answer to an action of WS-Enumeration. The error may be
// a *Fault.
func decodeResponse(body []byte, action, messageID string) (*response, error) {
	r, a := newReader(body), &response{}
	root, err := r.root()
	if err != nil {
		return nil, err
	}
	if !is(root, nsSOAP, "Envelope") {
		return nil, malformed("<%s> of namespace %.100q is no SOAP envelope", root.Name.Local, root.Name.Space)
	}
	err = r.children(func(t xml.StartElement) error {
		switch {
		case is(t, nsSOAP, "Header"):
			return r.children(func(t xml.StartElement) error { return a.header(r, t) })
		case is(t, nsSOAP, "Body"):
			return r.children(func(t xml.StartElement) error { return a.body(r, t, action) })
		}
		return r.skip()
	})
	if err != nil {
		return nil, err
	}
	if err := r.finish(); err != nil {
		return nil, err
	}
	return a, a.check(action, messageID)
}

// check requires that it is the answer to our message.
func (a *response) check(action, messageID string) error {
	switch {
	case a.fault != nil:
		return a.fault
	case !a.found && action != actionRelease || a.action != nsEnumeration+"/"+action+"Response":
		return malformed("%.100q is no answer to %s", a.action, action)
	case a.relatesTo != messageID:
		return malformed("an answer to another request")
	case action != actionRelease && !a.end && a.enumeration == "":
		return malformed("neither an end nor a way to go on")
	}
	return nil
}

func (a *response) header(r *reader, t xml.StartElement) (err error) {
	switch {
	case is(t, nsAddressing, "RelatesTo"):
		a.relatesTo, err = r.text()
	case is(t, nsAddressing, "Action"):
		a.action, err = r.text()
	default:
		err = r.skip()
	}
	return err
}

func (a *response) body(r *reader, t xml.StartElement, action string) (err error) {
	switch {
	case is(t, nsSOAP, "Fault"):
		a.fault, err = r.fault()
		return err
	case !is(t, nsEnumeration, action+"Response"):
		return r.skip()
	}
	a.found = true
	return r.children(func(t xml.StartElement) error { return a.part(r, t) })
}

// part reads a part of an answer. Items and their end are WS-Management's in the
// answer to Enumerate, and WS-Enumeration's in that to Pull.
func (a *response) part(r *reader, t xml.StartElement) (err error) {
	if t.Name.Space != nsEnumeration && t.Name.Space != nsWSMan {
		return r.skip()
	}
	switch t.Name.Local {
	case "EnumerationContext":
		if a.enumeration, err = r.text(); len(a.enumeration) > maxContextSize {
			return fmt.Errorf("%w: enumeration context of %d bytes", ErrTooLarge, len(a.enumeration))
		}
		return err
	case "EndOfSequence":
		a.end = true
	case "Items":
		return r.children(func(t xml.StartElement) error {
			instance, err := r.instance(t)
			a.instances = append(a.instances, instance)
			return err
		})
	}
	return r.skip()
}
