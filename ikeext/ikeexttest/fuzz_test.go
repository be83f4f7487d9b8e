package ikeexttest

import (
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
	f.Fuzz(func(t *testing.T, port byte, data []byte) {
		h, err := newHost(Config{AllowUnauthenticated: true})
		if err != nil {
			t.Fatal(err)
		}
		client, server := net.Pipe()
		served, drained := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(served)
			newConn(h, h.ports[int(port)%len(h.ports)], server).serve()
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
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
}
