package ikeexttest

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// winrmEnvelope is a request: what callers of WS-Enumeration have to send.
type winrmEnvelope struct {
	XMLName xml.Name `xml:"http://www.w3.org/2003/05/soap-envelope Envelope"`
	Header  struct {
		To           string `xml:"http://schemas.xmlsoap.org/ws/2004/08/addressing To"`
		Action       string `xml:"http://schemas.xmlsoap.org/ws/2004/08/addressing Action"`
		MessageID    string `xml:"http://schemas.xmlsoap.org/ws/2004/08/addressing MessageID"`
		ReplyTo      string `xml:"http://schemas.xmlsoap.org/ws/2004/08/addressing ReplyTo>Address"`
		ResourceURI  string `xml:"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd ResourceURI"`
		EnvelopeSize string `xml:"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd MaxEnvelopeSize"`
	} `xml:"http://www.w3.org/2003/05/soap-envelope Header"`
	Body struct {
		Enumerate *winrmEnumerate `xml:"http://schemas.xmlsoap.org/ws/2004/09/enumeration Enumerate"`
		Pull      *winrmPull      `xml:"http://schemas.xmlsoap.org/ws/2004/09/enumeration Pull"`
		Release   *winrmPull      `xml:"http://schemas.xmlsoap.org/ws/2004/09/enumeration Release"`
	} `xml:"http://www.w3.org/2003/05/soap-envelope Body"`
}

type winrmEnumerate struct {
	Optimize    *struct{} `xml:"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd OptimizeEnumeration"`
	MaxElements string    `xml:"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd MaxElements"`
	Filter      struct {
		Dialect string `xml:"Dialect,attr"`
		Text    string `xml:",chardata"`
	} `xml:"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd Filter"`
}

type winrmPull struct {
	Context     string `xml:"http://schemas.xmlsoap.org/ws/2004/09/enumeration EnumerationContext"`
	MaxElements string `xml:"http://schemas.xmlsoap.org/ws/2004/09/enumeration MaxElements"`
}

const (
	winrmEnumeration = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/"
	winrmAnonymous   = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
	winrmWMI         = "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
	winrmWQL         = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
	winrmDetail      = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"
)

// envelope returns the status and the envelope that answer a message.
func (s *winrmSession) envelope(message []byte, reply *Reply) (int, []byte) {
	var e winrmEnvelope
	if err := xml.Unmarshal(message, &e); err != nil {
		s.winrm.host.violationf("WinRM: envelope: %v", err)
		return winrmFaultEnvelope(&e, &winrmFault{code: "w:SchemaValidationError", text: "The request is not valid XML."})
	}
	fault := s.check(&e)
	switch {
	case fault != nil:
	case reply.Stub != nil:
		return http.StatusOK, reply.Stub
	case reply.Fault != 0:
		fault = newWMIFault(reply.Fault)
	}
	var body string
	if fault == nil {
		switch {
		case e.Body.Enumerate != nil:
			body, fault = s.enumerate(&e)
		case e.Body.Pull != nil:
			body, fault = s.pull(&e)
		default:
			fault = s.release(&e)
		}
	}
	if fault != nil {
		return winrmFaultEnvelope(&e, fault)
	}
	return http.StatusOK, winrmAnswerEnvelope(&e, e.Header.Action+"Response", body)
}

// check returns the fault by which a request is refused for its form. All of them
// are violations.
func (s *winrmSession) check(e *winrmEnvelope) *winrmFault {
	h := &e.Header
	to, err := url.Parse(h.To)
	size, sizeErr := strconv.ParseUint(h.EnvelopeSize, 10, 32)
	wrong := ""
	switch {
	case err != nil || to.Path != winrmPath:
		wrong = "To " + h.To
	case !strings.HasPrefix(h.MessageID, "uuid:") || len(h.MessageID) != len("uuid:")+36 || s.messages[h.MessageID]:
		wrong = "MessageID " + h.MessageID
	case h.ReplyTo != winrmAnonymous:
		wrong = "ReplyTo " + h.ReplyTo
	case sizeErr != nil || size < 8192:
		wrong = "MaxEnvelopeSize " + h.EnvelopeSize
	case !strings.HasPrefix(h.ResourceURI, winrmWMI):
		wrong = "ResourceURI " + h.ResourceURI
	case h.Action == winrmEnumeration+"Enumerate" && e.Body.Enumerate != nil && e.Body.Pull == nil && e.Body.Release == nil:
	case h.Action == winrmEnumeration+"Pull" && e.Body.Pull != nil && e.Body.Enumerate == nil && e.Body.Release == nil:
	case h.Action == winrmEnumeration+"Release" && e.Body.Release != nil && e.Body.Enumerate == nil && e.Body.Pull == nil:
	default:
		wrong = "Action " + h.Action
	}
	if wrong != "" {
		s.winrm.host.violationf("WinRM: %s", wrong)
		return &winrmFault{code: "w:InvalidParameter", detail: "InvalidValue", number: 87, text: "The parameter is incorrect."}
	}
	if len(s.messages) < maxJournal {
		s.messages[h.MessageID] = true
	}
	return nil
}

// winrmAnswerEnvelope makes an answer as Windows lays it out.
func winrmAnswerEnvelope(e *winrmEnvelope, action, body string) []byte {
	return fmt.Appendf(nil, `<s:Envelope xml:lang="en-US" xmlns:s="http://www.w3.org/2003/05/soap-envelope"`+
		` xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"`+
		` xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd">`+
		`<s:Header><a:Action>%s</a:Action><a:MessageID>%s</a:MessageID><a:To>%s</a:To><a:RelatesTo>%s</a:RelatesTo></s:Header>`+
		`<s:Body>%s</s:Body></s:Envelope>`, action, newWinRMID(), winrmAnonymous, xmlText(e.Header.MessageID), body)
}
