package ikeexttest

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// FuzzConnection feeds raw bytes to a connection: whatever they are, the host
// neither panics nor hangs, and forgets what the connection opened.
func FuzzConnection(f *testing.F) {
	join := func(pdus ...[]byte) (b []byte) {
		for _, p := range pdus {
			b = append(b, p...)
		}
		return b
	}
	signIn := edited(f, bindIKEEXT, withTrailer(authNTLM, levelPrivacy, negotiateMessage(f)...))
	auth3 := edited(f, `05 00 10 03 10 00 00 00 14 00 00 00 02 00 00 00 00 00 00 00`,
		withTrailer(authNTLM, levelPrivacy, append([]byte("NTLMSSP\x00\x03\x00\x00\x00"), make([]byte, 80)...)...))
	sealed := edited(f, getStatistics, withTrailer(authNTLM, levelPrivacy, make([]byte, 16)...))
	f.Add(byte(0), join(unhex(f, bindEPM), unhex(f, mapIKEEXT)))
	f.Add(byte(1), join(unhex(f, bindIKEEXT), unhex(f, getStatistics)))
	f.Add(byte(1), join(signIn, auth3, sealed))
	negotiate := edited(f, bindIKEEXT, withTrailer(authNegotiate, levelPrivacy, unhex(f, negInitKerberosNTLM)...))
	alter := edited(f, bindIKEEXT, func(b []byte) []byte {
		b[2] = typeAlterContext
		return withTrailer(authNegotiate, levelPrivacy, wrapped(negotiateMessage(f), nil)...)(b)
	})
	f.Add(byte(1), join(negotiate, alter, sealed))
	f.Add(byte(2), join(unhex(f, bindEngine), requestPDU(2, 2, make([]byte, 8)), requestPDU(3, 3, make([]byte, 20))))
	f.Add(byte(2), join(unhex(f, bindEngine), requestPDU(2, 2, make([]byte, 64))))
	for name, v := range vectors(f) {
		// The number of the operation follows op in the name.
		if strings.Contains(name, "_req") {
			f.Add(byte(1), join(unhex(f, bindIKEEXT), requestPDU(2, uint16(name[2]-'0'), v.body)))
		}
	}
	f.Add(byte(1), join(unhex(f, bindIKEEXT), requestPDU(2, 1, make([]byte, 4)), requestPDU(3, 6, []byte{15, 0, 0, 0})))
	f.Fuzz(func(t *testing.T, port byte, data []byte) {
		serveBytes(t, Config{AllowUnauthenticated: true}, int(port), data)
	})
}

// FuzzWMI is the same for a host with WMI, with objects that the bytes can name:
// the IPID of a login is 1 throughout, of IRemUnknown 2, of a namespace 3.
func FuzzWMI(f *testing.F) {
	login, unknown, namespace := bytes.Repeat([]byte{1}, 16), bytes.Repeat([]byte{2}, 16), bytes.Repeat([]byte{3}, 16)
	join := func(bind string, pdus ...[]byte) (b []byte) {
		b = bindOf(f, bind)
		for _, p := range pdus {
			b = append(b, p...)
		}
		return b
	}
	f.Add(byte(0), join(iidExporter, requestPDU(2, 3, nil), requestPDU(3, 5, nil)))
	f.Add(byte(0), join(iidActivation, requestPDU(2, 0, unhex(f, activateByHand))))
	f.Add(byte(0), join(iidActivator, requestPDU(2, 4, createInstanceStub(f))))
	f.Add(byte(1), join(iidLogin, objectPDU(2, 6, login, unhex(f, orpcThis+loginArguments))))
	f.Add(byte(1), join(iidServices, objectPDU(2, 20, namespace, unhex(f, orpcThis+queryArguments))))
	f.Add(byte(1), join(iidRemUnknown, objectPDU(2, 5, unknown,
		unhex(f, orpcThis+"0100 0000 01000000 01010101010101010101010101010101 05000000 00000000"))))
	f.Fuzz(func(t *testing.T, port byte, data []byte) {
		serveBytes(t, Config{Profile: WMIOpenSplit, AllowUnauthenticated: true}, int(port), data)
	})
}

// serveBytes feeds bytes to a connection and ends it.
func serveBytes(t *testing.T, cfg Config, port int, data []byte) {
	h, err := newHost(cfg)
	if err != nil {
		t.Fatal(err)
	}
	for i, service := range []string{loginService, servicesService} {
		o := &object{service: service, refs: publicRefs, state: `ROOT\CIMV2`}
		for k := range o.ipid {
			o.ipid[k] = byte(1 + 2*i)
			h.exporter.unknown[k] = 2
		}
		h.exporter.objects[o.ipid] = o
	}
	client, server := net.Pipe()
	served, drained := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(served)
		newConn(h, h.ports[port%len(h.ports)], server).serve()
	}()
	go func() {
		defer close(drained)
		io.Copy(io.Discard, client)
	}()
	// It fails when the host has had enough.
	_, _ = client.Write(data)
	client.Close()
	select {
	case <-served:
	case <-time.After(10 * time.Second):
		t.Fatal("the connection outlives its peer")
	}
	<-drained
	for _, v := range h.Violations() {
		if strings.Contains(v, "panicked") {
			t.Error(v)
		}
	}
	if n := h.OpenEngines(); n != 0 {
		t.Errorf("%d engine sessions left", n)
	}
	if n := h.OpenEnumerations(); n != 0 {
		t.Errorf("%d enumerations left", n)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
}
