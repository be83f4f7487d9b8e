// Package wmi makes the requests by which a WMI namespace is entered and queried
// over DCOM ([MS-WMI]), and reads the replies. It sends nothing itself.
package wmi

import (
	"time"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	msdcom "github.com/oiweiwei/go-msrpc/msrpc/dcom"
	remunknown "github.com/oiweiwei/go-msrpc/msrpc/dcom/iremunknown/v0"
	"github.com/oiweiwei/go-msrpc/msrpc/dcom/oaut"
	mswmi "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi"
	enumeration "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/ienumwbemclassobject/v0"
	login "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemlevel1login/v0"
	services "github.com/oiweiwei/go-msrpc/msrpc/dcom/wmi/iwbemservices/v0"

	"github.com/remoteike/remoteike/ikeext/internal/association"
	"github.com/remoteike/remoteike/ikeext/internal/dcom"
)

// LoginSyntax is IWbemLevel1Login, by which a namespace is entered.
func LoginSyntax() *dcerpc.SyntaxID { return login.Level1LoginSyntaxV0_0 }

// ServicesSyntax is IWbemServices, a namespace.
func ServicesSyntax() *dcerpc.SyntaxID { return services.ServicesSyntaxV0_0 }

// EnumerationSyntax is IEnumWbemClassObject, the answer to a query.
func EnumerationSyntax() *dcerpc.SyntaxID { return enumeration.EnumClassObjectSyntaxV0_0 }

// RemoteUnknownSyntax is IRemUnknown, by which references are released.
func RemoteUnknownSyntax() *dcerpc.SyntaxID { return remunknown.RemoteUnknownSyntaxV0_0 }

// LoginClass is CLSID_WbemLevel1Login, the object to be made.
func LoginClass() *msdcom.ClassID { return mswmi.Level1LoginClassID }

// LoginIID is the interface of it that is wanted.
func LoginIID() *msdcom.IID { return login.Level1LoginIID }

// Login asks the login object for a namespace, such as "root/cimv2".
func Login(v dcom.Version, object *msdcom.IPID, namespace string) association.Request {
	return association.Request{
		Opnum: 6, Name: "NTLMLogin", Object: object.UUID(),
		In: &login.NTLMLoginRequest{This: v.This(), NetworkResource: "//./" + namespace},
	}
}

// DecodeLogin returns the namespace, or the status with which the host refused.
func DecodeLogin(stub []byte) (*dcom.Reference, uint32, error) {
	var answer login.NTLMLoginResponse
	if err := association.Decode(stub, &answer); err != nil {
		return nil, 0, err
	}
	return reference(answer.Namespace.InterfacePointer(), services.ServicesIID, answer.Return)
}

// Flags of ExecQuery: the objects are read once and in order, and the call does
// not wait for them.
const (
	returnImmediately = 0x10
	forwardOnly       = 0x20
)

// ExecQuery sends a query in WQL to a namespace.
func ExecQuery(v dcom.Version, namespace *msdcom.IPID, query string) association.Request {
	return association.Request{
		Opnum: 20, Name: "ExecQuery", Object: namespace.UUID(),
		In: &services.ExecQueryRequest{
			This: v.This(), QueryLanguage: &oaut.String{Data: "WQL"}, Query: &oaut.String{Data: query},
			Flags: returnImmediately | forwardOnly,
		},
	}
}

// DecodeExecQuery returns the enumeration, or the status with which the host
// refused.
func DecodeExecQuery(stub []byte) (*dcom.Reference, uint32, error) {
	var answer services.ExecQueryResponse
	if err := association.Decode(stub, &answer); err != nil {
		return nil, 0, err
	}
	return reference(answer.Enum.InterfacePointer(), enumeration.EnumClassObjectIID, answer.Return)
}

// reference reads the reference in a reply, which is there when the call
// succeeded.
func reference(p *msdcom.InterfacePointer, iid *msdcom.IID, status int32) (r *dcom.Reference, failed uint32, err error) {
	if status != 0 {
		return nil, uint32(status), nil
	}
	err = association.Checked(func() (err error) {
		r, err = dcom.ParseReference(p, iid)
		return err
	})
	return r, 0, err
}

// Next asks an enumeration for up to count objects and lets the host wait for
// them.
func Next(v dcom.Version, enum *msdcom.IPID, wait time.Duration, count uint32) association.Request {
	return association.Request{
		Opnum: 4, Name: "Next", Object: enum.UUID(),
		In: &enumeration.NextRequest{This: v.This(), Timeout: int32(wait.Milliseconds()), Count: count},
	}
}

// Release gives references back.
func Release(v dcom.Version, remoteUnknown *msdcom.IPID, references []dcom.Reference) association.Request {
	list := make([]*msdcom.RemoteInterfaceReference, len(references))
	for i, r := range references {
		list[i] = &msdcom.RemoteInterfaceReference{IPID: r.IPID, PublicReferencesCount: r.Count}
	}
	return association.Request{
		Opnum: 5, Name: "RemRelease", Object: remoteUnknown.UUID(),
		In: &remunknown.RemoteReleaseRequest{
			This: v.This(), InterfaceReferencesCount: uint16(len(list)), InterfaceReferences: list,
		},
	}
}

// DecodeRelease returns the status of the release.
func DecodeRelease(stub []byte) (uint32, error) {
	var answer remunknown.RemoteReleaseResponse
	err := association.Decode(stub, &answer)
	return uint32(answer.Return), err
}
