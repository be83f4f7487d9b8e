package ikeexttest

import (
	iremunknown "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremunknown/v0"
	iremunknown2 "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremunknown2/v0"
	ienumwbemclassobject "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/ienumwbemclassobject/v0"
	iwbemlevel1login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	iwbemservices "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemservices/v0"
)

// Names of the interfaces of WMI, as calls are noted under.
const (
	loginService    = "IWbemLevel1Login"
	servicesService = "IWbemServices"
	enumService     = "IEnumWbemClassObject"
)

// Results of WMI ([MS-WMI] 2.2.11).
const (
	wbemFalse            = 1
	wbemAccessDenied     = 0x80041003
	wbemInvalidParameter = 0x80041008
	wbemInvalidNamespace = 0x8004100E
	wbemInvalidClass     = 0x80041010
	wbemInvalidQuery     = 0x80041017
	wbemInvalidQueryType = 0x80041018
)

// hasWMI reports whether a profile lets callers from the network activate WMI.
func (p Profile) hasWMI() bool {
	switch p {
	case WMIOpen2016, WMIOpenSplit, ServiceStopped:
		return true
	}
	return false
}

// activationServices are the interfaces of DCOM on the port of the endpoint
// mapper.
func (h *Host) activationServices() []*service {
	services := []*service{h.oxidService(), h.activationService()}
	if !h.cfg.NoCreateInstance {
		services = append(services, h.activatorService())
	}
	return services
}

// wmiServices are the interfaces of the process of WMI.
func (h *Host) wmiServices() []*service {
	release := map[int]operation{5: orpc(parseRelease, h.release)}
	services := []*service{
		newService(loginService, iwbemlevel1login.Level1LoginSyntaxV0_0, map[int]operation{6: orpc(parseLogin, h.login)}),
		newService(servicesService, iwbemservices.ServicesSyntaxV0_0, map[int]operation{20: orpc(parseExecQuery, h.execQuery)}),
		newService(enumService, ienumwbemclassobject.EnumClassObjectSyntaxV0_0, map[int]operation{4: orpc(parseNext, h.next)}),
		newService("IRemUnknown", iremunknown.RemoteUnknownSyntaxV0_0, release),
		newService("IRemUnknown2", iremunknown2.RemoteUnknown2SyntaxV0_0, release),
	}
	for _, s := range services {
		s.object, s.unmapped, s.secure, s.least = true, true, true, levelIntegrity
	}
	return services
}

// locate finds the object of the request at hand, or returns the breach.
func (s *service) locate(c *conn) error {
	e := c.host.exporter
	if c.ipid == e.unknown {
		if s.name == "IRemUnknown" || s.name == "IRemUnknown2" {
			return nil
		}
		return breachf(hresultInvalidIPID, "%s called on the IPID of IRemUnknown", s.name)
	}
	o := e.find(c.ipid)
	switch {
	case o == nil:
		return breachf(hresultDisconnected, "%s called on IPID %x, which no object has", s.name, c.ipid)
	case o.service != s.name:
		return breachf(hresultInvalidIPID, "%s called on an IPID of %s", s.name, o.service)
	}
	c.target = o
	return nil
}
