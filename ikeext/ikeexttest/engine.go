package ikeexttest

import (
	"crypto/rand"
	"fmt"
)

// engineSession is what a handle of the engine stands for.
type engineSession struct{}

// engineTable says which number an operation of the Base Filtering Engine has.
type engineTable struct {
	open, close, getOption, getSecurity int
	statistics, dosp                    int
	size                                int // how many operations there are
}

// engineTableOf returns the table of a build. That of the builds between 19045 and
// 26100 is not known; they have that of 19041 here. Of 26100 and later the
// operations in front are known and the others inferred.
func engineTableOf(build uint16) engineTable {
	const firstWindows10, first24H2 = 10240, 26100
	switch {
	case build < firstWindows8:
		return engineTable{open: 1, close: 2, getOption: 3, getSecurity: 5, statistics: 83, dosp: 100, size: 142}
	case build < firstWindows10:
		return engineTable{open: 2, close: 3, getOption: 4, getSecurity: 6, statistics: 84, dosp: 104, size: 183}
	case build < first24H2:
		return engineTable{open: 2, close: 3, getOption: 4, getSecurity: 6, statistics: 84, dosp: 104, size: 195}
	}
	return engineTable{open: 2, close: 3, getOption: 4, getSecurity: 6, statistics: 85, dosp: 105, size: 198}
}

// engineService is the Base Filtering Engine of the host's build. Operations that
// it has not learnt want more than a handle and say so, as they would on Windows.
func (h *Host) engineService() *service {
	table := engineTableOf(h.cfg.Build)
	operations := map[int]operation{}
	for opnum := range table.size {
		operations[opnum] = operation{check: checkStrange, raise: badStub}
	}
	// The neighbours of the statistics, which callers who take them for those meet:
	// FilterSubscriptionsGet with an empty array, IPsecOffloadDone, IPsecDosFWUsed.
	operations[table.statistics-3] = withSession(func(*conn) ([]byte, uint32) { return make([]byte, 12), 0 })
	operations[table.statistics-2] = withSession(func(*conn) ([]byte, uint32) { return make([]byte, 8), 0 })
	operations[table.statistics-1] = operations[table.statistics-2]

	operations[table.open] = operation{check: checkEngineOpen, raise: h.engineOpen}
	operations[table.close] = operation{check: checkEngineClose, raise: engineClose}
	operations[table.getOption] = raising(parseGetOption, h.engineGetOption)
	operations[table.getSecurity] = raising(parseEngineSecurity, h.engineGetSecurity)
	operations[table.statistics] = withSession(h.ipsecStatistics)
	operations[table.dosp] = withSession(h.dospStatistics)
	s := newService("engine", versionOne("dd490425-5325-4565-b774-7e27d6c09c24"), operations)
	s.secure = true
	return s
}

// isOpenProbe reports whether a body is that of an EngineOpen without session and
// language. Where another operation has that number it is refused and no breach:
// callers who cannot know the table find it like that, which does no harm.
func isOpenProbe(stub []byte) bool { return len(stub) == 8 && [8]byte(stub) == [8]byte{} }

func badStub(*conn, []byte) ([]byte, uint32) { return nil, faultBadStub }

// checkStrange checks a call of an operation that the host has not learnt. All of
// them begin with the handle of a session.
func checkStrange(c *conn, stub []byte) error {
	if isOpenProbe(stub) {
		return nil
	}
	args := &cursor{rest: stub}
	handle := args.handle()
	if args.short {
		return breachf(faultBadStub, "stub of %d bytes where a session is expected", len(stub))
	}
	if _, err := contextOf[*engineSession](c, "engine", handle); err != nil {
		return err
	}
	return breachf(faultBadStub, "stub of %d bytes for an operation that the simulated host does not know", len(stub))
}

// withSession makes an operation that is given the handle of a session and nothing
// else.
func withSession(answer func(*conn) ([]byte, uint32)) operation {
	return raising(func(c *conn, args *cursor) (struct{}, error) {
		return struct{}{}, args.session(c)
	}, func(c *conn, _ struct{}) ([]byte, uint32) { return answer(c) })
}

// session reads the handle of a session that is open.
func (c *cursor) session(on *conn) error {
	handle := c.handle()
	if c.short {
		return nil
	}
	_, err := contextOf[*engineSession](on, "engine", handle)
	return err
}

// engineOpen opens a session, which ends with engineClose or with the last
// connection of its association.
func (h *Host) engineOpen(c *conn, _ []byte) ([]byte, uint32) {
	if status := h.denied(RightOpen); status != 0 {
		return nil, status
	}
	handle, ok := c.association.open(&engineSession{})
	if !ok {
		return nil, errorOutOfMemory
	}
	h.engines.Add(1)
	var event [16]byte
	rand.Read(event[:])
	w := &ndrWriter{b: handle[:]}
	w.top(func() {
		w.text(fmt.Sprintf(`Global\BFE_Notify_Event_{%x-%x-%x-%x-%x}`,
			event[:4], event[4:6], event[6:8], event[8:10], event[10:]))
	})
	w.u32(0) // the event itself, which only the engine's own process gets
	w.u32(0)
	return w.b, 0
}

func checkEngineClose(c *conn, stub []byte) error {
	if isOpenProbe(stub) {
		return nil
	}
	if len(stub) != 20 {
		return breachf(faultBadStub, "EngineClose: stub of %d bytes", len(stub))
	}
	_, err := contextOf[*engineSession](c, "EngineClose", contextHandle(stub))
	return err
}

func engineClose(c *conn, stub []byte) ([]byte, uint32) {
	if isOpenProbe(stub) {
		return badStub(c, stub)
	}
	if c.association.close(contextHandle(stub)) {
		c.host.engines.Add(-1)
	}
	return make([]byte, 24), 0 // a null handle and success
}

// AbortEngines ends every session of the Base Filtering Engine that is open now, as
// Windows does when the engine is started anew: their handles stand for nothing any
// longer, so that calls with them raise 0x1C00001A.
func (h *Host) AbortEngines() {
	for _, a := range h.associations.list() {
		h.engines.Add(-a.abort(func(context any) bool { _, ok := context.(*engineSession); return ok }))
	}
}

// rundown ends what the peer left open: the context handles, unless other
// connections share them, and the objects.
func (c *conn) rundown() {
	if c.association != nil {
		for _, context := range c.host.associations.leave(c.group) {
			switch context.(type) {
			case *engineSession:
				c.host.engines.Add(-1)
			case *saEnumeration:
				c.host.enumerations.Add(-1)
			}
		}
	}
	c.host.exporter.rundown(c)
}
