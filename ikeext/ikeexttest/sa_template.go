package ikeexttest

import (
	"bytes"
	"net/netip"
)

// FWP_DATA_TYPE, as far as a template of security associations means something.
const (
	fwpEmpty       = 0
	fwpUint32      = 3
	fwpByteArray16 = 11
	fwpV4AddrMask  = 256
	fwpV6AddrMask  = 257
	fwpRange       = 258
)

// saTemplate is an IKEEXT_SA_ENUM_TEMPLATE0: what an association has to be like. The
// zero saTemplate fits every one.
type saTemplate struct {
	local, remote conditionValue
	certHash      []byte
}

// conditionValue is a FWP_CONDITION_VALUE0 (or FWP_VALUE0). Of types that are no
// address only the number is kept in a form that means something.
type conditionValue struct {
	typ    uint32
	number uint64   // of types that are a number, and the address of IPv4
	mask   uint32   // of IPv4
	bytes  []byte   // 16 of IPv6, a blob, what else there is
	prefix byte     // of IPv6
	text   string   // of a string
	sids   [][]byte // of a token
	low    *conditionValue
	high   *conditionValue
}

// template reads the [unique] template of opnum 1. Windows before 8 or 10 has no
// arms for some types, whose numbers it refuses.
func (c *cursor) template(build uint16) (t *saTemplate, badTag bool) {
	t = &saTemplate{}
	if c.long() == 0 {
		return t, false
	}
	r := &valueReader{cursor: c, build: build}
	r.value(&t.local, true)
	r.value(&t.remote, true)
	r.blob(&t.certHash)
	r.finish()
	return t, r.badTag
}

// valueReader reads values and, behind the construction that holds them, what they
// point to.
type valueReader struct {
	*cursor
	build    uint16
	badTag   bool // a union has no arm of that number
	deferred []func()
}

// pointer reads a referent and keeps how to read what it points to.
func (r *valueReader) pointer(pointee func()) {
	if r.long() != 0 {
		r.deferred = append(r.deferred, pointee)
	}
}

// finish reads what the pointers so far point to, each followed by what it points
// to itself.
func (r *valueReader) finish() {
	pointees := r.deferred
	r.deferred = nil
	for _, pointee := range pointees {
		if r.short || r.badTag {
			return
		}
		pointee()
		r.finish()
	}
}

// blob reads a FWP_BYTE_BLOB.
func (r *valueReader) blob(into *[]byte) {
	size := r.long()
	r.pointer(func() {
		n := r.count(1)
		if uint32(n) != size {
			r.fail() // the size is told twice
		}
		*into = append([]byte{}, r.cursor.bytes(n)...)
	})
}

// value reads a value, one of a condition with more types than others.
func (r *valueReader) value(v *conditionValue, condition bool) {
	v.typ = r.long()
	if tag := r.long(); tag != v.typ {
		r.fail() // the type is told twice
	}
	if r.short || r.badTag {
		return
	}
	const lastOfWindows81, firstOfConditions, firstWindows10 = 18, 256, 10240
	switch {
	case v.typ > lastOfWindows81 && v.typ < firstOfConditions && r.build < firstWindows10,
		v.typ >= firstOfConditions && !condition:
		r.badTag = true
		return
	}
	switch v.typ {
	case fwpEmpty:
	case 1, 5, 19:
		v.number = uint64(r.u8())
	case 2, 6:
		r.align(2)
		v.number = uint64(r.u16())
	case fwpUint32, 7, 9:
		v.number = uint64(r.long())
	case 4, 8, 10: // 64 bits
		r.pointer(func() { v.number = r.hyper() })
	case fwpByteArray16:
		r.pointer(func() { v.bytes = bytes.Clone(r.cursor.bytes(16)) })
	case 12, 14, 16: // blobs
		r.pointer(func() { r.blob(&v.bytes) })
	case 13:
		r.pointer(func() { v.bytes = r.sid() })
	case 15:
		r.pointer(func() { r.token(v) })
	case 17:
		r.pointer(func() { v.text = r.string() })
	case 18:
		r.pointer(func() { v.bytes = bytes.Clone(r.cursor.bytes(6)) })
	case 20:
		r.pointer(func() { v.bytes = bytes.Clone(r.cursor.bytes(8)) })
	case fwpV4AddrMask:
		r.pointer(func() { v.number, v.mask = uint64(r.long()), r.long() })
	case fwpV6AddrMask:
		r.pointer(func() { v.bytes, v.prefix = bytes.Clone(r.cursor.bytes(16)), r.u8() })
	case fwpRange:
		v.low, v.high = &conditionValue{}, &conditionValue{}
		r.pointer(func() {
			r.value(v.low, false)
			r.value(v.high, false)
		})
	default:
		r.badTag = true
	}
}

// token reads a FWP_TOKEN_INFORMATION: two lists of SIDs with attributes.
func (r *valueReader) token(v *conditionValue) {
	list := func() {
		size := r.long()
		r.pointer(func() {
			n := r.count(8)
			if uint32(n) != size {
				r.fail()
			}
			for range n {
				r.pointer(func() { v.sids = append(v.sids, r.sid()) })
				r.long() // attributes
			}
		})
	}
	list()
	list()
}

// fits reports whether an association is what a template asks for.
func (t *saTemplate) fits(sa *SA) bool {
	return t.local.covers(sa.Local) && t.remote.covers(sa.Remote) && t.fitsCertificate(sa)
}

// fitsCertificate reports whether the local end showed the certificate that is
// asked for, if any.
func (t *saTemplate) fitsCertificate(sa *SA) bool {
	if len(t.certHash) == 0 {
		return true
	}
	for _, pair := range sa.Credentials {
		if bytes.Equal(pair.Local.CertificateHash, t.certHash) {
			return true
		}
	}
	return false
}

// covers reports whether a value covers an address: an address of either version, a
// network of either, or nothing for all. Values of other types cover none.
func (v *conditionValue) covers(a netip.Addr) bool {
	switch v.typ {
	case fwpEmpty:
		return true
	case fwpUint32:
		return a.Is4() && numberOf(a) == uint32(v.number)
	case fwpV4AddrMask:
		return a.Is4() && numberOf(a)&v.mask == uint32(v.number)&v.mask
	case fwpByteArray16, fwpV6AddrMask:
		prefix := 128
		if v.typ == fwpV6AddrMask {
			prefix = int(v.prefix)
		}
		network, ok := netip.AddrFromSlice(v.bytes)
		return ok && a.Is6() && netip.PrefixFrom(network, prefix).Contains(a)
	}
	return false
}

// addressType reports whether a value is one that a template may have for a subnet.
func (v *conditionValue) addressType() bool {
	switch v.typ {
	case fwpEmpty, fwpUint32, fwpByteArray16, fwpV4AddrMask, fwpV6AddrMask:
		return true
	}
	return false
}
