package ikeexttest

// winrmInstance returns the properties of a class's only instance, without what
// all performance classes inherit, and whether the class exists. No properties
// mean no instance.
func (h *Host) winrmInstance(class string) (properties []winrmProperty, exists bool) {
	set, ok := cutPrefixFold(class, classPrefix)
	if !ok {
		return nil, false
	}
	object, exists := h.performanceObject(set)
	if object == nil {
		return nil, exists
	}
	for _, c := range object.Counters {
		properties = append(properties, winrmProperty{c.Name, c.Value})
	}
	return properties, true
}
