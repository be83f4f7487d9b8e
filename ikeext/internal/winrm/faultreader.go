package winrm

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// fault reads the fault that was begun last.
func (r *reader) fault() (*Fault, error) {
	f := &Fault{}
	var code, reason string
	err := r.children(func(t xml.StartElement) (err error) {
		switch {
		case is(t, nsSOAP, "Code"):
			code, err = r.faultCode()
		case is(t, nsSOAP, "Reason"):
			err = r.children(func(t xml.StartElement) (err error) {
				reason, err = r.text()
				return err
			})
		case is(t, nsSOAP, "Detail"):
			err = r.faultDetail(f)
		default:
			err = r.skip()
		}
		return err
	})
	f.Name = r.faultName(code)
	if f.Message == "" {
		f.Message = tidy(reason)
	}
	return f, err
}

// faultCode returns the last of the codes, each of which refines the one before.
func (r *reader) faultCode() (code string, err error) {
	err = r.children(func(t xml.StartElement) error {
		var inner string
		var err error
		switch {
		case is(t, nsSOAP, "Value"):
			inner, err = r.text()
		case is(t, nsSOAP, "Subcode"):
			inner, err = r.faultCode()
		default:
			err = r.skip()
		}
		if inner = strings.TrimSpace(inner); inner != "" {
			code = inner
		}
		return err
	})
	return code, err
}

// faultName replaces the prefix, which is the host's choice, by the usual one.
func (r *reader) faultName(code string) string {
	prefix, local, ok := strings.Cut(code, ":")
	if !ok {
		prefix, local = "", code
	}
	if len(local) > 100 || local == "" {
		local = "fault"
	}
	usual := map[string]string{nsWSMan: "wsman:", nsAddressing: "wsa:", nsEnumeration: "wsen:", nsTransfer: "wxf:", nsSOAP: "soap:"}
	return usual[r.prefixes[prefix]] + local
}

// faultDetail reads what WS-Management and Windows add. Windows nests: a fault of
// the service around one of its WMI provider, which is nearer to the cause.
func (r *reader) faultDetail(f *Fault) error {
	return r.children(func(t xml.StartElement) error {
		switch {
		case is(t, nsWSMan, "FaultDetail"):
			text, err := r.text()
			text = strings.TrimSpace(text)
			f.Detail = tidy(text[strings.LastIndexByte(text, '/')+1:])
			return err
		case is(t, nsFault, "WSManFault"):
			return r.faultInner(f, t)
		}
		return r.skip()
	})
}

// faultMessage reads the inside of a WSManFault: text, or a further fault, at any
// depth of Message and ProviderFault.
func (r *reader) faultMessage(f *Fault) error {
	var text strings.Builder
	for {
		token, err := r.inside()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if message := tidy(text.String()); message != "" {
				f.Message = message
			}
			return nil
		case xml.StartElement:
			if err := r.faultInner(f, t); err != nil {
				return err
			}
		}
	}
}

func (r *reader) faultInner(f *Fault, t xml.StartElement) error {
	if t.Name.Space != nsFault || t.Name.Local == "ExtendedError" {
		return r.skip()
	}
	for _, a := range t.Attr {
		if code, err := strconv.ParseUint(a.Value, 10, 32); a.Name.Local == "Code" && err == nil && code != 0 {
			f.Code = uint32(code)
		}
	}
	return r.faultMessage(f)
}

// tidy makes a line of what a host says.
func tidy(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c <= ' ' || c == 0x7F }), " ")
	if len(s) > 1000 {
		s = strings.ToValidUTF8(s[:1000], "")
	}
	return s
}
