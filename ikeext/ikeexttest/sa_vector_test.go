package ikeexttest

import (
	"bytes"
	"encoding/hex"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// vector is a body that an encoder made which is not ours.
type vector struct {
	body      []byte
	referents []int // offsets of embedded ones
}

// vectors reads testdata/associations.txt.
func vectors(t testing.TB) map[string]vector {
	t.Helper()
	text, err := os.ReadFile("testdata/associations.txt")
	require.NoError(t, err)
	all := map[string]vector{}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if fields[0] == "#" {
			continue
		}
		require.Len(t, fields, 3)
		v := vector{}
		v.body, err = hex.DecodeString(fields[2])
		require.NoError(t, err)
		if fields[1] != "-" {
			for _, offset := range strings.Split(fields[1], ",") {
				at, err := strconv.Atoi(offset)
				require.NoError(t, err)
				v.referents = append(v.referents, at)
			}
		}
		all[fields[0]] = v
	}
	require.Len(t, all, 27)
	return all
}

// requireVector compares a body with a vector, except for the values of referents.
func requireVector(t testing.TB, v vector, got []byte, top ...int) {
	t.Helper()
	require.Len(t, got, len(v.body))
	want, got := bytes.Clone(v.body), bytes.Clone(got)
	for _, at := range append(top, v.referents...) {
		require.NotZero(t, le.Uint32(got[at:]), "referent at %d", at)
		copy(got[at:at+4], want[at:])
	}
	require.Equal(t, hex.Dump(want), hex.Dump(got))
}

// count returns the bytes from first to last.
func count(first, last byte) (b []byte) {
	for v := int(first); v <= int(last); v++ {
		b = append(b, byte(v))
	}
	return b
}

// vectorSA is what the vectors of opnum 5 have in common.
func vectorSA(local Credential) SA {
	local.Impersonation = 1
	return SA{
		ID: 2, KeyModule: KeyModuleIKEV2,
		Local: netip.MustParseAddr("0.0.0.3"), Remote: netip.MustParseAddr("0.0.0.4"),
		UDPEncapsulation: &UDPPorts{14, 15},
		AuthIPFilterID:   5,
		Proposal: Proposal{
			Cipher: 4, KeyLength: 6, Rounds: 7, Integrity: 2, LifetimeSeconds: 8, DHGroup: 3, QuickModeLimit: 9,
		},
		InitiatorCookie: 10, ResponderCookie: 11,
		Credentials:       []CredentialPair{{local, Credential{Method: MethodAnonymous, Impersonation: 1}}},
		PolicyKey:         [16]byte(count(0x0C, 0x1B)),
		VirtualIfTunnelID: 13,
	}
}

// The associations are those of the vectors, read from their bytes by hand.
func TestAssociationByIDIsTheVector(t *testing.T) {
	tests := []struct {
		name  string
		local Credential
		key   []byte
	}{
		{"op5_resp_c00", Credential{Method: MethodPresharedKey, PresharedKey: count(0x12, 0x14), Flags: 0x11}, count(0x15, 0x19)},
		{"op5_resp_c02", Credential{Method: MethodKerberos, PrincipalName: "ike17"}, count(0x12, 0x16)},
		{"op5_resp_c04", certificateOfVector(MethodSSL), count(0x30, 0x34)},
		{"op5_resp_c06", certificateOfVector(MethodIPv6CGA), count(0x30, 0x34)},
		{"op5_resp_c08", certificateOfVector(MethodCertificateECDSAP384), count(0x30, 0x34)},
		{"op5_resp_c10", certificateOfVector(MethodSSLECDSAP384), count(0x30, 0x34)},
		{"op5_resp_c12", Credential{Method: MethodReserved, PrincipalName: "ike17"}, count(0x12, 0x16)},
	}
	all := vectors(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sa := vectorSA(test.local)
			sa.CorrelationKey = test.key
			h := start(t, Config{AllowUnauthenticated: true, SAs: []SA{sa}})
			c := dialRPC(t, h.Endpoint())
			c.ask(bindIKEEXT)
			c.send(requestPDU(2, 5, unhex(t, "0200000000000000 00000000")))
			requireVector(t, all[test.name], c.receive()[24:], 0)
		})
	}
}

// certificateOfVector is the certificate of the vectors.
func certificateOfVector(method AuthMethod) Credential {
	return Credential{
		Method: method, SubjectName: count(0x12, 0x14), CertificateHash: count(0x15, 0x28),
		Flags: 0x11, Certificate: count(0x29, 0x2F),
	}
}

func TestPageOfAssociationsIsTheVector(t *testing.T) {
	first := vectorSA(Credential{
		Method: MethodCertificate, SubjectName: count(0x3D, 0x3F), CertificateHash: count(0x40, 0x53),
		Flags: 0x3C, Certificate: count(0x54, 0x5A),
	})
	first.UDPEncapsulation, first.CorrelationKey = &UDPPorts{0x39, 0x3A}, count(0x5B, 0x5F)
	named := func(m AuthMethod, name string) Credential {
		return Credential{Method: m, Impersonation: 1, PrincipalName: name}
	}
	second := SA{
		ID: 14, KeyModule: KeyModuleIKEV2,
		Local: netip.AddrFrom16([16]byte(count(0x10, 0x1F))), Remote: netip.AddrFrom16([16]byte(count(0x20, 0x2F))),
		AuthIPFilterID: 0x30,
		Proposal: Proposal{
			Cipher: 4, KeyLength: 0x31, Rounds: 0x32, Integrity: 2, LifetimeSeconds: 0x33, DHGroup: 3, QuickModeLimit: 0x34,
		},
		InitiatorCookie: 0x35, ResponderCookie: 0x36,
		Credentials: []CredentialPair{
			{
				Credential{Method: MethodPresharedKey, Impersonation: 1, PresharedKey: count(0x61, 0x63), Flags: 0x60},
				named(MethodNTLMV2, "ike100"),
			},
			{named(MethodEAP, "ike101"), named(MethodKerberos, "ike102")},
		},
		PolicyKey:         [16]byte(count(0x37, 0x46)),
		VirtualIfTunnelID: 0x38,
		CorrelationKey:    count(0x67, 0x6B),
	}
	h := start(t, Config{AllowUnauthenticated: true, SAs: []SA{first, second}})
	c := dialRPC(t, h.Endpoint())
	c.ask(bindIKEEXT)
	handle := c.createEnumHandle(nil)
	c.send(requestPDU(3, 2, append(handle, 2, 0, 0, 0)))
	requireVector(t, vectors(t)["op2_resp_2"], c.receive()[24:], 0)
	assert.Empty(t, h.Violations())
}

// createEnumHandle opens an enumeration with the body of a request, or one of
// everything.
func (r *rawConn) createEnumHandle(template []byte) []byte {
	r.t.Helper()
	if template == nil {
		template = make([]byte, 4)
	}
	r.send(requestPDU(2, 1, template))
	answer := r.receive()
	require.Equal(r.t, byte(typeResponse), answer[2], "PDU type of % x", answer)
	require.Len(r.t, answer, 24+24)
	require.Zero(r.t, le.Uint32(answer[44:]), "status")
	return answer[24:44:44]
}

// A template that was read is written back here and compared with what it was read
// from.
func TestTemplatesAreTheVectors(t *testing.T) {
	address6 := count(0x02, 0x11)
	tests := map[string]conditionValue{
		"op1_req_t000": {typ: fwpEmpty},
		"op1_req_t002": {typ: 2, number: 2},
		"op1_req_t004": {typ: 4, number: 2},
		"op1_req_t006": {typ: 6, number: 2},
		"op1_req_t008": {typ: 8, number: 2},
		"op1_req_t010": {typ: 10, number: 0x4000000000000000},
		"op1_req_t012": {typ: 12, bytes: count(2, 10)},
		"op1_req_t014": {typ: 14, bytes: count(2, 10)},
		"op1_req_t016": {typ: 16, bytes: count(2, 10)},
		"op1_req_t018": {typ: 18, bytes: count(2, 7)},
		"op1_req_t020": {typ: 20, bytes: count(2, 9)},
		"op1_req_t257": {typ: fwpV6AddrMask, bytes: address6, prefix: 0x12},
	}
	all := vectors(t)
	for name, local := range tests {
		t.Run(name, func(t *testing.T) {
			read := &cursor{rest: all[name].body}
			got, badTag := read.template(20348)
			require.False(t, badTag)
			require.True(t, read.done())
			assert.Equal(t, local, got.local)

			w := &ndrWriter{}
			w.top(func() {
				w.conditionValue(&got.local)
				w.conditionValue(&got.remote)
				w.blob(got.certHash)
			})
			requireVector(t, all[name], w.b, 0)
		})
	}
}

// conditionValue writes a value as clients do.
func (w *ndrWriter) conditionValue(v *conditionValue) {
	w.u32(v.typ)
	w.u32(v.typ)
	switch v.typ {
	case 1, 5, 19:
		w.u8(byte(v.number))
	case 2, 6:
		w.u16(uint16(v.number))
	case fwpUint32, 7, 9:
		w.u32(uint32(v.number))
	case 4, 8, 10:
		w.pointer(func() { w.u64(v.number) })
	case fwpByteArray16, 18, 20:
		w.pointer(func() { w.bytes(v.bytes) })
	case 12, 14, 16:
		w.pointer(func() { w.blob(v.bytes) })
	case 17:
		w.pointer(func() { w.text(v.text) })
	case fwpV4AddrMask:
		w.pointer(func() { w.u32(uint32(v.number)); w.u32(v.mask) })
	case fwpV6AddrMask:
		w.pointer(func() { w.bytes(v.bytes); w.u8(v.prefix) })
	case fwpRange:
		w.pointer(func() { w.conditionValue(v.low); w.conditionValue(v.high) })
	}
}
