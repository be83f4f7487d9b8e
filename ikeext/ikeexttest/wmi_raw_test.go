package ikeexttest

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bindOf is a bind without authentication to an interface of DCOM, which all have
// version 0.0.
func bindOf(t testing.TB, iid string) []byte {
	t.Helper()
	bind := unhex(t, bindEPM)
	copy(bind[32:], unhex(t, iid))
	return set(48, 0, 0, 0, 0)(bind)
}

// Interfaces as they are on the wire.
const (
	iidActivation  = "b8 4a 9f 4d 1c 7d cf 11 86 1e 00 20 af 6e 7c 57" // 4d9f4ab8-7d1c-11cf-861e-0020af6e7c57
	iidActivator   = "a0 01 00 00 00 00 00 00 c0 00 00 00 00 00 00 46" // 000001a0-0000-0000-c000-000000000046
	iidExporter    = "c4 fe fc 99 60 52 1b 10 bb cb 00 aa 00 21 34 7a" // 99fcfec4-5260-101b-bbcb-00aa0021347a
	iidLogin       = "18 ad 09 f3 6a d8 d0 11 a0 75 00 c0 4f b6 88 20" // f309ad18-d86a-11d0-a075-00c04fb68820
	iidServices    = "99 dc 56 95 8c 82 cf 11 a3 7e 00 aa 00 32 40 c7" // 9556dc99-828c-11cf-a37e-00aa003240c7
	iidRemUnknown  = "31 01 00 00 00 00 00 00 c0 00 00 00 00 00 00 46" // 00000131-0000-0000-c000-000000000046
	orpcThis       = "05 00 07 00  00000000 00000000  000102030405060708090a0b0c0d0e0f  00000000"
	classIDOfLogin = "5e f0 c3 8b 6b d8 d0 11 a0 75 00 c0 4f b6 88 20" // 8bc3f05e-d86b-11d0-a075-00c04fb68820
	// No name, no storage, a level, no mode; one interface; one protocol, TCP.
	activateByHand = orpcThis + classIDOfLogin + `
		00000000 00000000  02000000 00000000
		01000000 01000000 01000000` + iidLogin + `
		0100 0000 01000000 0700`
	// "//./root/cimv2" with its zero, no locale, no flags, no context.
	loginArguments = `01000000  0f000000 00000000 0f000000
		2f00 2f00 2e00 2f00 7200 6f00 6f00 7400 2f00 6300 6900 6d00 7600 3200 0000  0000
		00000000 00000000 00000000`
	// "WQL", "SELECT * FROM Win32_PerfRawData_Counters_x", flags, no context.
	queryArguments = `01000000 03000000 06000000 03000000 5700 5100 4c00 0000
		02000000 2a000000 54000000 2a000000
		5300 4500 4c00 4500 4300 5400 2000 2a00 2000 4600 5200 4f00 4d00 2000
		5700 6900 6e00 3300 3200 5f00 5000 6500 7200 6600 5200 6100 7700 4400 6100 7400 6100 5f00
		4300 6f00 7500 6e00 7400 6500 7200 7300 5f00 7800
		30000000 00000000`
)

// objectPDU makes a request to an object in context 0.
func objectPDU(callID uint32, opnum uint16, ipid, stub []byte) []byte {
	b := requestPDU(callID, opnum, append(append([]byte{}, ipid...), stub...))
	b[3] |= flagObject
	return b
}

// loggedOn returns a connection to WMI and the IPID of a login object.
func loggedOn(t *testing.T, h *Host, iid string) (*rawConn, *object) {
	t.Helper()
	o := h.exporter.export(loginService, nil, nil)
	c := dialRPC(t, h.WMIEndpoint())
	c.send(bindOf(t, iid))
	require.Equal(t, byte(typeBindAck), c.receive()[2])
	return c, o
}

func TestActivationByHand(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true, Name: "R"})
	c := dialRaw(t, h.Addr().String())
	c.send(bindOf(t, iidActivation))
	c.receive()
	c.send(requestPDU(2, 0, unhex(t, activateByHand)))
	b := &cursor{rest: c.receive()[24:]}

	assert.Equal(t, make([]byte, 8), b.bytes(8), "ORPCTHAT")
	assert.Equal(t, h.exporter.oxid, le.Uint64(b.bytes(8)), "OXID")
	assert.NotZero(t, b.u32(), "referent of the bindings")
	size := b.u32()
	assert.EqualValues(t, size, b.u16(), "units in all")
	security := b.u16()
	units := b.bytes(int(size) * 2)
	assert.Equal(t, unhex(t, "0700 5200 5b00"), units[:6], "TCP, R[")
	assert.Equal(t, unhex(t, "0900 ffff 0000 0a00 ffff 0000 0000"), units[2*security:])
	assert.Equal(t, make([]byte, 4), units[2*security-4:2*security], "ends of the last string and of all strings")
	b.align(4)
	assert.Equal(t, h.exporter.unknown[:], b.bytes(16), "IPID of IRemUnknown")
	assert.Equal(t, unhex(t, "01000000  0500 0700  00000000"), b.bytes(12), "hint none, version, result")
	assert.Equal(t, unhex(t, "01000000"), b.bytes(4), "one interface")
	assert.NotZero(t, b.u32(), "its referent")
	length := b.u32()
	assert.Equal(t, length, b.u32(), "size of the OBJREF")
	objref := b.bytes(int(length))
	assert.Equal(t, unhex(t, "4d454f57 01000000"+iidLogin+"00000000 05000000"), objref[:32])
	assert.Equal(t, h.exporter.oxid, le.Uint64(objref[32:]))
	assert.NotNil(t, h.exporter.find([16]byte(objref[48:64])), "IPID")
	b.align(4)
	assert.Equal(t, unhex(t, "01000000 00000000 00000000"), b.bytes(12), "one result, status")
	assert.True(t, b.done())
	assert.Empty(t, h.Violations())
}

func TestLoginByHand(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true})
	c, o := loggedOn(t, h, iidLogin)
	c.send(objectPDU(2, 6, o.ipid[:], unhex(t, orpcThis+loginArguments)))
	stub := c.receive()[24:]
	assert.Equal(t, make([]byte, 8), stub[:8], "ORPCTHAT")
	length := le.Uint32(stub[12:])
	assert.Equal(t, length, le.Uint32(stub[16:]))
	assert.Equal(t, unhex(t, "4d454f57 01000000"+iidServices), stub[20:44])
	assert.Equal(t, make([]byte, 4), stub[len(stub)-4:], "status")
	assert.Equal(t, 2, h.OpenObjects())
	assert.Empty(t, h.Violations())
}

func TestLoginInAnUnknownNamespaceByHand(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true})
	c, o := loggedOn(t, h, iidLogin)
	stub := unhex(t, orpcThis+loginArguments)
	stub[32+16+2*13] = '3' // cimv3
	c.send(objectPDU(2, 6, o.ipid[:], stub))
	assert.Equal(t, unhex(t, "00000000 00000000  00000000  0e100480"), c.receive()[24:])
	assert.Empty(t, h.Violations())
}

// Each request is a breach, which is on record and answered with a fault.
func TestBreachesOfORPC(t *testing.T) {
	login := orpcThis + loginArguments
	release := func(arguments string) string { return orpcThis + arguments }
	tests := []struct {
		name  string
		iid   string
		opnum uint16
		ipid  string // "login", "unknown" or hexadecimal
		stub  string
		edit  func([]byte) []byte
		want  uint32
	}{
		{"no object", iidLogin, 6, "", login, nil, hresultDisconnected},
		{"unknown object", iidLogin, 6, "00112233445566778899aabbccddeeff", login, nil, hresultDisconnected},
		{"object of another interface", iidServices, 20, "login", login, nil, hresultInvalidIPID},
		{"login on IRemUnknown", iidLogin, 6, "unknown", login, nil, hresultInvalidIPID},
		{"opnum", iidLogin, 3, "login", login, nil, faultOpnumRange},
		{"DCOM 6", iidLogin, 6, "login", login, set(0, 6), hresultVersionMismatch},
		{"DCOM 5.8", iidLogin, 6, "login", login, set(2, 8), hresultVersionMismatch},
		{"flags", iidLogin, 6, "login", login, set(4, 1), hresultInvalidHeader},
		{"no stub", iidLogin, 6, "login", "", nil, faultBadStub},
		{"ORPCTHIS alone", iidLogin, 6, "login", orpcThis, nil, faultBadStub},
		{"extensions that are not there", iidLogin, 6, "login", login, set(28, 1), faultBadStub},
		{"string that is not there", iidLogin, 6, "login", login, set(44, 0xff, 0xff), faultBadStub},
		{"string without its zero", iidLogin, 6, "login", login, set(48+28, 1), faultBadStub},
		{"more than expected", iidLogin, 6, "login", login + "00000000", nil, faultBadStub},
		{"release of nothing", iidRemUnknown, 5, "unknown", release("0000 0000 00000000"), nil, faultBadStub},
		{"release of what is not there", iidRemUnknown, 5, "unknown", release("ffff 0000 ffff0000"), nil, faultBadStub},
		{
			"release of an unknown object", iidRemUnknown, 5, "unknown",
			release("0100 0000 01000000 00112233445566778899aabbccddeeff 05000000 00000000"), nil, hresultInvalidArgument,
		},
		{"method of IRemUnknown", iidRemUnknown, 3, "unknown", orpcThis, nil, faultOpnumRange},
		{"release on a login", iidRemUnknown, 5, "login", orpcThis, nil, hresultInvalidIPID},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true})
			c, o := loggedOn(t, h, test.iid)
			stub := unhex(t, test.stub)
			if test.edit != nil {
				stub = test.edit(stub)
			}
			pdu := requestPDU(2, test.opnum, stub)
			switch test.ipid {
			case "login":
				pdu = objectPDU(2, test.opnum, o.ipid[:], stub)
			case "unknown":
				pdu = objectPDU(2, test.opnum, h.exporter.unknown[:], stub)
			case "":
			default:
				pdu = objectPDU(2, test.opnum, unhex(t, test.ipid), stub)
			}
			c.send(pdu)
			requireFault(t, test.want, c.receive())
			assert.Len(t, h.Violations(), 1)
			assert.Equal(t, 1, h.OpenObjects(), "the login alone")
		})
	}
}

func TestReleaseByHand(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true})
	c, o := loggedOn(t, h, iidRemUnknown)
	release := func(refs byte) []byte {
		stub := unhex(t, orpcThis+"0100 0000 01000000"+"00000000000000000000000000000000"+"00000000 00000000")
		copy(stub[40:], o.ipid[:])
		stub[56] = refs
		return objectPDU(2, 5, h.exporter.unknown[:], stub)
	}
	c.send(release(4))
	assert.Equal(t, make([]byte, 12), c.receive()[24:], "ORPCTHAT, status")
	assert.Equal(t, 1, h.OpenObjects(), "one reference is out")
	c.send(release(2))
	requireFault(t, hresultInvalidArgument, c.receive())
	c.send(release(1))
	assert.Equal(t, make([]byte, 12), c.receive()[24:])
	assert.Zero(t, h.OpenObjects())
	assert.Len(t, h.Violations(), 1)
}

// An object is named in every fragment, and in all of them alike.
func TestFragmentsNameOneObject(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true})
	c, o := loggedOn(t, h, iidLogin)
	stub := unhex(t, orpcThis+loginArguments)
	first, second := objectPDU(2, 6, o.ipid[:], stub[:32]), objectPDU(2, 6, o.ipid[:], stub[32:])
	first[3] &^= flagLast
	second[3] &^= flagFirst
	c.send(append(first, second...))
	require.Equal(t, byte(typeResponse), c.receive()[2])
	second[24]++
	c.send(append(first, second...))
	c.requireEnd()
	assert.Len(t, h.Violations(), 1)
}

// createInstanceStub is a request of RemoteCreateInstance as impacket makes it.
func createInstanceStub(t testing.TB) []byte {
	t.Helper()
	return readHex(t, "testdata/create_instance.hex")
}

func TestCreateInstanceByImpacket(t *testing.T) {
	h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true})
	c := dialRaw(t, h.Addr().String())
	c.send(bindOf(t, iidActivator))
	c.receive()
	c.send(requestPDU(2, 4, createInstanceStub(t)))
	stub := c.receive()[24:]
	assert.Equal(t, make([]byte, 8), stub[:8], "ORPCTHAT")
	assert.Equal(t, unhex(t, `4d454f57 04000000
		a3 01 00 00 00 00 00 00 c0 00 00 00 00 00 00 46  # IID_IActivationPropertiesOut
		39 03 00 00 00 00 00 00 c0 00 00 00 00 00 00 46  # CLSID_ActivationPropertiesOut`), stub[20:60])
	assert.Equal(t, make([]byte, 4), stub[len(stub)-4:], "status")
	assert.Equal(t, 1, h.OpenObjects())
	assert.Empty(t, h.Violations())
}

// A request that is cut anywhere is a breach, and so is one whose counts, sizes or
// identifiers are others.
func TestBreachesOfCreateInstance(t *testing.T) {
	whole := createInstanceStub(t)
	for n := range whole {
		_, err := parseCreateInstance(whole[:n])
		require.Error(t, err, "%d bytes of %d", n, len(whole))
	}
	for offset, meaning := range map[int]string{
		32: "outer object", 36: "no properties", 40: "size of the array", 44: "length", 48: "signature", 52: "kind",
		56: "interface", 72: "class", 96: "size of the blob", 120: "total size", 136: "number of properties",
	} {
		spoiled := bytes.Clone(whole)
		other := uint32(0)
		if offset != 36 {
			other = le.Uint32(spoiled[offset:]) ^ 3
		}
		le.PutUint32(spoiled[offset:], other)
		_, err := parseCreateInstance(spoiled)
		require.Error(t, err, meaning)
	}
}

func TestBreachesOfActivation(t *testing.T) {
	tests := []struct {
		name string
		edit func([]byte) []byte
		want uint32
	}{
		{"mode", set(32+16+12, 1), faultBadStub},
		{"more interfaces than there are", set(32+16+16, 2), faultBadStub},
		{"no interfaces", set(32+16+20, 0), faultBadStub},
		{"other protocol", set(32+16+16+12+16+8, 15), faultBadStub},
		{"cut", func(b []byte) []byte { return b[:len(b)-2] }, faultBadStub},
		{"DCOM 4", set(0, 4), hresultVersionMismatch},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := start(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true})
			c := dialRaw(t, h.Addr().String())
			c.send(bindOf(t, iidActivation))
			c.receive()
			c.send(requestPDU(2, 0, test.edit(unhex(t, activateByHand))))
			requireFault(t, test.want, c.receive())
			assert.Len(t, h.Violations(), 1)
			assert.Zero(t, h.OpenObjects())
		})
	}
}
