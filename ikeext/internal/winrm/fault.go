package winrm

import "fmt"

// Fault is a SOAP fault by which the host refused a request. On HTTP it came
// sealed.
type Fault struct {
	// Name is the code, such as "wsman:AccessDenied", "wsman:QuotaLimit" or
	// "wsman:InvalidResourceURI"; of other specifications with the prefixes that
	// these give themselves: "wsa:", "wsen:", "soap:".
	Name string
	// Detail is the last part of the FaultDetail URI, such as "InvalidValue". Empty
	// when there is none.
	Detail string
	// Code is the Windows error, HRESULT or WBEM status nearest to the cause, such as
	// 5, 0x80338000 or 0x80041010. Zero when the fault has none.
	Code uint32
	// Message is what the host says, in its language, at most 1000 bytes.
	Message string
}

func (f *Fault) Error() string {
	text := "the host answered " + f.Name
	if f.Detail != "" {
		text += " (" + f.Detail + ")"
	}
	if f.Code != 0 {
		text += fmt.Sprintf(", code 0x%08X", f.Code)
	}
	if f.Message != "" {
		text += ": " + f.Message
	}
	return text
}

// Codes of WBEM and of WsmRes.dll that are told apart here.
const (
	codeAccessDenied     = 0x00000005
	codeHRAccessDenied   = 0x80070005
	codeWBEMAccessDenied = 0x80041003
	codeWBEMInvalidNS    = 0x8004100E
	codeWBEMInvalidClass = 0x80041010

	codeResourceNotFound     = 0x80338000 // ERROR_WSMAN_RESOURCE_NOT_FOUND
	codeInvalidResourceURI   = 0x8033803B // ERROR_WSMAN_INVALID_RESOURCE_URI
	codeQuotaLimit           = 0x8033803F // ERROR_WSMAN_QUOTA_LIMIT
	codeServiceAccessDenied  = 0x80338104 // ERROR_WSMAN_WMI_SVC_ACCESS_DENIED
	codeProviderAccessDenied = 0x80338105 // ERROR_WSMAN_WMI_PROVIDER_ACCESS_DENIED
	codeConnectAccessDenied  = 0x80338106 // ERROR_WSMAN_WMI_CANNOT_CONNECT_ACCESS_DENIED
	codeQuotaOperations      = 0x803381A6 // ERROR_WSMAN_QUOTA_MAX_OPERATIONS
	codeQuotaUser            = 0x803381A7 // ERROR_WSMAN_QUOTA_USER
	codeQuotaSystem          = 0x803381A8 // ERROR_WSMAN_QUOTA_SYSTEM
)

// AccessDenied reports whether the user lacks a right: on the listener, on the
// namespace, or in WMI's eyes.
func (f *Fault) AccessDenied() bool {
	switch f.Code {
	case codeAccessDenied, codeHRAccessDenied, codeWBEMAccessDenied,
		codeServiceAccessDenied, codeProviderAccessDenied, codeConnectAccessDenied:
		return true
	}
	return f.Name == "wsman:AccessDenied"
}

// InvalidClass reports whether the host has no such class or namespace.
func (f *Fault) InvalidClass() bool {
	switch f.Code {
	case codeWBEMInvalidClass, codeWBEMInvalidNS, codeResourceNotFound, codeInvalidResourceURI:
		return true
	}
	return f.Name == "wsman:InvalidResourceURI"
}

// Quota reports whether the host has had enough for now: of this user's
// operations, or of all.
func (f *Fault) Quota() bool {
	switch f.Code {
	case codeQuotaLimit, codeQuotaOperations, codeQuotaUser, codeQuotaSystem:
		return true
	}
	return f.Name == "wsman:QuotaLimit"
}
