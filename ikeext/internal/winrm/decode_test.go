package winrm

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/ikeext/internal/cim"
)

// decode reads an answer to Enumerate with these instances.
func decode(t *testing.T, items string) []cim.Instance {
	t.Helper()
	a, err := decodeResponse([]byte(strings.ReplaceAll(answer(`<w:Items>`+items+`</w:Items><w:EndOfSequence/>`), "RELATED", "uuid:1")), "Enumerate", "uuid:1")
	require.NoError(t, err)
	assert.True(t, a.end)
	return a.instances
}

func TestInstance(t *testing.T) {
	found := decode(t, item(`<p:A>1</p:A><p:B xsi:nil="true"/><p:C></p:C><p:D> &lt;x&gt; </p:D><x:E xmlns:x="urn:other">5</x:E>`))
	require.Len(t, found, 1)
	assert.Equal(t, cim.Instance{Class: prefix + "IPsecIKEv1IPv4", Properties: []cim.Property{
		{Name: "A", Value: "1"}, {Name: "B", Value: nil}, {Name: "C", Value: ""}, {Name: "D", Value: " <x> "},
	}}, found[0])
}

func TestNilIsXMLSchemas(t *testing.T) {
	found := decode(t, item(`<p:A nil="true">1</p:A><p:B xmlns:y="urn:y" y:nil="true">2</p:B><p:C xsi:nil="false">3</p:C><p:D xsi:nil="1"/>`))
	for name, want := range map[string]any{"A": "1", "B": "2", "C": "3", "D": nil} {
		value, ok := found[0].Lookup(name)
		assert.True(t, ok)
		assert.Equal(t, want, value, name)
	}
}

func TestArraysAndEmbedded(t *testing.T) {
	found := decode(t, item(`<p:Array>1</p:Array><p:Array>2</p:Array><p:Array xsi:nil="true"/>`+
		`<p:Time><c:Datetime xmlns:c="http://schemas.dmtf.org/wbem/wscim/1/common">2026-01-02T03:04:05Z</c:Datetime></p:Time>`+
		`<p:Inner xmlns:q="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Other"><q:A>3</q:A><q:B xsi:nil="true"/></p:Inner>`))
	assert.Equal(t, []cim.Property{
		{Name: "Array", Value: []string{"1", "2", ""}}, {Name: "Time", Value: "2026-01-02T03:04:05Z"},
		{Name: "Inner.A", Value: "3"}, {Name: "Inner.B", Value: nil},
	}, found[0].Properties)
}

func TestNoInstance(t *testing.T) {
	assert.Empty(t, decode(t, ""))
}

// fault is a fault as hosts lay them out, with other prefixes than ours.
func fault(subcode, detail string) string {
	return `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:x="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"` +
		` xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><e:Header>` +
		`<a:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/fault</a:Action></e:Header><e:Body><e:Fault>` +
		`<e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>` + subcode + `</e:Value></e:Subcode></e:Code>` +
		`<e:Reason><e:Text xml:lang="">The reason. </e:Text></e:Reason><e:Detail>` + detail + `</e:Detail></e:Fault></e:Body></e:Envelope>`
}

func TestFault(t *testing.T) {
	const ns = ` xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"`
	for name, test := range map[string]struct {
		xml                   string
		want                  Fault
		denied, class, quotas bool
	}{
		"plain": {
			fault("x:AccessDenied", `<f:WSManFault`+ns+` Code="5" Machine="h"><f:Message>Access is denied. </f:Message></f:WSManFault>`),
			Fault{Name: "wsman:AccessDenied", Code: 5, Message: "Access is denied."}, true, false, false,
		},
		"of a provider": {
			fault("x:InvalidParameter", `<x:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/InvalidValue</x:FaultDetail>`+
				`<f:WSManFault`+ns+` Code="87" Machine="h"><f:Message><f:ProviderFault provider="WMI Provider">Wrong. </f:ProviderFault></f:Message></f:WSManFault>`),
			Fault{Name: "wsman:InvalidParameter", Detail: "InvalidValue", Code: 87, Message: "Wrong."}, false, false, false,
		},
		"within another": {
			fault("a:DestinationUnreachable", `<f:WSManFault`+ns+` Code="2150858752" Machine="h"><f:Message><f:ProviderFault>`+
				`<f:WSManFault Code="2147749904"><f:Message>No such class.`+"\n\t\x7f"+`</f:Message></f:WSManFault>`+
				`<f:ExtendedError><q:__ExtendedStatus xmlns:q="urn:q" Code="7">noise</q:__ExtendedStatus></f:ExtendedError></f:ProviderFault></f:Message></f:WSManFault>`),
			Fault{Name: "wsa:DestinationUnreachable", Code: 0x80041010, Message: "No such class."}, false, true, false,
		},
		"quota": {
			fault("x:QuotaLimit", `<f:WSManFault`+ns+` Code="2150859174"><f:Message>Enough.</f:Message></f:WSManFault>`),
			Fault{Name: "wsman:QuotaLimit", Code: 0x803381A6, Message: "Enough."}, false, false, true,
		},
		"no detail": {
			fault("x:InvalidResourceURI", ""), Fault{Name: "wsman:InvalidResourceURI", Message: "The reason."}, false, true, false,
		},
		"unknown prefix": {fault("u:Thing", ""), Fault{Name: "Thing", Message: "The reason."}, false, false, false},
		"no code":        {strings.ReplaceAll(fault("", ""), "e:Sender", ""), Fault{Name: "fault", Message: "The reason."}, false, false, false},
		"code too large": {
			fault("x:AccessDenied", `<f:WSManFault`+ns+` Code="99999999999"/>`), Fault{Name: "wsman:AccessDenied", Message: "The reason."}, true, false, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := decodeResponse([]byte(test.xml), "Enumerate", "uuid:1")
			var got *Fault
			require.ErrorAs(t, err, &got)
			assert.Equal(t, test.want, *got)
			assert.Equal(t, []bool{test.denied, test.class, test.quotas}, []bool{got.AccessDenied(), got.InvalidClass(), got.Quota()})
		})
	}
}

func TestLongMessageIsCut(t *testing.T) {
	_, err := decodeResponse([]byte(strings.ReplaceAll(fault("x:Y", ""), "The reason.", strings.Repeat("é", 9999))), "Enumerate", "uuid:1")
	var got *Fault
	require.ErrorAs(t, err, &got)
	assert.LessOrEqual(t, len(got.Message), 1000)
}

// TestSealedBody reads the example's layout of [MS-WSMV] 2.2.9.1, and what some
// listeners make of it.
func TestSealedBody(t *testing.T) {
	const front = "--Encrypted Boundary\r\n\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n" +
		"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=3\r\n" +
		"--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n"
	const message = "\x02\x00\x00\x00siabc"
	for name, body := range map[string]string{
		"as specified":    front + message + "--Encrypted Boundary--\r\n",
		"no last newline": front + message + "--Encrypted Boundary--",
		"spaces":          strings.ReplaceAll(front, "--E", "-- E") + message + "-- Encrypted Boundary--\r\n",
		"no indentation":  strings.ReplaceAll(front, "\t", "") + message + "--Encrypted Boundary--\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			s, err := decodeSealed(sealedType(protocolNegotiate), protocolNegotiate, []byte(body))
			require.NoError(t, err)
			assert.Equal(t, &sealedBody{length: 3, signature: []byte("si"), sealed: []byte("abc")}, s)
		})
	}
}

// TestSealedBodyMayHoldAnything has delimiters and line ends among the sealed
// bytes.
func TestSealedBodyMayHoldAnything(t *testing.T) {
	sealed := []byte("\r\n--Encrypted Boundary\r\n--Encrypted Boundary--\r\n--")
	body := encodeSealed(protocolKerberos, len(sealed), []byte("s\r\n"), sealed)
	s, err := decodeSealed(sealedType(protocolKerberos), protocolKerberos, body)
	require.NoError(t, err)
	assert.Equal(t, sealed, s.sealed)
	assert.Equal(t, []byte("s\r\n"), s.signature)
}

// FuzzAnswer takes anything for a sealed body, and anything for the envelope in
// one: no panic, and no more kept than came.
func FuzzAnswer(f *testing.F) {
	f.Add(sealedType(protocolNegotiate), encodeSealed(protocolNegotiate, 3, make([]byte, 16), []byte("abc")))
	f.Add("multipart/encrypted;boundary=a", []byte("--a\r\n--a--"))
	f.Add(envelopeType, []byte(answer(`<w:Items>`+item(`<p:A>1</p:A><p:A>2</p:A><p:B xsi:nil="true"/><p:C><q>3</q></p:C>`)+`</w:Items><w:EndOfSequence/>`)))
	f.Add(envelopeType, []byte(pulled(`<n:Items/>`)))
	f.Add(envelopeType, []byte(fault("x:AccessDenied", `<f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="5"><f:Message>m</f:Message></f:WSManFault>`)))
	f.Add(envelopeType, []byte(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		if len(body) > maxBody {
			return // never read
		}
		if s, err := decodeSealed(contentType, protocolNegotiate, body); err == nil {
			require.Len(t, s.sealed, s.length)
			require.LessOrEqual(t, len(s.sealed)+len(s.signature), len(body))
		}
		for _, action := range []string{"Enumerate", "Pull"} {
			a, err := decodeResponse(body, action, "RELATED")
			if err != nil {
				continue
			}
			values := 0
			for _, i := range a.instances {
				values += len(i.Properties)
			}
			require.LessOrEqual(t, values, len(body)/4, "each takes an element of its own")
		}
	})
}
