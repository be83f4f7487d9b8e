package ikeexttest

import "strings"

// Names of the namespaces of WMI that the host has.
const (
	rootCimv2         = `ROOT\CIMV2`
	rootStandardCimv2 = `ROOT\StandardCimv2`
)

// cimRows are the instances that a query has, made one at a time. They are used by
// one goroutine at a time.
type cimRows struct {
	next func() (*cimClass, bool)
	head *cimClass // the next one, if it has been made
	done bool
}

// more reports whether there are instances left.
func (r *cimRows) more() bool {
	if r.head == nil && !r.done {
		row, ok := r.next()
		r.head, r.done = row, !ok
	}
	return r.head != nil
}

// take takes the next instance, which there must be.
func (r *cimRows) take() *cimClass {
	row := r.head
	r.head = nil
	return row
}

// oneRow is a query that has this instance alone; nil for none.
func oneRow(row *cimClass) *cimRows {
	return &cimRows{head: row, next: func() (*cimClass, bool) { return nil, false }}
}

// namespace returns the namespace that a path such as root/cimv2 names, or what is
// wrong with it: one that Windows of this build does not have, or one that is
// denied.
func (h *Host) namespace(path string) (namespace string, status uint32) {
	for _, known := range []string{rootCimv2, rootStandardCimv2} {
		if !strings.EqualFold(path, strings.ReplaceAll(known, `\`, "/")) || known == rootStandardCimv2 && h.cfg.Build < firstWindows8 {
			continue
		}
		for _, denied := range h.cfg.DeniedNamespaces {
			if strings.EqualFold(strings.ReplaceAll(denied, "/", `\`), known) {
				return "", wbemAccessDenied
			}
		}
		return known, 0
	}
	return "", wbemInvalidNamespace
}

// rows returns the instances of a class of security associations, and whether the
// namespace has that class.
func (h *Host) rows(namespace, class string) (rows *cimRows, exists bool) {
	if namespace != rootStandardCimv2 {
		return nil, false
	}
	switch {
	case strings.EqualFold(class, mainModeClass):
		rows = h.mainModeRows()
	case strings.EqualFold(class, quickModeClass):
		rows = h.quickModeRows()
	default:
		return nil, false
	}
	if h.cfg.Profile == ServiceStopped {
		return oneRow(nil), true
	}
	return rows, true
}

// mainModeRows returns the main-mode associations.
func (h *Host) mainModeRows() *cimRows {
	next := h.sas.each()
	return &cimRows{next: func() (*cimClass, bool) {
		sa, ok := next()
		if !ok {
			return nil, false
		}
		return h.mainModeInstance(&sa), true
	}}
}

// quickModeRows returns the quick-mode associations: those of the configuration, or
// those that belong to the main-mode ones.
func (h *Host) quickModeRows() *cimRows {
	list := h.cfg.QuickModeSAs
	main := h.sas.each()
	return &cimRows{next: func() (*cimClass, bool) {
		for len(list) == 0 {
			if h.cfg.QuickModeSAs != nil {
				return nil, false
			}
			sa, ok := main()
			if !ok {
				return nil, false
			}
			list = QuickModeSAsOf(sa)
		}
		q := list[0]
		list = list[1:]
		return h.quickModeInstance(&q), true
	}}
}

// each returns a function that returns one association after the other.
func (s *saStore) each() func() (SA, bool) {
	place := 0
	return func() (SA, bool) {
		sa, after, ok := s.next(place, func(*SA) bool { return true })
		place = after
		return sa, ok
	}
}
