package ikeexttest

import (
	"fmt"
	"strconv"
	"strings"
)

// unpulled are the instances that a caller has not pulled yet.
type unpulled struct {
	rows *cimRows
	xml  func(*cimClass) string
}

// maxEnumerations is how many a connection may have under way.
const maxEnumerations = 64

// enumerate answers Enumerate. Without OptimizeEnumeration no instances come with
// the answer; with it one, or as many as MaxElements says.
func (s *winrmSession) enumerate(e *winrmEnvelope) (string, *winrmFault) {
	in := e.Body.Enumerate
	path, ok := strings.CutSuffix(strings.TrimPrefix(e.Header.ResourceURI, winrmWMI), "/*")
	namespace, status := s.winrm.host.namespace(path)
	switch {
	case !ok || in.Filter.Dialect != winrmWQL:
		s.winrm.host.violationf("WinRM: resource %q with filter dialect %q", e.Header.ResourceURI, in.Filter.Dialect)
		return "", &winrmFault{code: "w:CannotProcessFilter", number: 0x80338052, text: "The filter dialect is not supported."}
	case status != 0:
		return "", newWMIFault(status)
	case len(s.pulls) >= maxEnumerations:
		return "", newWMIFault(0x803381A6)
	}
	rest, fault := s.winrm.items(namespace, path, in.Filter.Text)
	if fault != nil {
		return "", fault
	}
	id := newWinRMID()
	var page []string
	if in.Optimize != nil && !s.winrm.host.cfg.OneByOne {
		if page, ok = rest.take(in.MaxElements); !ok {
			return "", s.badCount(in.MaxElements)
		}
	} else if !rest.rows.more() {
		// The end is told with the first pull.
		s.pulls[id] = rest
		return "<n:EnumerateResponse><n:EnumerationContext>" + id + "</n:EnumerationContext></n:EnumerateResponse>", nil
	}
	if rest.rows.more() {
		s.pulls[id] = rest
		return fmt.Sprintf("<n:EnumerateResponse><n:EnumerationContext>%s</n:EnumerationContext><w:Items>%s</w:Items></n:EnumerateResponse>",
			id, strings.Join(page, "")), nil
	}
	return "<n:EnumerateResponse><n:EnumerationContext></n:EnumerationContext><w:Items>" + strings.Join(page, "") +
		"</w:Items><w:EndOfSequence></w:EndOfSequence></n:EnumerateResponse>", nil
}

// pull answers Pull.
func (s *winrmSession) pull(e *winrmEnvelope) (string, *winrmFault) {
	in := e.Body.Pull
	rest, ok := s.pulls[in.Context]
	if !ok {
		return "", s.badContext(in.Context)
	}
	count := in.MaxElements
	if s.winrm.host.cfg.OneByOne {
		count = "1"
	}
	page, ok := rest.take(count)
	if !ok {
		return "", s.badCount(count)
	}
	items := "<n:Items>" + strings.Join(page, "") + "</n:Items>"
	if rest.rows.more() {
		return "<n:PullResponse><n:EnumerationContext>" + in.Context + "</n:EnumerationContext>" + items + "</n:PullResponse>", nil
	}
	delete(s.pulls, in.Context)
	return "<n:PullResponse>" + items + "<n:EndOfSequence></n:EndOfSequence></n:PullResponse>", nil
}

// release answers Release, which has nothing to say.
func (s *winrmSession) release(e *winrmEnvelope) *winrmFault {
	id := e.Body.Release.Context
	if _, ok := s.pulls[id]; !ok {
		return s.badContext(id)
	}
	delete(s.pulls, id)
	return nil
}

func (s *winrmSession) badContext(id string) *winrmFault {
	s.winrm.host.violationf("WinRM: no enumeration %q", id)
	return &winrmFault{code: "n:InvalidEnumerationContext", text: "The enumeration context is not valid."}
}

func (s *winrmSession) badCount(count string) *winrmFault {
	s.winrm.host.violationf("WinRM: MaxElements %q", count)
	return &winrmFault{code: "w:InvalidParameter", detail: "InvalidValue", number: 87, text: "The parameter is incorrect."}
}

// take takes the next page: one instance where the caller does not say how many.
func (r *unpulled) take(count string) ([]string, bool) {
	n := uint64(1)
	if count != "" {
		var err error
		if n, err = strconv.ParseUint(count, 10, 31); err != nil || n == 0 {
			return nil, false
		}
	}
	var page []string
	for uint64(len(page)) < n && r.rows.more() {
		page = append(page, r.xml(r.rows.take()))
	}
	return page, true
}

// items returns the instances that a query has, and how to write them. Of WQL the
// service here knows SELECT * FROM a class.
func (w *winrm) items(namespace, path, wql string) (*unpulled, *winrmFault) {
	words := strings.Fields(wql)
	if len(words) != 4 || !strings.EqualFold(strings.Join(words[:3], " "), "select * from") {
		w.host.violationf("WinRM: query %q", wql)
		return nil, &winrmFault{code: "w:CannotProcessFilter", number: 0x80338052, inner: 0x80041017, text: "The WQL query is invalid."}
	}
	class := words[3]
	rows, exists := w.host.rows(namespace, class)
	if !exists {
		rows, exists = w.host.performanceRows(namespace, class)
	}
	if !exists {
		return nil, newWMIFault(0x80041010)
	}
	return &unpulled{rows: rows, xml: func(row *cimClass) string { return row.xml(path) }}, nil
}
