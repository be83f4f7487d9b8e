package winrm

import (
	"bytes"
	"crypto/rand"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// The XML namespaces.
const (
	nsSOAP        = "http://www.w3.org/2003/05/soap-envelope"
	nsAddressing  = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
	nsEnumeration = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
	nsTransfer    = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
	nsWSMan       = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
	nsFault       = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
	nsCommon      = "http://schemas.dmtf.org/wbem/wscim/1/common"
	nsInstance    = "http://www.w3.org/2001/XMLSchema-instance"
	// nsWMI is the beginning of the resource URI of all WMI classes, and of the
	// namespaces of their instances.
	nsWMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/"

	dialectWQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
)

// request is a request for the instances that a query has.
type request struct {
	to, namespace, messageID string
	maxElements              int
	seconds                  int
}

// enumerate begins a query, asking for the first instances in the same answer.
func (r *request) enumerate(wql string) []byte {
	return r.envelope(nsEnumeration+"/Enumerate", `<n:Enumerate><w:OptimizeEnumeration/>`+
		`<w:MaxElements>`+strconv.Itoa(r.maxElements)+`</w:MaxElements>`+
		`<w:Filter Dialect="`+dialectWQL+`">`+escape(wql)+`</w:Filter></n:Enumerate>`)
}

// pull asks for the next instances.
func (r *request) pull(enumeration string) []byte {
	return r.envelope(nsEnumeration+"/Pull", `<n:Pull><n:EnumerationContext>`+escape(enumeration)+`</n:EnumerationContext>`+
		`<n:MaxElements>`+strconv.Itoa(r.maxElements)+`</n:MaxElements></n:Pull>`)
}

// actionRelease is the action whose answer has nothing in it.
const actionRelease = "Release"

// release ends a query before its end.
func (r *request) release(enumeration string) []byte {
	return r.envelope(nsEnumeration+"/"+actionRelease,
		`<n:Release><n:EnumerationContext>`+escape(enumeration)+`</n:EnumerationContext></n:Release>`)
}

func (r *request) envelope(action, body string) []byte {
	const must = ` s:mustUnderstand="true"`
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` +
		`<s:Envelope xmlns:s="` + nsSOAP + `" xmlns:a="` + nsAddressing + `" xmlns:n="` + nsEnumeration + `" xmlns:w="` + nsWSMan + `">` +
		`<s:Header><a:To>` + escape(r.to) + `</a:To>` +
		`<w:ResourceURI` + must + `>` + escape(nsWMI+r.namespace+"/*") + `</w:ResourceURI>` +
		`<a:ReplyTo><a:Address` + must + `>` + nsAddressing + `/role/anonymous</a:Address></a:ReplyTo>` +
		`<a:Action` + must + `>` + action + `</a:Action>` +
		`<w:MaxEnvelopeSize` + must + `>` + strconv.Itoa(maxEnvelope) + `</w:MaxEnvelopeSize>` +
		`<a:MessageID>` + r.messageID + `</a:MessageID>` +
		`<w:Locale xml:lang="en-US" s:mustUnderstand="false"/>` +
		`<w:OperationTimeout>PT` + strconv.Itoa(r.seconds) + `S</w:OperationTimeout>` +
		`</s:Header><s:Body>` + body + `</s:Body></s:Envelope>`)
	return b.Bytes()
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

// newMessageID returns a random UUID as Windows writes it.
func newMessageID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails
	u[6], u[8] = u[6]&0x0F|0x40, u[8]&0x3F|0x80
	return fmt.Sprintf("uuid:%X-%X-%X-%X-%X", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
