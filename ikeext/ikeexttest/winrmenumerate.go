package ikeexttest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// unpulled are the instances that a caller has not pulled yet.
type unpulled struct {
	namespace string
	items     []string
}

// maxEnumerations is how many a connection may have under way.
const maxEnumerations = 64

// enumerate answers Enumerate. Without OptimizeEnumeration no instances come with
// the answer; with it one, or as many as MaxElements says.
func (s *winrmSession) enumerate(e *winrmEnvelope) (string, *winrmFault) {
	in := e.Body.Enumerate
	namespace, ok := strings.CutSuffix(strings.TrimPrefix(e.Header.ResourceURI, winrmWMI), "/*")
	switch {
	case !ok || in.Filter.Dialect != winrmWQL:
		s.winrm.host.violationf("WinRM: resource %q with filter dialect %q", e.Header.ResourceURI, in.Filter.Dialect)
		return "", &winrmFault{code: "w:CannotProcessFilter", number: 0x80338052, text: "The filter dialect is not supported."}
	case !strings.EqualFold(namespace, "root/cimv2"):
		return "", newWMIFault(0x8004100E)
	case len(s.pulls) >= maxEnumerations:
		return "", newWMIFault(0x803381A6)
	}
	items, fault := s.winrm.items(namespace, in.Filter.Text)
	if fault != nil {
		return "", fault
	}
	rest := &unpulled{namespace: namespace, items: items}
	id := newWinRMID()
	var page []string
	if in.Optimize != nil && !s.winrm.host.cfg.OneByOne {
		if page, ok = rest.take(in.MaxElements); !ok {
			return "", s.badCount(in.MaxElements)
		}
	} else if len(items) == 0 {
		// The end is told with the first pull.
		s.pulls[id] = rest
		return "<n:EnumerateResponse><n:EnumerationContext>" + id + "</n:EnumerationContext></n:EnumerateResponse>", nil
	}
	if len(rest.items) > 0 {
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
		s.winrm.host.violationf("WinRM: pull of %q", in.Context)
		return "", &winrmFault{code: "n:InvalidEnumerationContext", text: "The enumeration context is not valid."}
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
	if len(rest.items) > 0 {
		return "<n:PullResponse><n:EnumerationContext>" + in.Context + "</n:EnumerationContext>" + items + "</n:PullResponse>", nil
	}
	delete(s.pulls, in.Context)
	return "<n:PullResponse>" + items + "<n:EndOfSequence></n:EndOfSequence></n:PullResponse>", nil
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
	n = min(n, uint64(len(r.items)))
	page := r.items[:n]
	r.items = r.items[n:]
	return page, true
}

// items returns the instances that a query has, as XML. Of WQL the service here
// knows SELECT * FROM a class.
func (w *winrm) items(namespace, wql string) ([]string, *winrmFault) {
	words := strings.Fields(wql)
	if len(words) != 4 || !strings.EqualFold(strings.Join(words[:3], " "), "select * from") {
		w.host.violationf("WinRM: query %q", wql)
		return nil, &winrmFault{code: "w:CannotProcessFilter", number: 0x80338052, inner: 0x80041017, text: "The WQL query is invalid."}
	}
	class := words[3]
	properties, exists := w.host.winrmInstance(class)
	if !exists {
		return nil, newWMIFault(0x80041010)
	}
	if len(properties) == 0 {
		return nil, nil
	}
	properties = slices.Concat(properties, inheritedProperties())
	slices.SortFunc(properties, func(a, b winrmProperty) int { return strings.Compare(a.name, b.name) })
	return []string{itemXML(namespace, class, properties)}, nil
}

func itemXML(namespace, class string, properties []winrmProperty) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<p:%s xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="%s%s/%s"`+
		` xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xsi:type="p:%s_Type" xml:lang="en-US">`,
		class, winrmWMI, namespace, class, class)
	for _, p := range properties {
		if p.value == nil {
			fmt.Fprintf(&b, `<p:%s xsi:nil="true"/>`, p.name)
		} else {
			fmt.Fprintf(&b, `<p:%s>%s</p:%s>`, p.name, xmlText(fmt.Sprint(p.value)), p.name)
		}
	}
	fmt.Fprintf(&b, "</p:%s>", class)
	return b.String()
}

// inheritedProperties are those of all performance classes.
func inheritedProperties() []winrmProperty {
	now := filetime(time.Now())
	const frequency = 10_000_000
	return []winrmProperty{
		{"Caption", nil}, {"Description", nil}, {"Name", nil},
		{"Frequency_Object", 0}, {"Frequency_PerfTime", frequency}, {"Frequency_Sys100NS", frequency},
		{"Timestamp_Object", 0}, {"Timestamp_PerfTime", now}, {"Timestamp_Sys100NS", now},
	}
}
