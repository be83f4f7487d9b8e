package ikeexttest

import (
	"crypto/rand"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
)

// winrmFault is a fault of the service.
type winrmFault struct {
	code   string // of WS-Management, its prefix w
	detail string // the last part of its URI; empty for none
	number uint32 // the Windows error; 0 for none
	// inner is the error of the WMI provider within; 0 for none.
	inner uint32
	text  string
}

// newWMIFault is the fault that stands for an error of WMI's. Which code of
// WS-Management goes with which number is by its documentation and its header
// file; no real host was asked.
func newWMIFault(status uint32) *winrmFault {
	switch status {
	case 5, 0x80070005, 0x80041003:
		return &winrmFault{code: "w:AccessDenied", number: 0x80338104, inner: status,
			text: "The WS-Management service cannot process the request. The WMI service returned an 'access denied' error."}
	case 0x80041010, 0x8004100E:
		return &winrmFault{code: "a:DestinationUnreachable", detail: "InvalidResourceURI", number: 0x80338000, inner: status,
			text: "The WS-Management service cannot process the request. The class or the namespace does not exist."}
	case 0x803381A6:
		return &winrmFault{code: "w:QuotaLimit", number: status,
			text: "The WS-Management service cannot process the request. The maximum number of concurrent operations for this user has been exceeded."}
	}
	return &winrmFault{code: "w:InternalError", number: status, text: "The WMI service or the WMI provider returned an error."}
}

// winrmFaultEnvelope returns the status and the envelope of a fault.
func winrmFaultEnvelope(e *winrmEnvelope, f *winrmFault) (int, []byte) {
	const ns = ` xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"`
	message := xmlText(f.text)
	if f.inner != 0 {
		message = fmt.Sprintf(`<f:ProviderFault provider="WMI Provider" path="%%systemroot%%\system32\WsmWmiPl.dll">`+
			`<f:WSManFault%s Code="%d" Machine="SIMHOST"><f:Message>%s</f:Message></f:WSManFault></f:ProviderFault>`, ns, f.inner, message)
	}
	var detail string
	if f.detail != "" {
		detail = "<w:FaultDetail>" + winrmDetail + f.detail + "</w:FaultDetail>"
	}
	body := fmt.Sprintf(`<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>%s</s:Value></s:Subcode></s:Code>`+
		`<s:Reason><s:Text xml:lang="en-US">%s</s:Text></s:Reason>`+
		`<s:Detail>%s<f:WSManFault%s Code="%d" Machine="SIMHOST"><f:Message>%s</f:Message></f:WSManFault></s:Detail></s:Fault>`,
		f.code, xmlText(f.text), detail, ns, f.number, message)
	return http.StatusInternalServerError, winrmAnswerEnvelope(e, "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault", body)
}

func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

// newWinRMID returns a new id of a message or an enumeration.
func newWinRMID() string {
	var u [16]byte
	rand.Read(u[:])
	return fmt.Sprintf("uuid:%X-%X-%X-%X-%X", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
