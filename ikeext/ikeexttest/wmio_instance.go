package ikeexttest

// Entries of the table that says which values are missing ([MS-WMIO] 2.2.26).
const (
	entryNull    = 1
	entryDefault = 2 // the value is that of the class or of its ancestor
)

// appendTable appends that table and the values ([MS-WMIO] 2.2.29), with what
// entry says of each property and this fill where there is no value.
func (c *cimClass) appendTable(b []byte, heap *wmioHeap, entry func(*cimProperty) (value any, flags, fill byte)) []byte {
	offsets, length := c.offsets()
	flags := make([]byte, (2*len(c.properties)+7)/8)
	values := make([]byte, length)
	for _, i := range c.lookupOrder() {
		p := &c.properties[i]
		value, bits, fill := entry(p)
		flags[i/4] |= bits << (2 * (i % 4))
		at := values[offsets[i]:][:p.typ.size()]
		if value != nil {
			copy(at, heap.appendValue(nil, value))
			continue
		}
		for k := range at {
			at[k] = fill
		}
	}
	return append(append(b, flags...), values...)
}

// classEntry is the entry of a property in its class.
func (c *cimClass) classEntry(p *cimProperty) (value any, flags, fill byte) {
	if p.inherited {
		flags = entryDefault
	}
	if p.standard == nil {
		flags |= entryNull
	}
	return p.standard, flags, 0xFF
}

// instanceEntry is the entry of a property in the instance.
func (c *cimClass) instanceEntry(p *cimProperty) (value any, flags, fill byte) {
	switch {
	case p.value != nil:
		return p.value, 0, 0
	case p.standard != nil:
		return nil, entryDefault, 0
	}
	return nil, entryDefault | entryNull, 0
}

// appendInstance appends the InstanceType ([MS-WMIO] 2.2.53), which begins with
// the class.
func (c *cimClass) appendInstance(b []byte) []byte {
	b = c.appendTo(b)
	heap := &wmioHeap{}
	body := []byte{0} // no flags
	body = le.AppendUint32(body, heap.string(c.name))
	body = c.appendTable(body, heap, c.instanceEntry)
	body = appendSized(body, nil) // no qualifiers of the instance
	const noneOfProperties = 1
	body = append(body, noneOfProperties)
	return appendSized(b, heap.appendTo(body))
}

// encodeInstance returns the EncodingUnit ([MS-WMIO] 2.2.1) of an instance in a
// namespace of a server.
func (c *cimClass) encodeInstance(server, namespace string) []byte {
	const signature, isInstance, isDecorated = 0x12345678, 2, 4
	block := []byte{isInstance | isDecorated}
	block = appendEncodedString(block, server)
	block = appendEncodedString(block, namespace)
	block = c.appendInstance(block)
	b := le.AppendUint32(nil, signature)
	return append(le.AppendUint32(b, uint32(len(block))), block...)
}
