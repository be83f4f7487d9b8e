package ikeexttest

// ndrWriter encodes a body in NDR ([C706] chapter 14), little-endian. It is written
// from the rules of the standard, so that it can tell when the encoder of the
// client is wrong.
type ndrWriter struct {
	b         []byte
	referents uint32
	deferred  []func() // what the pointers written so far point to
}

// align pads to a multiple of n.
func (w *ndrWriter) align(n int) { w.b = appendPad(w.b, n) }

func (w *ndrWriter) u8(v byte) { w.b = append(w.b, v) }

func (w *ndrWriter) u16(v uint16) {
	w.align(2)
	w.b = le.AppendUint16(w.b, v)
}

func (w *ndrWriter) u32(v uint32) {
	w.align(4)
	w.b = le.AppendUint32(w.b, v)
}

func (w *ndrWriter) u64(v uint64) {
	w.align(8)
	w.b = le.AppendUint64(w.b, v)
}

func (w *ndrWriter) bytes(b []byte) { w.b = append(w.b, b...) }

// pointer writes a referent and keeps what it points to for the end of the
// construction that holds it. Nil is the null pointer.
func (w *ndrWriter) pointer(pointee func()) {
	if pointee == nil {
		w.u32(0)
		return
	}
	const first, step = 0x20000, 4
	w.u32(first + step*w.referents)
	w.referents++
	w.deferred = append(w.deferred, pointee)
}

// construct writes a construction and behind it what its pointers point to, in
// their order, each followed by what it points to itself.
func (w *ndrWriter) construct(write func()) {
	outer := w.deferred
	w.deferred = nil
	write()
	pointees := w.deferred
	w.deferred = nil
	for _, pointee := range pointees {
		w.construct(pointee)
	}
	w.deferred = outer
}

// top writes a pointer that is no part of another construction, with what it points
// to right behind it. Nil is the null pointer.
func (w *ndrWriter) top(pointee func()) {
	w.construct(func() { w.pointer(pointee) })
}

// array writes a conformant array of bytes.
func (w *ndrWriter) array(b []byte) {
	w.u32(uint32(len(b)))
	w.bytes(b)
}

// blob writes a FWP_BYTE_BLOB. Nil is one without data.
func (w *ndrWriter) blob(b []byte) {
	w.u32(uint32(len(b)))
	if b == nil {
		w.pointer(nil)
		return
	}
	w.pointer(func() { w.array(b) })
}

// text writes a conformant and varying string of UTF-16 with its zero.
func (w *ndrWriter) text(s string) {
	units := append(encodeUTF16(s), 0, 0)
	n := uint32(len(units) / 2)
	w.u32(n)
	w.u32(0)
	w.u32(n)
	w.bytes(units)
}
