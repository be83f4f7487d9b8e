package ikeexttest

import (
	"bytes"
	"crypto/x509"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// dialIKEEXT binds to IKEEXT without signing in.
func dialIKEEXT(t testing.TB, h *Host) *rawConn {
	t.Helper()
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	return c
}

// call sends a request of one fragment and returns the body of the answer, of
// however many fragments.
func (r *rawConn) call(opnum uint16, stub []byte) (body []byte) {
	r.t.Helper()
	r.send(requestPDU(2, opnum, stub))
	for {
		answer := r.receive()
		require.Equal(r.t, byte(typeResponse), answer[2], "PDU type of % x", answer[:min(len(answer), 32)])
		body = append(body, answer[24:]...)
		if answer[3]&flagLast != 0 {
			return body
		}
	}
}

// requireFault expects a request to be answered with a fault.
func (r *rawConn) requireFault(want uint32, opnum uint16, stub []byte) {
	r.t.Helper()
	r.send(requestPDU(2, opnum, stub))
	requireFault(r.t, want, r.receive())
}

// page asks for the next associations and returns their numbers.
func (r *rawConn) page(handle []byte, most uint32) (ids []uint64) {
	r.t.Helper()
	body := r.call(2, le.AppendUint32(slices.Clone(handle), most))
	n := le.Uint32(body[len(body)-8:])
	require.Zero(r.t, le.Uint32(body[len(body)-4:]), "status")
	if n == 0 {
		require.Equal(r.t, make([]byte, 12), body)
		return nil
	}
	require.Equal(r.t, n, le.Uint32(body[4:]), "size of the array")
	at := 8
	for range n {
		ids = append(ids, le.Uint64(body[at:]))
		if le.Uint32(body[at+12:]) == ipV6 {
			at += 168
		} else {
			at += 144
		}
	}
	return ids
}

func number(id uint64) []byte { return le.AppendUint64(nil, id) }

func TestAssociationsComeInPages(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialIKEEXT(t, h)
	handle := c.createEnumHandle(nil)
	assert.Equal(t, 1, h.OpenEnumerations())
	var got []uint64
	for _, want := range []int{4, 4, 2, 0, 0} {
		page := c.page(handle, 4)
		require.Len(t, page, want)
		got = append(got, page...)
	}
	var want []uint64
	for _, sa := range DefaultSAs() {
		want = append(want, sa.ID)
	}
	assert.Equal(t, want, got)
	assert.Equal(t, make([]byte, 24), c.call(3, handle))
	assert.Zero(t, h.OpenEnumerations())
	assert.Empty(t, h.Violations())
	c.requireFault(faultContextMismatch, 2, append(handle, 1, 0, 0, 0))
}

// Two enumerations go their own ways.
func TestEnumerationsAreIndependent(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, SACount: 5})
	c := dialIKEEXT(t, h)
	one, two := c.createEnumHandle(nil), c.createEnumHandle(nil)
	assert.Equal(t, []uint64{1, 2, 3}, c.page(one, 3))
	assert.Equal(t, []uint64{1}, c.page(two, 1))
	assert.Equal(t, []uint64{4, 5}, c.page(one, 3))
	assert.Equal(t, []uint64{2, 3, 4, 5}, c.page(two, 1<<31))
}

func TestHandlesAreSharedWithinAnAssociation(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, SACount: 3})
	first := dialRPC(t, h.Endpoint())
	ack := first.ask(bindIKEEXT)
	handle := first.createEnumHandle(nil)

	bind := unhex(t, bindIKEEXT)
	copy(bind[20:], ack[20:24])
	member := dialRPC(t, h.Endpoint())
	member.send(bind)
	member.receive()
	assert.Equal(t, []uint64{1}, member.page(handle, 1))

	stranger := dialIKEEXT(t, h)
	stranger.requireFault(faultContextMismatch, 2, append(slices.Clone(handle), 1, 0, 0, 0))

	require.NoError(t, first.Close())
	assert.Equal(t, []uint64{2}, member.page(handle, 1))
	assert.Equal(t, 1, h.OpenEnumerations())
	require.NoError(t, member.Close())
	require.Eventually(t, func() bool { return h.OpenEnumerations() == 0 }, 5*time.Second, time.Millisecond)
}

func TestTemplatesChoose(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	gateway := DefaultSAs()[8].Credentials[0].Local // laptop01
	tests := []struct {
		name          string
		local, remote conditionValue
		hash          []byte
		want          []uint64
	}{
		{"nothing", conditionValue{}, conditionValue{}, nil, []uint64{1, 2, 3, 4, 5, 6, 7, 8, 1<<40 | 9, 10}},
		{"a remote address", conditionValue{}, conditionValue{typ: fwpUint32, number: 0xC6336407}, nil, []uint64{1}},
		{"a remote network", conditionValue{}, conditionValue{typ: fwpV4AddrMask, number: 0xC6336400, mask: 0xFFFFFF00}, nil,
			[]uint64{1, 1<<40 | 9, 10}},
		{"a remote address of IPv6", conditionValue{},
			conditionValue{typ: fwpByteArray16, bytes: unhex(t, "20010db8000500000000000000000017")}, nil, []uint64{4}},
		{"a remote network of IPv6", conditionValue{},
			conditionValue{typ: fwpV6AddrMask, bytes: unhex(t, "20010db8000000000000000000000000"), prefix: 37}, nil, []uint64{4, 7}},
		{"a local address of IPv6",
			conditionValue{typ: fwpByteArray16, bytes: unhex(t, "20010db8000000000000000000000001")}, conditionValue{}, nil, []uint64{4, 7, 8}},
		{"both", conditionValue{typ: fwpUint32, number: 0xC0000201}, conditionValue{typ: fwpV4AddrMask, number: 0xCB007100, mask: 0xFFFFFF00}, nil,
			[]uint64{2, 6}},
		{"another local address", conditionValue{typ: fwpUint32, number: 0xC0000202}, conditionValue{}, nil, nil},
		{"a certificate", conditionValue{}, conditionValue{}, gateway.CertificateHash, []uint64{5, 1<<40 | 9}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := &ndrWriter{}
			w.top(func() {
				w.conditionValue(&test.local)
				w.conditionValue(&test.remote)
				w.blob(test.hash)
			})
			c := dialIKEEXT(t, h)
			assert.Equal(t, test.want, c.page(c.createEnumHandle(w.b), 100))
		})
	}
	assert.Empty(t, h.Violations())
}

func TestTemplateOfATypeThatIsNoAddress(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	dialIKEEXT(t, h).requireFault(fwpInvalidEnumerator, 1, vectors(t)["op1_req_t012"].body)
}

// Arms 19 and 20 of a value came with Windows 10, arm 12 of a credential with
// Windows 8.
func TestOlderWindowsHasFewerArms(t *testing.T) {
	template := vectors(t)["op1_req_t020"].body
	for _, build := range []uint16{7601, 9600} {
		h := start(t, Config{AllowUnauthenticated: true, Build: build})
		dialIKEEXT(t, h).requireFault(0x1C000006, 1, template)
	}
	h := start(t, Config{AllowUnauthenticated: true, Build: 10240})
	dialIKEEXT(t, h).requireFault(fwpInvalidEnumerator, 1, template)

	h = start(t, Config{AllowUnauthenticated: true, Build: 7601})
	c := dialIKEEXT(t, h)
	assert.Len(t, c.page(c.createEnumHandle(nil), 100), len(DefaultSAs())-1)
	last := DefaultSAs()[9]
	h = start(t, Config{AllowUnauthenticated: true, Build: 7601, SAs: []SA{last}})
	c = dialIKEEXT(t, h)
	c.requireFault(1733, 5, append(number(last.ID), 0, 0, 0, 0))
	c.requireFault(1733, 2, append(c.createEnumHandle(nil), 1, 0, 0, 0))
}

func TestDeletionTakesEffect(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true, SACount: 4})
	c := dialIKEEXT(t, h)
	assert.Equal(t, make([]byte, 4), c.call(4, number(2)))
	assert.Equal(t, []uint64{2}, h.DeletedSAs())
	c.requireFault(0x80320008, 4, number(2))
	c.requireFault(0x80320008, 4, number(5))
	c.requireFault(0x80320008, 5, append(number(2), 0, 0, 0, 0))
	assert.Equal(t, []uint64{1, 3, 4}, c.page(c.createEnumHandle(nil), 100))
	assert.Equal(t, uint64(3), le.Uint64(c.call(5, append(number(3), 0, 0, 0, 0))[8:]))
	assert.Empty(t, h.Violations())
}

func TestLookupContextIsTaken(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	body := dialIKEEXT(t, h).call(5, vectors(t)["op5_req_guid"].body)
	assert.Equal(t, uint64(7), le.Uint64(body[8:]))
	dialIKEEXT(t, h).requireFault(0x80320008, 4, vectors(t)["op4_req"].body)
	assert.Empty(t, h.Violations())
}

func TestRightsOfIKEEXT(t *testing.T) {
	get := append(number(1), 0, 0, 0, 0)
	dacl, sacl := []byte{4, 0, 0, 0}, []byte{8, 0, 0, 0}
	set := func(info byte) []byte {
		w := &ndrWriter{}
		w.u32(uint32(info))
		w.construct(func() { w.blob(DefaultDescriptor()) })
		return w.b
	}
	tests := []struct {
		name   string
		opnum  uint16
		stub   []byte
		rights Rights
	}{
		{"statistics", 0, nil, 0x100},
		{"enumeration", 1, make([]byte, 4), 0x20},
		{"enumeration", 1, make([]byte, 4), 0x80},
		{"deletion", 4, number(1), 0x10000},
		{"association", 5, get, 0x80},
		{"DACL", 6, dacl, 0x20000},
		{"SACL", 6, sacl, 0x1000000},
		{"new owner", 7, set(1), 0x80000},
		{"new DACL", 7, set(4), 0x40000},
		{"new SACL", 7, set(8), 0x1000000},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{AllowUnauthenticated: true, DeniedRights: test.rights})
			dialIKEEXT(t, h).requireFault(5, test.opnum, test.stub)
			assert.Empty(t, h.Violations())
			assert.Empty(t, h.DeletedSAs())
			assert.Zero(t, h.OpenEnumerations())
			assert.Equal(t, DefaultDescriptor(), h.SADescriptor())

			h = start(t, Config{AllowUnauthenticated: true, DeniedRights: ^test.rights})
			if test.name != "enumeration" { // which needs two
				dialIKEEXT(t, h).call(test.opnum, test.stub)
			}
		})
	}
}

func TestDescriptorIsReadInParts(t *testing.T) {
	small := unhex(t, `
		01 00 04 80  14 00 00 00  20 00 00 00  00 00 00 00  2c 00 00 00
		01 01 00 00 00 00 00 05  12 00 00 00              # SYSTEM owns it
		01 01 00 00 00 00 00 05  13 00 00 00              # group LOCAL SERVICE
		02 00 1c 00  01 00 00 00                          # a DACL of one entry:
		00 00 14 00  a0 00 00 00  01 01 00 00 00 00 00 01  00 00 00 00`)
	h := start(t, Config{AllowUnauthenticated: true, SADescriptor: small})
	c := dialIKEEXT(t, h)
	assert.Equal(t, unhex(t, `
		20 00 00 00  00 00 02 00  20 00 00 00
		01 00 00 80  14 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00
		01 01 00 00 00 00 00 05  12 00 00 00
		00 00 00 00`), c.call(6, []byte{1, 0, 0, 0}))
	assert.Equal(t, unhex(t, `
		30 00 00 00  00 00 02 00  30 00 00 00
		01 00 04 80  00 00 00 00  00 00 00 00  00 00 00 00  14 00 00 00
		02 00 1c 00  01 00 00 00
		00 00 14 00  a0 00 00 00  01 01 00 00 00 00 00 01  00 00 00 00
		00 00 00 00`), c.call(6, []byte{4, 0, 0, 0}))
	c.requireFault(87, 6, []byte{16, 0, 0, 0})
	assert.Empty(t, h.Violations())
}

func TestDescriptorAnswerIsTheVector(t *testing.T) {
	w := &ndrWriter{}
	w.construct(func() { w.blob(count(2, 22)) })
	w.u32(0)
	requireVector(t, vectors(t)["op6_resp"], w.b)
}

func TestDescriptorIsReplacedInParts(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialIKEEXT(t, h)
	before, ok := parseDescriptor(DefaultDescriptor())
	require.True(t, ok)
	w := &ndrWriter{}
	w.u32(4)
	w.construct(func() {
		w.blob(unhex(t, `
			01 00 04 80  14 00 00 00  00 00 00 00  00 00 00 00  20 00 00 00
			01 01 00 00 00 00 00 05  13 00 00 00
			02 00 08 00  00 00 00 00                      # an empty DACL`))
	})
	assert.Equal(t, make([]byte, 4), c.call(7, w.b))
	after, ok := parseDescriptor(h.SADescriptor())
	require.True(t, ok)
	assert.Equal(t, unhex(t, `02 00 08 00 00 00 00 00`), after.dacl)
	assert.Equal(t, before.owner, after.owner)
	assert.Equal(t, before.group, after.group)

	c.requireFault(1338, 7, unhex(t, `04000000 01000000 01000000 01000000 01000000`))
	assert.Equal(t, after.encode(), h.SADescriptor())
}

// The SIDs of services are known ones.
func TestDefaultDescriptor(t *testing.T) {
	p, ok := parseDescriptor(DefaultDescriptor())
	require.True(t, ok)
	assert.Equal(t, sid(5, 18), p.owner)
	assert.Nil(t, p.sacl)
	assert.Equal(t, unhex(t, "02 00"), p.dacl[:2])
	assert.Equal(t, 7, int(le.Uint16(p.dacl[4:])), "entries")
	assert.Contains(t, string(p.dacl), string(sid(5, 80, 3088073201, 1464728630, 1879813800, 1107566885, 823218052)), "MpsSvc")
	assert.True(t, bytes.HasPrefix(p.dacl[8:], unhex(t, `00 00 18 00 ff 07 0f 00 01 02 00 00 00 00 00 05 20 00 00 00 20 02 00 00`)))
}

func TestAddressUpdatesAreTaken(t *testing.T) {
	h := start(t, Config{AllowUnauthenticated: true})
	c := dialIKEEXT(t, h)
	all := vectors(t)
	assert.Equal(t, make([]byte, 4), c.call(8, all["op8_req_v4"].body))
	assert.Equal(t, make([]byte, 4), c.call(9, all["op9_req"].body))
	six := append(number(9), unhex(t, `01000000
		01000000 20010db8000000000000000000000001
		01000000 20010db8000000000000000000000002`)...)
	assert.Len(t, six, 52)
	assert.Equal(t, make([]byte, 4), c.call(8, six))
	got := h.AddressUpdates()
	require.Len(t, got, 3)
	assert.Equal(t, uint64(0x0102030405060708), got[0].TunnelID)
	assert.Equal(t, "[0.0.0.2 0.0.0.3]", textOf(got[0].Preferred))
	assert.Nil(t, got[0].Additional)
	assert.Equal(t, uint64(9), got[1].TunnelID)
	assert.Equal(t, "[0.0.0.2 0.0.0.3 405:607:809:a0b:c0d:e0f:1011:1213]", textOf(got[1].Additional))
	assert.Equal(t, "[2001:db8::1 2001:db8::2]", textOf(got[2].Preferred))
	assert.Empty(t, h.Violations())
}

func TestDefaultAssociations(t *testing.T) {
	list := DefaultSAs()
	assert.Equal(t, list, DefaultSAs(), "the same every time")
	ids, methods, modules := map[uint64]bool{}, map[AuthMethod]bool{}, map[KeyModule]bool{}
	certificates, natted, v6 := 0, 0, 0
	for _, sa := range list {
		ids[sa.ID], modules[sa.KeyModule] = true, true
		if sa.UDPEncapsulation != nil {
			natted++
		}
		if sa.is6() {
			v6++
		}
		assert.Equal(t, sa.Local.Is6(), sa.Remote.Is6())
		for _, pair := range sa.Credentials {
			methods[pair.Local.Method], methods[pair.Peer.Method] = true, true
			if pair.Local.Certificate == nil {
				continue
			}
			certificates++
			parsed, err := x509.ParseCertificate(pair.Local.Certificate)
			require.NoError(t, err)
			assert.Equal(t, parsed.RawSubject, pair.Local.SubjectName)
			require.NoError(t, parsed.CheckSignature(parsed.SignatureAlgorithm, parsed.RawTBSCertificate, parsed.Signature))
		}
	}
	assert.Len(t, ids, len(list))
	assert.Len(t, methods, 13)
	assert.Len(t, modules, 3)
	assert.NotZero(t, certificates)
	assert.Equal(t, 2, natted)
	assert.Equal(t, 3, v6)
}

func TestManyAssociations(t *testing.T) {
	const many, most = 100_000, 1000
	h := start(t, Config{AllowUnauthenticated: true, SACount: many})
	c := dialIKEEXT(t, h)
	require.NoError(t, c.SetDeadline(time.Now().Add(5*time.Minute)))
	handle := c.createEnumHandle(nil)
	next := uint64(1)
	for page := c.page(handle, most); len(page) > 0; page = c.page(handle, most) {
		for _, id := range page {
			require.Equal(t, next, id)
			next++
		}
	}
	assert.Equal(t, uint64(many+1), next)
}
