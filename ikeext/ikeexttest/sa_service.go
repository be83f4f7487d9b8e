package ikeexttest

// Errors of the filter platform and of Windows that calls raise.
const (
	fwpNotFound          = 0x80320008 // FWP_E_NOT_FOUND
	fwpInvalidEnumerator = 0x8032001D // FWP_E_INVALID_ENUMERATOR
	fwpInvalidParameter  = 0x80320035 // FWP_E_INVALID_PARAMETER
	errorInvalidParam    = 87
	errorOutOfMemory     = 14
	errorInvalidSD       = 1338
	faultInvalidTag      = 0x1C000006 // nca_s_fault_invalid_tag
	errorInvalidTag      = 1733       // RPC_S_INVALID_TAG
)

// saEnumeration is what an enumeration handle of IKEEXT stands for. Its place is
// guarded by the mutex of the association.
type saEnumeration struct {
	template saTemplate
	place    int
}

// saOperations are the operations of IKEEXT but the statistics.
func (h *Host) saOperations() map[int]operation {
	return map[int]operation{
		1: raising(h.parseSACreateEnumHandle, h.saCreateEnumHandle),
		2: raising(parseSAEnum, h.saEnum),
		3: raising(parseSADestroyEnumHandle, h.saDestroyEnumHandle),
		4: raising(parseSADelete, h.saDelete),
		5: raising(parseSAGet, h.saGet),
		6: raising(parseGetSecurity, h.saGetSecurity),
		7: raising(parseSetSecurity, h.saSetSecurity),
		8: raising(parsePreferredAddresses, h.updateAddresses),
		9: raising(parseAdditionalAddresses, h.updateAddresses),
	}
}

// raising makes an operation whose answer may be a fault: parse reads the request,
// answer gets what it read.
func raising[T any](parse func(*conn, *cursor) (T, error), answer func(*conn, T) ([]byte, uint32)) operation {
	read := func(c *conn, stub []byte) (T, error) {
		args := &cursor{rest: stub}
		parsed, err := parse(c, args)
		if err != nil {
			return parsed, err
		}
		return parsed, checkEnd(args, stub)
	}
	return operation{
		check: func(c *conn, stub []byte) error {
			_, err := read(c, stub)
			return err
		},
		raise: func(c *conn, stub []byte) ([]byte, uint32) {
			parsed, err := read(c, stub)
			if b, ok := err.(*breach); ok {
				return nil, b.status // another connection closed a handle meanwhile
			}
			return answer(c, parsed)
		},
	}
}

// handle reads a context handle.
func (c *cursor) handle() (h contextHandle) {
	c.align(4)
	copy(h[:], c.bytes(len(h)))
	return h
}

func (h *Host) parseSACreateEnumHandle(_ *conn, args *cursor) (*saTemplate, error) {
	t, badTag := args.template(h.cfg.Build)
	if badTag {
		return nil, breachf(faultInvalidTag, "template of a type that has no arm")
	}
	return t, nil
}

func (h *Host) saCreateEnumHandle(c *conn, t *saTemplate) ([]byte, uint32) {
	if !t.local.addressType() || !t.remote.addressType() {
		return nil, fwpInvalidEnumerator
	}
	if status := h.denied(RightEnum | RightRead); status != 0 {
		return nil, status
	}
	handle, ok := c.association.open(&saEnumeration{template: *t})
	if !ok {
		return nil, errorOutOfMemory
	}
	h.enumerations.Add(1)
	return append(handle[:], 0, 0, 0, 0), 0
}

// enumRequest is what IkeRpcIkeSAEnum is asked for.
type enumRequest struct {
	enumeration *saEnumeration
	most        uint32
}

func parseSAEnum(c *conn, args *cursor) (*enumRequest, error) {
	handle := args.handle()
	r := &enumRequest{most: args.long()}
	if args.short {
		return r, nil
	}
	var err error
	r.enumeration, err = contextOf[*saEnumeration](c, "SAEnum", handle)
	return r, err
}

func (h *Host) saEnum(c *conn, r *enumRequest) ([]byte, uint32) {
	if status := h.denied(RightEnum | RightRead); status != 0 {
		return nil, status
	}
	page := h.takeSAs(c, r)
	w := &ndrWriter{}
	known := true
	var entries func()
	if len(page) > 0 {
		entries = func() {
			w.u32(uint32(len(page)))
			for i := range page {
				known = w.details(&page[i], h.cfg.Build) && known
			}
		}
	}
	w.top(entries)
	if !known {
		return nil, errorInvalidTag
	}
	w.u32(uint32(len(page)))
	w.u32(0)
	return w.b, 0
}

// takeSAs takes the next page of an enumeration.
func (h *Host) takeSAs(c *conn, r *enumRequest) (page []SA) {
	c.association.mu.Lock()
	defer c.association.mu.Unlock()
	e := r.enumeration
	for uint64(len(page)) < uint64(r.most) {
		sa, after, ok := h.sas.next(e.place, e.template.fits)
		e.place = after
		if !ok {
			break
		}
		page = append(page, sa)
	}
	return page
}

func parseSADestroyEnumHandle(c *conn, args *cursor) (handle contextHandle, err error) {
	if handle = args.handle(); args.short {
		return handle, nil
	}
	_, err = contextOf[*saEnumeration](c, "SADestroyEnumHandle", handle)
	return handle, err
}

func (h *Host) saDestroyEnumHandle(c *conn, handle contextHandle) ([]byte, uint32) {
	if c.association.close(handle) {
		h.enumerations.Add(-1)
	}
	return make([]byte, 24), 0 // a null handle and success
}

func parseSADelete(_ *conn, args *cursor) (id uint64, err error) { return args.hyper(), nil }

func (h *Host) saDelete(_ *conn, id uint64) ([]byte, uint32) {
	if status := h.denied(RightDelete); status != 0 {
		return nil, status
	}
	if !h.sas.remove(id) {
		return nil, fwpNotFound
	}
	return make([]byte, 4), 0
}

// parseSAGet reads a number and a [unique] GUID in which to look the association
// up; the host has no contexts, so that any GUID will do.
func parseSAGet(_ *conn, args *cursor) (id uint64, err error) {
	id = args.hyper()
	if args.long() != 0 {
		args.guid()
	}
	return id, nil
}

func (h *Host) saGet(_ *conn, id uint64) ([]byte, uint32) {
	if status := h.denied(RightRead); status != 0 {
		return nil, status
	}
	sa, ok := h.sas.get(id)
	if !ok {
		return nil, fwpNotFound
	}
	w := &ndrWriter{}
	known := true
	w.top(func() { known = w.details(&sa, h.cfg.Build) })
	if !known {
		return nil, errorInvalidTag
	}
	w.u32(0)
	return w.b, 0
}
