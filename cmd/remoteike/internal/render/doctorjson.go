package render

import (
	"time"

	"github.com/remoteike/remoteike/ikeext"
)

// DoctorSchema names the form of the JSON document about a host that was examined.
// Members may be added to it; what is there keeps its name and meaning.
const DoctorSchema = "remoteike.doctor/v1"

func doctorObject(x *ikeext.Examination, program string) *object {
	o := &object{}
	o.add("schema", DoctorSchema)
	o.add("host", x.Host)
	o.add("program", program)
	o.add("started_at", x.StartedAt.UTC().Format(timeFormat))
	addDuration(o, x.Duration)
	addNonzero(o, "windows_build", x.WindowsBuild)
	o.add("names", namesObject(&x.Names))
	o.add("ports", objects(x.Ports, portObject))
	o.add("mapper", mapperObject(&x.Mapper))
	o.add("doors", objects(x.Doors, doorObject))
	o.add("comparisons", objects(x.Comparisons, comparisonObject))
	addNonzero(o, "next", x.Next)
	return o
}

func objects[T any](list []T, f func(*T) *object) []*object {
	all := make([]*object, len(list))
	for i := range list {
		all[i] = f(&list[i])
	}
	return all
}

func addDuration(o *object, d time.Duration) { o.add("duration_seconds", seconds(d)) }

// addProblem adds what went wrong, if something did.
func addProblem(o *object, e *ikeext.Error) {
	if e != nil {
		o.add("error", errorObject(ProblemOf(e)))
	}
}

func namesObject(n *ikeext.NameCheck) *object {
	o := &object{}
	addresses := []string{}
	for _, a := range n.Addresses {
		addresses = append(addresses, a.String())
	}
	o.add("addresses", addresses)
	if len(n.Names) > 0 {
		o.add("names", n.Names)
	}
	addProblem(o, n.Err)
	addDuration(o, n.Duration)
	return o
}

func portObject(p *ikeext.PortCheck) *object {
	o := &object{}
	o.add("port", p.Port)
	o.add("service", p.Service)
	o.add("open", p.Err == nil)
	addProblem(o, p.Err)
	addDuration(o, p.Duration)
	return o
}

func mapperObject(m *ikeext.MapperCheck) *object {
	o := &object{}
	o.add("entries", m.Entries)
	o.add("cut", m.Cut)
	o.add("endpoints", objects(m.Endpoints, endpointObject))
	addProblem(o, m.Err)
	addDuration(o, m.Duration)
	return o
}

func endpointObject(e *ikeext.MappedEndpoint) *object {
	o := &object{}
	o.add("interface", e.Interface)
	o.add("uuid", e.UUID)
	o.add("version", e.Version)
	addNonzero(o, "annotation", e.Annotation)
	addNonzero(o, "protocol", e.Protocol)
	addNonzero(o, "endpoint", e.Endpoint)
	return o
}

func doorObject(d *ikeext.DoorCheck) *object {
	o := &object{}
	o.add("door", d.Door)
	o.add("sign_in", d.SignIn)
	if auth := authOf(d); auth != (ikeext.SignIn{}) {
		o.add("auth", authObject(auth))
	}
	addNonzero(o, "not_tried", d.NotTried)
	if s := d.Snapshot; s != nil {
		o.add("values", count(s))
		o.add("wmi_values", wmiCount(s))
		o.add("unknown_values", len(s.Unknown))
		addNonzero(o, "transport", s.Transport)
		addNonzero(o, "endpoint", s.Endpoint)
		o.add("engine", s.Engine)
		addNonzero(o, "windows_build", s.WindowsBuild)
	}
	addProblem(o, d.Err)
	if d.Calls != nil {
		o.add("calls", objects(d.Calls, callObject))
	}
	addDuration(o, d.Duration)
	return o
}

func callObject(c *ikeext.CallRecord) *object {
	o := &object{}
	o.add("procedure", c.Procedure)
	o.add("opnum", c.Opnum)
	addNonzero(o, "reply_length", c.ReplyLength)
	if c.Fault != 0 {
		o.add("fault", c.Fault)
		addNonzero(o, "fault_name", c.Fault.Name())
		o.add("did_not_execute", c.DidNotExecute)
		o.add("protected", c.Protected)
	}
	addDuration(o, c.Duration)
	return o
}

func comparisonObject(c *ikeext.Comparison) *object {
	o := &object{}
	o.add("a", c.A)
	o.add("b", c.B)
	o.add("values", c.Values)
	o.add("moved", c.Moved)
	o.add("read_again", c.Again)
	o.add("differences", objects(c.Differences, differenceObject))
	return o
}

func differenceObject(d *ikeext.Difference) *object {
	o := &object{}
	o.add("path", d.Path)
	o.add("kind", d.Kind)
	o.add("a_first", d.First)
	o.add("b", d.B)
	o.add("a_second", d.Second)
	return o
}
