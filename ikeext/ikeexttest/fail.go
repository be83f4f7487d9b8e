package ikeexttest

import (
	"github.com/oiweiwei/go-msrpc/msrpc/dcom"
	iactivation "github.com/oiweiwei/go-msrpc/msrpc/dcom/iactivation/v0"
	iremotescmactivator "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremotescmactivator/v0"
	iremunknown "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremunknown/v0"
	ienumwbemclassobject "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/ienumwbemclassobject/v0"
	iwbemservices "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemservices/v0"
)

// Fail returns the answer of a DCOM method that fails with an HRESULT, such as
// 0x80070005 for an activation or 0x80041003 for NTLMLogin, for use in
// Config.Intercept. Of calls that are not DCOM's, and of IObjectExporter's, it
// returns nil. Other refusals come as faults: see Reply.Fault.
func (call *Call) Fail(hresult uint32) *Reply {
	failed := signed(hresult)
	switch call.Interface {
	case "IActivation":
		n := 1
		if a, err := parseRemoteActivation(call.Stub); err == nil {
			n = len(a.iids)
		}
		return &Reply{Stub: encode(&iactivation.RemoteActivationResponse{
			Interfaces: uint32(n), HResult: failed, Results: make([]int32, n),
		})}
	case "IRemoteSCMActivator":
		return &Reply{Stub: encode(&iremotescmactivator.RemoteCreateInstanceResponse{Return: failed})}
	case loginService, servicesService:
		// NTLMLogin and ExecQuery both give one interface.
		return &Reply{Stub: encode(&iwbemservices.ExecQueryResponse{That: &dcom.ORPCThat{}, Return: failed})}
	case enumService:
		response := &ienumwbemclassobject.NextResponse{That: &dcom.ORPCThat{}, Return: failed}
		if n := len(call.Stub); n >= 4 {
			response.Count = le.Uint32(call.Stub[n-4:])
		}
		return &Reply{Stub: encode(response)}
	case "IRemUnknown", "IRemUnknown2":
		return &Reply{Stub: encode(&iremunknown.RemoteReleaseResponse{That: &dcom.ORPCThat{}, Return: failed})}
	}
	return nil
}
